"""`waypost import`: the command, its table, its map, its pictures, and what it leaves alone."""

import shutil
import zipfile
from pathlib import Path

from conftest import ROOT, contents, write
from desk import Desk, desk
from loopback import site
from photos import png

from waypost.journal.loading import load

TODAY = "2026-11-22"
MKDOCS = "site_name: A journal\nsite_url: https://example.org/journal/\n"
POST = "---\ntitle: A start\ndate: 2020-01-02\ntags: [Define, News, mess]\n---\nText.\n"
DRAFT = "---\ntitle: A draft\ndate: 2020-01-09\ndraft: true\n---\nText.\n"
SECRET = "---\ntitle: Secret\ndate: 2020-01-09\npassword: x\n---\nText.\n"


def journal(root: Path) -> Desk:
    return desk(root, {"mkdocs.yml": MKDOCS})


def test_a_trial_writes_nothing_and_says_what_would_be_done(tmp_path: Path) -> None:
    old, here = write(tmp_path / "old", {"a.md": POST}), journal(tmp_path / "journal")
    before = here.files()
    said = here.say("import", str(old), "--dry-run", "--report", "r.csv", today=TODAY)
    assert not list(here.new_since(before))
    assert "would be docs/entries/2020-w01-a.md" in " ".join(said.out.split())
    assert said.lines[-2:] == [
        "1 text: 1 would be written, 0 there already, 0 not taken.",
        "Nothing was written.",
    ]


def test_said_again_it_writes_nothing_twice(tmp_path: Path) -> None:
    old, here = write(tmp_path / "old", {"a.md": POST}), journal(tmp_path / "journal")
    here.say("import", str(old), today=TODAY)
    before = here.files()
    said = here.say("import", str(old), today=TODAY)
    assert not list(here.new_since(before))
    assert "1 text: 0 written, 1 there already, 0 not taken." in said.out


def test_an_entry_that_was_renamed_or_changed_here_is_there_already(tmp_path: Path) -> None:
    old, here = write(tmp_path / "old", {"a.md": POST}), journal(tmp_path / "journal")
    here.say("import", str(old), today=TODAY)
    made = here.root / "docs/entries/2020-w01-a.md"
    text = made.read_text("utf-8").replace("Text.", "Better.")
    made.rename(made.with_name("other.md"))
    (made.with_name("other.md")).write_text(text, "utf-8")
    before = here.files()
    said = here.say("import", str(old), today=TODAY)
    assert not list(here.new_since(before))
    assert "docs/entries/other.md" in said.out
    assert "It says something else here than there." in said.out


def test_the_first_table_says_what_labels_become_and_her_own_is_held_to(tmp_path: Path) -> None:
    old, here = write(tmp_path / "old", {"a.md": POST}), journal(tmp_path / "journal")
    here.say("import", str(old), today=TODAY)
    table = here.text("import.yml")
    assert '"Define": stage define # 1 text' in table
    assert '"mess": tag # 1 text' in table
    assert 'stage: define\ntags: ["News", "mess"]' in here.text("docs/entries/2020-w01-a.md")

    mine = "Define: nothing\nNews: [barrier systems, tag]\nmess: tag trade fair\n"
    here.write({"mine.yml": mine})
    (here.root / "docs/entries/2020-w01-a.md").unlink()
    here.say("import", str(old), "--map", "mine.yml", today=TODAY)
    made = here.text("docs/entries/2020-w01-a.md")
    assert 'barriers: [systems]\ntags: ["News", "trade fair"]' in made
    assert "stage:" not in made


def test_a_mistake_in_the_table_stops_before_anything_is_written(tmp_path: Path) -> None:
    old, here = write(tmp_path / "old", {"a.md": POST}), journal(tmp_path / "journal")
    here.write({"import.yml": "# mine\nDefine: stage defin\nNews: somewhere\n"})
    before = here.files()
    said = here.say("import", str(old), today=TODAY)
    assert said.status == 1
    assert not list(here.new_since(before))
    assert said.lines == [
        "import.yml:2: Define: journal.yml knows no stage with the id 'defin'. Did you mean "
        "'define'?",
        "import.yml:3: News: 'somewhere' does not say what this label becomes. Write tag, nothing, "
        "or a kind with its id, such as: stage define",
    ]


def test_what_was_not_public_stays_out_or_becomes_a_draft(tmp_path: Path) -> None:
    old = write(tmp_path / "old", {"a.md": DRAFT, "b.md": SECRET})
    here = journal(tmp_path / "journal")
    said = here.say("import", str(old), today=TODAY)
    assert "2 texts: 0 written, 0 there already, 2 not taken." in said.out
    here.say("import", str(old), "--drafts", today=TODAY)
    made = here.text("docs/entries/2020-w02-a.md")
    assert "status: draft\n" in made
    assert not list((here.root / "docs/entries").glob("*b.md"))


