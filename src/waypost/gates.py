"""Markdown's inline patterns are tried only on texts that hold a sign which each match needs.

Python-Markdown tries some thirty of them, one after the other, on every text; most texts hold no
sign of any. This is a patch of its internals: for the versions that it was written for, and no
other, where all patterns are tried as always.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import markdown
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

VERSIONS = {(3, 11)}
"""The versions of Python-Markdown whose way of trying patterns this is."""

_MANY = 12  # signs; a pattern that needs one of more is tried as always


def gated(md: Markdown) -> Markdown:
    """The same converter, with gates before its inline patterns."""
    known = next((each for each in md.treeprocessors if type(each) is InlineProcessor), None)
    if markdown.__version_info__[:2] in VERSIONS and known is not None:
        md.treeprocessors.register(_Gated(md), "inline", 20)  # where it was
    return md


class _Gated(InlineProcessor):
    """The same processor, which leaves out what can't be found."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._known: tuple[Any, Sequence[tuple[Any, frozenset[str] | None]]] = ((), ())

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """As in the class above, which names it so for itself."""
        if isinstance(data, AtomicString):
            return data
        attempt = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        start, at, gates, signs = 0, patternIndex, self._gates(), set(data)
        while at < len(gates):
            pattern, wanted = gates[at]
            matched = False
            if wanted is None or not wanted.isdisjoint(signs):
                data, matched, start = attempt(pattern, data, at, start)
            if matched:
                signs = set(data)
            else:
                at, start = at + 1, 0
        return data

    def _gates(self) -> Sequence[tuple[Any, frozenset[str] | None]]:
        """The patterns in their order, each with the signs of which a text needs one."""
        patterns = tuple(self.inlinePatterns)
        if patterns != self._known[0]:
            self._known = patterns, [(each, _of_pattern(each)) for each in patterns]
        return self._known[1]


def _of_pattern(pattern: Any) -> frozenset[str] | None:
    expression = getattr(pattern, "compiled_re", None)
    return needed(expression) if isinstance(expression, re.Pattern) else None


def needed(expression: "re.Pattern[str]") -> frozenset[str] | None:
    """Signs of which every match of an expression holds at least one; None if nobody knows."""
    parser = getattr(re, "_parser", None)
    if parser is None or not isinstance(expression.pattern, str):
        return None
    ignores_case = bool(expression.flags & re.IGNORECASE)
    found = _of_all(parser.parse(expression.pattern, expression.flags), ignores_case)
    return found if found and len(found) <= _MANY else None


def _of_all(parts: Iterable[tuple[Any, Any]], ignores_case: bool) -> frozenset[str] | None:
    """What the best of some parts needs, all of which have to be there."""
    known = [
        each for part in parts if (each := _of_part(part[0], part[1], ignores_case)) is not None
    ]
    return min(known, key=lambda each: (len(each), sorted(each)), default=None)


def _of_part(kind: Any, what: Any, ignores_case: bool) -> frozenset[str] | None:
    name = str(kind)
    if name == "LITERAL":
        sign = chr(what)
        return frozenset((sign.lower(), sign.upper()) if ignores_case else (sign,))
    if name == "IN":
        signs = [_of_part(each[0], each[1], ignores_case) for each in what]
        return _any_of(signs) if all(str(each[0]) == "LITERAL" for each in what) else None
    if name == "BRANCH":
        return _any_of([_of_all(each, ignores_case) for each in what[1]])
    if name == "SUBPATTERN":
        plain = not (what[1] or what[2])  # that changes no flags within
        return _of_all(what[3], ignores_case) if plain else None
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_all(what[2], ignores_case) if what[0] else None
    if name == "ATOMIC_GROUP":
        return _of_all(what, ignores_case)
    return None


def _any_of(found: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    known = [each for each in found if each is not None]
    return frozenset().union(*known) if len(known) == len(found) else None
