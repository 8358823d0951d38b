"""How a field's text becomes a value, and what the author reads when it can't."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from typing import Annotated, Any, TypeVar
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from babel.dates import parse_date
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from waypost.permalinks import is_id
from waypost.problems import Problem, did_you_mean
from waypost.sources import Place, Source, Value
from waypost.weeks import Week

# Years that a diary of a working life can name; beyond them a date is a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 1900, 2999


class Fields(BaseModel):
    """Front matter with types: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


# Fields that hide a text: left empty, they would show it.
_NEVER_EMPTY = ("status", "publish_at")

# What other programs call it.
_ELSEWHERE = {
    "draft": "Write `status: draft` instead.",
    "published": "Write `status: draft` to hold it back, or take this out.",
    "description": "Write `summary` instead.",
    "categories": "Write `stage` and `barriers`, or `tags`, instead.",
}

Record = TypeVar("Record", bound=Fields)


def mistake(what: str, cure: str) -> PydanticCustomError:
    """An error with whole sentences for the author, to be raised in a validator."""
    # Braces would be taken for a template by pydantic; as context they pass untouched.
    return PydanticCustomError("waypost", "{what} {cure}", {"what": what, "cure": cure})


def read_fields(
    kind: type[Record], source: Source, context: Mapping[str, Any]
) -> tuple[Record | None, list[Problem]]:
    """Front matter as a typed record, or every reason why not.

    An empty field counts as absent. `context` is what the fields' types want to know: the
    vocabulary and the time zone.
    """
    given = {name: value for name, value in source.front.items() if value is not None}
    empty = [
        source.problem((name,), "There is nothing here.", "Say what is meant, or take it out.")
        for name in _NEVER_EMPTY
        if name in source.front and name not in given and name not in source.unread
    ]
    try:
        record = kind.model_validate(given, context=dict(context))
    except ValidationError as error:
        told = [details for details in error.errors() if not _is_known(source, details)]
        return None, [*empty, *(_problem(kind, source, details) for details in told)]
    return (None if empty else record), empty


def _is_known(source: Source, details: ErrorDetails) -> bool:
    """Whether something is missing only because it could not be read, which was said already."""
    place = details["loc"]
    return bool(source.unread) and (not place or place[0] in source.unread)


def _problem(kind: type[Fields], source: Source, details: ErrorDetails) -> Problem:
    place: Place = details["loc"]
    name = ".".join(str(part) for part in place if isinstance(part, str))
    what, cure = _words(kind, place, details)
    line = source.line_of(place)
    return Problem(source.path, line, name, what, cure)


def _words(kind: type[Fields], place: Place, details: ErrorDetails) -> tuple[str, str]:
    name = str(place[-1]) if place else ""
    known = _names(kind, place)
    match details["type"]:
        case "waypost":
            return details["ctx"]["what"], details["ctx"]["cure"]
        case "missing":
            return "This field is missing.", f"Add a line `{name}: …`."
        case "extra_forbidden":
            if name in _ELSEWHERE and len(place) == 1:
                return "No field has this name.", _ELSEWHERE[name]
            notes = "Notes of your own go under `extra:`, which is never shown."
            private = notes if "extra" in kind.model_fields else ""
            return "No field has this name.", f"{did_you_mean(name, known)} {private}".strip()
        case "literal_error" | "enum":
            choice = details.get("ctx", {}).get("expected", "")
            options = choice.replace("'", "").replace(" or ", ", ").split(", ")
            if not isinstance(details["input"], str):
                return "One word belongs here.", f"Choose one of: {', '.join(options)}."
            return f"'{details['input']}' can't stand here.", did_you_mean(
                details["input"], options
            )
        case "int_parsing" | "int_type" | "int_from_float" | "greater_than_equal":
            return "A whole number of at least 1 belongs here.", "Write it in figures: 2."
        case "float_parsing" | "float_type" | "bool_parsing" | "bool_type":
            if not isinstance(details["input"], str):
                return "One value belongs here.", f"Write it in one line: `{name}: …`."
            if details["type"].startswith("bool"):
                return f"'{details['input']}' is neither yes nor no.", "Write true or false."
            return f"'{details['input']}' is not a number.", "Write it in figures, such as 12.5."
        case "string_type" | "string_too_short":
            return "One piece of text belongs here.", f"Write it in one line: `{name}: …`."
        case "list_type" | "tuple_type":
            return "A list belongs here.", "Write the items in brackets: [first, second]."
        case "dict_type" | "model_type" | "model_attributes_type":
            return "Named values belong here.", "Write them below, indented, as `name: value`."
    return f"'{details['input']}' can't be read.", "Look it up in the manual, under Fields."


def _names(kind: type[Fields], place: Place) -> list[str]:
    """The fields that may stand where an unknown one stood."""
    model: Any = kind
    for part in place[:-1]:
        if isinstance(part, str):
            model = getattr(model.model_fields.get(part), "annotation", None)
            if not (isinstance(model, type) and issubclass(model, BaseModel)):
                return []
    return list(model.model_fields)


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise mistake("One piece of text belongs here.", "Write it in one line, without a list.")
    if "<!--" in value:
        what = "Readers would see the comment in this field."
        raise mistake(what, "Take it out, or put it under `extra:`, where there is one.")
    if not (text := " ".join(value.split())):
        raise mistake("There is nothing here.", "Write something, or take the line out.")
    return text


