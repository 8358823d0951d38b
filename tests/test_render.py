"""The journal outlives its host: written as plain Markdown, it is the same under all three."""

import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import ROOT, Built, build, contents
from lxml import html
from renderings import JOURNALS, hosted_in, rendered, tricky, waypost

HOSTS = ("mkdocs", "properdocs", "zensical")
FEEDS = ("feed.xml", "atom.xml", "feed.json", "feeds.opml", "_headers")

# Something stays open in them, which takes in all that stands below on our site.
_SWALLOWS = ("entries/open/index.html", "entries/2026-w07-unclosed/index.html")
# This one offers the site in a folder, which a rendering is not.
_OFFERS_MORE = "archive/index.html"


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
