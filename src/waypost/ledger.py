"""What former builds found out, by name and by all that it depends on.

A ledger saves work and nothing else: whatever it holds can be lost at any time, and what it gives
is what would come out anew. So a key holds everything that a value depends on, save the ground: the
engine and the author's settings. A ledger of another ground is empty.
"""

import pickle
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol


class Row(NamedTuple):
    """A value as it is kept; the data of one that is read at need is None until then."""

    key: bytes
    data: bytes | None


class Rows(Protocol):
    """Where rows are kept from build to build. None of this ever raises."""

    def read(self, kind: str, lazy: bool) -> dict[str, Row]:
        """All rows of a kind by name; without their data if they are lazy."""

    def data(self, kind: str, name: str, key: bytes) -> bytes | None:
        """The data of one row, if it is still there under this key."""

    def write(self, kind: str, rows: Mapping[str, Row], gone: Iterable[str]) -> None:
        """Keep rows in the place of those of the same names, and let others go."""

    def end(self) -> None:
        """Let go of where they are kept; nothing is read or written from then on."""


def key(*parts: object) -> bytes:
    """A short name for what a value depends on: texts, numbers, days, and tuples of such.

    Two sets of parts that differ in `repr` have different keys.
    """
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


@dataclass
class Shelf:
    """What is kept of one kind: one value a name."""

    kind: str
    rows: Rows | None
    lazy: bool
    least: int
    _kept: dict[str, Row]
    _new: dict[str, Row] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)

    def get(self, name: str, key: bytes) -> Any | None:
        """The value that was put under a name with this very key; None if there is none."""
        self._asked.add(name)
        row = self._new.get(name) or self._kept.get(name)
        if row is None or row.key != key:
            return None
        data = row.data
        if data is None and self.rows:
            data = self.rows.data(self.kind, name, key)
        with suppress(Exception):  # whatever a damaged value raises when it is read
            return pickle.loads(data) if data else None
        return None

    def has(self, name: str, key: bytes) -> bool:
        """Whether there is a value under a name with this very key, which is not read."""
        self._asked.add(name)
        row = self._new.get(name) or self._kept.get(name)
        return row is not None and row.key == key

    def put(self, name: str, key: bytes, value: Any) -> None:
        """Keep a value in the place of the one of that name."""
        self._asked.add(name)
        self._new[name] = Row(key, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def close(self, forget: bool) -> None:
        """Write what is new; `forget` what nobody asked for, where that is much."""
        gone = self._kept.keys() - self._asked if forget else set()
        gone = gone if len(gone) > self.least else set()
        if self.rows and (self._new or gone):
            self.rows.write(self.kind, self._new, gone)


@dataclass
class Ledger:
    """Shelves by kind; without `rows`, what it holds ends with it."""

    rows: Rows | None = None
    _shelves: dict[str, Shelf] = field(default_factory=dict)

    def shelf(self, kind: str, lazy: bool = False, least: int = 0) -> Shelf:
        """The shelf of a kind, whose values are read when they are asked for if they are `lazy`.

        So many values as `least` stay on it though nobody asks for them.
        """
        if kind not in self._shelves:
            kept = self.rows.read(kind, lazy) if self.rows else {}
            self._shelves[kind] = Shelf(kind, self.rows, lazy, least, kept)
        return self._shelves[kind]

    def close(self, forget: bool = True) -> None:
        """Write what is new; `forget` what nobody asked for, once everything was asked."""
        for shelf in self._shelves.values():
            shelf.close(forget)
        self._shelves.clear()

    def end(self) -> None:
        """Let go of where it is kept, which only the last to do so can leave tidy."""
        if self.rows:
            self.rows.end()
