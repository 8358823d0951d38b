"""The decision log: what was decided, what became of it, and what is due for a second look.

Statuses are those of MADR. A decision that was replaced stays where it is and says by which one, as
Michael Nygard asks of decision records (Documenting Architecture Decisions, 2011).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import get_args

from waypost.journal import Journal
from waypost.records import Decision, Entry, Experiment, Goal, Outcome, Status
from waypost.views.due import awaits_a_second_look, is_to_be_seen_again, replaced_by_then
from waypost.views.experiments import led_to
from waypost.views.mentions import Mentions, mentions
from waypost.vocabulary import Term
from waypost.weeks import Week

_WORTH_A_FILTER = 4

Chain = Sequence[Sequence[Decision]]
"""Decisions that replaced one another, the nearest first; several in one step stand together."""


@dataclass(frozen=True)
class Told:
    """A decision as it stands at a moment.

    `look_on` is the day of a second look that is still to be taken, and `is_due` says that it has
    come; `outcome` is what readers may see of what became of it.
    """

    decision: Decision
    status: Status
    stage: Term | None
    look_on: date | None
    is_due: bool
    outcome: Outcome | None
    replaced_by: Chain
    replaces: Chain


@dataclass(frozen=True)
class DecisionLog:
    """Decisions that are due for a second look, longest first; then the others, newest first."""

    due: Sequence[Told]
    others: Sequence[Told]
    stages: Sequence[Term]

    @property
    def years(self) -> Sequence[tuple[int, Sequence[Told]]]:
        """Those that are not due, by their years."""
        by_year = groupby(self.others, key=lambda each: each.decision.date.year)
        return [(year, list(every)) for year, every in by_year]

    @property
    def every(self) -> Sequence[Told]:
        """All of them, in the order of the log."""
        return [*self.due, *self.others]

    @property
    def statuses(self) -> Sequence[Status]:
        """The statuses that occur, in MADR's order."""
        occurring = {each.status for each in self.every}
        return [status for status in get_args(Status) if status in occurring]

    @property
    def pairs(self) -> Collection[tuple[str, str | None]]:
        """The statuses that occur, each with a stage in which it does."""
        return {(each.status, each.stage.id if each.stage else None) for each in self.every}

    @property
    def has_parts(self) -> bool:
        """Whether one would want to see a part of it only, and there is more than one."""
        is_long = len(self.every) >= _WORTH_A_FILTER
        return is_long and max(len(self.statuses), len(self.stages)) > 1


@dataclass(frozen=True)
class Around:
    """A decision with what surrounds it.

    `options` say whether they were chosen; `before` are experiments that it followed from, `after`
    such as tested it; `mentioned` leaves out the entries of its week.
    """

    told: Told
    options: Sequence[tuple[str, bool]]
    goals: Sequence[Goal]
    before: Sequence[Experiment]
    after: Sequence[Experiment]
    that_week: Sequence[Entry]
    mentioned: Mentions


def decision_log(journal: Journal, now: datetime) -> DecisionLog:
    """The decisions of a journal at a moment."""
    every = [told(journal, each, now) for each in reversed(journal.decisions)]
    due = [each for each in every if each.is_due]
    found = {each.stage.id for each in every if each.stage}
    return DecisionLog(
        due=sorted(due, key=lambda each: (each.look_on, each.decision.uri)),
        others=[each for each in every if not each.is_due],
        stages=[term for term in journal.settings.terms("stage").values() if term.id in found],
    )


def told(journal: Journal, decision: Decision, now: datetime) -> Told:
    """A decision as it stands at a moment, among the others."""
    today = now.date()
    is_replaced = bool(replaced_by_then(decision, journal, today))
    is_open = awaits_a_second_look(decision, journal, today)
    return Told(
        decision=decision,
        status="superseded" if is_replaced else decision.fields.status,
        stage=journal.settings.terms("stage").get(decision.fields.stage or ""),
        look_on=decision.revisit_on if is_open else None,
        is_due=is_to_be_seen_again(decision, journal, today),
        outcome=decision.outcome(now),
        replaced_by=_chain(decision, lambda each: replaced_by_then(each, journal, today)),
        replaces=_chain(decision, lambda each: _replaced(journal, each)),
    )


def around_decision(journal: Journal, decision: Decision, now: datetime) -> Around:
    """A decision with what surrounds it, for a page of its own."""
    relations, fields = journal.relations, decision.fields
    tried = relations.leading_to(decision)
    that_week = journal.by_week.get(Week.of(decision.date), ())
    return Around(
        told=told(journal, decision, now),
        goals=[goal for name in fields.goals if (goal := journal.goal(name))],
        options=[(each, _is_same(each, fields.chosen)) for each in fields.options],
        before=[each for each in tried if led_to(each, decision) and each.is_over(now)],
        after=[each for each in tried if not led_to(each, decision)],
        that_week=that_week,
        mentioned=mentions(journal, decision, besides=that_week),
    )


def _replaced(journal: Journal, decision: Decision) -> Sequence[Decision]:
    """What a decision has replaced; a proposal may name others too."""
    named = journal.relations.replaces(decision)
    return [each for each in named if decision in journal.relations.replaced_by(each)]


def _is_same(option: str, chosen: str | None) -> bool:
    """Whether two texts say the same, with a full stop at their end or without."""
    return chosen is not None and _bare(option) == _bare(chosen)


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip(".").casefold()


def _chain(decision: Decision, step: Callable[[Decision], Sequence[Decision]]) -> Chain:
    """Step by step to where there is nothing more, or nothing new: two of one day may name each
    other.
    """
    seen, found, last = {decision.uri}, list[Sequence[Decision]](), [decision]
    while last:
        ahead = {each.uri: each for one in last for each in step(one)}
        last = [each for uri, each in ahead.items() if uri not in seen]
        seen.update(ahead)
        found += [last] if last else []
    return found
