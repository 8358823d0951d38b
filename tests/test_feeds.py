"""A feed is the product for those who follow: whole, absolute, and the same every time."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from conftest import SITE, cases, entry, published, weekly
from lxml import etree, html

from waypost.feeds.model import LIMIT
from waypost.feeds.reading import for_readers

ATOM = {"a": "http://www.w3.org/2005/Atom", "h": "http://purl.org/syndication/history/1.0"}
XML = "{http://www.w3.org/XML/1998/namespace}"
INVISIBLE = "\u2060"


def parsed(files: Mapping[str, bytes], folder: str = "") -> tuple[Any, Any, Any]:
    """A feed as readers take it in: RSS, Atom, JSON Feed."""
    found = [feedparser.parse(files[f"{folder}{name}"]) for name in ("feed.xml", "atom.xml")]
    for result in found:
        assert not result.bozo, result.bozo_exception
    return found[0], found[1], json.loads(files[f"{folder}feed.json"])


def titles(files: Mapping[str, bytes], folder: str = "") -> list[str]:
    """The titles of a feed's items, which are the same in every format."""
    rss, atom, as_json = parsed(files, folder)
    found = [each["title"] for each in as_json["items"]]
    assert found == [each.title for each in atom.entries] == [each.title for each in rss.entries]
    return found


@pytest.mark.parametrize("case", cases("reading"))
def test_html_for_readers(case: dict[str, str]) -> None:
    found = for_readers(case["html"], case["url"], case.get("name", ""))
    assert found.split() == case["want"].split()


def test_the_newest_twenty_entries_newest_first(tmp_path: Path) -> None:
    assert titles(published(tmp_path, weekly(25)).files) == [f"Week {n}" for n in range(25, 5, -1)]


def test_all_formats_say_the_same(tmp_path: Path) -> None:
    files = weekly(3, summary="'R&D <b>'", stage="define", tags="[a & b]")
    rss, atom, as_json = parsed(published(tmp_path, files, {"w02.md": "<p>A &amp; B</p>"}).files)
    assert rss.feed.title.replace(INVISIBLE, "") == as_json["title"] == SITE.title
    for one, other, third in zip(rss.entries, atom.entries, as_json["items"], strict=True):
        assert one.id == other.id == third["id"]
        assert one.link == other.link == third["url"]
        assert one.published_parsed == other.published_parsed
        assert other.published == third["date_published"]
        assert other.updated == third["date_modified"]
        assert one.summary == other.summary
        assert third["summary"] == "R&D <b>"
        assert one.content[0].value == other.content[0].value == third["content_html"]
        assert [tag.label for tag in other.tags] == third["tags"] == ["Define", "a & b"]
        assert [tag.term for tag in one.tags] == third["tags"]


HURTFUL = [
    "AT&T & co.",
    "<b>bold</b> & <script>alert(1)</script>",
    "CDATA ends ]]> here",
    "Rødgrød med fløde, æ ø å",
    "Emoji 🚀👩‍💻 and ‏עברית",
    "&amp; is an ampersand, and so is &copy",
    "a < b, <3, S&P500",
    "T" * 300,
]


@pytest.mark.parametrize("title", HURTFUL)
def test_a_title_arrives_as_it_was_written(title: str, tmp_path: Path) -> None:
    quoted = "'" + title.replace("'", "''") + "'"
    files = published(tmp_path, {"a.md": entry(quoted, summary=quoted)}).files
    atom = etree.fromstring(files["atom.xml"])
    for name in ("title", "summary"):
        element = atom.find(f"a:entry/a:{name}", ATOM)
        assert element is not None
        assert shown(element.text or "", element.get("type")) == title
    as_json = json.loads(files["feed.json"])["items"][0]
    assert (as_json["title"], as_json["summary"]) == (title, title)
    rss = etree.fromstring(files["feed.xml"])
    # Whether a reader takes it for text or for HTML.
    for kind in ("text", "html"):
        assert shown(rss.findtext("channel/item/title") or "", kind) == title
    assert shown(rss.findtext("channel/item/description") or "", "html") == title
    parsed(files)


def shown(text: str, kind: str | None) -> str:
    """What a person sees of a text."""
    if kind == "html":
        text = "".join(etree.HTML(f"<body><p>{text}</p>").itertext())
    return text.replace(INVISIBLE, "")


