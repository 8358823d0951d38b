"""PNG: a row of chunks."""

import re
import zlib

from waypost.pictures import places
from waypost.pictures.walk import CAMERA, REST, WORDS, DamagedError, Data, Walk, number

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# The image, its colours, its size in the world, its frames.
_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs "
    b"acTL fcTL fdAT".split()
)
_WORDS = (b"tEXt", b"zTXt", b"iTXt")
_LONG = 1 << 22  # bytes; as much of a text is unpacked


def walk(data: Data, hurried: bool) -> Walk:
    """A PNG without what is not the image; its frames stay, if it has several."""
    found, place, kind = Walk(), len(SIGNATURE), b""
    has_image = False
    while kind != b"IEND":
        size = number(data, place, 4)
        kind = data[place + 4 : place + 8]
        end = place + 12 + size
        if end > len(data) or not kind.isalpha() or (not found.width and kind != b"IHDR"):
            raise DamagedError
        if kind == b"IHDR":
            found.width, found.height = number(data, place + 8, 4), number(data, place + 12, 4)
            if size != 13 or found.kept or not (found.width and found.height):
                raise DamagedError
        found.is_animated |= kind == b"acTL"
        has_image |= kind == b"IDAT"
        if kind not in _KEPT:
            if kind[0] & 0x20 == 0:  # a capital: nobody shows the picture who does not know it
                raise DamagedError
            _leave_out(kind, data[place + 8 : end - 4], found)
        elif not hurried or kind == b"IHDR":
            chunk = data[place:end]
            if zlib.crc32(chunk[4:-4]) != number(chunk, size + 8, 4):
                raise DamagedError
            found.kept.append(chunk)
        place = end
    if not has_image:
        raise DamagedError
    if place < len(data):
        found.gone.append((REST, data[place : len(data)]))
    if found.orientation != 1:
        found.kept.insert(1, _chunk(b"eXIf", places.turned(found.orientation)))
    found.kept.insert(0, SIGNATURE)
    return found


def _leave_out(kind: bytes, body: bytes, found: Walk) -> None:
    if kind == b"eXIf":
        found.orientation = places.orientation(body)
        if body != places.turned(found.orientation):
            found.gone.append((CAMERA, body))
    elif kind in _WORDS:
        found.gone.append((WORDS, _unpacked(kind, body)))
    else:
        found.gone.append(("", body))


def _unpacked(kind: bytes, body: bytes) -> bytes:
    """A text as it reads; programs put whole blocks of Exif into one, in hexadecimal."""
    name, _, text = body.partition(b"\0")
    if kind == b"zTXt":
        text = _inflated(text[1:])
    elif kind == b"iTXt":
        is_packed, text = text[:1] == b"\1", b"\0".join(text[2:].split(b"\0", 2)[2:])
        text = _inflated(text) if is_packed else text
    if name.startswith(b"Raw profile type"):
        digits = re.sub(rb"[^0-9a-fA-F]", b"", b"".join(text.split(b"\n")[3:]))
        text = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
    return name + b"\n" + text


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LONG)
    except zlib.error:
        return data


def _chunk(kind: bytes, body: bytes) -> bytes:
    crc = zlib.crc32(kind + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + kind + body + crc
