"""`private.yml`: what the journal is counted from, and what nobody else may see.

It lies beside `journal.yml` on the author's computer, and nowhere else: git leaves it out.
"""

from typing import Annotated

from pydantic import AfterValidator

from waypost.fields import Fields, mistake, read_fields
from waypost.fields.values import Number
from waypost.files import PRIVATE
from waypost.problems import Problem
from waypost.sources import Source, decode, read_yaml
from waypost.weeks import Week

BEGINNING = """\
# This file stays on this computer: git leaves it out, and nothing in it is ever published.
# Keep a copy of it somewhere safe. Your readings are counted from what stands here.
"""
"""What the file says of itself when it is first written."""


def _by_week(figures: dict[str, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for text, figure in figures.items():
        try:
            found[str(Week.parse(text))] = figure
        except ValueError:
            what = f"'{text}' is not a week of the calendar."
            raise mistake(what, "Write it such as 2026-W36.") from None
    return found


class Private(Fields):
    """All of `private.yml`; without the file, nothing."""

    baselines: dict[str, Number] = {}
    """By key result, the figure that is 100, or that was there at the beginning."""

    readings: dict[str, Annotated[dict[str, Number], AfterValidator(_by_week)]] = {}
    """By key result and week, the figures of those of which readers learn the direction only."""

    def before(self, name: str, week: Week) -> float | None:
        """The last figure of a key result before a week; without one, its baseline."""
        figures = self.readings.get(name, {})
        earlier = max((each for each in figures if each < str(week)), default=None)
        return figures[earlier] if earlier else self.baselines.get(name)

    def after(self, name: str, week: Week) -> Week | None:
        """The first week after one that has a figure of a key result."""
        later = (each for each in self.readings.get(name, {}) if each > str(week))
        first = min(later, default=None)
        return Week.parse(first) if first else None


def read_private(data: bytes) -> tuple[Private | None, list[Problem]]:
    """The private file as a typed record, or every reason why it can't be read."""
    text, problems = decode(PRIVATE, data)
    if text is None:
        return None, problems
    front, lines, in_yaml = read_yaml(PRIVATE, text)
    unread = frozenset(problem.field for problem in in_yaml if not front.get(problem.field))
    source = Source(PRIVATE, PRIVATE, text, front, lines, unread=unread)
    private, found = read_fields(Private, source, {})
    problems += [*in_yaml, *found]
    return (None if problems else private), problems
