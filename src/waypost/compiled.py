"""Templates that are compiled once and kept: half of the time of a small build goes into that."""

import os
import pickle
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2 import Environment
from jinja2.bccache import Bucket, FileSystemBytecodeCache

PREFIX = f"templates-{sys.implementation.cache_tag}-"
"""How the names of such folders begin, for this Python."""

# What of an environment decides what becomes of a template.
_OPTIONS = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix"),
    *("line_comment_prefix", "trim_blocks", "lstrip_blocks", "newline_sequence"),
    *("keep_trailing_newline", "optimized", "is_async", "newstyle_gettext"),
    *("autoescape", "finalize", "undefined"),
)


class Compiled(FileSystemBytecodeCache):
    """A folder of compiled templates; what can't be read or written there is compiled as always.

    Each is kept by its name and its text, wherever it lies: all journals of a computer share one.
    """

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """The place of a template; Jinja's own would be one for each file."""
        del filename
        options = [_said(getattr(environment, each, None)) for each in _OPTIONS]
        known_by = repr((name, source, options, sorted(environment.extensions)))
        return super().get_bucket(environment, known_by, None, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a template, unless what lies there is none."""
        with suppress(OSError, EOFError, ValueError, pickle.UnpicklingError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a template, beside its place and then into it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def place() -> str:
    """The name of a folder for what our own code and what is installed, as they are, compile.

    Jinja looks at a template's source only, and what it becomes depends on these as well.
    """
    found = sha256(jinja2.__version__.encode())
    # The names of these folders tell what is installed, and in which version.
    for place in sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}):
        with suppress(OSError):
            found.update(
                "\n".join(sorted(each.name for each in Path(place).iterdir())).encode(
                    "utf-8", "surrogateescape"
                )
            )
    for path, size, changed in _files(str(Path(__file__).parent)):
        found.update(f"{path} {size} {changed}\n".encode("utf-8", "surrogateescape"))
    return f"{PREFIX}{found.hexdigest()[:16]}"


def beside_bytecode() -> Path | None:
    """The folder where Python keeps what it has compiled of this module, if it keeps anything."""
    if sys.dont_write_bytecode:
        return None
    return Path(cache_from_source(__file__)).parent


def _said(option: object) -> object:
    return getattr(option, "__qualname__", option)


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    for each in sorted(os.scandir(folder), key=lambda each: each.name):
        if each.name.endswith(".py"):
            at = each.stat()
            yield each.path, at.st_size, at.st_mtime_ns
        elif each.name != "__pycache__" and each.is_dir():
            yield from _files(each.path)
