"""A goal: what is to be reached, and whose it is.

Goal and key result are objective and key result in the sense of Grove (High Output Management,
1983) and Doerr (Measure What Matters, 2018).
"""

from dataclasses import dataclass
from typing import Literal, get_args

from waypost.fields import read_fields
from waypost.fields.values import Drawer, LanguageCode, Text
from waypost.problems import Problem
from waypost.records.base import Record, Titled, context_of, no_front_matter
from waypost.settings import Settings
from waypost.sources import Source

Level = Literal["organisation", "marketing", "channel"]


class GoalFields(Titled):
    """The front matter of a goal. Only a title and a level are asked for."""

    level: Level
    """Whose goal it is: `organisation`, `marketing` or `channel`."""

    parent: Text | None = None
    """The goal that it serves, by the name of that goal's file without `.md`."""

    period: Text | None = None
    """When it is to be reached, in your own words: `2026-H2`, or `2026`."""

    why: Text | None = None
    """Why it is worth the effort, in a sentence or two."""

    lang: LanguageCode | None = None
    """Its language, if that is not the journal's."""

    extra: Drawer = None


@dataclass(frozen=True)
class Goal(Record[GoalFields]):
    """What is to be reached; entries, phases, decisions and other goals name it."""

    @property
    def depth(self) -> int:
        """How far below the highest level it stands."""
        return get_args(Level).index(self.fields.level)


def read_goal(source: Source, settings: Settings) -> tuple[Goal | None, list[Problem]]:
    """The goal that a file holds, or every reason why it holds none."""
    if not source.has_front:
        return None, [no_front_matter(source, "A goal needs `title` and `level`.")]
    fields, problems = read_fields(GoalFields, source, context_of(source, settings))
    return (Goal(source, fields) if fields else None), problems
