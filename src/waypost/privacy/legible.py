"""What looks like text in a file that is none: a film, a sound, an old document."""

import re
from collections.abc import Collection, Iterator

WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How a text in UTF-16 begins."""

# In UTF-8 or Latin-1, and in UTF-16 of both kinds.
_LEGIBLE = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3}|[\xc0-\xff](?=[\x20-\x7e])){5,}"
)
_WIDE = re.compile(
    rb"(?:[\t\n\r\x20-\x7e\xa0-\xff]\x00){4,}|(?:\x00[\t\n\r\x20-\x7e\xa0-\xff]){4,}"
)
_AROUND = 256  # bytes to each side of a hit: more than any name is long
_CHUNK = 1_000_000  # bytes at a time, since most files of this kind are large
_OVERLAP = 4096


def text(data: bytes) -> str:
    """A text as it was written down: in UTF-16 if it says so, else in UTF-8, else as Windows."""
    if data[:2] in WIDE:
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def legible(data: bytes) -> str:
    """All that could be text, each piece a paragraph; it may be noise."""
    found = [text(match[0]) for match in _LEGIBLE.finditer(data)]
    for match in _WIDE.finditer(data):
        kind = "utf-16-be" if match[0][:1] == b"\x00" else "utf-16-le"
        found.append(match[0].decode(kind, "replace"))
    return ".\n\n".join(found)


def around(data: bytes, needles: Collection[bytes]) -> str:
    """What could be text where one of the needles stands, in small letters or in capitals."""
    found = (legible(data[start:end]) for start, end in _windows(data, needles))
    return ".\n\n".join(each for each in found if each)


def _windows(data: bytes, needles: Collection[bytes]) -> Iterator[tuple[int, int]]:
    """The places around the needles, in order; those that touch are one."""
    start = end = -1
    for place in _places(data, needles):
        if start >= 0 and place - _AROUND <= end:
            end = max(end, place + _AROUND)
            continue
        if start >= 0:
            yield start, end
        start, end = max(place - _AROUND, 0), place + _AROUND
    if start >= 0:
        yield start, end


def _places(data: bytes, needles: Collection[bytes]) -> Iterator[int]:
    for first in range(0, len(data), _CHUNK):
        chunk = data[first : first + _CHUNK + _OVERLAP].lower()
        found: set[int] = set()
        for needle in needles:
            place = chunk.find(needle)
            while place >= 0:
                found.add(first + place)
                place = chunk.find(needle, place + _AROUND)
        yield from sorted(found)
