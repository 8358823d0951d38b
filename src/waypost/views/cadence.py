"""Weeks written, pauses and gaps: a year a row, and where the author stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from waypost.journal import Journal
from waypost.records import Entry
from waypost.settings import Pause
from waypost.vocabulary import Term
from waypost.weeks import Week, weeks_between

_FEW = 3  # years


class Kind(StrEnum):
    """What a week was: `quiet` has no entry, and the cadence asks for none; `open` is this one."""

    WRITTEN = "written"
    PAUSE = "pause"
    GAP = "gap"
    QUIET = "quiet"
    OPEN = "open"
    AHEAD = "ahead"
    BEFORE = "before"


@dataclass(frozen=True)
class Square:
    """A week of the calendar, with its entries or its pause.

    `step` is the number of the stage that its entries named last, from 1 on; 0 if they name none.
    """

    week: Week
    kind: Kind
    entries: Sequence[Entry] = ()
    pause: Pause | None = None
    step: int = 0


@dataclass(frozen=True)
class Year:
    """The weeks of a year in their order."""

    number: int
    squares: Sequence[Square]

    def weeks(self, kind: str) -> Sequence[Week]:
        """Its weeks of a kind."""
        return [each.week for each in self.squares if each.kind == kind]

    def stretches(self, kind: str) -> Sequence[Sequence[Square]]:
        """Its weeks of a kind, those together that follow one another in one stage or one pause."""
        found: list[list[Square]] = []
        for square in self.squares:
            if square.kind != kind:
                continue
            before = found[-1][-1] if found else None
            if before and before.week.plus(1) == square.week and _alike(before, square):
                found[-1].append(square)
            else:
                found.append([square])
        return found


def _alike(one: Square, other: Square) -> bool:
    return (one.pause, one.step) == (other.pause, other.step)


@dataclass(frozen=True)
class Calendar:
    """The years from the first entry's to this one, newest first; `stages` are all there are."""

    years: Sequence[Year]
    first: Week | None
    this: Week
    stages: Sequence[Term] = ()

    @property
    def is_short(self) -> bool:
        """Whether it has so few years that each has room for what can be said of it."""
        return len(self.years) <= _FEW

    @cached_property
    def has_steps(self) -> bool:
        """Whether any entry names a stage."""
        return any(each.step for year in self.years for each in year.squares)

    @cached_property
    def has_loose(self) -> bool:
        """Whether a week was written that has no stage."""
        squares = (each for year in self.years for each in year.squares)
        return any(each.kind is Kind.WRITTEN and not each.step for each in squares)

    @cached_property
    def so_far(self) -> Sequence[Square]:
        """The weeks from the first entry to this one, or to the newest entry, oldest first."""
        squares = [each for year in reversed(self.years) for each in year.squares]
        last = max(
            (n for n, each in enumerate(squares) if each.week <= self.this or each.entries),
            default=-1,
        )
        return [each for each in squares[: last + 1] if each.kind is not Kind.BEFORE]

    @cached_property
    def written(self) -> int:
        """How many weeks have an entry."""
        return sum(len(year.weeks(Kind.WRITTEN)) for year in self.years)

    @cached_property
    def paused(self) -> int:
        """How many weeks of pause there were, up to this one."""
        weeks = (week for year in self.years for week in year.weeks(Kind.PAUSE))
        return sum(1 for week in weeks if week <= self.this)

    def has(self, kind: str) -> bool:
        """Whether a week of a kind is in it."""
        return any(year.weeks(kind) for year in self.years)


def calendar(journal: Journal, now: datetime) -> Calendar:
    """The calendar of a journal as readers see it; empty before the first entry.

    A gap is a silence that is at least as long as the cadence; a pause is none.
    """
    this = Week.of(now.date())
    if not journal.by_week:
        return Calendar([], None, this)
    stages = journal.settings.terms("stage")
    steps = {name: number for number, name in enumerate(stages, 1)}
    first = min(journal.by_week)
    last = max(this.year, max(journal.by_week).year)
    squares = list(_squares(journal, steps, first, this, Week(last + 1, 1).plus(-1)))
    years = [
        Year(number, [each for each in squares if each.week.year == number])
        for number in range(last, first.year - 1, -1)
    ]
    return Calendar(years, first, this, list(stages.values()))


def _squares(
    journal: Journal, steps: Mapping[str, int], first: Week, this: Week, end: Week
) -> Iterator[Square]:
    by_week, settings = journal.by_week, journal.settings
    waiting: list[Week] = []  # weeks without an entry, until one knows how many they are

    def silence() -> Iterator[Square]:
        kind = Kind.GAP if len(waiting) >= settings.cadence.weeks else Kind.QUIET
        yield from (Square(week, kind) for week in waiting)
        waiting.clear()

    for week in weeks_between(Week(first.year, 1), end):
        pause = settings.pause_in(week)
        if first <= week < this and week not in by_week and pause is None:
            waiting.append(week)
            continue
        yield from silence()
        if week in by_week:
            named = [steps.get(each.fields.stage or "", 0) for each in by_week[week]]
            step = next((each for each in reversed(named) if each), 0)
            yield Square(week, Kind.WRITTEN, by_week[week], step=step)
        elif week < first:
            yield Square(week, Kind.BEFORE)
        elif pause:
            yield Square(week, Kind.PAUSE, pause=pause)
        else:
            yield Square(week, Kind.OPEN if week == this else Kind.AHEAD)
