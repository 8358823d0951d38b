"""When something was written, in the many ways in which people and programs say it."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from waypost.weeks import Week

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january enero ene januar januari janvier",
            "feb february febrero februar fevrier",
            "mar march marzo marts mars märz",
            "apr april abril abr avril",
            "may mayo maj mai",
            "jun june junio juni juin",
            "jul july julio juli juillet",
            "aug august agosto ago aout août",
            "sep sept september septiembre set septembre",
            "oct october octubre okt oktober octobre",
            "nov november noviembre novembre",
            "dec december diciembre dic dez dezember decembre décembre",
        ),
        1,
    )
    for name in names.split()
}
_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp][Mm])?\s*(\S.*)?)?"
)
_NAMED = re.compile(  # March 5, 2014 and 5 March 2014, with a time behind it or not
    r"(?:[^\W\d]+,?\s+)?(?:([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?|(\d{1,2})(?:st|nd|rd|th|\.)?"
    r"\s+(?:de\s+)?([^\W\d_]+)\.?,?)\s+(?:de\s+)?(\d{4})"
    r"(?:[T ,]+(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp]\.?[Mm]\.?)?\s*(\S.*)?)?",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ ,]+(\d{1,2}):(\d{2}).*)?")
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{2}):?(\d{2})?(?:\s*\(.*\))?", re.IGNORECASE)
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7}
_ZONES |= {"MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "BST": 1}

_WEEK_IN_NAME = re.compile(
    r"(?<!\d)(\d{4})[-_]?[wW](\d{2})(?!\d)"
    r"|(?<!\d)(\d{4})[-_, ]+(?:week|uge|semana)[-_ ]?(\d{1,2})(?!\d)"
    r"|(?<![^\W\d_])(?:week|uge|semana)[-_ ]?(\d{1,2})[-_, ]+(\d{4})(?!\d)",
    re.IGNORECASE,
)
_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_.](\d{1,2})[-_.](\d{1,2})(?!\d)|(?<!\d)(\d{8})(?!\d)")
_LIKE_A_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d-(?:\d{1,2}-\d{1,2}|[wW]\d{2})(?!\d)")
_DAY_AT_START = re.compile(r"(?:\d{4}[-_.]\d{1,2}[-_.]\d{1,2}|\d{8}|\d{4}-?[wW]\d{2})(?:[-_. ]+|$)")
_ONLY_TIME = re.compile(
    r"[\d\W_]+(?:T[\d\W_]+Z?)?|(?:\d{4}[-_ ]?)?(?:[wW]|week|uge|semana)[-_ ]?\d{1,2}", re.IGNORECASE
)


def moment(value: Any) -> date | datetime | None:
    """A day, or a day with its time, with a zone if it has one; None if it can't be told."""
    if isinstance(value, datetime):
        return _plain(value)
    if isinstance(value, date):
        return value if _is_plausible(value.year) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        with suppress(ValueError, OverflowError, OSError):
            seconds = value / 1000 if value > 10**11 else value
            return _plain(datetime.fromtimestamp(seconds, UTC)) if value > 10**8 else None
        return None
    if not isinstance(value, str):
        return None
    text = " ".join(value.strip().strip("\"'").split())
    with suppress(ValueError, OverflowError):
        return _iso(text) or _named(text) or _figures(text)
    return None


def week_in(name: str) -> Week | None:
    """The ISO week that the name of a file tells."""
    for match in _WEEK_IN_NAME.finditer(name):
        with suppress(ValueError):
            year, week = match[1] or match[3] or match[6], match[2] or match[4] or match[5]
            return Week.parse(f"{year}-W{int(week):02}")
    return None


def day_in(name: str) -> date | None:
    """The day that the name of a file or of a folder tells."""
    for match in _DAY_IN_NAME.finditer(name):
        with suppress(ValueError):
            if match[4]:
                day = datetime.strptime(match[4], "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
            else:
                day = date(int(match[1]), int(match[2]), int(match[3]))
            if _is_plausible(day.year):
                return day
    return None


def no_day_in(name: str) -> str:
    """What stands as a day or a week in the name of a file, and is in no calendar."""
    found = (match[0] for match in _LIKE_A_DAY.finditer(name))
    return next((each for each in found if not day_in(each) and not week_in(each)), "")


def without_time(name: str) -> str:
    """The name of a file without the day or week with which it begins; never empty."""
    return _DAY_AT_START.sub("", name, count=1) or name


def is_time(name: str) -> bool:
    """Whether the name of a file is nothing but a day or a week."""
    return bool(_ONLY_TIME.fullmatch(name))


def _iso(text: str) -> date | datetime | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.group(1, 2, 3))
    if not _is_plausible(year):
        return None
    if match[4] is None:
        return date(year, month, day)
    return _plain(_timed(date(year, month, day), match.group(4, 5, 6, 7, 8)))


def _named(text: str) -> date | datetime | None:
    match = _NAMED.fullmatch(text)
    if match is None:
        return None
    month = _MONTHS.get((match[1] or match[4]).casefold())
    if month is None:
        return None
    day = date(int(match[5]), month, int(match[2] or match[3]))
    if not _is_plausible(day.year):
        return None
    return day if match[6] is None else _plain(_timed(day, match.group(6, 7, 8, 9, 10)))


def _figures(text: str) -> date | None:
    """31/12/2026 and 12/31/2026, where only one of the two is in the calendar."""
    match = _FIGURES.fullmatch(text)
    if match is None:
        return None
    one, other, year = int(match[1]), int(match[3]), int(match[4])
    if not _is_plausible(year):
        return None
    if match[2] == "." or one > 12:
        return date(year, other, one)
    return date(year, one, other) if other > 12 or one == other else None


def _timed(day: date, parts: tuple[str | None, ...]) -> datetime:
    hour, minute, second = (int(part or 0) for part in parts[:3])
    half = (parts[3] or "").replace(".", "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    found = datetime(day.year, day.month, day.day, hour, minute, min(second, 59))  # noqa: DTZ001
    return found.replace(tzinfo=_zone(parts[4] or ""))


def _zone(text: str) -> timezone | None:
    name = text.strip().strip("[]()").upper()
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    if match := _OFFSET.fullmatch(text.strip()):
        shift = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(-shift if match[1] == "-" else shift)
    return None


def _plain(found: datetime) -> date | datetime | None:
    """A midnight is a day: most programs write one where none was said."""
    if not _is_plausible(found.year):
        return None
    return found.date() if not (found.hour or found.minute or found.second) else found


def _is_plausible(year: int) -> bool:
    return 1900 <= year <= 2999