def listed(value: Value) -> list[Value]:
    """A list; a single text counts as a list divided by commas or semicolons."""
    if isinstance(value, str):
        return [part.strip() for part in re.split("[,;]", value) if part.strip()]
    if isinstance(value, list):
        return [item for item in value if item is not None]
    raise mistake("A list belongs here.", "Write the items in brackets: [first, second].")


def _lines(value: Value) -> list[Value]:
    """A list of sentences, which may hold commas: a single text is a list of one."""
    return [value] if isinstance(value, str) else listed(value)


def _week(value: Value) -> Week:
    text = _text(value)
    try:
        week = Week.parse(text)
    except ValueError:
        what = f"'{text}' is not a week of the calendar."
        raise mistake(what, _week_cure(text)) from None
    _plausible(week.monday, text)
    return week


def _week_cure(text: str) -> str:
    if match := re.fullmatch(r"(\d{4})-?[Ww](\d{1,2})", text):
        last = date(int(match[1]), 12, 28).isocalendar().week if int(match[1]) else 52
        return f"The weeks of {match[1]} are numbered from 01 to {last}."
    number = re.fullmatch(r"[Ww]?\s?(\d{1,2})", text)
    if match := re.fullmatch(r"(\d{4})[-/ ](\d{1,2})|(\d{1,2})[-/ ](\d{4})", text):
        year, week = match[1] or match[4], match[2] or match[3]
        return f"Write the year, a hyphen, and W before the number: {year}-W{int(week):02}."
    example = f"2026-W{int(number[1]):02}" if number else "2026-W36"
    return f"Write the year and the number of the week, such as {example}."


def _day(value: Value) -> date:
    text = _text(value)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise mistake(f"'{text}' is not a date that Waypost can read.", _date_cure(text)) from None
    _plausible(day, text)
    return day


def _date_cure(text: str) -> str:
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = (int(part) for part in match.groups())
        with suppress(ValueError):
            return f"Write two figures for month and day: {date(year, month, day).isoformat()}."
        return "The calendar has no such day."
    with suppress(ValueError):
        return f"Write {datetime.fromisoformat(text).date()}, and a time under `publish_at`."
    for form in ("de_DE", "en_GB"):  # 4.9.2026 and 4/9/2026, the European order
        try:
            guess = parse_date(text, locale=form, format="short")
        except (ValueError, IndexError, OverflowError):
            continue
        if FIRST_YEAR <= guess.year <= LAST_YEAR and str(guess.year) in text:
            return f"Write year, month and day: {guess.isoformat()}, if that is what you mean."
    return "Write year, month and day: 2026-09-04."


def _plausible(day: date, text: str) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise mistake(f"'{text}' is far from any diary's time.", "Check the year.")


def _moment(value: Value, info: Any) -> datetime:
    """A day, from its first second, or a day with a time; in the journal's zone by default."""
    text = _text(value)
    zone: ZoneInfo = info.context["zone"]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        what = f"'{text}' is not a date, or a date with a time, that Waypost can read."
        raise mistake(what, "Write it as 2026-09-04, or as 2026-09-04 16:00.") from None
    _plausible(moment.date(), text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _id(value: Value) -> str:
    text = _text(value)
    if not is_id(text):
        raise mistake(
            f"'{text}' is not a complete id.",
            "Put back the id that the file had, or take the line out to get the one of its week.",
        )
    return text


def _path(value: Value) -> str:
    text = unquote(_text(value))
    if ":" in text or text.startswith("/") or "\\" in text:
        what = f"'{text}' is not a path inside this journal."
        raise mistake(what, "Write the path from this file, such as images/whiteboard.png.")
    return text


Text = Annotated[str, BeforeValidator(_text)]
"""One line of text; white space is folded."""

Words = Annotated[tuple[Text, ...], BeforeValidator(listed)]
"""Several short texts."""

Sentences = Annotated[tuple[Text, ...], BeforeValidator(_lines)]
"""Several texts that may hold commas."""

WeekField = Annotated[Week, BeforeValidator(_week)]
"""An ISO week, `2026-W36`."""

Day = Annotated[date, BeforeValidator(_day)]
"""A date, `2026-09-04`."""

Moment = Annotated[datetime, BeforeValidator(_moment)]
"""A date or a date with a time, `2026-09-04 16:00`; always with a zone."""

Id = Annotated[str, BeforeValidator(_id)]
"""An absolute URI that never changes, usually a tag URI (RFC 4151)."""

RelativePath = Annotated[str, BeforeValidator(_path)]
"""A path from the file that names it."""

Drawer = Annotated[Any, Field(default=None)]
"""Whatever the author likes; never read, never shown."""


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a day in a zone."""
    return datetime.combine(day, time(), zone)


def known(kind: str, article: str = "a") -> Callable[[Value, Any], str]:
    """A validator: the id of a term of the vocabulary, of the kind `stage`, `barrier`, ..."""

    def check(value: Value, info: Any) -> str:
        text = _text(value)
        terms = info.context["vocabulary"].get(kind)
        if not terms or text in terms:  # no terms: journal.yml itself has to be mended first
            return text
        names = {term: term for term in terms}
        names |= {label: term.id for term in terms.values() for label in term.label.values()}
        raise mistake(
            f"'{text}' is not {article} {kind.replace('_', ' ')}.", did_you_mean(text, names)
        )

    return check
