"""Lists and tables that are none become plain divisions (HTML, 4.4 and 4.9)."""

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


def repair(root: _Element) -> None:
    """Make plain divisions of lists and tables that are none (HTML, 4.4 and 4.9)."""
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
            if captions and element[0] is not captions[0] and element[-1] is not captions[0]:
                element.append(captions[0])
        if _tag(element) == "a" and any(_tag(each) == "a" for each in element.iterancestors()):
            _plain(element)


def _is_whole(element: _Element) -> bool:
    tag, tags = _tag(element), [_tag(child) for child in element]
    texts = [element.text, *(child.tail for child in element)]
    if any(text and text.strip() for text in texts) or not set(tags) <= set(_HOLDS[tag]):
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


def _plain(element: _Element) -> bool:
    """A plain division, or words, in the place of an element."""
    tag = _tag(element)
    keep = {key: element.get(key) for key in ("id", "class") if element.get(key)}
    element.tag = f"{{{XHTML}}}{'span' if tag == 'a' else 'div'}"
    for key in list(element.attrib):
        del element.attrib[key]
    for key, value in keep.items():
        element.set(key, value or "")
    return True


def _pages(root: _Element) -> Iterator[_Element]:
    return root.iter(f"{{{XHTML}}}*")


def _tag(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]
