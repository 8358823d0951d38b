"""Weeks are ISO weeks, at the turn of the year too."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.weeks import Week, weeks_between


def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    assert Week.of(date(2026, 12, 31)) == Week(2026, 53)
    assert Week.of(date(2027, 1, 1)) == Week(2026, 53)
    assert Week.of(date(2027, 1, 4)) == Week(2027, 1)
    assert Week.of(date(2024, 12, 30)) == Week(2025, 1)


def test_a_week_runs_from_monday_to_sunday() -> None:
    assert Week(2026, 36).monday == date(2026, 8, 31)
    assert Week(2026, 36).sunday == date(2026, 9, 6)


@pytest.mark.parametrize("text", ["2026-W36", "2026-w36", "2026W36", " 2026-W36 "])
def test_a_week_is_read_as_people_write_it(text: str) -> None:
    assert Week.parse(text) == Week(2026, 36)


@pytest.mark.parametrize("text", ["36", "2026-36", "2027-W53", "2026-W00", "W36", "", "2026-W1a"])
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Week.parse(text)


def test_weeks_between_two_years_leave_none_out() -> None:
    weeks = list(weeks_between(Week(2026, 52), Week(2027, 2)))
    assert [str(week) for week in weeks] == ["2026-W52", "2026-W53", "2027-W01", "2027-W02"]
    assert list(weeks_between(Week(2027, 2), Week(2026, 52))) == []


@given(st.dates(min_value=date(1900, 1, 8), max_value=date(2999, 12, 1)))
def test_a_week_is_written_and_read_without_loss(day: date) -> None:
    week = Week.of(day)
    assert Week.parse(str(week)) == week
    assert week.monday <= day <= week.sunday
    assert week.plus(1) > week
    assert week.plus(1).plus(-1) == week
