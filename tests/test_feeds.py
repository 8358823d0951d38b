"""A feed is the product for those who follow: whole, absolute, and the same every time."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from conftest import ROOT, cases, entry, write
from lxml import etree

from waypost import feeds
from waypost.feeds.model import Feed, Site, main_feed
from waypost.feeds.reading import for_readers
from waypost.journal import load
from waypost.languages import language
from waypost.permalinks import address

SITE = Site("https://example.org/journal/", "Ærlig & <sober> 🚦", "A diary ]]> of a way")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(root: Path, files: dict[str, str], contents: dict[str, str] | None = None) -> Feed:
    shutil.copy(ROOT / "journal.yml", root)
    found, problems = load(
        write(root, {f"docs/entries/{name}": text for name, text in files.items()})
    )
    assert problems == []
    journal = found.released(NOW)
    html = {each.uri: "<p>Text.</p>" for each in journal.entries} | (contents or {})
    return main_feed(journal, language("en"), SITE, html)


def weekly(count: int) -> dict[str, str]:
    return {f"w{n:02}.md": entry(f"Week {n}", f"2026-W{n:02}") for n in range(1, count + 1)}


def parsed(found: Feed) -> tuple[Any, Any]:
    files = feeds.files(found, SITE)
    results = tuple(feedparser.parse(files[name]) for name in (feeds.RSS, feeds.ATOM))
    for result in results:
        assert not result.bozo, result.bozo_exception
    return results[0], results[1]


@pytest.mark.parametrize("case", cases("reading"))
def test_html_for_readers(case: dict[str, str]) -> None:
    assert for_readers(case["html"], case["url"]).split() == case["want"].split()


def test_the_newest_twenty_entries_newest_first(tmp_path: Path) -> None:
    for result in parsed(feed(tmp_path, weekly(25))):
        assert [each.title for each in result.entries] == [f"Week {n}" for n in range(25, 5, -1)]


def test_both_formats_say_the_same(tmp_path: Path) -> None:
    rss, atom = parsed(feed(tmp_path, weekly(3)))
    for one, other in zip(rss.entries, atom.entries, strict=True):
        assert one.id == other.id
        assert one.link == other.link
        assert one.published_parsed == other.published_parsed
        assert one.summary == other.summary
        assert one.content[0].value == other.content[0].value


HURTFUL = [
    "AT&T & co.",
    "<b>bold</b> & <script>alert(1)</script>",
    "CDATA ends ]]> here",
    "Rødgrød med fløde, æ ø å",
    "Emoji 🚀👩‍💻 and ‏עברית",
    "&amp; is an ampersand",
    "T" * 300,
]


@pytest.mark.parametrize("title", HURTFUL)
def test_a_title_arrives_as_it_was_written(title: str, tmp_path: Path) -> None:
    quoted = "'" + title.replace("'", "''") + "'"
    found = feed(tmp_path, {"a.md": entry(quoted, summary=quoted)})
    atom = etree.fromstring(feeds.files(found, SITE)[feeds.ATOM])
    assert atom.findtext("a:entry/a:title", namespaces=ATOM) == title
    assert atom.findtext("a:entry/a:summary", namespaces=ATOM) == title
    rss = etree.fromstring(feeds.files(found, SITE)[feeds.RSS])
    assert rss.findtext("channel/item/title") == title
    parsed(found)


def test_text_with_signs_that_xml_forbids_is_published_without_them(tmp_path: Path) -> None:
    html = "<p>]]&gt; &amp; 🚦 \x0b\ufffe end</p>"
    rss, atom = parsed(feed(tmp_path, {"a.md": entry()}, {"entries/a.md": html}))
    for result in (rss, atom):
        assert "]]&gt; &amp; 🚦" in result.entries[0].content[0].value


def test_an_id_is_no_address_and_says_so(tmp_path: Path) -> None:
    found = feed(tmp_path, {"a.md": entry(id='"tag:example.org,2020:old"')})
    rss = etree.fromstring(feeds.files(found, SITE)[feeds.RSS])
    guid = rss.find("channel/item/guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == ("tag:example.org,2020:old", "false")


def test_a_new_title_or_file_name_keeps_the_id(tmp_path: Path) -> None:
    for number, (name, title) in enumerate([("a.md", "One"), ("b.md", "Another")]):
        root = tmp_path / str(number)
        root.mkdir()
        found = feed(root, {name: entry(title)})
        assert [item.id for item in found.items] == ["tag:waypost.example,2026:2026-W36"]


def test_dates_have_a_zone_and_come_from_the_content(tmp_path: Path) -> None:
    corrected = entry(date="2026-09-04", updated="2026-10-16 09:30", changes="A number.")
    found = feed(tmp_path, {"a.md": corrected})
    files = feeds.files(found, SITE)
    atom = etree.fromstring(files[feeds.ATOM])
    assert atom.findtext("a:entry/a:published", namespaces=ATOM) == "2026-09-04T00:00:00+02:00"
    assert atom.findtext("a:entry/a:updated", namespaces=ATOM) == "2026-10-16T09:30:00+02:00"
    assert atom.findtext("a:updated", namespaces=ATOM) == "2026-10-16T09:30:00+02:00"
    rss = etree.fromstring(files[feeds.RSS])
    assert rss.findtext("channel/item/pubDate") == "Fri, 04 Sep 2026 00:00:00 +0200"
    assert rss.findtext("channel/lastBuildDate") == "Fri, 16 Oct 2026 09:30:00 +0200"


def test_the_same_journal_gives_the_same_bytes(tmp_path: Path) -> None:
    first = feeds.files(feed(tmp_path, weekly(3)), SITE)
    assert feeds.files(feed(tmp_path, weekly(3)), SITE) == first


def test_stages_and_barriers_are_categories(tmp_path: Path) -> None:
    text = entry(stage="define", barriers="[mandate, systems]", tags="[a & b]")
    rss, atom = parsed(feed(tmp_path, {"a.md": text}))
    assert [tag.term for tag in rss.entries[0].tags] == ["Define", "Mandate", "Systems", "a & b"]
    assert [tag.label for tag in atom.entries[0].tags] == ["Define", "Mandate", "Systems", "a & b"]


def test_a_summary_is_not_the_text_cut_off(tmp_path: Path) -> None:
    html = "<h2>A</h2><p>First lines, in <em>full</em>.</p><p>More.</p>"
    written = feed(tmp_path, {"a.md": entry(summary="In short.")}, {"entries/a.md": html})
    assert written.items[0].summary == "In short."
    (tmp_path / "b").mkdir()
    unwritten = feed(tmp_path / "b", {"a.md": entry()}, {"entries/a.md": html})
    assert unwritten.items[0].summary == "First lines, in full."
    assert unwritten.items[0].content == html


def test_a_feed_says_where_it_is_and_who_writes(tmp_path: Path) -> None:
    files = feeds.files(feed(tmp_path, weekly(1)), SITE)
    rss = etree.fromstring(files[feeds.RSS])
    assert rss.findtext("channel/link") == SITE.address
    assert rss.findtext("channel/title") == SITE.title
    self_link = rss.find("channel/{http://www.w3.org/2005/Atom}link")
    assert self_link is not None
    assert self_link.get("href") == "https://example.org/journal/feed.xml"
    assert rss.findtext("channel/item/{http://purl.org/dc/elements/1.1/}creator")
    atom = etree.fromstring(files[feeds.ATOM])
    links = {link.get("rel"): link.get("href") for link in atom.findall("a:link", ATOM)}
    assert links == {"self": "https://example.org/journal/atom.xml", "alternate": SITE.address}
    assert {link.get("rel") for link in atom.findall("a:entry/a:link", ATOM)} == {"alternate"}


def test_a_journal_without_entries_has_a_feed_without_items(tmp_path: Path) -> None:
    rss, atom = parsed(feed(tmp_path, {}))
    assert rss.entries == atom.entries == []


def test_every_address_in_the_samples_feeds_leads_into_the_site(sample: Any) -> None:
    known = set(sample.files())
    base = "https://waypost.example/journal/"
    for name in (feeds.RSS, feeds.ATOM):
        result = feedparser.parse((sample.site / name).read_bytes())
        assert not result.bozo
        assert len(result.entries) == 17
        for item in result.entries:
            found = re.findall(r'(?:href|src)="([^"]*)"', item.content[0].value)
            for link in [item.link, *found]:
                assert link.startswith(("https://", "mailto:")), link
                if link.startswith(base):
                    path = link.removeprefix(base).partition("#")[0]
                    assert (
                        f"{path}index.html" if path.endswith("/") or not path else path
                    ) in known
            assert "headerlink" not in item.content[0].value
            assert f"<h1>{item.title}" not in item.content[0].value


def test_an_address_in_a_feed_is_the_pages_own(sample: Any) -> None:
    for path in (sample.root / "docs/entries").glob("*.md"):
        assert (sample.site / address(f"entries/{path.name}") / "index.html").is_file()
