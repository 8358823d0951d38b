"""Drawings within a page: what in them is one, and how it looks without a style sheet."""

import re

from lxml.etree import SubElement, _Element
from lxml.html import HtmlElement

from waypost.exports.book.names import SVG
from waypost.feeds.text import legal

_DRAWN = {
    *("svg", "g", "path", "line", "rect", "circle", "ellipse", "polyline", "polygon", "text"),
    *("tspan", "title", "desc"),
}
_DRAWING = re.compile(
    r"viewBox|[xyr]|[cr][xy]|[xy][12]|d[xy]?|points|width|height|transform|fill(-opacity|-rule)?"
    r"|stroke(-width|-opacity|-dasharray|-linecap|-linejoin)?|opacity|text-anchor|font-size"
    r"|font-weight|class|role|aria-hidden|aria-label|preserveAspectRatio"
)
_CASES = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}


def draw(source: HtmlElement, into: _Element) -> None:
    """A drawing, as far as it is one."""
    made = SubElement(into, f"{{{SVG}}}svg", nsmap={None: SVG})  # type: ignore[dict-item]
    _drawn(source, made)
    if made.get("role") and not (made.get("aria-label") or made.findtext(f"{{{SVG}}}title")):
        del made.attrib["role"]  # a picture of nothing that one can say
        made.set("aria-hidden", "true")


# Programs that read books hand no style sheet on to a drawing.
_LOOKS = {
    "waypost-grid": {"stroke": "#e6dfd2"},
    "waypost-baseline": {"stroke": "#665c53", "stroke-opacity": "0.5"},
    "waypost-target": {"stroke": "#665c53", "stroke-dasharray": "4 4"},
    "waypost-line": {"stroke-width": "2"},
    "waypost-tick": {"font-size": "13", "fill": "#665c53"},
    "waypost-end": {"font-size": "13", "fill": "#665c53"},
    "waypost-last": {"font-size": "15", "font-weight": "bold"},
}


def _drawn(source: HtmlElement, made: _Element) -> None:
    for named in (source.get("class") or "").split():
        for key, value in _LOOKS.get(named, {}).items():
            made.set(key, value)
    for key, value in source.attrib.items():
        right = _CASES.get(key, key)
        if _DRAWING.fullmatch(right) and right not in made.attrib and "url(" not in value:
            made.set(right, legal(value))
    made.text = legal(source.text or "")
    for child in source:
        if isinstance(child.tag, str) and child.tag in _DRAWN - {"svg"}:
            part = SubElement(made, f"{{{SVG}}}{child.tag}")
            _drawn(child, part)
            part.tail = legal(child.tail or "")
