"""An experiment: what was thought, by what it would be judged, and what came out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from waypost.fields import Fields, mistake, read_fields
from waypost.fields.values import Day, Drawer, Id, LanguageCode, Moment, Text, midnight
from waypost.permalinks import file_id
from waypost.problems import Problem
from waypost.records.base import Record, Titled, context_of, no_front_matter
from waypost.settings import Settings
from waypost.sources import Source

Verdict = Literal["met", "not met", "inconclusive", "stopped early"]
NextStep = Literal["scale", "change", "stop", "test again"]


class Criterion(Fields):
    """By what an experiment is judged, written before it starts."""

    metric: Text
    at_least: float | None = None
    at_most: float | None = None
    unit: Text | None = None


class ExperimentFields(Titled):
    """The front matter of an experiment."""

    hypothesis: Text
    starts: Day
    ends: Day
    criteria: tuple[Criterion, ...]
    id: Id | None = None
    summary: Text | None = None
    results: dict[str, float] = {}
    verdict: Verdict | None = None
    learned: Text | None = None
    next_step: NextStep | None = None
    effort: Annotated[float, Field(ge=0)] | None = None
    decision: Text | None = None
    updated: Moment | None = None
    changes: Text | None = None
    lang: LanguageCode | None = None
    extra: Drawer = None

    @field_validator("ends", mode="after")
    @classmethod
    def _is_in_order(cls, ends: date, info: ValidationInfo) -> date:
        starts = info.data.get("starts")
        if starts and ends < starts:
            raise mistake("This experiment ends before it starts.", "Exchange the two dates.")
        return ends


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
    identity = fields.id or file_id(settings.authority, source.uri)
    return Experiment(source, fields, identity, published, updated), problems
