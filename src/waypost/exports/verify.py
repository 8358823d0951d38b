"""Says whether an archive is as it was made: python verify.py [FOLDER or ZIP]

It needs Python 3.8 or newer, and nothing else. Every file is compared with the list SHA256SUMS
that lies beside it, and so is what lies in a package that has such a list. Nothing is unpacked,
changed, or asked of the web.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

SUMS = "SHA256SUMS"
_NAME = f"Name a folder or a zip that has a file {SUMS}."

_LINE = re.compile(r"(\\?)([0-9A-Fa-f]{64}) [ *](.+)")
# What computers leave in folders by themselves.
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX", "__pycache__"}
_PIECE = 1 << 20
_LARGEST = 8 << 30  # bytes that a package may come to, unpacked
_MOST = 200000  # files in it
_THINNEST = 2000  # times as large as it is packed; text never is, and nothing but zeros may be
_DEEPEST = 3  # packages within packages
_TOLD = 100  # lines of a kind, before the rest is only counted
_PACKED = (".zip", ".epub")
_BROKEN = (
    *(OSError, EOFError, ValueError, RuntimeError, NotImplementedError, MemoryError, OverflowError),
    *(zlib.error, zipfile.BadZipFile, zipfile.LargeZipFile),
)


class RefusedError(Exception):
    """An archive that is not looked at any further, and why: a sentence."""


def verify(place: str | Path) -> tuple[list[str], bool]:
    """What is to be said of an archive, line by line, and whether all of it is as it was made."""
    place = Path(place)
    report = _Report()
    try:
        if place.is_dir():
            _Checked(_Folder(place), "", report, 0).check()
        elif place.is_file():
            with place.open("rb") as file:
                _check_packed(file, place.stat().st_size, "", report, 0)
        else:
            report.wrong("There is nothing here: {}", str(place))
    except RefusedError as refused:
        report.wrong("{}", str(refused))
    except _BROKEN:
        report.wrong("{}: this is no archive, or a damaged one. " + _NAME, str(place))
    return report.lines(), report.is_sound


class _Report:
    """What was found; the lines are short enough to be read, however much is wrong."""

    def __init__(self) -> None:
        self.is_sound = True
        self.compared = 0
        self.packages = 0
        self.list = ""
        self._found: dict[str, list[str]] = {}

    def wrong(self, sentence: str, name: str) -> None:
        self.is_sound = False
        self._found.setdefault(sentence, []).append(_plain(name))

    def lines(self) -> list[str]:
        said: list[str] = []
        for sentence, names in self._found.items():
            said += [sentence.format(name) for name in names[:_TOLD]]
            if len(names) > _TOLD:
                said.append(f"and {len(names) - _TOLD} more of these.")
        files = "1 file" if self.compared == 1 else f"{self.compared} files"
        files += ", those in packages included," if self.packages else ""
        if self.is_sound:
            said.append(f"{files} compared: all are as they were made.")
        elif self.compared:
            said.append(f"{files} compared: not all is as it was made.")
        if self.list:
            said.append(f"The list itself, {SUMS}, has the SHA-256 {self.list}.")
        return said


class _Folder:
    """The files of a folder, none of which is reached by a link."""

    beside = re.compile(r"(?:index\.html|[1-9][0-9]*\.xml)\Z")  # what else a site has there

    def __init__(self, root: Path) -> None:
        self._files: dict[str, Path] = {}
        self.doubtful: list[tuple[str, str]] = []
        for here, folders, names in os.walk(str(root)):
            links = [name for name in folders if Path(here, name).is_symlink()]
            folders[:] = sorted(set(folders) - set(links) - _LITTER)
            for name in sorted({*names, *links} - _LITTER):
                path = Path(here, name)
                said = path.relative_to(root).as_posix()
                if stat.S_ISREG(path.lstat().st_mode):
                    self._files[_same(said)] = path
                else:
                    self.doubtful.append(("{}: this is a link, or no ordinary file.", said))

    def names(self) -> set[str]:
        return set(self._files)

    def open(self, name: str) -> IO[bytes]:
        return self._files[name].open("rb")

    def size(self, name: str) -> int:
        return self._files[name].stat().st_size


class _Package:
    """The files in a zip, read where they are."""

    beside = re.compile(r"(?!)")

    def __init__(self, packed: zipfile.ZipFile, size: int) -> None:
        members = packed.infolist()
        if len(members) > _MOST:
            raise RefusedError(f"There are {len(members)} files in it, more than any journal has.")
        total = sum(member.file_size for member in members)
        if total > _LARGEST or total > _THINNEST * max(size, 1):
            raise RefusedError("Unpacked it would be far too large, so it is not looked into.")
        self._packed = packed
        self._members: dict[str, zipfile.ZipInfo] = {}
        self.doubtful: list[tuple[str, str]] = []
        alike: set[str] = set()
        for member in members:
            name = member.filename
            same = _same(name)
            if doubt := self._doubt(member, alike):
                self.doubtful.append((doubt, name))
            elif not (member.is_dir() or _LITTER & set(name.split("/"))):
                self._members[same] = member
            alike.update((same, same.casefold()))

    def _doubt(self, member: zipfile.ZipInfo, alike: set[str]) -> str:
        """Why a file in it is not looked at; empty for most."""
        name = _same(member.filename)
        if _climbs(name[:-1] if member.is_dir() else name):
            return "{}: this would be put outside of the folder, so do not unpack it."
        if stat.S_ISLNK(member.external_attr >> 16):
            return "{}: this is a link to elsewhere."
        if name in alike:
            return "{}: this is in it twice, and one hides the other."
        if name.casefold() in alike:
            return "{}: only capitals tell this from another one, and many computers do not."
        return ""

    def names(self) -> set[str]:
        return set(self._members)

    def open(self, name: str) -> IO[bytes]:
        return self._packed.open(self._members[name])

    def size(self, name: str) -> int:
        return self._members[name].file_size


class _Checked:
    """A folder or a package, held against its list."""

    def __init__(self, files: _Folder | _Package, within: str, report: _Report, depth: int) -> None:
        self._files, self._within = files, within
        self._report, self._depth = report, depth

    def check(self) -> None:
        for sentence, name in self._files.doubtful:
            self._report.wrong(sentence, self._within + name)
        listed = self._listed()
        if listed is None:
            return
        there = self._files.names()
        for name in sorted(set(listed) - there):
            self._report.wrong("{}: this is missing.", self._within + name)
        for name in sorted(there - set(listed) - {SUMS}):
            if self._files.beside.match(name):
                continue
            self._report.wrong(
                "{}: this is not in the list, so it came later.", self._within + name
            )
        for name in sorted(there & set(listed)):
            self._compare(name, listed[name])

    def _compare(self, name: str, wanted: str) -> None:
        said = self._within + name
        try:
            found, other = self._sums(name)
        except _BROKEN:
            self._report.wrong("{}: this can't be read, or is damaged.", said)
            return
        self._report.compared += 1
        if found != wanted:
            ends = wanted == other
            sentence = "{}: this was changed, though only in the ends of its lines."
            self._report.wrong(sentence if ends else "{}: this was changed.", said)
        elif name.lower().endswith(_PACKED) and self._depth < _DEEPEST:
            self._look_into(name, said)

    def _sums(self, name: str) -> tuple[str, str]:
        """The SHA-256 of a file, and the one that it would have with plain ends of lines."""
        exact, plain, last = hashlib.sha256(), hashlib.sha256(), b""
        with self._files.open(name) as file:
            for piece in _pieces(file):
                exact.update(piece)
                text = last + piece
                last = b"\r" if text.endswith(b"\r") else b""
                plain.update((text[:-1] if last else text).replace(b"\r\n", b"\n"))
        plain.update(last)
        return exact.hexdigest(), plain.hexdigest()

    def _look_into(self, name: str, said: str) -> None:
        """Check a package, in a copy that is gone afterwards."""
        with tempfile.TemporaryFile() as copy:
            with self._files.open(name) as file:
                copy.writelines(_pieces(file))
            try:
                size, depth = self._files.size(name), self._depth + 1
                _check_packed(copy, size, f"{said}, ", self._report, depth)
            except RefusedError as refused:
                self._report.wrong("{}", f"{said}: {refused}")
            except _BROKEN:
                self._report.wrong("{}: this can't be opened, or is damaged.", said)

    def _listed(self) -> dict[str, str] | None:
        """What the list says, by name; None where there is none, which only a package may do."""
        if SUMS not in self._files.names():
            if self._depth == 0:
                within = [each for each in sorted(self._files.names()) if each.endswith(f"/{SUMS}")]
                cure = "" if within else f" {_NAME}"
                self._report.wrong("There is no list {} in it to compare with." + cure, SUMS)
                deeper = "There is one in its folder {}: name that, unpacked."
                for each in within:
                    self._report.wrong(deeper, each[: -len(SUMS) - 1])
            return None
        if self._files.size(SUMS) > 64 * _PIECE:
            raise RefusedError(f"The list {SUMS} is far too long.")
        with self._files.open(SUMS) as file:
            data = file.read(64 * _PIECE)
        if self._depth == 0:
            self._report.list = hashlib.sha256(data).hexdigest()
        else:
            self._report.packages += 1
        listed: dict[str, str] = {}
        for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
            if not (line := line.rstrip("\r").lstrip("\ufeff")).strip():
                continue
            match = _LINE.fullmatch(line)
            name = _same(_unescaped(match[3]) if match[1] else match[3]) if match else ""
            if not match or name in listed or _climbs(name):
                place = f"{self._within}{SUMS}, line {number}"
                self._report.wrong("{}: this can't be right.", place)
                continue
            listed[name] = match[2].lower()
        if not listed:
            self._report.wrong("The list {} is empty.", self._within + SUMS)
        return listed


def _check_packed(file: IO[bytes], size: int, within: str, report: _Report, depth: int) -> None:
    with zipfile.ZipFile(file) as packed:
        _Checked(_Package(packed, size), within, report, depth).check()


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.read(_PIECE), b"")


def _climbs(name: str) -> bool:
    """Whether a name leads out of the folder, on any system."""
    is_odd = re.match("[A-Za-z]:", name) or "\\" in name or "\0" in name
    return bool(is_odd) or any(part in ("", ".", "..") for part in name.split("/"))


def _same(name: str) -> str:
    """A name as every system writes it: a Mac takes letters and their accents apart."""
    return unicodedata.normalize("NFC", name)


def _unescaped(name: str) -> str:
    """A name as it is, of which the list has shown its odd signs (as sha256sum does)."""
    signs = {"\\n": "\n", "\\r": "\r", "\\\\": "\\"}
    return re.sub(r"\\[nr\\]", lambda match: signs[match.group()], name)


def _plain(text: str) -> str:
    """A text that can't move what a window shows, whatever somebody has called a file."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii")
        for sign in text[:1000]
    )


def main(given: list[str]) -> int:
    """What the file does as a program; the status with which it ends."""
    if len(given) > 1 or (given and given[0] in ("-h", "--help")):
        sys.stdout.write((__doc__ or "") + "\n")
        return 0 if given[:1] in (["-h"], ["--help"]) else 2
    if hasattr(sys.stdout, "reconfigure"):  # a window may not have all letters
        sys.stdout.reconfigure(errors="backslashreplace")
    lines, is_sound = verify(given[0] if given else Path(__file__).resolve().parent)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
