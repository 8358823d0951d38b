"""What goes out to those who follow: one model, and a file for each format of each feed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import unquote

from waypost.feeds import opml
from waypost.feeds.archive import Archive
from waypost.feeds.formats import Formats, size
from waypost.feeds.items import Items
from waypost.feeds.model import LIMIT, NEWEST, Feed
from waypost.feeds.serving import headers
from waypost.feeds.text import legal
from waypost.journal import Journal
from waypost.languages import Language
from waypost.permalinks import Site, address, tag_uri
from waypost.topics import HEADERS, OPML, Topic, topics


@dataclass(frozen=True)
class Publication:
    """Everything that goes out beside the pages: files by their path in the site.

    `too_long` are the source paths of texts that are each larger than a feed may be, with the bytes
    of such a feed. Feeds hold their beginning; the archive holds all of an entry.
    """

    files: Mapping[str, bytes]
    too_long: Mapping[str, int]


def publish(
    journal: Journal,
    language: Language,
    site: Site,
    contents: Mapping[str, str],
    now: datetime,
    copied: Mapping[str, str] | None = None,
) -> Publication:
    """Every feed of what is public at a moment.

    `contents` is the finished HTML of each entry's text by source path, as it stands on its page;
    an entry that has no page (which a build refuses, and a preview shows) is no item. `copied`
    leads from the address of a picture that is too large to that of a smaller one.
    """
    *found, complete = topics(journal, language, now)
    items = Items(journal, language, site, contents, now, copied or {})
    feeds = {topic.path: _feed(topic, journal, site, items) for topic in found}
    everything = items.of(complete.matter[::-1])
    judged = items.of(journal.judgements)
    whole = _feed(complete, journal, site, items)
    archive = Archive(replace(whole, id=feeds[""].id, items=everything), site)
    sizes = {item: size(feeds[""], item) for item in (*everything, *judged)}
    short = {item: items.shortened(item) for item in sizes if sizes[item] > LIMIT}
    feeds = {
        path: replace(feed, items=[short.get(item, item) for item in feed.items])
        for path, feed in feeds.items()
    }
    formats = Formats.of(
        feeds[""], [item for feed in feeds.values() for item in feed.items], everything
    )
    files = {
        f"{unquote(path)}{name}": data
        for path, feed in feeds.items()
        for name, data in formats.files(
            feed, site.url(path), archive.leads_from if not path else None
        ).items()
    }
    files |= archive.documents(formats.atom)
    files[OPML] = opml.document([*found, complete], site, journal.settings)
    files[HEADERS] = headers(site, journal.settings.hub)
    uris = {each.id: each.uri for each in journal.entries}
    uris |= {each.id: each.uri for each in journal.judgements}
    return Publication(files, {uris[item.id]: sizes[item] for item in short})


def _feed(topic: Topic, journal: Journal, site: Site, items: Items) -> Feed:
    settings = journal.settings
    title = f"{site.title} · {topic.name}" if topic.name else site.title
    return Feed(
        id=_id(journal, unquote(topic.path).rstrip("/") or "journal"),
        title=legal(title),
        description=legal(topic.description or site.description or title),
        page=site.url(address(topic.page)),
        language=topic.language,
        author=settings.author,
        licence=settings.licence,
        hub=settings.hub,
        items=items.of(topic.matter[::-1][:NEWEST]),
    )


def _id(journal: Journal, name: str) -> str:
    return tag_uri(journal.settings.authority, name)
