"""What stands below an entry: what else there was in its week, and where to read on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from waypost.journal import Journal
from waypost.records import Decision, Entry, Experiment, KeyResult
from waypost.records.base import name_of
from waypost.views.related import Kinship, Related, Why
from waypost.vocabulary import Term
from waypost.weeks import Week

_REASONS = 2


@dataclass(frozen=True)
class Measured:
    """What an entry says was measured of a key result, as far as readers may know."""

    key_result: KeyResult
    value: float | str


@dataclass(frozen=True)
class Reason:
    """Why two entries are related; `what` they share is a tag where it is a text."""

    why: Why
    what: Decision | KeyResult | Term | str


@dataclass(frozen=True)
class ReadOn:
    """An entry that is related to another, and why: two reasons of different kinds at most."""

    entry: Entry
    reasons: Sequence[Reason]


@dataclass(frozen=True)
class Foot:
    """What stands below an entry.

    `decisions`, `begun` and `ended` are those of its week, which nobody has to link; `ago` is the
    entry of the same week a year before, or of one right beside it.
    """

    decisions: Sequence[Decision]
    begun: Sequence[Experiment]
    ended: Sequence[Experiment]
    measured: Sequence[Measured]
    related: Sequence[ReadOn]
    ago: Entry | None

    @property
    def has_happened(self) -> bool:
        """Whether anything was decided in the week, or an experiment began or ended."""
        return bool(self.decisions or self.begun or self.ended)


def foot(kinship: Kinship, entry: Entry, now: datetime) -> Foot:
    """What stands below an entry of the journal whose kinship is known."""
    journal, week = kinship.journal, entry.week
    relations = journal.relations
    return Foot(
        decisions=relations.decided_in(week),
        begun=[e for e in relations.begun_in(week) if e.fields.starts <= now.date()],
        ended=[e for e in relations.ended_in(week) if e.is_over(now)],
        measured=_measured(journal, entry),
        related=[
            ReadOn(each.entry, list(_reasons(journal, each))[-_REASONS:][::-1])
            for each in kinship.related(entry)
        ],
        ago=a_year_before(journal, week),
    )


def a_year_before(journal: Journal, week: Week) -> Entry | None:
    """The last entry of a week's namesake a year before, or of the week before or after that."""
    # No two years that follow one another have a week 53.
    namesake = Week(week.year - 1, min(week.number, 52))
    for nearby in (namesake, namesake.plus(-1), namesake.plus(1)):
        if entries := journal.by_week.get(nearby):
            return entries[-1]
    return None


def _reasons(journal: Journal, related: Related) -> Iterator[Reason]:
    relations, barriers = journal.relations, journal.settings.terms("barrier")
    for why, name in {each.why: each.name for each in reversed(related.shared)}.items():
        what: Decision | KeyResult | Term | str | None = name
        if why is Why.DECISION:
            what = relations.decision(name_of(name))
        elif why is Why.KEY_RESULT:
            what = relations.key_result(name)
        elif why is not Why.TAG:
            what = barriers.get(name)
        if what:
            yield Reason(why, what)


def _measured(journal: Journal, entry: Entry) -> Sequence[Measured]:
    """Only what fits the disclosure of its key result: a preview goes on in spite of mistakes."""
    found = [
        (journal.relations.key_result(name), value) for name, value in entry.fields.readings.items()
    ]
    return [Measured(each, value) for each, value in found if each and not each.misfit(value)]
