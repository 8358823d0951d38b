"""Texts in which a converter of Markdown would be lost for hours, which no person writes.

Converters look for the end of whatever begins, from each beginning on. Where thousands begin and
none ends, what takes a moment otherwise takes the square or the cube of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from waypost.problems import Problem
from waypost.sources.code import Code

_OPEN = 100  # of one sign in a paragraph, without their ends
_STRUCK = 300  # ~~ in a paragraph
# In a row, outside of a fence. From eleven on, with three more further down, pymdownx.tilde 13.1
# turns in a circle for ever (`build_cache` is given an element of no length).
_TILDES = 7
_LINE = "~" * (_TILDES + 1)
_TAGS = 200  # HTML elements, one within another
_NOTES = 2000  # references to notes at the foot of a page
_RULES = 500  # lines of hyphens, one below the other
_BLANKS = 1000  # spaces in a row
_BACKTICKS = 100
_DEEPEST = 100  # columns before an item of a list; Markdown counts four for each list around it
_PAIRS = ("[]", "()", "<>")
_STRIKES = re.compile("~~+")
_PARAGRAPH = re.compile(r"(?:[^\n]+\n?)+")
_RULE = re.compile(r"^[ >]*[-=*_][-=*_ ]*$", re.MULTILINE)
_WITHIN = 25  # lists or quotations, one within another
_MARK = r"(?:[-*+]|\d+[.)])"
# The end of the line before is found much quicker than the beginning of a line.
_ITEM = re.compile(
    rf"\n(?:[ \t]{{{_DEEPEST},}}{_MARK}[ \t]|(?:[ \t]*{_MARK}[ \t]+){{{_WITHIN}}}"
    rf"|(?:[ \t]*>){{{_WITHIN}}})"
)
# Elements that need an end; of the others browsers know where they end.
_TAG = re.compile(
    r"<(/?)(?!(?:area|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|source|td|th|tr|track|wbr)"
    r"\b)[a-z][\w-]*",
    re.IGNORECASE,
)


def tangles(path: str, text: str, first_line: int) -> list[Problem]:
    """What in a text, the first such thing at most, would keep a converter busy without end."""
    found = next(_Tangles(path, text, first_line).found(), None)
    return [found] if found else []


@dataclass(frozen=True)
class _Tangles:
    path: str
    text: str
    first_line: int

    def found(self) -> Iterator[Problem]:
        """Everything, the cheapest to find first."""
        text = self.text
        for blank in (" ", "\t", "\u00a0"):
            if (position := text.find(blank * _BLANKS)) >= 0:
                what = f"More than {_BLANKS:,} spaces stand in a row here."
                yield self._at(position, what, "Delete them.")
        if (position := text.find("`" * _BACKTICKS)) >= 0:
            what = f"More than {_BACKTICKS} backticks stand in a row here."
            yield self._at(position, what, "Three begin and end code that takes several lines.")
        if match := _ITEM.search(f"\n{text}"):
            what = "Too many lists or quotations lie one within another here."
            yield self._at(match.start(), what, "Write plain ones, or plain text.")
        if text.count("[^") > _NOTES:
            what = f"This text points to its notes more than {_NOTES:,} times."
            yield self._at(text.find("[^"), what, "Divide it in two.")
        if text.count("<") > _TAGS:
            yield from self._open_tags()
        is_full = any(text.count(pair[0]) > _OPEN for pair in _PAIRS) or text.count("~~") > _STRUCK
        if is_full or text.count("\n") > _RULES or _LINE in text:
            yield from self._full_paragraphs()

    def _at(self, position: int, what: str, cure: str) -> Problem:
        line = self.first_line + self.text.count("\n", 0, position)
        return Problem(self.path, line, "text", what, cure)

    def _full_paragraphs(self) -> Iterator[Problem]:
        for start, paragraph in self._paragraphs():
            for pair in _PAIRS:
                if paragraph.count(pair[0]) > _OPEN and _depth(paragraph, pair) > _OPEN:
                    what = f"More than {_OPEN} {pair[0]} in this paragraph have no {pair[1]}."
                    cure = "Close them, or show the text as it is, between two lines of ```."
                    yield self._at(start, what, cure)
            if _LINE in paragraph and len(_STRIKES.findall(paragraph)) > 1:
                what = f"More than {_TILDES} ~ stand in a row here, and others near them."
                cure = "Draw a line with ---, or show the text as it is, between two lines of ```."
                yield self._at(start + paragraph.index(_LINE), what, cure)
            if paragraph.count("~~") > _STRUCK:
                what = f"This paragraph has more than {_STRUCK} ~~ in it."
                yield self._at(start, what, "Divide it, or strike out less.")
            if paragraph.count("\n") > _RULES and len(_RULE.findall(paragraph)) > _RULES:
                what = f"More than {_RULES} lines of hyphens stand here, one below the other."
                yield self._at(start, what, "Delete them, or leave lines empty between them.")

    def _paragraphs(self) -> Iterator[tuple[int, str]]:
        """Paragraphs with their places, without code between fences, which is taken as it is.

        A fence that never ends is text to a converter, and so is what stands below it.
        """
        position, end = 0, len(self.text)
        code = Code(self.text).regions()
        fences = [region for region in code if region.is_fenced and region.is_closed]
        for begin, after in [*((each.start, each.end) for each in fences), (end, end)]:
            for match in _PARAGRAPH.finditer(self.text, position, begin):
                yield match.start(), match[0]
            position = after

    def _open_tags(self) -> Iterator[Problem]:
        depth = 0
        for match in _TAG.finditer(self.text):
            depth = max(0, depth - 1 if match[1] else depth + 1)
            if depth > _TAGS:
                what = f"More than {_TAGS} HTML tags are open here."
                cure = "Close them, or write &lt; for a < that begins none."
                yield self._at(match.start(), what, cure)
                return


def _depth(paragraph: str, pair: str) -> int:
    """How many of a sign stand open at once."""
    depth = deepest = 0
    for sign in re.findall(f"[{re.escape(pair)}]", paragraph):
        depth = depth + 1 if sign == pair[0] else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest
