"""How sure the author was of her decisions, and how often it came as she expected.

Calibration is the agreement of the two: of what one is 70 per cent sure of, 70 in 100 should come
(Lichtenstein, Fischhoff and Phillips, Calibration of Probabilities, 1982).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from waypost.journal import Journal

_ENOUGH = 5
_BOUNDS = (0, 50, 70, 85, 100)
_CAME = {"yes": 1.0, "partly": 0.5, "no": 0.0}


@dataclass(frozen=True)
class Class:
    """The cases of which the author was about equally sure: from `least` to `most` per cent.

    `sure` is the mean of that, and `came` how many of 100 came as expected; partly is a half.
    """

    least: int
    most: int
    cases: int
    sure: float
    came: float


@dataclass(frozen=True)
class Calibration:
    """Every case together, and the classes in which there are any, the least sure first."""

    whole: Class
    classes: Sequence[Class]
    has_halves: bool


def calibration(journal: Journal, now: datetime) -> Calibration | None:
    """How well the author judged so far; None before there are five cases to tell by.

    A case is a decision that says how sure she was, and whose outcome readers see and says whether
    it came as expected.
    """
    cases = list(_cases(journal, now))
    if len(cases) < _ENOUGH:
        return None
    classes = [
        _class([case for case in cases if low < case[0] <= high], low + 1, high)
        for low, high in pairwise(_BOUNDS)
        if any(low < sure <= high for sure, _ in cases)
    ]
    has_halves = any(came == _CAME["partly"] for _, came in cases)
    return Calibration(_class(cases, 1, 100), classes, has_halves)


def _cases(journal: Journal, now: datetime) -> Iterator[tuple[int, float]]:
    for decision in journal.decisions:
        sure, outcome = decision.fields.confidence, decision.outcome(now)
        if sure is not None and outcome and outcome.as_expected:
            yield sure, _CAME[outcome.as_expected]


def _class(cases: Sequence[tuple[int, float]], least: int, most: int) -> Class:
    count = len(cases)
    sure = sum(sure for sure, _ in cases) / count
    came = sum(came for _, came in cases) / count
    return Class(least, most, count, sure, 100 * came)
