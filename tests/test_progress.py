"""Then and now, now, and digests, of ten years of weekly entries: pages that one reads."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import COMPILED, NOW, ROOT, SITE, write

from waypost.journal.loading import load
from waypost.languages import language
from waypost.pages import Pages
from waypost.weeks import Week

WEEKS = 520
STAGES = ("understand", "define", "align", "build", "collect", "measure", "decide", "hand-over")
GOAL = "---\ntitle: More leads\nlevel: marketing\n---\n"
KEY_RESULT = """\
---
title: Leads
goal: g
unit: a week
direction: up
disclosure: absolute
baseline: 0
target: 1000
---
"""


def ten_years() -> dict[str, str]:
    """An entry a week, a decision a month, an experiment a quarter, a key result."""
    files = {"docs/goals/g.md": GOAL, "docs/key-results/leads.md": KEY_RESULT}
    last = Week.of(NOW.date())
    for n in range(WEEKS):
        week = last.plus(n + 1 - WEEKS)
        barrier = "resources" if n < 400 else "systems"
        files[f"docs/entries/{week}.md"] = (
            f"---\ntitle: Entry {n}\nweek: {week}\nsummary: What happened.\n"
            f"stage: {STAGES[n * 8 // WEEKS]}\nbarriers: [{barrier}]\nreadings: {{leads: {n}}}\n"
            "---\nText.\n"
        )
    for n in range(120):
        day = date(2016, 12, 1) + timedelta(days=30 * n)
        files[f"docs/decisions/d{n}.md"] = (
            f"---\ntitle: Decision {n}\ndate: {day}\nstatus: accepted\nexpected: Much.\n---\n"
        )
    for n in range(40):
        day = date(2016, 12, 1) + timedelta(days=90 * n)
        files[f"docs/experiments/e{n}.md"] = (
            f"---\ntitle: Experiment {n}\nhypothesis: So.\nstarts: {day}\n"
            f"ends: {day + timedelta(days=11)}\ncriteria: [{{metric: m, at_least: 1}}]\n"
            "results: {m: 1}\n---\n"
        )
    return files


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every generated page."""
    root = tmp_path_factory.mktemp("decade")
    settings = (ROOT / "journal.yml").read_text("utf-8")
    journal, problems = load(write(Path(root), {"journal.yml": settings, **ten_years()}))
    assert problems == []
    now = datetime.combine(NOW.date(), datetime.min.time(), journal.settings.timezone)
    return dict(Pages(journal.released(now), language("en"), now, SITE, COMPILED).generated())


def test_then_and_now_stays_short(found: dict[str, str]) -> None:
    page = found["progress.md"]
    assert page.count("](entries/") == 6, "first, a year, a month, a week ago, newest; a barrier"
    for told in ("Entry 0]", "Entry 467]", "Entry 515]", "Entry 518]", "Entry 519]"):
        assert told in page
    assert "120 decisions made" in page
    assert page.count("](decisions/d") == 5
    assert page.count("](experiments/e") == 5
    assert "not named for 120 weeks" in page


def test_now_tells_of_now(found: dict[str, str]) -> None:
    page = found["now.md"]
    assert page.count("](entries/") == 1
    assert page.count("](decisions/d") == 3
    assert "[and 116 more](decisions/index.md)" in page


def test_digests_are_small_pages_found_by_year(found: dict[str, str]) -> None:
    digests = {uri: text for uri, text in found.items() if uri.startswith("digests/")}
    index = digests.pop("digests/index.md")
    assert 155 <= len(digests) <= 165
    assert max(map(len, digests.values())) < 6_000
    assert all("exclude: true" in text for text in digests.values())
    assert index.count("\n## ") == 11
    assert index.count("\n- ") <= 45, "a line a quarter"
