"""The site as it opens from a folder: without a server, its address or a network.

A browser that opens a file shows no page for a folder (it lists the files in it). So every link
names a file, and what is of use at the site's address alone stays out: feeds, maps for search
engines, how a link to a page is announced.
"""

import posixpath
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from urllib.parse import quote, unquote, urlsplit

from waypost.downloads import FOLDER
from waypost.exports.model import Files
from waypost.permalinks import Site, address, in_ascii
from waypost.prose import candidates
from waypost.topics import ARCHIVE, ATOM, HEADERS, JSON, ONLINE_ONLY, OPML, RSS

_FIRST = "index.html"
_SENT = {RSS.name, ATOM.name, JSON.name, "card.png", "sitemap.xml", "sitemap.xml.gz"}
_AT_THE_TOP = {"404.html", HEADERS, OPML, ARCHIVE, "robots.txt"}
_PLACES = (f"{FOLDER}/", *(address(uri) for uri in ONLINE_ONLY))
_INSIDE = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
# How a page is announced, and what our templates mark: none of it holds another of its own kind.
_ONLINE = re.compile(
    rf"""\s*<link(?=[^<>]*\srel="?(?:canonical|alternate)\b)\s{_INSIDE}>"""
    rf"""|\s*<meta(?=[^<>]*\s(?:property="og:|name="twitter:))\s{_INSIDE}>"""
    r"""|\s*<script type="application/ld\+json">.*?</script>"""
    rf"""|<(?P<name>[a-z]+)(?=[^<>]*\sdata-online)\s{_INSIDE}>.*?</(?P=name)>""",
    re.DOTALL,
)
_TAG = re.compile(
    rf"<!--.*?-->|<style\b.*?</style>|<script>.*?</script>|<[a-z][^\s<>]*\s{_INSIDE}>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""\s(?P<name>[^\s=<>"'/]+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'<>]+))"""
)
_LEADING = {"href", "src", "poster", "data", "action", "formaction", "cite", "xlink:href"}
_LEADING |= {"data-search", "srcset", "content"}
_REFRESH = re.compile(r"(\s*\d+\s*;\s*url\s*=\s*)(\S+)\s*", re.IGNORECASE)
_POLICY = "default-src"


def offline(files: Files, site: Site) -> Files:
    """The files of a finished site, by their path in it, as those of a folder to open.

    A link to what is not in the folder is none; so the words that it was on remain.
    """
    kept = {path: data for path, data in files.items() if _is_of_use(path)}
    folder = _Folder(site, kept.keys())
    return {
        path: folder.page(path, data) if path.endswith(".html") else data
        for path, data in kept.items()
    }


def _is_of_use(path: str) -> bool:
    is_sent = posixpath.basename(path) in _SENT
    return not (is_sent or path in _AT_THE_TOP or path.startswith(_PLACES))


@dataclass(frozen=True)
class _Folder:
    site: Site
    files: Collection[str]

    @cached_property
    def _home(self) -> str:
        return unquote(urlsplit(self.site.address).path) or "/"

    @cached_property
    def _known(self) -> dict[tuple[str, str], str | None]:
        return {}

    def page(self, path: str, data: bytes) -> bytes:
        """A page whose links lead to files."""
        here = posixpath.dirname(path)
        text = _ONLINE.sub("", data.decode("utf-8", "surrogateescape"))
        return _TAG.sub(lambda tag: self._tag(here, tag[0]), text).encode(
            "utf-8", "surrogateescape"
        )

    def _tag(self, here: str, tag: str) -> str:
        if tag.startswith(("<!--", "<style", "<script>")):
            return tag

        def attribute(found: re.Match[str]) -> str:
            if found["name"].lower() not in _LEADING:
                return found[0]
            written = found["double"] or found["single"] or found["bare"] or ""
            value = unescape(written)
            led = self._value(here, found["name"].lower(), value)
            if led == value:
                return found[0]
            return "" if led is None else f' {found["name"]}="{escape(led)}"'

        return _ATTRIBUTE.sub(attribute, tag)

    def _value(self, here: str, name: str, value: str) -> str | None:
        if name == "content":
            if value.startswith(_POLICY):
                return value.replace("'self'", "'self' file:")  # which is no 'self' to all browsers
            waits = _REFRESH.fullmatch(value)
            return f"{waits[1]}{self._led(here, waits[2]) or ''}" if waits else value
        if name == "srcset":
            pairs = [(self._led(here, at), size) for at, size in candidates(value)]
            return ", ".join(f"{at} {size}".strip() for at, size in pairs if at) or None
        return self._led(here, value)

    def _led(self, here: str, link: str) -> str | None:
        """Where a link on a page leads within the folder; None if there is nothing in it."""
        key = here, link
        if key not in self._known:
            self._known[key] = self._found(here, link)
        return self._known[key]

    def _found(self, here: str, link: str) -> str | None:
        inner = self._within(here, link)
        if inner is None:
            return link
        path, rest = inner
        for target in (path, posixpath.join(path, _FIRST)):
            if target in self.files:
                way = posixpath.relpath(target, here or ".")
                return f"{quote(way)}{rest}"
        return None

    def _within(self, here: str, link: str) -> tuple[str, str] | None:
        """The path in the site that a link leads to, and what stands behind it; None if outside."""
        bare = link.strip()
        if not bare or bare.startswith("#"):
            return None
        home = self.site.address
        if not bare.isascii() and "//" in bare:
            with suppress(ValueError):  # no address that a browser opens
                bare = in_ascii(bare)
        is_ours = bool(home) and (bare + "/").startswith(home)
        if is_ours:
            bare = f"/{bare[len(home) :]}"
        try:
            parts = urlsplit(bare)
        except ValueError:
            return None
        if parts.scheme or parts.netloc:
            return None
        path = unquote(parts.path)
        if path.startswith("/"):
            if not is_ours and not (path + "/").startswith(self._home):
                return None
            path = path.lstrip("/") if is_ours else path.removeprefix(self._home).lstrip("/")
            found = posixpath.normpath(path or ".")
        else:
            found = posixpath.normpath(posixpath.join(here, path))
        rest = f"#{parts.fragment}" if parts.fragment else ""
        return ("" if found == "." else found), rest
