"""A card as a PNG, put together of strips: what many cards have in common is packed once."""

import zlib
from collections.abc import Iterable, Sequence
from struct import pack
from typing import NamedTuple

from PIL import Image

_BITS = 4
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PALETTE_COLOURS = 3  # the colour type of pictures with a palette (PNG, 11.2.1)
_WINDOW = -15  # deflate without the head and the sum of zlib, which stand around all of it
_MEMORY = 6  # so that codes fit the letters at hand: a tenth smaller than by what is usual
_HEAD, _LAST = b"\x78\x01", b"\x03\x00"  # RFC 1950, 2.2; an empty last block, RFC 1951, 3.2.6
_BASE = 65521  # of the sum (RFC 1950, 8.2)


class Strip(NamedTuple):
    """Some rows of a picture, packed for themselves, and the sum and size of what was packed."""

    packed: bytes
    sum: int
    size: int


def strip(image: Image.Image, top: int, bottom: int, *, often: bool = False) -> Strip:
    """Rows of a picture in mode P, whose points are numbers of a palette of sixteen colours.

    What is there `often` is worth the time to make it small.
    """
    # A row starts with the number of its filter (PNG, 9.2): none, which is a zero before each.
    wide = 1 + -(-image.width * _BITS // 8)
    rows = (b"\0" + image.tobytes("raw", f"P;{_BITS}", wide))[top * wide : bottom * wide]
    # In such pictures what is like its neighbour says nearly all, and is found the fastest.
    how = zlib.Z_DEFAULT_STRATEGY if often else zlib.Z_RLE
    packer = zlib.compressobj(6, zlib.DEFLATED, _WINDOW, _MEMORY, how)
    packed = packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH)
    return Strip(packed, zlib.adler32(rows), len(rows))


def png(size: tuple[int, int], palette: Sequence[int], strips: Iterable[Strip]) -> bytes:
    """A picture of strips from the top to the bottom; the same bytes for the same ones.

    `palette` are red, green and blue of each colour in turn.
    """
    parts, total = [_HEAD], 1
    for each in strips:
        parts.append(each.packed)
        total = _sum(total, each)
    body = b"".join((*parts, _LAST, pack(">I", total)))
    head = pack(">IIBBBBB", *size, _BITS, _PALETTE_COLOURS, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", bytes(palette)), (b"IDAT", body), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(*each) for each in chunks)


def _sum(before: int, more: Strip) -> int:
    """The sum of something and of what follows it, as if it were counted at once."""
    ahead = (before & 0xFFFF) - 1
    low = ahead + (more.sum & 0xFFFF)
    high = (before >> 16) + (more.sum >> 16) + more.size * ahead
    return low % _BASE | high % _BASE << 16


def _chunk(name: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))
