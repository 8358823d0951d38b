"""The archive: every entry, in full, in documents that follow each other (RFC 5005).

A page holds as many entries as any other and is written once it is full, so that new entries move
none; what is not on a page yet stands in the feed that leads to them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from waypost.feeds import atom
from waypost.feeds.generator import Elements
from waypost.feeds.model import NEWEST, Feed, Item
from waypost.permalinks import Site
from waypost.topics import ARCHIVE

# No more than the newest, so that any feed with those can lead to the pages.
_PER_PAGE = NEWEST


@dataclass(frozen=True)
class Archive:
    """The feed of every entry; its items newest first."""

    feed: Feed
    site: Site

    @property
    def pages(self) -> int:
        """How many full pages there are; a single one would have no other to lead to."""
        full = len(self.feed.items) // _PER_PAGE
        return full if full > 1 else 0

    def leads_from(self, feed: Feed) -> Mapping[str, str]:
        """The link from a feed of the newest items to the pages, if it holds all that they lack."""
        missing = len(self.feed.items) - self.pages * _PER_PAGE
        if not self.pages or len(feed.items) < missing:
            return {}
        return {"prev-archive": self._url(self.pages)}

    def documents(self, known: Elements) -> Iterator[tuple[str, bytes]]:
        """Every document by its path in the site."""
        items = self.feed.items
        newest = replace(self.feed, items=items[:NEWEST] if self.pages else items)
        current, last = self.site.url(ARCHIVE), self._url(1)
        ways = dict(self.leads_from(newest))
        if self.pages:
            ways |= {"next": self._url(self.pages), "first": current, "last": last}
        yield ARCHIVE, atom.document(newest, current, known, ways)
        for number in range(1, self.pages + 1):
            feed = replace(self.feed, items=self._page(number))
            ways = {"current": current, "first": current, "last": last}
            ways["previous"] = current
            if number < self.pages:
                ways["next-archive"] = ways["previous"] = self._url(number + 1)
            if number > 1:
                ways["prev-archive"] = ways["next"] = self._url(number - 1)
            document = atom.document(feed, self._url(number), known, ways, is_archive=True)
            yield _path(number), document

    def _page(self, number: int) -> Sequence[Item]:
        """The items of a page, newest first; the first page has the oldest."""
        end = len(self.feed.items) - (number - 1) * _PER_PAGE
        return self.feed.items[end - _PER_PAGE : end]

    def _url(self, number: int) -> str:
        return self.site.url(_path(number))


def _path(number: int) -> str:
    return f"archive/{number}.xml"
