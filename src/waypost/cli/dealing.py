"""Cards on their way into a site: each is drawn once, and kept from build to build."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from waypost.cards import Card, Painter
from waypost.cli.copying import forget, keep

_BEGINS, _ENDS = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"


def deal(site: Path, cards: Iterable[tuple[str, Card]], kept: Path) -> None:
    """Put each card at its place in a site; what lies there already stays.

    `kept` is a folder of cards that were drawn before, which may be deleted at any time.
    """
    painter = Painter()
    for place, card in cards:
        with suppress(FileExistsError):
            _write(site / place, _painted(painter, card, kept))
    forget(kept)


def draw(path: Path, data: bytes) -> None:
    """Put a small picture at its place in a site; what lies there already stays."""
    with suppress(FileExistsError):
        _write(path, data)


def _painted(painter: Painter, card: Card, kept: Path) -> bytes:
    file = kept / f"{painter.key(card)}.png"
    with suppress(OSError):
        data = file.read_bytes()
        if data.startswith(_BEGINS) and data.endswith(_ENDS):
            os.utime(file)
            return data
    data = painter.paint(card)
    keep(file, data)
    return data


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
