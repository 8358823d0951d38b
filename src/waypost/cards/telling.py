"""Which pages have a card, and what it says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from waypost.cards.model import Card
from waypost.journal import Journal
from waypost.languages import Language
from waypost.looks import PLAIN, Looks
from waypost.permalinks import Site, address
from waypost.records import Decision, Entry, Experiment, Goal, KeyResult, Phase
from waypost.vocabulary import Term, term_uri

HOME = "index.md"
"""The page whose card is the journal's own, and that of every page that has none."""

_NAME = "card.png"


@dataclass(frozen=True)
class Cards:
    """The cards of a journal, as readers see it."""

    journal: Journal
    language: Language
    site: Site
    looks: Looks = PLAIN

    def all(self) -> Iterator[tuple[str, Card]]:
        """Each card with its place in the site; that of the journal comes first."""
        yield place(HOME), self.own
        for record in self._records():
            yield place(record.uri), self._of(record)
        for kind in ("stage", "barrier"):
            for term in self.journal.settings.terms(kind).values():
                yield place(term_uri(kind, term.id)), self._of_term(kind, term)

    @property
    def own(self) -> Card:
        """The card of the journal itself."""
        steps = len(self.journal.settings.stages)
        where = unquote(self.site.address.partition("://")[2].rstrip("/"))
        return Card(self.site.title, where, self.looks, below=self.site.description, steps=steps)

    def _records(self) -> Iterator[Entry | Phase | Decision | Experiment | Goal | KeyResult]:
        journal = self.journal
        yield from journal.entries
        yield from journal.phases
        yield from journal.judgements
        yield from journal.aims

    def _of(self, record: Entry | Phase | Decision | Experiment | Goal | KeyResult) -> Card:
        plain = Card(record.title, self.site.title, self.looks, " · ".join(self._kicker(record)))
        return self._standing(plain, getattr(record.fields, "stage", None))

    def _of_term(self, kind: str, term: Term) -> Card:
        code = self.language.code
        label, meaning = term.label_in(code), term.meaning_in(code)
        if kind == "barrier":
            return Card(label, self.site.title, self.looks, self._say("Barrier"), meaning)
        whole = Card(label, self.site.title, self.looks, self._say("Stage"), meaning)
        return replace(self._standing(whole, term.id), label="")

    def _standing(self, card: Card, stage: str | None) -> Card:
        """The same card, with the stage where it stands."""
        stages = self.journal.settings.terms("stage")
        if stage is None or stage not in stages:
            return card
        step = list(stages).index(stage) + 1
        label = stages[stage].label_in(self.language.code)
        return replace(card, step=step, steps=len(stages), label=label)

    def _kicker(
        self, record: Entry | Phase | Decision | Experiment | Goal | KeyResult
    ) -> Iterator[str]:
        """What kind of page it is, and when."""
        language = self.language
        if isinstance(record, Entry):
            yield self._say("Week %(number)s") % {"number": record.week.number}
            yield language.week_days(record.week)
            return
        yield self._say(_KINDS[type(record)])
        if isinstance(record, Decision):
            yield language.day(record.fields.date)
        elif isinstance(record, Phase | Experiment):
            starts, ends = record.fields.starts, record.fields.ends
            since = self._say("since %(day)s") % {"day": language.day(starts)}
            yield language.span(starts, ends) if ends else since

    def _say(self, words: str) -> str:
        return self.language.translations.gettext(words)


def place(uri: str) -> str:
    """Where the card of a page is in the site: beside it."""
    return _NAME if uri == HOME else f"{address(uri)}{_NAME}"


_KINDS: Mapping[type, str] = {
    Phase: "Phase",
    Decision: "Decision",
    Experiment: "Experiment",
    Goal: "Goal",
    KeyResult: "Key result",
}
