"""The namespaces of what stands in a book, and the signs that may."""

import re

XHTML = "http://www.w3.org/1999/xhtml"
SVG = "http://www.w3.org/2000/svg"
OPS = "http://www.idpf.org/2007/ops"
XML = "http://www.w3.org/XML/1998/namespace"

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """A text without what XML can't hold (XML 1.0, 2.2)."""
    return _ILLEGAL.sub("", text)
