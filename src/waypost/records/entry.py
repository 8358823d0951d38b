"""An entry: a week of the journal."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, ConfigDict, ValidationInfo, field_validator, model_validator

from waypost.fields import mistake, read_fields
from waypost.fields.values import (
    Day,
    Drawer,
    Id,
    LanguageCode,
    Moment,
    OldAddresses,
    Reading,
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
from waypost.records.base import Record, Titled, context_of, no_front_matter
from waypost.settings import Settings
from waypost.sources import Source
from waypost.weeks import Week

Status = Literal["draft", "published", "withdrawn"]

_WEEK_IN_NAME = re.compile(r"(\d{4})-?w(\d{2})", re.IGNORECASE)
_DATE_IN_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")


class EntryFields(Titled):
    """The front matter of an entry. Only a title and a date or a week are asked for."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["date"]}, {"required": ["week"]}]}
    )

    title: Text
    """What the entry is called. It is text: `*stars*` in it stay stars. You may change it later,
    and nobody gets the entry twice."""

    date: Day | None = None
    """The day on which it appears. An entry dated later than today is in the preview only. Either
    this or `week` is **needed**."""

    week: WeekField | None = None
    """The week that it tells about. Without a `date` the entry is public from the Monday of that
    week."""

    id: Id | None = None
    """Who the entry is, for ever. Without one it is the id of its week, which is fine as long as a
    week has one entry. Never change it once the entry is public, or your readers get the entry a
    second time."""

    summary: Text | None = None
    """One or two sentences: what happened, not a teaser. It stands above the text, in the lists,
    and in the feeds."""

    stage: Annotated[str, BeforeValidator(known("stage"))] | None = None
    """Where on the way it stands: `define`."""

    barriers: Annotated[
        tuple[Annotated[str, BeforeValidator(known("barrier"))], ...], BeforeValidator(listed)
    ] = ()
    """What stood in the way: `[mandate, systems]`. None is fine."""

    beliefs: Annotated[
        tuple[Annotated[str, BeforeValidator(known("belief"))], ...], BeforeValidator(listed)
    ] = ()
    """Which belief about marketing was met: `[service-function]`. It stands below the title, and in
    the list of tags."""

    tasks: Annotated[
        tuple[Annotated[str, BeforeValidator(known("task"))], ...], BeforeValidator(listed)
    ] = ()
    """Which task of marketing this was: `[show-impact]`. It stands below the title, and in the list
    of tags."""

    goals: Words = ()
    """The goals that it serves, by the names of their files without `.md`. It stands on the pages
    of these goals."""

    readings: dict[str, Reading] = {}
    """Measurements of this week, by key result: `{qualified-leads: 14}`, or `{renewals: up}` where
    the key result discloses only the trend. The name is that of a file in `docs/key-results/`,
    without `.md`. `waypost reading` writes them for you, and keeps inside what must stay inside."""

    next: Sentences = ()
    """What you intend to do. It stands at the end of the entry."""

    tags: Words = ()
    """Words of your own: `[newsletter, trade fair]`."""

    status: Status = "published"
    """`draft`: only you see it, in the preview, as with an entry in which nothing is written yet.
    `published`: what it is without this field. `withdrawn`: it was public; its address stays with a
    sentence that says so, and its text is gone."""

    publish_at: Moment | None = None
    """A day with a time from which it is public, in the time zone of the journal."""

    updated: Moment | None = None
    """The day of a correction. Use it together with `changes`; a day to come shows from then on."""

    changes: Text | None = None
    """What was corrected, in one sentence. It stands at the end of the entry, with the day from
    `updated`."""

    lang: LanguageCode | None = None
    """The language of this entry, if it is not that of the journal: its page, its item in feeds and
    lists that show its title say so. Where entries have several, each language has a feed of its
    own."""

    thread: WebAddress | None = None
    """The address of a post on Mastodon in which this entry is discussed:
    `https://mastodon.social/@anna/113456789`. Readers find a link to it below the entry, and can
    have the answers shown there; nothing is loaded before they ask."""

    image: RelativePath | None = None
    """The picture that stands for the entry. It is shown above the text, unless the text shows it
    already."""

    image_alt: Text | None = None
    """What that picture shows, for those who can't see it."""

    redirect_from: OldAddresses = ()
    """Addresses that the entry had before, as a list: the former name of its file,
    `[2026-w36-old.md]`, a path, `[entries/old/]`, or a whole address, also of a former domain,
    `["https://old.example/2024/03/a-post/"]`. At each of them a page leads readers on, once the
    entry is public. A name without a folder is one of the same folder; `/old.md` is one at the top.

    So you may rename a file: put its former name here. Nobody gets the entry twice as long as its
    `id` stays, or, where it has none, its week. Addresses with a `?` or a `#` can't be led on by a
    site of plain files, nor those of feeds and pictures.
    """

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
    def order(self) -> tuple[Week, datetime, str]:
        """Where it stands among others: by the week that it tells about, then as they appeared."""
        return self.week, self.published, self.uri

    @property
    def is_draft(self) -> bool:
        """Whether the author still works on it, or has not begun to write."""
        return self.fields.status == "draft" or self.is_unwritten

    @property
    def is_unwritten(self) -> bool:
        """Whether there is nothing in it to read yet, as when a command has just made it."""
        fields = self.fields
        shows = fields.status == "withdrawn" or fields.summary or fields.image
        return not shows and not self.source.body.strip()

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


def read_entry(source: Source, settings: Settings) -> tuple[Entry | None, list[Problem]]:
    """The entry that a file holds, or every reason why it holds none."""
    if not source.has_front:
        return None, [no_front_matter(source, _time_cure(source.uri))]
    fields, problems = read_fields(EntryFields, source, context_of(source, settings))
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
