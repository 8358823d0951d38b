"""Comments in Markdown: the author's own business, and taken out before anything sees them."""

import re
from collections.abc import Iterator

from waypost.problems import Problem

_COMMENT = re.compile(r"<!--(.*?)(?:--!?>|\Z)", re.DOTALL)
_MARKER = re.compile(r"\s*(waypost:|material/)")
_CODE_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
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
    code = list(code_regions(text))
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
        is_marker = _MARKER.match(match[1]) is not None
        kept.append(comment if is_marker else "\n" * comment.count("\n"))
        position = match.end()
        if "`" in comment or "~~~" in comment:  # what looked like code was inside the comment
            code = list(code_regions(text, position))
    kept.append(text[position:])
    return "".join(kept), problems


def code_regions(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Where fenced code and code spans begin and end, from a position on."""
    position, prose = start, start
    fence, opened = "", 0
    for line in text[start:].splitlines(keepends=True):
        match = _CODE_FENCE.match(line)
        if match and not fence and "`" not in line[match.end() :]:
            yield from _spans(text, prose, position)
            fence, opened = match[1], position
        elif match and fence and match[1].startswith(fence) and not line[match.end() :].strip():
            yield opened, position + len(line)
            fence, prose = "", position + len(line)
        position += len(line)
    if fence:
        yield opened, position
    else:
        yield from _spans(text, prose, position)


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for paragraph in re.finditer(r"(?:[^\n]+\n?)+", text[start:end]):
        offset = start + paragraph.start()
        for span in _CODE_SPAN.finditer(paragraph[0]):
            yield offset + span.start(), offset + span.end()
