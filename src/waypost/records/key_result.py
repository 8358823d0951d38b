"""A key result: by what one can tell that a goal is reached."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from waypost.fields import mistake, read_fields
from waypost.fields.values import Drawer, Number, Text
from waypost.problems import Problem
from waypost.records.base import Record, Titled, context_of, no_front_matter
from waypost.settings import Settings
from waypost.sources import Source

Direction = Literal["up", "down"]
KeyResultKind = Literal["outcome", "output"]
Disclosure = Literal["absolute", "indexed", "trend"]

# Looked at also where it is absent: whether it may be depends on `disclosure`, which stands before.
_Figure = Annotated[Number | None, Field(validate_default=True)]

INDEXED_FROM = 100
"""The baseline of an index."""

# How many times the larger of baseline and target an index may be, before it is taken for a figure
# that should have stayed inside.
_FARTHEST = 5

_NO_FIGURE = "With `disclosure: indexed` the baseline is 100, whatever was measured."


class KeyResultFields(Titled):
    """The front matter of a key result. Figures stand in it only if they may be public."""

    goal: Text
    """The goal that it measures, by the name of that goal's file without `.md`."""

    unit: Text
    """What is counted or measured: `qualified leads a month`."""

    direction: Direction
    """Where it is to go: `up` or `down`."""

    kind: KeyResultKind = "outcome"
    """An `outcome` is what changes, an `output` what you make; it is an outcome without this."""

    disclosure: Disclosure = "trend"
    """How much readers learn: with `trend`, which it is without this field, no figures at all; with
    `indexed`, index numbers whose baseline is 100; with `absolute`, the figures as they are.
    """

    baseline: _Figure = None
    """What it was at the beginning. Needed with `absolute`, and with `indexed`, where it is 100."""

    target: _Figure = None
    """What it is to be at the end. Needed with `absolute` and with `indexed`."""

    extra: Drawer = None

    @field_validator("baseline", "target", mode="after")
    @classmethod
    def _is_disclosed(cls, figure: float | None, info: ValidationInfo) -> float | None:
        disclosure = info.data.get("disclosure")
        if disclosure == "trend" and figure is not None:
            what = "A figure can stand here only if `disclosure` says that it may be public."
            raise mistake(what, "Write `disclosure: absolute` if it may, or take the figure out.")
        if disclosure == "indexed" and figure is None and info.field_name == "baseline":
            raise mistake(_NO_FIGURE, "Write `baseline: 100`. The figure itself stays with you.")
        if disclosure in ("absolute", "indexed") and figure is None:
            raise mistake("This field is missing.", f"Add a line `{info.field_name}: …`.")
        return figure

    @field_validator("baseline", mode="after")
    @classmethod
    def _is_the_index(cls, baseline: float | None, info: ValidationInfo) -> float | None:
        if info.data.get("disclosure") == "indexed" and baseline != INDEXED_FROM:
            cure = "Write `baseline: 100`, and a target counted from there: 150 is half as much"
            raise mistake(_NO_FIGURE, f"{cure} again.")
        return baseline

    @field_validator("target", mode="after")
    @classmethod
    def _lies_ahead(cls, target: float | None, info: ValidationInfo) -> float | None:
        baseline, direction = info.data.get("baseline"), info.data.get("direction")
        if target is None or baseline is None:
            return target
        if direction == "up" and target < baseline:
            what = "The target lies below the baseline, and the direction is up."
            raise mistake(what, "Correct one of the three.")
        if direction == "down" and target > baseline:
            what = "The target lies above the baseline, and the direction is down."
            raise mistake(what, "Correct one of the three.")
        return target


@dataclass(frozen=True)
class KeyResult(Record[KeyResultFields]):
    """What a goal is measured by; entries name it in their readings."""

    def misfit(self, reading: float | str) -> tuple[str, str] | None:
        """What is wrong with a reading by what may be disclosed, and how to mend it."""
        fields = self.fields
        if fields.disclosure == "trend":
            if isinstance(reading, str):
                return None
            what = f"Of '{self.name}' readers learn only how it moves, so no figure may stand here."
            return what, "Write up, level or down."
        if isinstance(reading, str):
            return f"'{reading}' is not a figure.", f"Write one: `{self.name}: …`."
        limit = _FARTHEST * max(INDEXED_FROM, fields.target or 0)
        if fields.disclosure == "indexed" and not 0 <= reading <= limit:
            what = f"The figures of '{self.name}' are index numbers from 100 on, and this is none."
            return what, "Write the index: the figure, divided by that of the beginning, times 100."
        return None


def read_key_result(source: Source, settings: Settings) -> tuple[KeyResult | None, list[Problem]]:
    """The key result that a file holds, or every reason why it holds none."""
    if not source.has_front:
        cure = "A key result needs `title`, `goal`, `unit` and `direction`."
        return None, [no_front_matter(source, cure)]
    fields, problems = read_fields(KeyResultFields, source, context_of(source, settings))
    return (KeyResult(source, fields) if fields else None), problems
