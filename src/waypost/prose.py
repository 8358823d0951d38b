"""What a finished text says: how long it is, how it begins, where it points."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from math import ceil

from lxml import html
from lxml.etree import XPath
from lxml.html import HtmlElement

from waypost.fragments import fragment

# Words a minute that an adult reads in silence (M. Brysbaert, 2019, on English non-fiction).
_READING_SPEED = 238
_OPENING = 240  # characters: about two sentences


# Comments, and what HTML takes for one: <! ... > and <? ... > (HTML, 13.2.5.41).
_COMMENT = re.compile(
    r"<!--.*?(?:--!?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^>]*(?:>|\Z)", re.DOTALL
)
# A comment as a person or a word processor writes it, in text that readers see.
SHOWN_COMMENT = re.compile(r"<\s*!\s*[-–—].{0,40}", re.DOTALL)
_ESCAPED = re.compile(r"(?:&lt;|<)\s*!")
_CODE = ("code", "pre")
_ADDRESSES = XPath(
    "//@href | //@src | //@poster | //@data | //@background | //@longdesc"
    " | //@*[name()='xlink:href']"
)
_WORDS = XPath(
    ".//text()[not(ancestor::a[@class='footnote-ref'] or ancestor::*[@class='waypost-changes'])]"
)
_CANDIDATES = XPath("//@srcset")
# What says nothing by itself, what results say in another place, and what a page wants no search to
# find: an element, or with a heading all that stands under it, up to the next one that is as large.
_UNFOUND = XPath(
    ".//*[self::style or self::script or self::template or self::svg or @data-search-exclude"
    " or @class='footnote-ref' or @class='footnote-backref'"
    " or @class='waypost-kicker' or @class='waypost-lead'"
    " or (self::p and parent::*[@class='waypost-facts'])]"
)
_UNFOUND_TAGS = re.compile(r"<(?:style|script|template|svg)\b")
_UNFOUND_NAMES = ("data-search-exclude", "footnote-ref", "waypost-")
# The marks of footnotes as Markdown makes them; of others a tree is made.
_FOOTNOTE = re.compile(r'<a class="footnote-(?:back)?ref"[^<>]*>[^<>]*</a>')
_INSIDE = r"(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)?/?>"
_IN_WORDS = re.compile(
    rf"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|su[bp]|u|var"
    rf"|wbr){_INSIDE}"
)
_TAG = re.compile(rf"</?[A-Za-z][\w:-]*{_INSIDE}")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_STYLES = XPath("//@style | //style/text()")
_IN_STYLE = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_TITLED_PICTURE = re.compile(r'<p>(<img\b[^>]*?) title="([^"]*)"([^>]*>)</p>')


def without_comments(html: str) -> str:
    """HTML without comments, should one have slipped through; in code they are no comments."""
    return _COMMENT.sub("", html)


def with_captions(html: str) -> str:
    """HTML in which a picture that stands alone shows its title as a caption."""
    return _TITLED_PICTURE.sub(r"<figure>\1\3<figcaption>\2</figcaption></figure>", html)


def _texts(path: XPath, root: HtmlElement) -> list[str]:
    """The attributes that a path finds, as plain text."""
    found = path(root)
    return [str(each) for each in found] if isinstance(found, list) else []


def _plain(element: HtmlElement) -> str:
    """An element's words without the numbers of its footnotes, or a note on what was corrected."""
    return "".join(_texts(_WORDS, element))


def _drop_below(heading: HtmlElement) -> None:
    """Take out what stands under a heading, up to the next one that is as large."""
    for below in list(heading.itersiblings()):
        if below.tag in _HEADINGS and str(below.tag) <= str(heading.tag):
            return
        if isinstance(below, HtmlElement):
            below.drop_tree()


