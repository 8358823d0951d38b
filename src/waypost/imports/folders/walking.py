"""Which files of a folder can be texts, in which order, and by what names other texts call them."""

import os
import posixpath
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from waypost.imports.folders.site import Home
from waypost.imports.folders.times import without_time
from waypost.languages import is_language

MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""Endings of files that hold Markdown."""

OTHERS = {
    ".html": "HTML",
    ".htm": "HTML",
    ".mdx": "MDX, which is half a program",
    ".rst": "reStructuredText",
    ".adoc": "AsciiDoc",
    ".org": "Org",
    ".textile": "Textile",
    ".txt": "plain text",
    ".njk": "Nunjucks",
    ".liquid": "Liquid",
    ".ipynb": "a notebook of Jupyter",
}
"""Endings of files that hold something else, and what that is."""

INDEX = ("index", "_index", "readme")
"""Names of files that stand for their folder."""

_NOT_TEXTS = frozenset(
    {"node_modules", "_site", "_layouts", "_includes", "_sass", "_data", "_plugins", "_11ty"}
    | {"__pycache__", "venv", "vendor", "__macosx", "bower_components"}
)
# In the folder of the settings; elsewhere texts may lie below such a name.
_OF_PROGRAMS = frozenset(
    {"layouts", "archetypes", "themes", "partials", "shortcodes", "public", "resources", "dist"}
    | {"overrides"}
)
_SUFFIX = re.compile(r"(.+)\.([a-z]{2}(?:-[A-Za-z]{2})?)")


def texts(root: Path, home: Home) -> Sequence[str]:
    """Files that can be texts, by their paths below a folder, in order."""
    return sorted(_files(root, home), key=_in_order)


def _files(root: Path, home: Home) -> Iterator[str]:
    closed: list[OSError] = []
    for folder, folders, there in os.walk(root, onerror=closed.append):
        is_top = bool(home.kind) and Path(folder).resolve() == home.root
        left = _NOT_TEXTS | _OF_PROGRAMS if is_top else _NOT_TEXTS
        folders[:] = [
            name for name in folders if name.lower() not in left and not name.startswith(".")
        ]
        for name in there:
            ending = posixpath.splitext(name)[1].lower()
            path = Path(folder, name)
            if ending not in MARKDOWN and ending not in OTHERS:
                continue
            if not name.startswith((".", "~$")) and _may_be_read(path):
                yield path.relative_to(root).as_posix()
    for error in closed:
        with suppress(ValueError):
            yield Path(str(error.filename)).relative_to(root).as_posix()


def _may_be_read(path: Path) -> bool:
    """Whether a path is a file, or one of which nobody can tell; a pipe would never end."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True


def _in_order(path: str) -> tuple[str, str]:
    """By name; of one text in several languages, the one that names none comes first."""
    stem, ending = posixpath.splitext(path)
    folder, _, name = stem.rpartition("/")
    plain, language = without_language(name)
    return f"{folder}/{plain}{ending}", language


def names(files: Iterable[str]) -> dict[str, list[str]]:
    """Texts by the last parts of their paths, as other texts call them."""
    found: dict[str, list[str]] = {}
    for file in files:
        parts = plain(file).split("/")
        for start in range(len(parts)):
            found.setdefault("/".join(parts[start:]), []).append(file)
        found.setdefault(without_time(parts[-1]), []).append(file)
    return found


def plain(path: str) -> str:
    """A path in small letters, without its ending, and without `index` at its end."""
    stem = posixpath.splitext(path)[0] if path.lower().endswith(MARKDOWN) else path
    folder, _, name = stem.strip("/").lower().rpartition("/")
    return folder if name in INDEX and folder else f"{folder}/{name}".lstrip("/")


def without_language(stem: str) -> tuple[str, str]:
    """The name of a file without its ending, and without a language, which is the second."""
    match = _SUFFIX.fullmatch(stem)
    return (match[1], match[2]) if match and is_language(match[2]) else (stem, "")
