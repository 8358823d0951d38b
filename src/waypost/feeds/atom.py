"""Atom (RFC 4287), and its archives (RFC 5005)."""

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from waypost.feeds.generator import (
    Elements,
    category,
    elements,
    entry_of,
    header,
    links_of,
    mark,
    read,
    say,
    written,
)
from waypost.feeds.model import Feed, Item
from waypost.feeds.text import as_html, needs_html, plain
from waypost.topics import ATOM

_ATOM = "{http://www.w3.org/2005/Atom}"
_ZONE = re.compile(r"(?<=\d)([+-])(?=\d\d:\d\d$)")
_HISTORY = "http://purl.org/syndication/history/1.0"


def items(feed: Feed, found: Sequence[Item]) -> Elements:
    """Each item as an element, to be copied into feeds; `feed` says who writes them."""
    generator = header(feed, (), str)
    for item in found:
        entry = entry_of(generator, item)
        entry.title(item.title)
        entry.summary(item.summary)
        entry.content(item.content, type="html")
        entry.category([category(each, plain(each.label)) for each in item.categories])
    made = list(read(generator.atom_str()).iter(f"{_ATOM}entry"))
    for item, element in zip(found, made, strict=True):
        # feedgen 1.0 loses all of an entry's link but its href. RFC 4287, 4.2.7.2, reads that as an
        # alternate, and some readers do not.
        for link in element.iterfind(f"{_ATOM}link"):
            link.set("rel", "alternate")
            link.set("type", "text/html")
        for name in ("title", "summary"):
            _be_sure(element.find(f"{_ATOM}{name}"))
        content = element.find(f"{_ATOM}content")
        if content is not None:
            mark(content, item.url)
        if item.language:
            say(element, item.language)
            for term in element.iterfind(f"{_ATOM}category[@scheme]"):
                say(term, feed.language)
        if item.zeros:
            _tell_apart(element, item.zeros)
    return elements(found, made)


def document(
    feed: Feed,
    url: str,
    known: Elements,
    history: Mapping[str, str] | None = None,
    *,
    is_archive: bool = False,
) -> bytes:
    """A feed that is published at an address.

    `history` leads to other parts of the same feed, by relation (RFC 5005): `prev-archive` and the
    like. Of an archive's document nothing ever leaves.
    """
    links = links_of(feed, url, ATOM.type)
    links += [{"href": to, "rel": rel, "type": ATOM.type} for rel, to in (history or {}).items()]
    root = read(header(feed, links, str).atom_str())
    for name in ("title", "subtitle", "rights"):
        _be_sure(root.find(f"{_ATOM}{name}"))
    if is_archive:
        history_ns = {"fh": _HISTORY}
        root.append(etree.Element(f"{{{_HISTORY}}}archive", nsmap=history_ns))
    return written(root, root, feed, known)


def _tell_apart(element: etree._Element, zeros: int) -> None:
    """Write a moment in another way (RFC 3339, 5.6): validators take the same text for a slip."""
    updated = element.find(f"{_ATOM}updated")
    assert updated is not None, "every entry has one (RFC 4287, 4.1.2)"
    whole, sign, zone = _ZONE.split(updated.text or "", maxsplit=1)
    point = "" if "." in whole else "."
    updated.text = f"{whole}{point}{'0' * zeros}{sign}{zone}"


def _be_sure(text: etree._Element | None) -> None:
    """Write a text with signs of HTML as HTML, and say so: some readers guess otherwise."""
    if text is not None and text.text and needs_html(text.text):
        text.set("type", "html")
        text.text = as_html(text.text)
