"""What would lie in one place of the site, on some computers or on all."""

import posixpath
from collections.abc import Iterable, Iterator

from waypost.files import alike
from waypost.problems import Problem


def one_place_each(files: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Files of the author's that take the place of others.

    `files` are the places in the site, each with the author's file behind it, from the project's
    folder on, or nothing where Waypost makes it. That a file of hers takes the very place of one
    that is made is her right. Of two pages, and of two names in one folder, others speak.
    """
    every = list(files)
    first: dict[str, tuple[str, str]] = {}
    for place, path in sorted(every, key=lambda file: (not file[1], file)):
        if place.startswith("."):
            continue  # no site gets those
        other_place, other = first.setdefault(alike(place), (place, path))
        if other_place == place and not path:
            continue
        author = path or other
        if (other_place, other) == (place, path) or not author:
            continue
        if not path:
            what = f"Computers that don't tell capitals apart would mix this up with {place}."
            cure = "Write the name with the same letters, or give the file another one."
            yield Problem(author, 0, "", what, cure)
        elif not (_are_pages(path, other) or alike(path) == alike(other)):
            what = f"In the site this would lie in the same place as {other}."
            yield Problem(path, 0, "", what, "Give one of the two another name.")
    for place, path in every:
        for folder in _folders(place):
            if held := first.get(alike(folder)):
                if author := path or held[1]:
                    what = f"In the site {folder} can't be both a folder and a file."
                    yield Problem(author, 0, "", what, "Give this file another name.")
                break


def _are_pages(path: str, other: str) -> bool:
    return path.endswith(".md") and other.endswith(".md")


def _folders(place: str) -> Iterator[str]:
    while place := posixpath.dirname(place):
        yield place
