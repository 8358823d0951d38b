"""Cards, and parts of the search, on their way into a site: each is made once, and kept."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from waypost.cards import Card
from waypost.cli.shelving import PageFiles, digest
from waypost.ledger import Shelf, key
from waypost.looks import Looks

if TYPE_CHECKING:
    from waypost.cards.drawing import Painter


class Dealer:
    """Puts files at their places in a site; what lies there already stays.

    Those that were drawn before are in a folder, which may be deleted at any time, and on a shelf
    is what tells them from others.
    """

    def __init__(self, site: Path, folder: Path, shelf: Shelf) -> None:
        """Deal into a site."""
        self._site, self._files, self._shelf = site, PageFiles(folder), shelf
        self.places: set[str] = set()
        """Where cards of ours lie."""

    def deal(
        self, cards: Collection[tuple[str, Card]], tell: Callable[[int, int], None] | None = None
    ) -> None:
        """Put each card at its place; `tell` is told how many there are, and how many of them."""
        for number, (place, card) in enumerate(cards, 1):
            if tell:
                tell(number, len(cards))
            self._put(place, key(card), partial(self._paint, card))

    def parts(self, files: Mapping[str, bytes]) -> None:
        """Put small files at their places, whatever lies there."""
        for place, data in files.items():
            self._put(place, digest(data), partial(bytes, data), wins=True)

    def icon(self, place: str, looks: Looks) -> None:
        """Put the sign of the journal at its place."""
        self._put(place, key(looks), partial(_icon, looks))

    def forget(self) -> None:
        """Let those go that nobody has asked for."""
        self._files.forget(self.places)

    def _put(
        self, place: str, key: bytes, draw: Callable[[], bytes], *, wins: bool = False
    ) -> None:
        self.places.add(place)
        mark = self._shelf.get(place, key)
        if mark and self._files.put(place, mark, f"{self._site}/{place}"):
            return
        target = self._site / place
        if target.exists():
            if not wins:
                self.places.remove(place)
                return
            target.unlink()
        with suppress(FileExistsError):
            data = draw()
            write(target, data)
            if mark := self._files.keep(place, str(target), digest(data), len(data)):
                self._shelf.put(place, key, mark)

    def _paint(self, card: Card) -> bytes:
        return self._painter.paint(card)

    @cached_property
    def _painter(self) -> "Painter":
        # Here, since most builds draw none, and what it takes to draw is large.
        from waypost.cards.drawing import Painter

        return Painter()


def _icon(looks: Looks) -> bytes:
    from waypost.cards.icon import icon

    return icon(looks)


def write(path: Path, data: bytes) -> None:
    """Write a file at its place in a site, unless there is one."""
    try:
        file = path.open("xb")
    except FileNotFoundError:  # seldom: as a rule a page is beside it
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("xb")
    with file:
        file.write(data)
