"""How far a key result has come."""

import shutil
from pathlib import Path

import pytest
from conftest import ROOT, entry, journal_of, write

from waypost.journal.loading import load
from waypost.views.series import Progress, progress
from waypost.weeks import Week

GOAL = "---\ntitle: Answers\nlevel: channel\n---\n"


def told(root: Path, *readings: float | str, **fields: object) -> Progress:
    """The progress of a key result that goes up with figures, if nothing else is said, by weeks."""
    fields = {"disclosure": "absolute", "direction": "up", **fields}
    lines = [f"{name}: {value}" for name, value in fields.items()]
    record = ["---", "title: Letters", "goal: answers", "unit: letters", *lines, "---", ""]
    write(
        root,
        {"docs/goals/answers.md": GOAL, "docs/key-results/letters.md": "\n".join(record)},
    )
    weeks = {
        f"w{n:02}.md": entry(f"Week {n}", f"2026-W{n:02}", readings=f"{{letters: {value}}}")
        for n, value in enumerate(readings, 1)
    }
    journal = journal_of(root, weeks)
    return progress(journal, journal.key_results[0])


@pytest.mark.parametrize(
    ("baseline", "target", "direction", "last", "share", "is_reached"),
    [
        (20, 60, "up", 30, 0.25, False),
        (20, 60, "up", 60, 1, True),
        (20, 60, "up", 80, 1.5, True),
        (20, 60, "up", 10, -0.25, False),
        (60, 20, "down", 30, 0.75, False),
        (60, 20, "down", 10, 1.25, True),
        (60, 20, "down", 70, -0.25, False),
        (0, 12, "up", 0, 0, False),
        (5, 5, "up", 5, None, True),
        (5, 5, "down", 6, None, False),
    ],
)
def test_the_way_goes_from_the_baseline_to_the_target(
    tmp_path: Path,
    baseline: float,
    target: float,
    direction: str,
    last: float,
    share: float | None,
    is_reached: bool,
) -> None:
    found = told(tmp_path, 1, last, baseline=baseline, target=target, direction=direction)
    assert (found.share, found.is_reached) == (share, is_reached)


def test_an_index_has_a_way_as_figures_have(tmp_path: Path) -> None:
    assert told(tmp_path, 125, disclosure="indexed", baseline=100, target=150).share == 0.5


def test_without_a_reading_no_way_is_known(tmp_path: Path) -> None:
    found = told(tmp_path, baseline=20, target=60)
    assert (found.latest, found.share, found.is_reached) == (None, None, False)
    assert found.moves == {}


def test_where_only_the_direction_is_told_its_moves_are_counted(tmp_path: Path) -> None:
    found = told(tmp_path, "up", "down", "level", "up", "up", disclosure="trend")
    assert found.moves == {"up": 3, "level": 1, "down": 1}
    assert (found.share, found.is_reached) == (None, False)


def test_figures_have_no_moves(tmp_path: Path) -> None:
    found = told(tmp_path, 30, 30, baseline=20, target=60)
    assert found.moves == {}


def test_what_had_come_by_a_week_is_known_later(tmp_path: Path) -> None:
    found = told(tmp_path, 30, 40, 50, baseline=20, target=60)
    assert [each.value for each in found.until(Week(2026, 2))] == [30, 40]
    assert found.latest
    assert found.latest.value == 50


def test_a_reading_that_tells_more_than_it_may_is_none(tmp_path: Path) -> None:
    shutil.copy(ROOT / "journal.yml", tmp_path)
    files = {
        "docs/goals/answers.md": GOAL,
        "docs/key-results/letters.md": "---\ntitle: Letters\ngoal: answers\nunit: letters\n"
        "direction: up\n---\n",
        "docs/entries/a.md": entry(readings="{letters: up}"),
        "docs/entries/b.md": entry("Later", "2026-W37", readings="{letters: 48213}"),
    }
    journal, problems = load(write(tmp_path, files))
    assert len(problems) == 1
    found = progress(journal, journal.key_results[0])
    assert [each.value for each in found.readings] == ["up"]
