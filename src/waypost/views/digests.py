"""Months and quarters: what appeared in each, once it is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from waypost.fields.values import midnight
from waypost.journal import Journal
from waypost.records import Entry


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

    def __contains__(self, month: tuple[int, int]) -> bool:
        """Whether a month of a year lies in it."""
        year, number = month
        return year == self.year and self.first_month <= number <= self.last_month

    @property
    def last_month(self) -> int:
        """The number of its last month."""
        return self.first_month + self.months - 1


def digests(journal: Journal, months: int, now: datetime) -> Sequence[Digest]:
    """The stretches of 1 or 3 months that are over and in which entries appeared, oldest first.

    What counts is the day on which an entry appeared, so that nothing is added to what is over,
    unless it is dated back.
    """
    zone = journal.settings.timezone

    def stretch(entry: Entry) -> tuple[int, int]:
        return entry.date.year, (entry.date.month - 1) // months

    found = []
    for (year, index), entries in groupby(journal.entries, key=stretch):
        after = index * months + months
        over = date(year + after // 12, after % 12 + 1, 1)
        digest = Digest(year, index * months + 1, months, midnight(over, zone), list(entries))
        found += [digest] if digest.over <= now else []
    return found
