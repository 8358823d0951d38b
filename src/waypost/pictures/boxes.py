"""AVIF: boxes within boxes, and items that other parts find by their place in the file.

So nothing is cut out: what is not the image is written over with zeros where it stands. How to turn
the image is a property of its own, which stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from waypost.pictures.walk import CAMERA, REST, WORDS, DamagedError, Data, Walk, number

# Images, and what they are put together from; everything else says something.
_IMAGES = frozenset({b"av01", b"grid", b"iovl", b"iden", b"tmap"})
_SILENT = {b"uuid": WORDS, b"free": "", b"skip": "", b"udta": WORDS, b"meta": WORDS}
_WHOLE = {b"ftyp", b"meta", b"mdat", b"moov", b"moof", b"mfra", b"sidx", b"styp"}
# Exif that says nothing; some programs do not open a picture with less.
_EMPTY = b"\0\0\0\0MM\0*\0\0\0\x08"


@dataclass(frozen=True)
class Box:
    """A part of a file, and what kind it is; where what it holds begins and ends."""

    kind: bytes
    start: int
    end: int


def walk(data: Data, hurried: bool) -> Walk:  # noqa: ARG001 - little of it is looked at
    """An AVIF in which everything but the image is zeros."""
    found, written = Walk(), bytearray(data[: len(data)])
    outer = list(boxes(data, 0, len(data)))
    homes = [(box.start, box.end) for box in outer if box.kind == b"mdat"]
    if [box.kind for box in outer].count(b"meta") != 1:
        raise DamagedError
    for box in outer:
        if box.kind == b"meta":
            _items(data, box, homes, found, written)
        elif box.kind == b"moov":
            found.is_animated = True
            _silence_within(data, box, found, written)
        elif box.kind not in _WHOLE:
            _silence(_SILENT.get(box.kind, REST), box.start, box.end, found, written)
    if not (found.width and found.height):
        raise DamagedError
    found.kept = [bytes(written)]
    return found


def _items(
    data: Data, meta: Box, homes: list[tuple[int, int]], found: Walk, written: bytearray
) -> None:
    """What is no image among the items, which must stand in one of their `homes`, and apart."""
    inner = {box.kind: box for box in boxes(data, meta.start + 4, meta.end)}
    if not {b"iinf", b"iloc", b"iprp"} <= inner.keys():
        raise DamagedError
    found.width, found.height = _size(data, inner[b"iprp"])
    kinds = dict(_kinds(data, inner[b"iinf"]))
    middle = 0
    if b"idat" in inner:
        middle = inner[b"idat"].start
        homes = [*homes, (middle, inner[b"idat"].end)]
    places = sorted(
        (start, size, item) for item, start, size in _places(data, inner[b"iloc"], middle)
    )
    behind = furthest = 0  # what was written over, and anything, ends here
    for start, size, item in places:
        kind, end = kinds.get(item, b""), start + size
        is_at_home = any(first <= start and end <= last for first, last in homes)
        if not is_at_home or start < behind or (kind not in _IMAGES and start < furthest):
            raise DamagedError
        furthest = max(furthest, end)
        if kind in _IMAGES:
            continue
        behind = end
        if kind == b"Exif":
            _silence(CAMERA, start, start + size, found, written, _EMPTY)
        else:
            _silence(WORDS, start, start + size, found, written)


def _size(data: Data, properties: Box) -> tuple[int, int]:
    """The size of the largest image that is described, which is all of it, as it is seen."""
    sizes, lies = [(0, 0)], False
    for around in boxes(data, properties.start, properties.end):
        for each in boxes(data, around.start, around.end) if around.kind == b"ipco" else ():
            if each.kind == b"ispe":
                sizes.append((number(data, each.start + 4, 4), number(data, each.start + 8, 4)))
            lies |= each.kind == b"irot" and number(data, each.start, 1) % 2 == 1
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return (height, width) if lies else (width, height)


def _kinds(data: Data, box: Box) -> Iterator[tuple[int, bytes]]:
    """The kind of each item, by its number."""
    start = box.start + (6 if number(data, box.start, 1) == 0 else 8)
    for entry in boxes(data, start, box.end):
        version = number(data, entry.start, 1)
        if entry.kind != b"infe" or version not in (2, 3):
            raise DamagedError
        wide = 2 if version == 2 else 4
        kind = entry.start + 4 + wide + 2
        yield number(data, entry.start + 4, wide), data[kind : kind + 4]


def _places(data: Data, box: Box, middle: int) -> Iterator[tuple[int, int, int]]:
    """Where the parts of each item stand; `middle` is where those stand that are close at hand."""
    version, place = number(data, box.start, 1), box.start + 4
    sizes = number(data, place, 2)
    of_offset, of_length, of_base = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    of_index = sizes & 15 if version in (1, 2) else 0
    wide = 2 if version < 2 else 4
    count, place = number(data, place + 2, wide), place + 2 + wide
    for _ in range(count):
        item, place = number(data, place, wide), place + wide
        method = 0
        if version in (1, 2):
            method, place = number(data, place, 2) & 15, place + 2
        base = number(data, place + 2, of_base)
        place += 2 + of_base
        for _ in range(number(data, place, 2)):
            place += of_index
            start = base + number(data, place + 2, of_offset)
            size = number(data, place + 2 + of_offset, of_length)
            place += of_offset + of_length
            start += middle if method == 1 else 0
            if method > 1 or not size or start + size > len(data):
                raise DamagedError
            yield item, start, size
        place += 2


def _silence_within(data: Data, box: Box, found: Walk, written: bytearray) -> None:
    """In what describes a moving picture, the author's and the program's notes."""
    for each in boxes(data, box.start, box.end):
        if each.kind in _SILENT:
            written[each.start - 4 : each.start] = b"free"
            _silence(_SILENT[each.kind], each.start, each.end, found, written)
        elif each.kind == b"trak":
            _silence_within(data, each, found, written)


def _silence(
    what: str, start: int, end: int, found: Walk, written: bytearray, instead: bytes = b""
) -> None:
    gone, silence = bytes(written[start:end]), instead.ljust(end - start, b"\0")[: end - start]
    if gone != silence:
        found.gone.append((what, gone))
        written[start:end] = silence


def boxes(data: Data, place: int, end: int) -> Iterator[Box]:
    """What stands from one place of a file to another, one behind the other."""
    while place < end:
        size, kind, start = number(data, place, 4), data[place + 4 : place + 8], place + 8
        if size == 1:
            size, start = number(data, place + 8, 8), place + 16
        elif size == 0:
            size = end - place
        if len(kind) < 4 or place + size > end or size < start - place:
            raise DamagedError
        yield Box(kind, start, place + size)
        place += size
