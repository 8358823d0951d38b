"""`waypost import`: the command, its table, its map, its pictures, and what it leaves alone."""

import shutil
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, contents, write
from desk import Desk, desk
from loopback import site
from photos import png

from waypost.imports.report import table
from waypost.imports.writing import Outcome
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
        "<item><title>{0}</title><link>https://old.example/{2}</link>"
        "<guid>https://old.example/?p={0}</guid><wp:post_id>{0}</wp:post_id>"
        "<wp:post_date>2020-01-02 10:00:00</wp:post_date><wp:status>publish</wp:status>"
        "<content:encoded><![CDATA[{1}]]></content:encoded></item>"
    )
    links = (
        '<a href="https://old.example/?p=8">b</a> <a href="/?p=8">c</a> <a href="/?page_id=9">d</a>'
        ' <a href="https://old.example/index.php?lang=da&amp;p=7">g</a>'
        ' <a href="https://old.example/">e</a>\n\n<a href="https://old.example/?p=8"><img'
        ' src="https://old.example/a.jpg" alt="f"></a>\n\nhttps://old.example/?p=8'
    )
    whole = '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="c"><channel>{}{}'
    text = (
        whole.format(post.format(7, links, "?p=7"), post.format(8, "B", "b/")) + "</channel></rss>"
    )
    old = write(tmp_path / "old", {"a.xml": text.replace('="c"', '="modules/content/"')})
    here = journal(tmp_path / "journal")
    here.say("import", str(old / "a.xml"), today=TODAY)
    assert here.text("docs/entries/2020-w01-7.md").split("\n\n", 1)[1] == (
        "[b](2020-w01-8.md) [c](2020-w01-8.md) [d](https://old.example/?page_id=9)"
        " [g](2020-w01-7.md)"
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
        shown = said.out[said.out.index("From ") :].partition("\n1 text")[0]
        assert all(len(line) < int(width) for line in shown.splitlines())
        assert "a-long-name-" in shown


def test_what_is_not_there_is_said_with_how_to_name_it(tmp_path: Path) -> None:
    here = journal(tmp_path / "journal")
    said = here.say("import", "../My", today=TODAY)
    assert said.status == 2
    assert "There is nothing at ../My. Look where it lies; a path with spaces" in said.err
    said = here.say("import", "https://old.example/", today=TODAY)
    assert said.status == 2
    assert "Nothing is read from an address on the web. Name the file of an export" in said.err


def test_a_zip_in_what_holds_no_text_is_named(tmp_path: Path) -> None:
    old, here = tmp_path / "old", journal(tmp_path / "journal")
    old.mkdir()
    for name, within in (("inner.zip", b""), ("outer.zip", b"inner.zip")):
        with zipfile.ZipFile(old / name, "w") as packed:
            packed.writestr(within.decode() or "style.css", b"PK")
    for path in (old, old / "outer.zip"):
        said = here.say("import", str(path), today=TODAY)
        assert said.status == 1
        assert "But a zip is in it, inner.zip: take that out" in said.err


def test_an_export_of_which_nothing_can_be_read_is_no_success(tmp_path: Path) -> None:
    here, broken = journal(tmp_path / "journal"), tmp_path / "export.zip"
    broken.write_bytes(b"PK\x03\x04 and no more")
    said = here.say("import", str(broken), today=TODAY)
    assert said.status == 1
    assert "The package is damaged. Download or export it again." in " ".join(said.out.split())


def test_outside_of_a_journal_nothing_is_written(tmp_path: Path) -> None:
    old = write(tmp_path / "old", {"a.md": POST})
    package = write(tmp_path / "package", {"journal.yml": "", "docs/index.md": "# Home\n"})
    here = Desk(tmp_path / "elsewhere")
    here.root.mkdir()
    for words in (["import", str(old)], ["import", str(package)], ["status"]):
        said = here.say(*words, today=TODAY)
        assert said.status == 1
        assert "There is no journal in this folder, " in said.err
        assert "Go to the one in which journal.yml lies" in said.err
        assert list(here.root.iterdir()) == []


def test_labels_that_the_table_does_not_name_are_told_and_become_what_they_are_called(
    tmp_path: Path,
) -> None:
    old, here = write(tmp_path / "old", {"a.md": POST}), journal(tmp_path / "journal")
    said = here.say("import", str(old), "--dry-run", today=TODAY)
    assert "import.yml would say what the labels become:" in said.lines
    assert '"Define": stage define # 1 text' in said.lines

    here.write({"import.yml": "Newws: nothing\nmess: nothing\n"})
    said = here.say("import", str(old), today=TODAY)
    assert "import.yml has no line for some labels. They become:" in said.lines
    assert said.lines[1:3] == ['"Define": stage define # 1 text', '"News": tag # 1 text']
    assert 'stage: define\ntags: ["News"]' in here.text("docs/entries/2020-w01-a.md")
    assert here.text("import.yml") == "Newws: nothing\nmess: nothing\n"


def test_what_can_not_be_written_is_told_and_is_no_success(tmp_path: Path) -> None:
    old, here = write(tmp_path / "old", {"a.md": POST}), journal(tmp_path / "journal")
    here.write({"docs/entries": "a file, where a folder is to be"})
    said = here.say("import", str(old), today=TODAY)
    assert said.status == 1
    assert "It can't be written; the computer says: " in " ".join(said.out.split())
    assert "Not all could be written. Mend that, and call this again" in said.err
    assert "waypost check" not in said.out


def test_a_table_or_a_report_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    old, here = write(tmp_path / "old", {"a.md": POST}), journal(tmp_path / "journal")
    said = here.say("import", str(old), "--report", "nowhere/r.csv", today=TODAY)
    assert said.status == 1
    assert "nowhere/r.csv can't be written. The computer says: " in said.err

    (here.root / "import.yml").unlink()
    (here.root / "import.yml").mkdir()
    said = here.say("import", str(old), today=TODAY)
    assert said.status == 1
    assert "import.yml can't be written. The computer says: " in said.err


def test_an_import_that_is_stopped_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, here = write(tmp_path / "old", {"a.md": POST}), journal(tmp_path / "journal")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("waypost.cli.placing.os.fsync", stop)
    said = here.say("import", str(old), today=TODAY)
    assert said.status == 1
    assert "The import was stopped. What was written stays; call this again" in said.err
    assert [path for path in here.files() if path.endswith(".new")] == []
    monkeypatch.undo()
    assert "1 text: 1 written" in here.say("import", str(old), today=TODAY).out


def test_how_an_entry_that_is_there_is_made_anew_is_said(tmp_path: Path) -> None:
    text = POST.replace("Text.", "![A desk](desk.png)")
    old, here = write(tmp_path / "old", {"a.md": text}), journal(tmp_path / "journal")
    here.say("import", str(old), today=TODAY)
    (old / "desk.png").write_bytes(png())
    cure = "To have an entry that is here made anew, delete its file, and call this again."
    assert cure in here.say("import", str(old), today=TODAY).out
    (here.root / "docs/entries/2020-w01-a.md").unlink()
    here.say("import", str(old), today=TODAY)
    assert "images/2020/desk.png" in here.text("docs/entries/2020-w01-a.md")
    assert cure not in here.say("import", str(old), today=TODAY).out


def test_the_sample_that_is_still_there_is_mentioned(tmp_path: Path) -> None:
    old, here = write(tmp_path / "old", {"a.md": POST}), journal(tmp_path / "journal")
    here.write({"docs/.sample": ""})
    said = here.say("import", str(old), "--dry-run", today=TODAY)
    assert "The sample journal is still here. waypost start clears it away" in said.err


def test_the_name_of_the_only_file_is_not_told_in_each_row() -> None:
    made = [Outcome(f"export.xml, item {n}", "A title", f"entries/{n}.md") for n in (1, 2)]
    rows = table(made, "docs", 80).splitlines()[2:]
    assert [row.partition("  ")[0] for row in rows] == ["item 1", "item 2"]
    rows = table([*made, Outcome("b.xml, item 1", "A title", "entries/3.md")], "docs", 80)
    assert "export.xml, item 1" in rows


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
