"""JPEG: a row of segments, and the image between some of them."""

import re

from waypost.pictures import places
from waypost.pictures.walk import CAMERA, COPY, REST, WORDS, DamagedError, Data, Walk, number

_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# What the image is decoded with.
_TABLES = frozenset({0xC4, 0xCC, _SCAN, 0xDB, 0xDC, 0xDD})
_JFIF, _EXIF, _PROFILE, _PHOTOSHOP, _ADOBE = 0xE0, 0xE1, 0xE2, 0xED, 0xEE
_APPLICATIONS = range(0xE0, 0xF0)
# A marker: in an image, FF is followed by 0, and by D0 to D7 where it can be taken up again.
_MARKER = re.compile(rb"\xff[^\0\xd0-\xd7\xff]")


def walk(data: Data, hurried: bool) -> Walk:
    """A JPEG without what is not the image: lossless, since the image itself is only copied.

    Colour profiles stay, and Adobe's note on how colours are stored. What lies behind the image is
    gone: a film, a second picture.
    """
    found, opening, rest, place = Walk(), list[bytes](), list[bytes](), 2
    while True:
        match = _MARKER.search(data, place)
        if match is None:
            raise DamagedError
        if match.start() > place:
            found.gone.append(("", data[place : match.start()]))
        marker, place = data[match.start() + 1], match.end()
        if marker == _END:
            break
        size = number(data, place, 2)
        body = data[place + 2 : place + size]
        if size < 2 or len(body) != size - 2 or marker == _START:
            raise DamagedError
        place += size
        if marker == _COMMENT or marker in _APPLICATIONS:
            stays = _stays(marker, body, found)
            (opening if marker == _JFIF else rest).append(stays)
            continue
        if marker not in _FRAMES | _TABLES:
            raise DamagedError
        if marker in _FRAMES:
            if found.width or not (number(body, 1, 2) and number(body, 3, 2)):
                raise DamagedError
            found.height, found.width = number(body, 1, 2), number(body, 3, 2)
        rest.append(_segment(marker, body))
        if marker == _SCAN:
            if not found.width:
                raise DamagedError
            if hurried and data[len(data) - 2 :] == b"\xff\xd9" and not _holds_more(found):
                return found
            match = _MARKER.search(data, place)
            if match is None:
                raise DamagedError
            rest.append(data[place : match.start()])
            place = match.start()
    if not any(rest) or not found.width:
        raise DamagedError
    if place < len(data):
        found.gone.append((REST, data[place : len(data)]))
    if found.orientation != 1:
        opening.append(_segment(_EXIF, b"Exif\0\0" + places.turned(found.orientation)))
    found.kept = [b"\xff\xd8", *opening, *rest, b"\xff\xd9"]
    return found


def _stays(marker: int, body: bytes, found: Walk) -> bytes:
    """What stays of a segment that is not the image."""
    if marker == _JFIF and body.startswith(b"JFIF\0") and len(body) >= 14:
        if len(body) > 14:
            found.gone.append((COPY, body[14:]))
        return _segment(marker, body[:12] + b"\0\0")
    if marker == _PROFILE and body.startswith(b"ICC_PROFILE\0"):
        return _segment(marker, body)
    if marker == _ADOBE and body.startswith(b"Adobe") and len(body) >= 12:
        return _segment(marker, body[:12])
    if marker == _EXIF and body.startswith(b"Exif\0"):
        found.orientation = places.orientation(body[6:])
        if body[6:] == places.turned(found.orientation):
            return b""
        if b"\xff\xd8\xff" in body:
            found.gone.append((COPY, b""))
        found.gone.append((CAMERA, body))
    elif marker in (_JFIF, _PROFILE):
        found.gone.append((COPY if body[:4] in (b"JFXX", b"MPF\0") else "", body))
    elif marker == _COMMENT or marker in (_EXIF, _PHOTOSHOP):
        found.gone.append((WORDS, body))
    else:
        found.gone.append(("", body))
    return b""


def _holds_more(found: Walk) -> bool:
    """Whether further pictures lie behind this one, which may tell a place of their own."""
    return any(body.startswith(b"MPF\0") for _, body in found.gone)


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body
