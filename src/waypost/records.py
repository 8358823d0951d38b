"""The typed front matter of the author's files: entries and phases."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, ValidationInfo, field_validator, model_validator

from waypost.fields import Fields, mistake, read_fields
from waypost.fields.values import (
    Day,
    Drawer,
    Id,
    LanguageCode,
    Moment,
    RelativePath,
    Sentences,
    Text,
    WebAddress,
    WeekField,
    Words,
    known,
    listed,
    midnight,
)
from waypost.permalinks import week_id
from waypost.problems import Problem
from waypost.settings import Settings
from waypost.sources import Source
from waypost.vocabulary import KINDS
from waypost.weeks import Week

ENTRIES, PHASES = "entries", "phases"
"""The folders whose files are records, and which say of what kind."""

Status = Literal["draft", "published", "withdrawn"]

_WEEK_IN_NAME = re.compile(r"(\d{4})-?w(\d{2})", re.IGNORECASE)
_DATE_IN_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")


class Titled(Fields):
    """What every record has."""

    title: Text


class SearchFields(Fields):
    """Whether and how much a page counts in search."""

    exclude: bool = False
    boost: float | None = None


class EntryFields(Titled):
    """The front matter of an entry. Only a title and a date or a week are asked for."""

    date: Day | None = None
    week: WeekField | None = None
    id: Id | None = None
    summary: Text | None = None
    stage: Annotated[str, BeforeValidator(known("stage"))] | None = None
    barriers: Annotated[
        tuple[Annotated[str, BeforeValidator(known("barrier"))], ...], BeforeValidator(listed)
    ] = ()
    beliefs: Annotated[
        tuple[Annotated[str, BeforeValidator(known("belief"))], ...], BeforeValidator(listed)
    ] = ()
    tasks: Annotated[
        tuple[Annotated[str, BeforeValidator(known("task"))], ...], BeforeValidator(listed)
    ] = ()
    goals: Words = ()
    readings: dict[str, float] = {}
    next: Sentences = ()
    tags: Words = ()
    status: Status = "published"
    publish_at: Moment | None = None
    updated: Moment | None = None
    changes: Text | None = None
    lang: LanguageCode | None = None
    thread: WebAddress | None = None
    image: RelativePath | None = None
    image_alt: Text | None = None
    redirect_from: Words = ()
    extra: Drawer = None

    @model_validator(mode="after")
    def _has_a_time(self, info: ValidationInfo) -> Self:
        if self.date is None and self.week is None:
            raise mistake(
                "An entry needs a date or a week.",
                _time_cure(info.context["uri"] if info.context else ""),
            )
        return self

    @field_validator("week", mode="after")
    @classmethod
    def _has_begun(cls, week: Week | None, info: ValidationInfo) -> Week | None:
        day: date | None = info.data.get("date")
        if week and day and day < week.monday:
            what = "The entry is dated before the week that it tells about."
            cure = f"Change `date`, which lies in {Week.of(day)}, or take it out."
            raise mistake(what, cure)
        return week


class PageFields(Fields):
    """The front matter of any other page of the author's: what the theme can do with it."""

    title: Text | None = None
    description: Text | None = None
    hide: Words = ()
    tags: Words = ()
    search: SearchFields | None = None
    extra: Drawer = None


class PhaseFields(Titled):
    """The front matter of a phase; without `ends` it goes on."""

    starts: Day
    ends: Day | None = None
    guide_point: Text | None = None
    summary: Text | None = None
    goals: Words = ()
    extra: Drawer = None

    @field_validator("ends", mode="after")
    @classmethod
    def _is_in_order(cls, ends: date | None, info: ValidationInfo) -> date | None:
        starts = info.data.get("starts")
        if ends and starts and ends < starts:
            raise mistake("This phase ends before it starts.", "Exchange the two dates.")
        return ends


_OF_ENTRIES = frozenset(EntryFields.model_fields)


TitledFields = TypeVar("TitledFields", bound=Titled)


@dataclass(frozen=True)
class Record(Generic[TitledFields]):
    """A file of the author's whose folder says its kind."""

    source: Source
    fields: TitledFields

    @property
    def uri(self) -> str:
        """Its source file, relative to the folder of the pages."""
        return self.source.uri

    @property
    def title(self) -> str:
        """Its title, as plain text."""
        return self.fields.title


