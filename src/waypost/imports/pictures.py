"""Pictures of texts from elsewhere: where they lie, and what they are called here."""

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from waypost.permalinks import slug
from waypost.pictures import read

KINDS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif")
_WITH = (*KINDS, ".pdf")
# Where generators keep what stands in the site as it is.
_FOLDERS = ("", "static", "assets", "public", "content", "source", "src", "docs", "content/images")
_SIZED = re.compile(r"-\d+x\d+(?=\.\w+$)|@2x(?=\.\w+$)|-scaled(?=\.\w+$)")
_LARGEST = 25_000_000

Fetch = Callable[[str], bytes | str]
"""Gets what lies at an address, or a sentence on why it could not."""


def is_picture(target: str) -> bool:
    """Whether an address or a path leads to a picture, or to a document to read."""
    try:
        path = urlsplit(target).path
    except ValueError:
        return False
    return posixpath.splitext(path)[1].lower() in _WITH


@dataclass
class Pictures:
    """The pictures that were found, by their path in the folder of the pages.

    `roots` are the folders of the former site, `others` those that the author names; `there` are
    files of the journal with their bytes. `missing` takes note of what nobody found.
    """

    roots: Iterable[Path] = ()
    others: Iterable[Path] = ()
    fetch: Fetch | None = None
    there: Callable[[str], bytes | None] = lambda _: None
    found: dict[str, bytes] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    _placed: dict[tuple[str, str], str] = field(default_factory=dict)

    def place(self, target: str, base: str, year: int, address: str) -> str:
        """The path that a picture gets in the folder of the pages; empty if it is nowhere.

        `address` is where it lies on the web, if that is known.
        """
        key = (target, base)
        if key not in self._placed:
            self._placed[key] = self._place(target, base, year, address)
        return self._placed[key]

    def _place(self, target: str, base: str, year: int, address: str) -> str:
        try:
            path = unquote(urlsplit(target).path)
        except ValueError:
            return ""
        file = self._find(path, base, is_web="://" in target or target.startswith("//"))
        data = _read(file) if file else None
        if data is None and self.fetch and address:
            got = self.fetch(address)
            data = got if isinstance(got, bytes) else None
            if isinstance(got, str):
                self.missing[address] = got
        if data is None:
            self.missing.setdefault(address or target, "it is not there")
            return ""
        name = file.name if file else posixpath.basename(path)
        if not name.lower().endswith(".pdf"):
            picture, _ = read(name, data)
            if picture is None:
                self.missing[address or target] = "it can't be read as a picture"
                return ""
            data = picture.clean  # no place where it was taken, and nobody's name
        return self._named(name, data, year)

    def _named(self, name: str, data: bytes, year: int) -> str:
        stem, ending = posixpath.splitext(name)
        plain, number = slug(stem) or sha256(data).hexdigest()[:8], 1
        while True:
            extra = f"-{number}" if number > 1 else ""
            uri = f"entries/images/{year}/{plain}{extra}{ending.lower()}"
            held = self.found.get(uri, self.there(uri))
            if held is None:
                self.found[uri] = data
            if held is None or held == data:
                return uri
            number += 1

    def _find(self, path: str, base: str, is_web: bool) -> Path | None:
        if not is_web:
            rooted = path.lstrip("/")
            tries = [] if path.startswith("/") else [Path(base, path)] if base else []
            tries += [root / folder / rooted for root in self.roots for folder in _FOLDERS]
            for each in tries:
                if self._is_inside(each) and each.is_file():
                    return each
        name = posixpath.basename(path).casefold()
        for wanted in dict.fromkeys((name, _SIZED.sub("", name))):
            if file := self._by_suffix(path, self._index.get(wanted, ())):
                return file
        return None

    def _is_inside(self, file: Path) -> bool:
        """Whether a file lies in one of the folders, wherever links and dots may lead."""
        try:
            real = file.resolve()
        except (OSError, ValueError):
            return False
        return any(real.is_relative_to(root.resolve()) for root in (*self.roots, *self.others))

    @cached_property
    def _index(self) -> Mapping[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for root in dict.fromkeys([*self.others, *list(self.roots)[:1]]):
            for folder, folders, names in os.walk(root):
                folders[:] = sorted(n for n in folders if n != "node_modules" and n[0] != ".")
                for name in sorted(names):
                    if name.lower().endswith(_WITH) and not Path(folder, name).is_symlink():
                        found.setdefault(name.casefold(), []).append(Path(folder, name))
        return found

    def _by_suffix(self, path: str, files: Iterable[Path]) -> Path | None:
        """Of files with one name, the one whose folders are those of the path; or the only one."""
        wanted = path.casefold().split("/")[:-1]
        ranked: dict[int, list[Path]] = {}
        for file in files:
            parts = [part.casefold() for part in file.parts[:-1]]
            same = 0
            while same < min(len(parts), len(wanted)) and parts[-1 - same] == wanted[-1 - same]:
                same += 1
            ranked.setdefault(same, []).append(file)
        best = ranked[max(ranked)] if ranked else []
        if len(best) == 1:
            return best[0]
        data = {_read(file) for file in best}
        return best[0] if len(data) == 1 else None


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes() if file.stat().st_size <= _LARGEST else None
    except OSError:
        return None
