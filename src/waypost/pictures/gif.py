"""GIF: a row of blocks."""

from waypost.pictures.walk import REST, WORDS, DamagedError, Data, Walk, number

_EXTENSION, _IMAGE, _END = 0x21, 0x2C, 0x3B
_CONTROL, _COMMENT, _APPLICATION = 0xF9, 0xFE, 0xFF
_LOOPS = (b"\x0bNETSCAPE2.0", b"\x0bANIMEXTS1.0")


def walk(data: Data, hurried: bool) -> Walk:  # noqa: ARG001 - every block has to be passed
    """A GIF without what is not the image; its frames stay, and how often they are shown."""
    found = Walk(number(data, 6, 2, little=True), number(data, 8, 2, little=True))
    images, place = 0, 13 + _colours(number(data, 10, 1))
    found.kept.append(data[:place])
    while (kind := number(data, place, 1)) != _END:
        if kind == _IMAGE:
            images += 1
            start = place + 10 + _colours(number(data, place + 9, 1)) + 1
            end = _end_of_blocks(data, start)
            found.kept.append(data[place:end])
        elif kind == _EXTENSION:
            start, label = place + 2, number(data, place + 1, 1)
            end = _end_of_blocks(data, start)
            _extension(label, data[start:end], found)
        else:
            raise DamagedError
        place = end
    if not images or not (found.width and found.height):
        raise DamagedError
    found.kept.append(bytes((_END,)))
    if place + 1 < len(data):
        found.gone.append((REST, data[place + 1 : len(data)]))
    found.is_animated = images > 1
    return found


def _extension(label: int, body: bytes, found: Walk) -> None:
    if label == _CONTROL and len(body) == 6 and body[0] == 4:
        found.kept.append(bytes((_EXTENSION, label)) + body)
    elif label == _APPLICATION and body[:12] in _LOOPS and body[12:14] == b"\3\1":
        loop = body[:16] + b"\0"
        found.kept.append(bytes((_EXTENSION, label)) + loop)
        if loop != body:
            found.gone.append(("", body[16:]))
    else:
        found.gone.append((WORDS if label == _COMMENT or b"XMP" in body[:12] else "", body))


def _colours(flags: int) -> int:
    """The bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _end_of_blocks(data: Data, place: int) -> int:
    while size := number(data, place, 1):
        place += size + 1
    return place + 1
