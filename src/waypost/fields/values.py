"""What a field's text can be: a day, a week, an address, a term of the vocabulary."""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from babel.dates import parse_date
from pydantic import BeforeValidator, Field

from waypost.fields import forms, mistake
from waypost.fields.old_addresses import old_address
from waypost.languages import in_one_form, is_language
from waypost.permalinks import OldAddress, in_ascii, is_id
from waypost.problems import did_you_mean
from waypost.sources import Value
from waypost.weeks import Week

# Years that a diary of a working life can name; beyond them a date is a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 1900, 2999

# Signs that XML forbids, and that YAML lets through as \x01 and the like; two turn a line round.
_TREND = ("up", "level", "down")
_CONTROL = re.compile(
    "[^\t\n\r -~\x85\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202d\u202e\ufdd0-\ufdef]"
)
# Of these a text alone shows nothing: spaces, accents without a letter, signs for the computer.
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})


def one_text(value: Value) -> str:
    """One line of text that can be seen; raises what the author reads of anything else."""
    if isinstance(value, dict) and len(value) == 1:
        name, text = next(iter(value.items()))
        what = "The text has a colon in it, so it is taken for a field."
        raise mistake(what, f'Put it in quotes: "{name}: {text}".')
    if not isinstance(value, str):
        raise mistake("One piece of text belongs here.", "Write it in one line, without a list.")
    if _CONTROL.search(value):
        what = "There is a sign in this field that nobody can see."
        raise mistake(what, "Type the line again.")
    if "<!--" in value:
        what = "Readers would see the comment in this field."
        raise mistake(what, "Take it out, or put it under `extra:`, where there is one.")
    text = " ".join(value.split())
    if all(unicodedata.category(letter) in _UNSEEN for letter in text):
        raise mistake("There is nothing here.", "Write something, or take the line out.")
    return text


def listed(value: Value) -> list[Value]:
    """A list; a single text counts as a list divided by commas or semicolons."""
    if isinstance(value, str):
        return [part.strip() for part in re.split("[,;]", value) if part.strip()]
    if isinstance(value, list):
        return [item for item in value if item is not None]
    raise mistake("A list belongs here.", "Write the items in brackets: [first, second].")


def lines(value: Value) -> list[Value]:
    """A list of sentences, which may hold commas: a single text is a list of one."""
    return [value] if isinstance(value, str) else listed(value)


def _week(value: Value) -> Week:
    text = one_text(value)
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
    text = one_text(value)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise mistake(f"'{text}' is not a date that Waypost can read.", _date_cure(text)) from None
    _plausible(day, text)
    return day


