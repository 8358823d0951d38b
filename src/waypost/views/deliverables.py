"""What phases are to make: the blueprint of one, and the backlog of all.

Priorities are those of MoSCoW (Clegg, 1994; DSDM Agile Project Framework): must, should, could, and
won't this time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from waypost.journal import Journal
from waypost.records import Deliverable, KeyResult, Phase
from waypost.records.deliverable import PRIORITIES

_COLUMNS = 24  # more than these nobody tells apart on a telephone
_SHOWN = 20  # of one priority; what comes after them is told in a line each


class State(StrEnum):
    """How it stands with a deliverable. What is late is one whose day has passed."""

    OPEN = "open"
    LATE = "late"
    DONE = "done"
    DROPPED = "dropped"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Item:
    """A deliverable as it stands at a moment, with its phase and what it serves.

    `day` is the one at which it stands in a plan: when it was done or dropped, else when it is due.
    """

    phase: Phase
    deliverable: Deliverable
    state: State
    day: date | None
    key_result: KeyResult | None


@dataclass(frozen=True)
class Group:
    """What has one priority, the first that matter and the rest."""

    priority: str
    items: Sequence[Item]

    @property
    def shown(self) -> Sequence[Item]:
        """Those that are told at length."""
        return self.items[:_SHOWN]

    @property
    def more(self) -> Sequence[Item]:
        """Those that are told in a line."""
        return self.items[_SHOWN:]


@dataclass(frozen=True)
class Blueprint:
    """The deliverables of a phase over its months, by priority.

    `columns` are the first days of its months, or of several months each where it has very many;
    `today` is a day in one of them as long as the phase goes on. What was dropped or is left out on
    purpose does not count as planned.
    """

    phase: Phase
    columns: Sequence[date]
    today: date | None
    groups: Sequence[Group]
    planned: int
    done: int
    dropped: int

    def column_of(self, day: date | None) -> int | None:
        """The column in which a day lies."""
        if day is None:
            return None
        return sum(1 for first in self.columns if first <= day) - 1


@dataclass(frozen=True)
class Backlog:
    """What is not done in all phases, what was dropped by the year of that, and how much is done.

    By priority, then by the day on which it is due, then in the order of the phases.
    """

    open: Sequence[Group]
    left_out: Group
    dropped: Sequence[tuple[int, Sequence[Item]]]
    done: int

    @property
    def dropped_count(self) -> int:
        """How many were dropped."""
        return sum(len(items) for _, items in self.dropped)


def blueprints(journal: Journal, now: datetime) -> Mapping[str, Blueprint]:
    """The blueprint of each phase that has deliverables, by the phase's path."""
    phases = [each for each in journal.phases if each.fields.deliverables]
    return {each.uri: _blueprint(journal, each, now) for each in phases}


def current_phase(journal: Journal, now: datetime) -> Phase | None:
    """The phase of a moment; else the one that began last, or else the first to come."""
    begun = [each for each in journal.phases if each.fields.starts <= now.date()]
    going = [each for each in begun if (each.fields.ends or now.date()) >= now.date()]
    last = going or begun or journal.phases[:1]
    return last[-1] if last else None


def backlog(journal: Journal, now: datetime) -> Backlog:
    """What is still to be made, first what is needed most."""
    items = [item for phase in journal.phases for item in _items(journal, phase, now)]
    dropped = sorted(
        (each for each in items if each.state is State.DROPPED),
        key=lambda each: each.day or date.min,
        reverse=True,
    )
    still = [each for each in items if each.state in (State.OPEN, State.LATE)]
    by_year = groupby(dropped, key=lambda each: (each.day or date.min).year)
    return Backlog(
        open=_groups(sorted(still, key=_by_day)),
        left_out=Group(PRIORITIES[-1], [e for e in items if e.state is State.LEFT_OUT]),
        dropped=[(year, list(group)) for year, group in by_year],
        done=sum(1 for each in items if each.state is State.DONE),
    )


def _blueprint(journal: Journal, phase: Phase, now: datetime) -> Blueprint:
    items = list(_items(journal, phase, now))
    today, ends = now.date(), phase.fields.ends
    is_going = phase.fields.starts <= today and (ends is None or today <= ends)
    planned = [each for each in items if each.state not in (State.LEFT_OUT, State.DROPPED)]
    return Blueprint(
        phase=phase,
        columns=_columns(phase, [each.day for each in items if each.day], today),
        today=today if is_going else None,
        groups=_groups(sorted(items, key=_by_day)),
        planned=len(planned),
        done=sum(1 for each in planned if each.state is State.DONE),
        dropped=sum(1 for each in items if each.state is State.DROPPED),
    )


def _items(journal: Journal, phase: Phase, now: datetime) -> Iterator[Item]:
    for each in phase.fields.deliverables:
        state = _state(each, now)
        day = {State.DONE: each.done, State.DROPPED: each.dropped}.get(state, each.due)
        yield Item(phase, each, state, day, journal.relations.key_result(each.key_result))


def _state(deliverable: Deliverable, now: datetime) -> State:
    if deliverable.is_done(now):
        return State.DONE
    if deliverable.is_dropped(now):
        return State.DROPPED
    if deliverable.is_left_out:
        return State.LEFT_OUT
    is_late = deliverable.due is not None and deliverable.due < now.date()
    return State.LATE if is_late else State.OPEN


def _groups(items: Sequence[Item]) -> Sequence[Group]:
    """Items by priority, in the order in which they come."""
    found = {each: [x for x in items if x.deliverable.priority == each] for each in PRIORITIES}
    return [Group(priority, those) for priority, those in found.items() if those]


def _by_day(item: Item) -> date:
    """Where an item stands among others; what has no day comes last."""
    return item.day or date.max


def _columns(phase: Phase, days: Sequence[date], today: date) -> Sequence[date]:
    """The first days of a phase's months, as far as anything of it lies in them."""
    last = phase.fields.ends or max(today, phase.fields.starts)
    first_month, last_month = (
        each.year * 12 + each.month - 1
        for each in (min([phase.fields.starts, *days]), max([last, *days]))
    )
    step = 1 + (last_month - first_month) // _COLUMNS
    return [date(each // 12, each % 12 + 1, 1) for each in range(first_month, last_month + 1, step)]
