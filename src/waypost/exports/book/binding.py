"""What binds the texts of a book together: where links lead in it, and the pictures that it has."""

import posixpath
import re
from base64 import b64decode
from binascii import Error as NotBase64Error
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from io import BytesIO
from urllib.parse import SplitResult, quote, unquote, urlsplit

from lxml import etree
from PIL import Image

from waypost import pictures
from waypost.exports.book.chapters import Chapter
from waypost.exports.book.markup import Link, Picture, name
from waypost.exports.book.names import SVG
from waypost.exports.model import Edition
from waypost.permalinks import address, in_ascii, join

_TYPES = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WebP": ".webp", "SVG": ".svg"}
"""Pictures that every reader shows (EPUB 3.3, 3.2)."""

_SIGN = re.compile(r"%(?![0-9A-Fa-f]{2})")
_WEB = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[\w.~%!$&'()*+,;=:@/-]*)?(?:\?[\w.~%!$&'()*+,;=:@/?-]*)?"
    r"(?:#[\w.~%!$&'()*+,;=:@/?-]*)?",
    re.ASCII,
)
_OTHER = re.compile(r"(?:mailto|tel|xmpp|sms):[\w.~%!$&'()*+,;=:@/?-]+", re.ASCII)
_DATA = re.compile(r"data:image/[\w.+-]+;base64,(?P<data>[A-Za-z0-9+/=\s]+)")


@dataclass
class Binding:
    """All chapters by the address of their pages, and what was put into the book on the way.

    `lists` are places in the register, by the address of the page that the site has for each.
    """

    edition: Edition
    chapters: Mapping[str, Chapter]
    lists: Mapping[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    _named: dict[str, str | None] = field(default_factory=dict)

    def link(self, chapter: Chapter) -> Link:
        """Where links of a chapter lead."""
        return partial(self._link, chapter)

    def picture(self, chapter: Chapter) -> Picture:
        """Where the pictures of a chapter are."""
        return partial(self._picture, chapter)

    def way(self, chapter: Chapter, target: str) -> str:
        """The way from a chapter to a file of the book."""
        return quote(posixpath.relpath(target, posixpath.dirname(chapter.file) or "."))

    def _link(self, chapter: Chapter, written: str) -> str | None:
        link = written.strip()
        if not link:
            return None
        if link.startswith("#"):
            return f"#{name(unquote(link[1:]))}" if link[1:] else None
        inner = self._within(chapter, link)
        if inner is None:
            return _outside(link)
        path, fragment = inner
        if target := self.chapters.get(path):
            mark = f"#{name(fragment)}" if fragment else ""
            return f"{self.way(chapter, target.file)}{mark}"
        if place := self.lists.get(path):
            file, _, mark = place.partition("#")
            return f"{self.way(chapter, file)}#{mark}"
        if not self.edition.site.address:
            return None
        return _outside(
            self.edition.site.url(quote(path)) + (f"#{quote(fragment)}" if fragment else "")
        )

    def _within(self, chapter: Chapter, link: str) -> tuple[str, str] | None:
        """The path in the site that a link leads to, with its fragment; None if it leads away."""
        site = self.edition.site
        home = site.address or "https://nowhere.example/"
        try:
            whole = urlsplit(
                join(
                    site.url(address(chapter.uri)) if site.address else home + address(chapter.uri),
                    link,
                )
            )
            base = urlsplit(home)
        except ValueError:
            return None
        is_inside = (whole.scheme, whole.netloc) == (base.scheme, base.netloc)
        path = unquote(whole.path)
        if not is_inside or not path.startswith(unquote(base.path)):
            return None
        return path.removeprefix(unquote(base.path)), unquote(whole.fragment)

    def _picture(self, chapter: Chapter, written: str) -> str | None:
        if match := _DATA.match(written):
            try:
                place = self._kept(b64decode(match["data"]))
            except (NotBase64Error, ValueError):
                return None
        else:
            inner = self._within(chapter, written) if written else None
            if inner is None:
                return None
            if inner[0] not in self._named:
                data = self.edition.file(inner[0])
                self._named[inner[0]] = self._kept(data, inner[0]) if data else None
            place = self._named[inner[0]]
        return place and self.way(chapter, place)

    def _kept(self, data: bytes, path: str = "") -> str | None:
        """Put a picture into the book, once; its place in it."""
        kind = pictures.kind(path, data[: pictures.HEAD])
        if kind == "SVG":
            drawing = _drawing(data)
            if drawing is None:
                return None
            data = drawing
        elif kind not in _TYPES:
            painted = _painted(data)
            if painted is None:
                return None
            data, kind = painted, "JPEG"
        place = f"pictures/{blake2b(data, digest_size=8).hexdigest()}{_TYPES[str(kind)]}"
        self.files[place] = data
        return place


def _outside(link: str) -> str | None:
    """An address as a book may have it (URL Standard), if it is one that leads somewhere."""
    try:
        parts = urlsplit(link)
        if parts.scheme in ("http", "https"):
            _check(parts)
            plain = in_ascii(link)
            query, fragment = (
                quote(parts.query, safe="/%:@!$&'()*+,;=~?"),
                quote(parts.fragment, safe="/%:@!$&'()*+,;=~?"),
            )
            plain = urlsplit(plain)._replace(query=query, fragment=fragment).geturl()
            plain = _SIGN.sub("%25", plain)
            return plain if _WEB.fullmatch(plain) else None
    except ValueError:
        return None
    return link if _OTHER.fullmatch(link) and not _SIGN.search(link) else None


def _check(parts: SplitResult) -> None:
    """Raises ValueError for a port or a name of a host that can't be one (RFC 1123, RFC 5891)."""
    if parts.port == 0:  # one above 65,535 raises by itself
        raise ValueError(parts.port)
    for label in (parts.hostname or "").removesuffix(".").split("."):
        is_other = label.startswith("xn--")
        if not 0 < len(label) < 64 or (is_other and not label[4:].encode().decode("punycode")):
            raise ValueError(label)


def _painted(data: bytes) -> bytes | None:
    """A picture of another kind as one that every reader shows."""
    try:
        with Image.open(BytesIO(data)) as image:
            made = BytesIO()
            image.convert("RGB").save(made, "JPEG", quality=88)
            return made.getvalue()
    except Exception:  # Pillow raises anything
        return None


def _drawing(data: bytes) -> bytes | None:
    """A drawing without what is none: what programs note in it, scripts, pages within."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    if root.tag != f"{{{SVG}}}svg":
        return None
    for element in list(root.iter()):
        is_drawn = isinstance(element.tag, str) and element.tag.startswith(f"{{{SVG}}}")
        local = str(element.tag).rpartition("}")[2]
        if not is_drawn or local in ("script", "foreignObject", "metadata", "animate", "set", "a"):
            if (parent := element.getparent()) is not None:
                parent.remove(element)
            continue
        for key in list(element.attrib):
            is_other = str(key).startswith("{") and "xlink" not in str(key)
            if is_other or str(key).startswith(("on", "data-")):
                del element.attrib[key]
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
