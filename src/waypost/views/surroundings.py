"""What stands around the text of an entry."""

from collections.abc import Sequence
from dataclasses import dataclass

from waypost.journal import Journal
from waypost.records import Entry, Phase
from waypost.vocabulary import Term


@dataclass(frozen=True)
class Surroundings:
    """What stands around an entry's text."""

    entry: Entry
    stage: Term | None
    barriers: Sequence[Term]
    beliefs: Sequence[Term]
    tasks: Sequence[Term]
    phase: Phase | None
    before: Entry | None
    after: Entry | None

    @property
    def terms(self) -> Sequence[Term]:
        """Every word of the vocabulary that the entry is tagged with."""
        return [
            *([self.stage] if self.stage else []),
            *self.barriers,
            *self.beliefs,
            *self.tasks,
        ]


def surroundings(journal: Journal, entry: Entry) -> Surroundings:
    """An entry's stage, barriers, phase and neighbours; it has to be one that readers see."""
    settings, fields = journal.settings, entry.fields

    def terms(kind: str, ids: Sequence[str]) -> Sequence[Term]:
        known = settings.terms(kind)
        return [known[each] for each in dict.fromkeys(ids) if each in known]

    return Surroundings(
        entry=entry,
        stage=settings.terms("stage").get(fields.stage or ""),
        barriers=terms("barrier", fields.barriers),
        beliefs=terms("belief", fields.beliefs),
        tasks=terms("task", fields.tasks),
        phase=journal.phase_of(entry),
        before=journal.before(entry),
        after=journal.after(entry),
    )