def test_pages_come_along_if_she_says_so(tmp_path: Path) -> None:
    old = write(tmp_path / "old", {"about.md": "---\ntitle: Us\n---\nWe.\n", "a.md": POST})
    here = journal(tmp_path / "journal")
    here.say("import", str(old), "--pages", today=TODAY)
    assert here.text("docs/about.md") == '---\ntitle: "Us"\n---\n\nWe.\n'
    before = here.files()
    here.say("import", str(old), "--pages", today=TODAY)
    assert not list(here.new_since(before))


def test_pictures_are_found_beside_the_text_or_where_she_says(tmp_path: Path) -> None:
    text = "---\ndate: 2020-01-02\nimage: /img/c.png\n---\n![A](a.png) ![B](https://x.example/2020/b.png)"
    old = write(tmp_path / "old", {"p/post.md": text})
    (old / "p/a.png").write_bytes(png())
    (old / "static/img").mkdir(parents=True)
    (old / "static/img/c.png").write_bytes(png())
    other = tmp_path / "uploads"
    (other / "2020").mkdir(parents=True)
    (other / "2020/b.png").write_bytes(png())
    here = journal(tmp_path / "journal")
    said = here.say("import", str(old), "--pictures", str(other), today=TODAY)
    made = here.text("docs/entries/2020-w01-post.md")
    assert "![A](images/2020/a.png) ![B](images/2020/b.png)" in made
    assert 'image: "images/2020/c.png"' in made
    assert "not here" not in said.out
    assert here.say("check", today=TODAY).status == 0


def test_what_is_no_picture_is_not_taken_for_one(tmp_path: Path) -> None:
    text = "---\ndate: 2020-01-02\n---\n![A](a.png) text"
    old = write(tmp_path / "old", {"post.md": text, "a.png": "<script>alert(1)</script>"})
    here = journal(tmp_path / "journal")
    said = here.say("import", str(old), today=TODAY)
    assert "a.png: it can't be read as a picture" in said.out
    assert not list((here.root / "docs").rglob("*.png"))


def test_pictures_are_fetched_only_if_she_says_so(tmp_path: Path) -> None:
    with site({"a.png": png(), "b.png": b"no picture"}) as address:
        text = (
            f"---\ndate: 2020-01-02\npermalink: {address}post/\n---\n"
            f"![A]({address}a.png) ![B]({address}b.png) ![C]({address}c.png)"
        )
        old = write(tmp_path / "old", {"post.md": text})
        here = journal(tmp_path / "journal")
        said = here.say("import", str(old), today=TODAY)
        assert f"[A]({address}a.png)" in here.text("docs/entries/2020-w01-post.md")
        assert "3 pictures are not here" in said.out
        (here.root / "docs/entries/2020-w01-post.md").unlink()
        said = here.say("import", str(old), "--fetch", today=TODAY)
    made = here.text("docs/entries/2020-w01-post.md")
    assert "![A](images/2020/a.png)" in made
    assert f"[B]({address}b.png)" in made
    assert f"{address}b.png: it can't be read as a picture" in said.out
    assert f"{address}c.png: the answer was 404 Not Found" in said.out


def test_no_computer_inside_the_house_is_asked(tmp_path: Path) -> None:
    with site({"a.png": png()}) as address:
        text = f"---\ndate: 2020-01-02\n---\n![A]({address}a.png) text"
        old = write(tmp_path / "old", {"post.md": text})
        here = journal(tmp_path / "journal")
        said = here.say("import", str(old), "--fetch", today=TODAY)
    assert f"{address}a.png: it lies inside the house, where nothing is asked for" in said.out


def test_links_keep_the_former_address_that_she_names(tmp_path: Path) -> None:
    old = write(tmp_path / "old", {"2020-01-02-a.md": "[b](/b/) [self](/2020/01/02/a/)"})
    here = journal(tmp_path / "journal")
    here.say("import", str(old), "--site", "https://old.example/", today=TODAY)
    made = here.text("docs/entries/2020-w01-a.md")
    assert "[b](https://old.example/b/) [self](2020-w01-a.md)" in made
    assert 'redirect_from: ["/2020/01/02/a/"]' in made
    assert here.say("import", str(old), "--site", "old").status == 2


