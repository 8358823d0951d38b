"""One feed model, whatever the format: what a feed and its items say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from waypost.settings import Author, Licence

NEWEST = 20
"""How many items a feed holds."""

LIMIT = 512_000
"""How many bytes a feed has at most; only the archive may have more."""


FIGURES = 10
"""How many ways there are to write one moment: up to nine figures of a second, which is what
programs read."""


@dataclass(frozen=True)
class Category:
    """A stage, a barrier, or a tag of the author's; a scheme says whose word the id is."""

    id: str
    label: str
    scheme: str | None = None


@dataclass(frozen=True, eq=False)  # one is itself: each is made once
class Item:
    """What arrives at a reader: `summary` is plain text, `content` HTML with absolute addresses.

    `zeros` are the figures behind the second that Atom writes, so that no two items that change at
    one moment look like a slip.
    """

    id: str
    title: str
    url: str
    published: datetime
    updated: datetime
    summary: str
    content: str
    categories: tuple[Category, ...] = ()
    language: str | None = None
    image: str | None = None
    zeros: int = 0


@dataclass(frozen=True)
class Feed:
    """A feed, whatever its format: items newest first; `page` is the address of what it is about.

    `language` is that of the feed; an item that has another one says so. `hub` is where those who
    ask are told of changes (WebSub).
    """

    id: str
    title: str
    description: str
    page: str
    language: str
    author: Author
    licence: Licence | None
    hub: str | None
    items: Sequence[Item]

    @property
    def updated(self) -> datetime:
        """When the newest change to an item was made; a feed without items never changes."""
        return max((item.updated for item in self.items), default=datetime(2000, 1, 1, tzinfo=UTC))
