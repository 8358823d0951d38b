"""Feeds that are out already, whoever made them: what followers have been sent."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from waypost.topics import ARCHIVE, ATOM, JSON, OPML, RSS

_ATOM = "{http://www.w3.org/2005/Atom}"
# What comes from elsewhere resolves nothing and fetches nothing.
_PARSER = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True, load_dtd=False)

Fetch = Callable[[str], bytes | None]
"""What lies at a path of a site, or None where nothing does."""


class NotAFeedError(ValueError):
    """Something lies there, and nobody can read it as a feed; the text is its path."""


@dataclass(frozen=True)
class PublishedItem:
    """What followers know of an entry; `path` is its address, if it can be, within the site."""

    id: str
    path: str
    title: str
    published: datetime | None
    updated: datetime | None


@dataclass(frozen=True)
class Published:
    """What is out: the items of the main feed, all items by id, and the feeds there are."""

    newest: Sequence[PublishedItem] = ()
    items: Mapping[str, PublishedItem] = field(default_factory=dict)
    feeds: Sequence[str] = ()


@dataclass(frozen=True)
class _Document:
    """A feed as it came: its own address, its home, what it leads to, and its items."""

    own: str
    home: str
    older: str
    items: Sequence[PublishedItem]


def published(fetch: Fetch, name: str = "") -> Published | None:
    """What is out at a site, or in a feed of a name; None where no feed is.

    Follows the pages of an archive (RFC 5005), but never out of the site. Raises NotAFeedError.
    """
    names = [name] if name else [each.name for each in (ATOM, RSS, JSON)]
    main = next(filter(None, (_at(fetch, each) for each in names)), None)
    if main is None:
        return None
    items = {item.id: item for item in main.items}
    following, seen = ["" if name else ARCHIVE, _path(main.older, main)], set[str]()
    while following:
        path = following.pop(0)
        if not path or path in seen:
            continue
        seen.add(path)
        if (document := _at(fetch, path)) is not None:
            items = {item.id: item for item in document.items} | items
            following.append(_path(document.older, main))
    feeds = () if name else _listed(fetch(OPML), main)
    return Published(main.items, items, feeds)


def _at(fetch: Fetch, path: str) -> _Document | None:
    data = fetch(path)
    if data is None:
        return None
    try:
        document = _json(data) if data.lstrip()[:1] == b"{" else _xml(data)
    except (ValueError, LookupError, TypeError, AttributeError, etree.XMLSyntaxError):
        raise NotAFeedError(path) from None
    base = _base(document, path)
    items = [_relative(item, base) for item in document.items if item.id]
    return _Document(document.own, base, document.older, items)


def _base(document: _Document, path: str) -> str:
    """The address of the site that a feed is part of."""
    if path and document.own.endswith(path):
        return document.own.removesuffix(path)
    return document.home


def _relative(item: PublishedItem, base: str) -> PublishedItem:
    return PublishedItem(
        item.id, item.path.removeprefix(base), item.title, item.published, item.updated
    )


def _path(address: str, main: _Document) -> str:
    """Where an address lies in the site; empty if elsewhere."""
    return address.removeprefix(main.home) if main.home and address.startswith(main.home) else ""


def _xml(data: bytes) -> _Document:
    root = etree.fromstring(data, _PARSER)
    if root.tag == "rss":
        return _rss(root)
    if root.tag != f"{_ATOM}feed":
        raise ValueError(root.tag)
    items = [
        PublishedItem(
            _text(entry, f"{_ATOM}id"),
            _link(entry, "alternate"),
            _text(entry, f"{_ATOM}title"),
            _moment(_text(entry, f"{_ATOM}published")),
            _moment(_text(entry, f"{_ATOM}updated")),
        )
        for entry in root.iterfind(f"{_ATOM}entry")
    ]
    older = _link(root, "prev-archive")
    return _Document(_link(root, "self"), _link(root, "alternate"), older, items)


def _rss(root: etree._Element) -> _Document:
    items = [
        PublishedItem(
            _text(item, "guid") or _text(item, "link"),
            _text(item, "link"),
            _text(item, "title"),
            _moment(_text(item, "pubDate")),
            None,
        )
        for item in root.iter("item")
    ]
    channel = root.find("channel")
    if channel is None:
        raise ValueError("no channel")
    older = _link(channel, "prev-archive")
    return _Document(_link(channel, "self"), _text(channel, "link"), older, items)


def _json(data: bytes) -> _Document:
    root = json.loads(data)
    items = [
        PublishedItem(
            str(item.get("id", "")),
            _plain(item, "url"),
            _plain(item, "title"),
            _moment(_plain(item, "date_published")),
            _moment(_plain(item, "date_modified")),
        )
        for item in root["items"]
    ]
    return _Document(_plain(root, "feed_url"), _plain(root, "home_page_url"), "", items)


def _listed(data: bytes | None, main: _Document) -> Sequence[str]:
    """The feeds that a list names, by their addresses in the site."""
    if data is None:
        return ()
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError:
        raise NotAFeedError(OPML) from None
    return list(
        filter(None, (_path(each.get("xmlUrl", ""), main) for each in root.iter("outline")))
    )


def _plain(values: Mapping[str, Any], name: str) -> str:
    found = values.get(name)
    return found if isinstance(found, str) else ""


def _text(element: etree._Element, name: str) -> str:
    return " ".join((element.findtext(name) or "").split())


def _link(element: etree._Element, relation: str) -> str:
    links: Iterator[etree._Element] = element.iterfind(f"{_ATOM}link")
    found = (each for each in links if each.get("rel", "alternate") == relation)
    return next((each.get("href", "") for each in found), "")


def _moment(text: str) -> datetime | None:
    """A date of RFC 3339 or RFC 822; None where nobody can tell, or no zone says when."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
        except (ValueError, TypeError, IndexError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
