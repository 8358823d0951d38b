"""An address that a page had before, as people write it.

What a file can't be called on one of the systems that build a journal is refused on all.
"""

import posixpath
import re
from urllib.parse import unquote, urlsplit

from pydantic_core import PydanticCustomError

from waypost.fields import mistake
from waypost.permalinks import OldAddress, address, host_in_ascii

_EXAMPLE = "Write what stood behind the address of the site, such as entries/old-name/."

_PAGES = frozenset({".html", ".htm"})
# What a page can't stand in for: who fetches a feed or a picture does not follow where it leads.
_FILES = frozenset(
    {".xml", ".rss", ".atom", ".json", ".opml", ".css", ".js", ".txt", ".pdf", ".ico", ".svg"}
    | {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".mp3", ".mp4", ".webm", ".zip", ".gz"}
)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd\ud800-\udfff]")
# Names that Windows has no files for ("Naming Files, Paths, and Namespaces").
_SIGNS = re.compile(r'[<>:"|?*\\]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[\d¹²³])(?:\..*)?", re.IGNORECASE)
_LONGEST_NAME, _LONGEST = 255, 1000  # in bytes; common file systems end at the first
_SHOWN = 60


def old_address(written: str, uri: str) -> OldAddress:
    """An old address of the page whose source path is `uri`; raises what the author reads.

    A file's name without a folder is one of the same folder.
    """
    host, path = _divided(written)
    names = [name for name in path.split("/") if name not in ("", ".")]
    for name in names:
        if name == "..":
            raise _no(written, "has two dots in it, which lead out of a folder.", _EXAMPLE)
        # A page of `3..md` would be in a folder that is called `3.`
        if reason := _unfit(name) or _unfit(re.sub(r"\.md$", "", name, flags=re.IGNORECASE)):
            raise _no(written, reason, "Take it out: no page can be put there.")
    if len(path.encode()) > _LONGEST:
        raise _no(written, "is too long for a file.", "Take it out: no page can be put there.")
    root = "/" if path.startswith("/") or host else ""
    last = names[-1] if names and not path.endswith("/") else ""
    suffix = posixpath.splitext(last)[1].lower()
    if suffix in _FILES:
        what = "is the address of a file, and only a page can lead readers on."
        raise _no(written, what, "Put the file itself back there, or take this out.")
    if suffix == ".md":
        return OldAddress(written, host, root + _of_file(names, uri if not root else ""))
    if suffix in _PAGES and last.lower() != "index.html":
        return OldAddress(written, host, root + "/".join(names))
    if last.lower() == "index.html":
        names.pop()
    return OldAddress(written, host, root + "".join(f"{name}/" for name in names))


def _divided(written: str) -> tuple[str, str]:
    """The host, if any, and the path, decoded."""
    if "?" in written:
        what = "has a question mark in it, and a site of plain files can't answer one."
        raise _no(written, what, "Write the address without it, or take it out.")
    if "#" in written:
        what = "has a # in it, and what stands behind it never reaches a site."
        raise _no(written, what, "Leave that part out.")
    if "\\" in written:
        raise _no(written, "has a backslash in it.", "Write slashes: entries/old-name/.")
    try:
        parts = urlsplit(written)
        host = host_in_ascii((parts.hostname or "").lower())
        path = unquote(parts.path, errors="strict")
    except ValueError:
        raise _no(written, "is not an address.", _EXAMPLE) from None
    if parts.scheme not in ("", "http", "https") or (parts.scheme and not host):
        raise _no(written, "is not the address of a page.", _EXAMPLE)
    return host, path


def _unfit(name: str) -> str:
    """Why nothing in a site can have a name."""
    if name.startswith("."):
        return f"has '{_short(name)}' in it, and what begins with a dot is hidden."
    if _UNSEEN.search(name):
        return "has a sign in it that nobody can see."
    if sign := _SIGNS.search(name):
        return f"has {sign[0]} in it, which no file on Windows can be called."
    if name != name.strip() or name.endswith("."):
        return "has a name in it that begins or ends with a space, or ends with a dot."
    if _DEVICE.fullmatch(name):
        return f"has '{name}' in it, which Windows keeps for itself."
    if len(name.encode()) > _LONGEST_NAME:
        return "is too long for a file."
    return ""


def _of_file(names: list[str], uri: str) -> str:
    """The address that the page of a source file had, as messages and people call the file."""
    if uri and len(names) == 1:
        names = [*filter(None, [posixpath.dirname(uri)]), *names]
    elif uri and names[0] == "docs":
        names = names[1:]
    return unquote(address("/".join(names)))


def _no(written: str, what: str, cure: str) -> PydanticCustomError:
    return mistake(f"'{_short(written)}' {what}", cure)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
