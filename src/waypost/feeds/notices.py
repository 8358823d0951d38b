"""What is known of an item before it is made: enough to tell whether it has to be."""

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from urllib.parse import quote

from waypost.feeds.model import FIGURES
from waypost.journal import Journal
from waypost.ledger import key
from waypost.permalinks import tag_uri
from waypost.records import Decision, Entry, Experiment, Record
from waypost.topics import Matter
from waypost.views.digests import Digest
from waypost.views.stretch import Stretch


@dataclass(frozen=True, eq=False)  # one is itself: each stands for one item
class Notice:
    """An item that is to be told; `key` stands for all that it depends on.

    `image` is a path in the site. `told` is what a digest has to tell. `is_short` says that the
    item is too long for a feed, which gets its beginning. `zeros` are the figures behind the second
    by which Atom tells two items of one moment apart.
    """

    matter: Matter
    id: str
    published: datetime
    updated: datetime
    key: bytes
    image: str = ""
    told: Stretch | None = None
    is_short: bool = False
    zeros: int = 0

    @property
    def state(self) -> tuple[bytes, bool, int]:
        """All that a feed with this item depends on."""
        return self.key, self.is_short, self.zeros


@dataclass(frozen=True)
class Notices:
    """The notices of a journal, each made once for all the feeds that the item stands in.

    `digests` stands for the finished HTML of each entry's text, by source path: what has none there
    has no page, and is no item.
    """

    journal: Journal
    digests: Mapping[str, bytes]
    now: datetime
    copied: Mapping[str, str]

    def of(self, matter: Iterable[Matter]) -> Sequence[Notice]:
        """The notices of what there is to tell, in its order."""
        return [
            self._digest(each) if isinstance(each, Digest) else self.record(each)
            for each in matter
            if isinstance(each, Digest) or each.uri in self.digests
        ]

    def record(self, record: Entry | Decision | Experiment) -> Notice:
        """The notice of an entry, a decision or an experiment."""
        if record.uri not in self._known:
            self._known[record.uri] = self._record(record)
        return self._known[record.uri]

    def _record(self, record: Entry | Decision | Experiment) -> Notice:
        image = self._image(record) if isinstance(record, Entry) else ""
        published = updated = _in_minutes(record.published)
        since = changed = published.isoformat()
        if record.updated is not record.published:
            updated = _in_minutes(record.updated)
            changed = updated.isoformat()
        digest = self.digests[record.uri]
        known = key(_front(record), digest, record.id, since, changed, image)
        return Notice(record, record.id, published, updated, known, image)

    def _image(self, entry: Entry) -> str:
        image = entry.fields.image
        if not image:
            return ""
        within = posixpath.normpath(posixpath.join(posixpath.dirname(entry.uri), image))
        return quote(self.copied.get(within, within))

    def _digest(self, digest: Digest) -> Notice:
        if digest.uri not in self._known:
            told = digest.told(self.journal, self.now)
            there = [each for each in told.entries if each.uri in self.digests]
            told = replace(told, entries=there)
            changed = (entry.updated for entry in digest.entries if entry.is_corrected)
            self._known[digest.uri] = Notice(
                digest,
                tag_uri(self.journal.settings.authority, f"digest/{digest.name}"),
                _in_minutes(digest.over),
                _in_minutes(max([digest.over, *changed])),
                key(digest.name, [each.title for each in digest.entries], self._told(told)),
                told=told,
            )
        return self._known[digest.uri]

    def _told(self, told: Stretch) -> object:
        """All that what is told of a stretch depends on, each record with what is read of it."""
        status = self.journal.relations.status_of
        return (
            str(told.first),
            str(told.last),
            [self.record(each).key for each in told.entries],
            [(_front(each), status(each)) for each in told.decided],
            [_front(each) for each in told.outcomes],
            [_front(each) for each in told.begun],
            [_front(each) for each in told.judged],
            [
                (
                    _front(each.key_result),
                    each.first.value,
                    each.last.value,
                    each.last is each.first,
                )
                for each in told.measured
            ],
            [(term.id, count) for term, count in told.barriers],
        )

    @cached_property
    def _known(self) -> dict[str, Notice]:
        return {}


def told_apart(notices: Iterable[Notice]) -> dict[Notice, Notice]:
    """Each notice with as many zeros as it takes to be of another moment, for who takes the same
    text for a slip.

    RFC 3339, 5.6, allows a fraction of a second of any length. The oldest item goes without.
    """
    found: dict[Notice, Notice] = {}
    seen: dict[str, int] = {}
    for each in sorted(notices, key=lambda each: (each.published, each.id)):
        text = each.updated.isoformat()
        zeros = seen.get(text, 0)
        seen[text] = min(zeros + 1, FIGURES - 1)
        found[each] = replace(each, zeros=zeros) if zeros else each
    return found


def _front(record: Record) -> tuple[str, bytes | str]:  # type: ignore[type-arg]
    """What stands for a record's fields: its file."""
    return record.uri, record.source.digest or record.source.text


def _in_minutes(moment: datetime) -> datetime:
    """A moment in a zone that RFC 3339 can name: some of long ago were minutes and seconds off."""
    offset = moment.utcoffset() or timedelta()
    return moment if offset % timedelta(minutes=1) == timedelta() else moment.astimezone(UTC)
