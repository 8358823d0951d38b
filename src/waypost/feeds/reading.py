"""HTML for a feed reader: an entry's text without what belongs to its page only."""

import re
from urllib.parse import urljoin

from lxml import html
from lxml.html import HtmlElement

from waypost.prose import inside

# A reader has no use for these, and most validators complain of them.
_NOT_TEXT = (
    "base",
    "button",
    "form",
    "input",
    "link",
    "meta",
    "noscript",
    "script",
    "style",
    "template",
)
_MORE_ADDRESSES = ("poster", "ping", "{http://www.w3.org/1999/xlink}href", "xlink:href")
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:,|\s+([^,]*)(?:,|$)|$)")
_PAGE_ONLY = ("style", "tabindex", "contenteditable", "srcdoc", "imagesrcset", "usemap")


def for_readers(text: str, url: str) -> str:
    """An entry's HTML as it can stand anywhere.

    Every address is absolute, seen from the page at `url`; marks for permalinks, scripts, styles
    and controls are gone.
    """
    root = html.fragment_fromstring(text, create_parent="div")
    for element in list(root.iter(*_NOT_TEXT)):
        element.drop_tree()
    for element in root.xpath('.//a[contains(concat(" ", @class, " "), " headerlink ")]'):
        element.drop_tree()
    for element in root.xpath(".//comment() | .//processing-instruction()"):
        element.drop_tree()
    for element in root.iter():
        _mend_attributes(element, url)
    root.make_links_absolute(url, resolve_base_href=False, handle_failures="discard")
    return inside(root)


def _mend_attributes(element: HtmlElement, url: str) -> None:
    attributes = element.attrib
    for name in _MORE_ADDRESSES:
        if name in attributes:
            attributes[name] = _absolute(url, attributes[name])
    if "srcset" in attributes:
        attributes["srcset"] = _srcset(url, attributes["srcset"])
    for name in list(attributes):
        if name in _PAGE_ONLY or name.startswith(("on", "data-", "markdown")):
            del attributes[name]


def _absolute(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:  # such as an unclosed [ in a host's name: nothing that a browser could open
        return base


def _srcset(base: str, candidates: str) -> str:
    """Each candidate's address made absolute (HTML, 4.8.4.2.1)."""
    return ", ".join(
        f"{_absolute(base, address)} {descriptor.strip()}".strip()
        for address, descriptor in _CANDIDATE.findall(candidates)
    )
