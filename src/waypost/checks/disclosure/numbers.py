"""Telephone numbers, and the numbers of accounts, of cards and of people."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from babel.core import get_global

from waypost.checks.disclosure.shapes import shape
from waypost.checks.passages import Passage
from waypost.problems import Problem
from waypost.settings import Settings

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

# Eight figures near one another, which are no day of the calendar.
# A figure comes first, so that the search leaps from one to the next.
_RUN = re.compile(
    r"[0-9](?<![\w.,:/-].)(?![0-9]{3}[-/.][0-9]{1,2}[-/.][0-9])"
    r"(?:[ .\-/()\u00a0\u202f]{0,3}[0-9]){7,16}"
)
_FIGURES = (b"000000", b"0000 0000")
# What speaks of a telephone, and what numbers other things that look the same.
_TELEPHONE = re.compile(
    r"\btel\b|\btelf?\.|\btlf|telefon|teléfono|\bphone|telephone|\bfax|\bsms\b|whatsapp|hotline"
    r"|\bdial\b|\bring\b|\bcall\b|\bllam[ae]\w*|\b(?:mobile?|móvil|cell)\s*[.:]",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:cvr|se|org|ean|gtin|isbn|issn|order|ordre|pedido|invoice|faktura|factura|case|sag|ticket"
    r"|caso|id|ref|version|build|sku|vare|item|article|artikel|artículo)\W*"
    r"(?:n[ro]|n[º°]|number|nummer|número)?\W*(?:is|er|es)?\W*$",
    re.IGNORECASE,
)
_NEAR = 30  # signs in which a telephone is spoken of
_YEARS = re.compile(r"(?:(?:19|20)\d\d\D*)+")
_UNIT = re.compile(r"\s*(?:%|‰|[°€$£¥]|kr\b|[A-Z]{3}\b)")
# One of a row of numbers.
_MORE_BEFORE = re.compile(r"(?:\d[ .,/-]{0,2}|[.,/-])$")
_MORE_BEHIND = re.compile(r"\s?[-.,/]?\d")
_AS_A_NUMBER = re.compile(r"\d{1,3}(?:\D\d{3})+|\d+")

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[\dA-Z]{1,4}){3,8}(?![\dA-Za-z])")
_CCC = re.compile(r"(?<![\d-])\d{4}([ -]?)\d{4}\1\d{2}\1\d{10}(?![\d-])")
# In Denmark the number of a branch and that of an account stand beside each other.
_BRANCH = re.compile(
    r"\breg\w*\.?[ -]?(?:n[ro]|nummer)?\.?:?\s*\d{4}\b\D{1,20}\bkonto\D{0,12}\d{6,10}\b"
    r"|\bkonto\w*\.?(?:\s?n[ro])?\.?:?\s*\d{4}[ -]\d{6,10}\b",
    re.IGNORECASE,
)
# Visa, Mastercard, Dankort, Discover and JCB in fours; American Express.
_CARD = re.compile(
    r"(?<![\w.-])(?:(?:4\d{3}|5[1-5]\d\d|2[2-7]\d\d|5019|6011|65\d\d|35[2-8]\d)"
    r"([ -]?)\d{4}\1\d{4}\1\d{4}|3[47]\d\d([ -]?)\d{6}\2\d{5})(?![\w-])"
)
_CPR = re.compile(
    r"(?<![\w.+-])(\d{6}-\d{4})(?![\w-])|\bcpr\b[^\d\n]{0,15}(\d{6}[ -]?\d{4})\b", re.IGNORECASE
)
_DNI = re.compile(r"(?<![\w.-])(?:\d{8}|[XYZ]-?\d{7})-?[A-Z](?![\w-])")


def maybe_telephone(text: str, _: Settings) -> bool:
    """Whether it is worth the time to look for telephone numbers in a text."""
    return _RUN.search(text) is not None


def maybe_account(text: str, _: Settings) -> bool:
    """Whether it is worth the time to look for other numbers in a text."""
    seen = shape(text)
    return any(figures in seen for figures in _FIGURES)


def telephones(passage: Passage, settings: Settings) -> Iterator[Problem]:
    """Telephone numbers: of all the world with a +, of the journal's own country without."""
    from phonenumbers import PhoneNumberMatcher

    territory = get_global("zone_territories").get(settings.timezone.key)
    words = passage.words
    for run in _RUN.finditer(words):
        begin = max(words.rfind("\n", 0, run.start()) + 1, run.start() - _NEAR)
        line = words[begin : run.end() + _NEAR].partition("\n")[0].replace("\u202f", " ")
        for match in PhoneNumberMatcher(line, territory):
            before, after = line[: match.start], line[match.end :]
            if not _is_telephone(match.raw_string, match.number, before, after):
                continue
            what = "This looks like a telephone number, and everybody could read it."
            cure = "Take it out, or leave it if it is meant to be public."
            yield passage.hint(begin + match.start, what, cure)


