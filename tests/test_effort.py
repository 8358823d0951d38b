"""Effort against effect: what counts as the time of a work, and what as its effect."""

import shutil
from datetime import date
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import NOW, ROOT, entry, write

from waypost.journal.loading import load
from waypost.languages import language
from waypost.pages.scatter import scatter
from waypost.views.effort import Effort, begun, effort
from waypost.weeks import Week

GOAL = "---\ntitle: More leads\nlevel: marketing\n---\n"
FIGURES = "disclosure: absolute\nbaseline: 20\ntarget: 60\n"


def weighed(
    root: Path,
    readings: dict[int, float | str],
    works: list[tuple[float, str]],
    more: str = FIGURES,
    direction: str = "up",
) -> Effort:
    """Deliverables by effort and the day on which they were done, with readings by week of 2026."""
    shutil.copy(ROOT / "journal.yml", root)
    items = [
        f"  - {{what: Work {n}, key_result: letters, effort: {days}, done: {done}}}"
        for n, (days, done) in enumerate(works, 1)
    ]
    head = ["---", "title: First", "starts: 2026-01-05"]
    phase = [*head, *(["deliverables:", *items] if items else []), "---", ""]
    front = f"title: Letters\ngoal: leads\nunit: letters\ndirection: {direction}\n{more}"
    files = {
        "docs/goals/leads.md": GOAL,
        "docs/key-results/letters.md": f"---\n{front}---\n",
        "docs/phases/first.md": "\n".join(phase),
    }
    for week, value in readings.items():
        text = entry(f"Week {week}", f"2026-W{week:02}", readings=f"{{letters: {value}}}")
        files[f"docs/entries/{week:02}.md"] = text
    journal, problems = load(write(root, files))
    assert problems == []
    return effort(journal.released(NOW), NOW)


@pytest.mark.parametrize(
    ("done", "days", "week"),
    [
        ("2026-09-11", 0, 37),  # a Friday
        ("2026-09-11", 1, 37),
        ("2026-09-11", 5, 37),
        ("2026-09-11", 5.5, 36),
        ("2026-09-11", 10, 36),
        ("2026-09-11", 11, 35),
        ("2026-09-07", 1, 37),  # a Monday
        ("2026-09-07", 2, 36),
        ("2026-09-13", 5, 37),  # a Sunday
    ],
)
def test_a_deliverable_was_begun_as_many_working_days_before(
    done: str, days: float, week: int
) -> None:
    assert begun(date.fromisoformat(done), days) == Week(2026, week)


def test_more_days_than_the_calendar_has_break_nothing() -> None:
    assert begun(date(2026, 9, 4), 999_999_999_999).year == 1900


def test_an_effect_is_the_way_between_the_readings_around_the_work(tmp_path: Path) -> None:
    # Done in week 20, begun in week 19: week 18 is before, and week 28 the last that counts.
    read = {17: 22, 18: 30, 19: 31, 20: 32, 28: 50, 29: 60}
    (work,) = weighed(tmp_path, read, [(6, "2026-05-15")]).works
    assert (work.before.week.number, work.after.week.number) == (18, 28)
    assert work.share == 0.5
    assert work.moves is None


def test_less_is_more_where_the_target_lies_below(tmp_path: Path) -> None:
    fall = "disclosure: absolute\nbaseline: 60\ntarget: 20\n"
    read = {18: 60, 21: 50}
    (work,) = weighed(tmp_path, read, [(1, "2026-05-15")], fall, "down").works
    assert work.share == 0.25
    assert work.has_much_effect


@pytest.mark.parametrize(("direction", "moves"), [("up", 2), ("down", -2)])
def test_where_only_the_direction_is_told_its_moves_are_set_off(
    tmp_path: Path, direction: str, moves: int
) -> None:
    # Up in week 18 came before the work, and up in week 29 too long after it.
    read = {18: "up", 20: "up", 21: "up", 22: "down", 23: "level", 24: "up", 29: "up"}
    (work,) = weighed(tmp_path, read, [(1, "2026-05-15")], "", direction).works
    assert (work.share, work.moves) == (None, moves)
    assert work.has_much_effect == (direction == "up")


@pytest.mark.parametrize("read", [{}, {18: 30}, {20: 30}, {18: 30, 29: 50}])
def test_without_a_reading_before_and_after_nothing_is_claimed(
    tmp_path: Path, read: dict[int, float | str]
) -> None:
    found = weighed(tmp_path, read, [(1, "2026-05-15")])
    assert (list(found.works), found.without_reading) == ([], 1)


def test_where_there_is_no_way_to_go_nothing_is_claimed(tmp_path: Path) -> None:
    same = "disclosure: absolute\nbaseline: 20\ntarget: 20\n"
    found = weighed(tmp_path, {18: 20, 21: 30}, [(1, "2026-05-15")], same)
    assert (list(found.works), found.without_reading) == ([], 1)


def test_the_middle_of_the_efforts_parts_little_from_much(tmp_path: Path) -> None:
    read = {10: 20, 20: 40, 22: 60, 40: 40, 46: 41}
    works = [(1, "2026-05-15"), (3, "2026-05-15"), (2, "2026-11-13"), (8, "2026-11-13")]
    found = weighed(tmp_path, read, works)
    assert found.median == 2.5
    titles = {
        (is_little, has_much): [each.title for _, each in found.group(is_little, has_much)]
        for is_little in (True, False)
        for has_much in (True, False)
    }
    assert titles == {
        (True, True): ["Work 1"],
        (False, True): ["Work 2"],
        (True, False): ["Work 3"],
        (False, False): ["Work 4"],
    }
    numbers = [
        n
        for much in (True, False)
        for little in (True, False)
        for n, _ in found.group(little, much)
    ]
    assert numbers == [1, 2, 3, 4]


def test_of_ten_years_of_work_the_newest_is_told(tmp_path: Path) -> None:
    works = [(1 + n % 7, "2026-05-15") for n in range(100)]
    found = weighed(tmp_path, {10: 20, 21: 40}, works)
    assert (len(found.works), found.older, found.left_out) == (24, 76, 0)


def test_what_is_not_over_yet_is_not_told(tmp_path: Path) -> None:
    found = weighed(tmp_path, {18: 20, 47: 40}, [(1, "2026-12-24")])
    assert (list(found.works), found.left_out) == ([], 0)


def test_marks_have_the_numbers_of_the_list_and_hide_none_of_each_other(tmp_path: Path) -> None:
    found = weighed(tmp_path, {10: 20, 21: 40}, [(1, "2026-05-15")] * 20 + [(9, "2026-05-15")])
    svg = ET.fromstring(scatter(found, language("en")))[0]
    space = "{http://www.w3.org/2000/svg}"
    assert svg.findtext(f"{space}title") == "Effort against effect"
    texts = [each for each in svg.findall(f"{space}text") if each.get("class") == "waypost-number"]
    assert sorted(int(each.text or 0) for each in texts) == list(range(1, 22))
    squares = svg.findall(f"{space}rect")
    corners = [(float(each.get("x") or 0), float(each.get("y") or 0)) for each in squares]
    assert len(corners) == 21
    for (a, b), (c, d) in combinations(corners, 2):
        assert abs(a - c) >= 24 or abs(b - d) >= 24


@pytest.mark.parametrize("works", [[], [(1, "2026-05-15")]])
def test_less_than_two_works_are_not_drawn(tmp_path: Path, works: list[tuple[float, str]]) -> None:
    assert scatter(weighed(tmp_path, {10: 20, 21: 40}, works), language("en")) == ""
