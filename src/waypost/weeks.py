"""ISO weeks: read, put in order, and counted from one to another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_WRITTEN = re.compile(r"(\d{4})-?[Ww](\d{1,2})")


@dataclass(frozen=True, order=True)
class Week:
    """A week of ISO 8601: it starts on a Monday and belongs to the year of its Thursday."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """The week written as `2026-W36`.

        Raises ValueError for another form, or a week that its year does not have.
        """
        match = _WRITTEN.fullmatch(text.strip())
        if not match:
            raise ValueError(f"{text!r} is not an ISO week")
        week = cls(int(match[1]), int(match[2]))
        date.fromisocalendar(week.year, week.number, 1)
        return week

    @classmethod
    def of(cls, day: date) -> Self:
        """The week in which a day lies."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> date:
        """The first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def thursday(self) -> date:
        """The day whose month is that of the week, as its year is that of the week."""
        return self.monday + timedelta(days=3)

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + timedelta(days=6)

    def plus(self, weeks: int) -> "Week":
        """The week so many weeks later; earlier, if negative."""
        return Week.of(self.monday + timedelta(weeks=weeks))

    def since(self, other: "Week") -> int:
        """How many weeks after another it is."""
        return (self.monday - other.monday).days // 7

    def __str__(self) -> str:
        """As ISO 8601 writes it: `2026-W36`."""
        return f"{self.year:04}-W{self.number:02}"


def weeks_between(first: Week, last: Week) -> Iterator[Week]:
    """Each week from the first to the last, both included; none if the last is earlier."""
    for offset in range(last.since(first) + 1):
        yield first.plus(offset)
