"""Each element as it may stand in an item, or only what is in it, or nothing."""

import re

from lxml.html import HtmlElement

from waypost.feeds.reading.addresses import mend
from waypost.feeds.reading.allowed import (
    BLOCKS,
    CONTROLS,
    ITEMS,
    PARENTS,
    PHRASES,
    RENAMED,
    SILENT,
    TAGS,
)
from waypost.feeds.reading.elements import classes, flatten, is_wrapper, new, say

# Marks for permalinks; which entries speak of a record, which may be others tomorrow; a filter.
_OF_THE_PAGE = {"headerlink", "waypost-around", "waypost-filter"}
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_ALIGNED = re.compile(r"text-align\s*:\s*(left|right|center)", re.IGNORECASE)
# What is nothing without one of these attributes, save its content.
_BARE = {
    "a": {"href", "id"},
    "div": {"id", "lang", "dir"},
    "img": {"src", "srcset"},
    "p": {"id"},
    "source": {"src", "srcset"},
    "span": {"id", "lang", "dir"},
}


def without_unseen(root: HtmlElement) -> None:
    """Nothing that the page hides, or that is of use there only."""
    for element in list(root.iterdescendants("*")):
        if element.attrib and _is_unseen(element):
            element.drop_tree()


def select(root: HtmlElement) -> None:
    """Only elements that are allowed, where they are allowed."""
    for element in list(root.iterdescendants("*")):
        _keep_or_drop(element)


def tidy(root: HtmlElement, url: str) -> None:
    """Addresses from everywhere, and no element that is nothing without what the page adds."""
    for element in reversed(list(root.iterdescendants("*"))):  # what is inside comes first
        if element.attrib:
            _mend(element, url)
        tag = element.tag
        if tag == "p" and len(element) and next(element.iterdescendants(*BLOCKS), None) is not None:
            tag = element.tag = "div"  # a paragraph ends where a block begins
        elif tag in PHRASES:
            flatten(element)
            if tag == "pre" and element.text:
                # HTML takes the first line end of a pre for none, each time that it is read.
                element.text = element.text.lstrip("\n")
        if tag in _BARE and _BARE[tag].isdisjoint(element.keys()):
            _unwrap(element)


def _is_unseen(element: HtmlElement) -> bool:
    attributes = element.attrib
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or not _OF_THE_PAGE.isdisjoint(classes(element))
        or ("style" in attributes and bool(_NOT_SHOWN.search(attributes["style"])))
    )


def _keep_or_drop(element: HtmlElement) -> None:
    if element.tag in RENAMED:
        element.tag = RENAMED[element.tag]
    tag = element.tag
    around = element.getparent()
    if tag in SILENT:
        element.drop_tree()
    elif tag in CONTROLS:
        say(element, "")
    elif tag not in TAGS or (tag == "div" and around.tag == "dl"):
        element.drop_tag()
    elif tag in PARENTS:
        if around.tag not in PARENTS[tag]:
            element.tail = f" {element.tail or ''}"
            element.drop_tag()
    elif around.tag in ITEMS:
        item = new(ITEMS[around.tag])
        item.tail, element.tail = element.tail, None
        around.replace(element, item)
        item.append(element)


def _unwrap(element: HtmlElement) -> None:
    if element.tag == "img":
        say(element, element.get("alt") or "")
    elif len(element) == 0 and not (element.text or "").strip() and element.tag in ("div", "p"):
        say(element, "")
    elif element.tag in ("a", "span", "source") or (element.tag == "div" and is_wrapper(element)):
        element.drop_tag()


def _mend(element: HtmlElement, url: str) -> None:
    tag, attributes = element.tag, element.attrib
    mend(element, url)
    if tag == "a":
        if not attributes.get("href", "").startswith("#"):
            attributes.pop("target", None)
        if "footnote-backref" in classes(element) and element.text:
            # What asks for the arrow as text, or as emoji, is a box in many readers.
            element.text = element.text.strip("\ufe0e\ufe0f")
    elif tag in ("td", "th") and "style" in attributes:
        aligned = _ALIGNED.search(attributes["style"])
        if aligned:
            attributes["align"] = aligned[1].lower()
    elif tag in ("video", "audio"):
        attributes["controls"] = ""