def accounts(passage: Passage, _: Settings) -> Iterator[Problem]:
    """Numbers of bank accounts, of payment cards and of people, by their check digits."""
    cure = "Take it out: nobody who reads you needs it."
    words = passage.words
    for position in _banks(words):
        what = "This looks like the number of a bank account, and everybody could read it."
        yield passage.hint(position, what, cure)
    for position in _cards(words):
        what = "This looks like the number of a payment card, and everybody could read it."
        yield passage.hint(position, what, cure)
    for position in _people(words):
        what = "This looks like the number of a person, by which offices know people."
        yield passage.hint(position, what, cure)


def _is_telephone(raw: str, number: "PhoneNumber", before: str, after: str) -> bool:
    """Whether what could be a telephone number is one, by how and where it is written."""
    from phonenumbers import PhoneNumberFormat, format_number

    if raw.startswith(("+", "(+", "00")):
        return sum(map(str.isdigit, raw)) >= 10
    is_one_of_many = _MORE_BEFORE.search(before) or _MORE_BEHIND.match(after)
    if is_one_of_many or _YEARS.fullmatch(raw) or _UNIT.match(after) or _OTHER.search(before):
        return False
    if _TELEPHONE.search(before):
        return True
    plain = raw.replace("\u00a0", " ")
    usual = format_number(number, PhoneNumberFormat.NATIONAL)
    return plain == usual and not _AS_A_NUMBER.fullmatch(plain)


def _banks(text: str) -> Iterator[int]:
    yield from (match.start() for match in _IBAN.finditer(text) if _is_iban(match[0]))
    yield from (match.start() for match in _CCC.finditer(text) if _is_ccc(match[0]))
    yield from (match.start() for match in _BRANCH.finditer(text))


def _cards(text: str) -> Iterator[int]:
    yield from (match.start() for match in _CARD.finditer(text) if _is_card(match[0]))


def _people(text: str) -> Iterator[int]:
    for match in _CPR.finditer(text):
        if _is_cpr((match[1] or match[2]).replace(" ", "")):
            yield match.start()
    yield from (match.start() for match in _DNI.finditer(text) if _is_dni(match[0]))


# What each number is held against, loaded only where there is one.


def _is_iban(text: str) -> bool:
    from stdnum import iban

    parts = re.split(r"[ -]", text)  # words in capitals may stand behind it
    return any(iban.is_valid("".join(parts[:count])) for count in range(len(parts), 0, -1))


def _is_ccc(text: str) -> bool:
    from stdnum.es import ccc

    return bool(ccc.is_valid(text))


def _is_card(text: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(re.sub(r"\D", "", text)))


def _is_cpr(text: str) -> bool:
    from stdnum.dk import cpr
    from stdnum.exceptions import ValidationError

    try:
        cpr.get_birth_date(text)  # and not its `validate`, which asks the clock
    except ValidationError:
        return False
    return True


def _is_dni(text: str) -> bool:
    from stdnum.es import dni, nie

    return bool(dni.is_valid(text) or nie.is_valid(text))
