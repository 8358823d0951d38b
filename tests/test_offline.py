"""The site in a folder: it opens without a server, its address or a network."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import in_browser
from conftest import Built, Project, build, entry
from playwright.sync_api import Browser, Page, Request

from waypost import downloads
from waypost.exports.offline import offline
from waypost.permalinks import Site

SITE = Site("https://example.org/journal/", "A journal", "")
PAGES = {
    "index.html": b"",
    "a/index.html": b"",
    "a/b/index.html": b"",
    "a/p q.png": b"",
    "x.css": b"",
}


def led(html: str, at: str = "a/index.html") -> str:
    """What becomes of the HTML of a page."""
    return offline({**PAGES, at: html.encode()}, SITE)[at].decode()


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("../", "../index.html"),
        ("..", "../index.html"),
        (".", "index.html"),
        ("b/", "b/index.html"),
        ("b", "b/index.html"),
        ("b/#part", "b/index.html#part"),
        ("#part", "#part"),
        ("b/?q=lead", "b/index.html"),
        ("p%20q.png", "p%20q.png"),
        ("https://example.org/journal/", "../index.html"),
        ("https://example.org/journal", "../index.html"),
        ("https://example.org/journal/a/b/#part", "b/index.html#part"),
        ("/journal/a/b/", "b/index.html"),
        ("https://example.org/elsewhere/", "https://example.org/elsewhere/"),
        ("https://example.com/journal/", "https://example.com/journal/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("/elsewhere/", "/elsewhere/"),
        ("http://[::1", "http://[::1"),
        ("http://[é", "http://[é"),
    ],
)
def test_a_link_names_a_file(link: str, target: str) -> None:
    assert led(f'<p><a class="x" href="{link}">there</a></p>') == (
        f'<p><a class="x" href="{target}">there</a></p>'
    )


@pytest.mark.parametrize(
    "link", ["../feed.xml", "gone/", "../subscribe/", "../archive/journal.epub"]
)
def test_a_link_to_what_is_not_there_is_words(link: str) -> None:
    assert led(f"<a href='{link}'>there</a>") == "<a>there</a>"


def test_pictures_are_found_however_they_are_named() -> None:
    shown = led('<img alt="a > b" srcset="/journal/a/p%20q.png 2x, p%20q.png 1x" src=p%20q.png>')
    assert shown == '<img alt="a > b" srcset="p%20q.png 2x, p%20q.png 1x" src=p%20q.png>'


def test_what_looks_like_a_link_and_is_none_stays() -> None:
    for text in (
        '<p>href="../"</p>',
        '<!-- <a href="../">x</a> -->',
        '<pre>&lt;a href="../"&gt;</pre>',
        "<style>a{background:url(../x)}</style>",
        "<p title='<a href=\"../\">'>x</p>",
    ):
        assert led(text) == text


def test_an_old_address_leads_on() -> None:
    shown = led('<meta http-equiv="refresh" content="0; url=../a/b/">')
    assert shown == '<meta http-equiv="refresh" content="0; url=b/index.html">'


def test_what_is_of_use_at_the_address_alone_stays_out(sample: Built) -> None:
    there = unpacked_names(sample)
    assert not {"404.html", "feed.xml", "sitemap.xml", "_headers", "subscribe/index.html"} & there
    assert not [name for name in there if name.startswith("archive/")]
    assert {"index.html", "entries/2026-w36-what-is-a-lead/index.html"} <= there


def test_nothing_in_it_names_the_address_of_the_site(sample: Built) -> None:
    with zipfile.ZipFile(sample.site / "archive/journal-offline.zip") as package:
        for name in {*package.namelist()} - {*downloads.CITATION, *downloads.SEALS}:
            assert b"https://waypost.example" not in package.read(name), name


def test_a_draft_is_not_in_it(project: Project) -> None:
    files = {
        "docs/entries/a.md": entry("Out"),
        "docs/entries/b.md": entry("Not yet", "2026-W37", "Quartz.", status="draft"),
    }
    built = build(project(files), archive="site")
    assert built.status == 0, built.log
    with zipfile.ZipFile(built.site / "archive/journal-offline.zip") as package:
        texts = b"".join(map(package.read, package.namelist()))
    assert b"Out" in texts
    assert b"Not yet" not in texts
    assert b"Quartz" not in texts


def unpacked_names(sample: Built) -> set[str]:
    with zipfile.ZipFile(sample.site / "archive/journal-offline.zip") as package:
        return set(package.namelist())


@pytest.fixture(scope="module")
def folder(sample: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, unpacked somewhere."""
    place = tmp_path_factory.mktemp("somewhere else")
    with zipfile.ZipFile(sample.site / "archive/journal-offline.zip") as package:
        package.extractall(place)
    return place


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser without a network."""
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


def failed(asked: Request) -> list[str]:
    """What could not be had; the sign of a page may still be on its way when the next one opens."""
    return [f"{asked.url}: {asked.failure}"] if asked.failure != "net::ERR_ABORTED" else []


@in_browser
def test_every_page_and_every_picture_opens_without_a_network(folder: Path, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}"))
    page.on("requestfailed", lambda asked: complaints.extend(failed(asked)))
    for file in sorted(folder.rglob("*.html")):
        if "refresh" in file.read_text("utf-8"):
            continue  # an old address, which leads on
        page.goto(file.as_uri())
        links = page.locator("a[href]").evaluate_all(
            "all => all.map(each => new URL(each.getAttribute('href'), document.baseURI).href)"
        )
        inside = {re.sub("[#?].*", "", link) for link in links if link.startswith("file:")}
        missing = [link for link in inside if not Path(page_path(link)).is_file()]
        assert not missing, file
        broken = "all => all.filter(each => each.complete && !each.naturalWidth).length"
        assert page.locator("img").evaluate_all(broken) == 0, file
    assert not complaints


def page_path(link: str) -> str:
    from urllib.parse import unquote, urlsplit

    return unquote(urlsplit(link).path)


@in_browser
def test_the_search_finds_without_a_network(folder: Path, page: Page) -> None:
    page.goto((folder / "timeline/index.html").as_uri())
    page.get_by_role("button", name="Search").click()
    page.get_by_role("dialog").locator("input").fill("eleven definitions")
    page.get_by_role("dialog").get_by_role("link", name="What is a lead?").first.click()
    page.wait_for_load_state("networkidle")
    assert page.url.endswith("/entries/2026-w36-what-is-a-lead/index.html")
    assert page.locator("h1", has_text="What is a lead?").is_visible()
