"""The author's private list: names and terms that must never be published."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from waypost.privacy.folding import SEAM, readings
from waypost.privacy.matching import Pattern, forms


@dataclass(frozen=True)
class Name:
    """A name or a term, what to say instead, if she knows it, and its place in the list."""

    written: str
    instead: str = ""
    place: int = 1

    @cached_property
    def patterns(self) -> Sequence[Pattern]:
        """How it is found."""
        return [pattern for form in forms(self.written) for pattern in form.patterns()]

    @cached_property
    def letters(self) -> int:
        """How many letters and figures it has where it is written in the shortest way."""
        return min((form.letters for form in forms(self.written)), default=0)


@dataclass(frozen=True)
class PrivateList:
    """All of them; `is_there` if somebody made a list, be it empty."""

    names: Sequence[Name] = ()
    is_there: bool = False

    def __bool__(self) -> bool:
        return bool(self.names)

    def find(self, text: str) -> Iterator[tuple[Name, int]]:
        """Each name that a text holds, with each of its lines, counted from 1."""
        if not self.names:
            return
        read = readings(text, self._needles)
        for name in self.names if read else ():
            lines: set[int] = set()
            for reading in read:
                for pattern in name.patterns:
                    if pattern.needle in reading:
                        lines.update(_lines(reading, pattern.search))
            yield from ((name, line) for line in sorted(lines))

    @cached_property
    def _needles(self) -> Collection[str]:
        """What is in the letters of each text that holds a name."""
        found = (pattern.needle for name in self.names for pattern in name.patterns)
        return list(dict.fromkeys(found))

    @cached_property
    def in_bytes(self) -> Collection[bytes]:
        """What is in each file that is no text and holds a name, where its capitals are small."""
        found = (
            each for name in self.names for form in forms(name.written) for each in form.in_bytes
        )
        return list(dict.fromkeys(found))

    def holds(self, text: str) -> Sequence[Name]:
        """The names that a text holds."""
        return list(dict.fromkeys(name for name, _ in self.find(text)))


def listed(names: Mapping[str, str | None], is_there: bool) -> PrivateList:
    """A list of names by what to say instead of each."""
    found = [
        Name(name, instead or "", place) for place, (name, instead) in enumerate(names.items(), 1)
    ]
    return PrivateList(tuple(found), is_there)


def _lines(text: str, search: re.Pattern[str]) -> Iterator[int]:
    """The line of each place where a name begins."""
    line, last = 1, 0
    for match in search.finditer(text):
        start = match.start()
        line += text.count("\n", last, start) + text.count(SEAM, last, start)
        last = start
        yield line