def _date_cure(text: str) -> str:
    with suppress(ValueError):  # a dash, as a word processor writes it, or a slash
        plain = date.fromisoformat(re.sub(r"\s*[‐-―−/.]\s*", "-", text))
        return f"Write it with hyphens: {plain.isoformat()}."
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
    text = one_text(value)
    zone: ZoneInfo = info.context["zone"]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        what = f"'{text}' is not a date, or a date with a time, that Waypost can read."
        raise mistake(what, "Write it as 2026-09-04, or as 2026-09-04 16:00.") from None
    _plausible(moment.date(), text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _id(value: Value) -> str:
    text = one_text(value)
    if not is_id(text):
        raise mistake(
            f"'{text}' is not a complete id.",
            "Put back the id that the file had, or take the line out to get the one of its week or "
            "day.",
        )
    return text


def _language(value: Value) -> str:
    text = one_text(value)
    if not is_language(text):
        what = f"'{text}' is not the code of a language."
        raise mistake(what, "Write da for Danish, es for Spanish, en for English, and so on.")
    return in_one_form(text)


def _web_address(value: Value) -> str:
    text = one_text(value)
    try:
        parts = urlsplit(text)
    except ValueError:  # such as an unclosed [ in a host's name
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in text:
        what = f"'{text}' is not an address on the web."
        raise mistake(what, "Write it in full, such as https://example.org/.")
    return in_ascii(text)


def _email(value: Value) -> str:
    text = one_text(value)
    if not forms.MAILBOX.fullmatch(text):
        what = f"'{text}' is not an e-mail address."
        raise mistake(what, "Write one such as anna@example.org.")
    return text


def _number(value: Value) -> float:
    if not isinstance(value, str):
        raise mistake("One number belongs here.", "Write it behind the colon, in figures: 12.5.")
    if not forms.FIGURES.fullmatch(value):
        raise mistake(f"'{value}' is not a number.", "Write it in figures, such as 12.5.")
    return float(value)


def _days(value: Value) -> float:
    days = _number(value)
    if days < 0 or str(value).lstrip().startswith("-"):
        raise mistake("Nobody spends less than no time.", "Write how many days it took: 2.5.")
    return days


def _reading(value: Value) -> float | str:
    text = value.strip().casefold() if isinstance(value, str) else ""
    if text in _TREND:
        return text
    if text and not forms.FIGURES.fullmatch(text):
        what = f"'{value}' is not a reading."
        raise mistake(what, "Write a number in figures, or one of: up, level, down.")
    return _number(value)


def _path(value: Value) -> str:
    text = unquote(one_text(value))
    if ":" in text or text.startswith("/") or "\\" in text:
        what = f"'{text}' is not a path inside this journal."
        raise mistake(what, "Write the path from this file, such as images/whiteboard.png.")
    return text


def _old_address(value: Value, info: Any) -> OldAddress:
    text = one_text(value)
    if isinstance(value, str) and "\n" in value.strip():
        raise mistake("An address stands on one line.", "Write each as an item of its own: [a, b].")
    return old_address(text, info.context["uri"])


Text = Annotated[str, BeforeValidator(one_text), forms.TEXT]
"""One line of text; white space is folded."""

Words = Annotated[tuple[Text, ...], BeforeValidator(listed)]
"""Several short texts."""

Sentences = Annotated[tuple[Annotated[Text, forms.SENTENCE], ...], BeforeValidator(lines)]
"""Several texts that may hold commas."""

Number = Annotated[float, BeforeValidator(_number), forms.NUMBER]
"""A number in figures: what is counted goes into a field of its own."""

Days = Annotated[float, BeforeValidator(_days), forms.DAYS]
"""How many days of work."""

Trend = Literal["up", "level", "down"]

Reading = Annotated[float | Trend, BeforeValidator(_reading), forms.READING]
"""What was measured: a number, or how it moved since the last time."""

LanguageCode = Annotated[str, BeforeValidator(_language), forms.LANGUAGE]
"""The code of a language (BCP 47)."""

WebAddress = Annotated[str, BeforeValidator(_web_address), forms.WEB_ADDRESS]
"""An absolute address by http or https."""

Email = Annotated[str, BeforeValidator(_email), forms.EMAIL]
"""The address of a mailbox, without a name beside it."""

WeekField = Annotated[Week, BeforeValidator(_week), forms.WEEK]
"""An ISO week, `2026-W36`."""

Day = Annotated[date, BeforeValidator(_day), forms.DAY]
"""A date, `2026-09-04`."""

Moment = Annotated[datetime, BeforeValidator(_moment), forms.MOMENT]
"""A date or a date with a time, `2026-09-04 16:00`; always with a zone."""

Id = Annotated[str, BeforeValidator(_id), forms.ID]
"""An absolute URI that never changes, usually a tag URI (RFC 4151)."""

RelativePath = Annotated[str, BeforeValidator(_path), forms.RELATIVE_PATH]
"""A path from the file that names it."""

OldAddresses = Annotated[
    tuple[Annotated[OldAddress, BeforeValidator(_old_address), forms.OLD_ADDRESS], ...],
    BeforeValidator(listed),
]
"""Where a page was before; `waypost.redirects` says where that is in the site."""

Drawer = Annotated[
    Any,
    Field(
        default=None,
        description="A drawer for notes of your own, in whatever form. It is never read and never "
        "shown on the site. In a public repository it can be read there.",
    ),
    forms.ANYTHING,
]
"""Whatever the author likes; never read, never shown."""


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a day in a zone."""
    return datetime.combine(day, time(), zone)


@dataclass(frozen=True)
class Known:
    """A validator: the id of something that the journal knows, such as a `stage`."""

    kind: str

    def __call__(self, value: Value, info: Any) -> str:
        """The id, if it is one."""
        text = one_text(value)
        terms = info.context["vocabulary"].get(self.kind)
        if not terms or text in terms:  # no terms: journal.yml itself has to be mended first
            return text
        names = {term: term for term in terms}
        names |= {label: term.id for term in terms.values() for label in term.label.values()}
        what = f"'{text}' is not a {self.kind}."
        raise mistake(what, did_you_mean(text, names))


def known(kind: str) -> Known:
    """A validator: the id of a term of the vocabulary, of the kind `stage`, `barrier`, ..."""
    return Known(kind)
