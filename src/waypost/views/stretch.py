"""What happened from one day to another, folded from the entries and the other records."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from waypost.journal import Journal
from waypost.journal.relations import Reading, readings_of
from waypost.records import Decision, Entry, Experiment, KeyResult
from waypost.views.series import fitting
from waypost.vocabulary import Term


@dataclass(frozen=True)
class Measured:
    """The first and the last reading of a key result in a stretch; one and the same if it has one.

    No reading that tells more than the key result discloses is among them.
    """

    key_result: KeyResult
    first: Reading
    last: Reading


@dataclass(frozen=True)
class Stretch:
    """What happened from one day to another, both included.

    `entries` are those that appeared, oldest first, `measured` what they say of key results.
    `outcomes` are decisions of which it was seen what became of them, `begun` experiments that went
    on beyond it, `judged` those that ended, whether they have a verdict or not. `stages` and
    `barriers` tell how many of the entries name each; stages in the vocabulary's order, barriers
    the most frequent first.
    """

    first: date
    last: date
    entries: Sequence[Entry]
    decided: Sequence[Decision]
    outcomes: Sequence[Decision]
    begun: Sequence[Experiment]
    judged: Sequence[Experiment]
    measured: Sequence[Measured]
    stages: Sequence[tuple[Term, int]]
    barriers: Sequence[tuple[Term, int]]

    @property
    def has_records(self) -> bool:
        """Whether there is more to tell than the entries themselves."""
        told = (self.decided, self.outcomes, self.begun, self.judged, self.measured, self.barriers)
        return any(told)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all happened."""
        return not (self.entries or self.has_records)


def stretch(
    journal: Journal,
    first: date,
    last: date,
    now: datetime,
    entries: Sequence[Entry] | None = None,
) -> Stretch:
    """What happened in a journal from one day to another, as far as it is known at a moment.

    `entries` are those of these days, for those who know them already.
    """

    def lies_within(day: date) -> bool:
        return first <= day <= min(last, now.date())

    def has_ended(experiment: Experiment) -> bool:
        return lies_within(experiment.fields.ends) and experiment.is_over(now)

    def met(kind: str) -> Sequence[tuple[Term, int]]:
        named = Counter(name for each in entries or () for name in _named(each, kind))
        return [(term, named[name]) for name, term in terms(kind).items() if named[name]]

    terms = journal.settings.terms
    if entries is None:
        entries = [each for each in journal.entries if lies_within(each.date)]
    seen = ((each, each.outcome(now)) for each in journal.decisions)
    return Stretch(
        first=first,
        last=last,
        entries=entries,
        decided=[each for each in journal.decisions if lies_within(each.date)],
        outcomes=[each for each, outcome in seen if outcome and lies_within(outcome.date)],
        begun=[
            each
            for each in journal.experiments
            if lies_within(each.fields.starts) and not has_ended(each)
        ],
        judged=[each for each in journal.experiments if has_ended(each)],
        measured=list(_measured(journal, entries)),
        stages=met("stage"),
        barriers=sorted(met("barrier"), key=lambda each: -each[1]),
    )


def _named(entry: Entry, kind: str) -> Iterable[str]:
    fields = entry.fields
    if kind == "barrier":
        return set(fields.barriers)
    return {fields.stage} if fields.stage else set()


def _measured(journal: Journal, entries: Sequence[Entry]) -> Iterable[Measured]:
    """What entries say of each key result, in the order of the journal's key results."""
    found = readings_of(entries)
    for key_result in journal.key_results if found else ():
        if told := fitting(key_result, found.get(key_result.name, ())):
            yield Measured(key_result, told[0], told[-1])