def test_links_by_number_lead_to_the_text_of_that_number_or_nowhere_here(tmp_path: Path) -> None:
    post = (
        "<item><title>{0}</title><link>https://old.example/?p={0}</link>"
        "<guid>https://old.example/?p={0}</guid><wp:post_id>{0}</wp:post_id>"
        "<wp:post_date>2020-01-02 10:00:00</wp:post_date><wp:status>publish</wp:status>"
        "<content:encoded><![CDATA[{1}]]></content:encoded></item>"
    )
    links = (
        '<a href="https://old.example/?p=8">b</a> <a href="/?p=8">c</a> <a href="/?page_id=9">d</a>'
        ' <a href="https://old.example/">e</a>\n\n<a href="https://old.example/?p=8"><img'
        ' src="https://old.example/a.jpg" alt="f"></a>\n\nhttps://old.example/?p=8'
    )
    whole = '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="c"><channel>{}{}'
    text = whole.format(post.format(7, links), post.format(8, "B")) + "</channel></rss>"
    old = write(tmp_path / "old", {"a.xml": text.replace('="c"', '="modules/content/"')})
    here = journal(tmp_path / "journal")
    here.say("import", str(old / "a.xml"), today=TODAY)
    assert here.text("docs/entries/2020-w01-7.md").split("\n\n", 1)[1] == (
        "[b](2020-w01-8.md) [c](2020-w01-8.md) [d](https://old.example/?page_id=9)"
        " [e](https://old.example/)\n\n[f](2020-w01-8.md)"
        "\n\n[https://old.example/?p=8](2020-w01-8.md)\n"
    )


def test_of_two_texts_with_one_old_address_the_newer_keeps_it(tmp_path: Path) -> None:
    front = "---\ndate: {}\nredirect_from: /old/\n---\nText."
    old = write(
        tmp_path / "old", {"a.md": front.format("2020-01-02"), "b.md": front.format("2020-02-03")}
    )
    here = journal(tmp_path / "journal")
    said = here.say("import", str(old), today=TODAY)
    assert "redirect_from" not in here.text("docs/entries/2020-w01-a.md")
    assert 'redirect_from: ["/old/"]' in here.text("docs/entries/2020-w06-b.md")
    assert "which is newer" in " ".join(said.out.split())
    assert here.say("check", today=TODAY).status == 0


def test_an_archive_is_unpacked_for_it_and_nothing_of_it_leads_out(tmp_path: Path) -> None:
    packed = tmp_path / "old.zip"
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("blog-main/_posts/2020-01-02-a.md", "Text.")
        file.writestr("../../out.md", "Text.")
    here = journal(tmp_path / "journal")
    said = here.say("import", str(packed), today=TODAY)
    assert here.text("docs/entries/2020-w01-a.md").endswith("Text.\n")
    assert not list(tmp_path.parent.glob("out.md"))
    assert said.status == 0


def test_a_name_of_the_private_list_keeps_a_text_out(tmp_path: Path) -> None:
    old = write(tmp_path / "old", {"2020-01-02-a.md": "Text of Xaviera Quill."})
    here = journal(tmp_path / "journal")
    env = {"WAYPOST_PRIVATE": "names: {Xaviera Quill: a colleague}"}
    said = here.say("import", str(old), today=TODAY, env=env)
    assert "1 text: 0 written, 0 there already, 1 not taken." in said.out


def test_a_folder_without_texts_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    here = journal(tmp_path / "journal")
    said = here.say("import", str(tmp_path / "old"), today=TODAY)
    assert said.status == 1
    assert "holds no text that Waypost can take over." in said.err


def test_a_narrow_terminal_shows_all_of_the_table(tmp_path: Path) -> None:
    old = write(tmp_path / "old", {f"a-long-folder/{'a-long-name-' * 4}.md": POST})
    here = journal(tmp_path / "journal")
    for width in ("40", "80", "200"):
        said = here.say("import", str(old), "--dry-run", today=TODAY, env={"COLUMNS": width})
        table = said.out.partition("1 text")[0]
        assert all(len(line) < int(width) for line in table.splitlines())
        assert "a-long-name-" in table


def test_a_journal_of_our_own_is_carried_over_as_it_is(tmp_path: Path) -> None:
    sample = tmp_path / "sample"
    shutil.copytree(ROOT / "docs", sample / "docs")
    shutil.copy(ROOT / "journal.yml", sample)
    here = journal(tmp_path / "journal")
    (here.root / "docs/index.md").unlink()
    said = here.say("import", str(sample), today=TODAY)
    assert said.status == 0
    seen = {name: data for name, data in contents(sample / "docs").items() if name[0] != "."}
    assert contents(here.root / "docs") == seen
    journal_there = load(sample)[0]
    assert here.journal().entries == journal_there.entries
    assert here.journal().decisions == journal_there.decisions
    assert here.journal().settings == journal_there.settings

    here.write({"docs/index.md": "# Mine\n"})
    said = here.say("import", str(sample), today=TODAY)
    assert here.text("docs/index.md") == "# Mine\n"
    assert "docs/index.md: This says something else here than there." in said.out