def test_text_with_signs_that_xml_forbids_is_published_without_them(tmp_path: Path) -> None:
    html = "<p>]]&gt; &amp; 🚦 \x0b\ufffe end</p>"
    rss, atom, as_json = parsed(published(tmp_path, {"a.md": entry()}, {"a.md": html}).files)
    for result in (rss, atom):
        assert "]]&gt; &amp; 🚦" in result.entries[0].content[0].value
    assert "\ufffe" not in as_json["items"][0]["content_html"]


def test_an_id_is_no_address_and_says_so(tmp_path: Path) -> None:
    files = published(tmp_path, {"a.md": entry(id='"tag:example.org,2020:old"')}).files
    guid = etree.fromstring(files["feed.xml"]).find("channel/item/guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == ("tag:example.org,2020:old", "false")


def test_a_new_title_or_file_name_keeps_the_id(tmp_path: Path) -> None:
    for number, (name, title) in enumerate([("a.md", "One"), ("b.md", "Another")]):
        root = tmp_path / str(number)
        root.mkdir()
        items = json.loads(published(root, {name: entry(title)}).files["feed.json"])["items"]
        assert [item["id"] for item in items] == ["tag:waypost.example,2026:2026-W36"]


def test_dates_have_a_zone_and_come_from_the_content(tmp_path: Path) -> None:
    corrected = entry(date="2026-09-04", updated="2026-10-16 09:30", changes="A number.")
    files = published(tmp_path, {"a.md": corrected}).files
    atom = etree.fromstring(files["atom.xml"])
    assert atom.findtext("a:entry/a:published", namespaces=ATOM) == "2026-09-04T00:00:00+02:00"
    assert atom.findtext("a:entry/a:updated", namespaces=ATOM) == "2026-10-16T09:30:00+02:00"
    assert atom.findtext("a:updated", namespaces=ATOM) == "2026-10-16T09:30:00+02:00"
    rss = etree.fromstring(files["feed.xml"])
    assert rss.findtext("channel/item/pubDate") == "Fri, 04 Sep 2026 00:00:00 +0200"
    assert rss.findtext("channel/lastBuildDate") == "Fri, 16 Oct 2026 09:30:00 +0200"


def test_the_same_journal_gives_the_same_bytes(tmp_path: Path) -> None:
    first = published(tmp_path, weekly(45, stage="define")).files
    assert published(tmp_path, weekly(45, stage="define")).files == first


def test_another_day_changes_no_byte_while_nothing_new_is_due(tmp_path: Path) -> None:
    first = published(tmp_path, weekly(45)).files
    later = datetime(2026, 11, 29, tzinfo=UTC)
    assert published(tmp_path, weekly(45), now=later).files == first


def test_a_summary_is_not_the_text_cut_off(tmp_path: Path) -> None:
    html = {"a.md": "<h2>A</h2><p>First lines, in <em>full</em>.</p><p>More.</p>"}
    files = published(tmp_path, {"a.md": entry(summary="In short.")}, html).files
    assert json.loads(files["feed.json"])["items"][0]["summary"] == "In short."
    files = published(tmp_path, {"a.md": entry()}, html).files
    item = json.loads(files["feed.json"])["items"][0]
    assert item["summary"] == "First lines, in full."
    noted = '<p>A note<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>'
    files = published(tmp_path, {"a.md": entry()}, {"a.md": noted}).files
    assert json.loads(files["feed.json"])["items"][0]["summary"] == "A note."
    files = published(tmp_path, {"a.md": entry()}, html).files
    item = json.loads(files["feed.json"])["items"][0]
    assert item["content_html"] == html["a.md"]


def test_a_feed_says_where_it_is_who_writes_and_under_which_licence(tmp_path: Path) -> None:
    files = published(tmp_path, weekly(1, stage="define")).files
    licence = "https://creativecommons.org/licenses/by/4.0/"
    for folder, page in (("", SITE.address), ("stages/define/", f"{SITE.address}stages/define/")):
        rss = etree.fromstring(files[f"{folder}feed.xml"])
        assert rss.findtext("channel/link") == page
        assert rss.findtext("channel/copyright") == "CC BY 4.0"
        own = {each.get("rel"): each.get("href") for each in rss.iterfind("channel/a:link", ATOM)}
        assert own == {"self": f"{SITE.address}{folder}feed.xml", "license": licence}
        assert rss.findtext("channel/item/{http://purl.org/dc/elements/1.1/}creator")
        atom = etree.fromstring(files[f"{folder}atom.xml"])
        links = {link.get("rel"): link.get("href") for link in atom.findall("a:link", ATOM)}
        own = {"self": f"{SITE.address}{folder}atom.xml", "alternate": page, "license": licence}
        assert links == own
        assert {link.get("rel") for link in atom.findall("a:entry/a:link", ATOM)} == {"alternate"}
        as_json = json.loads(files[f"{folder}feed.json"])
        assert as_json["feed_url"] == f"{SITE.address}{folder}feed.json"
        assert as_json["home_page_url"] == page


def test_a_journal_without_entries_has_a_feed_without_items(tmp_path: Path) -> None:
    assert titles(published(tmp_path, {}).files) == []


# What people want to follow


def test_each_stage_and_barrier_has_a_feed_of_its_own(tmp_path: Path) -> None:
    files = weekly(3, stage="define", barriers="[mandate]") | {
        "other.md": entry("Other", stage="align", barriers="[mandate, systems]")
    }
    found = published(tmp_path, files).files
    assert titles(found, "stages/define/") == ["Week 3", "Week 2", "Week 1"]
    assert titles(found, "stages/align/") == ["Other"]
    assert titles(found, "stages/decide/") == []
    assert titles(found, "barriers/mandate/") == ["Other", "Week 3", "Week 2", "Week 1"]
    assert titles(found, "barriers/systems/") == ["Other"]
    assert json.loads(found["stages/align/feed.json"])["title"] == f"{SITE.title} · Stage: Align"


def test_each_phase_has_a_feed_of_its_own(tmp_path: Path) -> None:
    phase = "---\ntitle: First\nstarts: 2026-01-12\nends: 2026-01-25\n---\nText.\n"
    found = published(tmp_path, weekly(5) | {"../phases/first.md": phase}).files
    assert titles(found, "phases/first/") == ["Week 4", "Week 3"]


def test_languages_have_feeds_where_the_entries_have_several(tmp_path: Path) -> None:
    found = published(tmp_path, weekly(2)).files
    assert not [path for path in found if path.startswith("languages/")]
    found = published(tmp_path, weekly(2) | {"d.md": entry("Hvad nu?", lang="da")}).files
    assert titles(found, "languages/da/") == ["Hvad nu?"]
    assert titles(found, "languages/en/") == ["Week 2", "Week 1"]
    assert json.loads(found["languages/da/feed.json"])["language"] == "da"
    assert json.loads(found["feed.json"])["items"][0]["language"] == "da"
    item = etree.fromstring(found["atom.xml"]).find("a:entry", ATOM)
    assert item is not None
    assert item.get(f"{XML}lang") == "da"
    danish = etree.fromstring(found["feed.xml"]).findtext(
        "channel/item/{http://purl.org/dc/elements/1.1/}language"
    )
    assert danish == "da"


DECISION = """---
title: No platform
date: 2026-09-04
status: accepted
expected: Little.
---
Text.
"""
EXPERIMENT = """---
title: The card
hypothesis: Two people agree.
starts: 2026-09-07
ends: 2026-09-11
criteria: [{metric: pairs, at_least: 40}]
results: {pairs: 43}
---
Text.
"""


def test_decisions_and_verdicts_have_feeds(tmp_path: Path) -> None:
    none = published(tmp_path, weekly(1)).files
    assert titles(none, "decisions/") == titles(none, "experiments/") == []
    files = {"../decisions/a.md": DECISION, "../experiments/b.md": EXPERIMENT}
    html = {"../decisions/a.md": "<p>Why</p>", "../experiments/b.md": "<p>How</p>"}
    found = published(tmp_path, files, html).files
    assert titles(found, "decisions/") == ["No platform"]
    item = json.loads(found["decisions/feed.json"])["items"][0]
    assert item["id"] == "tag:waypost.example,2026:decisions/2026-09-04"
    assert item["url"] == f"{SITE.address}decisions/a/"
    assert item["date_published"] == "2026-09-04T00:00:00+02:00"
    assert titles(found, "experiments/") == ["The card"]
    verdict = json.loads(found["experiments/feed.json"])["items"][0]
    assert verdict["date_published"] == "2026-09-12T00:00:00+02:00"
    assert titles(found) == ["Week 1"], "decisions are no entries"


def test_a_decision_is_told_in_short_by_what_was_chosen_and_a_verdict_by_what_was_learned(
    tmp_path: Path,
) -> None:
    chosen = DECISION.replace("status:", "chosen: To wait.\nstatus:")
    learned = EXPERIMENT.replace("results:", "learned: To ask first.\nresults:")
    html = {"../decisions/a.md": "<p>Decision · Day</p>", "../experiments/b.md": "<p>How</p>"}
    for files, summaries in (
        ({"../decisions/a.md": chosen, "../experiments/b.md": learned}, ("To wait.", "To ask")),
        ({"../decisions/a.md": chosen, "../experiments/b.md": EXPERIMENT}, ("To", "Two people")),
    ):
        found = published(tmp_path, files, html).files
        for path, summary in zip(("decisions", "experiments"), summaries, strict=True):
            item = json.loads(found[f"{path}/feed.json"])["items"][0]
            assert item["summary"].startswith(summary)


def test_a_verdict_goes_out_when_the_experiment_is_over(tmp_path: Path) -> None:
    files = {"../experiments/b.md": EXPERIMENT}
    html = {"../experiments/b.md": "<p>How</p>"}
    during = published(tmp_path, files, html, now=datetime(2026, 9, 11, 12, tzinfo=UTC)).files
    assert titles(during, "experiments/") == []
    open_one = {"../experiments/b.md": EXPERIMENT.replace("results: {pairs: 43}\n", "")}
    assert titles(published(tmp_path, open_one, html).files, "experiments/") == []


def test_a_month_is_told_once_it_is_over(tmp_path: Path) -> None:
    files = {
        "a.md": entry("First", "2026-W36", date="2026-09-04", summary="What *happened*."),
        "b.md": entry("Second", "2026-W39", date="2026-09-30", stage="define"),
        "c.md": entry("Third", "2026-W40", date="2026-10-02"),
    }
    during = published(tmp_path, files, now=datetime(2026, 9, 30, 21, 59, tzinfo=UTC)).files
    assert titles(during, "digests/monthly/") == []
    over = published(tmp_path, files, now=datetime(2026, 9, 30, 22, tzinfo=UTC)).files
    assert titles(over, "digests/monthly/") == ["September 2026"]
    assert titles(over, "digests/quarterly/") == ["July – September 2026"]
    item = json.loads(over["digests/monthly/feed.json"])["items"][0]
    assert item["id"] == "tag:waypost.example,2026:digest/2026-09"
    assert item["date_published"] == "2026-10-01T00:00:00+02:00"
    assert item["url"] == "https://example.org/journal/digests/2026-09/"
    for told in ("First", "Second", "What *happened*.", "entries/a/", "Define"):
        assert told in item["content_html"]
    assert "Third" not in item["content_html"]


def test_a_digest_tells_what_its_page_tells(tmp_path: Path) -> None:
    files = {
        "a.md": entry("First", "2026-W36", date="2026-09-04", barriers="[mandate]"),
        "../decisions/a.md": DECISION,
        "../experiments/b.md": EXPERIMENT,
    }
    found = published(tmp_path, files).files
    item = json.loads(found["digests/monthly/feed.json"])["items"][0]
    root = html.fragment_fromstring(item["content_html"], create_parent="div")
    links = {each.text: each.get("href") for each in root.iter("a")}
    assert links == {
        "First": f"{SITE.address}entries/a/",
        "No platform": f"{SITE.address}decisions/a/",
        "The card": f"{SITE.address}experiments/b/",
        "Mandate": f"{SITE.address}barriers/mandate/",
    }
    assert [each.text for each in root.iter("h3")] == ["Decisions", "Experiments", "Barriers"]


def test_a_digest_moves_only_when_one_of_its_entries_is_corrected(tmp_path: Path) -> None:
    corrected = entry(date="2026-09-04", updated="2026-10-16", changes="A number.")
    found = published(tmp_path, {"a.md": corrected}).files
    item = json.loads(found["digests/monthly/feed.json"])["items"][0]
    assert item["date_modified"] == "2026-10-16T00:00:00+02:00"


def test_every_feed_is_in_the_list_of_feeds(tmp_path: Path) -> None:
    found = published(tmp_path, weekly(3) | {"d.md": entry("Hvad nu?", lang="da")}).files
    opml = etree.fromstring(found["feeds.opml"])
    listed = [
        each.get("xmlUrl", "").removeprefix(SITE.address) for each in opml.iterfind(".//*[@xmlUrl]")
    ]
    assert listed[0] == "feed.xml"
    assert sorted(listed) == sorted(
        path for path in found if path.endswith(("feed.xml", "archive.xml"))
    )
    groups = [each.get("text") for each in opml.iterfind("body/outline")]
    assert groups[3:7] == ["Stage", "Barrier", "Digest", "Language"]


def test_the_case_of_a_language_does_not_matter(tmp_path: Path) -> None:
    files = weekly(1) | {
        "d.md": entry("Hvad nu?", lang="da"),
        "e.md": entry("Og nu?", "2026-W37", lang="DA"),
        "f.md": entry("And now?", "2026-W38", lang="EN"),
    }
    found = published(tmp_path, files).files
    assert titles(found, "languages/da/") == ["Og nu?", "Hvad nu?"]
    assert titles(found, "languages/en/") == ["And now?", "Week 1"]
    assert found["feeds.opml"].count(b"languages/da/") == 1


def test_a_digest_leads_to_its_own_page(tmp_path: Path) -> None:
    found = published(tmp_path, weekly(47)).files
    base = f"{SITE.address}digests/2026-"
    items = json.loads(found["digests/monthly/feed.json"])["items"]
    months = [item["url"] for item in items]
    assert months[:10] == [f"{base}{month:02}/" for month in range(10, 0, -1)]
    items = json.loads(found["digests/quarterly/feed.json"])["items"]
    assert [item["url"] for item in items][:3] == [f"{base}q{n}/" for n in (3, 2, 1)]


def test_a_picture_has_an_address_whatever_its_name(tmp_path: Path) -> None:
    files = {"my føl der/f g.md": entry(image="pics/å b.png", image_alt="A")}
    found = published(tmp_path, files).files
    image = json.loads(found["feed.json"])["items"][0]["image"]
    assert image == f"{SITE.address}entries/my%20f%C3%B8l%20der/pics/%C3%A5%20b.png"


def test_moments_that_no_program_reads_are_told_in_utc(tmp_path: Path) -> None:
    settings = (Path(__file__).parent.parent / "journal.yml").read_text("utf-8")
    settings = settings.replace("Europe/Copenhagen", "Africa/Monrovia")
    files = {"../../journal.yml": settings, "a.md": entry(week="1930-W40")}
    found = published(tmp_path, files).files
    assert json.loads(found["feed.json"])["items"][0]["date_published"].endswith("+00:00")
    assert all(not each.bozo for each in parsed(found)[:2])


def test_many_of_one_moment_stay_dates(tmp_path: Path) -> None:
    files = weekly(15, updated="2026-11-01")
    atom = etree.fromstring(published(tmp_path, files).files["atom.xml"])
    texts = [each.text or "" for each in atom.iterfind("a:entry/a:updated", ATOM)]
    assert {datetime.fromisoformat(each[:19] + each[-6:]) for each in texts} == {
        datetime.fromisoformat("2026-11-01T00:00:00+01:00")
    }
    assert len(set(texts)) == 10
    assert max(map(len, texts)) == len("2026-11-01T00:00:00.000000000+01:00")


# The archive


def archive(found: Mapping[str, bytes], name: str = "archive.xml") -> list[etree._Element]:
    """The archive's documents, from the newest on, as a program follows them."""
    root = etree.fromstring(found[name])
    older = root.find("a:link[@rel='prev-archive']", ATOM)
    if older is None:
        return [root]
    return [root, *archive(found, (older.get("href") or "").removeprefix(SITE.address))]


@pytest.mark.parametrize("count", [0, 1, 19, 20, 21, 39, 40, 41, 60, 79])
@pytest.mark.parametrize("start", ["archive.xml", "atom.xml"])
def test_whoever_follows_the_archive_has_every_entry(
    count: int, start: str, tmp_path: Path
) -> None:
    found = published(tmp_path, weekly(count), now=datetime(2027, 12, 31, tzinfo=UTC)).files
    documents = archive(found, start)
    ids = [each.xpath("//a:entry/a:id/text()", namespaces=ATOM) for each in documents]
    told = {each for found in ids for each in found}
    if start == "archive.xml" or count <= 20 or count >= 40:
        assert len(told) == count
    for page in documents[1:]:
        assert page.find("h:archive", ATOM) is not None
        assert len(page.findall("a:entry", ATOM)) == 20
        assert page.findtext("a:rights", namespaces=ATOM) == "CC BY 4.0"
        current = page.find("a:link[@rel='current']", ATOM)
        assert current is not None
        assert current.get("href") == f"{SITE.address}archive.xml"


def test_a_page_of_the_archive_keeps_its_entries(tmp_path: Path) -> None:
    def first(count: int) -> list[str]:
        root = etree.fromstring(published(tmp_path, weekly(count)).files["archive/1.xml"])
        return [str(each) for each in root.xpath("//a:entry/a:title/text()", namespaces=ATOM)]

    assert first(40) == first(47) == [f"Week {n}" for n in range(20, 0, -1)]


# Size


def test_a_feed_has_at_most_512_kilobytes_and_the_archive_the_rest(tmp_path: Path) -> None:
    long = {f"w{n:02}.md": "<p>&amp; " + "x" * 60_000 + "</p>" for n in range(1, 26)}
    made = published(tmp_path, weekly(25), long)
    for path, data in made.files.items():
        assert len(data) <= LIMIT or path.startswith("archive"), path
    assert titles(made.files) == [f"Week {n}" for n in range(25, 17, -1)]
    assert made.files["archive.xml"].count(b"<entry>") == 25
    assert made.too_long == {}


def test_an_entry_too_long_for_a_feed_is_told_and_shortened(tmp_path: Path) -> None:
    html = f"<p>How it begins.</p><p>{'x' * 1_000_000}</p>"
    made = published(tmp_path, weekly(3), {"w02.md": html})
    assert list(made.too_long) == ["entries/w02.md"]
    assert made.too_long["entries/w02.md"] > 1_000_000
    assert titles(made.files) == ["Week 3", "Week 2", "Week 1"]
    text = json.loads(made.files["feed.json"])["items"][1]["content_html"]
    assert "How it begins." in text
    assert 'href="https://example.org/journal/entries/w02/"' in text
    assert html[:-10].split("<p>")[2].encode() in made.files["archive.xml"]


# Answers


def test_a_reply_finds_its_way_if_the_author_gives_an_address(tmp_path: Path) -> None:
    settings = (Path(__file__).parent.parent / "journal.yml").read_text("utf-8")
    named = settings.replace("author:\n", "author:\n  email: anna@example.org\n")
    files = {"../../journal.yml": named, "a.md": entry("'Who & why?'")}
    rss, atom, as_json = parsed(published(tmp_path, files).files)
    link = "mailto:anna@example.org?subject=Re%3A%20Who%20%26%20why%3F"
    assert f'<a href="{link}">Reply by e-mail</a>' in as_json["items"][0]["content_html"]
    assert rss.feed.author == "anna@example.org (The author of this sample)"
    assert atom.feed.author_detail.email == "anna@example.org"


def test_a_hub_is_named_in_every_format(tmp_path: Path) -> None:
    settings = (Path(__file__).parent.parent / "journal.yml").read_text("utf-8")
    files = {"../../journal.yml": settings + "hub: https://hub.example.org/\n", "a.md": entry()}
    found = published(tmp_path, files).files
    for path in ("feed.xml", "stages/define/feed.xml", "atom.xml", "archive.xml"):
        hub = etree.fromstring(found[path]).find(".//a:link[@rel='hub']", ATOM)
        assert hub is not None, path
        assert hub.get("href") == "https://hub.example.org/"
    hubs = json.loads(found["feed.json"])["hubs"]
    assert hubs == [{"type": "WebSub", "url": "https://hub.example.org/"}]
    assert b'Link: <https://hub.example.org/>; rel="hub"' in found["_headers"]
