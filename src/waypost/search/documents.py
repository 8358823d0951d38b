"""What readers can find: one document for a page, with what may be said of it among results."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from waypost.journal import Journal
from waypost.languages import Language
from waypost.permalinks import address
from waypost.prose import Prose
from waypost.records import Decision, Entry, Experiment, Record
from waypost.search.words import plain
from waypost.settings import Settings
from waypost.vocabulary import Stage, term_uri


@dataclass(frozen=True)
class Document:
    """A page that can be found.

    `kind` and `when` are what a result says of it in the journal's words; `labels` are words of the
    journal, and `own` of the document's language, under which it is found without showing them.
    `stage` and `barriers` are ids. `day` puts the newest first. `code` is the language of its text.
    `boost` is how much more it counts than others.
    """

    title: str
    address: str
    code: str
    text: str = ""
    summary: str = ""
    kind: str = ""
    when: str = ""
    labels: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    stage: str = ""
    barriers: tuple[str, ...] = ()
    day: date | None = None
    boost: float = 1


@dataclass(frozen=True)
class Shown:
    """A page that no record is behind, as its own fields or its template describe it."""

    title: str
    summary: str = ""
    boost: float = 1


def documents(
    journal: Journal,
    language: Language,
    prose: Mapping[str, Prose],
    others: Mapping[str, Shown],
) -> Iterator[Document]:
    """Everything in a journal that can be found, in no order.

    `prose` are the finished texts by source path: what has none there is not public. `others` are
    the pages that search may find beside the records, by source path.
    """
    records = list(_Telling(journal, language, prose).everything())
    taken = {each.address for each in records}
    yield from records
    for uri, shown in others.items():
        title, summary = plain(shown.title), plain(shown.summary)
        text = plain(prose[uri].searched) if uri in prose else ""
        if address(uri) not in taken:
            yield Document(title, address(uri), language.code, text, summary, boost=shown.boost)


@dataclass(frozen=True)
class _Telling:
    """The records of a journal as documents, in the words of a language."""

    journal: Journal
    language: Language
    prose: Mapping[str, Prose]

    def everything(self) -> Iterator[Document]:
        """Records, stages and barriers."""
        for entry in self.journal.entries:
            yield from self.entry(entry)
        for judged in self.journal.judgements:
            yield from self.judged(judged)
        yield from self.rest()
        yield from self.terms()

    def entry(self, entry: Entry) -> Iterator[Document]:
        """An entry, found by its week in every way to write one."""
        _, week = self.language.translations.gettext, entry.week
        when = _("Week %(week)s, %(year)s") % {"week": week.number, "year": week.year}
        ways = f"{when} w{week.number:02} w{week.number} {self.language.day(entry.date)}"
        yield from self._record(entry, "", when, entry.date, entry.fields.summary, ways)

    def judged(self, record: Decision | Experiment) -> Iterator[Document]:
        """A decision or an experiment."""
        _, fields = self.language.translations.gettext, record.fields
        if isinstance(record, Decision):
            kind, when, day = _("Decision"), self.language.day(record.date), record.date
        else:
            kind, day = _("Experiment"), record.fields.starts
            when = self.language.span(day, record.fields.ends)
        yield from self._record(record, kind, when, day, fields.summary, when)

    def rest(self) -> Iterator[Document]:
        """Phases, goals and key results."""
        _ = self.language.translations.gettext
        for phase in self.journal.phases:
            starts, ends = phase.fields.starts, phase.fields.ends
            when = self.language.span(starts, ends) if ends else self.language.day(starts)
            guide = phase.fields.guide_point
            yield from self._record(phase, _("Phase"), when, starts, guide, when)
        for goal in self.journal.goals:
            yield from self._record(goal, _("Goal"), "", None, goal.fields.why)
        for result in self.journal.key_results:
            yield from self._record(result, _("Key result"), "", None, None)

    def terms(self) -> Iterator[Document]:
        """Stages and barriers, by what they mean."""
        _, code = self.language.translations.gettext, self.language.code
        for term in (*self._settings.stages, *self._settings.barriers):
            is_stage = isinstance(term, Stage)
            uri = term_uri("stage" if is_stage else "barrier", term.id)
            yield Document(
                plain(term.label_in(code)),
                address(uri),
                code,
                text=plain(self.prose[uri].searched) if uri in self.prose else "",
                summary=plain(term.meaning_in(code)),
                kind=_("Stage") if is_stage else _("Barrier"),
                stage=term.id if is_stage else "",
                barriers=() if is_stage else (term.id,),
            )

    @property
    def _settings(self) -> Settings:
        return self.journal.settings

    def _record(
        self,
        record: Record[Any],
        kind: str,
        when: str,
        day: date | None,
        summary: str | None,
        *ways: str,
    ) -> Iterator[Document]:
        fields, uri = record.fields, record.uri
        if uri not in self.prose:
            return
        code = getattr(fields, "lang", None) or self.language.code
        stage = getattr(fields, "stage", None) or ""
        barriers = tuple(dict.fromkeys(getattr(fields, "barriers", ())))
        known = (
            self._settings.terms("stage").get(stage),
            *(self._settings.terms("barrier").get(each) for each in barriers),
        )
        named = [term for term in known if term]
        yield Document(
            plain(fields.title),
            address(uri),
            code,
            plain(self.prose[uri].searched),
            plain(summary or ""),
            kind,
            when,
            (*ways, *(plain(term.label_in(self.language.code)) for term in named)),
            (
                *map(plain, getattr(fields, "tags", ())),
                *(plain(term.label_in(code)) for term in named),
            ),
            stage,
            barriers,
            day,
        )
