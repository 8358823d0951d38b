"""What wants the author's attention in a week: what she meant to do, and promised to judge."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from waypost.journal import Journal
from waypost.records import Decision, Deliverable, Entry, Experiment, Phase
from waypost.weeks import Week

_OVER = ("rejected", "deprecated", "superseded")


@dataclass(frozen=True)
class Due:
    """What is to be looked at by the end of a week.

    `intended` is the entry before it that says what comes next, if any; `decisions` are those whose
    day for a second look has come, `experiments` those that end by then and have no verdict,
    `deliverables` those that should be there by then; all in the order of their days.
    """

    intended: Entry | None
    decisions: Sequence[Decision]
    experiments: Sequence[Experiment]
    deliverables: Sequence[Deliverable]


def due(journal: Journal, week: Week, today: date | None = None) -> Due:
    """What is due in a week of a journal that holds all of the author's files.

    What is dated later than `today` is not known yet; without a day, the week is over.
    """
    last_day = week.sunday
    told = (each for each in journal.entries if not (each.is_draft or each.is_withdrawn))
    before = (each for each in told if each.week < week)
    last = max(before, key=lambda each: each.order, default=None)
    return Due(
        intended=last if last and last.fields.next else None,
        decisions=sorted(
            (e for e in journal.decisions if is_to_be_seen_again(e, journal, last_day, today)),
            key=lambda each: (each.revisit_on, each.uri),
        ),
        experiments=sorted(
            (each for each in journal.experiments if _is_to_be_judged(each, week)),
            key=lambda each: (each.fields.ends, each.uri),
        ),
        deliverables=[each for _, each in awaited(journal, last_day, today)],
    )


def awaited(
    journal: Journal, day: date, today: date | None = None
) -> Sequence[tuple[Phase, Deliverable]]:
    """What should be there by a day, and neither is nor was given up, as far as one knows today; in
    the order of its days.
    """
    known = today or day
    found = [
        (each.due, phase, each)
        for phase, each in journal.relations.deliverables
        if each.due and each.due <= day and not each.is_left_out
        if not any(over and over <= known for over in (each.done, each.dropped))
    ]
    in_order = sorted(found, key=lambda each: (each[0], each[1].uri))
    return [(phase, each) for _, phase, each in in_order]


def is_to_be_seen_again(
    decision: Decision, journal: Journal, day: date, today: date | None = None
) -> bool:
    """Whether a decision's day for a second look has come by some day, and nobody has looked, as
    far as one knows today.
    """
    look_on = decision.revisit_on
    is_open = awaits_a_second_look(decision, journal, today or day)
    return is_open and look_on is not None and max(look_on, decision.date) <= day


def awaits_a_second_look(decision: Decision, journal: Journal, day: date) -> bool:
    """Whether a decision is still to be looked at again, as far as one knows on some day."""
    is_over = decision.fields.status in _OVER or bool(replaced_by_then(decision, journal, day))
    outcome = decision.fields.outcome
    is_told = (outcome is not None and outcome.date <= day) or decision.is_unwritten
    return decision.revisit_on is not None and not (is_over or is_told)


def replaced_by_then(decision: Decision, journal: Journal, day: date) -> Sequence[Decision]:
    """What has replaced a decision by some day; a journal may hold what is decided later."""
    return [each for each in journal.relations.replaced_by(decision) if each.date <= day]


def _is_to_be_judged(experiment: Experiment, week: Week) -> bool:
    return experiment.verdict is None and experiment.fields.ends <= week.sunday
