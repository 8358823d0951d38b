"""Ten years of entries: nothing becomes a wall, and nothing takes for ever."""

import shutil
from datetime import datetime
from pathlib import Path

from conftest import COMPILED, ROOT, SITE, entry, write

from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.languages import language
from waypost.pages import Pages
from waypost.views.related import Kinship
from waypost.views.timeline import timeline
from waypost.weeks import Week

NOW = datetime.fromisoformat("2026-11-20T16:00+01:00")
FIRST = Week(2016, 49)
STAGES = ["understand", "define", "align", "build", "collect", "measure", "decide", "hand-over"]
BARRIERS = ["resources", "direction", "understanding", "mandate", "systems"]
TRIAL = """---
title: From {week}
hypothesis: It helps.
starts: {day}
ends: {last}
criteria: [{{metric: calls, at_least: 3}}]
results: {{calls: 5}}
---
Text.
"""


def ten_years(root: Path, count: int = 520) -> Journal:
    """As many entries as ten years have weeks, every thirteenth with something beside it."""
    files = {}
    for number in range(count):
        week, stage = FIRST.plus(number), STAGES[number // 10 % len(STAGES)]
        barrier = BARRIERS[number % 5]
        fields = {"stage": stage, "barriers": f"[{barrier}]", "tags": f"[tag {number % 7}]"}
        files[f"docs/entries/{week}.md"] = entry(f"In {week}", str(week), **fields)
        if number % 13 == 0:
            day, last = week.monday, week.plus(3).sunday
            files[f"docs/decisions/{week}.md"] = f"---\ntitle: Of {week}\ndate: {day}\n---\nText.\n"
            files[f"docs/experiments/{week}.md"] = TRIAL.format(week=week, day=day, last=last)
    for year in range(2018, 2027, 2):
        starts = f"starts: {year}-01-15\nends: {year}-12-20"
        files[f"docs/phases/{year}.md"] = f"---\ntitle: Phase {year}\n{starts}\n---\nText.\n"
    shutil.copy(ROOT / "journal.yml", root)
    found, problems = load(write(root, files))
    assert problems == []
    return found.released(NOW)


def test_the_work_grows_with_the_entries_and_not_with_their_pairs(tmp_path: Path) -> None:
    """Counted in comparisons, since a clock on a busy machine says little."""

    def compared(count: int) -> int:
        (tmp_path / str(count)).mkdir()
        found = ten_years(tmp_path / str(count), count)
        kinship = Kinship(found)
        return sum(len(kinship.near(each)) for each in found.entries)

    some, twice = compared(260), compared(520)
    assert twice < 520 * 60
    assert twice < 2.5 * some


def test_ten_years_are_told_by_phases_and_years_and_at_length_only_the_last_two(
    tmp_path: Path,
) -> None:
    found = ten_years(tmp_path)
    chapters = timeline(found, NOW)
    titles = [chapter.phase.title if chapter.phase else None for chapter in chapters]
    assert titles[:4] == [None, "Phase 2018", None, "Phase 2020"]
    years = [year for chapter in chapters for year in chapter.years]
    assert sum(year.count("entry") for year in years) == len(found.entries) == 520
    assert {year.number for year in years if year.is_recent} == {2025, 2026}
    weeks = [event.week for year in years for event in year.events]
    assert weeks == sorted(weeks)
    text = dict(Pages(found, language("en"), NOW, SITE, COMPILED).generated())["timeline.md"]
    assert text.count("<details") == len([year for year in years if not year.is_recent])


def test_a_cell_of_ten_years_tells_its_newest_and_where_all_are(tmp_path: Path) -> None:
    found = ten_years(tmp_path)
    text = dict(Pages(found, language("en"), NOW, SITE, COMPILED).generated())["matrix.md"]
    cells = text.split('<div class="waypost-cell"')[1:]
    assert len(cells) == len(STAGES) * len(BARRIERS)
    assert max(cell.count("](entries/") for cell in cells[:-1]) == 10
    assert "These are the newest 10 of 14. [All with this barrier](barriers/resources.md)" in text
