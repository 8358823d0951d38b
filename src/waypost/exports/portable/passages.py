"""The author's Markdown for any host: links that they all resolve, captions that they all show."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from waypost.exports.links import Converter, resolved
from waypost.exports.portable.places import PLACE, WORDS, beside, relinked, replaced
from waypost.exports.texts import Texts
from waypost.fragments import fragment
from waypost.markdown import as_markdown
from waypost.permalinks import address
from waypost.pictures.responsive import Shown, responsive
from waypost.prose import inside, without_comments
from waypost.targets import early_links, target

# A picture that stands alone, with a title: the title is its caption.
_CAPTIONED = re.compile(
    rf"^([ ]*)!\[{WORDS}\]\(\s*{PLACE}\s+(?:\"([^\"\n]*)\"|'([^'\n]*)')\s*\)"
    r"(\{[^{}\n]*\})?[ ]*$",
    re.MULTILINE,
)
# Signs in a tag of HTML that nobody could take for markup, and that some hosts do not decode there.
_TAG = re.compile(r"<[A-Za-z][^<>]*&#\d+;[^<>]*>")
_SIGN = re.compile(r"&#(\d+);")
_HARMLESS = "-:.#/=?,+()'"
_NOTES = 'class="footnote"'
_LED = ("href", "src")
_SIZES = ("srcset", "sizes", "width", "height", "loading", "decoding")


class Passage(NamedTuple):
    """The Markdown of a page, the HTML that a host makes of it, and whether that has footnotes."""

    text: str
    html: str
    has_notes: bool


@dataclass
class Passages:
    """The texts of a journal for any host.

    `texts` are those of pages without parts made beside them; `more` are the paths of what lies in
    the site without being the author's: feeds, and pages at old addresses.
    """

    texts: Texts
    more: Collection[str]

    def of(self, uri: str) -> Passage:
        """A page of hers. What does not come out as on the page of our site is written as HTML."""
        given = self.texts.pages.text(uri, self.texts.pages.journal.sources[uri].for_host)
        wanted = self.texts.read(uri, self.texts.converted(uri, given)).prose.html
        text = self._captioned(self._linked(uri, self._pictured(uri, given))).strip("\n")
        made = without_comments(self._host.convert(uri, text))
        if self._said(made, uri) == self._said(wanted, uri):
            return Passage(text, made, _NOTES in made)
        return self.as_html(uri)

    def as_html(self, uri: str) -> Passage:
        """A page of hers as HTML, in which everything that is open is closed."""
        html = self._pictured(uri, self.texts.read(uri, self.texts.bare(uri)).prose.html)
        closed = inside(fragment(html))
        return Passage(f"<div>\n{closed}\n</div>", closed, False)

    def is_open(self, uri: str, page: str, link: str) -> bool:
        """Whether a text lets what stands below it, with a link, be shown as it is written."""
        return f"]({link})" in self._host.convert(uri, page)

    def made(self, uri: str, text: str) -> str:
        """The Markdown of a page that nobody writes."""
        return self._linked(uri, text)

    def _linked(self, uri: str, text: str) -> str:
        """Markdown with links that every host resolves, and none to what is not public yet."""
        plain = replaced(text, _TAG, lambda match: _SIGN.sub(_sign, match[0]))
        return relinked(plain, lambda link, is_shown: self._led(uri, link, is_shown))

    def _led(self, uri: str, link: str, is_shown: bool) -> str | None:
        """A link in other words; None if it may stay, empty if it leads to what is not public."""
        texts, journal = self.texts, self.texts.pages.journal
        found = resolved(link, uri)
        if is_shown and found and found in texts.copied:  # the large one itself need not be there
            return beside(texts.copied[found], uri)
        is_plain = not link.startswith("/") and "\\" not in link
        if found in texts.known and is_plain:
            return None
        place = target(link, address(uri), texts.pages.site.address)
        if place is None:
            return None
        held = {each.uri for each in journal.held}
        if early_links({link: place}, texts.addresses, held):
            return ""
        if urlsplit(link).netloc:
            return None
        to = found if found in texts.known else self._files.get(place.rstrip("/"))
        return None if to is None else beside(to, uri, link)

    def _pictured(self, uri: str, text: str) -> str:
        """Markdown in which tags of pictures name copies of what is too large."""

        def find(link: str) -> Shown | None:
            place = target(link, address(uri), self.texts.pages.site.address)
            return self.texts.shown[place] if place and place in self.texts.copied else None

        return responsive(text, find) if self.texts.copied else text

    def _captioned(self, text: str) -> str:
        def figure(match: re.Match[str]) -> str:
            space, words, place, one, other, marks = (each or "" for each in match.groups())
            lines = (
                '<figure markdown="span">',
                f"![{words}]({place}){marks}",
                f"<figcaption>{as_markdown(one or other)}</figcaption>",
                "</figure>",
            )
            return "\n".join(f"{space}{line}" for line in lines)

        return replaced(text, _CAPTIONED, figure)

    def _said(self, text: str, uri: str) -> list[object]:
        """What HTML says, and where its links lead, however both are written."""
        root = fragment(text)
        return list(_told(root, lambda link: self._place(link, uri)))

    def _place(self, link: str, uri: str) -> str:
        place = target(link, address(uri), self.texts.pages.site.address)
        if place is None:
            return link
        place = self.texts.copied.get(place, place)
        return f"/{place.rstrip('/')}#{urlsplit(link).fragment}"

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """The source path of all that is in the site, by its address without a slash behind it."""
        known = {
            unquote(address(uri)) if uri.endswith(".md") else uri: uri for uri in self.texts.known
        }
        known |= {path.removesuffix("index.html"): path for path in self.more}
        return {at.rstrip("/"): uri for at, uri in known.items()}

    @cached_property
    def _host(self) -> Converter:
        return Converter({*self.texts.known, *self.more}, *self.texts.extensions)


def _sign(match: re.Match[str]) -> str:
    sign = chr(int(match[1]))
    return sign if sign in _HARMLESS else match[0]


def _told(element: HtmlElement, place: Callable[[str], str]) -> Iterator[object]:
    if not isinstance(element.tag, str):
        yield from _words(element.tail)
        return
    led = {"href", "src"}
    yield (
        element.tag,
        sorted((name, place(value) if name in led else value) for name, value in element.items()),
    )
    yield from _words(element.text)
    for each in element:
        yield from _told(each, place)
    yield element.tag
    yield from _words(element.tail)


def _words(text: str | None) -> Iterator[object]:
    if text and (words := " ".join(text.split())):
        yield words
