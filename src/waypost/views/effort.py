"""Effort against effect: what work took, and how far its key result moved in that time.

The four groups are those of an impact and effort matrix (Six Sigma: Pyzdek, The Six Sigma Handbook,
2003), told of what is done, and not of what is planned.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median

from waypost.fields.values import FIRST_YEAR
from waypost.journal import Journal
from waypost.journal.relations import Reading
from waypost.records import Deliverable, Experiment, KeyResult, Phase
from waypost.views.series import Progress, progress
from waypost.weeks import Week

MUCH = 0.25
"""The share of the way from baseline to target from which on an effect is much."""

MUCH_MOVES = 2
"""How many more moves to the better than to the worse are much, where only these are told."""

WINDOW = 8
"""How many weeks after its end work is given to show."""

_MOST = 24
_WORKDAYS = 5
_EARLIEST = date(FIRST_YEAR, 1, 1)  # a slip of the keyboard can be more days than the calendar has


@dataclass(frozen=True)
class Work:
    """A deliverable that is done or an experiment that is over, with what moved meanwhile.

    `before` is the last reading of a week before that in which the work began, `after` the last one
    from the week in which it ended to eight weeks later. `share` is the part of the way from
    baseline to target between the two; where no figures are told, `moves` is by how many readings
    more it went the right way than the wrong one.
    """

    record: Experiment | Phase
    deliverable: Deliverable | None
    key_result: KeyResult
    effort: float
    ended: date
    before: Reading
    after: Reading
    share: float | None
    moves: int | None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.deliverable.what if self.deliverable else self.record.title

    @property
    def has_much_effect(self) -> bool:
        """Whether its key result moved much."""
        if self.share is not None:
            return round(self.share, 9) >= MUCH
        return (self.moves or 0) >= MUCH_MOVES


@dataclass(frozen=True)
class Effort:
    """What was done by effort and effect, the newest of it.

    `works` go from much effect for little effort to little effect for much; up to the `median`
    effort is little. Left out are `older` ones, and how many have no effort, no key result, or
    none of which the readings tell.
    """

    works: Sequence[Work]
    median: float
    older: int
    without_effort: int
    without_key_result: int
    without_reading: int
    much: float = MUCH
    much_moves: int = MUCH_MOVES
    window: int = WINDOW

    def is_little(self, work: Work) -> bool:
        """Whether it took no more than half of the others did."""
        return work.effort <= self.median

    def group(self, is_little: bool, has_much_effect: bool) -> Sequence[tuple[int, Work]]:
        """The works of one of the four groups, with their numbers from 1 on."""
        return [
            (number, each)
            for number, each in enumerate(self.works, 1)
            if (self.is_little(each), each.has_much_effect) == (is_little, has_much_effect)
        ]

    @property
    def left_out(self) -> int:
        """How many are done and not told."""
        return self.without_effort + self.without_key_result + self.without_reading


def effort(journal: Journal, now: datetime) -> Effort:
    """What the work that is over took, and what came with it."""
    done = list(_done(journal, now))
    series = {each.name: progress(journal, each) for each in journal.key_results}
    weighed = [each for each in done if each.effort is not None]
    aimed = [each for each in weighed if each.key_result in series]
    found = [work for each in aimed if (work := _work(each, series[each.key_result or ""]))]
    newest = sorted(found, key=lambda each: (each.ended, each.title))[-_MOST:]
    middle = median(each.effort for each in newest) if newest else 0

    def order(work: Work) -> tuple[bool, bool, float, float, str]:
        effect = work.share if work.share is not None else (work.moves or 0) / MUCH_MOVES * MUCH
        is_much = work.effort > middle
        return not work.has_much_effect, is_much, -effect, work.effort, work.title

    return Effort(
        works=sorted(newest, key=order),
        median=middle,
        older=len(found) - len(newest),
        without_effort=len(done) - len(weighed),
        without_key_result=len(weighed) - len(aimed),
        without_reading=len(aimed) - len(found),
    )


@dataclass(frozen=True)
class _Done:
    """A deliverable or an experiment that is over."""

    record: Experiment | Phase
    deliverable: Deliverable | None
    effort: float | None
    key_result: str | None
    began: Week
    ended: date


def _done(journal: Journal, now: datetime) -> Iterator[_Done]:
    for phase, each in journal.relations.deliverables:
        if each.done and each.is_done(now):
            began = begun(each.done, each.effort or 0)
            yield _Done(phase, each, each.effort, each.key_result, began, each.done)
    for experiment in journal.experiments:
        fields = experiment.fields
        if experiment.is_over(now):
            began = Week.of(fields.starts)
            yield _Done(experiment, None, fields.effort, fields.key_result, began, fields.ends)


def begun(done: date, days: float) -> Week:
    """The week in which work of so many days began that was done on a day.

    Nobody writes down when work on a deliverable begins. It is taken to have been done without a
    break, five days a week: by the phase's beginning all of a phase would have the same effect.
    """
    before = max(0, ceil(days) - 1 - min(done.weekday(), _WORKDAYS - 1))
    weeks = min(ceil(before / _WORKDAYS), (done - _EARLIEST).days // 7)
    return Week.of(done - timedelta(weeks=weeks))


def _work(done: _Done, series: Progress) -> Work | None:
    """What came with something that is done; nothing if readings do not tell."""
    end = Week.of(done.ended)
    earlier = series.until(done.began.plus(-1))
    later = [each for each in series.until(end.plus(WINDOW)) if each.week >= end]
    if not (earlier and later):
        return None
    before, after = earlier[-1], later[-1]
    first, last = series.share_at(before.value), series.share_at(after.value)
    share = moves = None
    if first is not None and last is not None:
        share = last - first
    elif series.has_figures:
        return None
    else:
        words = [each.value for each in series.until(after.week) if each.week > before.week]
        rise = words.count("up") - words.count("down")
        moves = rise if series.key_result.fields.direction == "up" else -rise
    return Work(
        record=done.record,
        deliverable=done.deliverable,
        key_result=series.key_result,
        effort=done.effort or 0,
        ended=done.ended,
        before=before,
        after=after,
        share=share,
        moves=moves,
    )
