"""Goals and key results: where they stand, and where they do not."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import (
    COMPILED,
    NOW,
    ROOT,
    SITE,
    Built,
    Project,
    build,
    entry,
    page,
    published,
    texts,
    write,
)

from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.languages import language
from waypost.pages import Pages

GROWTH = "---\ntitle: Grow *abroad*\nlevel: organisation\n---\nOne country after another.\n"
LEADS = """---
title: More leads
level: marketing
parent: growth
period: 2026-H2
why: Sales asked.
---
# More leads

Of the kind that calls back.
"""
FAIR = "---\ntitle: A better fair\nlevel: channel\nparent: more/leads\n---\nIn May.\n"
COUNTED = """---
title: Qualified leads
goal: more/leads
unit: leads a month
direction: up
disclosure: absolute
baseline: 14
target: 1400.5
---
How they are counted.
"""
INDEXED = """---
title: Answers
goal: more/leads
unit: hours
direction: down
kind: output
disclosure: indexed
baseline: 100
target: 50
---
How they are timed.
"""
SILENT = """---
title: Complaints
goal: growth
unit: letters a week
direction: down
---
Nobody's business.
"""
FILES = {
    "docs/goals/growth.md": GROWTH,
    "docs/goals/more/leads.md": LEADS,
    "docs/goals/fair/index.md": FAIR,
    "docs/key-results/leads.md": COUNTED,
    "docs/key-results/answers.md": INDEXED,
    "docs/key-results/complaints.md": SILENT,
}


def journal(root: Path, files: Mapping[str, str]) -> Journal:
    """A journal with goals, whatever is wrong with it."""
    shutil.copy(ROOT / "journal.yml", root)
    return load(write(root, files))[0]


def pages(root: Path, files: Mapping[str, str], code: str = "en") -> Pages:
    return Pages(journal(root, files), language(code), NOW, SITE, COMPILED)


def shown(found: Pages, uri: str) -> str:
    """The Markdown of a goal or a key result."""
    record = found.journal.aim(uri)
    assert record
    return found.aim(record, record.source.body)


@pytest.fixture
def built(project: Project) -> Built:
    found = build(project({**FILES, "docs/entries/a.md": entry(goals="[growth, fair]")}))
    assert found.status == 0, found.log
    assert "WARNING" not in found.log
    return found


def test_a_goal_has_a_page_that_says_what_it_is_for(built: Built) -> None:
    found = page(built, "goals/more/leads/")
    assert texts(found, "//h1") == ["More leads"]
    (facts,) = found.xpath("//div[@class='waypost-facts']")
    assert texts(facts, "p") == ["Goal · Marketing · 2026-H2"]
    assert texts(facts, "dl/*") == [
        *("Why", "Sales asked.", "Serves", "Grow *abroad*"),
        *("Goals that serve it", "A better fair"),
    ]
    assert facts.xpath(".//a/@href") == ["../../growth/", "../../fair/"]
    text = found.xpath("//article")[0].text_content()
    assert text.index("Of the kind that calls back.") < text.index("Key results")
    assert texts(found, "//div[@class='waypost-list']/ul/li") == [
        "Answers hours: 100 → 50 (index) No reading yet",
        "Qualified leads leads a month: 14 → 1,400.5 No reading yet",
    ]


def test_a_goal_that_nothing_measures_lists_no_key_result(built: Built) -> None:
    assert texts(page(built, "goals/fair/"), "//h2") == ["What serves it¶"]


def test_a_key_result_has_a_page_that_leads_to_its_goal(built: Built) -> None:
    found = page(built, "key-results/leads/")
    assert texts(found, "//h1") == ["Qualified leads"]
    (facts,) = found.xpath("//div[@class='waypost-facts']")
    assert texts(facts, "p") == ["Key result · Outcome: what changes"]
    assert texts(facts, "dl/*") == [
        *("Goal", "More leads → Grow *abroad*"),
        *("Measured in", "leads a month", "Direction", "Up"),
        *("Baseline", "14", "Target", "1,400.5", "Now", "No reading yet"),
    ]
    assert facts.xpath(".//a/@href") == ["../../goals/more/leads/", "../../goals/growth/"]
    assert "How they are counted." in built.text("key-results/leads/index.html")


def test_the_lists_go_from_the_organisation_down_to_the_channel(built: Built) -> None:
    links = "//div[@class='waypost-list']/ul/li/a[1]"
    goals = page(built, "goals/")
    headings = ["//div[contains(@class, 'waypost-goal')]/" + tag for tag in ("h2", "h3", "h4")]
    assert [texts(goals, each)[0].removesuffix("¶") for each in headings] == [
        *("Grow *abroad*", "More leads", "A better fair"),
    ]
    results = page(built, "key-results/")
    titles = [each.removesuffix("¶") for each in texts(results, "//h2")]
    assert titles == ["Grow *abroad*", "More leads"]
    assert texts(results, links) == ["Complaints", "Answers", "Qualified leads"]
    lines = texts(results, "//div[@class='waypost-list']/ul/li/em")
    assert lines[0] == "letters a week · Down"
    assert "../goals/growth/" in results.xpath("//h2/a/@href")


def test_search_finds_a_goal(built: Built) -> None:
    assert '"goals/more/leads/"' in built.text("search/pages-0.js")
    found = [
        data.decode() for path, data in built.files().items() if path.startswith("search/text")
    ]
    assert any("Of the kind that calls back." in text for text in found)


def test_a_journal_without_goals_says_so_kindly_and_nowhere_else(project: Project) -> None:
    found = build(project({"docs/entries/a.md": entry(goals="[growth]", readings="{leads: 14}")}))
    assert found.status == 0, found.log
    assert (found.site / "decisions/index.html").is_file()
    assert "No goal yet." in found.text("goals/index.html")
    assert "No key result yet." in found.text("key-results/index.html")
    for path, data in found.files().items():
        assert b"growth" not in data, path
        if not path.startswith(("goals/", "key-results/", "sitemap.xml", "search/")):
            for name in (b"goals/", b"key-results/", b"Key results"):
                assert name not in data, path


def test_no_feed_tells_of_goals(tmp_path: Path) -> None:
    files = {f"../{path.removeprefix('docs/')}": text for path, text in FILES.items()}
    html = dict.fromkeys(files, "<p>Text</p>")
    found = published(tmp_path, {**files, "a.md": entry("Week")}, html).files
    assert b"Week" in found["feed.xml"]
    for path, data in found.items():
        assert not path.startswith(("goals", "key-results")), path
        for name in (b"goals", b"key-results", b"More leads", b"Qualified"):
            assert name not in data, path


def test_of_a_trend_readers_learn_the_direction_only(tmp_path: Path) -> None:
    text = shown(pages(tmp_path, FILES), "key-results/complaints.md")
    assert ":   Down\n" in text
    assert "Only the direction is told." in text
    assert "Baseline" not in text


def test_of_an_index_readers_learn_that_it_is_one(tmp_path: Path) -> None:
    text = shown(pages(tmp_path, FILES), "key-results/answers.md")
    assert "**Output: what is made**" in text
    assert "Index numbers: the baseline is 100." in text


def test_a_goal_that_is_not_there_yet_keeps_no_page_from_a_preview(tmp_path: Path) -> None:
    files = {
        "docs/goals/leads.md": LEADS.replace("growth", "leads"),
        "docs/key-results/lost.md": SILENT,
    }
    found = pages(tmp_path, files)
    assert "Sales asked." in shown(found, "goals/leads.md")
    assert ":   letters a week" in shown(found, "key-results/lost.md")
    assert {"goals/index.md", "key-results/index.md"} <= dict(found.generated()).keys()


@pytest.mark.parametrize(("code", "said"), [("da", "Bidrager til"), ("es", "Contribuye a")])
def test_goals_speak_the_language_of_the_journal(code: str, said: str, tmp_path: Path) -> None:
    assert said in shown(pages(tmp_path, FILES, code), "goals/more/leads.md")


def test_a_file_of_hers_is_the_list_of_goals_if_she_writes_one(tmp_path: Path) -> None:
    found = journal(tmp_path, {**FILES, "docs/goals/index.md": "# Ours\n"})
    assert "goals/index.md" in found.pages
    assert len(found.goals) == 3


def test_a_goal_that_the_host_leaves_out_is_told(project: Project) -> None:
    root = project(FILES)
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(f"{settings}\nexclude_docs: growth.md\n", "utf-8")
    found = build(root)
    assert found.status != 0
    assert "docs/goals/growth.md: mkdocs.yml leaves this file out, and lists would show it" in (
        found.log
    )


def test_a_preview_marks_what_readers_do_not_see_yet(tmp_path: Path) -> None:
    files = {
        "docs/entries/a.md": entry("Half a week", goals="[fair]", status="draft"),
        "docs/entries/b.md": entry("A week to come", "2027-W01", goals="[fair]"),
    }
    text = shown(pages(tmp_path, {**FILES, **files}), "goals/fair/index.md")
    assert "*Draft · Week 36, 2026*" in text
    assert "*Scheduled · Week 1, 2027*" in text
