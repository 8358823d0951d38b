"""What stands in the book, and in which order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from waypost.exports.model import Edition
from waypost.journal import Journal
from waypost.records import Decision, Entry, Experiment, Goal, KeyResult, Phase
from waypost.views.surroundings import surroundings
from waypost.views.tags import page_title

_YEAR = 53
"""Entries that a year has, one a week; of more than these, each year is a part of its own."""

Record = Entry | Phase | Decision | Experiment | Goal | KeyResult


@dataclass(frozen=True)
class Fact:
    """Something said above a text: what it is, and the words; a record among them is linked."""

    name: str
    values: Sequence[str | Record]


@dataclass(frozen=True)
class Chapter:
    """A text of the journal; `uri` is its source path, and `above` what is said before it."""

    uri: str
    title: str
    language: str
    kicker: str = ""
    lead: str = ""
    facts: Sequence[Fact] = ()

    @property
    def file(self) -> str:
        """Its place in the book, of plain letters, and another one for each text (OCF 3.3, 4.2.3).

        Its first letters keep it apart from the book's own pages.
        """
        path = self.uri.removesuffix(".md")
        plain = re.sub(r"[^a-z0-9./-]", lambda found: f"_{ord(found[0]):x}_", path)
        return f"{plain}.xhtml" if "/" in path else f"page-{plain}.xhtml"


@dataclass(frozen=True)
class Part:
    """A part of the book; one that is a phase begins with the text of that phase."""

    title: str
    language: str
    chapters: Sequence[Chapter]
    opening: Chapter | None = None

    def all(self) -> Sequence[Chapter]:
        """Its chapters, with the one that it begins with."""
        return [*([self.opening] if self.opening else []), *self.chapters]

    @property
    def is_single(self) -> bool:
        """Whether it is one text of the same name, which needs no page before it."""
        return [each.title for each in self.chapters] == [self.title]


def parts(edition: Edition) -> Sequence[Part]:
    """The journal by phases, then what was decided, tried and aimed at, then the author's pages."""
    journal, _ = edition.journal, edition.language.translations.gettext
    teller = _Teller(edition)
    code = edition.language.code
    about = [uri for uri in _own(journal) if uri in edition.contents]
    found = [
        Part(_("About this journal"), code, [teller.page(uri) for uri in about]),
        *teller.by_phase(),
        Part(_("Decisions"), code, [teller.judged(each) for each in journal.decisions]),
        Part(_("Experiments"), code, [teller.judged(each) for each in journal.experiments]),
        Part(_("Goals"), code, [teller.aim(each) for each in journal.goals]),
        Part(_("Key results"), code, [teller.aim(each) for each in journal.key_results]),
    ]
    return [part for part in found if part.chapters or part.opening]


def _own(journal: Journal) -> Sequence[str]:
    """The author's pages, the one about the journal first; none that leads to other pages only."""
    others = sorted(
        uri for uri in journal.pages if uri not in ("about.md", "index.md", "README.md")
    )
    return [*(uri for uri in ("about.md",) if uri in journal.pages), *others]


@dataclass(frozen=True)
class _Teller:
    edition: Edition

    def by_phase(self) -> Iterator[Part]:
        """The entries of each phase behind its text; those of none in runs of their own."""
        edition, journal = self.edition, self.edition.journal
        told, run = set[str](), list[Entry]()
        for entry in journal.entries:
            phase = journal.phase_of(entry)
            if phase is None:
                run.append(entry)
                continue
            if phase.uri in told:
                continue
            yield from self._without(run)
            run = []
            told.add(phase.uri)
            yield self._phase(phase)
        yield from self._without(run)
        for phase in journal.phases:
            if phase.uri not in told and phase.uri in edition.contents:
                yield self._phase(phase)

    def _without(self, run: Sequence[Entry]) -> Iterator[Part]:
        """Entries of no phase that follow each other; of a long row, each year by itself."""
        _, code = self.edition.language.translations.gettext, self.edition.language.code
        if len(run) <= _YEAR:
            rows = {_("Entries"): run} if run else {}
        else:
            years = groupby(run, key=lambda entry: entry.week.year)
            rows = {str(year): list(entries) for year, entries in years}
        for title, row in rows.items():
            yield Part(title, code, [self.entry(each) for each in row])

    def _phase(self, phase: Phase) -> Part:
        edition, language = self.edition, self.edition.language
        _ = language.translations.gettext
        ends = phase.fields.ends
        when = (
            language.span(phase.fields.starts, ends)
            if ends
            else language.say(_("since %(day)s"), day=language.day(phase.fields.starts))
        )
        guide = phase.fields.guide_point
        opening = Chapter(
            phase.uri,
            phase.title,
            language.of(phase),
            f"{_('Phase')} · {when}",
            facts=[Fact(_("Guide point"), [guide])] if guide else [],
        )
        entries = [self.entry(each) for each in edition.journal.entries_in(phase)]
        return Part(phase.title, language.of(phase), entries, opening)

    def entry(self, entry: Entry) -> Chapter:
        """An entry, with where on the way it stands and what else there was in its week."""
        language, journal = self.edition.language, self.edition.journal
        _ = language.translations.gettext
        around = surroundings(journal, entry)
        week = language.say(_("Week %(number)s"), number=entry.week.number)
        code = language.code
        facts: list[tuple[str, Sequence[str | Record]]] = [
            (_("Stage"), [around.stage.label_in(code)] if around.stage else []),
            (_("Barriers"), [", ".join(each.label_in(code) for each in around.barriers)]),
            (_("In the same week"), self._happened(entry)),
        ]
        if entry.is_corrected:
            facts.append((_("Updated"), [language.day(entry.updated)]))
        return Chapter(
            entry.uri,
            entry.title,
            language.of(entry),
            f"{week} · {language.week_days(entry.week)}",
            entry.fields.summary or "",
            [Fact(name, values) for name, values in facts if any(values)],
        )

    def _happened(self, entry: Entry) -> list[Record]:
        relations, week = self.edition.journal.relations, entry.week
        found: list[Record] = [
            *relations.decided_in(week),
            *relations.begun_in(week),
            *relations.ended_in(week),
        ]
        return list({each.uri: each for each in found}.values())

    def judged(self, record: Decision | Experiment) -> Chapter:
        """A decision or an experiment, whose text says its facts itself."""
        return Chapter(record.uri, record.title, self.edition.language.of(record))

    def aim(self, record: Goal | KeyResult) -> Chapter:
        """A goal or a key result, whose text says its facts itself."""
        return Chapter(record.uri, record.title, self.edition.language.of(record))

    def page(self, uri: str) -> Chapter:
        """One of the author's own pages."""
        journal = self.edition.journal
        return Chapter(uri, page_title(journal, uri), self.edition.language.of(journal.pages[uri]))
