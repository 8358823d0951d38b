"""Of which kind an export is, told by what is in it and not by its name."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from waypost.imports import ghost, medium, wordpress
from waypost.imports.model import Found, Refusal
from waypost.imports.packages import Named, UnopenedError, opened

Reader = Callable[[Path], Found]
"""What reads an export."""


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


def recognised(path: Path, with_pages: bool = False) -> Reader | None:
    """What reads an export of WordPress, Ghost or Medium: a file, a folder or a zip of them.

    `with_pages` asks for pages, too, where a home tells them from posts.
    None for anything else. For a package that can't be opened, what says so.
    """
    try:
        files = opened(path)
    except UnopenedError as error:
        return partial(_refused, str(error))
    for kind in KINDS:
        if own := kind.own(files):
            return partial(_read, kind, own, with_pages)
    return None


def _read(kind: Kind, files: Named, with_pages: bool, _: Path) -> Found:
    return kind.read(files, with_pages)


def _refused(why: str, path: Path) -> Found:
    return Found(refusals=[Refusal(path.name, why)])
