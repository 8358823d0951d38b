"""An experiment: what was thought, by what it would be judged, and what came out.

What is written before it starts is a test card, what is written after it a learning card (Bland and
Osterwalder, Testing Business Ideas, 2019): we believe, to verify that, and measure; we observed,
and from that we learned.
"""

from collections.abc import Mapping, Sequence
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
    Days,
    Drawer,
    Id,
    LanguageCode,
    Moment,
    Number,
    OldAddresses,
    Text,
    known,
    listed,
    midnight,
)
from waypost.files import EXPERIMENTS
from waypost.permalinks import day_id
from waypost.problems import Problem, did_you_mean
from waypost.records.base import Record, Titled, context_of, no_front_matter
from waypost.settings import Settings
from waypost.sources import Source, Value

Verdict = Literal["met", "not met", "inconclusive", "stopped early"]
_WITHOUT_FIGURES = ("stopped early", "inconclusive")
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

    def is_met(self, result: float) -> bool:
        """Whether what was measured fulfils it."""
        is_enough = self.at_least is None or result >= self.at_least
        return is_enough and (self.at_most is None or result <= self.at_most)


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

    criteria_written: Day | None = None
    """The day on which you wrote the criteria: not later than `starts`, since whoever sees the
    figures first can make any criterion fit."""

    id: Id | None = None
    """Who the experiment is, for ever. Without one it is the id of its first day, which is fine as
    long as a day has one."""

    summary: Text | None = None
    """One or two sentences, for lists and feeds."""

    results: dict[Text, Number] = {}
    """What was measured, by the names of the metrics: `{replies: 43}`."""

    verdict: Verdict | None = None
    """What came out. Leave it away: it follows from `results`, as `met` if they fulfil all
    criteria, `not met` if they miss one, else `inconclusive`. Write it if the experiment was
    `stopped early`, or if you judge otherwise, with the reason in `verdict_because`. With a
    verdict, those who follow the verdicts get the experiment."""

    verdict_because: Annotated[Text | None, Field(validate_default=True)] = None
    """Why the verdict is another than the results say. Readers see both, and this."""

    learned: Text | None = None
    """What you learned, in a sentence or two."""

    next_step: NextStep | None = None
    """What you make of it."""

    effort: Days | None = None
    """How many days of work it took."""

    decision: Text | None = None
    """The decision that followed, by the name of its file without `.md`, or by its id."""

    key_result: Text | None = None
    """The key result that it was meant to move, by the name of its file without `.md`."""

    stage: Annotated[str, BeforeValidator(known("stage"))] | None = None
    """Where on the way it stands. It is told on the page of that stage."""

    barriers: Annotated[
        tuple[Annotated[str, BeforeValidator(known("barrier"))], ...], BeforeValidator(listed)
    ] = ()
    """What it is meant to open. It is told on the pages of these barriers."""

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

    @field_validator("criteria_written", mode="after")
    @classmethod
    def _is_written_before(cls, day: date | None, info: ValidationInfo) -> date | None:
        starts = info.data.get("starts")
        if day and starts and day > starts:
            what = "The criteria were written after the experiment had started."
            cure = "Correct one of the two dates. If it was so, take this line out and say it in"
            raise mistake(what, f"{cure} the text.")
        return day

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

    @field_validator("verdict_because", mode="after")
    @classmethod
    def _is_overruled(cls, reason: str | None, info: ValidationInfo) -> str | None:
        given = info.data.get("verdict")
        if reason or given is None or "results" not in info.data or "criteria" not in info.data:
            return reason
        computed = judge(info.data["criteria"], info.data["results"])
        if computed == given or (computed is None and given in _WITHOUT_FIGURES):
            return reason
        cure = "Take `verdict` out, or say why in a line `verdict_because: …`."
        if computed:
            what = f"By the results the verdict is '{computed}', and not '{given}'."
        else:
            what = f"Nothing was measured that says '{given}'."
            cure = "Write what came out under `results`, or say why in `verdict_because: …`."
        raise mistake(what, cure, at="verdict")


def judge(criteria: Sequence[Criterion], results: Mapping[str, float]) -> Verdict | None:
    """The verdict that results give by criteria; None as long as nothing was measured.

    One that is missed decides; a criterion without a result leaves open what the others say.
    """
    known_ones = [each for each in criteria if each.metric in results]
    if not known_ones:
        return None
    if not all(each.is_met(results[each.metric]) for each in known_ones):
        return "not met"
    return "met" if len(known_ones) == len(criteria) else "inconclusive"


@dataclass(frozen=True)
class Experiment(Record[ExperimentFields]):
    """An experiment; its verdict is public from the day after its last."""

    id: str
    published: datetime
    updated: datetime

    @property
    def computed(self) -> Verdict | None:
        """The verdict that follows from the results."""
        return judge(self.fields.criteria, self.fields.results)

    @property
    def verdict(self) -> Verdict | None:
        """What came out: as she says, or else as the results do; readers see it when it is over."""
        return self.fields.verdict or self.computed

    @property
    def is_overruled(self) -> bool:
        """Whether she judges otherwise than the results do."""
        return self.computed is not None and self.verdict != self.computed

    def has_verdict(self, now: datetime) -> bool:
        """Whether it is over, and there is a verdict."""
        return self.verdict is not None and self.is_over(now)

    def is_over(self, now: datetime) -> bool:
        """Whether its last day is past."""
        return self.published <= now

    def is_running(self, now: datetime) -> bool:
        """Whether it has begun, and is not over."""
        return self.fields.starts <= now.date() <= self.fields.ends


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
