"""Films, of which Waypost knows only whether they tell where they were taken."""

import re
from contextlib import suppress

from waypost.pictures.boxes import boxes
from waypost.pictures.places import XMP
from waypost.pictures.walk import DamagedError, Data

NAMES = (".mp4", ".m4v", ".mov", ".3gp", ".3g2")

# A place as telephones and cameras write it, each in words or a box of its own; and a list of
# places, one for each moment.
_PLACE = re.compile(rb"\xa9xyz|com\.apple\.quicktime\.location\.ISO6709|\0\0[\0-\x03].loci\0|gpmd")
_SAID = {b"moov", b"udta", b"meta", b"uuid", b"XMP_"}


def tells_place(data: Data) -> bool:
    """Whether a film says where it was taken; the images in it are not looked at."""
    with suppress(DamagedError):
        for box in boxes(data, 0, len(data)):
            if box.kind in _SAID:
                # A film's own description is some megabytes at most; others would be the images.
                said = data[box.start : min(box.end, box.start + (64 << 20))]
                if _PLACE.search(said) or (b"rdf:" in said and XMP.search(said)):
                    return True
    return False
