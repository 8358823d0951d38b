"""The author's pictures: what they tell besides the image, their sizes, and smaller ones."""

from dataclasses import dataclass

from waypost.pictures.kinds import FOREIGN, HEAD, kind, taken_apart
from waypost.pictures.walk import PROGRAM, DamagedError, Data, Walk
from waypost.problems import Problem, Severity

__all__ = ["HEAD", "MOST", "Picture", "damaged", "kind", "read"]

MOST = 80_000_000
"""Dots of a picture; more can stop a small computer, and no screen shows them."""


@dataclass(frozen=True)
class Picture:
    """A picture that can be shown on the web.

    `width` and `height` are those of what is seen, 0 where a drawing does not say them; `size` is
    that of its file.
    """

    kind: str
    width: int
    height: int
    size: int
    walk: Walk

    @property
    def clean(self) -> bytes:
        """The same image in a file that tells nothing else; not of a picture read in a hurry."""
        return b"".join(self.walk.kept)


def read(path: str, data: Data, *, hurried: bool = False) -> tuple[Picture | None, list[Problem]]:
    """A file as a picture, or why it can't be published; neither if it is no picture.

    In a hurry the image itself is not looked at, so that only what stands around it is known.
    """
    found = kind(path, data[:HEAD])
    if found is None:
        return None, []
    if found == FOREIGN:
        what = "This kind of picture is not for the web, and can't be published."
        return None, [Problem(path, 0, "", what, "Save it as JPEG or PNG.")]
    try:
        walk = taken_apart(found, data, hurried=hurried)
    except DamagedError:
        return None, [damaged(path)]
    width, height = walk.width, walk.height
    if width * height > MOST:
        dots, most = width * height // 1_000_000, MOST // 1_000_000
        what = f"This picture has {dots} million dots; {most} million are the most."
        cure = "Make it smaller: 4000 dots are wide enough for every screen."
        return None, [Problem(path, 0, "", what, cure)]
    if walk.orientation > 4:  # it lies on its side
        width, height = height, width
    return Picture(found, width, height, len(data), walk), list(_programs(path, walk))


def damaged(path: str) -> Problem:
    """What to say of a file that is no whole picture."""
    what = "This picture is damaged, or cut off, so it can't be published."
    cure = "Save or copy it again from where it came from, or take it out of the folder."
    return Problem(path, 0, "", what, cure)


def _programs(path: str, walk: Walk) -> list[Problem]:
    if PROGRAM not in walk.said:
        return []
    what = "This drawing holds a program, which is left out of what is published."
    cure = "Take it out of the file too: waypost clean-images"
    return [Problem(path, 0, "", what, cure, Severity.WARNING)]
