"""WebP: chunks within a RIFF."""

from collections.abc import Iterator

from waypost.pictures import places
from waypost.pictures.walk import CAMERA, REST, WORDS, DamagedError, Data, Walk, number

_EXTENDED, _IMAGES, _FRAME = b"VP8X", (b"VP8 ", b"VP8L"), b"ANMF"
_KEPT = (b"ICCP", b"ALPH", b"ANIM", *_IMAGES)
_IN_A_FRAME = 16  # bytes before the frame's own chunks
_HAS_EXIF, _HAS_XMP, _IS_ANIMATED = 0x08, 0x04, 0x02


def walk(data: Data, hurried: bool) -> Walk:  # noqa: ARG001 - the chunks are few
    """A WebP without what is not the image; its frames stay, if it has several."""
    found, opening = Walk(), b""
    end = 8 + number(data, 4, 4, little=True)
    if not 12 < end <= len(data):
        raise DamagedError
    has_image = False
    for kind, body in _chunks(data, 12, end):
        if kind == _EXTENDED and not opening and not found.kept:
            opening = body[:10]
            found.width = number(opening, 4, 3, little=True) + 1
            found.height = number(opening, 7, 3, little=True) + 1
            found.is_animated = bool(opening[0] & _IS_ANIMATED)
        elif kind == _FRAME:
            has_image = True
            found.kept.append(_chunk(kind, _frame(body, found)))
        elif kind in _KEPT:
            if kind in _IMAGES:
                if has_image:
                    raise DamagedError
                has_image = True
                size = _size(kind, body)
                found.width, found.height = found.width or size[0], found.height or size[1]
            found.kept.append(_chunk(kind, body))
        else:
            _leave_out(kind, body, found)
    if not has_image or not (found.width and found.height):
        raise DamagedError
    if end < len(data):
        found.gone.append((REST, data[end : len(data)]))
    _open(found, opening)
    return found


def _open(found: Walk, opening: bytes) -> None:
    """Put the beginning before the chunks that stay, and how to turn the picture behind them."""
    turn = found.orientation != 1
    if turn:
        found.kept.append(_chunk(b"EXIF", places.turned(found.orientation)))
    if opening:
        flags = opening[0] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if turn else 0)
        found.kept.insert(0, _chunk(_EXTENDED, bytes((flags,)) + opening[1:]))
    size = sum(map(len, found.kept)) + 4
    found.kept.insert(0, b"RIFF" + size.to_bytes(4, "little") + b"WEBP")


def _leave_out(kind: bytes, body: bytes, found: Walk) -> None:
    if kind == b"EXIF":
        found.orientation = places.orientation(body.removeprefix(b"Exif\0\0"))
        if body != places.turned(found.orientation):
            found.gone.append((CAMERA, body))
    else:
        found.gone.append((WORDS if kind == b"XMP " else "", body))


def _frame(body: bytes, found: Walk) -> bytes:
    kept = [body[:_IN_A_FRAME]]
    for kind, inner in _chunks(body, _IN_A_FRAME, len(body)):
        if kind in _KEPT:
            kept.append(_chunk(kind, inner))
        else:
            found.gone.append(("", inner))
    return b"".join(kept)


def _size(kind: bytes, body: bytes) -> tuple[int, int]:
    if kind == b"VP8L":
        bits = number(body, 1, 4, little=True)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = number(body, 6, 2, little=True), number(body, 8, 2, little=True)
    return width & 0x3FFF, height & 0x3FFF


def _chunks(data: Data, place: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    while place < end:
        size = number(data, place + 4, 4, little=True)
        kind, body = data[place : place + 4], data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
        if len(body) != size or place > end + 1:
            raise DamagedError
        yield kind, body


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
