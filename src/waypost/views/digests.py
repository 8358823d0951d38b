"""Months and quarters: what happened in each, once it is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from waypost.fields.values import midnight
from waypost.journal import Journal
from waypost.records import Entry
from waypost.views.stretch import Stretch, stretch

DIGESTS = "digests"
"""The folder of their pages."""


@dataclass(frozen=True)
class Digest:
    """What appeared in a stretch of one month or three, from its number on, oldest first.

    `over` is the moment from which the stretch is over.
    """

    year: int
    first_month: int
    months: int
    over: datetime
    entries: Sequence[Entry]

    @property
    def name(self) -> str:
        """`2026-09`, or `2026-Q3`."""
        if self.months == 1:
            return f"{self.year}-{self.first_month:02}"
        return f"{self.year}-Q{(self.first_month + 2) // 3}"

    @property
    def uri(self) -> str:
        """Where its page is, as a source path."""
        return f"{DIGESTS}/{self.name.lower()}.md"

    @property
    def last_month(self) -> int:
        """The number of its last month."""
        return self.first_month + self.months - 1

    def __contains__(self, other: object) -> bool:
        """Whether another digest lies in it."""
        if not isinstance(other, Digest) or other.year != self.year:
            return False
        return self.first_month <= other.first_month and other.last_month <= self.last_month

    def told(self, journal: Journal, now: datetime) -> Stretch:
        """What happened in it, with the records beside the entries."""
        first = date(self.year, self.first_month, 1)
        return stretch(journal, first, self.over.date() - timedelta(days=1), now, self.entries)


@dataclass(frozen=True)
class Shelf:
    """The digests of a journal, each oldest first."""

    months: Sequence[Digest]
    quarters: Sequence[Digest]

    @property
    def by_year(self) -> Sequence[tuple[int, Sequence[tuple[Digest | None, Sequence[Digest]]]]]:
        """Each year, newest first, with its quarters and their months, newest first.

        The months of a quarter that is not over yet stand under None.
        """
        found: dict[int, dict[str, tuple[Digest | None, list[Digest]]]] = {}
        for month in reversed(self.months):
            quarter = self.quarter_of(month)
            rows = found.setdefault(month.year, {})
            rows.setdefault(quarter.name if quarter else "", (quarter, []))[1].append(month)
        return [(year, list(rows.values())) for year, rows in found.items()]

    def quarter_of(self, month: Digest) -> Digest | None:
        """The quarter in which a month lies, once that is over too."""
        return next((each for each in reversed(self.quarters) if month in each), None)

    def months_of(self, quarter: Digest) -> Sequence[Digest]:
        """The months of a quarter in which something appeared."""
        return [each for each in self.months if each in quarter]

    def beside(self, digest: Digest) -> tuple[Digest | None, Digest | None]:
        """The one before and the one after a digest, of the same length."""
        row = self.months if digest.months == 1 else self.quarters
        position = next(index for index, each in enumerate(row) if each is digest)
        after = row[position + 1] if position + 1 < len(row) else None
        return row[position - 1] if position else None, after


def shelf(journal: Journal, now: datetime) -> Shelf:
    """Every digest of a journal."""
    return Shelf(digests(journal, 1, now), digests(journal, 3, now))


def digests(journal: Journal, months: int, now: datetime) -> Sequence[Digest]:
    """The stretches of 1 or 3 months that are over and in which entries appeared, oldest first.

    What counts is the day on which an entry appeared, so that nothing is added to what is over,
    unless it is dated back.
    """
    zone = journal.settings.timezone

    def stretch_of(entry: Entry) -> tuple[int, int]:
        return entry.date.year, (entry.date.month - 1) // months

    found = []
    for (year, index), entries in groupby(journal.entries, key=stretch_of):
        after = index * months + months
        over = date(year + after // 12, after % 12 + 1, 1)
        digest = Digest(year, index * months + 1, months, midnight(over, zone), list(entries))
        found += [digest] if digest.over <= now else []
    return found
