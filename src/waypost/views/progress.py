"""Yes, we are moving: then and now, for days on which it does not feel so.

Facts only, and none that is invented: what went the other way is told like what came nearer.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from waypost.journal import Journal
from waypost.records import Decision, Entry, Experiment
from waypost.views.cadence import calendar
from waypost.views.series import Progress, progress
from waypost.views.terms import current_stage
from waypost.vocabulary import Term
from waypost.weeks import Week

QUIET = 8
"""After so many weeks without being named a barrier has gone quiet."""


class When(StrEnum):
    """How long ago an entry was; the first is not called a year ago before there was one."""

    FIRST = "first"
    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    LATEST = "latest"


# How many weeks back, and by how many the entry may miss them.
_BACK = {When.YEAR: (52, 2), When.MONTH: (4, 1), When.WEEK: (1, 0)}


@dataclass(frozen=True)
class Look:
    """An entry of a while ago."""

    when: When
    entry: Entry


@dataclass(frozen=True)
class Quiet:
    """A barrier that was met, and is not named any more.

    `weeks` are those from the last entry that names it to the newest entry, `entries` how many
    there were since: where nothing is written, nothing goes quiet.
    """

    term: Term
    last: Entry
    weeks: int
    entries: int


@dataclass(frozen=True)
class Journey:
    """How far a journal has come, as readers see it.

    `looks` go from the first entry to the newest one, none of them twice; as long as the journal is
    younger than a year, nothing is of a year ago. `reached` are the stages that entries name, in
    the vocabulary's order; `then` and `here` are the first one that was named and the last.
    `decided` and `judged` are the newest first; `outcomes` counts by whether they came as expected,
    which they need not say, and `verdicts` what came out.
    """

    written: int
    since: Week | None
    looks: Sequence[Look]
    stages: Sequence[Term]
    reached: Sequence[Term]
    then: Term | None
    here: Term | None
    distances: Sequence[Progress]
    decided: Sequence[Decision]
    looked_at: Sequence[Decision]
    outcomes: Mapping[str, int]
    judged: Sequence[Experiment]
    verdicts: Mapping[str, int]
    quiet: Sequence[Quiet]


def journey(journal: Journal, now: datetime) -> Journey:
    """How far a journal has come by a moment; `journal` is what readers see."""
    weeks = calendar(journal, now)
    terms = journal.settings.terms("stage")
    named = [each.fields.stage for each in journal.entries if each.fields.stage]
    status_of = journal.relations.status_of
    decided = [each for each in reversed(journal.decisions) if status_of(each) != "proposed"]
    outcomes = [(each, each.outcome(now)) for each in decided]
    judged = [each for each in reversed(journal.experiments) if each.has_verdict(now)]
    return Journey(
        written=weeks.written,
        since=weeks.first,
        looks=_looks(journal, Week.of(now.date())),
        stages=list(terms.values()),
        reached=[term for name, term in terms.items() if name in named],
        then=terms.get(named[0]) if named else None,
        here=terms.get(current_stage(journal) or ""),
        distances=distances(journal),
        decided=decided,
        looked_at=[each for each, outcome in outcomes if outcome],
        outcomes=Counter(o.as_expected for _, o in outcomes if o and o.as_expected),
        judged=judged,
        verdicts=Counter(each.verdict for each in judged if each.verdict),
        quiet=_quiet(journal),
    )


def distances(journal: Journal) -> Sequence[Progress]:
    """How far each key result has come: outcomes before outputs, those of higher goals first."""
    order = {goal.name: number for number, goal in enumerate(journal.goals)}
    in_order = sorted(
        journal.key_results,
        key=lambda each: (
            each.fields.kind == "output",
            order.get(each.fields.goal, len(order)),
            each.uri,
        ),
    )
    return [progress(journal, each) for each in in_order]


def _looks(journal: Journal, this: Week) -> Sequence[Look]:
    in_order = sorted(journal.entries, key=lambda each: each.order)
    if not in_order:
        return []
    first, latest = in_order[0], in_order[-1]
    if first is latest:
        return [Look(When.FIRST, first)]
    looks, told = [Look(When.FIRST, first)], {first.uri, latest.uri}
    for when, (weeks, slack) in _BACK.items():
        if this.plus(-weeks) < first.week:
            continue
        near = sorted(range(-slack, slack + 1), key=abs)
        found = (each for n in near for each in journal.by_week.get(this.plus(n - weeks), ()))
        entry = next((each for each in found if each.uri not in told), None)
        looks += [Look(when, entry)] if entry else []
    return [*looks, Look(When.LATEST, latest)]


def _quiet(journal: Journal) -> Sequence[Quiet]:
    """The barriers that have gone quiet, the longest silence first."""
    latest = max((each.week for each in journal.entries), default=None)
    found = []
    for name, term in journal.settings.terms("barrier").items():
        met = journal.entries_with("barrier", name)
        last = max(met, key=lambda each: each.order, default=None)
        if not latest or not last:
            continue
        weeks = latest.since(last.week)
        since = sum(1 for each in journal.entries if each.week > last.week)
        found += [Quiet(term, last, weeks, since)] if weeks >= QUIET else []
    return sorted(found, key=lambda each: -each.weeks)
