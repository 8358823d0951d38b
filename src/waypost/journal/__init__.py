"""All records together; the only place that follows a reference."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from waypost.journal.relations import Relations
from waypost.records import Decision, Entry, Experiment, Goal, KeyResult, PageFields, Phase
from waypost.settings import Settings
from waypost.sources import Source
from waypost.weeks import Week


@dataclass(frozen=True)
class Journal:
    """What the author wrote, in order.

    `entries` are those that readers may see, oldest first; `withdrawn` were public once; `held` are
    drafts, and entries and decisions whose time has not come. `goals` go from the organisation down
    to the channel. `pages` are the author's other pages, by path. `sources` are all her files, also
    those that could not be read as a record.
    """

    settings: Settings
    entries: tuple[Entry, ...] = ()
    phases: tuple[Phase, ...] = ()
    decisions: tuple[Decision, ...] = ()
    experiments: tuple[Experiment, ...] = ()
    goals: tuple[Goal, ...] = ()
    key_results: tuple[KeyResult, ...] = ()
    withdrawn: tuple[Entry, ...] = ()
    held: tuple[Entry | Decision, ...] = ()
    pages: Mapping[str, PageFields] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)

    def released(self, now: datetime) -> "Journal":
        """The journal as the public may see it at a moment; released again, it is the same."""
        written = (*self.entries, *self.withdrawn)
        entries = [
            _as_of(entry, now) for entry in written if entry.is_due(now) and not entry.is_draft
        ]
        decisions = [
            _as_of(each, now)
            for each in self.decisions
            if each.published <= now and not each.is_unwritten
        ]
        due: list[Entry | Decision] = [*entries, *decisions]
        both: list[Entry | Decision] = [*written, *self.decisions, *self.held]
        shown = {each.uri for each in due}
        return replace(
            self,
            entries=tuple(entry for entry in entries if not entry.is_withdrawn),
            withdrawn=tuple(entry for entry in entries if entry.is_withdrawn),
            decisions=tuple(decisions),
            experiments=tuple(_as_of(each, now) for each in self.experiments),
            held=tuple({each.uri: each for each in both if each.uri not in shown}.values()),
        )

    def previewed(self) -> "Journal":
        """The journal as the author sees it while she writes: with what is held, marked."""
        return replace(
            self,
            entries=tuple(entry for entry in self.entries if not entry.is_withdrawn),
            withdrawn=tuple(entry for entry in self.entries if entry.is_withdrawn),
        )

    @cached_property
    def relations(self) -> Relations:
        """What the records have to do with each other, seen from the other side."""
        return Relations(
            self.entries, self.phases, self.decisions, self.experiments, self.key_results
        )

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {entry.uri: position for position, entry in enumerate(self.entries)}

    @cached_property
    def _by_term(self) -> Mapping[tuple[str, str], Sequence[Entry]]:
        found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for kind, term in _terms(entry):
                found[kind, term].append(entry)
        return found

    @cached_property
    def _by_phase(self) -> Mapping[str, Sequence[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if phase := self.phase_of(entry):
                found[phase.uri].append(entry)
        return found

    @cached_property
    def by_week(self) -> Mapping[Week, Sequence[Entry]]:
        """The entries of each week that has any."""
        found: dict[Week, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            found[entry.week].append(entry)
        return found

    def entry(self, uri: str) -> Entry | None:
        """The entry that readers see at a source path."""
        position = self._positions.get(uri)
        return None if position is None else self.entries[position]

    def phase(self, uri: str) -> Phase | None:
        """The phase with a source path."""
        return next((phase for phase in self.phases if phase.uri == uri), None)

    def gone(self, uri: str) -> Entry | None:
        """The withdrawn entry with a source path."""
        return next((entry for entry in self.withdrawn if entry.uri == uri), None)

    @cached_property
    def _judged(self) -> Mapping[str, Decision | Experiment]:
        return {each.uri: each for each in self.judgements}

    @property
    def judgements(self) -> Sequence[Decision | Experiment]:
        """Decisions and experiments."""
        return [*self.decisions, *self.experiments]

    def judged(self, uri: str) -> Decision | Experiment | None:
        """The decision or the experiment with a source path."""
        return self._judged.get(uri)

    @property
    def aims(self) -> Sequence[Goal | KeyResult]:
        """Goals and key results."""
        return [*self.goals, *self.key_results]

    @cached_property
    def _aims(self) -> Mapping[str, Goal | KeyResult]:
        return {each.uri: each for each in self.aims}

    def aim(self, uri: str) -> Goal | KeyResult | None:
        """The goal or the key result with a source path."""
        return self._aims.get(uri)

    def goal(self, name: str | None) -> Goal | None:
        """The goal with a name."""
        return next((goal for goal in self.goals if goal.name == name), None)

    def goals_beneath(self, goal: Goal) -> Sequence[Goal]:
        """The goals that serve a goal."""
        return [each for each in self.goals if each.fields.parent == goal.name]

    def key_results_of(self, goal: Goal) -> Sequence[KeyResult]:
        """What a goal is measured by."""
        return [each for each in self.key_results if each.fields.goal == goal.name]

    def before(self, entry: Entry) -> Entry | None:
        """The entry before one that readers see."""
        position = self._positions[entry.uri]
        return self.entries[position - 1] if position else None

    def after(self, entry: Entry) -> Entry | None:
        """The entry after one that readers see."""
        position = self._positions[entry.uri] + 1
        return self.entries[position] if position < len(self.entries) else None

    def phase_of(self, entry: Entry) -> Phase | None:
        """The phase in which an entry's week lies; at the seam of two, the one that begins."""
        touching = [phase for phase in self.phases if phase.touches(entry.week)]
        return touching[-1] if touching else None

    def entries_in(self, phase: Phase) -> Sequence[Entry]:
        """The entries of a phase, oldest first."""
        return self._by_phase.get(phase.uri, ())

    def entries_with(self, kind: str, term: str) -> Sequence[Entry]:
        """The entries with a stage, barrier, belief or task, oldest first."""
        return self._by_term.get((kind, term), ())

    @property
    def years(self) -> Sequence[int]:
        """The years that have entries, oldest first."""
        return sorted({entry.week.year for entry in self.entries})


Dated = TypeVar("Dated", Entry, Decision, Experiment)


def _as_of(record: Dated, now: datetime) -> Dated:
    """A record without a correction that is not due yet."""
    return replace(record, updated=record.published) if record.updated > now else record


def _terms(entry: Entry) -> Iterator[tuple[str, str]]:
    fields = entry.fields
    if fields.stage:
        yield "stage", fields.stage
    for kind, terms in (
        ("barrier", fields.barriers),
        ("belief", fields.beliefs),
        ("task", fields.tasks),
    ):
        for term in dict.fromkeys(terms):
            yield kind, term
