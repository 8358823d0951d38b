"""A decision: what was chosen, why, and what was expected of it.

The statuses are those of MADR (Markdown Any Decision Records 4, field `status`).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from waypost.fields import Fields, mistake, read_fields
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

Status = Literal["proposed", "accepted", "rejected", "deprecated", "superseded"]
AsExpected = Literal["yes", "partly", "no"]

SECOND_LOOK = timedelta(days=90)
"""After so long an accepted decision is looked at again, unless it says when."""


class Outcome(Fields):
    """What became of a decision, seen later."""

    date: Day
    """The day on which you looked at it again."""

    result: Text
    """What came of it."""

    as_expected: AsExpected | None = None
    """Whether it came as you had expected: `yes`, `partly` or `no`. Where a decision also says how
    sure you were, it counts in the table of how well you judge."""

    learned: Text | None = None
    """What you learned, in a sentence or two."""


class DecisionFields(Titled):
    """The front matter of a decision. Only a title and a date are asked for."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"status": {"const": "accepted"}}, "required": ["status"]},
            "then": {"required": ["expected"]},
        }
    )

    title: Text
    """What was decided, in a few words."""

    date: Day
    """The day. A decision dated later than today is in the preview only."""

    id: Id | None = None
    """Who the decision is, for ever. Without one it is the id of its day, which is fine as long as
    a day has one decision."""

    status: Status = "proposed"
    """`proposed` is what it is without this field; `deprecated` is no longer followed, `superseded`
    was replaced by another, which names it in `supersedes`."""

    summary: Text | None = None
    """One or two sentences, for lists and feeds."""

    options: Sentences = ()
    """What could have been chosen."""

    chosen: Text | None = None
    """What was chosen."""

    because: Text | None = None
    """Why it was chosen, in a sentence or two."""

    expected: Annotated[Text | None, Field(validate_default=True)] = None
    """What you expect of it. Needed once the decision is `accepted`: later you will compare it with
    what came."""

    confidence: Annotated[int, Field(ge=1, le=100)] | None = None
    """How sure you are that it comes so, in per cent: `70`."""

    revisit_on: Day | None = None
    """The day on which you will look at it again. An accepted decision without one comes up 90 days
    after its `date`."""

    supersedes: Words = ()
    """Decisions that this one replaces, by the names of their files without `.md`, or by their
    ids. Once this one is accepted, they are told as replaced, whatever stands in them."""

    outcome: Outcome | None = None
    """What became of it. Readers see it from its `date` on."""

    stage: Annotated[str, BeforeValidator(known("stage"))] | None = None
    """Where on the way it was made. It stands on the page of that stage, and in the decision
    log."""

    barriers: Annotated[
        tuple[Annotated[str, BeforeValidator(known("barrier"))], ...], BeforeValidator(listed)
    ] = ()
    """What it is meant to open. It stands on the pages of these barriers."""

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

    @field_validator("expected", mode="after")
    @classmethod
    def _is_said(cls, expected: str | None, info: ValidationInfo) -> str | None:
        if expected is None and info.data.get("status") == "accepted":
            what = "An accepted decision says what you expect of it, so that you can compare later."
            raise mistake(what, "Add a line `expected: …`, or write `status: proposed`.")
        return expected

    @field_validator("outcome", mode="after")
    @classmethod
    def _comes_later(cls, outcome: Outcome | None, info: ValidationInfo) -> Outcome | None:
        day = info.data.get("date")
        if outcome and day and outcome.date < day:
            what = "The outcome is dated before the decision."
            raise mistake(what, "Correct one of the two dates.")
        return outcome


@dataclass(frozen=True)
class Decision(Record[DecisionFields]):
    """A decision, public from the first moment of its day; `updated` is its last correction."""

    id: str
    published: datetime
    updated: datetime

    @property
    def revisit_on(self) -> date | None:
        """The day of a second look; an accepted decision has one, whether it says so or not."""
        if self.fields.revisit_on or self.fields.status != "accepted":
            return self.fields.revisit_on
        return self.date + SECOND_LOOK

    @property
    def is_unwritten(self) -> bool:
        """Whether there is nothing in it to read yet, as when a command has just made it."""
        fields = self.fields
        said = (fields.summary, fields.options, fields.chosen, fields.because, fields.expected)
        return not (any(said) or fields.outcome or self.source.body.strip())

    def outcome(self, now: datetime) -> Outcome | None:
        """What became of it, from the day on which that was seen."""
        found = self.fields.outcome
        return found if found and found.date <= now.date() else None

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
