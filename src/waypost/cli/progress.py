"""How far long work is: a line that moves in a terminal, and a few plain ones elsewhere.

Nothing is said of what takes a moment. What else is said stands above the line that moves.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import TextIO, TypeVar

PIPE = "WAYPOST_PROGRESS"
"""Set in a process whose output another one of ours reads, and shows."""

_SIGN = "\x01"  # begins what only that one reads; nobody writes it (ASCII's start of a heading)
_PATIENCE = 1.0  # seconds of work before anything is said
_MOVES, _SPEAKS = 0.1, 10.0  # seconds between two moves of a line, and between two plain lines
_BACK = "\r\x1b[K"  # to the beginning of the line, which is empty then (ECMA-48, EL)

Thing = TypeVar("Thing")


@dataclass
class Progress:
    """Tells on a stream how far a piece of work is."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    clock: Callable[[], float] = time.monotonic
    _began: float | None = None
    _told: float = 0
    _is_shown: bool = False

    @property
    def moves(self) -> bool:
        """Whether there is somebody who sees a line move."""
        return self.stream.isatty() and self.environment.get("TERM") != "dumb"

    def tell(self, what: str, done: int, total: int) -> None:
        """Say that so much is done of it."""
        now = self.clock()
        self._began = now if self._began is None else self._began
        pause = _MOVES if self.moves else _SPEAKS
        if now - self._began < _PATIENCE or now - self._told < pause:
            return
        self._told = now
        said = f"{what}: {done} of {total}"
        self.stream.write(f"{_BACK}{said}" if self.moves else f"{said}\n")
        self.stream.flush()
        self._is_shown = self.moves

    def close(self) -> None:
        """Take the line away, before something else is said or when all is done."""
        if self._is_shown:
            self.stream.write(_BACK)
            self.stream.flush()
            self._is_shown = False

    def hear(self, line: str) -> bool:
        """Tell what another process says of its progress; whether it did."""
        if not line.startswith(_SIGN):
            return False
        what, _, numbers = line.strip(f"{_SIGN}\n").rpartition(" ")
        done, _, total = numbers.partition("/")
        if done == total:
            self.close()
            self._began = None
        else:
            self.tell(what, int(done), int(total))
        return True


@dataclass
class Whisper:
    """The same in a process that another one reads: a line now and then, and one at the end."""

    stream: TextIO = field(default_factory=lambda: sys.stdout)
    clock: Callable[[], float] = time.monotonic
    _told: float = 0

    def tell(self, what: str, done: int, total: int) -> None:
        """Say that so much is done of it."""
        now = self.clock()
        if done == total or now - self._told >= _MOVES:
            self._told = now
            self.stream.write(f"{_SIGN}{what} {done}/{total}\n")
            self.stream.flush()


def over(things: Iterable[Thing], what: str, progress: Progress | None = None) -> Iterator[Thing]:
    """The same things one after the other, while it is told how many there were."""
    row = list(things)
    with closing(progress or Progress()) as told:
        for number, each in enumerate(row):
            told.tell(what, number, len(row))
            yield each
