"""A journal as the document that `journal.json` holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from waypost import records
from waypost.exports.data import model, parts
from waypost.exports.disclosed import changed
from waypost.exports.model import Edition
from waypost.exports.pictured import image_of, published
from waypost.feeds.reading import for_readers
from waypost.feeds.text import legal
from waypost.journal import Journal
from waypost.permalinks import OldAddress, address, tag_uri
from waypost.prose import Prose
from waypost.records import Decision, Entry, Experiment, Goal, KeyResult, Phase, Record
from waypost.sources import FIRST_HEADING
from waypost.views.decisions import Chain, told
from waypost.views.experiments import trial
from waypost.views.goals import Goals, goals
from waypost.views.series import progress
from waypost.vocabulary import Term
from waypost.weeks import Week


@dataclass(frozen=True)
class Telling:
    """Tells a disclosed journal, record by record; `edition` knows what its pages say."""

    edition: Edition
    journal: Journal

    def document(self) -> model.Document:
        """All of it."""
        journal, edition = self.journal, self.edition
        settings, site = journal.settings, edition.site
        return model.Document(
            **{"$schema": model.SCHEMA},
            version=model.VERSION,
            generator=f"Waypost {edition.version}",
            updated=changed(journal),
            site=parts.Site(
                title=site.title,
                description=site.description,
                url=site.address,
                language=edition.language.code,
                timezone=settings.timezone.key,
                author=settings.author.name,
            ),
            licence=settings.licence
            and parts.Licence(name=settings.licence.name, url=settings.licence.url),
            cadence=parts.Cadence(
                weeks=settings.cadence.weeks,
                weekday=settings.cadence.weekday,
                pauses=[
                    parts.Pause(starts=str(each.starts), until=str(each.until), why=each.why)
                    for each in settings.pauses
                ],
            ),
            vocabulary=self._vocabulary(),
            entries=[self._entry(each) for each in journal.entries],
            withdrawn=[self._withdrawn(each) for each in journal.withdrawn],
            phases=[self._phase(each) for each in journal.phases],
            decisions=[self._decision(each) for each in journal.decisions],
            experiments=[self._experiment(each) for each in journal.experiments],
            goals=[self._goal(each) for each in journal.goals],
            key_results=[self._key_result(each) for each in journal.key_results],
            pages=[self._page(uri) for uri in journal.pages],
        )

    def _vocabulary(self) -> parts.Vocabulary:
        settings = self.journal.settings

        def term(each: Term) -> dict[str, Any]:
            return {"id": each.id, "label": each.label, "meaning": each.meaning}

        return parts.Vocabulary(
            stages=[parts.Term(**term(each)) for each in settings.stages],
            barriers=[parts.Term(**term(each)) for each in settings.barriers],
            beliefs=[
                parts.Belief(**term(each), keeps=list(each.keeps)) for each in settings.beliefs
            ],
            tasks=[parts.Task(**term(each), opens=list(each.opens)) for each in settings.tasks],
        )

    def _entry(self, entry: Entry) -> model.Entry:
        journal, fields, week = self.journal, entry.fields, entry.week
        relations, now = journal.relations, self.edition.now
        begun = [e for e in relations.begun_in(week) if e.fields.starts <= now.date()]
        mentioned = sorted(relations.mentioned_in(entry) & self._ids.keys())
        return model.Entry(
            **self._record(entry),
            **self._same(fields, "changes", "summary", "stage", "thread"),
            **self._lists(fields, "barriers", "beliefs", "tasks", "tags", "next"),
            week=str(week),
            date=entry.date,
            published=entry.published,
            updated=entry.updated,
            image=self._image(entry),
            readings=[
                model.ReadingOf(key_result=self._ids[each.uri], value=value)
                for name, value in fields.readings.items()
                if (each := relations.key_result(name))
            ],
            goals=self._goals_of(fields.goals),
            phase=self._id(journal.phase_of(entry)),
            previous=self._id(journal.before(entry)),
            following=self._id(journal.after(entry)),
            decisions=self._all(relations.decided_in(week)),
            experiments_begun=self._all(begun),
            experiments_ended=self._all(e for e in relations.ended_in(week) if e.is_over(now)),
            mentions=[self._ids[uri] for uri in mentioned],
            mentioned_by=self._all(relations.mentions(entry)),
        )

    def _withdrawn(self, entry: Entry) -> model.Withdrawn:
        told = self._record(entry)
        return model.Withdrawn(**{name: told[name] for name in model.Withdrawn.model_fields})

    def _phase(self, phase: Phase) -> model.Phase:
        fields = phase.fields
        return model.Phase(
            **self._record(phase),
            **self._same(fields, "starts", "ends", "guide_point", "summary"),
            deliverables=[self._deliverable(each) for each in fields.deliverables],
            goals=self._goals_of(fields.goals),
            entries=self._all(self.journal.entries_in(phase)),
        )

    def _deliverable(self, deliverable: records.Deliverable) -> model.Deliverable:
        names = model.Deliverable.model_fields.keys() - {"key_result"}
        serves = self.journal.relations.key_result(deliverable.key_result)
        return model.Deliverable(**self._same(deliverable, *names), key_result=self._id(serves))

    def _decision(self, decision: Decision) -> model.Decision:
        journal, fields = self.journal, decision.fields
        stands = told(journal, decision, self.edition.now)
        outcome = stands.outcome
        return model.Decision(
            **self._record(decision),
            **self._same(fields, "date", "changes", "summary", "chosen", "because", "expected"),
            **self._same(fields, "confidence", "stage"),
            **self._lists(fields, "options", "barriers"),
            published=decision.published,
            updated=decision.updated,
            status=stands.status,
            look_on=stands.look_on,
            outcome=outcome and model.Outcome(**self._same(outcome, *model.Outcome.model_fields)),
            goals=self._goals_of(fields.goals),
            replaces=self._nearest(stands.replaces),
            replaced_by=self._nearest(stands.replaced_by),
            experiments=self._all(journal.relations.leading_to(decision)),
            entries=self._all(journal.by_week.get(Week.of(decision.date), ())),
            mentioned_by=self._all(journal.relations.mentions(decision)),
        )

    def _experiment(self, experiment: Experiment) -> model.Experiment:
        journal, fields = self.journal, experiment.fields
        seen = trial(journal, experiment, self.edition.now)
        return model.Experiment(
            **self._record(experiment),
            **self._same(fields, "hypothesis", "starts", "ends", "criteria_written", "updated"),
            **self._same(fields, "changes", "summary", "learned", "next_step", "effort", "stage"),
            **self._lists(fields, "barriers"),
            criteria=[
                model.Criterion(
                    **self._same(each.criterion, "metric", "at_least", "at_most", "unit"),
                    result=each.result,
                    is_met=each.is_met,
                )
                for each in seen.measures
            ],
            verdict=seen.verdict,
            computed_verdict=seen.computed,
            verdict_because=seen.reason,
            tests=self._id(seen.before),
            led_to=self._id(seen.after),
            key_result=self._id(seen.key_result),
            mentioned_by=self._all(journal.relations.mentions(experiment)),
        )

    def _goal(self, goal: Goal) -> model.Goal:
        aim = self._aims.of(goal)
        return model.Goal(
            **self._record(goal),
            **self._same(goal.fields, "level", "period", "why"),
            parent=self._id(self.journal.goal(goal.fields.parent)),
            above=self._all(aim.above),
            below=self._all(aim.below),
            key_results=self._all(each.key_result for each in aim.results),
            phases=self._all(aim.phases),
            decisions=self._all(aim.decisions),
            experiments=self._all(aim.experiments),
            entries=self._all(aim.entries),
        )

    def _key_result(self, key_result: KeyResult) -> model.KeyResult:
        fields, aim = key_result.fields, self._aims.of(key_result)
        return model.KeyResult(
            **self._record(key_result),
            **self._same(fields, "unit", "direction", "disclosure", "baseline", "target"),
            goal=self._id(self.journal.goal(fields.goal)) or fields.goal,
            measures=fields.kind,
            readings=[
                model.Reading(
                    week=str(each.week), entry=self._ids[each.entry.uri], value=each.value
                )
                for each in progress(self.journal, key_result).readings
            ],
            experiments=self._all(aim.experiments),
            phases=self._all({phase.uri: phase for phase, _ in aim.deliverables}.values()),
        )

    def _page(self, uri: str) -> model.Page:
        fields = self.journal.pages[uri]
        heading = FIRST_HEADING.match(self.journal.sources[uri].body)
        own = next((each for each in heading.groups() if each), "") if heading else ""
        title = fields.title or " ".join(Prose(f"<p>{own}</p>").searched.split())
        return model.Page(
            **self._common(uri, title or uri, self.edition.language.code, fields.redirect_from),
            description=fields.description,
            tags=list(fields.tags),
        )

    def _record(self, record: Record[Any]) -> dict[str, Any]:
        former: Sequence[OldAddress] = getattr(record.fields, "redirect_from", ())
        language = self.edition.language.of(record)
        return self._common(record.uri, record.title, language, former)

    def _common(
        self, uri: str, title: str, language: str, former: Sequence[OldAddress]
    ) -> dict[str, Any]:
        """What everything with a page of its own has."""
        site, path = self.edition.site, address(uri)
        url = site.url(path)
        # As in the feeds, so that the notes of two texts do not get in each other's way.
        name = path.strip("/").replace("/", ":")
        return {
            "id": self._ids[uri],
            "url": url,
            "path": f"docs/{uri}",
            "title": title,
            "language": language,
            "redirect_from": [self._former(each) for each in former],
            "text": model.Text(
                markdown=self.journal.sources[uri].body,
                html=legal(for_readers(self.edition.contents[uri], url, name)),
            ),
        }

    def _former(self, old: OldAddress) -> str:
        path = old.within(self.edition.site)
        return old.written if old.host or path is None else self.edition.site.url(quote(path))

    def _image(self, entry: Entry) -> model.Image | None:
        path = image_of(entry)
        there = published(self.edition, path) if path else None
        if there is None:
            return None
        return model.Image(url=self.edition.site.url(quote(there[0])), alt=entry.fields.image_alt)

    def _same(self, fields: Any, *names: str) -> dict[str, Any]:
        """Fields that are told as they are."""
        return {name: getattr(fields, name) for name in names}

    def _lists(self, fields: Any, *names: str) -> dict[str, Any]:
        return {name: list(getattr(fields, name)) for name in names}

    def _goals_of(self, names: Iterable[str]) -> list[str]:
        return self._all(goal for name in names if (goal := self.journal.goal(name)))

    def _nearest(self, chain: Chain) -> list[str]:
        return self._all(chain[0]) if chain else []

    def _id(self, record: Record[Any] | None) -> str | None:
        return self._ids[record.uri] if record else None

    def _all(self, found: Iterable[Record[Any]]) -> list[str]:
        return [self._ids[each.uri] for each in found]

    @cached_property
    def _aims(self) -> Goals:
        return goals(self.journal, self.edition.now)

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        """The id of everything by source path; what has none of its own has that of its path."""
        journal = self.journal
        authority = journal.settings.authority
        own = {e.uri: e.id for e in (*journal.entries, *journal.withdrawn, *journal.judgements)}
        named = {each.uri: each.uri for each in (*journal.phases, *journal.aims)}
        named |= {uri: f"pages/{uri}" for uri in journal.pages}
        made = {uri: tag_uri(authority, name.removesuffix(".md")) for uri, name in named.items()}
        return own | made
