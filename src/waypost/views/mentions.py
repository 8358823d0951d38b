"""Which entries speak of a record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from waypost.journal import Journal
from waypost.records import Entry, Record

_HANDFUL = 5


@dataclass(frozen=True)
class Mentions:
    """A handful of the entries that have a link to a record, newest first, and how many more."""

    entries: Sequence[Entry]
    more: int


def mentions(journal: Journal, record: Record[Any], besides: Collection[Entry] = ()) -> Mentions:
    """The entries whose text leads to a record, without some that are told of anyway."""
    told = {each.uri for each in besides}
    found = [each for each in journal.relations.mentions(record) if each.uri not in told]
    return Mentions(found[::-1][:_HANDFUL], max(0, len(found) - _HANDFUL))
