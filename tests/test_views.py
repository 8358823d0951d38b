"""What each view tells of a small journal on a day: cases as data."""

import re
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import COMPILED, ROOT, SITE, cases, write
from lxml import html
from markdown import Markdown

from waypost.journal.loading import load
from waypost.languages import language
from waypost.pages import Pages

ENGINE = (ROOT / "engine.yml").read_text("utf-8").partition("markdown_extensions:\n")[2]
EXTENSIONS = [
    next(iter(each)) if isinstance(each, dict) else each
    for each in yaml.safe_load(ENGINE.partition("\n\n")[0])
]
BLOCKS = [
    "p",
    "li",
    "tr",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "summary",
    "figcaption",
    "caption",
    "div",
    "section",
    "ul",
    "ol",
    "dl",
    "table",
    "desc",
    "text",
]


def spoken(view: html.HtmlElement) -> list[str]:
    """A view as someone would read it aloud: lines of text, links with where they lead."""
    parts: list[str] = []

    def walk(element: html.HtmlElement) -> None:
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            return
        if "waypost-mark" in element.get("class", "").split():
            return
        is_link = element.tag == "a" and element.get("href")
        parts.append("\n" if element.tag in BLOCKS else "[" if is_link else "")
        parts.append(element.text or "")
        for child in element:
            walk(child)
            parts.append(child.tail or "")
        parts.append(f"]({element.get('href')})" if is_link else "")
        parts.append(" | " if element.tag in ("td", "th") and element.getnext() is not None else "")
        parts.append("\n" if element.tag in BLOCKS else "")

    walk(view)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return [line for line in lines if line]


def told(root: Path, case: dict[str, Any], settings: str) -> list[str]:
    """What a case's view tells; its journal has the sample's words, and no entries of it."""
    files = {"journal.yml": settings + case.get("settings", ""), **case.get("files", {})}
    journal, problems = load(write(root, files))
    assert [str(each) for each in problems] == []
    now = datetime.fromisoformat(f"{case.get('today', '2026-11-22')}T16:00+01:00")
    pages = Pages(journal.released(now), language(case.get("language", "en")), now, SITE, COMPILED)
    if "page" in case:
        text = dict(pages.generated())[case["page"]].split("---\n", 2)[2]
    elif "record" in case:
        record = journal.judged(case["record"]) or journal.aim(case["record"])
        assert record
        is_judged = journal.judged(case["record"]) is not None
        text = (pages.judged if is_judged else pages.aim)(record, record.source.body)
    else:
        text = pages.expand("index.md", f"<!-- waypost: {case['view']} -->")
    rendered = Markdown(extensions=EXTENSIONS).convert(text)
    return spoken(html.fragment_fromstring(rendered, create_parent="div"))


@pytest.mark.parametrize("case", cases("views"))
def test_a_view_tells_this(tmp_path: Path, case: dict[str, Any]) -> None:
    settings = (ROOT / "journal.yml").read_text("utf-8")
    plain = (
        settings.partition("pauses:\n")[0] + "# Questions" + settings.partition("# Questions")[2]
    )
    assert told(tmp_path, case, plain) == case["wants"].strip().splitlines()


def test_ten_years_of_decisions_and_experiments_are_told_by_years(tmp_path: Path) -> None:
    """What is old is a line; what is newer says more."""
    files = {"journal.yml": (ROOT / "journal.yml").read_text("utf-8")}
    first = date(2016, 1, 8)
    for number in range(520):
        day = first + timedelta(weeks=number)
        names = f"docs/entries/{number}.md", f"docs/decisions/{number}.md"
        files[names[0]] = f"---\ntitle: W{number}\ndate: {day}\n---\n[It](../decisions/0.md)\n"
        before = f"supersedes: ['{number - 1}']\n" if number % 5 else ""
        files[names[1]] = (
            f"---\ntitle: D{number}\ndate: {day}\nstatus: accepted\nexpected: Much.\n{before}"
            "summary: In short.\nconfidence: 70\nstage: build\n"
            f"outcome: {{ date: {day}, result: R., as_expected: yes }}\n---\n"
        )
        files[f"docs/experiments/{number}.md"] = (
            f"---\ntitle: E{number}\nhypothesis: It works.\nstarts: {day}\nends: {day}\n"
            f"criteria: [{{ metric: a, at_least: 4 }}]\nresults: {{ a: 5 }}\n"
            f"decision: '{number}'\n---\n"
        )
    journal, problems = load(write(tmp_path, files))
    assert problems == []
    now = datetime(2026, 1, 1, tzinfo=UTC)
    pages = Pages(journal.released(now), language("en"), now, SITE, COMPILED)
    began = time.process_time()
    generated = dict(pages.generated())
    log, trials = generated["decisions/index.md"], generated["experiments/index.md"]
    page = pages.judged(journal.decisions[0], "")
    assert time.process_time() - began < 10
    for text, kind in ((log, "D"), (trials, "E")):
        assert len(re.findall(rf"\[{kind}\d+\]\(\d+\.md\)", text)) >= 520
        years = re.findall(r"^## (?:Finished in )?(\d{4})", text, re.MULTILINE)
        assert years == [str(year) for year in range(2025, 2015, -1)]
    assert log.count("In short.") == trials.count("It works.") == 103
    assert "came as expected" in log
    assert page.count("../entries/") == 6
    assert "and 514 more" in page
    assert "Replaced by another" in page
