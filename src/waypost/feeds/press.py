"""Sheets become files. It is imported only where one has to be written: it takes a while to load.

Every feed is parsed again before it goes out, and holds every item.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from waypost.feeds import atom, formats
from waypost.feeds.formats import Formats
from waypost.feeds.items import Items
from waypost.feeds.model import Feed
from waypost.feeds.notices import Notice
from waypost.feeds.sheets import Sheet
from waypost.permalinks import Site


@dataclass(frozen=True)
class Press:
    """What writes the feeds of a site; `main` is that of the journal as a whole."""

    items: Items
    site: Site
    main: Feed

    def size(self, notice: Notice) -> int:
        """The bytes of a feed that holds an item alone; fewer where that is far from too many."""
        return formats.size(self.main, self.items.item(notice))

    def files(self, sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, dict[str, bytes]]]:
        """Each sheet with its files, by their path in the site."""
        filled = [(each, self.items.of(each.notices)) for each in sheets]
        in_feeds = [item for sheet, items in filled if sheet.form == "feed" for item in items]
        in_archive = [item for sheet, items in filled if sheet.form != "feed" for item in items]
        known = Formats.of(self.main, in_feeds, in_archive)
        for sheet, items in filled:
            feed, url = replace(sheet.feed, items=items), self.site.url(sheet.path)
            if sheet.form == "feed":
                found = known.files(feed, url, sheet.ways, sheet.least)
                yield sheet, {f"{unquote(sheet.path)}{name}": data for name, data in found.items()}
            else:
                is_page = sheet.form == "page"
                document = atom.document(feed, url, known.atom, sheet.ways, is_archive=is_page)
                yield sheet, {sheet.path: document}
