"""Every feed of whole journals, the sample and one made to hurt, as strict readers take them in."""

import json
import posixpath
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urldefrag, urljoin

import feedparser
import jsonschema
import pytest
import yaml
from conftest import CASES, PROJECT, ROOT, Built, build, entry, texts
from lxml import etree, html
from validity import complaints

NOW = datetime(2026, 11, 22, 23, tzinfo=UTC)
SCHEMA = yaml.safe_load((CASES / "json-feed-1.1.yml").read_text("utf-8"))
BASES = {"sample": "https://waypost.example/journal/", "hurtful": "https://hurt.example/dagbog/"}
ADDRESSES = "//@href | //@src | //@poster | //@cite"


@pytest.fixture(scope="session")
def hurtful(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A journal made to hurt, with an entry of a megabyte and one with signs that XML forbids."""
    root = tmp_path_factory.mktemp("hurtful")
    for name in PROJECT:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, root / name)
    shutil.copytree(ROOT / "tests/journals/hurtful", root, dirs_exist_ok=True)
    entries = root / "docs/entries"
    words = ("AT&T <b>weighs</b> a lot. " * 20 + "\n\n") * 2_000
    (entries / "heavy.md").write_text(entry("Heavy", "2026-W12", f"It begins.\n\n{words}"), "utf-8")
    controls = "Text &#11; &#0; &#x1F; &#xFFFE; &#128; and \ufffd end."
    (entries / "controls.md").write_text(entry("Controls", "2026-W13", controls), "utf-8")
    built = build(root)
    assert built.status == 0, built.log
    return built


@pytest.fixture(params=["sample", "hurtful"])
def journal(request: pytest.FixtureRequest) -> tuple[Built, str]:
    """A journal, and the address of its site."""
    return request.getfixturevalue(request.param), BASES[request.param]


def feeds(built: Built, *names: str) -> Iterator[tuple[str, bytes]]:
    found = {path: data for path, data in built.files().items() if path.endswith(names)}
    found.pop("sitemap.xml", None)
    assert found
    yield from found.items()


def test_no_error_and_no_warning(journal: tuple[Built, str]) -> None:
    built, base = journal
    said = {
        path: found
        for path, data in feeds(built, ".xml", ".opml")
        if (found := complaints(data, urljoin(base, quote(path)), NOW))
    }
    assert said == {}


def test_feedparser_reads_every_feed(journal: tuple[Built, str]) -> None:
    built, _ = journal
    for path, data in feeds(built, ".xml"):
        result = feedparser.parse(data)
        assert not result.bozo, (path, result.bozo_exception)
        assert result.feed.title


def test_every_json_feed_keeps_to_its_schema(journal: tuple[Built, str]) -> None:
    built, base = journal
    checker = jsonschema.Draft202012Validator(
        SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for path, data in feeds(built, "feed.json"):
        found = json.loads(data)
        assert [error.message for error in checker.iter_errors(found)] == [], path
        assert found["feed_url"] == urljoin(base, quote(path))


def test_all_formats_have_the_same_items_in_the_same_order(journal: tuple[Built, str]) -> None:
    built, _ = journal
    files = built.files()
    for path, data in feeds(built, "feed.json"):
        folder = path.removesuffix("feed.json")
        ids = [item["id"] for item in json.loads(data)["items"]]
        for name in ("feed.xml", "atom.xml"):
            assert [each.id for each in feedparser.parse(files[folder + name]).entries] == ids


def items(built: Built) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, data in feeds(built, "feed.json"):
        for item in json.loads(data)["items"]:
            yield path, item
    archive = etree.fromstring(built.files()["archive.xml"], etree.XMLParser(huge_tree=True))
    for found in archive.iterfind("{*}entry"):
        content = found.findtext("{*}content") or ""
        url = found.find("{*}link").get("href")  # type: ignore[union-attr]
        yield (
            "archive.xml",
            {"url": url, "content_html": content, "title": found.findtext("{*}title")},
        )


class Within:
    """What is in a site, to ask of address after address."""

    def __init__(self, built: Built, base: str) -> None:
        self.base, self.files = base, built.files()
        self.ids: dict[str, set[str]] = {}

    def has(self, address: str) -> bool:
        """Whether something is at an address, if that is in the site at all."""
        path, fragment = urldefrag(address)
        if not path.startswith(self.base):
            return path.startswith(("https://", "http://", "mailto:"))
        name = unquote(path.removeprefix(self.base))
        name = posixpath.join(name, "index.html") if name.endswith("/") or not name else name
        if name not in self.files:
            return False
        return not fragment or unquote(fragment) in self._ids(name)

    def _ids(self, name: str) -> set[str]:
        if name not in self.ids:
            self.ids[name] = set(html.document_fromstring(self.files[name]).xpath("//@id"))
        return self.ids[name]


def test_every_address_in_every_item_leads_somewhere(journal: tuple[Built, str]) -> None:
    built, base = journal
    site, astray = Within(built, base), []
    for path, item in items(built):
        addresses = [item["url"], *([item["image"]] if item.get("image") else [])]
        if item["content_html"]:
            root = html.fragment_fromstring(item["content_html"], create_parent="div")
            ids = set(root.xpath("//@id"))
            found = [str(each) for each in root.xpath(ADDRESSES)]
            for candidates in root.xpath("//@srcset"):
                found += [each.split()[0] for each in candidates.split(",")]
            within = [each for each in found if each.startswith("#")]
            astray += [(path, each) for each in within if unquote(each[1:]) not in ids]
            addresses += [each for each in found if not each.startswith(("#", "data:image/"))]
        astray += [(path, each) for each in addresses if not site.has(each)]
    assert astray == []


def test_nothing_in_an_item_needs_its_page(journal: tuple[Built, str]) -> None:
    built, _ = journal
    elements = " | ".join(f"//{name}" for name in ("script", "style", "svg", "button", "input"))
    attributes = "//@*[name()='style' or name()='class' or starts-with(name(), 'on')]"
    for path, item in items(built):
        assert "¶" not in item["content_html"], path
        if item["content_html"]:
            root = html.fragment_fromstring(item["content_html"], create_parent="div")
            assert root.xpath(f"{elements} | {attributes}") == [], (path, item["title"])


def test_footnotes_of_two_entries_do_not_meet(hurtful: Built) -> None:
    ids = []
    for item in json.loads(hurtful.text("feed.json"))["items"]:
        if item["content_html"]:
            root = html.fragment_fromstring(item["content_html"], create_parent="div")
            ids += root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert len([each for each in ids if "fn" in each]) >= 8


def test_what_hurts_is_in_the_feed_all_the_same(hurtful: Built) -> None:
    found = {item["title"]: item for item in json.loads(hurtful.text("feed.json"))["items"]}
    assert len(found) == 13
    assert "Withdrawn & gone" not in found
    assert "Inside, a footnote" in text(found["Everything that the theme can do"])
    assert "A number & a <word>." in text(found["Everything that the theme can do"])
    assert "A film" in text(found["Everything that the theme can do"])
    assert "Never closed in the right order" in text(found["Unclosed <b>"])
    assert 'alt="A &quot;dot&quot; &amp; <more>"' in found["Image only"]["content_html"].replace(
        "&lt;more&gt;", "<more>"
    )
    assert text(found["Heavy"]).startswith("It begins.")
    assert len(found["Heavy"]["content_html"]) < 5_000
    assert len(hurtful.files()["archive.xml"]) > 1_000_000
    assert text(found["Controls"]).startswith("Text € and end.")


def text(item: dict[str, Any]) -> str:
    root = html.fragment_fromstring(item["content_html"], create_parent="div")
    return " ".join(root.text_content().split())


def test_the_author_is_told_of_an_entry_that_is_too_long(hurtful: Built) -> None:
    assert "docs/entries/heavy.md: text: This text alone is " in hurtful.log
    assert "Divide it in two" in hurtful.log


def test_every_feed_but_the_archive_is_of_a_size_that_readers_take(hurtful: Built) -> None:
    for path, data in feeds(hurtful, ".xml", "feed.json"):
        assert len(data) <= 512_000 or path.startswith("archive"), path


def test_a_withdrawn_entry_keeps_a_short_page(hurtful: Built) -> None:
    found = html.document_fromstring(hurtful.text("entries/2026-w10-withdrawn/index.html"))
    assert "trukket tilbage" in " ".join(texts(found, "//article"))
    assert "This text is gone" not in hurtful.text("entries/2026-w10-withdrawn/index.html")


def test_no_feed_needs_a_style_sheet_or_a_script(journal: tuple[Built, str]) -> None:
    built, _ = journal
    for _, data in feeds(built, ".xml", ".opml"):
        assert b"<?xml-stylesheet" not in data
        assert not etree.fromstring(data, etree.XMLParser(huge_tree=True)).xpath(
            "//*[local-name()='script']"
        )


def test_a_second_build_gives_the_same_bytes(hurtful: Built, tmp_path: Path) -> None:
    again = tmp_path / "again"
    shutil.copytree(hurtful.root, again, ignore=shutil.ignore_patterns("site"))
    first = dict(feeds(hurtful, ".xml", ".json", ".opml", "_headers"))
    assert dict(feeds(build(again), ".xml", ".json", ".opml", "_headers")) == first
