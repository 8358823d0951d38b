"""A decision: what was chosen, why, and what was expected of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from waypost.fields import Fields, read_fields
from waypost.fields.values import (
    Day,
    Drawer,
    Id,
    LanguageCode,
    Moment,
    OldAddresses,
    Sentences,
    Text,
    Words,
    known,
    listed,
    midnight,
)
from waypost.files import DECISIONS
from waypost.permalinks import day_id
from waypost.problems import Problem
from waypost.records.base import Record, Titled, context_of, no_front_matter
from waypost.settings import Settings
from waypost.sources import Source

DecisionStatus = Literal["proposed", "accepted", "rejected", "deprecated", "superseded"]


class Outcome(Fields):
    """What became of a decision, seen later."""

    date: Day
    result: Text
    learned: Text | None = None


class DecisionFields(Titled):
    """The front matter of a decision. Only a title and a date are asked for."""

    date: Day
    id: Id | None = None
    status: DecisionStatus = "proposed"
    summary: Text | None = None
    options: Sentences = ()
    chosen: Text | None = None
    because: Text | None = None
    expected: Text | None = None
    confidence: Annotated[int, Field(ge=1, le=100)] | None = None
    revisit_on: Day | None = None
    supersedes: Words = ()
    outcome: Outcome | None = None
    stage: Annotated[str, BeforeValidator(known("stage"))] | None = None
    barriers: Annotated[
        tuple[Annotated[str, BeforeValidator(known("barrier"))], ...], BeforeValidator(listed)
    ] = ()
    goals: Words = ()
    updated: Moment | None = None
    changes: Text | None = None
    lang: LanguageCode | None = None
    redirect_from: OldAddresses = ()
    """Addresses that the decision had before, as in an entry."""
    extra: Drawer = None


@dataclass(frozen=True)
class Decision(Record[DecisionFields]):
    """A decision, public from the first moment of its day; `updated` is its last correction."""

    id: str
    published: datetime
    updated: datetime

    @property
    def date(self) -> date:
        """The day on which it was made."""
        return self.fields.date


def read_decision(source: Source, settings: Settings) -> tuple[Decision | None, list[Problem]]:
    """The decision that a file holds, or every reason why it holds none."""
    if not source.has_front:
        return None, [no_front_matter(source, "A decision needs `title` and `date`.")]
    fields, problems = read_fields(DecisionFields, source, context_of(source, settings))
    if fields is None:
        return None, problems
    published = midnight(fields.date, settings.timezone)
    zone = settings.timezone
    updated = max(published, fields.updated.astimezone(zone)) if fields.updated else published
    identity = fields.id or day_id(settings.authority, DECISIONS, fields.date)
    return Decision(source, fields, identity, published, updated), problems
