"""Plain text where a format is not sure what plain text is."""

import re
from html import escape
from html.entities import html5

# XML 1.0, 2.2: what no document may hold, however it is escaped, so that lxml raises on it; and
# what documents had better not hold: controls, and the sign that stands for a lost one.
_ILLEGAL = re.compile("[^\t\n\r -~\u00a0-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]")

_INVISIBLE = "\u2060"  # WORD JOINER: neither seen, nor a place to break a line
_OLD_NAMES = "|".join(sorted((name for name in html5 if name[-1] != ";"), reverse=True))
# What a reader that expects HTML would take for markup: tags, character references, and names that
# HTML knows without a semicolon.
_MARKUP = re.compile(rf"<(?=[A-Za-z/!?])|&(?=#|[A-Za-z]+[0-9;]|{_OLD_NAMES})")


def legal(text: str) -> str:
    """A text without the characters that XML forbids or discourages."""
    return _ILLEGAL.sub("", text)


def plain(text: str) -> str:
    """A text for a place where some readers expect plain text and some HTML, as in titles of RSS.

    RSS 2.0 does not say which it is. Both show the same signs if an invisible one follows what
    could be taken for markup.
    """
    return _MARKUP.sub(rf"\g<0>{_INVISIBLE}", text)


def as_html(text: str) -> str:
    """A text as HTML that shows just its characters."""
    return escape(text, quote=False)


def needs_html(text: str) -> bool:
    """Whether a text has signs that HTML takes for its own."""
    return "<" in text or "&" in text
