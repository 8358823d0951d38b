"""Templates that are compiled once and kept: half of the time of a small build goes into that."""

import os
import pickle
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

PREFIX = "templates-"
"""How the names of such folders begin."""


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


def place() -> str:
    """The name of a folder for the templates that Jinja and our own code, as they are, compile.

    Jinja looks at a template's source only, and what it becomes depends on both as well.
    """
    found = sha256(jinja2.__version__.encode())
    for path, size, changed in _files(Path(__file__).parent):
        found.update(f"{path} {size} {changed}\n".encode())
    return f"{PREFIX}{found.hexdigest()[:16]}"


def _files(package: Path) -> Iterable[tuple[str, int, int]]:
    for folder, folders, names in os.walk(package):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                at = Path(folder, name).stat()
                yield str(Path(folder, name)), at.st_size, at.st_mtime_ns
