"""Comments in Markdown: the author's own business, and taken out before anything sees them."""

import re
from collections.abc import Iterator

from waypost.problems import Problem

_COMMENT = re.compile(r"<!--(.*?)(?:--!?>|\Z)", re.DOTALL)
# What asks for a view, and Material's list of tags; anything more in them is a comment.
_MARKER = re.compile(r"\s*(?:waypost:.*|material/tags\s*)", re.DOTALL | re.IGNORECASE)
_CODE_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)


def without_comments(path: str, text: str, first_line: int) -> tuple[str, list[Problem]]:
    """The text without `<!-- comments -->`, with as many lines as before.

    Code keeps what looks like a comment, and a marker for a view or a tag list stays. A comment
    that never ends takes the rest of the text with it, and is a problem.
    """
    if "<!--" not in text:
        return text, []
    kept: list[str] = []
    problems: list[Problem] = []
    position = 0
    code = _protected(text, 0)
    while (start := text.find("<!--", position)) >= 0:
        region_end = next((end for begin, end in code if begin <= start < end), None)
        if region_end is not None:
            kept.append(text[position:region_end])
            position = region_end
            continue
        match = _COMMENT.match(text, start)
        assert match is not None, "the pattern matches wherever <!-- stands"
        comment = match[0]
        kept.append(text[position:start])
        if not comment.endswith(("-->", "--!>")):
            line = first_line + text.count("\n", 0, start)
            what = "A comment begins here with <!-- and never ends."
            problems.append(Problem(path, line, "", what, "End it with -->."))
        elif "<!--" in match[1]:
            line = first_line + text.count("\n", 0, start)
            what = "Another comment begins within this one, and ends it too early."
            problems.append(Problem(path, line, "", what, "Take the inner <!-- and --> out."))
        is_marker = _MARKER.fullmatch(match[1]) is not None
        kept.append(comment if is_marker else "\n" * comment.count("\n"))
        position = match.end()
        if "`" in comment or "~~~" in comment:  # what looked like code was inside the comment
            code = _protected(text, position)
    kept.append(text[position:])
    return "".join(kept), problems


def code_regions(text: str, start: int = 0) -> Iterator[tuple[int, int, bool]]:
    """Where code begins and ends, from a position on, and whether a fence holds it."""
    position, prose = start, start
    fence, opened = "", 0
    for line in text[start:].split("\n"):
        length = len(line) + 1
        match = _CODE_FENCE.match(line)
        if match and not fence and "`" not in line[match.end() :]:
            yield from _spans(text, prose, position)
            fence, opened = match[1], position
        elif match and fence and match[1].startswith(fence) and not line[match.end() :].strip():
            yield opened, position + length, True
            fence, prose = "", position + length
        position += length
    if fence:
        yield opened, position, True
    else:
        yield from _spans(text, prose, position)


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    for paragraph in re.finditer(r"(?:[^\n]+\n?)+", text[start:end]):
        offset = start + paragraph.start()
        for span in _CODE_SPAN.finditer(paragraph[0]):
            yield offset + span.start(), offset + span.end(), False


def _protected(text: str, start: int) -> list[tuple[int, int]]:
    """Code in which a comment is shown on purpose: fences, and spans that are one and no more.

    A backtick typed for an apostrophe must not make code of what stands between two of them.
    """
    return [
        (begin, end)
        for begin, end, is_fence in code_regions(text, start)
        if is_fence or text[begin:end].lstrip("`").lstrip().startswith("<!--")
    ]
