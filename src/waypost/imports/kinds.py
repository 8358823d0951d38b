"""Of which kind an export is, told by what is in it and not by its name."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from waypost.imports import ghost, medium, wordpress
from waypost.imports.folders import read_file, read_folder
from waypost.imports.folders.walking import MARKDOWN
from waypost.imports.model import Found, Refusal
from waypost.imports.packages import Named, UnopenedError, opened


class Kind(NamedTuple):
    """A former home: what it is called, which files are its own, and how they are read."""

    name: str
    own: Callable[[Named], Named]
    read: Callable[[Named, bool], Found]


KINDS = (
    Kind("WordPress", wordpress.own, wordpress.read),
    Kind("Ghost", ghost.own, ghost.read),
    Kind("Medium", medium.own, medium.read),
)


def recognised(path: Path, with_pages: bool = False) -> Found | None:
    """The texts of a file, a zip or a folder; None if it is nothing that can be read.

    `with_pages` asks for pages, too, where a home tells them from posts. A package that can't be
    opened is a refusal.
    """
    if path.suffix.lower() in MARKDOWN and not path.is_dir():
        return read_file(path)
    try:
        files = opened(path)
    except UnopenedError as error:
        return Found(refusals=[Refusal(path.name, str(error))])
    for kind in KINDS:
        if own := kind.own(files):
            return kind.read(own, with_pages)
    return read_folder(path) if path.is_dir() else None
