"""The words of the vocabulary, each with what was written under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from waypost.journal import Journal
from waypost.records import Entry
from waypost.vocabulary import Term


@dataclass(frozen=True)
class Chapter:
    """A term of the vocabulary with its entries, oldest first, and its place among its kind."""

    kind: str
    term: Term
    entries: Sequence[Entry]
    number: int
    of: int
    is_current: bool
    before: Term | None
    after: Term | None

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
    terms = list(journal.settings.terms(kind).values())
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
        )
        for index, term in enumerate(terms)
    ]


def current_stage(journal: Journal) -> str | None:
    """The stage of the newest entry that has one."""
    return next((e.fields.stage for e in reversed(journal.entries) if e.fields.stage), None)
