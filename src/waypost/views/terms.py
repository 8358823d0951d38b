"""The words of the vocabulary, each with what was written under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from waypost.journal import Journal
from waypost.records import Decision, Entry, Experiment
from waypost.vocabulary import Belief, Task, Term
from waypost.weeks import Week


@dataclass(frozen=True)
class Chapter:
    """A term of the vocabulary with its entries, oldest first, and its place among its kind.

    `decisions` and `experiments` are those that name it. `opened_by` are the tasks that open a
    barrier, `kept_by` the beliefs that keep it in its place.
    """

    kind: str
    term: Term
    entries: Sequence[Entry]
    number: int
    of: int
    is_current: bool
    before: Term | None
    after: Term | None
    decisions: Sequence[Decision] = ()
    experiments: Sequence[Experiment] = ()
    opened_by: Sequence[Task] = ()
    kept_by: Sequence[Belief] = ()

    @property
    def weeks(self) -> Sequence[Week]:
        """The weeks that its entries tell about, in their order."""
        return sorted({entry.week for entry in self.entries})

    @property
    def by_year(self) -> Sequence[tuple[int, Sequence[Entry]]]:
        """The entries by the year of their week, newest first."""
        newest_first = reversed(self.entries)
        return [
            (year, list(entries))
            for year, entries in groupby(newest_first, key=lambda entry: entry.week.year)
        ]


def chapters(journal: Journal, kind: str) -> Sequence[Chapter]:
    """Every term of a kind (`stage` or `barrier`), in the vocabulary's order.

    The current stage is that of the newest entry that has one; no barrier is ever current.
    """
    vocabulary = journal.settings
    terms = list(vocabulary.terms(kind).values())
    current = current_stage(journal) if kind == "stage" else None
    return [
        Chapter(
            kind=kind,
            term=term,
            entries=journal.entries_with(kind, term.id),
            number=index + 1,
            of=len(terms),
            is_current=term.id == current,
            before=terms[index - 1] if index else None,
            after=terms[index + 1] if index + 1 < len(terms) else None,
            decisions=[each for each in journal.decisions if _names(each, kind, term)],
            experiments=[each for each in journal.experiments if _names(each, kind, term)],
            opened_by=[
                each for each in vocabulary.tasks if kind == "barrier" and term.id in each.opens
            ],
            kept_by=[
                each for each in vocabulary.beliefs if kind == "barrier" and term.id in each.keeps
            ],
        )
        for index, term in enumerate(terms)
    ]


def current_stage(journal: Journal) -> str | None:
    """The stage of the newest entry that has one."""
    return next((e.fields.stage for e in reversed(journal.entries) if e.fields.stage), None)


def _names(record: Decision | Experiment, kind: str, term: Term) -> bool:
    fields = record.fields
    return term.id == fields.stage if kind == "stage" else term.id in fields.barriers
