"""Which files are pictures, of what kind, and what takes each apart.

What a file begins with decides; its name only where nothing else does.
"""

import re
import struct
import zlib
from collections.abc import Mapping

from waypost.pictures import boxes, gif, icons, jpeg, png, webp
from waypost.pictures.walk import DamagedError, Data, Walk, Walker

HEAD = 64
"""So many bytes say what a file is."""

_WALKERS: Mapping[str, Walker] = {
    "JPEG": jpeg.walk,
    "PNG": png.walk,
    "GIF": gif.walk,
    "WebP": webp.walk,
    "AVIF": boxes.walk,
    "ICO": icons.walk,
}
SVG, FOREIGN = "SVG", "foreign"
_NAMES = re.compile(
    r"\.(?:jpe?g|jpe|jfif|pjp|pjpeg|a?png|gif|webp|avif|svg|ico|cur"
    r"|(svgz|tiff?|hei[cf]s?|hif|bmp|dib|jxl|jp2|j2k|psd|dng|cr[23]|nef|arw|orf|rw2|raf))$",
    re.IGNORECASE,
)
# What does for a picture elsewhere, and not on the web: HEIF, TIFF, Photoshop, JPEG XL, JPEG 2000.
_FOREIGN = re.compile(
    rb"....ftyp(?:hei[cfmsx]|hev[cx]|mif1|msf1|crx )|II\*\0|MM\0\*|8BPS|\0\0\0\x0c(?:JXL |jP  )",
    re.DOTALL,
)
_AVIF = re.compile(rb"....ftyp(?:avi[fs]|.{8}(?:.{4})*?avi[fs])", re.DOTALL)


def kind(name: str, head: bytes) -> str | None:
    """What a file is, by its name and its first bytes; None if it is no picture.

    "" is what a name promises and the file is not.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(png.SIGNATURE):
        return "PNG"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "GIF"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if _AVIF.match(head):
        return "AVIF"
    if _FOREIGN.match(head):
        return FOREIGN
    by_name = _NAMES.search(name)
    if by_name is None:
        return None
    if by_name[1]:
        return FOREIGN
    if name.lower().endswith(".svg"):
        return SVG
    if name.lower().endswith((".ico", ".cur")) and head[:4] in (b"\0\0\1\0", b"\0\0\2\0"):
        return "ICO"
    return ""


def taken_apart(kind: str, data: Data, *, hurried: bool = False) -> Walk:
    """A picture of a kind, taken apart; in a hurry, without the image itself."""
    try:
        if kind == SVG:
            # Imported here, so that nothing loads lxml that has to do with photographs only.
            from waypost.pictures import svg

            return svg.walk(data, _within)
        if kind not in _WALKERS:
            raise DamagedError
        return _WALKERS[kind](data, hurried)
    except (ValueError, IndexError, struct.error, zlib.error, RecursionError) as error:
        raise DamagedError from error


def _within(data: bytes) -> Walk | None:
    """A picture in a drawing; None if it is none of the web's."""
    found = kind("", data[:HEAD])
    if not found or found not in _WALKERS:
        # A drawing in a drawing: browsers show it, and no script of it runs.
        return taken_apart(SVG, data) if b"<svg" in data else None
    return taken_apart(found, data)
