"""A phase: a stretch of the journey."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, ValidationInfo, field_validator

from waypost.fields import mistake, read_fields
from waypost.fields.values import Day, Drawer, OldAddresses, Text, Words
from waypost.problems import Problem
from waypost.records.base import Record, Titled, context_of, no_front_matter
from waypost.records.deliverable import Deliverable
from waypost.settings import Settings
from waypost.sources import Source, Value
from waypost.weeks import Week


def _deliverables(value: Value) -> Value:
    if not isinstance(value, list):
        what = "Deliverables are a list, each with a hyphen before it."
        cure = "Write `- what: one list for all enquiries`, and below it, indented, `due: …`."
        raise mistake(what, cure)
    return value


class PhaseFields(Titled):
    """The front matter of a phase; without `ends` it goes on."""

    title: Text
    """What the phase is called."""

    starts: Day
    """Its first day."""

    ends: Day | None = None
    """Its last day. Without it the phase goes on."""

    guide_point: Text | None = None
    """One sentence: what success looks like by its end."""

    summary: Text | None = None
    """One or two sentences about it."""

    goals: Words = ()
    """The goals that it serves, as in an entry."""

    deliverables: Annotated[tuple[Deliverable, ...], BeforeValidator(_deliverables)] = ()
    """What the phase is to make: its blueprint. Each is an item with a hyphen before it."""

    redirect_from: OldAddresses = ()
    """Addresses that the phase had before, as in an entry. Its feeds can't be led on: readers who
    follow them keep what they have, and get nothing more.
    """

    extra: Drawer = None

    @field_validator("ends", mode="after")
    @classmethod
    def _is_in_order(cls, ends: date | None, info: ValidationInfo) -> date | None:
        starts = info.data.get("starts")
        if ends and starts and ends < starts:
            raise mistake("This phase ends before it starts.", "Exchange the two dates.")
        return ends


@dataclass(frozen=True)
class Phase(Record[PhaseFields]):
    """A stretch of time with a page of its own; `starts` and `ends` are both within it."""

    def touches(self, week: Week) -> bool:
        """Whether any day of a week lies in it."""
        ends = self.fields.ends
        return self.fields.starts <= week.sunday and (ends is None or ends >= week.monday)


def read_phase(source: Source, settings: Settings) -> tuple[Phase | None, list[Problem]]:
    """The phase that a file holds, or every reason why it holds none."""
    if not source.has_front:
        return None, [no_front_matter(source, "A phase needs `title` and `starts`.")]
    fields, problems = read_fields(PhaseFields, source, context_of(source, settings))
    return (Phase(source, fields) if fields else None), problems
