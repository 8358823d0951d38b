"""A deliverable: something that a phase is to make, and what it is for."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from waypost.fields import Fields, mistake
from waypost.fields.forms import Form
from waypost.fields.values import Day, Days, Text
from waypost.problems import did_you_mean
from waypost.sources import Value

PRIORITIES = ("must", "should", "could", "won't")
"""The priorities of MoSCoW (DSDM Agile Project Framework), the highest first."""


def _priority(value: Value) -> str:
    if not isinstance(value, str):
        raise mistake("One word belongs here.", f"Choose one of: {', '.join(PRIORITIES)}.")
    text = value.strip().casefold().replace("’", "'")
    text = "won't" if text == "wont" else text
    if text not in PRIORITIES:
        raise mistake(f"'{value}' is not a priority.", did_you_mean(text, PRIORITIES))
    return text


Priority = Annotated[
    Literal["must", "should", "could", "won't"],
    BeforeValidator(_priority),
    Form("one of: `must`, `should`, `could`, `won't`", "", {"enum": list(PRIORITIES)}),
]


class Deliverable(Fields):
    """Something that a phase is to make."""

    what: Text
    """What it is, in a few words."""

    priority: Priority = "should"
    """How much the phase needs it: `must`, `should`, `could`, or `won't`, which is left out on
    purpose this time. It is `should` without this."""

    due: Day | None = None
    """The day by which it is to be there."""

    key_result: Text | None = None
    """The key result that it serves, by the name of its file without `.md`."""

    effort: Days | None = None
    """How many days of work it took, or is thought to take."""

    done: Day | None = None
    """The day on which it was done."""

    dropped: Day | None = None
    """The day on which it was given up; say why in `because`. It stays in the list."""

    because: Annotated[Text | None, Field(validate_default=True)] = None
    """Why it was dropped, in a sentence."""

    @field_validator("dropped", mode="after")
    @classmethod
    def _is_one_of_the_two(cls, dropped: date | None, info: ValidationInfo) -> date | None:
        if dropped and info.data.get("done"):
            what = "Something can't be both done and dropped."
            raise mistake(what, "Take one of the two lines out.")
        return dropped

    @field_validator("because", mode="after")
    @classmethod
    def _has_a_reason(cls, because: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("dropped") and because is None:
            what = "Nobody will know later why this was dropped."
            raise mistake(what, "Add a line `because: …` with the reason.")
        return because

    @property
    def is_left_out(self) -> bool:
        """Whether it is left out on purpose this time."""
        return self.priority == PRIORITIES[-1]

    def is_done(self, now: datetime) -> bool:
        """Whether it is there."""
        return self.done is not None and self.done <= now.date()

    def is_dropped(self, now: datetime) -> bool:
        """Whether it was given up."""
        return self.dropped is not None and self.dropped <= now.date()
