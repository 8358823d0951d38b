"""What a page depends on, as a key: of the pages that there are many of in a long journal.

A key holds the page's own text, what stands around it, and each record that it names, by what is in
its file. It may hold more than the page shows, and never less.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from waypost.journal import Journal
from waypost.ledger import key
from waypost.pages import Pages
from waypost.pages.markers import markers
from waypost.permalinks import year_uri
from waypost.records import Decision, Entry, Experiment, Record
from waypost.views.digests import DIGESTS, Digest, Shelf
from waypost.views.foot import foot
from waypost.views.related import Kinship
from waypost.views.tags import TAGS
from waypost.vocabulary import KINDS, term_uri


@dataclass(frozen=True)
class Stamps:
    """The keys of a journal's pages; `frame` stands for what is around the text of every page."""

    pages: Pages
    kinship: Kinship
    frame: bytes

    def keys(self) -> Mapping[str, bytes]:
        """The keys of records, years, months and quarters, stages and barriers, by source path.

        A page that is not among them is made anew whenever a site is.
        """
        found = [
            *self._entries(),
            *self._others(),
            *self._years(),
            *self._digests(),
            *self._terms(),
        ]
        return {uri: key(self.frame, uri, *parts) for uri, *parts in found}

    @property
    def _journal(self) -> Journal:
        return self.pages.journal

    def _entries(self) -> Iterator[tuple[Any, ...]]:
        for entry in self._journal.entries:
            if not _asks(entry):
                yield entry.uri, self._listed(entry), entry.updated, self._around(entry)
        for gone in self._journal.withdrawn:
            yield gone.uri, "withdrawn", _stamp(gone)

    def _around(self, entry: Entry) -> tuple[Any, ...]:
        journal, now = self._journal, self.pages.now
        found, tags = foot(self.kinship, entry, now), self.pages.ask["tags"]()
        phase = journal.phase_of(entry)
        others = (journal.before(entry), journal.after(entry), found.ago)
        return (
            [tags[name].anchor for name in entry.fields.tags if TAGS not in journal.sources],
            phase and _stamp(phase),
            [each and self._listed(each) for each in others],
            [self._decided(each) for each in found.decisions],
            [_stamp(each) for each in found.begun],
            [(_stamp(each), each.verdict) for each in found.ended],
            [(_stamp(each.key_result), each.value) for each in found.measured],
            [
                (
                    self._listed(each.entry),
                    [(str(why.why), _name(why.what)) for why in each.reasons],
                )
                for each in found.related
            ],
        )

    def _others(self) -> Iterator[tuple[Any, ...]]:
        """Decisions, experiments, goals and key results, and what happens in a phase."""
        journal = self._journal
        for each in (*journal.judgements, *journal.aims):
            if not _asks(each):
                yield each.uri, _stamp(each), self._beside
        for phase in journal.phases:
            if not _asks(phase):
                entries = self._all_listed(journal.entries_in(phase))
                yield phase.uri, _stamp(phase), entries, self._beside

    def _years(self) -> Iterator[tuple[Any, ...]]:
        found = self.pages.ask["years"]()
        for number, months in found.items():
            rows = [row for month in months for row in month.rows]
            told = [self._listed(row) if isinstance(row, Entry) else repr(row) for row in rows]
            yield year_uri(number), list(found), told

    def _digests(self) -> Iterator[tuple[Any, ...]]:
        shelf: Shelf = self.pages.ask[DIGESTS]()
        for row in (shelf.months, shelf.quarters):
            for before, each, after in zip((None, *row), row, (*row[1:], None), strict=False):
                quarter = shelf.quarter_of(each) if each.months == 1 else None
                names = [other and other.name for other in (before, after, quarter)]
                months = shelf.months_of(each) if each.months > 1 else ()
                told = self._all_listed(each.entries)
                yield each.uri, names, _names(months), told, self._records

    def _terms(self) -> Iterator[tuple[Any, ...]]:
        for kind in ("stage", "barrier"):
            for chapter in self.pages.ask[KINDS[kind]]():
                judged = (*chapter.decisions, *chapter.experiments)
                told = self._all_listed(chapter.entries), [self._judged(each) for each in judged]
                yield term_uri(kind, chapter.term.id), chapter.is_current, *told

    def _listed(self, entry: Entry) -> tuple[Any, ...]:
        """All that a list or a link may say of an entry."""
        return *_stamp(entry), entry.is_due(self.pages.now)

    def _all_listed(self, entries: Iterable[Entry]) -> list[tuple[Any, ...]]:
        return [self._listed(each) for each in entries]

    def _judged(self, record: Decision | Experiment) -> tuple[Any, ...]:
        if isinstance(record, Decision):
            return self._decided(record)
        return *_stamp(record), record.is_over(self.pages.now), record.verdict

    def _decided(self, decision: Decision) -> tuple[Any, ...]:
        return *_stamp(decision), self._journal.relations.status_of(decision)

    @cached_property
    def _beside(self) -> bytes:
        """All records, the entries that have anything to do with them, and the day."""
        journal, relations = self._journal, self._journal.relations
        others: list[Record[Any]] = [*journal.judgements, *journal.aims, *journal.phases]
        uris = {each.uri for each in others}
        related = [
            (entry.fields.goals, entry.fields.readings, self._listed(entry))
            for entry in journal.entries
            if entry.fields.goals
            or entry.fields.readings
            or not uris.isdisjoint(relations.mentioned_in(entry))
            or relations.decided_in(entry.week)
        ]
        now = self.pages.now
        due = [(each.published <= now, each.updated <= now) for each in journal.judgements]
        held = [each.uri for each in journal.held]
        told = [_stamp(each) for each in others]
        return key(self._today, self._records, told, due, related, held)

    @property
    def _today(self) -> date:
        return self.pages.now.astimezone(self._journal.settings.timezone).date()

    @cached_property
    def _records(self) -> bytes:
        """Everything but the entries, of which there is little beside them."""
        public = self.pages.public
        records: list[Record[Any]] = [*public.decisions, *public.experiments, *public.aims]
        return key([_stamp(each) for each in records])


def _asks(record: Record[Any]) -> bool:
    """Whether a text asks for views, which may be of the whole journal."""
    body = record.source.body
    return "waypost:" in body and any(markers(body))


def _stamp(record: Record[Any]) -> tuple[str, bytes]:
    return record.uri, record.source.digest


def _name(what: Any) -> object:
    """What two entries share, as it is written on their pages."""
    return _stamp(what) if isinstance(what, Record) else getattr(what, "id", what)


def _names(digests: Iterable[Digest]) -> list[str]:
    return [each.name for each in digests]
