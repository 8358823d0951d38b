"""The archive: every entry, in full, in documents that follow each other (RFC 5005).

A page holds as many entries as any other and is written once it is full, so that new entries move
none; what is not on a page yet stands in the feed that leads to them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from waypost.feeds.model import NEWEST, Feed
from waypost.feeds.notices import Notice
from waypost.feeds.sheets import Sheet
from waypost.permalinks import Site
from waypost.topics import ARCHIVE

# No more than the newest, so that any feed with those can lead to the pages.
_PER_PAGE = NEWEST


@dataclass(frozen=True)
class Archive:
    """Every entry, newest first."""

    notices: Sequence[Notice]
    site: Site

    @property
    def pages(self) -> int:
        """How many full pages there are; a single one would have no other to lead to."""
        full = len(self.notices) // _PER_PAGE
        return full if full > 1 else 0

    @property
    def missing(self) -> int:
        """How many of the newest entries are on no page yet."""
        return len(self.notices) - self.pages * _PER_PAGE

    @property
    def older(self) -> Mapping[str, str]:
        """The link to the pages from a feed that has what they lack."""
        return {"prev-archive": self._url(self.pages)} if self.pages else {}

    def sheets(self, feed: Feed) -> Iterator[Sheet]:
        """Every document, the one that leads to the others first."""
        newest = self.notices[:NEWEST] if self.pages else self.notices
        current, last = self.site.url(ARCHIVE), self._url(1)
        ways = dict(self.older)
        if self.pages:
            ways |= {"next": self._url(self.pages), "first": current, "last": last}
        yield Sheet(ARCHIVE, feed, newest, ways, form="current")
        for number in range(1, self.pages + 1):
            ways = {"current": current, "first": current, "last": last}
            ways["previous"] = current
            if number < self.pages:
                ways["next-archive"] = ways["previous"] = self._url(number + 1)
            if number > 1:
                ways["prev-archive"] = ways["next"] = self._url(number - 1)
            yield Sheet(_path(number), feed, self._page(number), ways, form="page")

    def _page(self, number: int) -> Sequence[Notice]:
        """The entries of a page, newest first; the first page has the oldest."""
        end = len(self.notices) - (number - 1) * _PER_PAGE
        return self.notices[end - _PER_PAGE : end]

    def _url(self, number: int) -> str:
        return self.site.url(_path(number))


def _path(number: int) -> str:
    return f"archive/{number}.xml"
