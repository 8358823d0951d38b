"""The journal outlives its host: written as plain Markdown, it is the same under all three."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from conftest import PROJECT, ROOT, TODAY, Built, build, contents, copied, entry, environment, write
from everything import FILES, vocabulary
from lxml import html
from photos import image, jpeg, put

from waypost.languages import language
from waypost.weeks import Week

HOSTS = ("mkdocs", "properdocs", "zensical")
FEEDS = ("feed.xml", "atom.xml", "feed.json", "feeds.opml", "_headers")

# What other hosts could stumble over, in the author's own words.
TRICKY = {
    "docs/index.md": "---\ntitle: A & B <c>\n---\nRead [the first](/entries/a.md) and "
    "[about](about/).\n\n<!-- waypost: latest -->\n",
    "docs/about.md": "# About this\n\nThe feeds: [RSS](../feed.xml), [Atom](../atom.xml).\n",
    "docs/entries/a.md": entry(
        "What we learned",
        body="See [what comes](later.md#there), [again][later] and "
        "<a href='../later/'>more</a>.\n\n"
        "## What we learned\n\nA note.[^1] A [place](#what-we-learned), a [feed](../../feed.xml), "
        "[everything](/years/2026.md), `[not a link](later.md)`, "
        "<a href='../b/'>in HTML</a>.\n\n"
        '![A dot](images/dot.jpg "What it *shows*")\n\n'
        "![Large](images/large.jpg) ![Again][shot]\n\n"
        '```markdown\n[code](later.md)\n\n\n![x](images/dot.jpg "x")\n```\n\n'
        "[later]: later.md\n[shot]: images/large.jpg\n\n[^1]: Below the text.\n",
        summary="The *first* & only.",
        stage="define",
        barriers="[mandate]",
        tags="[one, two words]",
        redirect_from="[/2019/05/old/, old-a.html]",
        updated="2026-10-01",
        changes="A number.",
        next="[Write on]",
    ),
    "docs/entries/b.md": entry(
        "Noch eine Woche",
        week="2026-W37",
        lang="de",
        body="Ein [Verweis](a.md).\n\n## Überschrift\n",
    ),
    "docs/entries/open.md": entry(
        "Left open", week="2026-W38", body="<div><p>Never closed\n\n<ul><li>a<li>b\n"
    ),
    "docs/entries/gone.md": entry(
        "Gone again", week="2026-W39", status="withdrawn", body="What Zabriskie said."
    ),
    "docs/entries/later.md": entry("Wuthering", week="2027-W01", body="Brontosaurus."),
    "docs/entries/draft.md": entry(
        "Heathcliff", week="2026-W40", status="draft", body="![A](images/hidden.jpg)"
    ),
    "docs/decisions/d.md": "---\ntitle: A decision\ndate: 2026-09-02\nstatus: accepted\n"
    "chosen: This\nbecause: Reasons.\nexpected: Calm.\nconfidence: 70\nrevisit_on: 2027-01-01\n"
    "---\nIts text.[^n]\n\n[^n]: And a note.\n",
    "docs/phases/one.md": "---\ntitle: The first phase\nstarts: 2026-08-01\n"
    "guide_point: It moves.\n---\nA phase.\n",
}
PICTURES = {
    "docs/entries/images/dot.jpg": jpeg(place=False),
    "docs/entries/images/large.jpg": jpeg(image(2000, 1700), place=False),
    "docs/entries/images/hidden.jpg": jpeg(image(32, 32), place=False),
}

# Something stays open in them, which takes in all that stands below on our site.
_SWALLOWS = ("entries/open/index.html", "entries/2026-w07-unclosed/index.html")
# This one offers the site in a folder, which a rendering is not.
_OFFERS_MORE = "archive/index.html"


def waypost(root: Path, *words: str, **named: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "waypost.cli", *words, "--today", TODAY],
        cwd=root,
        env=environment() | named,
        capture_output=True,
        text=True,
        check=False,
    )


def rendered(root: Path, out: str = "out") -> Path:
    done = waypost(root, "render", out)
    assert done.returncode == 0, done.stderr
    return root / out


def tricky(root: Path) -> Path:
    root.mkdir(exist_ok=True)
    copied(root, PROJECT)
    return put(write(root, TRICKY), PICTURES)


def something_of_everything(root: Path, code: str = "en") -> Path:
    root.mkdir(exist_ok=True)
    copied(root, PROJECT)
    write(root, {**FILES, "journal.yml": vocabulary()})
    put(root, {"docs/entries/pic.png": jpeg(place=False)})
    told = (root / "mkdocs.yml").read_text("utf-8").replace("language: en", f"language: {code}")
    (root / "mkdocs.yml").write_text(told, "utf-8")
    return root


def hurtful(root: Path) -> Path:
    root.mkdir(exist_ok=True)
    copied(root, PROJECT)
    shutil.copytree(ROOT / "tests/journals/hurtful", root, dirs_exist_ok=True)
    return root


def the_sample(root: Path) -> Path:
    root.mkdir(exist_ok=True)
    copied(root, (*PROJECT, "docs"))
    return root


JOURNALS: Mapping[str, Callable[[Path], Path]] = {
    "sample": the_sample,
    "tricky": tricky,
    "everything": something_of_everything,
    "everything in Danish": lambda root: something_of_everything(root, "da"),
    "hurtful": hurtful,
}


@pytest.fixture(scope="module", params=sorted(JOURNALS))
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A journal that its own host has built with hooks, and that is rendered in `out`."""
    root = JOURNALS[request.param](tmp_path_factory.mktemp("journal"))
    built = build(root)
    assert built.status == 0, built.log
    rendered(root)
    return built


