"""Parts of a page that are made by themselves: long lists, of which only one changes at a time.

Where a part would stand in the Markdown of a page there is a sign, and its HTML takes the place of
that when the page is converted. Without `Pieces`, parts stand in the Markdown as they are.
"""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import unquote

from markupsafe import Markup

from waypost.ledger import Shelf
from waypost.permalinks import href

_SIGN = re.compile(r'<div data-waypost-piece="([0-9a-f]{32})"></div>\n*')
_LINK = re.compile(r'(<a [^<>]*?href=")([^":#?]+\.md)(")')


class _Piece(NamedTuple):
    uri: str
    text: str
    is_html: bool


@dataclass(frozen=True)
class Pieces:
    """The parts of the pages of a build."""

    _pieces: dict[str, _Piece] = field(default_factory=dict)

    def lay(self, uri: str, text: str, is_html: bool = False) -> Markup:
        """What stands in the Markdown of a page for a part of it, which is Markdown, or HTML."""
        piece = _Piece(uri, text, is_html)
        name = blake2b(repr(piece).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        self._pieces[name] = piece
        return Markup(f'<div data-waypost-piece="{name}"></div>\n')

    def fill(self, html: str, convert: Callable[[str], str], kept: Shelf) -> str:
        """A converted page with its parts, which `convert` makes unless they are `kept`."""

        def found(match: re.Match[str]) -> str:
            name = match[1]
            piece = self._pieces.get(name)
            if piece is None:  # no sign of ours
                return match[0]
            if piece.is_html:
                return f"{piece.text.strip()}\n"
            known: str | None = kept.get(name, b"")
            if known is None:
                known = _linked(convert(piece.text), piece.uri)
                kept.put(name, b"", known)
            return f"{known}\n"

        return _SIGN.sub(found, html).rstrip("\n") if "data-waypost-piece" in html else html


def _linked(html: str, uri: str) -> str:
    """HTML whose links to source files lead to their pages."""

    def found(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(uri), unquote(match[2])))
        return f"{match[1]}{href(target, uri)}{match[3]}"

    return _LINK.sub(found, html)
