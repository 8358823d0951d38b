"""Goals: what each is measured by and what serves it, and what serves none.

The chain is that of management by objectives (Drucker, The Practice of Management, 1954): a goal
of a channel serves one of marketing, and that one the organisation's.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from waypost.journal import Journal
from waypost.records import (
    Decision,
    Deliverable,
    Entry,
    Experiment,
    Goal,
    KeyResult,
    Phase,
)
from waypost.views.series import Progress, progress
from waypost.weeks import Week

_NEWEST = 5


@dataclass(frozen=True)
class Aim:
    """A goal or a key result with what serves it, each kind oldest first.

    `above` are the goals that it serves itself, the nearest first; `below` the goals that serve it.
    `results` measure it: a key result is measured by itself. Entries serve what they name, and what
    they have a reading of.
    """

    record: Goal | KeyResult
    above: Sequence[Goal]
    below: Sequence[Goal]
    results: Sequence[Progress]
    phases: Sequence[Phase]
    decisions: Sequence[Decision]
    deliverables: Sequence[tuple[Phase, Deliverable]]
    experiments: Sequence[Experiment]
    entries: Sequence[Entry]

    @property
    def has_work(self) -> bool:
        """Whether anything serves it that is no goal; a measure alone is no work."""
        lists = (self.phases, self.decisions, self.deliverables, self.experiments, self.entries)
        return any(lists)

    @property
    def is_served(self) -> bool:
        """Whether anything serves it."""
        return bool(self.below) or self.has_work

    @property
    def depth(self) -> int:
        """How many goals stand above it."""
        return len(self.above)


@dataclass(frozen=True)
class Astray:
    """What serves no goal: the newest of them, newest first, and how many more there are.

    What lies in a phase that names a goal serves that goal with its phase.
    """

    phases: Sequence[Phase]
    deliverables: Sequence[tuple[Phase, Deliverable]]
    decisions: Sequence[Decision]
    experiments: Sequence[Experiment]
    entries: Sequence[Entry]
    more: int

    def __bool__(self) -> bool:
        """Whether there is anything of the kind."""
        lists = (self.phases, self.deliverables, self.decisions, self.experiments, self.entries)
        return any(lists)


@dataclass(frozen=True)
class Goals:
    """The goals of a journal as a tree, each followed by those that serve it."""

    tree: Sequence[Aim]
    key_results: Mapping[str, Aim]
    astray: Astray

    @cached_property
    def _by_uri(self) -> Mapping[str, Aim]:
        return {each.record.uri: each for each in self.tree} | dict(self.key_results)

    def of(self, record: Goal | KeyResult) -> Aim:
        """What is known of a goal or a key result."""
        return self._by_uri[record.uri]

    @property
    def unserved(self) -> Sequence[Aim]:
        """The goals that nothing serves."""
        return [each for each in self.tree if not each.is_served]

    @property
    def unread(self) -> Sequence[Aim]:
        """The key results that were never measured."""
        return [each for each in self.key_results.values() if not each.results[0].readings]


def goals(journal: Journal, now: datetime) -> Goals:
    """The goals of a journal with what serves them at a moment."""
    readers = _readers(journal)
    results = {each.uri: progress(journal, each) for each in journal.key_results}
    chains = {goal.name: (goal, above) for goal, above in _chain(journal)}
    tree = [_goal(journal, goal, above, results, readers) for goal, above in chains.values()]
    chain = {name: [goal, *above] for name, (goal, above) in chains.items()}
    measured = {
        each.uri: _key_result(journal, each, chain.get(each.fields.goal, []), results, readers)
        for each in journal.key_results
    }
    return Goals(tree, measured, _astray(journal, now))


def _chain(journal: Journal) -> Iterator[tuple[Goal, Sequence[Goal]]]:
    """Every goal once, with those above it; one that serves itself stands at the top."""
    beneath: dict[str | None, list[Goal]] = defaultdict(list)
    for goal in journal.goals:
        beneath[goal.fields.parent].append(goal)
    names, seen = {each.name for each in journal.goals}, set[str]()

    def walk(goal: Goal, above: Sequence[Goal]) -> Iterator[tuple[Goal, Sequence[Goal]]]:
        if goal.uri in seen:
            return
        seen.add(goal.uri)
        yield goal, above
        for each in beneath[goal.name]:
            yield from walk(each, [goal, *above])

    for goal in journal.goals:
        if goal.fields.parent not in names:
            yield from walk(goal, [])
    for goal in journal.goals:
        yield from walk(goal, [])


def _readers(journal: Journal) -> Mapping[str, Sequence[Entry]]:
    """The entries that have a reading of each key result, by its name."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in journal.entries:
        for name in entry.fields.readings:
            found[name].append(entry)
    return found