@pytest.fixture(scope="module")
def hosted(both: Built) -> Mapping[str, tuple[str, Path]]:
    """What each host says and makes of it; the author's slips are looked for, not passed over."""
    found: dict[str, tuple[str, Path]] = {}
    for host in HOSTS:
        place = both.root / host
        shutil.copytree(both.root / "out", place)
        found[host] = (hosted_in(place, host), place / "site")
    return found


def hosted_in(place: Path, host: str) -> str:
    run = [sys.executable, "-m", host, "build", "--strict", "-f", "mkdocs.yml"]
    done = subprocess.run(
        run,
        cwd=place,
        env=environment() | {"PYTHONPATH": "", "TERM": "dumb"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
    assert done.returncode == 0, said
    return said


def site_pages(site: Path, without: Collection[str] = ()) -> set[str]:
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    return {path for path in found if path != "404.html" and path not in without}


def forwards(both: Built) -> set[str]:
    """The pages at old addresses, which lie there as they are."""
    docs = both.root / "out/docs"
    return {path.relative_to(docs).as_posix() for path in docs.rglob("*.html")}


def words(element: html.HtmlElement) -> list[str]:
    """What somebody reads; of scripts, and of signs behind headings, nothing."""
    for each in element.xpath(
        ".//script | .//style | .//*[contains(@class, 'headerlink')] | .//*[@class='linenos']"
        " | .//nav[contains(@class,'md-code')]"
    ):
        each.drop_tree()
    return " ".join(element.text_content().split()).split()


def own_text(page: Path) -> list[str]:
    """The main text of a page as our own site has it."""
    root = html.document_fromstring(page.read_text("utf-8"))
    (article,) = root.xpath("//article")
    if bodies := article.find_class("waypost-body"):
        return words(bodies[0])
    for aside in (*article.find_class("waypost-follow-this"), *article.find_class("waypost-head")):
        aside.drop_tree()
    return words(article)


def their_text(page: Path) -> list[str]:
    root = html.document_fromstring(page.read_text("utf-8"))
    (article,) = root.xpath("//article[contains(@class, 'md-content__inner')]")
    return words(article)


def test_no_host_has_anything_to_say_of_it(hosted: Mapping[str, tuple[str, Path]]) -> None:
    for said, _ in hosted.values():
        assert "WARNING" not in said
        assert "Warning" not in said


def test_all_have_the_same_pages(both: Built, hosted: Mapping[str, tuple[str, Path]]) -> None:
    ours = site_pages(both.site)
    assert len(ours) > 20
    for host, (_, site) in hosted.items():
        assert site_pages(site) == ours, host


def test_each_page_says_what_it_says_on_our_site(
    both: Built, hosted: Mapping[str, tuple[str, Path]]
) -> None:
    for path in sorted(site_pages(both.site) - forwards(both)):
        if path in (*_SWALLOWS, _OFFERS_MORE):
            continue
        ours = " ".join(own_text(both.site / path))
        for host, (_, site) in hosted.items():
            theirs = " ".join(their_text(site / path))
            assert ours in theirs, f"{path} by {host}"


def test_feeds_and_old_addresses_are_the_same_to_the_byte(
    both: Built, hosted: Mapping[str, tuple[str, Path]]
) -> None:
    ours = {
        path: data
        for path, data in both.files().items()
        if path.rpartition("/")[2] in FEEDS
        or re.fullmatch(r"archive(/\d+)?\.xml", path)
        or path in forwards(both)
    }
    assert len(ours) > 20
    for host, (_, site) in hosted.items():
        theirs = contents(site)
        assert {path: theirs.get(path) for path in ours} == ours, host


def test_the_archive_is_the_same_to_the_byte_but_for_the_site(tmp_path: Path) -> None:
    root = tricky(tmp_path / "journal")
    built = build(root, archive=None)
    assert built.status == 0, built.log
    done = waypost(root, "render", "out", WAYPOST_ARCHIVE="book data markdown")
    assert done.returncode == 0, done.stderr
    ours = contents(built.site / "archive")
    theirs = contents(root / "out/docs/archive")
    assert {"journal.epub", "journal.json", "journal-markdown.zip", "verify.py"} <= theirs.keys()
    told = {"SHA256SUMS", "provenance.json"}  # of all the others
    assert theirs.keys() <= ours.keys()
    assert {name for name in theirs if theirs[name] != ours[name]} == told
    page = (root / "out/docs/archive.md").read_text("utf-8")
    assert "journal.epub" in page
    assert "journal-offline.zip" not in page


def test_a_folder_of_the_engine_that_is_gone_is_named(tmp_path: Path) -> None:
    root = write(tmp_path / "journal", {"docs/index.md": "# Home\n"})
    copied(root, PROJECT)
    shutil.rmtree(root / "overrides")
    done = subprocess.run(
        [sys.executable, "-m", "waypost.cli", "render", "../out"],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "overrides/assets/waypost/waypost.css can't be read. The computer says: " in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_no_link_is_dead_and_no_picture_missing(
    both: Built, hosted: Mapping[str, tuple[str, Path]]
) -> None:
    ours = {(path, unquote(link)) for path, link in dead(both.site)}  # of one written to hurt
    assert len(ours) <= 1
    for host, (_, site) in hosted.items():
        assert {(path, unquote(link)) for path, link in dead(site)} <= ours, host


def dead(site: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(site_pages(site)):
        root = html.document_fromstring((site / path).read_bytes())
        base = f"http://here/journal/{path}"
        found = [*root.xpath("//@href"), *root.xpath("//@src")]
        found += [each.split()[0] for text in root.xpath("//@srcset") for each in text.split(", ")]
        for link in map(str, found):
            try:
                whole = urlsplit(urljoin(base, link))
            except ValueError:
                continue
            if whole.scheme != "http" or whole.netloc != "here":
                continue
            if not whole.path.startswith("/journal/"):
                yield path, link
                continue
            there = site / unquote(whole.path).removeprefix("/journal/")
            if not (there / "index.html" if there.is_dir() else there).is_file():
                yield path, link
            elif whole.fragment and there.is_dir():
                aim = html.document_fromstring((there / "index.html").read_bytes())
                if not aim.xpath("//*[@id=$id or @name=$id]", id=unquote(whole.fragment)):
                    yield path, link


def test_nothing_of_our_own_syntax_is_left(
    both: Built, hosted: Mapping[str, tuple[str, Path]]
) -> None:
    for text in (both.root / "out/docs").rglob("*.md"):
        assert not re.search(r"<!--\s*waypost", text.read_text("utf-8")), text
    for host, (_, site) in hosted.items():
        for path in sorted(site_pages(site) - forwards(both)):
            root = html.document_fromstring((site / path).read_text("utf-8"))
            (article,) = root.xpath("//article[contains(@class, 'md-content__inner')]")
            assert not article.xpath(".//*[@markdown]"), f"{path} by {host}"
            for code in article.xpath(".//code"):
                code.drop_tree()
            said = " ".join(words(article))
            for sign in ("{ .waypost", "{ #", "](", "///", "data-waypost-piece"):
                assert sign not in said, f"{path} by {host}"


def test_it_is_the_same_each_time(both: Built) -> None:
    first = contents(both.root / "out")
    assert contents(rendered(both.root)) == first
    shutil.rmtree(both.root / ".cache", ignore_errors=True)
    assert contents(rendered(both.root, "other")) == first


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rendered(tricky(tmp_path_factory.mktemp("tricky")))


def test_what_is_held_back_is_in_no_file(out: Path) -> None:
    for path, data in contents(out).items():
        for held in ("Wuthering", "Brontosaurus", "Heathcliff", "Zabriskie", "hidden.jpg"):
            assert held.encode() not in data, path
            assert held not in path
    names = [path for path in contents(out) if path.endswith(("later.md", "draft.md"))]
    assert names == []
    assert b"This entry was withdrawn." in (out / "docs/entries/gone.md").read_bytes()


def test_words_that_lead_to_what_comes_later_stay(out: Path) -> None:
    text = (out / "docs/entries/a/index.md").read_text("utf-8")
    assert "what comes" in text
    assert re.findall(r"later/?(?:\.md)?", text) == ["later.md"] * text.count("later.md")
    assert text.count("later.md") == 2, "in code, which shows it"


def test_a_reader_loses_neither_date_nor_correction_nor_way(out: Path) -> None:
    text = (out / "docs/entries/a/index.md").read_text("utf-8")
    front = yaml.safe_load(text.split("---\n")[1])
    assert front["title"] == "What we learned"
    assert front["description"] == "The *first* &amp; only."
    assert front["date"].startswith("2026-08-31")
    assert front["tags"] == ["Define", "Mandate", "one", "two words"]
    assert front["id"] == "tag:waypost.example,2026:2026-W36"
    for said in (
        language("en").week_days(Week(2026, 36)),
        "Updated on 1 October 2026.",
        "A number.",
        "[Define](../../stages/define.md)",
        "[A decision](../../decisions/d.md)",
        "[The first phase](../../phases/one.md)",
        '[Noch eine Woche](../b.md){ lang="de" }',
        "https://waypost.example/journal/entries/a/",
    ):
        assert said in text, said


def test_her_own_heading_keeps_its_address_beside_the_title(out: Path) -> None:
    place = out.parent / "once"
    shutil.copytree(out, place)
    hosted_in(place, "mkdocs")
    root = html.document_fromstring((place / "site/entries/a/index.html").read_text("utf-8"))
    (heading,) = root.xpath("//h2[@id='what-we-learned']")
    assert heading.text == "What we learned"


def test_a_large_picture_is_shown_by_a_smaller_one(out: Path) -> None:
    there = sorted(path.name for path in (out / "docs/entries/images").iterdir())
    assert there == ["dot.jpg", "large.1600w.jpg", "large.480w.jpg", "large.960w.jpg"]


def test_licence_and_author_are_named(out: Path) -> None:
    said = yaml.safe_load((out / "mkdocs.yml").read_text("utf-8"))
    assert "The author of this sample" in said["copyright"]
    assert "https://creativecommons.org/licenses/by/4.0/" in said["copyright"]
    assert "hooks" not in said


def test_a_folder_with_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    root = tricky(tmp_path / "journal")
    (root / "out").mkdir()
    (root / "out/plan.txt").write_text("mine", "utf-8")
    done = waypost(root, "render", "out")
    assert done.returncode == 2
    assert "out holds something that waypost render did not write: plan.txt." in done.stderr
    assert contents(root / "out") == {"plan.txt": b"mine"}


def test_what_was_changed_in_a_rendering_is_not_written_over(tmp_path: Path) -> None:
    root = tricky(tmp_path / "journal")
    out = rendered(root)
    (out / "site").mkdir()
    (out / "site/index.html").write_text("built", "utf-8")
    rendered(root)
    page = out / "docs/about.md"
    page.write_text(page.read_text("utf-8") + "More.\n", "utf-8")
    done = waypost(root, "render", "out")
    assert "out holds something that waypost render did not write: docs/about.md." in done.stderr
    assert page.read_text("utf-8").endswith("More.\n")


@pytest.mark.parametrize("place", [".", "docs", "docs/new", ".."])
def test_her_own_files_are_never_in_its_way(place: str, tmp_path: Path) -> None:
    root = tricky(tmp_path / "journal")
    before = contents(root)
    done = waypost(root, "render", place)
    assert done.returncode == 2
    assert "Your own files are in" in done.stderr
    assert {path: before.get(path) for path in contents(root)} == contents(root)


def test_a_file_in_the_place_of_the_folder_stays(tmp_path: Path) -> None:
    root = tricky(tmp_path / "journal")
    (root / "out").write_text("mine", "utf-8")
    done = waypost(root, "render", "out")
    assert "There is a file at out. Name a folder." in done.stderr


def test_a_mistake_comes_first(tmp_path: Path) -> None:
    root = write(tricky(tmp_path / "journal"), {"docs/entries/c.md": "---\ntitle: A\n---\n"})
    done = waypost(root, "render", "out")
    assert done.returncode == 1
    assert "docs/entries/c.md" in done.stderr
    assert not (root / "out").exists()


def test_without_an_address_there_is_nothing_for_the_feeds(tmp_path: Path) -> None:
    root = tricky(tmp_path / "journal")
    told = re.sub(r"(?m)^site_url:.*\n", "", (root / "mkdocs.yml").read_text("utf-8"))
    (root / "mkdocs.yml").write_text(told, "utf-8")
    done = waypost(root, "render", "out")
    assert done.returncode == 1
    assert "The address of the site is missing here" in done.stderr
    assert not (root / "out").exists()


def test_a_name_of_the_private_list_stops_it(tmp_path: Path) -> None:
    root = tricky(tmp_path / "journal")
    told = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(told + "markdown_extensions:\n  - abbr\n", "utf-8")
    (root / "docs/about.md").write_text(
        "# About\n\nAnna&zwnj;bel Karen&shy;ina wrote it.\n", "utf-8"
    )
    named = 'names: {"Annabel Karenina": "a colleague"}'
    done = waypost(root, "render", "out", WAYPOST_PRIVATE=named)
    assert done.returncode == 1
    assert "is on your private list" in done.stderr
    assert not (root / "out").exists()


def test_zensical_is_the_newest_that_installs() -> None:
    """From 0.0.74 on Zensical takes its looks from a package of their own, zensical-ui.

    Where the index of packages does not have that one, 0.0.73 is the newest that installs.
    """
    lock = (ROOT / "requirements-dev.txt").read_text("utf-8")
    locked = re.search(r"(?m)^zensical==([\d.]+)", lock)
    assert locked
    assert locked[1] == version("zensical")
    number = [int(each) for each in locked[1].split(".")]
    try:
        version("zensical-ui")
        has_looks = True
    except PackageNotFoundError:
        has_looks = False
    assert has_looks == (number > [0, 0, 73])
