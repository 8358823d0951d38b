"""Where an item's links, pictures and films are, from wherever it is read."""

import re
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

from waypost.feeds.reading.allowed import PLACES, SCHEMES
from waypost.permalinks import host_in_ascii, join
from waypost.prose import candidates

# A whole address without anything to mend or to wonder about, as most are.
_WHOLE = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[\w~-][\w.~-]*)*/?", re.ASCII)
_DESCRIPTOR = re.compile(r"\d+(?:\.\d+)?[wxh]")
_RESERVED = "!#$%&'()*+,/:;=?@[]~|"
_KEPT = ("class", "dir", "hreflang", "id", "lang", "title")  # of a link within the item


def absolute(url: str, address: str, schemes: frozenset[str] = SCHEMES) -> str | None:
    """An address seen from the page at `url`, in ASCII; nothing if it is not for a reader."""
    address = address.strip()
    if _WHOLE.fullmatch(address):
        return address
    try:
        found = join(url, address)
        parts = urlsplit(found)
        if not parts.netloc.isascii():
            found = parts._replace(netloc=host_in_ascii(parts.netloc)).geturl()
    except ValueError:  # such as an unclosed [ in a host's name: nothing that a browser could open
        return None
    if parts.scheme not in schemes or (parts.scheme in PLACES and not parts.netloc):
        return None
    return quote(found, safe=_RESERVED)


def _picture(url: str, address: str) -> str | None:
    if address.strip()[:11].lower() == "data:image/":
        return address.strip()
    return absolute(url, address, PLACES)


def _candidates(url: str, srcset: str) -> str | None:
    """Each candidate's address made absolute (HTML, 4.8.4.2.1)."""
    found = []
    for address, descriptor in candidates(srcset):
        place = _picture(url, address)
        if place:
            size = _DESCRIPTOR.fullmatch(descriptor.strip())
            found.append(f"{place} {size[0]}" if size else place)
    return ", ".join(found) or None


READ = {  # how each attribute with an address is read; None is for no reader
    "cite": absolute,
    "href": absolute,
    "poster": _picture,
    "src": _picture,
    "srcset": _candidates,
}


def mend(element: HtmlElement, url: str) -> None:
    """An element's own addresses absolute, or gone; a link within the item stays."""
    attributes = element.attrib
    for name in element.keys():  # noqa: SIM118 - an element is no dictionary
        value = attributes[name]
        read = READ.get(name)
        if read is None or (name == "href" and value.startswith("#")):
            continue
        found = read(url, value)
        if found is None:
            del attributes[name]
        else:
            attributes[name] = found


def link_within(root: HtmlElement, url: str, name: str) -> None:
    """Links to something in the same item, and to nothing in another.

    What is linked to has an id that begins with `name`; other ids are gone. A link to what is not
    in the item leads to the page.
    """
    targets: dict[str, HtmlElement] = {}
    links: list[tuple[HtmlElement, str]] = []
    page = urldefrag(url).url
    for element in root.iterdescendants("*"):
        attributes = element.attrib
        if "id" in attributes:
            targets.setdefault(attributes.pop("id"), element)
        if element.tag == "a":
            if "name" in attributes:
                targets.setdefault(attributes["name"], element)
            if "#" in attributes.get("href", ""):
                links.append((element, attributes["href"].strip()))
    for element, address in links:
        within = _fragment(page, address)
        fragment = within if within in targets else unquote(within or "")
        if fragment not in targets:
            element.set("href", absolute(url, address) or "about:blank")  # which is not kept
            continue
        target = targets[fragment]
        mark = fragment if fragment.startswith(f"{name}:") or not name else f"{name}:{fragment}"
        target.set("id", mark)
        others = [(key, element.attrib.pop(key)) for key in _KEPT if key in element.attrib]
        element.attrib.clear()
        # Stay in this view; and W3C's validator reports a link within an item where href is first.
        element.set("target", "_self")
        element.attrib.update(others)
        element.set("href", f"#{quote(mark, safe=_RESERVED)}")


def _fragment(page: str, address: str) -> str | None:
    """The part of the page that an address on it leads to, if it does."""
    if address.startswith("#"):
        return address[1:]
    try:
        base, fragment = urldefrag(urljoin(page, address))
    except ValueError:
        return None
    return fragment if base == page else None
