"""What is made once for an installation, and not for every journal: it holds nothing of any.

It lies where Python keeps the bytecode of the engine, and is as easily made again; where nothing
can be written there, it lies with what a journal's builds keep.
"""

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from waypost import compiled
from waypost.cli import placing

_MOST = 300  # files; a journal needs some sixty


def folder(cache: Path, is_asked_for: bool) -> Path | None:
    """The folder for it, in this state of the engine; those of former states go.

    `cache` is where a journal's builds keep what they keep; somebody may have asked for it.
    """
    beside = compiled.beside_bytecode()
    places = [cache] if is_asked_for or beside is None else [beside, cache]
    name = compiled.place()
    return next((place / name for place in places if _made(place, name)), None)


def text(kept: Path | None, made_of: Iterable[str], make: Callable[[], str]) -> str:
    """A text that was made of others before, or is made now."""
    told = sha256()
    for each in made_of:
        told.update(f"{len(each)} {each}".encode())
    # The length says whether it is whole.
    file = kept / f"{told.hexdigest()}.text" if kept else None
    with suppress(OSError, ValueError):
        size, _, found = file.read_text("utf-8").partition("\n") if file else ("", "", "")
        if file and len(found) == int(size):
            return found
    made = make()
    with suppress(OSError):
        if file:
            data = f"{len(made)}\n{made}".encode()
            placing.replace(file, data, beside=f".{file.name}.{os.getpid()}.new")
    return made


def _made(place: Path, name: str) -> bool:
    own = place / name
    try:
        own.mkdir(parents=True, exist_ok=True)
        for other in place.glob(f"{compiled.PREFIX}*"):
            if other != own:
                shutil.rmtree(other, ignore_errors=True)
        _forget(own)
    except OSError:
        return False
    return os.access(own, os.W_OK)


def _forget(own: Path) -> None:
    """Let the oldest go, where somebody tries out many templates."""
    found = list(os.scandir(own))
    if len(found) > _MOST:
        for each in sorted(found, key=lambda each: each.stat().st_mtime)[: len(found) - _MOST]:
            Path(each.path).unlink(missing_ok=True)
