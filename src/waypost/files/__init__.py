"""Which files of the author's are pages, and which ones would be published by mistake."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from stat import S_ISLNK, S_ISREG

from waypost.files import names
from waypost.files.names import alike, can_be_said, is_litter
from waypost.problems import Problem, Severity

__all__ = ["Contents", "Once", "alike", "author_files", "can_be_said", "contents", "is_litter"]

_PAGE = ".md"
# Other names for Markdown, which the host knows, or copies into the site as they are.
_MARKDOWN = re.compile(r"\.(?:md|markdown|mdown|mkdn|mkd)(?:[~.].*)?$", re.IGNORECASE)
# Texts that only a slip puts beside entries: what one writes, and what programs leave behind.
_TEXT = re.compile(
    r"(?:^[^.]*|~|\.(?:txt|text|rst|docx?|odt|rtf|pages|bak|orig|tmp|swp|old))$", re.IGNORECASE
)
# Former versions, which programs keep beside a file.
_FORMER = re.compile(r"(?:~|\.(?:bak|orig|tmp|swp|old))$", re.IGNORECASE)
# Copies of it too, such as those that programs leave behind.
_PRIVATE = re.compile(r"private\b[^/]*\.(?:ya?ml|txt|rtf|docx?|odt)\b.*", re.IGNORECASE)
_LARGEST = 20_000_000  # bytes; a text of so many is no text
PRIVATE = "private.yml"
"""What must stay on the author's computer; it lies at the top of the journal's folder."""
ENTRIES, PHASES, DECISIONS, EXPERIMENTS = "entries", "phases", "decisions", "experiments"
GOALS, KEY_RESULTS = "goals", "key-results"
FOLDERS = (ENTRIES, PHASES, DECISIONS, EXPERIMENTS, GOALS, KEY_RESULTS)
"""The folders whose files are records, and which say of what kind."""


def author_files(root: Path, docs: str) -> tuple[list[tuple[str, str]], list[Problem]]:
    """The pages' files in order: relative to the project, and to the folder of the pages.

    Hidden ones are nobody's, as for the host, and neither is what programs leave behind. What the
    host would publish, and we would not read, is a problem: another ending, a link, `Entries` with
    a capital. So is a name that other computers can't hold, or can't tell from another one.
    """
    if not (root / docs).is_dir():
        cure = "Put it back, beside mkdocs.yml; your pages and entries lie in it."
        return [], [Problem(docs, 0, "", "This folder is missing.", cure)]
    pages: list[tuple[str, str]] = []
    problems: list[Problem] = []
    closed: list[OSError] = []
    for folder, folders, files in os.walk(root / docs, onerror=closed.append):
        folders[:] = sorted(name for name in folders if _is_somebodys(name))
        here = _Here(os.path.relpath(folder, root), os.path.relpath(folder, root / docs))
        given = sorted(name for name in files if _is_somebodys(name))
        problems += _hidden(here, files)
        problems += _names(here, [*folders, *given])
        problems += _folders(root, here, folders)
        folders[:] = filter(can_be_said, folders)
        for name in filter(can_be_said, given):
            uri = here.uri(name)
            if mistake := _mistake(Path(folder, name), uri):
                problems.append(here.problem(name, *mistake))
            elif name.endswith(_PAGE):
                pages.append((here.path(name), uri))
    for error in closed:
        path = names.readable(Path(os.path.relpath(error.filename, root)).as_posix())
        cure = "Allow yourself to read it, and make sure that it is on this computer."
        problems.append(Problem(path, 0, "", "This folder can't be opened.", cure))
    return sorted(pages, key=lambda page: page[1]), problems


Contents = Callable[[Path, str], tuple[bytes | None, list[Problem]]]
"""What reads a file below a folder, by its path from there."""


def contents(root: Path, path: str) -> tuple[bytes | None, list[Problem]]:
    """A file's bytes; None and the reason where it is there and can't be read.

    Raises FileNotFoundError. What is no ordinary file is never opened: one might wait for ever.
    """
    there = root / path
    try:
        status = there.stat()
        if not S_ISREG(status.st_mode):
            return None, [Problem(path, 0, "", *_NO_FILE)]
        if status.st_size > _LARGEST:
            what = f"This file is {status.st_size // 1_000_000:,} MB large, and no text is."
            return None, [Problem(path, 0, "", what, "Check that it is the right file.")]
        return there.read_bytes(), []
    except FileNotFoundError:
        raise
    except OSError:
        what = "This file can't be opened."
        cure = "Close other programs that use it, and make sure that it is on this computer."
        return None, [Problem(path, 0, "", what, cure)]


class Once:
    """Reads each file once, however often it is asked for: `contents`, with a memory."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._read: dict[str, tuple[bytes | None, list[Problem]]] = {}

    def __call__(self, root: Path, path: str) -> tuple[bytes | None, list[Problem]]:
        """A file's bytes, as `contents` gives them."""
        if path not in self._read:
            self._read[path] = contents(root, path)
        return self._read[path]

    def known(self, path: str) -> bytes | None:
        """What was read of a file, if it was."""
        return self._read.get(path, (None, []))[0]


