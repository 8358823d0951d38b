"""Amounts of money, by the signs and names that CLDR has for currencies."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies

from waypost.checks.passages import Passage
from waypost.languages import SPOKEN
from waypost.problems import Problem
from waypost.settings import Settings

# No currency at all, and a hundredth of a gram.
_NO_SIGN = ("XXX", "XCG")
# Currencies of a neighbour, for which CLDR has no sign of its own in the journal's languages.
_NEIGHBOURS = ("CHF", "NOK", "SEK")
# Codes that are more often something else: drawing by computer, and a language of programs.
_NO_CODE = ("CAD", "PHP")
# What everybody calls by name, beside the currency of the own country.
_NAMED = ("DKK", "EUR", "USD")
# Beside what CLDR shortens numbers with.
_SIZES = ("k", "m", "mn", "bn", "mill")
_GAP = "[ \u00a0\u202f]"
_NUMBER = rf"(?:\d{{1,3}}(?:(?:[.,']|{_GAP})\d{{3}})+(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d+)?)(?![.,]?\d)"


def maybe_money(text: str, settings: Settings) -> bool:
    """Whether it is worth the time to look for amounts in a text."""
    amounts = _amounts(settings)
    has_sign = any(sign in text for sign in amounts.signs)
    return has_sign or amounts.quick.search(text) is not None


def money(passage: Passage, settings: Settings) -> Iterator[Problem]:
    """Amounts of money, other than nothing."""
    amounts = _amounts(settings)
    for start, line in passage.lines(amounts.either):
        for match in amounts.whole.finditer(line):
            if not re.search("[1-9]", match[0]):
                continue
            shown = " ".join(match[0].split())
            what = f"'{shown}' is an amount of money, and could tell more than you mean."
            cure = "Leave it if it may be public. If not, say how it changed, in per cent."
            yield passage.hint(start + match.start(), what, cure)


@dataclass(frozen=True)
class _Amounts:
    """How amounts are written: `whole` finds them.

    `signs` and `quick` find where that is worth the time; `quick` begins with a figure, so that it
    leaps from one to the next.
    """

    whole: re.Pattern[str]
    signs: Sequence[str]
    quick: re.Pattern[str]

    @cached_property
    def either(self) -> re.Pattern[str]:
        """What `signs` or `quick` find."""
        return re.compile(rf"{_any(self.signs)}|{self.quick.pattern}")


def _amounts(settings: Settings) -> _Amounts:
    return _in_country(get_global("zone_territories").get(settings.timezone.key, ""))


@cache
def _in_country(territory: str) -> _Amounts:
    """How amounts are written in the languages of the journal, and in a country."""
    locales = [Locale.parse(code) for code in SPOKEN]
    own = tuple(get_territory_currencies(territory)) if territory else ()
    of_all = [
        (code, sign)
        for locale in locales
        for code, sign in locale.currency_symbols.items()
        if sign != code and code not in _NO_SIGN
    ]
    signs = {each for _, sign in of_all for each in (sign, sign.rstrip("."))}
    codes = {*_NEIGHBOURS, *(code for code, _ in of_all)} - {*_NO_CODE} | {*own}
    names = {
        # "US dollars", "amerikanske dollar", and "dólares estadounidenses"
        get_currency_name(code, count, locale).split()[0 if locale.language == "es" else -1]
        for code in (*_NAMED, *own)
        for count in (1, 2)
        for locale in locales
    }
    sizes = {
        re.sub(r"[\d'.]", "", each.pattern).strip()
        for locale in locales
        for forms in locale.compact_decimal_formats.values()
        for form in forms.values()
        for each in form.values()
    }
    sign, word, size = _any(signs), _any(codes | names), _any({*sizes, *_SIZES})
    before = rf"(?<![\w$€£¥])(?:{sign}|{_any(codes)})\.?{_GAP}?{_NUMBER}(?:{_GAP}?(?:{size})\b)?"
    middle = rf"(?:{_GAP}?(?:{size})\b\.?)?(?:{_GAP}|-)?(?:de )?"
    after = rf"{middle}(?:{sign}|(?:{word})\b)(?!\w|{_GAP}?\d)"
    marks = sorted({mark for each in signs for mark in each if unicodedata.category(mark) == "Sc"})
    codes_end = "|".join(f"(?<=[A-Z]{{3}}{gap}.)|(?<=kr{gap}.)" for gap in ("", f"(?:{_GAP}|[.])"))
    quick = rf"[0-9](?:{codes_end}|(?<=kr[.] .)|(?![0-9.,:;)\n]){after})"
    return _Amounts(
        re.compile(rf"{before}(?!\w)|(?<![\w.,]){_NUMBER}{after}"), marks, re.compile(quick)
    )


def _any(texts: Iterable[str]) -> str:
    """A pattern for one of some texts, the longest first."""
    longest = sorted(filter(None, texts), key=lambda each: (-len(each), each))
    return "|".join(map(re.escape, longest))
