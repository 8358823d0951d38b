"""Where pages stand, so that a link in HTML leads to the same in every host.

MkDocs leaves such links as they are, so they count from the page; Zensical lets them count from the
file. Where the file is the index of a folder, that is the same.
"""

import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from waypost.exports.links import resolved
from waypost.sources import outside_code

WORDS = r"((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)"
PLACE = r"(<[^<>\n]*>|[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)"
_TITLE = r"(\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?"
LINK = re.compile(rf"(!?)\[{WORDS}\]\(\s*{PLACE}{_TITLE}\s*\)(\{{[^{{}}\n]*\}})?")
"""A link or a picture: its sign, its words, where it leads, its title, its attributes."""
NAMED = re.compile(rf"^([ ]{{0,3}}\[[^\[\]\n]+\]:[ \t]*){PLACE}(.*)$", re.MULTILINE)
"""Where a link leads that is named elsewhere."""

# A tag of HTML with an address that is neither whole nor within the page.
_IN_HTML = re.compile(
    r"<[A-Za-z][^<>]*?\s(?:href|src|poster|data|srcset)\s*=\s*(?![\"']?(?:[A-Za-z][\w+.-]*:|#|/))",
    re.IGNORECASE,
)
_INDEX = ("index.md", "README.md")


def replaced(text: str, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> str:
    """Text in which what a pattern finds outside of code is another."""
    parts: list[str] = []
    done = 0
    for match in outside_code(text, pattern.finditer(text)):
        parts += text[done : match.start()], replace(match)
        done = match.end()
    return "".join([*parts, text[done:]])


def relinked(text: str, new: Callable[[str, bool], str | None]) -> str:
    """Markdown in which links are others.

    `new` gets a link, and whether it is a picture's; it gives another, None if this one may stay,
    or an empty text if only the words may.
    """

    def inline(match: re.Match[str]) -> str:
        sign, words, place, title, marks = (each or "" for each in match.groups())
        found = new(place.strip("<>"), bool(sign))
        if found == "":
            return words
        words = words if sign else relinked(words, new)
        return f"{sign}[{words}]({place if found is None else found}{title}){marks}"

    def named(match: re.Match[str]) -> str:
        found = new(match[2].strip("<>"), False)
        return f"{match[1]}{found}{match[3]}" if found else match[0]

    return replaced(replaced(text, LINK, inline), NAMED, named)


def beside(target: str, uri: str, link: str = "") -> str:
    """The link to a file from another, with what stands behind the path of a former one."""
    _, _, _, query, anchor = urlsplit(link)
    path = quote(posixpath.relpath(target, posixpath.dirname(uri) or "."))
    return urlunsplit(("", "", path, query, anchor))


@dataclass
class Places:
    """Where the pages of a rendering stand.

    `pages` are their texts by source path; `files` the paths of all that lies beside them.
    """

    pages: Mapping[str, str]
    files: Collection[str]

    def of(self, uri: str) -> str:
        """The path of a page's file, or of any other one."""
        return self._moved.get(uri, uri)

    def text(self, uri: str) -> str:
        """A page's Markdown, whose links lead where all files are now."""

        def new(link: str, _: bool) -> str | None:
            target = resolved(link, uri)
            if target not in self._known or {target, uri}.isdisjoint(self._moved):
                return None
            assert target is not None
            return beside(self.of(target), self.of(uri), link)

        return relinked(self.pages[uri], new) if self._moved else self.pages[uri]

    def nav(self, item: Any) -> Any:
        """A navigation, as mkdocs.yml has it."""
        if isinstance(item, list):
            return [self.nav(each) for each in item]
        if isinstance(item, dict):
            return {name: self.nav(each) for name, each in item.items()}
        return self.of(str(item))

    @cached_property
    def _moved(self) -> Mapping[str, str]:
        names = [uri for uri in self.pages if posixpath.basename(uri) not in _INDEX]
        return {
            uri: f"{uri.removesuffix('.md')}/index.md"
            for uri in names
            if any(outside_code(self.pages[uri], _IN_HTML.finditer(self.pages[uri])))
        }

    @cached_property
    def _known(self) -> Collection[str]:
        return {*self.pages, *self.files}
