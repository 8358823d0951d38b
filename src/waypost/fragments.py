"""HTML of a text as a tree, whatever stands in it."""

import re

from lxml import html
from lxml.etree import ParserError
from lxml.html import HtmlElement

# What no tree can hold (XML 1.0, 2.2), and as references; what is left of a number decides.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCES = re.compile(
    r"&#(?:0*(?:[0-8]|1[1245-9]|2\d|3[01]|6553[45])(?!\d)"
    r"|x0*(?:[0-8bcef]|1[\da-f]|fff[ef])(?![\da-f]));?",
    re.IGNORECASE,
)
# A text is no page: libxml2 ends it at these, and takes two bodies for nothing.
_PAGE = re.compile(r"</?(?:html|head|body)\b[^<>]*>", re.IGNORECASE)


def fragment(text: str) -> HtmlElement:
    """What stands in an HTML text, below a `div`; an empty one where there is nothing to see."""
    try:  # without the ends of a page, which an element that has none would take for words
        return html.fragment_fromstring(f"<html><body>{legible(text)}", create_parent="div")
    except (ParserError, AssertionError):  # a page in which there is nothing
        return html.Element("div")


def legible(text: str) -> str:
    """An HTML text without signs that no tree can hold, and without the tags of a whole page."""
    text = _CONTROLS.sub("", text)
    return _PAGE.sub("", _REFERENCES.sub("", text) if "&#" in text else text)
