"""Now: one page to read instead of a status meeting."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from waypost.journal import Journal
from waypost.records import Decision, Deliverable, Entry, Experiment, Phase
from waypost.views.due import awaited, due
from waypost.views.progress import distances
from waypost.views.series import Progress
from waypost.vocabulary import Term
from waypost.weeks import Week

IN_PLAY = 4
"""A barrier is in play that was named in so many weeks, this one included."""

_LONG = 240  # letters of a summary; it is one line of three
_SENTENCE = re.compile(r"(?<=[.?!…])[\"”’)]*\s+")


@dataclass(frozen=True)
class Now:
    """Where a journal stands, as readers see it.

    `latest` is the newest entry, `said` how its summary begins, and `intended` what comes next, as
    phrases without a full stop. `due` are decisions whose day for a second look comes by the end of
    this week, the longest due first; `awaited` what should be there within four weeks; `barriers`
    those in play, with the number of entries that name them.
    """

    week: Week
    latest: Entry | None
    said: str
    intended: Sequence[str]
    phase: Phase | None
    measured: Sequence[Progress]
    running: Sequence[Experiment]
    due: Sequence[Decision]
    awaited: Sequence[tuple[Phase, Deliverable]]
    barriers: Sequence[tuple[Term, int]]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        told = (self.latest, self.phase, self.measured, self.running, self.due, self.awaited)
        return not any(told)


def current(journal: Journal, now: datetime) -> Now:
    """Where a journal stands at a moment; `journal` is what readers see."""
    this = Week.of(now.date())
    latest = max(journal.entries, key=lambda each: each.order, default=None)
    phases = [each for each in journal.phases if each.touches(this)]
    running = [each for each in journal.experiments if each.is_running(now)]
    return Now(
        week=this,
        latest=latest,
        said=beginning(latest.fields.summary or "") if latest else "",
        intended=[each.rstrip(". ") for each in latest.fields.next] if latest else [],
        phase=phases[-1] if phases else None,
        measured=distances(journal),
        running=sorted(running, key=lambda each: (each.fields.ends, each.uri)),
        due=due(journal, this, now.date()).decisions,
        awaited=awaited(journal, this.plus(IN_PLAY).sunday, now.date()),
        barriers=_in_play(journal, this),
    )


def beginning(text: str) -> str:
    """The first sentences of a text, as many as make a line or two; at least one, or its words."""
    if len(text) <= _LONG:
        return text
    said = ""
    for sentence in _SENTENCE.split(text):
        if said and len(said) + len(sentence) > _LONG:
            return said
        said = f"{said} {sentence}".strip()
        if len(said) > _LONG:
            return said[: said.rfind(" ", 0, _LONG)].rstrip(",;:–- ") + " …"
    return said


def _in_play(journal: Journal, this: Week) -> Sequence[tuple[Term, int]]:
    """The barriers of the last weeks, the most frequent first."""
    lately = [each for each in journal.entries if this.plus(-IN_PLAY) < each.week <= this]
    named = Counter(name for each in lately for name in set(each.fields.barriers))
    terms = journal.settings.terms("barrier")
    found = [(term, named[name]) for name, term in terms.items() if named[name]]
    return sorted(found, key=lambda each: -each[1])
