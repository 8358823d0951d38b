"""The author's own files, which a public repository shows as they are."""

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from mmap import ACCESS_READ, mmap
from pathlib import Path

from waypost.pictures import Picture, films, read
from waypost.problems import Problem, Severity

# What is no picture: texts, feeds, letters.
_TEXTS = (
    *(".md", ".css", ".js", ".json", ".html", ".csv", ".txt", ".yml", ".yaml", ".pdf"),
    *(".xml", ".opml", ".map", ".gz", ".woff", ".woff2"),
)


def originals(root: Path, docs: str) -> tuple[Mapping[str, Picture], list[Problem]]:
    """Every picture in the folder of the pages, by its path in it, and what is wrong with some.

    A picture that tells where it was taken is a mistake, wherever it is shown. One that can't be
    read is none as long as nobody publishes it.
    """
    found: dict[str, Picture] = {}
    problems: list[Problem] = []
    chatty: list[str] = []
    for uri, file in files(root / docs):
        path = f"{docs}/{uri}"
        if uri.lower().endswith(films.NAMES):
            problems += _film(path, file)
            continue
        picture, wrong = _looked_at(path, file)
        problems += [replace(each, severity=Severity.WARNING) for each in wrong]
        if picture is None:
            continue
        found[uri] = picture
        if picture.walk.has_place:
            what, cure = "This picture tells where it was taken.", "Take that out of it:"
            problems.append(Problem(path, 0, "", what, f"{cure} waypost clean-images"))
        elif picture.walk.said and not wrong:
            chatty.append(path)
    if chatty:
        one = f"This is one of {len(chatty)} pictures that tell"
        one = one if len(chatty) > 1 else "This picture tells"
        what = f"{one} more than can be seen, such as the camera, the time or a name."
        cure = (
            "Readers don't get it, but whoever sees the repository does. Take it out: "
            "waypost clean-images"
        )
        problems.append(Problem(chatty[0], 0, "", what, cure, Severity.HINT))
    return found, problems


def files(
    folder: Path, *, hidden: bool = False, known: Collection[str] = ()
) -> Iterator[tuple[str, Path]]:
    """What may be a picture, by its path in a folder, in order; hidden ones only on demand.

    Those that are `known` are left out.
    """
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if hidden or not name.startswith("."))
        named = [name for name in names if not name.lower().endswith(_TEXTS)]
        within = Path(os.path.relpath(here, folder)).as_posix() if named else ""
        for name in sorted(named):
            is_seen = hidden or not name.startswith(".")
            place = name if within == "." else f"{within}/{name}"
            # Whoever opens a pipe waits for somebody who writes into it.
            if is_seen and place not in known and (path := Path(here, name)).is_file():
                yield place, path


def _looked_at(path: str, file: Path) -> tuple[Picture | None, list[Problem]]:
    try:
        with file.open("rb") as opened:
            if not file.stat().st_size:  # which can't be mapped
                return read(path, b"")
            with mmap(opened.fileno(), 0, access=ACCESS_READ) as data:
                return read(path, data, hurried=True)
    except OSError:  # others say so
        return None, []


def _film(path: str, file: Path) -> Iterator[Problem]:
    with suppress(OSError, ValueError), file.open("rb") as opened:
        with mmap(opened.fileno(), 0, access=ACCESS_READ) as data:
            tells = films.tells_place(data)
        if tells:
            what = "This film tells where it was taken."
            cure = "Export it again without the place, or leave it out."
            yield Problem(path, 0, "", what, cure, Severity.WARNING)
