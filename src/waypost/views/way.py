"""The way so far in one line: every week from the first entry to this one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from waypost.journal import Journal
from waypost.views.cadence import Kind, Square, calendar
from waypost.vocabulary import Term
from waypost.weeks import Week

_MOST_WEEKS = 104  # more of them are told by months


@dataclass(frozen=True)
class Stretch:
    """Weeks that follow one another in one stage, one pause or one silence.

    `units` is how many they are, in months where the way is long.
    """

    first: Week
    last: Week
    kind: Kind
    step: int
    units: int


@dataclass(frozen=True)
class Part:
    """All weeks that were of a stage, without one, of pause or of silence."""

    kind: Kind
    step: int
    weeks: Sequence[Week]


@dataclass(frozen=True)
class Way:
    """The weeks from the first entry to this one; `then` and `here` number the stages at its ends.

    Both are 0 where no entry names a stage.
    """

    stages: Sequence[Term]
    stretches: Sequence[Stretch]
    parts: Sequence[Part]
    entries: int
    weeks: int
    then: int
    here: int
    this: Week
    is_by_weeks: bool


def way(journal: Journal, now: datetime) -> Way:
    """The way of a journal as readers see it at a moment; without a week before the first entry."""
    found = calendar(journal, now)
    squares = [_plain(each) for each in found.so_far]
    named = [each.step for each in squares if each.step]
    is_by_weeks = len(squares) <= _MOST_WEEKS
    return Way(
        stages=found.stages,
        stretches=_stretches([[each] for each in squares] if is_by_weeks else _months(squares)),
        parts=_parts(squares),
        entries=sum(len(each.entries) for each in squares),
        weeks=len(squares),
        then=named[0] if named else 0,
        here=named[-1] if named else 0,
        this=found.this,
        is_by_weeks=is_by_weeks,
    )


def _plain(square: Square) -> Square:
    """A week without the difference between a silence that the cadence allows and another."""
    if square.kind in (Kind.WRITTEN, Kind.PAUSE):
        return square
    kind = Kind.OPEN if square.kind is Kind.OPEN else Kind.GAP
    return Square(square.week, kind)


def _months(squares: Sequence[Square]) -> Sequence[Sequence[Square]]:
    """Weeks by their months."""
    months = groupby(squares, key=lambda each: (each.week.year, each.week.thursday.month))
    return [list(weeks) for _, weeks in months]


def _stretches(units: Sequence[Sequence[Square]]) -> Sequence[Stretch]:
    found = []
    for (kind, step), group in groupby(units, key=_of):
        together = list(group)
        first, last = together[0][0].week, together[-1][-1].week
        found.append(Stretch(first, last, kind, step, len(together)))
    return found


def _of(unit: Sequence[Square]) -> tuple[Kind, int]:
    """What a week or a month was: what was written in it counts more than what was not."""
    kinds = [each.kind for each in unit]
    kind = next((each for each in (Kind.WRITTEN, Kind.PAUSE) if each in kinds), kinds[-1])
    return kind, next((each.step for each in reversed(unit) if each.step), 0)


def _parts(squares: Sequence[Square]) -> Sequence[Part]:
    """The stages in their order, then weeks without a stage, pauses and silences."""
    found: dict[tuple[Kind, int], list[Week]] = {}
    for each in squares:
        if each.kind is not Kind.OPEN:
            found.setdefault((each.kind, each.step), []).append(each.week)
    order = list(Kind)
    keys = sorted(found, key=lambda each: (order.index(each[0]), not each[1], each[1]))
    return [Part(kind, step, found[kind, step]) for kind, step in keys]
