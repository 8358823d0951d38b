"""The private list where it lies, and the files in which its names are looked for."""

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from waypost.files import PRIVATE, Once
from waypost.problems import Problem, Severity
from waypost.settings import FILE

if TYPE_CHECKING:
    from waypost.privacy.gate import File, Gate

STRICT = "WAYPOST_STRICT_PRIVACY"
"""If anything stands in it, nothing is built without a private list; so says --strict-privacy."""

# Their logs can be read by everybody, where the repository is public.
_PUBLIC_LOGS = ("GITHUB_ACTIONS", "GITLAB_CI", "FORGEJO_ACTIONS", "GITEA_ACTIONS")


def gate(
    root: Path, environment: Mapping[str, str], is_strict: bool
) -> "tuple[Gate, list[Problem]]":
    """The list of the private file and of the secret, and what is wrong with it, or without it."""
    from waypost.cli import keeping
    from waypost.privacy.gate import Gate
    from waypost.privacy.names import listed
    from waypost.private import SECRET, read_secret

    private, problems = keeping.private(root)
    secret, in_secret = read_secret(environment.get(SECRET, ""))
    problems = [*problems, *in_secret]
    there = [each.names for each in (private, secret) if each and each.names is not None]
    problems += _misnamed(root)
    names = {name: instead for found in there for name, instead in found.items()}
    is_told = not any(environment.get(name) for name in _PUBLIC_LOGS)
    if not (there or problems):
        problems.append(_missing(is_strict or bool(environment.get(STRICT))))
    return Gate(listed(names, bool(there)), is_told), problems


def _misnamed(root: Path) -> "Iterator[Problem]":
    """Lists under another name, which nobody reads and git does not leave out."""
    for path in sorted(root.glob("[Pp][Rr][Ii][Vv][Aa][Tt][Ee].*")):
        is_it = path.name == PRIVATE or path.name.startswith(f"{PRIVATE}.")
        if path.is_file() and not is_it:
            what = f"This looks like your private list, and only {PRIVATE} is read."
            cure = f"Call it {PRIVATE}; git leaves only that one out."
            yield Problem(path.name, 0, "", what, cure)


def _missing(is_strict: bool) -> Problem:
    if is_strict:
        what = "There is no private list here, and nothing is to be built without one."
        cure = "Put it here, or into WAYPOST_PRIVATE, as manual/privacy.md tells."
        return Problem(PRIVATE, 0, "", what, cure)
    what = "There is no private list, so no names are looked for."
    cure = "manual/privacy.md tells how to write one."
    return Problem(PRIVATE, 0, "", what, cure, Severity.HINT)


def sources(root: Path, docs: str, read: Once | None = None) -> "Iterator[File]":
    """Every file that the author's words can stand in, by its path in the journal's folder.

    What was `read` is not read again.
    """
    known = read or Once()
    for name in (FILE, "mkdocs.yml"):
        if (root / name).is_file():
            yield name, known.known(name) or (root / name).read_bytes()
    for path, file in _files(root / docs):
        if (data := known.known(f"{docs}/{path}")) is not None:
            yield f"{docs}/{path}", data
        else:
            with suppress(OSError):
                yield f"{docs}/{path}", file.read_bytes()


def below(folder: Path, known: Collection[str] = ()) -> "Iterator[File]":
    """Every file in a folder, in order, by its path in it; what can't be read is told elsewhere.

    Those that are `known` are left out, and not read.
    """
    for place, path in _files(folder, known):
        with suppress(OSError):
            yield place, path.read_bytes()


def _files(folder: Path, known: Collection[str] = ()) -> Iterator[tuple[str, Path]]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != ".git")
        within = Path(os.path.relpath(here, folder)).as_posix()
        for name in sorted(names):
            place = name if within == "." else f"{within}/{name}"
            path = Path(here, name)
            if place not in known and path.is_file():
                yield place, path
