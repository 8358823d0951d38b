"""The author's own tags, each with what bears it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from waypost.journal import Journal
from waypost.records import Entry
from waypost.sources import FIRST_HEADING

TAGS = "tags.md"
"""The page that lists them."""


@dataclass(frozen=True)
class Tagged:
    """An entry, or a page that is no record, under a tag."""

    uri: str
    title: str
    entry: Entry | None = None


@dataclass(frozen=True)
class Tag:
    """A tag as it is written, its place on the page of all tags, and what bears it, by title."""

    name: str
    anchor: str
    tagged: Sequence[Tagged]


def tags(journal: Journal, _: datetime) -> Mapping[str, Tag]:
    """The tags of a journal by name, in the order of the alphabet."""
    found: dict[str, list[Tagged]] = defaultdict(list)
    for entry in journal.entries:
        for name in dict.fromkeys(entry.fields.tags):
            found[name].append(Tagged(entry.uri, entry.title, entry))
    for uri, fields in journal.pages.items():
        for name in dict.fromkeys(fields.tags):
            found[name].append(Tagged(uri, page_title(journal, uri)))
    # Imported here: most who know of tags do not list them.
    from markdown.extensions.toc import slugify, unique

    taken: set[str] = set()
    return {
        name: Tag(name, f"tag:{unique(slugify(name, '-'), taken)}", sorted(found[name], key=_order))
        for name in sorted(found, key=lambda name: (name.casefold(), name))
    }


def page_title(journal: Journal, uri: str) -> str:
    """What a page that is no record is called, as far as its file says so."""
    if title := journal.pages[uri].title:
        return title
    heading = FIRST_HEADING.match(journal.sources[uri].body)
    return (heading[1] or heading[2]) if heading else PurePosixPath(uri).stem


def _order(each: Tagged) -> tuple[str, str]:
    return each.title.casefold(), each.uri
