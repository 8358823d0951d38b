"""Where code begins and ends in Markdown: between fences, and between backticks."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(`{3,}|~{3,})")
_BACKTICKS = re.compile("`+")
_BLANK = re.compile(r"\n\n")


@dataclass(frozen=True)
class Region:
    """A stretch of code, whether fences hold it, and whether it ends before the text does."""

    start: int
    end: int
    is_fenced: bool
    is_closed: bool = True


class Code:
    """The code of a text, found from any position on.

    Everything is looked up in what one walk through the text has found, so that even a text of
    nothing but backticks takes no more than its length.
    """

    def __init__(self, text: str) -> None:
        """Walk through a text once."""
        self._text = text
        self._runs = [match.span() for match in _BACKTICKS.finditer(text)]
        self._starts = [start for start, _ in self._runs]
        self._alike: dict[int, list[int]] = defaultdict(list)
        for start, end in self._runs:
            self._alike[end - start].append(start)
        self._blanks = [match.start() for match in _BLANK.finditer(text)]
        self._opening: list[int] = []
        self._closing: list[tuple[int, int, str]] = []
        self._fences: dict[int, tuple[int, bool]] = {}
        if "```" in text or "~~~" in text:
            self._find_fences()

    def _find_fences(self) -> None:
        position = 0
        for line in self._text.split("\n"):
            if match := _FENCE.match(line):
                rest = line[match.end() :]
                if "`" not in rest:
                    self._opening.append(position)
                if not rest.strip():
                    self._closing.append((position, position + len(line) + 1, match[1]))
            position += len(line) + 1

    def regions(self) -> Iterator[Region]:
        """All code, in its order."""
        start = 0
        while region := self.next(start, len(self._text)):
            yield region
            start = region.end

    def next(self, start: int, last: int, opens_line: bool = False) -> Region | None:
        """The first code from a position on that begins at another one or before.

        `opens_line` says that what follows is a line, whatever stands before it.
        """
        fence = self._fence(start, opens_line)
        run = bisect_left(self._starts, start)
        while run < len(self._runs) and (begin := self._starts[run]) < fence and begin <= last:
            length = self._runs[run][1] - begin
            same = self._alike[length]
            nearest = bisect_right(same, begin)
            limit = min(fence, self._paragraph_end(begin))
            if nearest < len(same) and same[nearest] < limit:
                return Region(begin, same[nearest] + length, is_fenced=False)
            run += 1
        if fence <= last:
            end, is_closed = self._fence_end(fence)
            return Region(fence, end, is_fenced=True, is_closed=is_closed)
        return None

    def _fence(self, start: int, opens_line: bool) -> int:
        """Where the next fence opens; beyond the text if none does."""
        text = self._text
        match = _FENCE.match(text, start) if opens_line else None
        if match:
            end = text.find("\n", match.end())
            if text.find("`", match.end(), end if end >= 0 else len(text)) < 0:
                return start
        found = bisect_left(self._opening, start)
        return self._opening[found] if found < len(self._opening) else len(text) + 1

    def _paragraph_end(self, position: int) -> int:
        found = bisect_left(self._blanks, position)
        return self._blanks[found] if found < len(self._blanks) else len(self._text)

    def _fence_end(self, start: int) -> tuple[int, bool]:
        if start not in self._fences:
            match = _FENCE.match(self._text, start)
            assert match is not None, "a fence opens here"
            first = bisect_right(self._closing, (match.end(), 0, ""))
            following = map(self._closing.__getitem__, range(first, len(self._closing)))
            ends = ((end, True) for _, end, fence in following if fence.startswith(match[1]))
            self._fences[start] = next(ends, (len(self._text) + 1, False))
        return self._fences[start]


def outside_code(text: str, found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """What of some matches does not begin in code; a text without any is not walked through."""
    matches = list(found)
    code = list(Code(text).regions()) if matches else []
    starts = [region.start for region in code]
    for match in matches:
        around = bisect_right(starts, match.start()) - 1
        if around < 0 or match.start() >= code[around].end:
            yield match


def code_regions(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where code begins and ends, and whether a fence holds it."""
    for region in Code(text).regions():
        yield region.start, region.end, region.is_fenced
