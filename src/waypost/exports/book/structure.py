"""Lists and tables that are none, and links and headings that say nothing, become plain ones."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from waypost.exports.book.names import XHTML

_HOLDS = {
    "ul": ("li",),
    "ol": ("li",),
    "table": ("caption", "colgroup", "thead", "tbody", "tfoot", "tr"),
    "thead": ("tr",),
    "tbody": ("tr",),
    "tfoot": ("tr",),
    "tr": ("td", "th"),
    "dl": ("dt", "dd", "div"),
    "colgroup": ("col",),
}
_HELD = {
    "li": ("ul", "ol"),
    "td": ("tr",),
    "th": ("tr",),
    "tr": ("table", "thead", "tbody", "tfoot"),
    "thead": ("table",),
    "tbody": ("table",),
    "tfoot": ("table",),
    "caption": ("table",),
    "colgroup": ("table",),
    "col": ("colgroup",),
    "dt": ("dl",),
    "dd": ("dl",),
    "figcaption": ("figure",),
}

_NOT_WITHIN = {"a": "a", "dfn": "dfn"}
_SPEAKING = {"a", "h1", "h2", "h3", "h4", "h5", "h6"}


def repair(root: _Element) -> None:
    """Make plain divisions of lists and tables that are none (HTML, 4.4 and 4.9).

    A link or a heading without a word becomes plain, too: it would be read out as nothing.
    """
    for caption in list(root.iter(f"{{{XHTML}}}caption")):
        if next(caption.iter(f"{{{XHTML}}}table"), None) is not None:
            _plain(caption)
    changed = True
    while changed:
        changed = False
        for element in _pages(root):
            tag = _tag(element)
            parent = element.getparent()
            if (tag in _HELD and (parent is None or _tag(parent) not in _HELD[tag])) or (
                tag in _HOLDS and not _is_whole(element)
            ):
                changed = _plain(element)
    for element in list(_pages(root)):
        if _tag(element) == "figure":
            captions = [each for each in element if _tag(each) == "figcaption"]
            for caption in captions[1:]:
                _plain(caption)
            if captions and not _is_at_an_end(captions[0]):
                _to_the_end(captions[0])
        if _tag(element) in _NOT_WITHIN and _NOT_WITHIN[_tag(element)] in map(
            _tag, element.iterancestors()
        ):
            _plain(element)
        if _tag(element) in _SPEAKING and not _is_said(element):
            _plain(element)


def _is_at_an_end(caption: _Element) -> bool:
    figure = caption.getparent()
    assert figure is not None
    is_first = figure[0] is caption and not _is_text(figure.text)
    return is_first or (figure[-1] is caption and not _is_text(caption.tail))


def _to_the_end(caption: _Element) -> None:
    """Put a caption behind all else in its figure; the words behind it stay where they are."""
    figure, before, words = caption.getparent(), caption.getprevious(), caption.tail or ""
    assert figure is not None
    caption.tail = None
    if before is None:
        figure.text = (figure.text or "") + words
    else:
        before.tail = (before.tail or "") + words
    figure.append(caption)


def _is_text(text: str | None) -> bool:
    """Whether it is more than white space (HTML, 3.2.5.1: of other spaces, none is)."""
    return bool(text and text.strip(" \t\r\n"))


def _is_whole(element: _Element) -> bool:
    tag, tags = _tag(element), [_tag(child) for child in element]
    texts = [element.text, *(child.tail for child in element)]
    if any(map(_is_text, texts)) or not set(tags) <= set(_HOLDS[tag]):
        return False
    if tag == "dl":
        runs = "".join("t" if each == "dt" else "d" for each in tags)
        return "div" not in tags and re.fullmatch("(t+d+)+", runs) is not None
    if tag == "table":
        order = "".join(
            {"caption": "c", "colgroup": "g", "thead": "h", "tbody": "b", "tfoot": "f", "tr": "r"}[
                each
            ]
            for each in tags
        )
        return re.fullmatch("c?g*h?(b*|r+)f?", order) is not None
    return bool(tags) or tag == "colgroup"


def _is_said(element: _Element) -> bool:
    """Whether there is something in it to read out (Accessible Name 1.2, 4.3)."""
    named = (each.get("alt") or each.get("aria-label") or "" for each in element.iter())
    return any(text.strip() for text in (*element.itertext(), *named))


def _plain(element: _Element) -> bool:
    """A plain division, or words, in the place of an element."""
    tag = _tag(element)
    keep = {key: element.get(key) for key in ("id", "class") if element.get(key)}
    element.tag = f"{{{XHTML}}}{'span' if tag in _NOT_WITHIN else 'div'}"
    for key in list(element.attrib):
        del element.attrib[key]
    for key, value in keep.items():
        element.set(key, value or "")
    return True


def _pages(root: _Element) -> Iterator[_Element]:
    return root.iter(f"{{{XHTML}}}*")


def _tag(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]
