"""Feeds that are out already, whoever made them: what followers have been sent."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from waypost.feeds.model import NEWEST
from waypost.files import DECISIONS, EXPERIMENTS
from waypost.topics import ARCHIVE, ATOM, JSON, OPML, RSS

_ATOM = "{http://www.w3.org/2005/Atom}"
# What other programs call their feeds, of which an author may have one out.
_ELSEWHERE = ("feed_rss_created.xml", "rss.xml", "index.xml", "feed/")
# Some hosts answer with a page of theirs where nothing is.
_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
# What comes from elsewhere resolves nothing and fetches nothing.
_PARSER = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True, load_dtd=False)

Fetch = Callable[[str], bytes | None]
"""What lies at a path of a site, or None where nothing does."""


class NotAFeedError(ValueError):
    """Something lies there, and nobody can read it as a feed; the text is its path."""


class PartError(ValueError):
    """A feed that tells of things elsewhere, such as that of a stage; the text is its path."""


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
    """What is out: the main feed's id and items, all items by id, and the feeds there are.

    `is_cut` says whether the main feed holds fewer items than it might, being too long.
    """

    id: str = ""
    newest: Sequence[PublishedItem] = ()
    items: Mapping[str, PublishedItem] = field(default_factory=dict)
    feeds: Sequence[str] = ()
    is_cut: bool = False


@dataclass(frozen=True)
class _Document:
    """A feed as it came: its own address, its home, what it leads to, and its items."""

    id: str
    own: str
    home: str
    older: str
    items: Sequence[PublishedItem]


def published(fetch: Fetch, name: str = "") -> Published | None:
    """What is out at a site, or in a feed of a name; None where no feed is.

    Follows the pages of an archive (RFC 5005), but never out of the site. Raises NotAFeedError, and
    PartError for a feed of a part.
    """
    names = [name] if name else [*(each.name for each in (ATOM, RSS, JSON)), *_ELSEWHERE]
    main = next(filter(None, (_at(fetch, each) for each in names)), None)
    if main is None:
        return None
    if main.items and not any(_is_within(item) for item in main.items):
        raise PartError(name)
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
    # Fewer than there is room for, and than there are: the feed was too long.
    is_cut = len(main.items) < min(NEWEST, len(items))
    for folder in () if name else (DECISIONS, EXPERIMENTS):
        if (document := _at(fetch, f"{folder}/{ATOM.name}")) is not None:
            items |= {item.id: item for item in document.items}
    feeds = () if name else _listed(fetch(OPML), main)
    return Published(main.id, main.items, items, feeds, is_cut)


def _at(fetch: Fetch, path: str) -> _Document | None:
    data = fetch(path)
    if data is None or _PAGE.match(data):
        return None
    try:
        document = _json(data) if data.lstrip()[:1] == b"{" else _xml(data)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        raise NotAFeedError(path) from None
    base = _base(document, path)
    items = [replace(item, path=_within(item.path, base)) for item in document.items if item.id]
    return replace(document, home=base, items=items)


def _base(document: _Document, path: str) -> str:
    """The address of the site that a feed is part of."""
    if path and document.own.endswith(path):
        return document.own.removesuffix(path)
    return f"{document.home.rstrip('/')}/"


def _within(address: str, base: str) -> str:
    """An address relative to a site, whether by http or https; the whole of one elsewhere."""
    plain, home = (text.partition("://")[2] for text in (address, base))
    return plain.removeprefix(home) if home and plain.startswith(home) else address


def _is_within(item: PublishedItem) -> bool:
    return "://" not in item.path


def _path(address: str, main: _Document) -> str:
    """Where an address lies in the site; empty if elsewhere."""
    within = _within(address, main.home)
    return "" if within == address else within


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
    own, home, older = (_link(root, name) for name in ("self", "alternate", "prev-archive"))
    return _Document(_text(root, f"{_ATOM}id"), own, home, older, items)


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
    return _Document("", _link(channel, "self"), _text(channel, "link"), older, items)


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
    return _Document("", _plain(root, "feed_url"), _plain(root, "home_page_url"), "", items)


def _listed(data: bytes | None, main: _Document) -> Sequence[str]:
    """The feeds that a list names, by their addresses in the site."""
    if data is None or _PAGE.match(data):
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
    found = [each for each in links if each.get("rel", "alternate") == relation]
    found.sort(key=lambda each: each.get("type", "text/html") not in ("text/html", ATOM.type))
    return next((each.get("href", "") for each in found), "")


def _moment(text: str) -> datetime | None:
    """A date of RFC 3339 or RFC 822; None where nobody can tell, or no zone says when."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
        except (ValueError, TypeError, IndexError):
            continue
        return found if found.tzinfo else None
    return None
