"""What refers to what, seen from the other side: derived, and written nowhere."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import unquote

from waypost.records import (
    Decision,
    Deliverable,
    Entry,
    Experiment,
    Goal,
    KeyResult,
    Phase,
    Record,
    Status,
)
from waypost.sources import Source, outside_code
from waypost.weeks import Week

Judged = TypeVar("Judged", Decision, Experiment)

_LINK = re.compile(r"\](?:\(\s*<?|:\s*<?)([^)\s>#?]+\.md)")


@dataclass(frozen=True)
class Reading:
    """What an entry says was measured of a key result, in the week that it tells about."""

    entry: Entry
    value: float | str

    @property
    def week(self) -> Week:
        """The week in which it was taken."""
        return self.entry.week


@dataclass(frozen=True)
class Relations:
    """What the records of a journal have to do with each other."""

    entries: Sequence[Entry]
    phases: Sequence[Phase]
    decisions: Sequence[Decision]
    experiments: Sequence[Experiment]
    key_results: Sequence[KeyResult]

    def decision(self, name: str | None) -> Decision | None:
        """The decision with a name or an id."""
        return self._decisions.get(name or "")

    def key_result(self, name: str | None) -> KeyResult | None:
        """The key result with a name."""
        return self._key_results.get(name or "")

    def replaces(self, decision: Decision) -> Sequence[Decision]:
        """The decisions that one names as replaced by itself, oldest first."""
        named = [self.decision(name) for name in decision.fields.supersedes]
        uris = {each.uri for each in named if each and each is not decision}
        return [each for each in self.decisions if each.uri in uris]

    def replaced_by(self, decision: Decision) -> Sequence[Decision]:
        """The decisions that replace one, oldest first: a mere proposal replaces nothing."""
        return self._replacing.get(decision.uri, ())

    def status_of(self, decision: Decision) -> Status:
        """The status of a decision, which another one may have changed."""
        return "superseded" if self.replaced_by(decision) else decision.fields.status

    def decided_in(self, week: Week) -> Sequence[Decision]:
        """The decisions of a week."""
        return self._by_week.get(week, ())

    def begun_in(self, week: Week) -> Sequence[Experiment]:
        """The experiments whose first day lies in a week."""
        return self._begun.get(week, ())

    def ended_in(self, week: Week) -> Sequence[Experiment]:
        """The experiments whose last day lies in a week."""
        return self._ended.get(week, ())

    def leading_to(self, decision: Decision) -> Sequence[Experiment]:
        """The experiments that a decision followed from."""
        return [e for e in self.experiments if self.decision(e.fields.decision) is decision]

    def mentions(self, record: Record[Any]) -> Sequence[Entry]:
        """The entries whose text has a link to a record, oldest first."""
        return self._mentions.get(record.uri, ())

    def mentioned_in(self, entry: Entry) -> frozenset[str]:
        """The source paths of the pages that an entry's text has a link to."""
        return self._links[entry.uri]

    def series(self, key_result: KeyResult) -> Sequence[Reading]:
        """The readings of a key result, oldest first; of two in a week the later entry's counts."""
        return self._series.get(key_result.name, ())

    def serving(self, goal: Goal) -> Sequence[Entry | Phase | Decision]:
        """Phases, decisions and entries that name a goal, in this order, each oldest first."""
        every: list[Entry | Phase | Decision] = [*self.phases, *self.decisions, *self.entries]
        return [each for each in every if goal.name in each.fields.goals]

    def experiments_on(self, key_result: KeyResult) -> Sequence[Experiment]:
        """The experiments that were meant to move a key result."""
        return [each for each in self.experiments if each.fields.key_result == key_result.name]

    def deliverables_for(self, key_result: KeyResult) -> Sequence[tuple[Phase, Deliverable]]:
        """The deliverables that serve a key result, with their phases."""
        return [pair for pair in self.deliverables if pair[1].key_result == key_result.name]

    @cached_property
    def deliverables(self) -> Sequence[tuple[Phase, Deliverable]]:
        """What all phases are to make, each with its phase, in their order."""
        return [(phase, each) for phase in self.phases for each in phase.fields.deliverables]

    @cached_property
    def _decisions(self) -> Mapping[str, Decision]:
        by_id = {each.id: each for each in self.decisions}
        return by_id | {each.name: each for each in self.decisions}

    @cached_property
    def _key_results(self) -> Mapping[str, KeyResult]:
        return {each.name: each for each in self.key_results}

    @cached_property
    def _replacing(self) -> Mapping[str, Sequence[Decision]]:
        found: dict[str, list[Decision]] = defaultdict(list)
        for decision in self.decisions:
            if decision.fields.status in ("proposed", "rejected") or decision.is_unwritten:
                continue  # nothing is replaced by what nobody has decided
            for each in self.replaces(decision):
                found[each.uri].append(decision)
        return found

    @cached_property
    def _by_week(self) -> Mapping[Week, Sequence[Decision]]:
        return _by_week(self.decisions, lambda decision: decision.date)

    @cached_property
    def _begun(self) -> Mapping[Week, Sequence[Experiment]]:
        return _by_week(self.experiments, lambda experiment: experiment.fields.starts)

    @cached_property
    def _ended(self) -> Mapping[Week, Sequence[Experiment]]:
        return _by_week(self.experiments, lambda experiment: experiment.fields.ends)

    @cached_property
    def _links(self) -> Mapping[str, frozenset[str]]:
        return {
            entry.uri: linked(entry.source) if entry.source.links is None else entry.source.links
            for entry in self.entries
        }

    @cached_property
    def _mentions(self) -> Mapping[str, Sequence[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for uri in sorted(self._links[entry.uri]):
                found[uri].append(entry)
        return found

    @cached_property
    def _series(self) -> Mapping[str, Sequence[Reading]]:
        return readings_of(self.entries)


def readings_of(entries: Iterable[Entry]) -> Mapping[str, Sequence[Reading]]:
    """What entries say of each key result, by its name, oldest first.

    Of two entries of a week the one that appeared later counts.
    """
    found: dict[str, dict[Week, Reading]] = defaultdict(dict)
    for entry in sorted(entries, key=lambda each: each.order):
        for name, value in entry.fields.readings.items():
            found[name][entry.week] = Reading(entry, value)
    return {name: list(readings.values()) for name, readings in found.items()}


def _by_week(
    records: Iterable[Judged], day: Callable[[Judged], date]
) -> Mapping[Week, Sequence[Judged]]:
    found: dict[Week, list[Judged]] = defaultdict(list)
    for record in records:
        found[Week.of(day(record))].append(record)
    return found


def linked(source: Source) -> frozenset[str]:
    """Where the links of a text lead, as source paths; code shows none."""
    body, folder = source.body, posixpath.dirname(source.uri)
    found = outside_code(body, _LINK.finditer(body)) if ".md" in body else ()
    return frozenset(
        posixpath.normpath(posixpath.join(folder, unquote(match[1]))) for match in found
    )
