"""Entries year by year, with the weeks in which nothing was written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from waypost.journal import Journal
from waypost.records import Entry
from waypost.settings import Pause
from waypost.weeks import Week, weeks_between


@dataclass(frozen=True)
class Silence:
    """Weeks without an entry, the first and the last included; with a pause, if it was declared."""

    first: Week
    last: Week
    pause: Pause | None = None


@dataclass(frozen=True)
class Month:
    """A month of a year with what happened in it, newest first."""

    number: int
    rows: Sequence[Entry | Silence]


def latest(journal: Journal, count: int) -> Sequence[Entry]:
    """The newest entries, newest first."""
    return journal.entries[::-1][:count]


def years(journal: Journal) -> Mapping[int, Sequence[Month]]:
    """The months of every year with entries and silences: years oldest first, months newest first.

    A week belongs to the year of its Thursday (ISO 8601), and to that Thursday's month. Nothing
    counts as silence before the first entry of the journal, nor after the last one.
    """
    rows = list(_rows(journal))
    return {
        number: _months(list(group))
        for number, group in groupby(rows, key=lambda row: _week(row).year)
    }


def month_of(week: Week) -> int:
    """The number of the month that a week belongs to: that of its Thursday."""
    return date.fromisocalendar(week.year, week.number, 4).month


def _months(rows: Sequence[Entry | Silence]) -> Sequence[Month]:
    months = groupby(reversed(rows), key=lambda row: month_of(_week(row)))
    return [Month(number, list(group)) for number, group in months]


def _rows(journal: Journal) -> Iterator[Entry | Silence]:
    """Entries in the order of their weeks, and between them the weeks without one.

    Silences end with a year, a pause, or an entry. Undeclared ones shorter than the cadence allows
    are left out.
    """
    by_week, settings = journal.by_week, journal.settings
    if not by_week:
        return

    def kind(week: Week) -> tuple[Week | None, int, Pause | None]:
        written = week in by_week
        return week if written else None, week.year, None if written else settings.pause_in(week)

    for (written, _, pause), group in groupby(weeks_between(min(by_week), max(by_week)), key=kind):
        if written:
            yield from by_week[written]
            continue
        weeks = list(group)
        if pause or len(weeks) >= settings.cadence.weeks:
            yield Silence(weeks[0], weeks[-1], pause)


def _week(row: Entry | Silence) -> Week:
    return row.last if isinstance(row, Silence) else row.week
