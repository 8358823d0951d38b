"""Texts in which a converter of Markdown would be lost for hours, which no person writes.

Converters look for the end of whatever begins, from each beginning on. Where thousands begin and
none ends, what takes a moment otherwise takes the square or the cube of it.
"""

import re
from collections.abc import Iterator

from waypost.problems import Problem
from waypost.sources.code import Code

_OPEN = 100  # of one sign in a paragraph, without their ends
_STRUCK = 300  # ~~ in a paragraph
_TAGS = 200  # HTML elements, one within another
_NOTES = 2000  # references to notes at the foot of a page
_RULES = 500  # lines of hyphens, one below the other
_BLANKS = 1000  # spaces in a row
_DEEPEST = 100  # columns before an item of a list; Markdown counts four for each list around it
_PAIRS = ("[]", "()", "<>")
_PARAGRAPH = re.compile(r"(?:[^\n]+\n?)+")
_RULE = re.compile(r"^[ >]*[-=*_][-=*_ ]*$", re.MULTILINE)
_ITEM = re.compile(
    rf"^[ \t]{{{_DEEPEST},}}(?:[-*+]|\d+[.)])[ \t]|^(?:[ \t]*(?:[-*+]|\d+[.)])[ \t]+){{25}}", re.M
)
# Elements that need an end; of the others browsers know where they end.
_TAG = re.compile(
    r"<(/?)(?!(?:area|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|source|td|th|tr|track|wbr)"
    r"\b)[a-z][\w-]*",
    re.IGNORECASE,
)


def tangles(path: str, text: str, first_line: int) -> list[Problem]:
    """What in a text, the first such thing at most, would keep a converter busy without end."""
    if found := next(_found(text), None):
        position, what, cure = found
        return [Problem(path, first_line + text.count("\n", 0, position), "text", what, cure)]
    return []


def _found(text: str) -> Iterator[tuple[int, str, str]]:
    for blank in (" ", "\t", "\u00a0"):
        if (position := text.find(blank * _BLANKS)) >= 0:
            what = f"More than {_BLANKS:,} spaces stand in a row here."
            yield position, what, "Delete them."
    if len(text) > _DEEPEST and (match := _ITEM.search(text)):
        what = "Too many lists lie one within another here."
        yield match.start(), what, "Write a plain list, or plain text."
    if text.count("[^") > _NOTES:
        what = f"This text points to its notes more than {_NOTES:,} times."
        yield text.find("[^"), what, "Divide it in two."
    if text.count("<") > _TAGS:
        yield from _open_tags(text)
    is_full = any(text.count(pair[0]) > _OPEN for pair in _PAIRS) or text.count("~~") > _STRUCK
    if is_full or text.count("\n") > _RULES:
        yield from _full_paragraphs(text)


def _full_paragraphs(text: str) -> Iterator[tuple[int, str, str]]:
    for start, paragraph in _paragraphs(text):
        for pair in _PAIRS:
            if paragraph.count(pair[0]) > _OPEN and _depth(paragraph, pair) > _OPEN:
                what = f"More than {_OPEN} {pair[0]} in this paragraph have no {pair[1]}."
                cure = "Close them, or put the text between two lines of ``` to show it as it is."
                yield start, what, cure
        if paragraph.count("~~") > _STRUCK:
            what = f"This paragraph has more than {_STRUCK} ~~ in it."
            yield start, what, "Divide it, or strike out less."
        if len(_RULE.findall(paragraph)) > _RULES:
            what = f"More than {_RULES} lines of hyphens stand here, one below the other."
            yield start, what, "Delete them, or leave lines empty between them."


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs with their places, without code between fences, which is taken as it is."""
    position = 0
    fences = [region for region in Code(text).regions() if region.is_fenced]
    for begin, end in [*((each.start, each.end) for each in fences), (len(text), len(text))]:
        for match in _PARAGRAPH.finditer(text, position, begin):
            yield match.start(), match[0]
        position = end


def _depth(paragraph: str, pair: str) -> int:
    """How many of a sign stand open at once."""
    depth = deepest = 0
    for sign in re.findall(f"[{re.escape(pair)}]", paragraph):
        depth = depth + 1 if sign == pair[0] else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _open_tags(text: str) -> Iterator[tuple[int, str, str]]:
    depth = 0
    for match in _TAG.finditer(text):
        depth = depth - 1 if match[1] else depth + 1
        if depth > _TAGS:
            what = f"More than {_TAGS} HTML tags are open here."
            yield match.start(), what, "Close them, or write &lt; for a < that begins none."
            return
        depth = max(0, depth)
