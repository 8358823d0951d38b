"""Which elements are blocks, and which of them say something."""

import re

from bs4 import BeautifulSoup, Tag

HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
BLOCKS = {
    *HEADINGS,
    *re.findall(
        r"[\w-]+",
        """address article aside blockquote center dd details div dl dt figcaption figure fnote
        footer header hgroup hr li main nav ol p pre section summary table tbody td tfoot th thead
        tr ul caption""",
    ),
}
KEEPS = ["pre", "table", "ul", "ol", "dl", "blockquote", "hr", "details"]
"""Blocks that can't become part of a line."""
GAP = "gap"


def gap(soup: BeautifulSoup) -> Tag:
    """What keeps two lists apart, or begins an item that begins with no words: nothing to see."""
    made = soup.new_tag("p")
    made.append(soup.new_tag(GAP))
    return made


def is_blank(element: Tag) -> bool:
    """Whether nothing of an element can be seen."""
    return not element.get_text().strip() and element.find(["img", "hr", "fnref"]) is None
