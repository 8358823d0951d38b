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
    """The day on which you looked at it again."""

    result: Text
    """What came of it."""

    learned: Text | None = None
    """What you learned, in a sentence or two."""


class DecisionFields(Titled):
    """The front matter of a decision. Only a title and a date are asked for."""

    title: Text
    """What was decided, in a few words."""

    date: Day
    """The day. A decision dated later than today is in the preview only."""

    id: Id | None = None
    """Who the decision is, for ever. Without one it is the id of its day, which is fine as long as
    a day has one decision."""

    status: DecisionStatus = "proposed"
    """`proposed` is what it is without this field; `deprecated` is no longer followed, `superseded`
    was replaced by another."""

    summary: Text | None = None
    """One or two sentences, for lists and feeds."""

    options: Sentences = ()
    """What could have been chosen."""

    chosen: Text | None = None
    """What was chosen."""

    because: Text | None = None
    """Why it was chosen, in a sentence or two."""

    expected: Text | None = None
    """What you expect of it."""

    confidence: Annotated[int, Field(ge=1, le=100)] | None = None
    """How sure you are that it comes so, in per cent: `70`."""

    revisit_on: Day | None = None
    """The day on which you will look at it again."""

    supersedes: Words = ()
    """Ids of decisions that this one replaces. Kept for the decision log, which is still to
    come."""

    outcome: Outcome | None = None
    """What became of it. Readers see it from its `date` on."""

    stage: Annotated[str, BeforeValidator(known("stage"))] | None = None
    """Where on the way it was made. Kept for views that are still to come, as are `barriers` and
    `goals`."""

    barriers: Annotated[
        tuple[Annotated[str, BeforeValidator(known("barrier"))], ...], BeforeValidator(listed)
    ] = ()
    """What it is meant to open."""

    goals: Words = ()
    """The goals that it serves, as in an entry."""

    updated: Moment | None = None
    """The day of a correction. Use it together with `changes`; a day to come shows from then on."""

    changes: Text | None = None
    """What was corrected, in one sentence."""

    lang: LanguageCode | None = None
    """Its language, if that is not the journal's."""

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