_NO_FILE = ("This is no ordinary file.", "Delete it, or put a file in its place.")


class _Here:
    """A folder, as it is called from the project's, and from that of the pages."""

    def __init__(self, from_root: str, from_docs: str) -> None:
        self._from_root, self._from_docs = Path(from_root).as_posix(), Path(from_docs).as_posix()
        self.is_top = from_docs == "."

    def path(self, name: str) -> str:
        return f"{self._from_root}/{name}"

    def uri(self, name: str) -> str:
        return name if self.is_top else f"{self._from_docs}/{name}"

    def problem(
        self, name: str, what: str, cure: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        return Problem(names.readable(self.path(name)), 0, "", what, cure, severity)


def _is_somebodys(name: str) -> bool:
    return not name.startswith(".") and not is_litter(name)


def _hidden(here: _Here, files: Sequence[str]) -> Iterator[Problem]:
    """Entries that would stay out without a word; what macOS and Emacs hide is none."""
    if here.uri("").partition("/")[0] not in FOLDERS:
        return
    for name in sorted(files):
        if name.startswith(".") and name.endswith(_PAGE) and name[1:2] not in ("_", "#", "~"):
            what = "This file is not read, since its name begins with a dot."
            yield here.problem(name, what, "Take the dot away.", Severity.WARNING)


def _names(here: _Here, given: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with the names of a folder's files and folders."""
    for name in given:
        is_page = name.endswith(_PAGE)
        if found := names.unfit(name, is_page) or names.too_long(here.uri(name)):
            yield here.problem(name, *found)
        if is_page and (first := names.original(name, given)):
            what = f"This looks like a copy of {first} that a program has made."
            cure = "Compare the two, keep one, and delete the other."
            yield here.problem(name, what, cure, Severity.WARNING)
    for name, other in names.twins(given):
        if name.endswith(_PAGE) and other.endswith(_PAGE):
            continue  # their pages have one address, which is said of any two
        what = (
            f"Many computers can't tell this name from {names.readable(other)}, and keep only one."
        )
        yield here.problem(name, what, "Give one of the two another name.")


def _folders(root: Path, here: _Here, folders: Sequence[str]) -> Iterator[Problem]:
    for name in folders:
        if (root / here.path(name)).is_symlink():
            what = "This folder is a link to another one."
            yield here.problem(name, what, "Put the files themselves here.")
        if here.is_top and name.casefold() in FOLDERS and name not in FOLDERS:
            what = "The files in this folder are not read, because of a capital letter."
            yield here.problem(name, what, f"Call the folder `{name.casefold()}`.")


def _mistake(file: Path, uri: str) -> tuple[str, str] | None:
    """Why a file is not read, and would be published all the same or stop the host."""
    try:
        mode = file.lstat().st_mode
    except OSError:  # gone since we looked, or whoever reads it will say why it can't be
        return None
    if S_ISLNK(mode):
        if not file.exists():
            what = "This is a link to a file that is not there."
            return what, "Delete it, or put the file here."
        what = "This is a link to another file, wherever that may lie."
        return what, "Put the file itself here, if readers may see it."
    if not S_ISREG(mode):
        return _NO_FILE
    return None if file.name.endswith(_PAGE) else _misnamed(uri, file.name)


def _misnamed(uri: str, name: str) -> tuple[str, str] | None:
    if _PRIVATE.fullmatch(name):
        what = "This file holds what must stay inside, and in this folder it would be published."
        return what, f"Move it beside mkdocs.yml, where it is called {PRIVATE}, or delete it."
    if _MARKDOWN.search(name) or _FORMER.search(name):
        ending = Path(name).suffix or "~"
        what = f"This name ends with {ending}, so the file would be published as it is."
        return what, "Let it end with .md, or move the file out of the folder."
    folder, _, rest = uri.partition("/")
    if folder in FOLDERS and "/" not in rest and _TEXT.search(name):
        what = "This file is not read, since its name does not end with .md."
        return what, "Let it end with .md, or move the file out of the folder."
    return None
