"""Where links of a former site lead now: which text stood at which address."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import unquote, urlsplit

from waypost.imports.entries import when
from waypost.imports.model import Post
from waypost.permalinks import slug
from waypost.settings import Settings

_ENDING = re.compile(r"\.(?:md|markdown|mdown|mkdn|mkd|html?|php)$|(?<!\d)\.[a-z]{2}$", re.I)
_INDEX = re.compile(r"(?:^|/)(?:_?index|readme)$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:^|&)(?:p|page_id|attachment_id)=(\d+)(?:&|$)")
_DISTINCT = 8  # letters of a name that no other page has by chance


@dataclass(frozen=True)
class Known:
    """A text by all that links can call it."""

    uri: str
    origin: tuple[str, ...]
    names: frozenset[str]
    day: date | None


@dataclass
class Targets:
    """The texts of an import, and where each of them is here.

    `hosts` are those at which they were; `home` is the first of these as the beginning of an
    address, `https://old.example`.
    """

    hosts: set[str] = field(default_factory=set)
    home: str = ""
    addresses: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[Known]] = field(default_factory=dict)

    def stood_at(self, address: str) -> None:
        """Take note of where the former site was, if somebody knows."""
        parts = urlsplit(address)
        if parts.hostname:
            self.hosts.add(parts.hostname)
            self.home = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"

    def add(self, post: Post, uri: str, settings: Settings) -> None:
        """Take note of a text, and of where it is here."""
        for address in post.addresses:
            if key := _numbered(address) or plain(address):  # at its home, a site has no text
                self.addresses.setdefault(key, uri)
            parts = urlsplit(address) if "://" in address else None
            if parts and parts.hostname:
                self.hosts.add(parts.hostname)
                self.home = self.home or f"{parts.scheme}://{parts.netloc}"
        origin = tuple(part for part in plain(post.origin).split("/") if part)
        names = {post.name.casefold(), slug(post.name), slug(post.title), *origin[-1:]}
        known = Known(uri, origin, frozenset(filter(None, names)), when(post, settings.timezone)[0])
        for name in known.names:
            self.by_name.setdefault(name, []).append(known)

    def is_ours(self, link: str) -> bool:
        """Whether a link leads to the former site, or to what lies beside a text."""
        try:
            parts = urlsplit(link)
        except ValueError:
            return False
        if parts.scheme or parts.netloc:
            return parts.scheme in ("", "http", "https") and parts.hostname in self.hosts
        return bool(parts.path)

    def uri(self, link: str, post: Post) -> tuple[str, bool]:
        """The file to which a link of a text leads, empty if to none; and whether it names a path
        of the former site that nothing else told of.
        """
        path = unquote(urlsplit(link).path)
        is_rooted = path.startswith("/") or "://" in link
        if not is_rooted:
            beside = posixpath.join(posixpath.dirname(post.origin), path)
            found = self._by_origin(plain(posixpath.normpath(beside)))
            if found:
                return found, False
            first = next(iter(post.addresses), "")
            base = urlsplit(first).path if first else f"/{posixpath.splitext(post.origin)[0]}/"
            path = posixpath.normpath(posixpath.join(base, path))
        home = urlsplit(next(iter(post.addresses), "")).hostname or ""
        if key := _numbered(link, home):
            return self.addresses.get(key, ""), False
        key = plain(path)
        if key in self.addresses:
            return self.addresses[key], False
        match = self._by_parts(tuple(part for part in key.split("/") if part))
        return (match, is_rooted) if match else ("", False)

    def _by_origin(self, path: str) -> str:
        parts = tuple(path.split("/"))
        rows = self.by_name.get(parts[-1], ())
        return next((each.uri for each in rows if each.origin == parts), "")

    def _by_parts(self, parts: tuple[str, ...]) -> str:
        """The only text whose name and day, or whose folders, an address has."""
        if not parts:
            return ""
        rows = self.by_name.get(parts[-1], ())
        found = {each.uri for each in rows if _fits(each, parts)}
        return found.pop() if len(found) == 1 else ""


def _fits(known: Known, parts: tuple[str, ...]) -> bool:
    origin = known.origin
    if len(origin) > 1 and parts[-len(origin) :] == origin:
        return True
    if origin[1:] == parts or (len(parts) > 1 and origin[-len(parts) :] == parts):
        return True
    numbers = [int(part) for part in parts[:-1] if part.isdecimal() and len(part) < 5]
    if numbers:
        day = known.day
        return day is not None and numbers == [day.year, day.month, day.day][: len(numbers)]
    return len(parts[-1]) >= _DISTINCT and "-" in parts[-1]


def plain(address: str) -> str:
    """An address or a path without what two ways to write it differ in."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        path = address
    path = _ENDING.sub("", path.strip("/").casefold())
    return _INDEX.sub("", path).strip("/")


def _numbered(address: str, home: str = "") -> str:
    """What an address asks for by number, as WordPress knows its texts; empty if by a path."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    found = _NUMBER.search(parts.query)
    return f"{parts.hostname or home}?p={found[1]}" if found else ""


def hosts(posts: Iterable[Post]) -> Mapping[str, int]:
    """The hosts that texts name as their own, with how often they do."""
    found: dict[str, int] = {}
    for post in posts:
        for address in post.addresses:
            host = urlsplit(address).hostname if "://" in address else None
            if host:
                found[host] = found.get(host, 0) + 1
    return found
