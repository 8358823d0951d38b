"""HTML that somebody else's program wrote, as Markdown that reads the same through Waypost's own.

First it is made harmless, then put in order (what is a block, what stands in a line), and only then
written, sign by sign: what Markdown would take for markup stays text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

import nh3
from bs4 import BeautifulSoup

from waypost.imports.html.cleaning import cleaned
from waypost.imports.html.footnotes import with_notes
from waypost.imports.html.order import in_order
from waypost.imports.html.writing import Writer


@dataclass(frozen=True)
class Converted:
    """A text as Markdown, and what could not be taken over, each a sentence for the author."""

    text: str
    notes: Sequence[str] = ()


def as_markdown(html: str) -> Converted:
    """HTML as Markdown; whatever could run in it is gone, and its headings begin at the second."""
    clean, notes = cleaned(html)
    soup = BeautifulSoup(f"{clean}\n", "html.parser")  # a line of its own is no name of a file
    with_notes(soup)
    notes += in_order(soup)
    return Converted(Writer().written(soup), list(dict.fromkeys(notes)))


def as_plain_text(html: str) -> str:
    """The words of a line or two of HTML, such as a title, in one line."""
    return " ".join(unescape(nh3.clean(html, tags=set())).split())
