"""What `journal.json` holds: the types from which its JSON Schema is made.

Every field is always there; what is not known is null, and what there is none of is an empty list.
Other records are named by their ids.
"""

import datetime as dt
from typing import Literal

from pydantic import ConfigDict, Field

from waypost.exports.data.parts import Cadence, Licence, Part, Site, Vocabulary
from waypost.fields.values import Trend
from waypost.records.decision import AsExpected, Status
from waypost.records.experiment import NextStep, Verdict
from waypost.records.goal import Level
from waypost.records.key_result import Direction, Disclosure, KeyResultKind

VERSION = "1.0"
"""Of the form of the file: the first number changes where a program has to be changed."""

SCHEMA = "journal.schema.json"
"""The file beside it that says what may stand in it."""


class Text(Part):
    """A text, as it was written and as it can be shown anywhere."""

    markdown: str
    html: str


class Record(Part):
    """What everything with a page of its own has.

    `id` never changes, `url` is where it was published, `path` is its file in the folder of the
    Markdown package, `redirect_from` are addresses that it had before.
    """

    id: str
    url: str
    path: str
    title: str
    language: str
    redirect_from: list[str]
    text: Text


class Image(Part):
    """The picture that stands for an entry: its address, and what it shows."""

    url: str
    alt: str | None


class ReadingOf(Part):
    """What an entry says was measured, as far as the key result discloses it."""

    key_result: str
    value: float | Trend


class Entry(Record):
    """An entry. `week` is the one that it tells about, `published` when it became public."""

    week: str
    date: dt.date
    published: dt.datetime
    updated: dt.datetime
    changes: str | None
    summary: str | None
    stage: str | None
    barriers: list[str]
    beliefs: list[str]
    tasks: list[str]
    tags: list[str]
    next: list[str]
    thread: str | None
    image: Image | None
    readings: list[ReadingOf]
    goals: list[str]
    phase: str | None
    previous: str | None
    following: str | None
    decisions: list[str]
    experiments_begun: list[str]
    experiments_ended: list[str]
    mentions: list[str]
    mentioned_by: list[str]


class Withdrawn(Part):
    """An entry that was public once; its address stays, and its text is gone."""

    id: str
    url: str
    path: str
    title: str
    language: str


class Deliverable(Part):
    """Something that a phase is to make."""

    what: str
    priority: Literal["must", "should", "could", "won't"]
    due: dt.date | None
    key_result: str | None
    effort: float | None
    done: dt.date | None
    dropped: dt.date | None
    because: str | None


class Phase(Record):
    """A stretch of the journey; without `ends` it goes on."""

    starts: dt.date
    ends: dt.date | None
    guide_point: str | None
    summary: str | None
    deliverables: list[Deliverable]
    goals: list[str]
    entries: list[str]


class Outcome(Part):
    """What became of a decision."""

    date: dt.date
    result: str
    as_expected: AsExpected | None
    learned: str | None


class Decision(Record):
    """A decision. `look_on` is the day of a second look that is still to be taken."""

    date: dt.date
    published: dt.datetime
    updated: dt.datetime
    changes: str | None
    status: Status
    summary: str | None
    options: list[str]
    chosen: str | None
    because: str | None
    expected: str | None
    confidence: int | None
    look_on: dt.date | None
    outcome: Outcome | None
    stage: str | None
    barriers: list[str]
    goals: list[str]
    replaces: list[str]
    replaced_by: list[str]
    experiments: list[str]
    entries: list[str]
    mentioned_by: list[str]


class Criterion(Part):
    """By what an experiment is judged, and what was measured of it."""

    metric: str
    at_least: float | None
    at_most: float | None
    unit: str | None
    result: float | None
    is_met: bool | None


class Experiment(Record):
    """An experiment. What came of it is null until it is over.

    `computed_verdict` is what the results say, where the author judges otherwise.
    """

    hypothesis: str
    starts: dt.date
    ends: dt.date
    criteria: list[Criterion]
    criteria_written: dt.date | None
    updated: dt.datetime | None
    changes: str | None
    summary: str | None
    verdict: Verdict | None
    computed_verdict: Verdict | None
    verdict_because: str | None
    learned: str | None
    next_step: NextStep | None
    effort: float | None
    tests: str | None
    led_to: str | None
    key_result: str | None
    stage: str | None
    barriers: list[str]
    mentioned_by: list[str]


class Goal(Record):
    """A goal; `above` are those that it serves, the nearest first, `below` those that serve it."""

    level: Level
    period: str | None
    why: str | None
    parent: str | None
    above: list[str]
    below: list[str]
    key_results: list[str]
    phases: list[str]
    decisions: list[str]
    experiments: list[str]
    entries: list[str]


class Reading(Part):
    """What was measured in a week, as far as it is disclosed."""

    week: str
    entry: str
    value: float | Trend


class KeyResult(Record):
    """What a goal is measured by, with its readings, oldest first.

    With `disclosure` `indexed` the baseline is 100 and all figures are index numbers; with `trend`
    there are none, and readings say how it moved.
    """

    goal: str
    unit: str
    direction: Direction
    measures: KeyResultKind
    disclosure: Disclosure
    baseline: float | None
    target: float | None
    readings: list[Reading]
    experiments: list[str]
    phases: list[str]


class Page(Record):
    """Any other page of the author's."""

    description: str | None
    tags: list[str]


class Document(Part):
    """All that a journal has published. Entries, decisions and experiments stand oldest first."""

    model_config = ConfigDict(title="A journal made with Waypost")

    schema_: Literal["journal.schema.json"] = Field(alias="$schema")
    version: Literal["1.0"]
    generator: str
    updated: dt.datetime | None
    site: Site
    licence: Licence | None
    cadence: Cadence
    vocabulary: Vocabulary
    entries: list[Entry]
    withdrawn: list[Withdrawn]
    phases: list[Phase]
    decisions: list[Decision]
    experiments: list[Experiment]
    goals: list[Goal]
    key_results: list[KeyResult]
    pages: list[Page]
