"""RSS 2.0 and Atom, written by feedgen and read again before anyone else does.

What feedgen 1.0 does in ways of its own is put right here, and nowhere else.
"""

import re

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from waypost.feeds.model import Category, Feed, Item

_ATOM = "{http://www.w3.org/2005/Atom}"
# XML 1.0, 2.2: what no document may hold, however it is escaped. lxml raises on them.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def rss(feed: Feed, url: str) -> bytes:
    """The feed as RSS 2.0 (rssboard.org/rss-specification), published at an address."""
    generator = _generator(feed, url, "application/rss+xml")
    # feedgen gives dc:creator to items only after this, and drops an author without e-mail
    # (until a version after 1.0 does otherwise).
    generator.load_extension("dc", atom=False, rss=True)
    for item in feed.items:
        _entry(generator, item).dc.dc_creator(_clean(feed.author))
    return _written(etree.fromstring(generator.rss_str()), "item", feed)


def atom(feed: Feed, url: str) -> bytes:
    """The feed as Atom (RFC 4287), published at an address."""
    generator = _generator(feed, url, "application/atom+xml")
    for item in feed.items:
        _entry(generator, item)
    root = etree.fromstring(generator.atom_str())
    # feedgen 1.0 loses all of an entry's link but its href. RFC 4287, 4.2.7.2, reads that as an
    # alternate, and some readers do not.
    for link in root.iterfind(f"{_ATOM}entry/{_ATOM}link"):
        link.set("rel", "alternate")
        link.set("type", "text/html")
    return _written(root, f"{_ATOM}entry", feed)


def _generator(feed: Feed, url: str, kind: str) -> FeedGenerator:
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(_clean(feed.title))
    generator.subtitle(_clean(feed.description))
    # An RSS channel's <link> is whichever link feedgen was given last: so the site comes last.
    generator.link(href=url, rel="self", type=kind)
    generator.link(href=feed.site, rel="alternate", type="text/html")
    author = {"name": _clean(feed.author)}
    if feed.author_email:
        author["email"] = feed.author_email
    generator.author(author)
    generator.language(feed.language)
    if feed.rights:
        generator.rights(_clean(feed.rights))
    generator.generator("Waypost")
    # Left alone, feedgen asks the clock for both.
    generator.updated(feed.updated)
    generator.lastBuildDate(feed.updated)
    return generator


def _entry(generator: FeedGenerator, item: Item) -> FeedEntry:
    # feedgen puts a new entry before the others unless it is told not to.
    entry = generator.add_entry(order="append")
    entry.id(item.id)
    entry.guid(item.id, permalink=False)
    entry.title(_clean(item.title))
    entry.link(href=item.url, rel="alternate", type="text/html")
    entry.published(item.published)
    entry.updated(item.updated)
    entry.summary(_clean(item.summary))
    entry.content(_clean(item.content), type="html")
    entry.category([_category(category) for category in item.categories])
    return entry


def _category(category: Category) -> dict[str, str]:
    found = {"term": _clean(category.id), "label": _clean(category.label)}
    return found | ({"scheme": category.scheme} if category.scheme else {})


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text)


def _written(root: etree._Element, item: str, feed: Feed) -> bytes:
    """The feed's bytes, read once more: nothing is published that does not hold every item."""
    etree.indent(root, "  ")
    data = etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    found = sum(1 for _ in etree.fromstring(data).iter(item))
    if found != len(feed.items):
        raise AssertionError(f"The feed holds {found} items instead of {len(feed.items)}.")
    return data