@dataclass(frozen=True)
class Entry(Record[EntryFields]):
    """One entry of the journal.

    `week` is the one that it tells about; `published` the moment from which it is public, in the
    journal's zone: the first one of `date`, or of the week's Monday, but not before `publish_at`.
    `updated` is when its content last changed, and never the clock.
    """

    id: str
    week: Week
    published: datetime
    updated: datetime

    @property
    def date(self) -> date:
        """The day from which it is public."""
        return self.published.date()

    @property
    def is_draft(self) -> bool:
        """Whether the author still works on it."""
        return self.fields.status == "draft"

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was public, and its text no longer is."""
        return self.fields.status == "withdrawn"

    @property
    def is_corrected(self) -> bool:
        """Whether its content was changed after it became public."""
        return self.updated > self.published

    def is_due(self, now: datetime) -> bool:
        """Whether its time has come."""
        return self.published <= now


@dataclass(frozen=True)
class Phase(Record[PhaseFields]):
    """A stretch of time with a page of its own; `starts` and `ends` are both within it."""

    def touches(self, week: Week) -> bool:
        """Whether any day of a week lies in it."""
        ends = self.fields.ends
        return self.fields.starts <= week.sunday and (ends is None or ends >= week.monday)


def folder_of(uri: str) -> str | None:
    """The folder that makes a file a record; `entries/index.md` is a page about the entries."""
    folder, _, name = uri.partition("/")
    return folder if folder in (ENTRIES, PHASES) and name != "index.md" else None


def read_entry(source: Source, settings: Settings) -> tuple[Entry | None, list[Problem]]:
    """The entry that a file holds, or every reason why it holds none."""
    if not source.has_front:
        return None, [_no_front_matter(source, _time_cure(source.uri))]
    fields, problems = read_fields(EntryFields, source, _context(source, settings))
    if fields is None:
        return None, problems
    zone = settings.timezone
    week = fields.week or Week.of(_day(fields))
    published = midnight(_day(fields), zone)
    if fields.publish_at:
        published = max(published, fields.publish_at.astimezone(zone))
    updated = max(published, fields.updated.astimezone(zone)) if fields.updated else published
    identity = fields.id or week_id(settings.authority, week)
    return Entry(source, fields, identity, week, published, updated), problems


def read_phase(source: Source, settings: Settings) -> tuple[Phase | None, list[Problem]]:
    """The phase that a file holds, or every reason why it holds none."""
    if not source.has_front:
        return None, [_no_front_matter(source, "A phase needs `title` and `starts`.")]
    fields, problems = read_fields(PhaseFields, source, _context(source, settings))
    return (Phase(source, fields) if fields else None), problems


def read_page(source: Source) -> tuple[PageFields | None, list[Problem]]:
    """What any other page says of itself."""
    misplaced = [
        name for name in source.front if name not in PageFields.model_fields and name in _OF_ENTRIES
    ]
    if misplaced:
        what = "This is a field of entries, and this page is none."
        cure = "Move the file into docs/entries/, or take the field out."
        return None, [source.problem((name,), what, cure) for name in misplaced]
    return read_fields(PageFields, source, {})


def _context(source: Source, settings: Settings) -> dict[str, Any]:
    zone: ZoneInfo = settings.timezone
    vocabulary = {kind: settings.terms(kind) for kind in KINDS}
    return {"vocabulary": vocabulary, "zone": zone, "uri": source.uri}


def _day(fields: EntryFields) -> date:
    if fields.date:
        return fields.date
    assert fields.week is not None, "the record holds a date or a week"
    return fields.week.monday


def _time_cure(uri: str) -> str:
    """The line to add, read from the file's name where that tells."""
    name = uri.rpartition("/")[2]
    if match := _DATE_IN_NAME.search(name):
        return f"Add a line `date: {match[0]}`."
    if match := _WEEK_IN_NAME.search(name):
        return f"Add a line `week: {match[1]}-W{match[2]}`."
    return "Add a line such as `week: 2026-W36`."


def _no_front_matter(source: Source, cure: str) -> Problem:
    what = "This file does not begin with its fields."
    return Problem(
        source.path, 1, "", what, f"Put them at the top, between two lines of ---. {cure}".strip()
    )
