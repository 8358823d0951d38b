"""Which pictures have smaller copies, how large these are, and what they are called."""

import re
from collections.abc import Sequence

from waypost.pictures import Picture

WIDTHS = (480, 960, 1600)
FORMATS = {"JPEG": "JPEG", "PNG": "PNG", "WebP": "WEBP"}
"""The kinds of pictures that have copies, and what the tool that makes them calls these."""

_LIGHT = 300_000  # bytes; a picture of fewer is quick to fetch whatever its width
_NAME = re.compile(r"([^?#]*?)((?:\.[^./?#]*)?)((?:[?#].*)?)", re.DOTALL)


def widths(picture: Picture) -> Sequence[int]:
    """How wide the copies of a picture are; none of one that is small, moves or is drawn."""
    is_large = picture.width > WIDTHS[-1] and picture.size > _LIGHT
    if picture.kind not in FORMATS or picture.walk.is_animated or not is_large:
        return ()
    return WIDTHS


def height(picture: Picture, width: int) -> int:
    """How high a copy is."""
    return max(1, round(picture.height * width / picture.width))


def named(address: str, width: int) -> str:
    """The address of a copy, beside that of the picture."""
    match = _NAME.fullmatch(address)
    assert match
    return f"{match[1]}.{width}w{match[2]}{match[3]}"
