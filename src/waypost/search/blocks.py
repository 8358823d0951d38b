"""Documents in blocks, oldest first, so that a new one touches the last block only.

A block has its parts of the index, and what stands in which of its documents, in a form that goes
behind that of the blocks before it as it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from json import JSONEncoder
from typing import Any, NamedTuple

from waypost.ledger import Shelf, key
from waypost.search.documents import Document, Found
from waypost.search.index import MOST, Scales, Weights, in_stems
from waypost.settings import Settings

SIZE = 64
"""How many documents a block has at most."""

_FIGURES = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
_WEIGHTS = " ABCDEFGHIJKLMNOPQRSTUVWXYZ"

# Letters as they are: what looks for names in the site reads them, and they are fewer bytes.
as_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Block(NamedTuple):
    """What is known of some documents that follow each other.

    `files` are its parts of the index, and `version` is that of the part with its results. `terms`
    are the stages and barriers that its documents have, by id, and `boosts` how much more some of
    them count, by number.
    """

    size: int
    version: str
    files: Mapping[str, bytes]
    stages: Mapping[str, str]
    barriers: Mapping[str, str]
    boosts: Mapping[int, float]


class _Read(NamedTuple):
    """A document as it was read: what a result says, the text, and what its words weigh."""

    told: list[Any]
    text: str
    version: str
    stage: str
    barriers: tuple[str, ...]
    boost: float
    weights: Weights


@dataclass(frozen=True)
class Blocks:
    """The blocks of an index; of those that the shelf knows no document is read again."""

    rows: Sequence[Sequence[Found]]
    settings: Settings
    scales: Scales
    shelf: Shelf

    @property
    def key(self) -> bytes:
        """What stands for all of them."""
        return key(*self._keys)

    def all(self) -> Sequence[Block]:
        """Every block."""
        return [self._known("block", at) or self._made(at)[0] for at in range(len(self.rows))]

    def words(self) -> Mapping[str, Mapping[str, str]]:
        """By language, and in it by stem, the documents in which a word stands."""
        found: dict[str, dict[str, str]] = {}
        for at in range(len(self.rows)):
            for code, text in (self._known("words", at) or self._made(at)[1]).items():
                known = found.setdefault(code, defaultdict(str))
                pieces = iter(text.split(" "))
                for stem, documents in zip(pieces, pieces, strict=True):
                    known[stem] += documents
        return found

    def keep(self) -> None:
        """Let nothing of what is known be forgotten."""
        for at, row in enumerate(self.rows):
            self.shelf.has(f"words {at}", self._keys[at])
            for each in row:
                self.shelf.has(each.address, each.key)

    def _known(self, what: str, at: int) -> Any:
        return None if at in self._new else self.shelf.get(f"{what} {at}", self._keys[at])

    def _made(self, at: int) -> tuple[Block, Mapping[str, str]]:
        if at not in self._new:
            read = [self._read(each) for each in self.rows[at]]
            block, words = self._new[at] = _block(at, read), _words(at, read)
            self.shelf.put(f"block {at}", self._keys[at], block)
            self.shelf.put(f"words {at}", self._keys[at], words)
        return self._new[at]

    @cached_property
    def _keys(self) -> Sequence[bytes]:
        return [key(at, *(each.key for each in row)) for at, row in enumerate(self.rows)]

    @cached_property
    def _stages(self) -> Mapping[str, int]:
        return {stage.id: number for number, stage in enumerate(self.settings.stages, 1)}

    @cached_property
    def _new(self) -> dict[int, tuple[Block, Mapping[str, str]]]:
        return {}

    def _read(self, found: Found) -> _Read:
        known = self.shelf.get(found.address, found.key)
        if known is None:
            document = found.read()
            known = _read(document, self._stages.get(document.stage, 0), self.scales)
            self.shelf.put(found.address, found.key, known)
        return known


def part(name: str, version: str, data: str) -> tuple[str, bytes]:
    """A part of the index: its path in the site, and the script."""
    return f"search/{name}.js", f'waypostSearch.part("{version}","{name}",{data})\n'.encode()


def version(data: str) -> str:
    """What tells a part from a former one."""
    return blake2b(data.encode(), digest_size=4).hexdigest()


def _read(document: Document, stage: int, scales: Scales) -> _Read:
    text = document.text
    if document.summary not in text:
        text = f"{document.summary} {text}".strip()
    data = as_json(text)
    # What a result says, in the order that `search.js` counts on.
    told = [document.title, document.address, document.kind, document.when, stage]
    state, weights = version(data), scales.weigh(document)
    told += [in_stems(document.code), document.code, state]
    return _Read(told, data, state, document.stage, document.barriers, document.boost, weights)


def _block(at: int, read: Sequence[_Read]) -> Block:
    results = as_json([each.told for each in read])
    files = [part(f"pages-{at}", version(results), results)]
    files += [part(f"text-{at * SIZE + n}", each.version, each.text) for n, each in enumerate(read)]
    return Block(
        len(read),
        version(results),
        dict(files),
        _having(at, [[each.stage] if each.stage else [] for each in read]),
        _having(at, [each.barriers for each in read]),
        {at * SIZE + n: each.boost for n, each in enumerate(read) if each.boost != 1},
    )


def _having(at: int, named: Sequence[Iterable[str]]) -> Mapping[str, str]:
    """For each name the documents of a block that have it."""
    found: dict[str, str] = {}
    for number, names in enumerate(named):
        for name in names:
            found[name] = found.get(name, _mark(at)) + f"{_FIGURES[number]}A"
    return found


def _words(at: int, read: Sequence[_Read]) -> Mapping[str, str]:
    """By language the stems of a block, each with the documents in which it stands.

    For each document there is its number in the block, and what the stem weighs in it.
    """
    mark, found = _mark(at), dict[str, dict[str, str]]()
    for number, each in enumerate(read):
        signs = [f"{_FIGURES[number]}{letter}" for letter in _WEIGHTS]
        for code, weights in each.weights.items():
            known = found.setdefault(code, {})
            for stem, weight in weights.items():
                sign = signs[weight if weight < MOST else MOST]
                known[stem] = known.get(stem, mark) + sign
    return {
        code: " ".join([f"{stem} {text}" for stem, text in known.items()])
        for code, known in found.items()
        if known
    }


def _mark(at: int) -> str:
    """What stands before the numbers of a block."""
    return f".{_FIGURES[at]}" if at < SIZE else f":{_FIGURES[at // SIZE]}{_FIGURES[at % SIZE]}"
