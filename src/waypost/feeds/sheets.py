"""What is written, and kept from build to build, as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from waypost.feeds.model import Feed
from waypost.feeds.notices import Notice
from waypost.ledger import key


@dataclass(frozen=True)
class Sheet:
    """A feed in every format, or a document of the archive, before its items are made.

    `path` is where a document lies in the site, or beneath what a feed does. `ways` lead to other
    parts of the same feed, by relation (RFC 5005); a feed with fewer than `least` items, because
    more would be too long, leads nowhere. Of a `page` of the archive nothing ever leaves.
    """

    path: str
    feed: Feed
    notices: Sequence[Notice]
    ways: Mapping[str, str] = field(default_factory=dict)
    least: int = 0
    form: Literal["feed", "current", "page"] = "feed"

    def key(self, written_by: bytes) -> bytes:
        """What stands for all that its files depend on, beside who writes its items."""
        states = [each.state for each in self.notices]
        return key(written_by, self.path, self.feed, states, self.ways, self.least, self.form)
