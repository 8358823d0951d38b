"""What a walk through a picture's file finds: what is the image, and what is not."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from mmap import mmap

from waypost.pictures.places import tells_place

Data = bytes | mmap
"""A file's bytes, all of them read or not."""

PLACE = "where it was taken"
CAMERA = "the camera and the time"
COPY = "a smaller copy of the picture"
WORDS = "what was written into it"
REST = "what stood behind its end"
PROGRAM = "a program"

# In the order in which they matter.
_SAID = (PLACE, CAMERA, WORDS, COPY, REST, PROGRAM)


class DamagedError(ValueError):
    """A file that is not a whole picture of its kind."""


@dataclass
class Walk:
    """A picture's file, taken apart.

    `width` and `height` are those of the stored image, `orientation` is how to turn it (Exif,
    1 to 8). `kept` joined is the file with nothing but the image; `gone` is what is left out of
    it, each with what it is to the author, or "" where that says nothing of anybody.
    """

    width: int = 0
    height: int = 0
    orientation: int = 1
    is_animated: bool = False
    kept: list[bytes] = field(default_factory=list)
    gone: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def has_place(self) -> bool:
        """Whether something in it tells a place."""
        return any(tells_place(data) for _, data in self.gone)

    @property
    def said(self) -> Sequence[str]:
        """What it tells besides the image, in the author's words."""
        return in_words({what for what, _ in self.gone} | ({PLACE} if self.has_place else set()))


Walker = Callable[[Data, bool], Walk]
"""Takes a file apart. Told to hurry, it need not read the image itself, and `kept` is not all."""


def in_words(found: Collection[str]) -> Sequence[str]:
    """What was found, in the order in which it matters."""
    return [each for each in _SAID if each in found]


def number(data: Data, start: int, size: int, *, little: bool = False) -> int:
    """A number in a file, which must be there."""
    part = data[start : start + size]
    if len(part) < size:
        raise DamagedError
    return int.from_bytes(part, "little" if little else "big")
