"""Comments in Markdown: the author's own business, and taken out before anything sees them."""

import re

from waypost.problems import Problem
from waypost.sources.code import Code

_COMMENT = re.compile(r"<!--(.*?)(?:--!?>|\Z)", re.DOTALL)
# What asks for a view.
_MARKER = re.compile(r"\s*waypost:.*", re.DOTALL | re.IGNORECASE)


def without_comments(path: str, text: str, first_line: int) -> tuple[str, list[Problem]]:
    """The text without `<!-- comments -->`, with as many lines as before.

    Code keeps what looks like a comment, and a marker for a view or a tag list stays. A comment
    that never ends takes the rest of the text with it, and is a problem.
    """
    if "<!--" not in text:
        return text, []
    kept: list[str] = []
    problems: list[Problem] = []
    code = _Around(text)
    position = 0
    line, counted = first_line, 0
    while (start := text.find("<!--", position)) >= 0:
        if end := code.end_around(start):
            kept.append(text[position:end])
            position = end
            continue
        match = _COMMENT.match(text, start)
        assert match is not None, "the pattern matches wherever <!-- stands"
        comment = match[0]
        kept.append(text[position:start])
        line, counted = line + text.count("\n", counted, start), start
        if not comment.endswith(("-->", "--!>")):
            what = "A comment begins here with <!-- and never ends."
            problems.append(Problem(path, line, "", what, "End it with -->."))
        elif "<!--" in match[1]:
            what = "Another comment begins within this one, and ends it too early."
            problems.append(Problem(path, line, "", what, "Take the inner <!-- and --> out."))
        is_marker = _MARKER.fullmatch(match[1]) is not None
        kept.append(comment if is_marker else "\n" * comment.count("\n"))
        position = match.end()
        if "`" in comment or "~~~" in comment:  # what looked like code was inside the comment
            code.start_anew(position)
    kept.append(text[position:])
    return "".join(kept), problems


class _Around:
    """The code in which a comment is shown on purpose: fences, and spans that are one and no more.

    A backtick typed for an apostrophe must not make code of what stands between two of them.
    Positions are asked for in their order.
    """

    def __init__(self, text: str) -> None:
        self._text, self._code = text, Code(text)
        self._known, self._opens_line = 0, True

    def start_anew(self, position: int) -> None:
        """Forget what was known of the code behind a position."""
        self._known, self._opens_line = position, True

    def end_around(self, position: int) -> int | None:
        """Where the code ends that is around a position, if any is."""
        while self._known <= position:
            region = self._code.next(self._known, position, self._opens_line)
            self._known, self._opens_line = region.end if region else position, False
            if region is None:
                break
            if position < region.end:
                span = self._text[region.start : region.end].lstrip("`").lstrip()
                return region.end if region.is_fenced or span.startswith("<!--") else None
        return None