def candidates(text: str) -> Iterator[tuple[str, str]]:
    """The addresses of a `srcset`, each with what is said of its size (HTML, 4.8.4.2.1)."""
    address, size = "", list[str]()
    for word in text.split():
        rest = word
        while rest:
            if not address:
                rest = rest.lstrip(",")
                address = rest.rstrip(",")
                if rest != address:
                    yield address, ""
                    address = ""
                break
            before, comma, rest = rest.partition(",")
            size.append(before)
            if comma:
                yield address, " ".join(size)
                address, size = "", []
    if address:
        yield address, " ".join(size)


def inside(root: HtmlElement) -> str:
    """The HTML within an element that was wrapped around it."""
    text = str(html.tostring(root, encoding="unicode"))
    for void in ("source", "track"):  # libxml2 writes HTML 4, which does not know them
        text = text.replace(f"</{void}>", "")
    return text.removeprefix("<div>").removesuffix("</div>").strip()


@dataclass(frozen=True)
class Prose:
    """The HTML of a page's text, without the page around it."""

    html: str

    @cached_property
    def _root(self) -> HtmlElement:
        return fragment(self.html)

    @property
    def minutes(self) -> int:
        """How long reading it takes, in minutes; at least one."""
        return max(1, ceil(len(self._root.text_content().split()) / _READING_SPEED))

    @property
    def searched(self) -> str:
        """Its words for a search, without what says nothing by itself or is not to be found."""
        text = _FOOTNOTE.sub("", self.html) if "footnote-ref" in self.html else self.html
        if _UNFOUND_TAGS.search(text) or any(name in text for name in _UNFOUND_NAMES):
            text = self._found
        return unescape(_TAG.sub(" ", _IN_WORDS.sub("", text))).replace("¶", " ")

    @property
    def _found(self) -> str:
        root = fragment(self.html)
        found = _UNFOUND(root)
        for element in found if isinstance(found, list) else ():
            assert isinstance(element, HtmlElement)
            if element.getparent() is None:
                continue  # gone with the heading that it stood under
            if element.tag in _HEADINGS:
                _drop_below(element)
            element.drop_tree()
        return inside(root)

    @property
    def opening(self) -> str:
        """The first lines as plain text, cut between two words; empty where there are none."""
        paragraphs = (" ".join(_plain(each).split()) for each in self._root.iter("p", "li"))
        first = next(filter(None, paragraphs), "")
        if len(first) <= _OPENING:
            return first
        at = first.rfind(" ", 0, _OPENING)
        return first[: at if at > 0 else _OPENING].rstrip(",;:–- ") + " …"

    def without_links(self, links: Collection[str]) -> "Prose":
        """The same words, without what leads to some addresses, given as they stand in it."""
        if not links:
            return self
        root = fragment(self.html)
        for element in list(root.iterdescendants()):
            if element.get("href") in links and element.tag == "a":
                element.drop_tag()
            elif {element.get("href"), element.get("src"), element.get("data")} & set(links):
                element.drop_tree()
        return Prose(inside(root))

    @cached_property
    def addresses(self) -> Sequence[str]:
        """Where its links, pictures and films point, as written, in their order."""
        found = _texts(_ADDRESSES, self._root)
        for text in _texts(_CANDIDATES, self._root) if "srcset" in self.html else ():
            found += [address for address, _ in candidates(text)]
        for style in _texts(_STYLES, self._root) if "url(" in self.html else ():
            found += _IN_STYLE.findall(style)
        return list(dict.fromkeys(filter(None, found)))

    @property
    def visible_comments(self) -> Sequence[str]:
        """What was meant as a comment and is read as text; in code it is text."""
        found: list[str] = []
        if not _ESCAPED.search(self.html):
            return found
        for element in self._root.iter():
            if not isinstance(element.tag, str):
                continue
            around = any(each.tag in _CODE for each in element.iterancestors())
            in_code = around or element.tag in _CODE
            texts = (
                None if in_code else element.text,
                None if around else element.tail,
                *element.attrib.values(),
            )
            found += [match[0] for text in texts if text for match in SHOWN_COMMENT.finditer(text)]
        return found
