"""What is in a name: signs that nobody sees, and what other computers can't hold or tell apart."""

import os
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from waypost.problems import Severity

Finding = tuple[str, str, Severity]
"""What is wrong with a name, the cure, and how grave it is."""

# Left beside people's files by Windows, macOS, Office and network drives, and meant for nobody.
_LITTER = re.compile(
    r"thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r|~\$.*|~wrl\d+\.tmp|__macosx|@eadir|\$recycle\.bin",
    re.IGNORECASE | re.DOTALL,
)
# Ends of lines and other signs of control, what has no width, and what turns the order of letters.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SIGNS = re.compile(r'[<>:"|?*\\]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?:\..*)?", re.IGNORECASE)
_LONGEST = 180  # characters of a path in the folder of the pages; Windows has 260 for all of it
# What OneDrive, Dropbox, Syncthing, Windows and macOS call a copy: `x (1)`, `x - Kopi`, `x copy 2`.
_COPY = re.compile(
    r"(?P<first>.+?)(?: \(\d{1,3}\)"
    r"| - (?:kopi|copy|copia)(?: \(\d+\))?|[ -](?:kopi|copy|copia)(?: \d+)?"
    r"| \([^()]*(?:conflict|konflikt|modstrid|conflicto)[^()]*\)|\.sync-conflict-[\w-]+"
    r"|-(?:desktop|laptop)-\w+)",
    re.IGNORECASE,
)


def alike(path: str) -> str:
    """A path as computers see it that tell neither capitals nor forms of accents apart."""
    plain = path if path.isascii() else unicodedata.normalize("NFC", path)
    return plain.casefold()


def is_litter(path: str) -> bool:
    """Whether a path leads to what programs leave behind, and what nobody wants to publish."""
    return any(_LITTER.fullmatch(part) for part in path.split("/"))


def readable(path: str) -> str:
    """A path that fits into a line of a message, whatever it is called."""
    return _UNSEEN.sub("�", os.fsencode(path).decode("utf-8", "replace"))


def can_be_said(path: str) -> bool:
    """Whether a path can stand in a message, and in an address, as it is."""
    return (path.isascii() and path.isprintable()) or readable(path) == path


def unfit(name: str, is_page: bool) -> Finding | None:
    """What keeps a file or a folder of this name from being published, or from other computers."""
    if not can_be_said(name):
        what = "There is a sign in this name that nobody can see or read."
        return what, "Give it another name, typed by hand.", Severity.ERROR
    # The page of a file lies in a folder that is called like the file without its ending.
    stem = name.removesuffix(".md") if is_page else name
    signs = "".join(dict.fromkeys(_SIGNS.findall(name)))
    if signs:
        what = f"On Windows no name can have {' '.join(signs)} in it, so nobody could use it there."
    elif _RESERVED.fullmatch(name):
        what = f"On Windows nothing can be called {stem}, so nobody could use it there."
    elif name.endswith((" ", ".")) or stem.endswith((" ", ".")):
        what = "On Windows no name can end like this, so nobody could use it there."
    elif unicodedata.normalize("NFC", name) != name:
        what = "The accents in this name are stored apart from their letters, so links miss it."
        return what, "Type the name again, in a browser or on another computer.", Severity.WARNING
    else:
        return None
    return what, "Give it another name: letters, figures and hyphens.", Severity.WARNING


def too_long(uri: str) -> Finding | None:
    """Why a path is too long for some computers, if so."""
    if len(uri) <= _LONGEST:
        return None
    what = f"This path has {len(uri)} letters; Windows can't open it in most folders."
    return what, "Give it a shorter name.", Severity.WARNING


def twins(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each name in a folder that is alike an earlier one, and that one."""
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault(alike(name), name)
        if other != name:
            yield name, other


def original(name: str, names: Collection[str]) -> str | None:
    """The name in a folder of which a program or a slip made this copy, if it is one."""
    match = _COPY.fullmatch(name.removesuffix(".md"))
    first = f"{match['first']}.md" if match else ""
    return first if first in names else None
