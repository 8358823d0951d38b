"""Experiments: what runs, what comes, and what came out of the others.

Before it ends, an experiment is a test card; afterwards a learning card stands beside it (Bland and
Osterwalder, Testing Business Ideas, 2019).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from waypost.journal import Journal
from waypost.records import Criterion, Decision, Experiment, KeyResult, Verdict


@dataclass(frozen=True)
class Measure:
    """A criterion, with what was measured of it if readers may see that."""

    criterion: Criterion
    result: float | None

    @property
    def is_met(self) -> bool | None:
        """Whether it is fulfilled; None as long as nobody can tell."""
        return None if self.result is None else self.criterion.is_met(self.result)


@dataclass(frozen=True)
class Trial:
    """An experiment as readers may see it at a moment.

    Before it is over there is no result and no `verdict`. `computed` is the verdict that the
    results give where the author's is another, and `reason` is hers. A decision came `before` it,
    as what it tests, or `after`, as what followed.
    """

    experiment: Experiment
    is_over: bool
    measures: Sequence[Measure]
    verdict: Verdict | None
    computed: Verdict | None
    reason: str | None
    before: Decision | None
    after: Decision | None
    key_result: KeyResult | None


@dataclass(frozen=True)
class Trials:
    """The experiments that run, the first to end first; that come; and that are over, by the years
    in which they ended, newest first.
    """

    running: Sequence[Trial]
    coming: Sequence[Trial]
    years: Sequence[tuple[int, Sequence[Trial]]]


def trials(journal: Journal, now: datetime) -> Trials:
    """The experiments of a journal at a moment."""
    every = [trial(journal, each, now) for each in journal.experiments]
    over = sorted(
        (each for each in every if each.is_over),
        key=lambda each: (each.experiment.fields.ends, each.experiment.uri),
        reverse=True,
    )
    by_year = groupby(over, key=lambda each: each.experiment.fields.ends.year)
    today = now.date()
    return Trials(
        running=[each for each in every if each.experiment.is_running(now)],
        coming=sorted(
            (each for each in every if each.experiment.fields.starts > today),
            key=lambda each: (each.experiment.fields.starts, each.experiment.uri),
        ),
        years=[(year, list(each)) for year, each in by_year],
    )


def trial(journal: Journal, experiment: Experiment, now: datetime) -> Trial:
    """An experiment as readers may see it at a moment."""
    relations, fields = journal.relations, experiment.fields
    over, is_told = experiment.is_over(now), experiment.has_verdict(now)
    results = fields.results if is_told else {}
    decision = relations.decision(fields.decision)
    is_after = decision is not None and led_to(experiment, decision)
    return Trial(
        experiment=experiment,
        is_over=over,
        measures=[Measure(each, results.get(each.metric)) for each in fields.criteria],
        verdict=experiment.verdict if is_told else None,
        computed=experiment.computed if is_told and experiment.is_overruled else None,
        reason=fields.verdict_because if is_told else None,
        before=None if is_after else decision,
        after=decision if is_after and over else None,
        key_result=relations.key_result(fields.key_result),
    )


def led_to(experiment: Experiment, decision: Decision) -> bool:
    """Whether a decision followed from an experiment, and was not there to be tested by it."""
    fields = experiment.fields
    return decision.date > fields.starts or decision.date >= fields.ends
