"""The journal without anything in its files that readers can't see on the site.

A record of the public journal still holds what its page leaves out: a drawer, what came of an
experiment that is not over, the link to a draft. Exports that give fields and texts as they were
written begin here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from waypost.exports.bodies import Bodies
from waypost.exports.model import Edition
from waypost.fields import Fields
from waypost.journal import Journal
from waypost.records import (
    Decision,
    Deliverable,
    Entry,
    EntryFields,
    Experiment,
    Phase,
    Record,
)
from waypost.records.base import Titled
from waypost.settings import Hints, Settings
from waypost.sources import Source
from waypost.views.experiments import led_to
from waypost.weeks import Week

AnyRecord = TypeVar("AnyRecord", bound=Record[Any])
AnyFields = TypeVar("AnyFields", bound=Titled)
OfAny = TypeVar("OfAny", bound=Fields)


def disclosed(edition: Edition) -> Journal:
    """An edition's journal with no field, text or name in it that the site does not show.

    What a field's absence stands for is written out where it makes a record findable for ever: its
    day, its week, its id. Read again from files that say so, it comes out the same.
    """
    journal, now = edition.journal, edition.now
    held = {each.uri for each in journal.held}
    shown = {uri for uri in journal.sources if uri in edition.contents} - held
    texts = Bodies(journal, edition.contents, shown, edition.site.address)
    decided = [each for each in journal.decisions if each.uri in shown]
    found = replace(
        journal,
        settings=_settings(journal.settings, now),
        entries=tuple(texts.of(each) for each in journal.entries if each.uri in shown),
        withdrawn=tuple(_withdrawn(each) for each in journal.withdrawn if each.uri in shown),
        phases=tuple(texts.of(each) for each in journal.phases if each.uri in shown),
        decisions=tuple(map(texts.of, decided)),
        experiments=tuple(texts.of(each) for each in journal.experiments if each.uri in shown),
        goals=tuple(texts.of(each) for each in journal.goals if each.uri in shown),
        key_results=tuple(texts.of(each) for each in journal.key_results if each.uri in shown),
        pages={
            uri: _without(fields, "extra") for uri, fields in journal.pages.items() if uri in shown
        },
        held=(),
    )
    masks = _Masks(found, now)
    found = replace(
        found,
        entries=tuple(map(masks.entry, found.entries)),
        phases=tuple(map(masks.phase, found.phases)),
        decisions=tuple(map(masks.decision, found.decisions)),
        experiments=tuple(map(masks.experiment, found.experiments)),
        goals=tuple(map(masks.plain, found.goals)),
        key_results=tuple(map(masks.plain, found.key_results)),
    )
    every = {each.uri: each.source for each in records(found)}
    pages = {uri: texts.source(journal.sources[uri]) for uri in found.pages}
    return replace(found, sources=dict(sorted((every | pages).items())))


def records(journal: Journal) -> Sequence[Record[Any]]:
    """Every record of a journal, kind by kind; of what was withdrawn, too."""
    return [
        *journal.entries,
        *journal.withdrawn,
        *journal.phases,
        *journal.judgements,
        *journal.aims,
    ]


def changed(journal: Journal) -> datetime | None:
    """When something in a public journal last appeared or was corrected, by its own dates."""
    dated: list[Entry | Decision] = [*journal.entries, *journal.withdrawn, *journal.decisions]
    return max((each.updated for each in dated), default=None)


def _settings(settings: Settings, now: datetime) -> Settings:
    """What readers learn from `journal.yml`; of what she asks herself in it, they learn nothing."""
    this = Week.of(now.date())
    return settings.model_copy(
        update={
            "author": _without(settings.author, "email"),
            "stages": tuple(each.model_copy(update={"prompt": {}}) for each in settings.stages),
            "barriers": tuple(each.model_copy(update={"cues": {}}) for each in settings.barriers),
            "pauses": tuple(each for each in settings.pauses if each.starts <= this),
            "prompts": (),
            "hints": Hints(),
            "strict_privacy": False,
        }
    )


def _withdrawn(entry: Entry) -> Entry:
    """What stays of an entry that was withdrawn: where it is, and what it is called."""
    given = entry.fields
    fields = EntryFields.model_construct(
        **{name: field.get_default() for name, field in EntryFields.model_fields.items()}
        | {
            "title": given.title,
            "date": given.date or entry.week.monday,
            "week": entry.week,
            "id": entry.id,
            "status": given.status,
            "publish_at": given.publish_at,
            "lang": given.lang,
            "redirect_from": given.redirect_from,
        }
    )
    bare = Source(entry.source.path, entry.uri, has_front=True)
    return replace(entry, source=bare, fields=fields, updated=entry.published)


@dataclass(frozen=True)
class _Masks:
    """Takes out of each kind of record what its page does not show at a moment."""

    journal: Journal
    now: datetime

    def plain(self, record: AnyRecord) -> AnyRecord:
        """Any record without its drawer."""
        return replace(record, fields=_without(record.fields, "extra"))

    def entry(self, entry: Entry) -> Entry:
        fields = self._corrected(entry)
        readings = {}
        for name, value in fields.readings.items():
            key_result = self.journal.relations.key_result(name)
            if key_result and key_result.misfit(value) is None:
                readings[name] = value
        given = {
            "date": fields.date or entry.week.monday,
            "week": entry.week,
            "id": entry.id,
            "goals": self._goals(fields.goals),
            "readings": readings,
        }
        return replace(entry, fields=fields.model_copy(update=given))

    def phase(self, phase: Phase) -> Phase:
        fields = _without(phase.fields, "extra")
        given = {
            "goals": self._goals(fields.goals),
            "deliverables": tuple(map(self._deliverable, fields.deliverables)),
        }
        return replace(phase, fields=fields.model_copy(update=given))

    def decision(self, decision: Decision) -> Decision:
        fields = self._corrected(decision)
        known = self.journal.relations.decision
        given = {
            "id": decision.id,
            "outcome": decision.outcome(self.now),
            "supersedes": tuple(name for name in fields.supersedes if known(name)),
            "goals": self._goals(fields.goals),
        }
        return replace(decision, fields=fields.model_copy(update=given))

    def experiment(self, experiment: Experiment) -> Experiment:
        fields = self._corrected(experiment)
        given: dict[str, Any] = {"id": experiment.id}
        is_over = experiment.is_over(self.now)
        if not experiment.has_verdict(self.now):
            given |= {"results": {}, "verdict": None, "verdict_because": None}
            given |= {"learned": None, "next_step": None}
        if not is_over:
            given["effort"] = None
        decision = self.journal.relations.decision(fields.decision)
        if decision is None or (led_to(experiment, decision) and not is_over):
            given["decision"] = None
        return replace(experiment, fields=fields.model_copy(update=given))

    def _corrected(self, record: Record[AnyFields]) -> AnyFields:
        """Fields without a drawer, and without a correction that readers do not see."""
        fields = _without(record.fields, "extra")
        updated = getattr(fields, "updated", None)
        is_seen = updated is not None and updated <= self.now
        if isinstance(record, Entry):
            is_seen = is_seen and record.is_corrected
        return fields if is_seen else _without(fields, "updated", "changes")

    def _deliverable(self, deliverable: Deliverable) -> Deliverable:
        away = [] if deliverable.is_done(self.now) else ["done"]
        away += [] if deliverable.is_dropped(self.now) else ["dropped", "because"]
        return _without(deliverable, *away)

    def _goals(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if self.journal.goal(name))


def _without(fields: OfAny, *names: str) -> OfAny:
    """Fields without some of them, as if they had not been written."""
    defaults: Mapping[str, Any] = {
        name: type(fields).model_fields[name].get_default()
        for name in names
        if name in type(fields).model_fields
    }
    return fields.model_copy(update=defaults)
