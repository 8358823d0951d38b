"""Templates that are compiled once and kept: half of the time of a small build goes into that."""

import os
import pickle
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

_PREFIX = "templates-"


class Compiled(FileSystemBytecodeCache):
    """A folder of compiled templates; what can't be read or written there is compiled as always."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a template, unless what lies there is none."""
        with suppress(OSError, EOFError, ValueError, pickle.UnpicklingError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a template, beside its place and then into it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled(folder: Path) -> Compiled | None:
    """The compiled templates in a folder, which may be deleted at any time; None if it can't be.

    Jinja looks at a template's source only. What it becomes depends on Jinja and on our own code as
    well, so each state of these has a folder to itself, and the former ones go.
    """
    place = folder / f"{_PREFIX}{_state()}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        for other in folder.glob(f"{_PREFIX}*"):
            if other != place:
                rmtree(other, ignore_errors=True)
    except OSError:
        return None
    return Compiled(str(place))


def _state() -> str:
    found = sha256(jinja2.__version__.encode())
    for path, size, changed in _files(Path(__file__).parent):
        found.update(f"{path} {size} {changed}\n".encode())
    return found.hexdigest()[:16]


def _files(package: Path) -> Iterable[tuple[str, int, int]]:
    for folder, folders, names in os.walk(package):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                at = Path(folder, name).stat()
                yield str(Path(folder, name)), at.st_size, at.st_mtime_ns