def _goal(
    journal: Journal,
    goal: Goal,
    above: Sequence[Goal],
    results: Mapping[str, Progress],
    readers: Mapping[str, Sequence[Entry]],
) -> Aim:
    relations, own = journal.relations, journal.key_results_of(goal)
    serving = relations.serving(goal)
    entries = {each.uri for each in serving} | {e.uri for r in own for e in readers.get(r.name, ())}
    measures = {each.name for each in own}
    return Aim(
        record=goal,
        above=above,
        below=[each for each in journal.goals_beneath(goal) if each is not goal],
        results=[results[each.uri] for each in own],
        phases=[each for each in serving if isinstance(each, Phase)],
        decisions=[each for each in serving if isinstance(each, Decision)],
        deliverables=[pair for pair in relations.deliverables if pair[1].key_result in measures],
        experiments=[e for e in journal.experiments if e.fields.key_result in measures],
        entries=[each for each in journal.entries if each.uri in entries],
    )


def _key_result(
    journal: Journal,
    key_result: KeyResult,
    above: Sequence[Goal],
    results: Mapping[str, Progress],
    readers: Mapping[str, Sequence[Entry]],
) -> Aim:
    return Aim(
        record=key_result,
        above=above,
        below=(),
        results=[results[key_result.uri]],
        phases=(),
        decisions=(),
        deliverables=journal.relations.deliverables_for(key_result),
        experiments=journal.relations.experiments_on(key_result),
        entries=readers.get(key_result.name, ()),
    )


def _astray(journal: Journal, now: datetime) -> Astray:
    """What serves no goal, in a journal that has any."""
    if not journal.goals:
        return Astray((), (), (), (), (), 0)
    named = {each.name for each in journal.goals}
    measured = {each.name for each in journal.key_results}

    def serves(record: Phase | Decision | Entry) -> bool:
        return not named.isdisjoint(record.fields.goals)

    def lies_within(week: Week) -> bool:
        return any(serves(phase) for phase in journal.phases if phase.touches(week))

    def is_astray(entry: Entry) -> bool:
        phase = journal.phase_of(entry)
        is_served = serves(entry) or not measured.isdisjoint(entry.fields.readings)
        return not (is_served or (phase and serves(phase)))

    found = (
        [each for each in journal.phases if not serves(each)],
        [
            (phase, each)
            for phase, each in journal.relations.deliverables
            if not (serves(phase) or each.key_result in measured)
            and not (each.is_dropped(now) or each.is_left_out)
        ],
        [e for e in journal.decisions if not (serves(e) or lies_within(Week.of(e.date)))],
        [
            each
            for each in journal.experiments
            if each.fields.key_result not in measured
            and not lies_within(Week.of(each.fields.starts))
        ],
        [each for each in journal.entries if is_astray(each)],
    )
    phases, deliverables, decisions, experiments, entries = found
    return Astray(
        phases=phases[::-1][:_NEWEST],
        deliverables=deliverables[::-1][:_NEWEST],
        decisions=decisions[::-1][:_NEWEST],
        experiments=experiments[::-1][:_NEWEST],
        entries=entries[::-1][:_NEWEST],
        more=sum(max(0, len(each) - _NEWEST) for each in found),
    )
