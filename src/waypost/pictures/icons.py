"""ICO: several small images in one file, some of which are PNG."""

from waypost.pictures import png
from waypost.pictures.walk import DamagedError, Data, Walk, number

_HEAD, _ENTRY = 6, 16


def walk(data: Data, hurried: bool) -> Walk:
    """An icon with nothing but its images."""
    found, heads, images = Walk(), list[bytes](), list[bytes]()
    count = number(data, 4, 2, little=True)
    place = _HEAD + _ENTRY * count
    for start in range(_HEAD, place, _ENTRY):
        size, at = number(data, start + 8, 4, little=True), number(data, start + 12, 4, little=True)
        image = data[at : at + size]
        if len(image) != size or size < _ENTRY or at < place:
            raise DamagedError
        width, height = data[start] or 256, data[start + 1] or 256
        if image.startswith(png.SIGNATURE):
            inner = png.walk(image, hurried)
            image = b"".join(inner.kept)
            found.gone += inner.gone
            width, height = inner.width, inner.height
        found.width, found.height = max(found.width, width), max(found.height, height)
        heads.append(data[start : start + 8])
        images.append(image)
    if not images:
        raise DamagedError
    found.kept.append(data[:_HEAD])
    for head, image in zip(heads, images, strict=True):
        found.kept.append(head + len(image).to_bytes(4, "little") + place.to_bytes(4, "little"))
        place += len(image)
    found.kept += images
    return found
