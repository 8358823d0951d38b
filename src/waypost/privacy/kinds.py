"""What a file says comes in passages; some files say nothing that anybody could read."""

from enum import Enum
from typing import NamedTuple


class Where(Enum):
    """Where in a file something stands, which decides how it is mended."""

    TEXT = "text"
    NAME = "name"
    METADATA = "metadata"
    INSIDE = "inside"


class Passage(NamedTuple):
    """A part of what a file says. Where `is_certain` is not set, it may be noise."""

    text: str
    where: Where
    is_certain: bool = True


class UnreadableError(Exception):
    """Nobody can tell what a file says; holds what kind it is, in the author's words."""
