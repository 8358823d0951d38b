"""A figure becomes a reading: what may be told of it, by what its key result discloses."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from waypost.fields.forms import FIGURES
from waypost.files import PRIVATE
from waypost.private import Private
from waypost.problems import Problem
from waypost.records import KeyResult
from waypost.records.key_result import INDEXED_FROM
from waypost.weeks import Week

NUMBER = "NUMBER"
"""What the figure is called where something is wrong with it."""

# Less than this part of the former figure is noise, and not a movement.
_LEVEL = Decimal("0.02")
_TENTH = Decimal("0.1")

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "−": "-"})
_SIMPLE = re.compile(r"([-+]?)([0-9]+)(?:([.,])([0-9]+))?")
_GROUPED = re.compile(r"([-+]?[0-9]{1,3}(?:(?P<by>[ .,'])[0-9]{3})(?:(?P=by)[0-9]{3})*)(.*)")
_DECIMALS = re.compile(r"(?:[.,][0-9]+)?")


@dataclass(frozen=True)
class Taken:
    """What becomes of a figure: what the entry says, if anything can be told yet."""

    told: str | None
    is_kept: bool = False
    """Whether the figure itself has to be kept, for the next one to be compared with it."""


def figure(text: str) -> tuple[Decimal | None, list[Problem]]:
    """A number as people write it: `48213.5`, `48,213.5`, `48.213,5`, `48 213`.

    What could be read in two ways is a problem: `48,213` is 48 to some, and 48 thousand to others.
    """
    plain = " ".join(text.split()).translate(_SPACES).removesuffix("%").strip()
    written = ""
    if simple := _SIMPLE.fullmatch(plain):
        sign, whole, mark, decimals = simple.groups()
        if mark and len(decimals) == 3 and len(whole) <= 3 and whole[0] != "0":
            what = f"'{text}' can be read in two ways."
            cure = f"Write {sign}{whole}{decimals}, or {sign}{whole}.{decimals}0 if it is a small"
            return None, [Problem(NUMBER, 0, "", what, f"{cure} one.")]
        written = f"{sign}{whole}.{decimals}" if mark else f"{sign}{whole}"
    elif grouped := _GROUPED.fullmatch(plain):
        whole, by, rest = grouped.groups()
        if _DECIMALS.fullmatch(rest) and not rest.startswith(by):
            written = whole.replace(by, "") + rest.replace(",", ".")
    if not FIGURES.fullmatch(written):
        what = f"'{text}' is not a number."
        return None, [Problem(NUMBER, 0, "", what, "Write it in figures, such as 48213.5.")]
    return Decimal(written), []


def taken(
    key_result: KeyResult, amount: Decimal, week: Week, private: Private
) -> tuple[Taken | None, list[Problem]]:
    """What becomes of a figure of a week, or why nothing can."""
    name, disclosure = key_result.name, key_result.fields.disclosure
    if disclosure == "trend":
        before = private.before(name, week)
        return Taken(None if before is None else _trend(_exact(before), amount), True), []
    if disclosure == "absolute":
        return Taken(plainly(amount)), []
    baseline = private.baselines.get(name)
    if baseline is None:
        what = f"This computer does not know what '{name}' is counted from."
        cure = f"Say it once, and it is 100 from then on: waypost reading {name} NUMBER --baseline"
        return None, [Problem(PRIVATE, 0, "baselines", what, cure)]
    if baseline <= 0:
        return None, [_no_baseline(PRIVATE, "baselines")]
    index = (amount / _exact(baseline) * INDEXED_FROM).quantize(_TENTH, ROUND_HALF_UP)
    if key_result.misfit(float(index)):
        what = f"The index of that would be {plainly(index)}, which is far from where it began."
        cure = f"Look at the figure, and at the baseline in {PRIVATE}."
        return None, [Problem(NUMBER, 0, "", what, cure)]
    return Taken(plainly(index)), []


def next_one(
    key_result: KeyResult, amount: Decimal, week: Week, private: Private
) -> tuple[Week, Decimal, str] | None:
    """The next week that has a figure, this, and how it moved if that of a week is `amount`."""
    later = private.after(key_result.name, week)
    if later is None:
        return None
    following = _exact(private.readings[key_result.name][str(later)])
    return later, following, _trend(amount, following)


def unfit_baseline(key_result: KeyResult, amount: Decimal) -> list[Problem]:
    """Why a figure can't be what a key result is counted from."""
    if key_result.fields.disclosure == "absolute":
        what = f"The figures of '{key_result.name}' are public, and so is what they began with."
        cure = f"Write it as `baseline` into {key_result.source.path}."
        return [Problem("--baseline", 0, "", what, cure)]
    if key_result.fields.disclosure == "indexed" and amount <= 0:
        return [_no_baseline(NUMBER, "")]
    return []


def plainly(amount: Decimal) -> str:
    """A number as a field holds it: no more decimals than it needs."""
    text = format(amount + 0, "f")  # which makes -0 a plain 0
    return text.rstrip("0").rstrip(".") if "." in text else text


def _no_baseline(path: str, field: str) -> Problem:
    what = "Nothing can be counted from a baseline of 0 or less."
    cure = "Take the first figure above it, or disclose the trend only."
    return Problem(path, 0, field, what, cure)


def _trend(before: Decimal, amount: Decimal) -> str:
    change = amount - before
    if change == 0 or abs(change) < _LEVEL * abs(before):
        return "level"
    return "up" if change > 0 else "down"


def _exact(figure: float) -> Decimal:
    """A number of a file as it is written there, not as a computer divides it."""
    return Decimal(str(figure))
