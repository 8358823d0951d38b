"""Parts of a page that are made by themselves: the same item stands in many lists.

Where a part would stand in the Markdown of a page there is a sign, and its HTML takes the place of
that when the page is converted. Without `Pieces`, parts stand in the Markdown as they are.
"""

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import unquote

from markupsafe import Markup

from waypost.ledger import Shelf
from waypost.permalinks import address, href

_ONE = r'<div data-waypost-piece="[0-9a-f]{32}"></div>'
_SIGN = re.compile(r'<div data-waypost-piece="([0-9a-f]{32})"></div>\n*')
# A list of which every item is a part: what Markdown makes of that, there is no need to ask.
_LIST = re.compile(
    rf'\s*<div class="([\w -]+)"( data-search-exclude)? markdown>\s*((?:{_ONE}\s*)+)</div>\s*'
)
_LINK = re.compile(r'(<a [^<>]*?href=")([^":#?]+\.md)(")')


class Kind(Enum):
    """What a part is written in: Markdown, one item of a list in Markdown, or HTML."""

    MARKDOWN = "markdown"
    ITEM = "item"
    HTML = "html"


class _Piece(NamedTuple):
    kind: Kind
    uri: str
    say: Callable[[], str]

    @property
    def text(self) -> str:
        return self.say()


@dataclass(frozen=True)
class Pieces:
    """The parts of the pages of a build."""

    _pieces: dict[str, _Piece] = field(default_factory=dict)
    _items: dict[object, Markup] = field(default_factory=dict)

    def lay(self, uri: str, text: str, kind: Kind = Kind.MARKDOWN) -> Markup:
        """What stands in the Markdown of a page for a part of it."""
        # In pages that are as deep, a link is written the same way, and leads to the same.
        told = kind.value, address(uri).count("/"), text
        return self._sign(told, _Piece(kind, uri, lambda: text))

    def item(
        self, uri: str, said: object, text: Callable[[], str], *, is_told: bool = False
    ) -> Markup:
        """What stands for an item of a list; `said` is what tells it from others in a folder.

        Where that tells all that it depends on (`is_told`), its text is asked for at need only.
        """
        key = posixpath.dirname(uri), address(uri).count("/"), said
        if key not in self._items:
            if is_told:
                self._items[key] = self._sign(key, _Piece(Kind.ITEM, uri, text))
            else:
                self._items[key] = self.lay(uri, text(), Kind.ITEM)
        return self._items[key]

    def _sign(self, told: object, piece: _Piece) -> Markup:
        named = repr(told).encode("utf-8", "surrogatepass")
        name = blake2b(named, digest_size=16).hexdigest()
        self._pieces[name] = piece
        return Markup(f'<div data-waypost-piece="{name}"></div>\n')

    def fill(self, html: str, convert: Callable[[str], str], kept: Shelf) -> str:
        """A converted page with its parts, which `convert` makes unless they are `kept`."""

        def made(piece: _Piece, name: str) -> str:
            if piece.kind is Kind.HTML:
                return piece.text.strip()
            if piece.kind is Kind.ITEM:  # in no list: it is shown all the same
                return self._converted([name], convert, kept)[0]
            if match := _LIST.fullmatch(piece.text):
                unfound = f'{match[2]}="{match[2].strip()}"' if match[2] else ""
                items = "\n".join(self._converted(_SIGN.findall(match[3]), convert, kept))
                return f'<div class="{match[1]}"{unfound}>\n<ul>\n{items}\n</ul>\n</div>'
            known: str | None = kept.get(name, b"")
            if known is None:
                known = _linked(convert(piece.text), piece.uri)
                kept.put(name, b"", known)
            return known

        def found(match: re.Match[str]) -> str:
            piece = self._pieces.get(match[1])
            return f"{made(piece, match[1])}\n" if piece else match[0]  # which is no sign of ours

        return _SIGN.sub(found, html).rstrip("\n") if "data-waypost-piece" in html else html

    def _converted(
        self, names: Sequence[str], convert: Callable[[str], str], kept: Shelf
    ) -> Sequence[str]:
        """The items of a list; those that have to be made are made together, which costs less."""
        known: dict[str, str] = {name: kept.get(name, b"") or "" for name in names}
        missing = [name for name, each in known.items() if not each]
        made = self._together(missing, convert) if missing else []
        for name, each in zip(missing, made, strict=True):
            known[name] = each
            kept.put(name, b"", each)
        return [known[name] for name in names]

    def _together(self, names: Sequence[str], convert: Callable[[str], str]) -> Sequence[str]:
        pieces = [self._pieces[name] for name in names]
        html = _linked(convert("\n".join(each.text.strip("\n") for each in pieces)), pieces[0].uri)
        inner = html.removeprefix("<ul>\n").removesuffix("\n</ul>")
        found = inner.replace("</li>\n<li>", "</li>\0<li>").split("\0")
        if len(found) == len(names) or len(names) == 1:
            return found if len(names) > 1 else [inner]
        return [each for name in names for each in self._together([name], convert)]


def _linked(html: str, uri: str) -> str:
    """HTML whose links to source files lead to their pages."""

    def found(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(uri), unquote(match[2])))
        return f"{match[1]}{href(target, uri)}{match[3]}"

    return _LINK.sub(found, html)
