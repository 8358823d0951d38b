"""What each view tells of a small journal on a day: cases as data."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, SITE, cases, write
from lxml import html
from markdown import Markdown

from waypost.journal import load
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
        if not isinstance(element.tag, str):
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
    pages = Pages(journal.released(now), language(case.get("language", "en")), now, SITE)
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
    assert told(tmp_path, case, plain) == case["wants"].strip().split("\n")
