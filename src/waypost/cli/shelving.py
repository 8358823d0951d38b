"""Finished pages as files beside the ledger: put into a site under another name, not copied."""

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from waypost.reuse import Finished, Trace


class Mark(NamedTuple):
    """By what a file is known: its bytes, and what they need not be read for."""

    digest: bytes
    size: int
    changed: int
    """In nanoseconds."""


@dataclass(frozen=True)
class PageFiles:
    """A folder of files, one a page, which may be deleted at any time."""

    folder: Path

    def put(self, uri: str, mark: Mark, place: str) -> bool:
        """Put a page at its place in a site; False where it is not there, or not to the byte.

        What lies in a site may be the very file that lies here: whoever changes it there changes
        it here, and the mark tells.
        """
        try:
            _make_way(place)
            if os.path.lexists(place):
                return False
            _copy(self._file(uri), place)
            found = os.stat(place)
            if (found.st_size, found.st_mtime_ns) == (mark.size, mark.changed):
                return True
            if digest(Path(place).read_bytes()) == mark.digest:
                return True
        except OSError:
            pass
        with suppress(OSError):
            os.unlink(place)
        return False

    def keep(self, uri: str, place: str, digest: bytes, size: int) -> Mark | None:
        """Keep a page that lies in a site, of so many bytes; None where that can't be."""
        file = self._file(uri)
        with suppress(OSError):
            try:
                os.link(place, file)
            except OSError:  # one is there, or no folder yet, or it is another disk
                new = f"{file}.{os.getpid()}"
                os.makedirs(self.folder, exist_ok=True)
                _copy(place, new)
                os.replace(new, file)
            found = os.stat(file)
            return Mark(digest, size, found.st_mtime_ns) if found.st_size == size else None
        return None

    def forget(self, others: Collection[str]) -> None:
        """Let all pages go but these."""
        stay = {os.path.basename(self._file(uri)) for uri in others}
        with suppress(OSError):
            for each in os.scandir(self.folder):
                if each.name not in stay:
                    os.unlink(each.path)

    def _file(self, uri: str) -> str:
        return f"{self.folder}/{blake2b(uri.encode(), digest_size=12).hexdigest()}"


@dataclass
class Shelved:
    """Pages of former builds, and those of this one that may be among them in builds to come."""

    finished: Finished
    folder: Path
    taken: set[str] = field(default_factory=set)
    """Where pages of former builds lie in the site."""
    _made: dict[str, tuple[bytes, int, Any]] = field(default_factory=dict)

    def put(self, uri: str, mark: Mark, place: str) -> bool:
        """Put a page of a former build at its place in a site, if it is still there."""
        return self._files.put(uri, mark, place)

    def note(self, uri: str, data: bytes, page: Any) -> None:
        """Note a page that is made now, with what it holds."""
        if uri in self.finished.keys:
            self._made[uri] = digest(data), len(data), page

    def made(self) -> Iterator[tuple[str, Any]]:
        """The pages that were noted, by source path."""
        for uri, (_, _, page) in self._made.items():
            yield uri, page

    def keep(self, uri: str, trace: Trace, place: str) -> None:
        """Keep a page that was noted, and lies at this place now."""
        digest, size, _ = self._made[uri]
        if mark := self._files.keep(uri, place, digest, size):
            self.finished.keep(uri, trace, mark)

    def forget(self) -> None:
        """Let pages go that there are none of any more."""
        self._files.forget(self.finished.keys)

    @property
    def _files(self) -> PageFiles:
        return PageFiles(self.folder)


def _make_way(place: str) -> None:
    """Make the folder of a file: as a rule it is new, and the one above it is there."""
    folder = os.path.dirname(place)
    try:
        os.mkdir(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)


def _copy(one: str, other: str) -> None:
    """The same file under another name, or a copy where that can't be."""
    try:
        os.link(one, other)
    except FileNotFoundError:
        raise
    except OSError:  # another disk, or one without links
        shutil.copy2(one, other)


def digest(data: bytes) -> bytes:
    """What stands for the bytes of a file."""
    return blake2b(data, digest_size=16).digest()
