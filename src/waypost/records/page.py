"""Any other page of the author's."""

from waypost.fields import Fields, read_fields
from waypost.fields.values import Drawer, OldAddresses, Text, Words
from waypost.problems import Problem
from waypost.records.entry import EntryFields
from waypost.sources import Source

_OF_ENTRIES = frozenset(EntryFields.model_fields)


class SearchFields(Fields):
    """Whether and how much a page counts in search."""

    exclude: bool = False
    """`true` keeps the page out of the search."""

    boost: float | None = None
    """How much more it counts than other pages: `2` puts it higher, `0.5` lower."""


class PageFields(Fields):
    """The front matter of any other page of the author's: what the theme can do with it."""

    title: Text | None = None
    """What the page is called. Without it, the first heading is its title."""

    description: Text | None = None
    """One sentence for search engines and previews."""

    hide: Words = ()
    """What not to show beside it: `[toc]`, the table of contents."""

    tags: Words = ()
    """Words of your own under which the page is found."""

    search: SearchFields | None = None
    """Whether and how high search finds it: `{exclude: true}`."""

    redirect_from: OldAddresses = ()
    """Addresses that the page had before, as in an entry."""

    extra: Drawer = None


def read_page(source: Source) -> tuple[PageFields | None, list[Problem]]:
    """What any other page says of itself."""
    misplaced = [
        name for name in source.front if name not in PageFields.model_fields and name in _OF_ENTRIES
    ]
    if misplaced:
        what = "This is a field of entries, and this page is none."
        cure = "Move the file into docs/entries/, or take the field out."
        return None, [source.problem((name,), what, cure) for name in misplaced]
    return read_fields(PageFields, source, {"uri": source.uri})
