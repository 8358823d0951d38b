"""An experiment: what was thought, by what it would be judged, and what came out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from waypost.fields import Fields, mistake, read_fields
from waypost.fields.values import (
    Day,
    Drawer,
    Id,
    LanguageCode,
    Moment,
    Number,
    OldAddresses,
    Text,
    midnight,
)
from waypost.files import EXPERIMENTS
from waypost.permalinks import day_id
from waypost.problems import Problem, did_you_mean
from waypost.records.base import Record, Titled, context_of, no_front_matter
from waypost.settings import Settings
from waypost.sources import Source, Value

Verdict = Literal["met", "not met", "inconclusive", "stopped early"]
NextStep = Literal["scale", "change", "stop", "test again"]


class Criterion(Fields):
    """By what an experiment is judged, written before it starts."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["at_least"]}, {"required": ["at_most"]}]}
    )

    metric: Text
    """What is measured: `replies`."""

    at_least: Number | None = None
    """It succeeds with so many, or more. Either this or `at_most` is **needed**."""

    at_most: Number | None = None
    """It succeeds with so many, or fewer."""

    unit: Text | None = None
    """What is counted: `per cent`, `of 50`."""

    @model_validator(mode="after")
    def _judges(self) -> Self:
        if self.at_least is None and self.at_most is None:
            what = "This criterion judges nothing yet."
            raise mistake(what, "Add a line `at_least: …` or `at_most: …` with a number.")
        return self


def _criteria(value: Value) -> Value:
    if not isinstance(value, list) or not value:
        what = "Criteria are a list, each with a hyphen before it."
        raise mistake(what, "Write `- metric: replies`, and below it, indented, `at_least: 40`.")
    return value


class ExperimentFields(Titled):
    """The front matter of an experiment."""

    title: Text
    """What is tried, in a few words."""

    hypothesis: Text
    """What you think will happen, in one sentence."""

    starts: Day
    """Its first day."""

    ends: Day
    """Its last day."""

    criteria: Annotated[tuple[Criterion, ...], BeforeValidator(_criteria)] = Field(
        json_schema_extra={"minItems": 1}
    )
    """By what it is judged. Write it before it starts."""

    id: Id | None = None
    """Who the experiment is, for ever. Without one it is the id of its first day, which is fine as
    long as a day has one."""

    summary: Text | None = None
    """One or two sentences, for lists and feeds."""

    results: dict[Text, Number] = {}
    """What was measured, by the names of the metrics: `{replies: 43}`."""

    verdict: Verdict | None = None
    """What came out. With it, those who follow the verdicts get the experiment."""

    learned: Text | None = None
    """What you learned, in a sentence or two."""

    next_step: NextStep | None = None
    """What you make of it."""

    effort: Number | None = None
    """How many days it took. Kept for views that are still to come."""

    decision: Text | None = None
    """The id of the decision that followed. Kept for the decision log, which is still to come."""

    updated: Moment | None = None
    """The day of a correction. Use it together with `changes`; a day to come shows from then on."""

    changes: Text | None = None
    """What was corrected, in one sentence."""

    lang: LanguageCode | None = None
    """Its language, if that is not the journal's."""

    redirect_from: OldAddresses = ()
    """Addresses that the experiment had before, as in an entry."""

    extra: Drawer = None

    @field_validator("ends", mode="after")
    @classmethod
    def _is_in_order(cls, ends: date, info: ValidationInfo) -> date:
        starts = info.data.get("starts")
        if starts and ends < starts:
            raise mistake("This experiment ends before it starts.", "Exchange the two dates.")
        return ends

    @field_validator("results", mode="after")
    @classmethod
    def _is_of_a_criterion(
        cls, results: dict[str, float], info: ValidationInfo
    ) -> dict[str, float]:
        metrics = [each.metric for each in info.data.get("criteria", ())]
        for name in results if metrics else ():
            if name not in metrics:
                what = f"No criterion has the metric '{name}'."
                raise mistake(what, did_you_mean(name, metrics))
        return results


@dataclass(frozen=True)
class Experiment(Record[ExperimentFields]):
    """An experiment; its verdict is public from the day after its last."""

    id: str
    published: datetime
    updated: datetime

    def has_verdict(self, now: datetime) -> bool:
        """Whether it is over, and somebody has said what came out."""
        return self.fields.verdict is not None and self.published <= now


def read_experiment(source: Source, settings: Settings) -> tuple[Experiment | None, list[Problem]]:
    """The experiment that a file holds, or every reason why it holds none."""
    if not source.has_front:
        cure = "An experiment needs `title`, `hypothesis`, `starts`, `ends` and `criteria`."
        return None, [no_front_matter(source, cure)]
    fields, problems = read_fields(ExperimentFields, source, context_of(source, settings))
    if fields is None:
        return None, problems
    zone = settings.timezone
    published = midnight(fields.ends + timedelta(days=1), zone)
    updated = max(published, fields.updated.astimezone(zone)) if fields.updated else published
    identity = fields.id or day_id(settings.authority, EXPERIMENTS, fields.starts)
    return Experiment(source, fields, identity, published, updated), problems
