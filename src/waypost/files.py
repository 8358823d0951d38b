"""Which files of the author's are pages, and which ones would be published by mistake."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from waypost.problems import Problem

_PAGE = ".md"
# Other names for Markdown, which the host knows, or copies into the site as they are.
_MARKDOWN = re.compile(r"\.(?:md|markdown|mdown|mkdn|mkd)(?:[~.].*)?$", re.IGNORECASE)
# Texts that only a slip puts beside entries: what one writes, and what programs leave behind.
_TEXT = re.compile(
    r"(?:^[^.]*|~|\.(?:txt|text|rst|docx?|odt|rtf|pages|bak|orig|tmp|swp|old))$", re.IGNORECASE
)
# Copies of it too, such as those that programs leave behind.
_PRIVATE = re.compile(r"private\b[^/]*\.ya?ml\b.*", re.IGNORECASE)
PRIVATE = "private.yml"
"""What must stay on the author's computer; it lies at the top of the journal's folder."""
ENTRIES, PHASES, DECISIONS, EXPERIMENTS = "entries", "phases", "decisions", "experiments"
GOALS, KEY_RESULTS = "goals", "key-results"
FOLDERS = (ENTRIES, PHASES, DECISIONS, EXPERIMENTS, GOALS, KEY_RESULTS)
"""The folders whose files are records, and which say of what kind."""


def author_files(root: Path, docs: str) -> tuple[list[tuple[str, str]], list[Problem]]:
    """The pages' files in order: relative to the project, and to the folder of the pages.

    Hidden ones are nobody's, as for the host. What the host would publish, and we would not read,
    is a problem: another ending, a folder that is only a link, `Entries` with a capital.
    """
    pages: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for folder, folders, names in os.walk(root / docs):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(folder)
        problems += _folders(root, here, folders, at_top=here == root / docs)
        for name in sorted(name for name in names if not name.startswith(".")):
            path = (here / name).relative_to(root).as_posix()
            uri = (here / name).relative_to(root / docs).as_posix()
            if not (here / name).is_file():
                what = "This is a link to a file that is not there."
                problems.append(Problem(path, 0, "", what, "Delete it, or put the file here."))
            elif name.endswith(_PAGE):
                pages.append((path, uri))
            elif mistake := _misnamed(uri, name):
                problems.append(Problem(path, 0, "", *mistake))
    return sorted(pages, key=lambda page: page[1]), problems


def _folders(root: Path, here: Path, names: list[str], at_top: bool) -> Iterator[Problem]:
    for name in names:
        path = (here / name).relative_to(root).as_posix()
        if (here / name).is_symlink():
            what = "This folder is a link to another one."
            yield Problem(path, 0, "", what, "Put the files themselves here.")
        if at_top and name.casefold() in FOLDERS and name not in FOLDERS:
            what = "The files in this folder are not read, because of a capital letter."
            yield Problem(path, 0, "", what, f"Call the folder `{name.casefold()}`.")


def _misnamed(uri: str, name: str) -> tuple[str, str] | None:
    if _PRIVATE.fullmatch(name):
        what = "This file holds what must stay inside, and in this folder it would be published."
        return what, f"Move it beside mkdocs.yml, where it is called {PRIVATE}, or delete it."
    if _MARKDOWN.search(name):
        what = f"This name ends with {Path(name).suffix}, so the file would be published as it is."
        return what, "Let it end with .md, or move the file out of the folder."
    folder, _, rest = uri.partition("/")
    if folder in FOLDERS and "/" not in rest and _TEXT.search(name):
        what = "This file is not read, since its name does not end with .md."
        return what, "Let it end with .md, or move the file out of the folder."
    return None
