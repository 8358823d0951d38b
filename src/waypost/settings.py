"""`journal.yml`: the author's vocabulary and her promises."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Annotated, Literal, Self, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from waypost.downloads import Format
from waypost.fields import Fields, mistake, read_fields
from waypost.fields.forms import Form, whole
from waypost.fields.values import Email, Text, WebAddress, WeekField, one_text
from waypost.permalinks import AUTHORITY, is_authority
from waypost.problems import Problem
from waypost.sources import Source, Value, decode, read_yaml
from waypost.vocabulary import Stage, Translations, Vocabulary, in_language, unsound
from waypost.weeks import Week, weeks_between

FILE = "journal.yml"

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: Sequence[Weekday] = get_args(Weekday)
"""The days of a week, Monday first."""


_AUTHORITY = Form(
    "a domain of yours, a comma and a year, `example.org,2026`",
    checks={"type": "string", "pattern": whole(AUTHORITY)},
)
_ZONE = Form(
    "the name of a time zone, `Europe/Copenhagen`",
    checks={"type": "string", "pattern": r"^[A-Z][\w+-]*(/[\w+-]+)*$"},
)


def _zone(value: Value) -> ZoneInfo:
    text = one_text(value)
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        what = f"'{text}' is not a time zone."
        ends = f"/{text}".replace(" ", "_").casefold()
        known = sorted(zone for zone in available_timezones() if zone.casefold().endswith(ends))
        cure = "Name a large city near you, such as Europe/Copenhagen."
        cure = f"Write {known[0]}." if known else cure
        raise mistake(what, cure) from None


def _authority(text: str) -> str:
    if not is_authority(text):
        what = f"'{text}' can't begin an id."
        raise mistake(what, "Write a domain of yours, a comma and a year: example.org,2026.")
    return text


class Author(Fields):
    """Who writes; the address only if she wants it in the feeds."""

    name: Text
    """Your name, as readers see it."""

    email: Email | None = None
    """Where readers may write to you. Then each entry and each item of a feed ends with a way to
    reply. The site keeps the address from programs that collect addresses; in the feeds, where
    readers need it, it can be read."""


class Licence(Fields):
    """What readers may do with the text."""

    name: Text
    """What the licence is called: `CC BY 4.0`."""

    url: WebAddress | None = None
    """Where one can read it."""


class Giscus(Fields):
    """Comments kept as discussions on GitHub, as giscus.app names them."""

    repo: Text
    """The repository on GitHub, as `owner/name`."""

    repo_id: Text
    """Its id, as giscus.app tells it."""

    category: Text
    """The category of discussions in which comments are kept."""

    category_id: Text
    """Its id, as giscus.app tells it."""


class Comments(Fields):
    """Where readers can comment; nothing of it is loaded before they ask."""

    giscus: Giscus | None = None
    """[giscus](https://giscus.app) keeps comments as discussions on GitHub; its page names the four
    values. For Mastodon, see the field `thread` of an entry."""


class Cadence(Fields):
    """How often she means to write: every so many weeks, on a day of the week."""

    weeks: Annotated[int, Field(ge=1)] = 1
    """Every so many weeks; `1`, every week, without this field."""

    weekday: Weekday = "friday"
    """The day on which you write; `friday` without this field."""


class Pause(Fields):
    """Weeks in which nothing will be written, said beforehand; `until` is the last of them."""

    starts: WeekField
    """The first week without an entry."""

    until: WeekField
    """The last week without an entry."""

    why: Text | None = None
    """What readers are told: `Summer holiday`."""

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if self.until < self.starts:
            raise mistake("This pause ends before it starts.", "Exchange the two weeks.")
        return self

    def __contains__(self, week: Week) -> bool:
        return self.starts <= week <= self.until


class Hints(Fields):
    """What `waypost check` advises on; all of it, unless she says otherwise."""

    emails: bool = True
    """E-mail addresses, other than your own."""

    telephones: bool = True
    """Telephone numbers, with a `+` or as people write them in the country of your `timezone`."""

    accounts: bool = True
    """Numbers of bank accounts, of payment cards, and those by which offices know people."""

    keys: bool = True
    """Keys and passwords for programs and services. Leave this on."""

    intranet: bool = True
    """Addresses that open only inside the house, or for colleagues."""

    money: bool = True
    """Amounts of money."""

    tone: bool = True
    """Sentences that judge people or a department."""


class Settings(Vocabulary):
    """All of `journal.yml`: the vocabulary, and what she promises.

    `authority` begins every id (RFC 4151) and is fixed once, apart from the site's address.
    """

    authority: Annotated[Text, AfterValidator(_authority), _AUTHORITY]
    """The beginning of every id. Set it once, before the first entry is public, and never again:
    not even when the site moves."""

    timezone: Annotated[ZoneInfo, BeforeValidator(_zone), _ZONE] = ZoneInfo("UTC")
    """The time zone by which days begin, named after a large city near you."""

    author: Author
    """Who you are, and where readers may write to you."""

    licence: Licence | None = None
    """What readers may do with your text."""

    hub: WebAddress | None = None
    """The address of a WebSub hub, such as `https://pubsubhubbub.appspot.com/`, which tells readers
    of a new entry at once. Without one they look by themselves, which is fine. See
    `waypost ping`."""

    comments: Comments = Comments()
    """Where readers can comment below an entry; nothing of it is loaded before they ask."""

    cadence: Cadence = Cadence()
    """How often you mean to write. Nothing is counted against you; it only decides which weeks
    without an entry are worth a line."""

    pauses: tuple[Pause, ...] = ()
    """Weeks in which you will not write, said beforehand."""

    archive: tuple[Format, ...] = ("site", "book", "data", "markdown")
    """What readers can take away as a whole from the page Archive: `site`, to open from a folder;
    `book`, for a reader of books; `pdf`; `data`; and `markdown`. Without this field, all but `pdf`,
    which takes a while. `[]` if there is to be no such page."""

    strict_privacy: bool = False
    """`true` if nothing may be built where your private list of names is missing, such as in a
    workflow that was not given it."""

    prompts: tuple[Translations, ...] = ()
    """Questions that stand in each new entry, as notes that readers never see; each as one text, or
    by language. A stage can have one of its own, its `prompt`.
    """

    hints: Hints = Hints()
    """What is looked for in your texts, and told as advice. Each is on without this field;
    `{money: false}` turns one off."""

    @cached_property
    def questions(self) -> Collection[str]:
        """Every prompt that can stand in an entry, in every language."""
        asked = [*self.prompts, *(stage.prompt for stage in self.stages)]
        return {text for each in asked for text in each.values()}

    def prompts_for(self, stage: str | None, language: str) -> Sequence[str]:
        """The questions for a new entry: those of all entries, and that of its stage."""
        own = self.terms("stage").get(stage or "")
        asked = [in_language(each, language) for each in self.prompts]
        return [*asked, *filter(None, [own.prompt_in(language) if isinstance(own, Stage) else ""])]

    def pause_in(self, week: Week) -> Pause | None:
        """The pause in which a week lies."""
        return next((pause for pause in self.pauses if week in pause), None)

    def silent_weeks(self, last: Week, today: Week) -> int:
        """Full weeks since the last entry's, without this one and without pauses."""
        weeks = weeks_between(last.plus(1), today.plus(-1))
        return sum(1 for week in weeks if self.pause_in(week) is None)


# What stands in for a journal.yml that can't be read, so that the entries are checked all the same.
UNREADABLE = Settings(authority="example.org,2000", author=Author(name="?"))


def read_settings(data: bytes) -> tuple[Settings, list[Problem]]:
    """`journal.yml` as a typed record; where it can't be read, an empty one and the problems."""
    text, problems = decode(FILE, data)
    if text is None:
        return UNREADABLE, problems
    # Lines of hyphens around it, as in the other files, do no harm.
    plain = "\n".join("" if line.rstrip() == "---" else line for line in text.split("\n"))
    front, lines, in_yaml = read_yaml(FILE, plain)
    unread = frozenset(problem.field for problem in in_yaml if not front.get(problem.field))
    source = Source(FILE, FILE, text, front, lines, unread=unread)
    settings, found = read_fields(Settings, source, {})
    if settings:
        found += unsound(source, settings)
    return settings or UNREADABLE, [*problems, *in_yaml, *found]
