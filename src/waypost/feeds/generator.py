"""What RSS and Atom have in common: feedgen, which writes both.

What feedgen 1.0 does in ways of its own is put right here and in `rss` and `atom`, and nowhere
else.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from waypost.feeds.model import Category, Feed, Item
from waypost.feeds.text import legal

_XML = "{http://www.w3.org/XML/1998/namespace}"
# An entry may hold pictures as text, and be longer than what libxml2 trusts by itself.
_PARSER = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)

Elements = Mapping[Item, etree._Element]


def header(
    feed: Feed, links: Iterable[Mapping[str, str]], text: Callable[[str], str]
) -> FeedGenerator:
    """A feed without items; `text` makes plain text what the format takes for it."""
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(text(feed.title))
    generator.subtitle(text(feed.description))
    for link in links:
        generator.link(dict(link))
    # An RSS channel's <link> is whichever link feedgen was given last: so the page comes last.
    generator.link(href=feed.page, rel="alternate", type="text/html")
    author = {"name": legal(feed.author.name)}
    if feed.author.email:
        author["email"] = feed.author.email
        # feedgen makes no editor of an author.
        generator.managingEditor(f"{feed.author.email} ({legal(feed.author.name)})")
    generator.author(author)
    generator.language(feed.language)
    if feed.licence:
        generator.rights(text(legal(feed.licence.name)))
    generator.generator("Waypost")
    # Left alone, feedgen asks the clock for both.
    generator.updated(feed.updated)
    generator.lastBuildDate(feed.updated)
    return generator


def entry_of(generator: FeedGenerator, item: Item) -> FeedEntry:
    """What both formats say of an item in the same words; added to the end of a feed."""
    # feedgen puts a new entry before the others unless it is told not to.
    entry = generator.add_entry(order="append")
    entry.id(item.id)
    entry.guid(item.id, permalink=False)
    entry.link(href=item.url, rel="alternate", type="text/html")
    entry.published(item.published)
    entry.updated(item.updated)
    return entry


def category(found: Category, label: str) -> dict[str, str]:
    """A category as feedgen wants it."""
    given = {"term": found.id, "label": label}
    return given | ({"scheme": found.scheme} if found.scheme else {})


def links_of(feed: Feed, url: str, kind: str) -> list[dict[str, str]]:
    """A feed's own address, its licence and its hub."""
    found = [{"href": url, "rel": "self", "type": kind}]
    if feed.licence and feed.licence.url:
        found.append({"href": feed.licence.url, "rel": "license"})
    if feed.hub:
        found.append({"href": feed.hub, "rel": "hub"})
    return found


def read(data: bytes) -> etree._Element:
    """A document's root."""
    return etree.fromstring(data, _PARSER)


def elements(items: Iterable[Item], found: Iterable[etree._Element]) -> Elements:
    """Each item with its element in a document that holds them in the same order."""
    return dict(zip(items, found, strict=True))


def mark(element: etree._Element, base: str) -> None:
    """Say from where an element's addresses are to be read."""
    element.set(f"{_XML}base", base)


def say(element: etree._Element, language: str) -> None:
    """Say in which language an element is, and all that it holds."""
    element.set(f"{_XML}lang", language)


def written(root: etree._Element, parent: etree._Element, feed: Feed, known: Elements) -> bytes:
    """A document with a copy of each item in it, read once more.

    Nothing is published that does not hold every item.
    """
    for item in feed.items:
        parent.append(deepcopy(known[item]))
    etree.indent(root, "  ")
    data = bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
    again = read(data)
    names = {known[item].tag for item in feed.items}
    found = sum(1 for name in names for _ in again.iter(name))
    if found != len(feed.items):
        raise AssertionError(f"The feed holds {found} items instead of {len(feed.items)}.")
    return data
