"""What readers can find: one document for a page, with what may be said of it among results."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypeVar

from waypost.journal import Journal
from waypost.languages import Language
from waypost.ledger import key
from waypost.permalinks import address
from waypost.prose import Prose
from waypost.records import Decision, Entry, Experiment, Goal, KeyResult, Phase, Record
from waypost.search.words import pieces, plain
from waypost.settings import Settings
from waypost.vocabulary import Stage, Term, term_uri

_Kind = TypeVar("_Kind", bound=Record[Any])


@dataclass(frozen=True)
class Document:
    """A page that can be found; `pieces` are what stands between the spaces of its text.

    `kind` and `when` are what a result says of it in the journal's words; `labels` are words of the
    journal, and `own` of the document's language, under which it is found without showing them.
    `stage` and `barriers` are ids. `code` is the language of its text. `boost` is how much more it
    counts than others.
    """

    title: str
    address: str
    code: str
    pieces: Sequence[str] = ()
    summary: str = ""
    kind: str = ""
    when: str = ""
    labels: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    stage: str = ""
    barriers: tuple[str, ...] = ()
    boost: float = 1

    @property
    def text(self) -> str:
        """What stands in it, as plain text in one line."""
        return " ".join(self.pieces)


@dataclass(frozen=True)
class Shown:
    """A page that no record is behind, as its own fields or its template describe it."""

    title: str
    summary: str = ""
    boost: float = 1


@dataclass(frozen=True)
class Found:
    """A document before it is read; `key` stands for all that it depends on."""

    address: str
    day: date | None
    key: bytes
    read: Callable[[], Document]


def documents(
    journal: Journal,
    language: Language,
    prose: Mapping[str, Prose],
    others: Mapping[str, Shown],
    digests: Mapping[str, bytes] | None = None,
) -> Iterator[Found]:
    """Everything in a journal that can be found, in no order.

    `prose` are the finished texts by source path: what has none there is not public. They are
    looked at where a document is read; `digests` stand for them. `others` are the pages that search
    may find beside the records, by source path.
    """
    if digests is None:
        digests = {uri: key(each.html) for uri, each in prose.items()}
    records = list(_Telling(journal, language, prose, digests).everything())
    taken = {each.address for each in records}
    yield from records
    for uri, shown in others.items():
        if address(uri) not in taken:
            known = key(uri, shown, digests.get(uri))
            text = prose if uri in digests else {}
            yield Found(address(uri), None, known, partial(_other, uri, shown, language, text))


def _other(uri: str, shown: Shown, language: Language, prose: Mapping[str, Prose]) -> Document:
    title, summary = plain(shown.title), plain(shown.summary)
    text = pieces(prose[uri].searched) if uri in prose else ()
    return Document(title, address(uri), language.code, text, summary, boost=shown.boost)


@dataclass(frozen=True)
class _Telling:
    """The records of a journal as documents, in the words of a language."""

    journal: Journal
    language: Language
    prose: Mapping[str, Prose]
    digests: Mapping[str, bytes]

    def everything(self) -> Iterator[Found]:
        """Records, stages and barriers."""
        journal, settings = self.journal, self.journal.settings
        yield from self._found(journal.entries, self.entry)
        yield from self._found(journal.judgements, self.judged)
        yield from self._found(journal.phases, self.phase)
        yield from self._found(journal.goals, self.goal)
        yield from self._found(journal.key_results, self.key_result)
        for term in (*settings.stages, *settings.barriers):
            uri = term_uri("stage" if isinstance(term, Stage) else "barrier", term.id)
            known = key(uri, term, self.digests.get(uri))
            yield Found(address(uri), None, known, partial(self.term, term))

    def _found(
        self, records: Iterable[_Kind], read: Callable[[_Kind], Document]
    ) -> Iterator[Found]:
        for record in records:
            uri, source = record.uri, record.source
            if uri in self.digests:
                known = key(uri, source.digest or source.text, self.digests[uri])
                yield Found(address(uri), _day(record), known, partial(read, record))

    def entry(self, entry: Entry) -> Document:
        """An entry, found by its week in every way to write one."""
        _, week = self.language.translations.gettext, entry.week
        when = _("Week %(week)s, %(year)s") % {"week": week.number, "year": week.year}
        ways = f"{when} w{week.number:02} w{week.number} {self.language.day(entry.date)}"
        return self._record(entry, "", when, entry.fields.summary, ways)

    def judged(self, record: Decision | Experiment) -> Document:
        """A decision or an experiment."""
        _, fields = self.language.translations.gettext, record.fields
        if isinstance(record, Decision):
            kind, when = _("Decision"), self.language.day(record.date)
        else:
            kind, when = _("Experiment"), self._span(record.fields.starts, record.fields.ends)
        return self._record(record, kind, when, fields.summary, when)

    def phase(self, phase: Phase) -> Document:
        """A phase."""
        fields, _ = phase.fields, self.language.translations.gettext
        when = self._span(fields.starts, fields.ends)
        return self._record(phase, _("Phase"), when, fields.guide_point, when)

    def goal(self, goal: Goal) -> Document:
        """A goal."""
        _ = self.language.translations.gettext
        return self._record(goal, _("Goal"), "", goal.fields.why)

    def key_result(self, result: KeyResult) -> Document:
        """A key result."""
        _ = self.language.translations.gettext
        return self._record(result, _("Key result"), "", None)

    def term(self, term: Term) -> Document:
        """A stage or a barrier, by what it means."""
        _, code = self.language.translations.gettext, self.language.code
        is_stage = isinstance(term, Stage)
        uri = term_uri("stage" if is_stage else "barrier", term.id)
        return Document(
            plain(term.label_in(code)),
            address(uri),
            code,
            pieces=pieces(self.prose[uri].searched) if uri in self.digests else (),
            summary=plain(term.meaning_in(code)),
            kind=_("Stage") if is_stage else _("Barrier"),
            stage=term.id if is_stage else "",
            barriers=() if is_stage else (term.id,),
        )

    def _span(self, starts: date, ends: date | None) -> str:
        return self.language.span(starts, ends) if ends else self.language.day(starts)

    @property
    def _settings(self) -> Settings:
        return self.journal.settings

    def _record(
        self, record: Record[Any], kind: str, when: str, summary: str | None, *ways: str
    ) -> Document:
        fields, uri = record.fields, record.uri
        code = getattr(fields, "lang", None) or self.language.code
        stage = getattr(fields, "stage", None) or ""
        barriers = tuple(dict.fromkeys(getattr(fields, "barriers", ())))
        known = (
            self._settings.terms("stage").get(stage),
            *(self._settings.terms("barrier").get(each) for each in barriers),
        )
        named = [term for term in known if term]
        return Document(
            plain(fields.title),
            address(uri),
            code,
            pieces(self.prose[uri].searched),
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
        )


def _day(record: Record[Any]) -> date | None:
    """The day by which the newest come first."""
    if isinstance(record, Entry | Decision):
        return record.date
    return record.fields.starts if isinstance(record, Experiment | Phase) else None
