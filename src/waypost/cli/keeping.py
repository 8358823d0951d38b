"""The private file where it lies: on the author's computer, and out of git's sight."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from waypost.cli import placing
from waypost.files import PRIVATE, contents
from waypost.problems import Problem, Severity

if TYPE_CHECKING:
    from waypost.private import Private

_PATIENCE, _MOMENT = 10, 0.02  # seconds


def private(root: Path = Path()) -> "tuple[Private, list[Problem]]":
    """What stands in the private file, as far as it can be read; without the file, nothing."""
    from waypost.private import Private, read_private

    try:
        data, problems = contents(root, PRIVATE)
        found, problems = (None, problems) if data is None else read_private(data)
        return found or Private(), problems
    except FileNotFoundError:
        return Private(), []


@contextmanager
def alone() -> Iterator[None]:
    """One command at a time: of two, each would write over what the other has just kept.

    Another one waits; a lock that is older than its patience was left behind, and is no reason.
    """
    lock, until = Path(f"{PRIVATE}.lock"), time.monotonic() + _PATIENCE
    is_ours = False
    with suppress(OSError):  # where no lock can be made, nothing can be kept, and that will be said
        while not is_ours:
            try:
                os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
                is_ours = True
            except FileExistsError:
                time.sleep(_MOMENT)
                is_ours = time.monotonic() > until
    try:
        yield
    finally:
        if is_ours:
            lock.unlink(missing_ok=True)


def replace(path: Path, data: bytes) -> None:
    """Write the private file; git leaves out what is beside it under a longer name."""
    placing.replace(path, data, f"{path.resolve().name}.new")


def exposed(root: Path = Path()) -> Iterator[Problem]:
    """Why what is written into the private file could become public; an error if it is by now.

    Where git can't be asked, its own list of files is looked at; and nobody knows the rest.
    """
    tracked: str | bool | None = _ask(root, "ls-files", "--", PRIVATE)
    if tracked is None:
        here = root.absolute()
        kept = [folder / ".git" for folder in (here, *here.parents) if (folder / ".git").exists()]
        tracked = any(_is_listed(each) for each in kept)
        if kept and not tracked:
            what = "Nobody knows whether git would send this file along, since git does not answer."
            cure = "Install git, or ask someone who knows it; until then no figure is kept."
            yield Problem(PRIVATE, 0, "", what, cure, Severity.WARNING)
            return
    if tracked:
        what = "Git keeps this file, so whoever can see the repository can read it."
        cure = (
            f"Say git rm --cached {PRIVATE} and then git commit -m Private; the file stays on this "
            "computer. If it was sent already, ask someone who knows git to take it out of the "
            "former versions."
        )
        yield Problem(PRIVATE, 0, "", what, cure)
    elif _ask(root, "check-ignore", "--", PRIVATE) == "":
        what = "Git would send this file along, and then others could read it."
        cure = f"Add the line /{PRIVATE} to the file .gitignore, beside mkdocs.yml."
        yield Problem(PRIVATE, 0, "", what, cure, Severity.WARNING)


def _is_listed(kept: Path) -> bool:
    """Whether git's list names the private file (gitformat-index), for those who have no `git`.

    GitHub Desktop brings one that nothing else finds.
    """
    try:
        return PRIVATE.encode() in (kept / "index").read_bytes()
    except OSError:
        return False


def said() -> Iterator[Problem]:
    """What is to be mended in the private file, or about where it lies."""
    is_there = Path(PRIVATE).exists()
    yield from (problem for problem in exposed() if is_there or problem.is_error)
    if is_there:
        yield from private()[1]


def _ask(root: Path, *words: str) -> str | None:
    """What git answers; None where there is no git, or no repository. `check-ignore` may say no."""
    try:
        done = subprocess.run(
            ["git", *words],
            cwd=root,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() if done.returncode in (0, 1) else None
