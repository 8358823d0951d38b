"""The interface's sentences, dates and numbers, in the journal's language."""

import io
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, get_month_names
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from markupsafe import Markup

from waypost.problems import Problem, Severity
from waypost.weeks import Week

_LONG_MONTH = re.compile("MMM+")

SPOKEN = ("en", "es", "da")
"""The languages in which no sentence is missing."""

# A bare "en" would write American dates; the journal's weeks and spelling are European.
_LOCALES = {"en": "en_GB"}
_NOTHING = Markup()
_CATALOGUES = Path(__file__).parent / "catalogues"


@dataclass(frozen=True)
class Language:
    """A language of the interface: its code (`en`, `es`, `da`), and how it writes dates."""

    code: str
    locale: Locale
    translations: NullTranslations
    _weeks: dict[Week, str] = field(default_factory=dict, repr=False, compare=False)

    def say(self, sentence: str, **given: object) -> str:
        """A sentence of the interface with what varies in it, such as `Week %(number)s`."""
        return str(self.translations.gettext(sentence) % given)

    def week_days(self, week: Week) -> str:
        """From Monday to Sunday: `31 August – 6 September 2026`."""
        if week not in self._weeks:
            self._weeks[week] = self.span(week.monday, week.sunday)
        return self._weeks[week]

    def span(self, first: date, last: date) -> str:
        """From one day to another, without saying anything twice."""
        if first == last:
            return self.day(first)
        differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
        # For many languages CLDR has intervals with short months only; their order is the same.
        formats = self.locale.interval_formats
        patterns = formats.get("yMMMMd", formats["yMMMd"])[differs]
        return "".join(
            format_date(day, _LONG_MONTH.sub("MMMM", pattern), locale=self.locale)
            for day, pattern in zip((first, last), patterns, strict=True)
        )

    def day(self, day: date) -> str:
        """`4 September 2026`."""
        return str(format_date(day, "long", locale=self.locale))

    def short_day(self, day: date) -> str:
        """`4 Sept`, where the year is known."""
        return str(format_skeleton("MMMd", day, locale=self.locale))

    def moment(self, moment: datetime) -> str:
        """A day, with the time unless that is midnight: `4 September 2026, 16:00`."""
        day = self.day(moment.date())
        at = moment.time()
        return f"{day}, {format_time(at, 'short', locale=self.locale)}" if at != time() else day

    def number(self, value: float) -> str:
        """A number as people write it: `12.5`, `1,250`."""
        return str(format_decimal(value, locale=self.locale, decimal_quantization=False))

    def of(self, record: object) -> str:
        """The language in which a record is written, or any other page: its code (BCP 47)."""
        return getattr(getattr(record, "fields", None), "lang", None) or self.code

    def mark(self, record: object) -> Markup:
        """The attribute of HTML for what a record says, with a space before it.

        Nothing for what is in this language, or for an author's page that says no other.
        """
        code = self.of(record)
        return Markup(' lang="{}"').format(code) if code != self.code else _NOTHING

    def name_of(self, code: str) -> str:
        """What a language is called in its own words: `Dansk`."""
        own = Locale.parse(code, sep="-").get_display_name() or code
        return own[0].upper() + own[1:]

    def month(self, number: int) -> str:
        """The name of a month as a heading: `September`."""
        name = str(get_month_names("wide", context="stand-alone", locale=self.locale)[number])
        return name[0].upper() + name[1:]

    def months(self, first: int, last: int, year: int) -> str:
        """A stretch of months as a heading: `September 2026`, `July – September 2026`."""
        span = [self.month(number) for number in dict.fromkeys((first, last))]
        return f"{' – '.join(span)} {year}"


@cache
def language(code: str) -> Language:
    """The language with a code; English sentences where it has no catalogue.

    Raises babel.UnknownLocaleError for a code that is none.
    """
    locale = Locale.parse(_LOCALES.get(code, code.replace("-", "_")))
    return Language(code, locale, _catalogue(locale.language))


def is_language(code: str) -> bool:
    """Whether a text names a language that has a name: `da`, `es-MX` (BCP 47)."""
    try:
        return Locale.parse(code, sep="-").get_display_name() is not None
    except (UnknownLocaleError, ValueError, TypeError):
        return False


def in_one_form(code: str) -> str:
    """A language's code as everybody writes it: `es-MX` for `ES-mx`."""
    return str(Locale.parse(code, sep="-")).replace("_", "-")


def chosen(code: object) -> tuple[Language, list[Problem]]:
    """The language that `theme.language` in mkdocs.yml names, or English and the reason why."""
    speaks = ", ".join(SPOKEN)
    try:
        found = language(str(code))
    except (UnknownLocaleError, ValueError):
        what = f"'{code}' is not a language that the journal can have."
        cure = f"Choose one of: {speaks}."
        return language("en"), [Problem("mkdocs.yml", 0, "theme.language", what, cure)]
    if code in SPOKEN:
        return found, []
    what = f"'{code}' is not a language that Waypost speaks, so its own words are English."
    severity = Severity.ERROR if not str(code).islower() else Severity.WARNING
    cure = f"It speaks: {speaks}."
    return found, [Problem("mkdocs.yml", 0, "theme.language", what, cure, severity)]


def _catalogue(code: str) -> NullTranslations:
    source = _CATALOGUES / f"{code}.po"
    if not source.is_file():
        return NullTranslations()
    # Imported here: English has none.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    # Compiled here from the text that people edit, so that no binary lies in the repository.
    compiled = io.BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return Translations(compiled)
