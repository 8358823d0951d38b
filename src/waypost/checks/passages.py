"""What readers see of a file, passage by passage: its text, and the values of its fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from waypost.problems import Problem, Severity
from waypost.sources import Place, Source, Value, code_regions

# What readers do not see, or what is an address and no words.
_UNSEEN = ("id", "redirect_from", "extra")
# Addresses, tags and the brackets of links: numbers in them mean nothing. Those of telephones do.
_NO_WORDS = re.compile(
    r"\b[a-z][a-z+.-]*://[^\s)>\]\"']+|(?<=\]\()(?!tel:)[^)\s]+|</?[a-z](?![^<>]*\btel:)[^<>]*>"
    r"|&#x?[0-9a-f]+;",
    re.IGNORECASE,
)
_EACH = 3  # of a kind in a file; more are told together
_LINES = 5  # named, where there are more


@dataclass(frozen=True)
class Passage:
    """The text of a file, or the value of a field; `place` is empty for the text."""

    source: Source
    place: Place
    text: str

    @cached_property
    def prose(self) -> str:
        """The text with spaces for its code."""
        if self.place or ("`" not in self.text and "~~~" not in self.text):
            return self.text
        return blanked(self.text, ((start, end) for start, end, _ in code_regions(self.text)))

    @cached_property
    def words(self) -> str:
        """The prose with spaces for its addresses, and for tags of HTML."""
        return blanked(self.prose, (match.span() for match in _NO_WORDS.finditer(self.prose)))

    def lines(self, having: re.Pattern[str]) -> Iterator[tuple[int, str]]:
        """Lines of its words in which a pattern finds something, each with where it begins."""
        end = -1
        for match in having.finditer(self.words):
            if match.start() > end:
                start = self.words.rfind("\n", 0, match.start()) + 1
                end = self.words.find("\n", match.start())
                end = len(self.words) if end < 0 else end
                yield start, self.words[start:end]

    def hint(self, position: int, what: str, cure: str) -> Problem:
        """Advice on what stands at a position."""
        if self.place:
            return self.source.problem(self.place, what, cure, Severity.HINT)
        line = self.source.line_at(position)
        return Problem(self.source.path, line, "text", what, cure, Severity.HINT)


def passages(source: Source) -> Iterator[Passage]:
    """Everything in a file that readers see."""
    for name, value in source.front.items():
        if name not in _UNSEEN:
            yield from _values(source, (name,), value)
    yield Passage(source, (), source.body)


def together(found: Iterator[Problem], each: int = _EACH) -> Iterator[Problem]:
    """Advice of one kind on one file: once a line, and in one sentence if there is much of it.

    `each` is how many lines are told by themselves.
    """
    lines: dict[int, Problem] = {}
    for problem in found:
        lines.setdefault(problem.line, problem)
    if len(lines) <= each:
        yield from lines.values()
        return
    first, *others = sorted(lines)
    named, more = others[:_LINES], len(others) - _LINES
    last = f"{more} more" if more > 0 else str(named.pop())
    also = f"Lines {', '.join(map(str, named))} and {last} have something like it, too."
    if len(others) == 1:
        also = f"Line {last} has something like it, too."
    yield replace(lines[first], cure=f"{lines[first].cure} {also}")


def _values(source: Source, place: Place, value: Value) -> Iterator[Passage]:
    if isinstance(value, str):
        yield Passage(source, place, value)
    elif value is not None:
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for name, each in inner:
            yield from _values(source, (*place, name), each)


def blanked(text: str, spans: Iterator[tuple[int, int]]) -> str:
    """A text of the same length and lines, with spaces for some stretches of it."""
    kept: list[str] = []
    position = 0
    for start, end in spans:
        kept += [text[position:start], re.sub(r"[^\n]", " ", text[start:end])]
        position = end
    return "".join([*kept, text[position:]]) if kept else text
