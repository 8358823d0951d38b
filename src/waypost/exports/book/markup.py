"""HTML as XHTML that every reader of books takes (EPUB 3.3, 6.1), whatever an author wrote raw.

What a book can't hold is gone, or stands for itself: a film is a link to it, a folded part is open.
"""

import re
from collections.abc import Callable

from lxml.etree import Element, SubElement, _Element
from lxml.html import HtmlElement

from waypost.exports.book.drawings import draw
from waypost.exports.book.names import OPS, XHTML, XML
from waypost.exports.book.structure import repair
from waypost.feeds.text import legal
from waypost.fragments import fragment

_NO_NAME = re.compile(r"[^\w.-]")
_WORDS = {
    *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins"),
    *("kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"),
    *("wbr", "svg"),
}
_BLOCKS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table"),
    *("caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th", "blockquote"),
    *("pre", "figure", "figcaption", "hr", "section", "aside"),
}
# What holds words only (HTML, 3.2.5.2.5), and takes a block no more than a paragraph does.
_WORDS_ONLY = (_WORDS | {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt"}) - {"svg"}
_AS = {
    "details": "div",
    "summary": "p",
    "article": "div",
    "main": "div",
    "nav": "div",
    "header": "div",
    "footer": "div",
    "address": "div",
    "hgroup": "div",
    "fieldset": "div",
    "legend": "p",
    "center": "div",
    "menu": "ul",
    "dir": "ul",
    "strike": "s",
    "tt": "code",
    "acronym": "abbr",
    "listing": "pre",
    "xmp": "pre",
}
_GONE = {
    *("script", "style", "template", "noscript", "head", "title", "meta", "link", "base", "canvas"),
    *("select", "textarea", "button", "datalist", "map", "area", "dialog", "param", "source"),
    *("track", "frame", "frameset", "noembed", "noframes", "portal", "slot", "option"),
}
_ELSEWHERE = {"iframe", "embed", "object", "video", "audio"}
# Strips of months beside a sentence that says the same, and links that lead to where one is.
_SHOWN_ONLY = {"waypost-strip", "waypost-axis", "waypost-keys", "headerlink"}
_EMPTY = {"br", "col", "hr", "wbr"}
_NEEDS = {"bdo": "dir", "time": "datetime"}  # without it, they say nothing, or words only
_EVERYWHERE = {"class", "dir", "title", "aria-hidden"}
_OWN = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "time": {"datetime"},
    "col": {"span"},
    "colgroup": {"span"},
}
_FORMS = {
    "dir": re.compile("ltr|rtl|auto"),
    "aria-hidden": re.compile("true|false"),
    "colspan": re.compile("[1-9][0-9]{0,2}"),
    "rowspan": re.compile("[1-9][0-9]{0,3}"),
    "span": re.compile("[1-9][0-9]{0,2}"),
    "scope": re.compile("row|col|rowgroup|colgroup"),
    "start": re.compile("-?[0-9]{1,6}"),
    "value": re.compile("-?[0-9]{1,6}"),
    "type": re.compile("[1aAiI]"),
    "reversed": re.compile(".*"),
    "datetime": re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?"),
}
_ALIGNED = re.compile(r"\s*text-align:\s*(right|center)\s*;?\s*")
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")  # of a language (BCP 47, 2.1)
Link = Callable[[str], str | None]
"""Where a link leads in the book or outside of it; None if it leads nowhere."""

Picture = Callable[[str], str | None]
"""The file of a picture in the book; None if the book can't have it."""


def name(written: str) -> str:
    """An id as XML has them (Namespaces in XML, 3): another one for each that was written."""
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", written) and not written.startswith("_-"):
        return written
    return "_-" + re.sub(r"[^A-Za-z0-9.]", lambda found: f"-{ord(found[0]):x}-", written)


def language(code: str) -> str:
    """A language as XHTML says it; empty if it is none."""
    return code if _TAG.fullmatch(code) else ""


def xhtml(tag: str, parent: _Element | None = None, text: str = "", **given: str) -> _Element:
    """An element of a page; `class_` stands for the attribute `class`."""
    named = {key.rstrip("_").replace("_", "-"): legal(each) for key, each in given.items() if each}
    qualified = f"{{{XHTML}}}{tag}"
    made = Element(qualified, named) if parent is None else SubElement(parent, qualified, named)
    made.text = legal(text) or None
    return made


def body(text: str, link: Link, picture: Picture, into: _Element) -> None:
    """Put the HTML of a text into an element of a page, below a heading of the first level."""
    _Text(link, picture).read(text, into)


class _Text:
    def __init__(self, link: Link, picture: Picture) -> None:
        self.link, self.picture = link, picture
        self.ids: set[str] = set()
        self.level = 1

    def read(self, text: str, into: _Element) -> None:
        parsed = fragment(text)
        for element in list(parsed.iter()):
            _prepare(element)
        _notes(parsed)
        for element in list(parsed.iterdescendants()):
            if isinstance(element.tag, str):
                _in_place(element)
        self._fill(parsed, into)
        repair(into)

    def _fill(self, source: HtmlElement, into: _Element) -> None:
        _append(into, source.text)
        for child in source:
            if isinstance(child.tag, str):
                self._element(child, into)
            _append(into, child.tail)

    def _element(self, source: HtmlElement, into: _Element) -> None:
        tag = str(source.tag)
        if tag == "svg":
            draw(source, into)
        elif tag == "img":
            self._picture(source, into)
        elif tag in _EMPTY:  # which the parser does not know of all of them
            self._made(tag, source, into)
            self._fill(source, into)
        elif tag in _WORDS | _BLOCKS:
            self._fill(source, self._made(tag, source, into))
        else:
            self._fill(source, into)

    def _made(self, tag: str, source: HtmlElement, into: _Element) -> _Element:
        if tag[0] == "h" and tag[1:].isdigit():
            self.level = min(max(int(tag[1]), 2), self.level + 1)
            tag = f"h{self.level}"
        made = xhtml(tag, into)
        for key, value in source.attrib.items():
            allowed = key in _EVERYWHERE or key in _OWN.get(tag, ())
            form = _FORMS.get(key)
            if allowed and key != "href" and (form is None or form.fullmatch(value)):
                made.set(key, "reversed" if key == "reversed" else legal(value))
        if tag in ("td", "th") and (side := _side(source)):
            made.set("class", f"{made.get('class') or ''} to-{side}".strip())
        if (code := language(source.get("lang") or "")) and code:
            made.set("lang", code)
            made.set(f"{{{XML}}}lang", code)
        identity = name(source.get("id") or "")
        if source.get("id") and identity not in self.ids:
            self.ids.add(identity)
            made.set("id", identity)
        if tag in _NEEDS and not made.get(_NEEDS[tag]):
            made.tag = f"{{{XHTML}}}span"
        if tag == "a" and (target := self.link(source.get("href") or "")):
            made.set("href", target)
        for kind in ("noteref", "backlink", "footnotes", "footnote"):
            if source.get("data-note") == kind:
                made.set(f"{{{OPS}}}type", kind)
                if kind != "footnotes":
                    made.set("role", f"doc-{kind}")
        return made

    def _picture(self, source: HtmlElement, into: _Element) -> None:
        written, alt = source.get("src") or "", source.get("alt") or ""
        if file := self.picture(written):
            made = xhtml("img", into, src=file)
            made.set("alt", legal(alt))
        elif target := self.link(written):
            xhtml("a", into, alt or written, href=target)
        else:
            _append(into, alt)


def _side(cell: HtmlElement) -> str:
    """To which side the words of a cell are set, if not to the one where a line begins."""
    said = _ALIGNED.fullmatch(cell.get("style") or "")
    side = said[1] if said else (cell.get("align") or "").lower()
    return side if side in ("right", "center") else ""


def _prepare(element: HtmlElement) -> None:
    """Give an element the name that it has in a book, or take it out."""
    if element.getparent() is None:
        return  # gone with what it stood in, or what all stands in
    if not isinstance(element.tag, str):
        element.drop_tree()
        return
    tag = element.tag
    if tag == "title" and any(each.tag == "svg" for each in element.iterancestors()):
        return  # what a drawing is called
    is_hidden = element.get("hidden", "until-found").lower() != "until-found"
    if tag in _GONE or is_hidden or _SHOWN_ONLY & set((element.get("class") or "").split()):
        element.drop_tree()
    elif tag == "input":
        is_box = (element.get("type") or "").lower() == "checkbox"
        element.tail = ("☑ " if "checked" in element.attrib else "☐ ") * is_box + (
            element.tail or ""
        )
        element.drop_tree()
    elif tag in _ELSEWHERE:
        _lead_there(element)
    elif tag in _AS:
        element.set("class", f"{element.get('class') or ''} {tag}".strip())
        element.tag = _AS[tag]


def _lead_there(element: HtmlElement) -> None:
    """A link in the place of what only a page can show."""
    sources = [
        element.get("src"),
        element.get("data"),
        *(each.get("src") for each in element.iter("source")),
    ]
    target = next(filter(None, sources), "")
    said = element.get("title") or element.get("aria-label") or target
    for child in list(element):
        child.drop_tree()
    tail = element.tail
    element.clear()
    element.tail, element.tag, element.text = tail, "a", said
    element.set("href", target)


def _notes(root: HtmlElement) -> None:
    """Notes as books have them: each stands by itself, and says which it is."""
    for reference in root.iter("a"):
        kind = (reference.get("class") or "").split()
        if "footnote-ref" in kind:
            reference.set("data-note", "noteref")
        elif "footnote-backref" in kind:
            reference.set("data-note", "backlink")
    for block in list(root.iter("div")):
        if "footnote" not in (block.get("class") or "").split():
            continue
        block.tag = "section"
        block.set("data-note", "footnotes")
        for rule in list(block.iter("hr")):
            rule.drop_tree()
        for listed in list(block.iter("ol")):
            for number, note in enumerate(listed.findall("li"), 1):
                note.tag = "aside"
                note.set("data-note", "footnote")
                first = next(iter(note), None)
                where = first if first is not None and first.tag == "p" else note
                where.text = f"{number}. {(where.text or '').lstrip()}"
            listed.drop_tag()


def _in_place(element: HtmlElement) -> None:
    """Open what holds words only, where a block stands in it."""
    if element.tag not in _BLOCKS:
        return
    for above in list(element.iterancestors()):
        if above.getparent() is None or above.tag not in _WORDS_ONLY:
            continue
        if above.tag in ("p", "pre", "dt") or above.tag[0] == "h":
            above.tag = "div" if above.tag != "dt" else "dd"
        else:
            above.drop_tag()


def _append(into: _Element, text: str | None) -> None:
    text = legal(text or "")
    if not text:
        return
    if len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text
