"""What goes out to those who follow: one model, and a file for each format of each feed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from waypost.feeds.archive import Archive
from waypost.feeds.model import LIMIT, NEWEST, Feed
from waypost.feeds.notices import Notice, Notices, told_apart
from waypost.feeds.serving import headers
from waypost.feeds.sheets import Sheet
from waypost.feeds.text import legal
from waypost.journal import Journal
from waypost.languages import Language
from waypost.ledger import Ledger, key
from waypost.permalinks import Site, address, tag_uri
from waypost.topics import HEADERS, OPML, Topic, topics

if TYPE_CHECKING:
    from waypost.feeds.press import Press


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
    ledger: Ledger | None = None,
    digests: Mapping[str, bytes] | None = None,
    followed: Sequence[Topic] | None = None,
) -> Publication:
    """Every feed of what is public at a moment.

    `contents` is the finished HTML of each entry's text by source path, as it stands on its page;
    an entry that has no page (which a build refuses, and a preview shows) is no item. `copied`
    leads from the address of a picture that is too large to that of a smaller one. What the ledger
    knows is not written again, and of the contents only `digests` are looked at, which stand for
    them. `followed` are the topics, for those who know them already.
    """
    if digests is None:
        digests = {uri: key(html) for uri, html in contents.items()}
    *found, complete = followed or topics(journal, language, now)
    main = _feed(found[0], journal, site)
    desk = _Desk(journal, language, site, contents, main, ledger or Ledger())
    notices = Notices(journal, digests, now, copied or {})
    everything = notices.of(complete.matter[::-1])
    too_long = desk.too_long([*everything, *notices.of(journal.judgements)])
    short = {each: replace(each, is_short=True) for each in too_long}
    told = {
        topic.path: [short.get(each, each) for each in notices.of(topic.matter[::-1][:NEWEST])]
        for topic in found
    }
    apart = told_apart(everything)
    apart |= told_apart(
        dict.fromkeys(each for row in told.values() for each in row if each not in apart)
    )
    archive = Archive([apart[each] for each in everything], site)
    sheets = [
        Sheet(topic.path, _feed(topic, journal, site), [apart[each] for each in told[topic.path]])
        for topic in found
    ]
    sheets[0] = replace(sheets[0], ways=archive.older, least=archive.missing)
    sheets += archive.sheets(replace(_feed(complete, journal, site), id=main.id))
    files = dict(desk.files(sheets))
    files[OPML] = desk.opml([*found, complete])
    files[HEADERS] = headers(site, journal.settings.hub)
    return Publication(files, {each.matter.uri: size for each, size in too_long.items()})


@dataclass(frozen=True)
class _Desk:
    """What is known of feeds, and how to find out what is not; `main` is that of the journal."""

    journal: Journal
    language: Language
    site: Site
    contents: Mapping[str, str]
    main: Feed
    ledger: Ledger

    def too_long(self, notices: Iterable[Notice]) -> Mapping[Notice, int]:
        """What is larger than a feed may be, with the bytes of such a feed."""
        shelf = self.ledger.shelf("feeds", lazy=True)
        # All in one row: for thousands of texts it is read in a moment, and none is looked for.
        known = shelf.get("sizes", self._written_by) or {}
        found = {each: known.get(each.key) or self._press.size(each) for each in notices}
        state = {each.key: size for each, size in found.items()}
        if state != known:
            shelf.put("sizes", self._written_by, state)
        return {each: size for each, size in found.items() if size > LIMIT}

    def files(self, sheets: Iterable[Sheet]) -> Iterator[tuple[str, bytes]]:
        """The files of all sheets, by their path in the site."""
        known, missing = self.ledger.shelf("feeds", lazy=True), list[Sheet]()
        for sheet in sheets:
            found = known.get(sheet.path, sheet.key(self._written_by))
            if found is None:
                missing.append(sheet)
            else:
                yield from found.items()
        for sheet, made in self._press.files(missing) if missing else ():
            known.put(sheet.path, sheet.key(self._written_by), made)
            yield from made.items()

    def opml(self, topics: Sequence[Topic]) -> bytes:
        """The list of all feeds."""
        known = self.ledger.shelf("feeds", lazy=True)
        state = key(self._written_by, [replace(each, matter=()) for each in topics])
        found = known.get(OPML, state)
        if found is None:
            from waypost.feeds import opml

            found = opml.document(topics, self.site, self.journal.settings)
            known.put(OPML, state, found)
        return found

    @cached_property
    def _written_by(self) -> bytes:
        return key(self.main, self.site)

    @cached_property
    def _press(self) -> "Press":
        from waypost.feeds.items import Items
        from waypost.feeds.press import Press

        items = Items(self.journal, self.language, self.site, self.contents)
        return Press(items, self.site, self.main)


def _feed(topic: Topic, journal: Journal, site: Site) -> Feed:
    """The feed of a topic, without its items."""
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
        items=(),
    )


def _id(journal: Journal, name: str) -> str:
    return tag_uri(journal.settings.authority, name)
