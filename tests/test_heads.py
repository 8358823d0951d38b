"""What a page tells of itself: a test reads it as others do."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import SITE, Built, Project, build, entry, journal_of, page
from lxml import html
from PIL import Image

from waypost.heads import Heads, robots
from waypost.languages import language
from waypost.permalinks import Site

HOME = "https://waypost.example/journal/"
WEEK = "entries/2026-w36-what-is-a-lead/"

# One build for all of them.
pytestmark = pytest.mark.xdist_group("heads")


def named(root: html.HtmlElement) -> dict[str, str]:
    """What the head says, by name."""
    found = root.xpath("//head/meta[@content][@name or @property]")
    return {each.get("name") or each.get("property"): each.get("content") for each in found}


def data(root: html.HtmlElement) -> list[dict[str, Any]]:
    (script,) = root.xpath("//script[@type='application/ld+json']/text()")
    graph: list[dict[str, Any]] = json.loads(script)["@graph"]
    return graph


def test_an_entry_says_what_it_is(sample: Built) -> None:
    shown = page(sample, WEEK)
    head = named(shown)
    assert head["og:type"] == "article"
    assert head["og:title"] == "What is a lead?"
    assert head["og:site_name"] == "The Long Way to a Lead"
    assert head["og:url"] == shown.xpath("//link[@rel='canonical']/@href")[0] == HOME + WEEK
    assert head["og:description"] == head["description"] != ""
    assert head["og:locale"] == "en_GB"
    assert head["article:published_time"] == "2026-09-04T00:00:00+02:00"
    assert head["article:section"] == "Define"
    assert head["author"] == "The author of this sample"
    assert "robots" not in head


def test_the_same_is_told_in_words_of_schema_org(sample: Built) -> None:
    post, way = data(page(sample, WEEK))
    assert post["@type"] == "BlogPosting"
    assert post["headline"] == "What is a lead?"
    assert post["datePublished"] == "2026-09-04T00:00:00+02:00"
    assert post["isPartOf"]["@id"] == HOME
    assert post["image"] == f"{HOME}{WEEK}card.png"
    assert "Understanding" in post["keywords"]
    assert [each["name"] for each in way["itemListElement"]] == [
        "The Long Way to a Lead",
        "Entries",
        "What is a lead?",
    ]


def test_the_home_page_is_a_blog(sample: Built) -> None:
    shown = page(sample, "")
    (blog,) = data(shown)
    assert (blog["@type"], blog["url"], blog["inLanguage"]) == ("Blog", HOME, "en")
    assert named(shown)["og:title"] == "The Long Way to a Lead"
    assert named(shown)["og:type"] == "website"


def test_every_card_that_a_page_names_is_there(sample: Built) -> None:
    for file in sorted(sample.site.rglob("index.html")):
        head = named(html.document_fromstring(file.read_text("utf-8")))
        if image := head.get("og:image"):
            there = Image.open(sample.site / image.removeprefix(HOME))
            wanted = int(head["og:image:width"]), int(head["og:image:height"])
            assert there.size == wanted
        else:
            assert head["robots"] == "noindex", file


def test_no_page_says_a_thing_twice(sample: Built) -> None:
    for file in sorted(sample.site.rglob("*.html")):
        shown = html.document_fromstring(file.read_text("utf-8"))
        said = [
            each.get("name") or each.get("property")
            for each in shown.xpath("//head/meta[not(@media)][@name or @property]")
        ]
        once = [name for name in said if name != "article:tag"]
        assert sorted(once) == sorted(set(once)), file


def test_where_nothing_is_nothing_is_to_be_found(sample: Built) -> None:
    shown = html.document_fromstring(sample.text("404.html"))
    assert named(shown)["robots"] == "noindex"
    assert not shown.xpath("//link[@rel='canonical']")


def test_titles_are_text_in_the_head_too(project: Project) -> None:
    title = "</script><b>“A & B” 'c' <i>"
    root = project({"docs/entries/a.md": entry(json.dumps(title), summary=json.dumps(title))})
    built = build(root)
    assert built.status == 0, built.log
    shown = page(built, "entries/a/")
    assert named(shown)["og:title"] == named(shown)["description"] == title
    assert data(shown)[0]["headline"] == title
    assert not shown.xpath("//head//b")


def test_a_withdrawn_entry_asks_not_to_be_found(tmp_path: Path) -> None:
    journal = journal_of(tmp_path, {"a.md": entry(status="withdrawn")})
    heads = Heads(journal, language("en"), SITE, ())
    assert heads.of("entries/a.md", "A week", "").is_hidden
    assert not heads.of("about.md", "About", "").is_hidden


def test_an_entry_in_another_language_says_so(tmp_path: Path) -> None:
    journal = journal_of(tmp_path, {"a.md": entry(lang="da")})
    head = Heads(journal, language("en"), SITE, ()).of("entries/a.md", "A week", "")
    assert head.locale == "da_DK"
    assert head.data["@graph"][0]["inLanguage"] == "da"


@pytest.mark.parametrize(
    ("code", "locale"),
    [("en", "en_GB"), ("es", "es_ES"), ("da", "da_DK"), ("es-MX", "es_MX"), ("pt", "pt_BR")],
)
def test_a_language_has_a_country_where_others_want_one(
    tmp_path: Path, code: str, locale: str
) -> None:
    journal = journal_of(tmp_path, {"a.md": entry(lang=code)})
    assert Heads(journal, language("en"), SITE, ()).of("entries/a.md", "", "").locale == locale


def test_robots_are_told_of_the_map_where_they_look_for_it() -> None:
    top = robots(Site("https://example.org/", "A", ""))
    assert top == b"User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\n"
    assert robots(Site("https://example.org/journal/", "A", "")) is None
