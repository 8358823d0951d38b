"""Exif, XMP and IPTC, as far as they turn a picture, or tell where it was taken."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from struct import error, unpack_from

_ORIENTATION, _EXIF, _GPS = 0x0112, 0x8769, 0x8825
# Latitude, longitude, the same of what is seen, and an area's name.
_COORDINATES, _AREA = frozenset({2, 4, 20, 22}), 28
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_RATIONALS = (5, 10)
# Directories in one block, and blocks in one part: there are five at most. A block has 64 KB.
_MANY, _LONG = 64, 1 << 18

_BLOCK = re.compile(rb"II\*\0|MM\0\*")
# Whatever the prefix: some programs choose their own.
XMP = re.compile(
    rb"\b\w+:(?:GPS(?:Dest)?L(?:at|ong)itude|City|Sublocation|Location|State|Province\w*"
    rb"|Country\w*)\b(?:\s{0,9}=\s{0,9}[\"']\s{0,9}[^\s\"']"
    rb"|\s{0,9}>\s{0,99}(?:<rdf:[^<>]{0,200}>\s{0,99}){0,4}[^<\s])"
)
# City, part of it, province, country with its code, and two lists of places; each not empty.
_IPTC = re.compile(rb"\x1c\x02[\x5a\x5c\x5f\x64\x65\x1a\x1b]\0[\x01-\x60][^\0-\x1f]")
# What films say of their place; a telephone hides one behind a picture.
_FILM = (b"\xa9xyz", b"location.ISO6709")


def tells_place(data: bytes) -> bool:
    """Whether some part of a picture's file, that is not the image, names or measures a place."""
    plain = data.replace(b"\0", b"") if b"G\0P\0S" in data else data  # UTF-16
    return (
        bool(XMP.search(plain) or _IPTC.search(data))
        or any(sign in data for sign in _FILM)
        or any(
            _has_coordinates(data[match.start() : match.start() + _LONG])
            for match in islice(_BLOCK.finditer(data), _MANY)
        )
    )


def orientation(exif: bytes) -> int:
    """How a picture is to be turned, from 1, which is not at all, to 8."""
    match = _BLOCK.search(exif[:10])
    block = exif[match.start() :] if match else b""
    with suppress(error):
        for _, tag, _, value in _tags(block):
            if tag == _ORIENTATION:
                (found,) = unpack_from(f"{_order(block)}H", value)
                return found if 1 <= found <= 8 else 1
    return 1


def turned(orientation: int) -> bytes:
    """An Exif block that says how to turn a picture, and nothing else."""
    number = orientation.to_bytes(2, "big")
    entry = b"\x01\x12\0\x03\0\0\0\x01" + number + b"\0\0"
    return b"MM\0*\0\0\0\x08\0\x01" + entry + b"\0\0\0\0"


def _has_coordinates(block: bytes) -> bool:
    with suppress(error):
        for directory, tag, kind, value in _tags(block):
            if directory != _GPS:
                continue
            if tag in _COORDINATES and kind in _RATIONALS:
                # Each is a fraction; cameras without a place write zeros.
                if any(any(value[at : at + 4]) for at in range(0, len(value), 8)):
                    return True
            elif tag in (*_COORDINATES, _AREA) and value.strip(b"\0 "):
                return True
    return False


def _tags(block: bytes) -> Iterator[tuple[int, int, int, bytes]]:
    """Each tag with its directory, type and value, as far as they can be read."""
    order = _order(block)
    (first,) = unpack_from(f"{order}I", block, 4)
    todo, seen = [(0, first)], set[int]()
    while todo and len(seen) < _MANY:
        directory, place = todo.pop(0)
        if not place or place in seen or place + 2 > len(block):
            continue
        seen.add(place)
        (count,) = unpack_from(f"{order}H", block, place)
        count = min(count, (len(block) - place - 2) // 12)
        for start in range(place + 2, place + 2 + 12 * count, 12):
            tag, kind, many = unpack_from(f"{order}HHI", block, start)
            size = many * _SIZES.get(kind, 0)
            (offset,) = unpack_from(f"{order}I", block, start + 8)
            if tag in (_EXIF, _GPS):
                todo.append((tag, offset))
            value = block[start + 8 : start + 12] if size <= 4 else block[offset : offset + size]
            yield directory, tag, kind, value[:size]
        behind = place + 2 + 12 * count
        if behind + 4 <= len(block):
            todo.append((0, unpack_from(f"{order}I", block, behind)[0]))


def _order(block: bytes) -> str:
    return "<" if block[:2] == b"II" else ">"
