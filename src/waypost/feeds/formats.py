"""Items written once in each format, for all the feeds that they stand in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from waypost.feeds import atom, json_feed, rss
from waypost.feeds.generator import Elements
from waypost.feeds.model import LIMIT, Feed, Item
from waypost.topics import ATOM, JSON, RSS

# No format makes more bytes of one than this: & becomes &amp;, and that once more in a title.
_GROWTH = 9


@dataclass(frozen=True)
class Formats:
    """The items that a format has elements for; JSON Feed needs none."""

    rss: Elements
    atom: Elements

    @classmethod
    def of(cls, feed: Feed, items: Sequence[Item], archived: Sequence[Item] = ()) -> Self:
        """Items in every format; `archived` are wanted in Atom alone. `feed` says who writes."""
        in_all = list(dict.fromkeys(items))
        in_atom = list(dict.fromkeys([*in_all, *archived]))
        return cls(rss=rss.items(feed, in_all), atom=atom.items(feed, in_atom))

    def files(
        self, feed: Feed, base: str, ways: Mapping[str, str] | None = None, least: int = 0
    ) -> dict[str, bytes]:
        """A feed in every format by the name of the file, all beneath one address.

        It holds as many of the feed's items as fit into its size in all formats, but at least one.
        With `least` of them or more it leads to other parts of it, by relation.
        """
        while True:
            found_ways = ways if len(feed.items) >= least else None
            found = {
                RSS.name: rss.document(feed, base + RSS.name, self.rss),
                ATOM.name: atom.document(feed, base + ATOM.name, self.atom, found_ways),
                JSON.name: json_feed.document(feed, base + JSON.name),
            }
            if len(feed.items) < 2 or max(map(len, found.values())) <= LIMIT:
                return found
            feed = replace(feed, items=feed.items[:-1])


def size(feed: Feed, item: Item) -> int:
    """The bytes of a feed that holds an item alone; fewer where that is far from too many."""
    least = len(item.content.encode()) + len(item.title.encode()) + len(item.summary.encode())
    if least * _GROWTH < LIMIT:
        return least
    alone = replace(feed, items=[item])
    return max(map(len, Formats.of(feed, [item]).files(alone, feed.page).values()))
