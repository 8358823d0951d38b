"""What else there is to read beside an entry, and why."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from waypost.journal import Journal
from waypost.records import Entry
from waypost.weeks import Week

_MOST = 3
_WORTHWHILE = 3
# What more than a quarter of all entries share, and more than so many, relates none of them: a key
# result that is read every week, a tag on everything.
_COMMON = 5
# Of the many entries that share one thing with an entry, the nearest in time on either side are
# looked at: the best of them are among these, and the cost of a journal grows with its length only.
_NEAREST = 8


class Why(StrEnum):
    """What two entries share, the strongest first."""

    DECISION = "decision"
    KEY_RESULT = "key result"
    PLACE = "place"
    BARRIER = "barrier"
    TAG = "tag"


_WEIGHTS = {Why.DECISION: 5, Why.KEY_RESULT: 3, Why.PLACE: 3, Why.BARRIER: 1, Why.TAG: 1}


class Shared(NamedTuple):
    """Something that two entries share.

    `name` is the path of a decision, the name of a key result, the id of a barrier, or a tag.
    `stage` is that in which both met the barrier, if it is the same.
    """

    why: Why
    name: str
    stage: str = ""


@dataclass(frozen=True)
class Related:
    """An entry that is related to another, how much, and what they share, the strongest first."""

    entry: Entry
    strength: int
    shared: Sequence[Shared]


@dataclass(frozen=True)
class Kinship:
    """Which entries of a journal are related, looked up in an index that is made once."""

    journal: Journal
    _found: dict[str, Sequence[Related]] = field(default_factory=dict, repr=False, compare=False)

    def related(self, entry: Entry) -> Sequence[Related]:
        """The entries that share most with an entry, best first, three at most.

        Of two that share as much the nearer in time comes first. The entries right before and after
        it, to which its page leads anyway, count only if nobody else does.
        """
        if entry.uri not in self._found:
            self._found[entry.uri] = self._best(entry)
        return self._found[entry.uri]

    def _best(self, entry: Entry) -> Sequence[Related]:
        beside = [self.journal.before(entry), self.journal.after(entry)]
        entries, own = self.journal.entries, self._position[entry.uri]
        found = [(at, strength) for at in self.near(entry) if (strength := self._tie(own, at))]
        others = [each for each in found if all(entries[each[0]] is not other for other in beside)]
        best = sorted(
            others or found, key=lambda each: _rank(entries[each[0]], each[1], entry.week)
        )[:_MOST]
        return [Related(entries[at], strength, self._shared(own, at)) for at, strength in best]

    def near(self, entry: Entry) -> set[int]:
        """The positions of entries near an entry that share anything with it."""
        own, near = self._position[entry.uri], set[int]()
        for each in self._traits[own]:
            sharing = self._sharing.get(each, ())
            place = bisect_left(sharing, own)
            near.update(sharing[max(0, place - _NEAREST) : place + _NEAREST + 1])
        near.discard(own)
        return near

    def _tie(self, one: int, other: int) -> int:
        """How much two entries share; 0 where that is not worth while."""
        common = self._uncommon[one] & self._uncommon[other]
        if common not in self._strengths:
            strength = _strength(_in_common(common))
            self._strengths[common] = strength if strength >= _WORTHWHILE else 0
        return self._strengths[common]

    def _shared(self, one: int, other: int) -> Sequence[Shared]:
        common = self._uncommon[one] & self._uncommon[other]
        return _in_common([each for each in self._traits[one] if each in common])

    @cached_property
    def _uncommon(self) -> Sequence[frozenset[Shared]]:
        """What each entry shares with another, and not with most."""
        return [frozenset(each.keys() & self._sharing.keys()) for each in self._traits]

    @cached_property
    def _strengths(self) -> dict[frozenset[Shared], int]:
        """How much all that is which two entries share: of these there are far fewer than pairs."""
        return {}

    @cached_property
    def _position(self) -> Mapping[str, int]:
        return {entry.uri: position for position, entry in enumerate(self.journal.entries)}

    @cached_property
    def _traits(self) -> Sequence[Mapping[Shared, None]]:
        """What each entry could share with another, the strongest first."""
        return [dict.fromkeys(self._of(entry)) for entry in self.journal.entries]

    @cached_property
    def _sharing(self) -> Mapping[Shared, Sequence[int]]:
        """The positions of the entries that share something uncommon, in their order."""
        found: dict[Shared, list[int]] = defaultdict(list)
        for position, traits in enumerate(self._traits):
            for each in traits:
                found[each].append(position)
        most = max(_COMMON, len(self._traits) // 4)
        return {each: positions for each, positions in found.items() if len(positions) <= most}

    def _of(self, entry: Entry) -> Iterator[Shared]:
        relations, fields = self.journal.relations, entry.fields
        mentioned = self._decisions & relations.mentioned_in(entry)
        decided = (each.uri for each in relations.decided_in(entry.week))
        yield from (Shared(Why.DECISION, uri) for uri in chain(sorted(mentioned), decided))
        yield from (Shared(Why.KEY_RESULT, name) for name in fields.readings)
        for barrier in fields.barriers if fields.stage else ():
            yield Shared(Why.PLACE, barrier, fields.stage or "")
        yield from (Shared(Why.BARRIER, barrier) for barrier in fields.barriers)
        yield from (Shared(Why.TAG, tag) for tag in fields.tags)

    @cached_property
    def _decisions(self) -> frozenset[str]:
        return frozenset(each.uri for each in self.journal.decisions)


def _in_common(shared: Collection[Shared]) -> Sequence[Shared]:
    """What two share; a barrier met in the same stage counts as that, and not once more."""
    places = {each.name for each in shared if each.why is Why.PLACE}
    return [each for each in shared if each.why is not Why.BARRIER or each.name not in places]


def _strength(shared: Sequence[Shared]) -> int:
    """How much all that is; key results, of which many are read every week, count once."""
    found, has_measured = 0, False
    for why, _, _ in shared:
        found += 0 if why is Why.KEY_RESULT and has_measured else _WEIGHTS[why]
        has_measured = has_measured or why is Why.KEY_RESULT
    return found


def _rank(entry: Entry, strength: int, week: Week) -> tuple[int, int, str]:
    return -strength, abs(week.since(entry.week)), entry.uri
