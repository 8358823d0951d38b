"""The way so far: phases as its chapters, and in each what happened, in order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from waypost.journal import Journal
from waypost.records import Decision, Entry, Experiment, Phase
from waypost.weeks import Week

_OPEN_YEARS = 2  # as many as are told at length


class Kind(StrEnum):
    """What happened."""

    ENTRY = "entry"
    DECISION = "decision"
    BEGINNING = "beginning"
    VERDICT = "verdict"


@dataclass(frozen=True)
class Event:
    """Something that happened: an entry was written, a decision made, an experiment began or ended.

    An entry stands for its week, whenever it appeared; `day` is that week's Monday then.
    """

    kind: Kind
    day: date
    record: Entry | Decision | Experiment

    @property
    def week(self) -> Week:
        """The week in which it happened."""
        return Week.of(self.day)


@dataclass(frozen=True)
class Year:
    """What happened in a year of a chapter, oldest first; `is_recent` if it is told at length."""

    number: int
    events: Sequence[Event]
    is_recent: bool

    def count(self, kind: str) -> int:
        """How often something of a kind happened."""
        return sum(1 for event in self.events if event.kind == kind)


@dataclass(frozen=True)
class Chapter:
    """A phase with what happened in it, or a stretch of time outside of any.

    Such a stretch lies before the phase `until`, after the phase `since`, or between the two.
    `is_current` is a phase in which this week lies.
    """

    phase: Phase | None
    since: Phase | None
    until: Phase | None
    is_current: bool
    years: Sequence[Year]


def timeline(journal: Journal, now: datetime) -> Sequence[Chapter]:
    """The chapters of a journal as readers see it, oldest first; none before anything happened.

    Within a week its entries come first, then the rest by day: so a decision stands under the entry
    of its week. A week at the seam of two phases belongs to the one that begins, as with entries.
    """
    phases = journal.phases
    by_place: dict[tuple[int, bool], list[Event]] = {
        (index + 1, True): [] for index in range(len(phases))
    }
    for event in sorted(_events(journal, now), key=_in_order):
        by_place.setdefault(_place(event.week, phases), []).append(event)
    recent, this = _recent(by_place), Week.of(now.date())
    return [
        Chapter(
            phase=phases[begun - 1] if is_within else None,
            since=phases[begun - 1] if begun else None,
            until=phases[begun] if begun < len(phases) else None,
            is_current=is_within and phases[begun - 1].touches(this),
            years=[
                Year(number, list(events), number in recent)
                for number, events in groupby(by_place[begun, is_within], key=_year)
            ],
        )
        for begun, is_within in sorted(by_place, key=lambda place: (place[0], not place[1]))
    ]


def _events(journal: Journal, now: datetime) -> Iterator[Event]:
    for entry in journal.entries:
        yield Event(Kind.ENTRY, entry.week.monday, entry)
    for decision in journal.decisions:
        yield Event(Kind.DECISION, decision.date, decision)
    for experiment in journal.experiments:
        if experiment.fields.starts <= now.date():
            yield Event(Kind.BEGINNING, experiment.fields.starts, experiment)
        if experiment.has_verdict(now):
            yield Event(Kind.VERDICT, experiment.fields.ends, experiment)


def _in_order(event: Event) -> tuple[Week, bool, date, int, str]:
    kinds = list(Kind)
    is_other = event.kind is not Kind.ENTRY
    return event.week, is_other, event.day, kinds.index(event.kind), event.record.uri


def _place(week: Week, phases: Sequence[Phase]) -> tuple[int, bool]:
    """How many phases have begun by a week, the one it is told in the last; whether it is in it."""
    within = [index + 1 for index, phase in enumerate(phases) if phase.touches(week)]
    if within:
        return within[-1], True
    return sum(1 for phase in phases if phase.fields.starts <= week.sunday), False


def _recent(events: Mapping[tuple[int, bool], Sequence[Event]]) -> Sequence[int]:
    years = {_year(event) for several in events.values() for event in several}
    return sorted(years)[-_OPEN_YEARS:]


def _year(event: Event) -> int:
    return event.week.year
