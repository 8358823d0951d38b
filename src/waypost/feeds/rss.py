"""RSS 2.0 (rssboard.org/rss-specification)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

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
from waypost.feeds.text import as_html, legal, plain
from waypost.topics import RSS

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def items(feed: Feed, found: Sequence[Item]) -> Elements:
    """Each item as an element, to be copied into feeds; `feed` says who writes them."""
    generator = header(feed, (), plain)
    # feedgen gives dc:creator to items only after this, and drops an author without e-mail
    # (until a version after 1.0 does otherwise).
    generator.load_extension("dc", atom=False, rss=True)
    for item in found:
        entry = entry_of(generator, item)
        entry.title(plain(item.title))
        entry.published(_in_a_usual_zone(item.published))
        # A description is HTML, whatever is in it.
        entry.summary(as_html(item.summary))
        entry.content(item.content, type="html")
        # feedgen writes a category's scheme as its domain, and its label as its text.
        entry.category([category(each, plain(each.label)) for each in item.categories])
        entry.dc.dc_creator(legal(feed.author.name))
        if item.language:
            entry.dc.dc_language(item.language)
    made = list(read(generator.rss_str()).iter("item"))
    for item, element in zip(found, made, strict=True):
        content = element.find(_CONTENT)
        if content is not None:
            mark(content, item.url)
        if item.language:
            say(element, item.language)
    return elements(found, made)


def _in_a_usual_zone(moment: datetime) -> datetime:
    """A moment in a zone whose hours begin as elsewhere, or half an hour later; others are UTC.

    RFC 822 allows +0545, and programs that read it do not.
    """
    offset = moment.utcoffset() or timedelta()
    return moment if offset % timedelta(minutes=30) == timedelta() else moment.astimezone(UTC)


def document(feed: Feed, url: str, known: Elements) -> bytes:
    """A feed that is published at an address."""
    links = links_of(feed, url, RSS.type)
    generator = header(feed, links, plain)
    generator.load_extension("dc", atom=False, rss=True)
    generator.lastBuildDate(_in_a_usual_zone(feed.updated))
    root = read(generator.rss_str())
    channel = root[0]
    # feedgen 1.0 writes of all links only the feed's own; the others belong behind it.
    own = channel.find(f"{_ATOM}link")
    for link in reversed(links[1:]):
        assert own is not None, "feedgen has written the feed's own address"
        own.addnext(etree.Element(f"{_ATOM}link", link))
    return written(root, channel, feed, known)
