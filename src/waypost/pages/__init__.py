"""Views as Markdown, by templates: pages of their own, and what a marker in a page asks for."""

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import yaml
from markupsafe import Markup, escape

from waypost import downloads
from waypost.journal import Journal
from waypost.languages import Language
from waypost.pages.markers import MARKERS, markers
from waypost.pages.pieces import Kind, Pieces
from waypost.pages.questions import questions
from waypost.pages.tongues import Tongues
from waypost.permalinks import Site, address, href, relative, year_uri
from waypost.records import (
    DECISIONS,
    ENTRIES,
    EXPERIMENTS,
    GOALS,
    KEY_RESULTS,
    PHASES,
    Decision,
    Entry,
    Experiment,
    Goal,
    KeyResult,
    Phase,
)
from waypost.sources import FIRST_HEADING
from waypost.topics import RSS, SUBSCRIBE, topics
from waypost.views.decisions import around_decision
from waypost.views.digests import DIGESTS
from waypost.views.experiments import trial
from waypost.views.mentions import mentions
from waypost.views.surroundings import surroundings
from waypost.views.tags import TAGS
from waypost.vocabulary import KINDS, term_uri

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment, Template

VIEW_PAGES: tuple[str, ...] = ("timeline", "matrix", "effort", "backlog", "progress", "now")
"""Pages that are a view each: its name is that of the template, and of the file at the top."""

_ASSETS = "assets/waypost"


@dataclass(frozen=True)
class Pages:
    """The pages of a journal at a moment and in a language, as Markdown by source path.

    Titles, summaries and labels are text everywhere: no markup in them takes effect. `compiled`
    keeps the templates from one build to the next; long lists go into `pieces`. `formats` are what
    the journal can be taken away as, if they are others than those in its settings.
    """

    journal: Journal
    language: Language
    now: datetime
    site: Site
    compiled: "BytecodeCache | None" = None
    pieces: Pieces | None = None
    formats: Sequence[str] | None = None

    @property
    def archived(self) -> Sequence[str]:
        """What the page Archive offers; there is none without."""
        return self.journal.settings.archive if self.formats is None else self.formats

    @cached_property
    def public(self) -> Journal:
        """The journal as readers see it, also in a preview."""
        return self.journal.released(self.now)

    def generated(self) -> Iterator[tuple[str, str]]:
        """The pages that nobody writes: source path and Markdown, front matter included."""
        for uri, render in self.planned():
            yield uri, render()

    def planned(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """The same pages, each with what renders it."""

        def page(template: str, uri: str, **context: Any) -> tuple[str, Callable[[], str]]:
            return uri, partial(self._render, template, uri, **context)

        for kind in ("stage", "barrier"):
            folder = KINDS[kind]
            yield page("terms", f"{folder}/index.md", kind=kind)
            for chapter in self.ask[folder]():
                yield page("term", term_uri(kind, chapter.term.id), chapter=chapter)
        for number in self.journal.years:
            yield page("year", year_uri(number), number=number)
        yield page("entries", f"{ENTRIES}/index.md")
        yield page("phases", f"{PHASES}/index.md")
        for folder in (DECISIONS, EXPERIMENTS):
            yield page(folder, f"{folder}/index.md")
        yield page("goals", f"{GOALS}/index.md")
        yield page("key_results", f"{KEY_RESULTS}/index.md")
        for name in VIEW_PAGES:
            yield page(name, f"{name}.md")
        shelf = self.ask[DIGESTS]()
        yield page("digests", f"{DIGESTS}/index.md", shelf=shelf)
        for each in (*shelf.months, *shelf.quarters):
            yield each.uri, partial(self._digest, each, shelf)
        yield page("tags", TAGS)
        yield SUBSCRIBE, self._subscribe
        if self.archived:
            yield page("archive", downloads.PAGE, formats=self.archived, names=downloads)

    def _digest(self, digest: Any, shelf: Any) -> str:
        """What happened in a month or quarter that is over."""
        told = digest.told(self.public, self.now)
        return self._render("digest", digest.uri, digest=digest, told=told, shelf=shelf)

    def _subscribe(self) -> str:
        """The page that says how to follow the journal."""
        found = topics(self.public, self.language, self.now)
        feed = self.site.url(RSS.name)
        named = yaml.safe_load((Path(__file__).parent / "readers.yml").read_text("utf-8"))
        readers = [
            each | {"link": each["link"].format(feed=quote(feed, safe=""))}
            for each in named["readers"]
        ]
        services = named["services"]
        context = {"topics": found, "feed": feed, "readers": readers, "services": services}
        return self._render("subscribe", SUBSCRIBE, **context)

    def meta(self, uri: str) -> dict[str, Any]:
        """What a theme may know of an author's page: title, description, tags and the like.

        Themes print these texts as they come, so they are escaped.
        """
        journal, found = self.journal, dict[str, Any]()
        if entry := journal.entry(uri):
            terms = surroundings(journal, entry).terms
            labels = [term.label_in(self.language.code) for term in terms]
            found = {"title": entry.title, "description": entry.fields.summary}
            found["tags"] = list(dict.fromkeys([*labels, *entry.fields.tags]))
        elif phase := journal.phase(uri):
            found = {"title": phase.title, "description": phase.fields.guide_point}
        elif judged := journal.judged(uri):
            found = {"title": judged.title, "description": judged.fields.summary}
        elif aim := journal.aim(uri):
            found = {"title": aim.title, "description": getattr(aim.fields, "why", None)}
        elif gone := journal.gone(uri):
            found = {"title": gone.title, "search": {"exclude": True}}
        elif fields := journal.pages.get(uri):
            found = fields.model_dump(exclude={"extra", "redirect_from"}, exclude_none=True)
            found["hide"] = list(fields.hide)
        else:  # a page that could not be read, in a preview
            given = journal.sources[uri].front.get("title")
            found = {"title": given if isinstance(given, str) else uri}
        found["tags"] = [str(escape(tag)) for tag in found.get("tags") or []]
        texts = {name: str(escape(each)) for name, each in found.items() if isinstance(each, str)}
        return {name: each for name, each in (found | texts).items() if each}

    def text(self, uri: str, body: str) -> str:
        """The Markdown of an author's page: what its fields say beside its text, and its views."""
        journal = self.journal
        if entry := journal.entry(uri):
            body = self.entry(entry, body)
        elif phase := journal.phase(uri):
            body = self.phase(phase, body)
        elif judged := journal.judged(uri):
            body = self.judged(judged, body)
        elif aim := journal.aim(uri):
            body = self.aim(aim, body)
        elif gone := journal.gone(uri):
            body = self.withdrawn(gone)
        return self.expand(uri, body)

    def entry(self, entry: Entry, body: str) -> str:
        """An entry's text, with its picture before it and what comes next behind it."""
        text, fields = _untitled(body, entry.title), entry.fields
        if not (fields.image or fields.next or entry.is_corrected):
            return text
        on = entry.updated if entry.is_corrected else None
        return self._render(
            "entry", entry.uri, entry=entry, record=entry, body=text, corrected_on=on
        )

    def judged(self, record: Decision | Experiment, body: str) -> str:
        """The text of a decision or an experiment, with what its fields say before it."""
        updated, values = record.fields.updated, dict[str, Any]()
        if isinstance(record, Decision):
            values = {"around": around_decision(self.journal, record, self.now)}
        else:
            mentioned = mentions(self.journal, record)
            values = {"trial": trial(self.journal, record, self.now), "mentioned": mentioned}
        return self._render(
            "decision" if isinstance(record, Decision) else "experiment",
            record.uri,
            record=record,
            body=_untitled(body, record.title),
            corrected_on=updated if updated and updated <= self.now else None,
            **values,
        )

    def aim(self, record: Goal | KeyResult, body: str) -> str:
        """The text of a goal or a key result, with what its fields say before it."""
        template = "goal" if isinstance(record, Goal) else "key_result"
        return self._render(template, record.uri, record=record, body=_untitled(body, record.title))

    def withdrawn(self, entry: Entry) -> str:
        """What stands in the place of an entry that was public once."""
        return self._render("withdrawn", entry.uri, entry=entry)

    def phase(self, phase: Phase, body: str) -> str:
        """A phase's text, with its blueprint and its entries behind it unless markers place them.

        The blueprint stands before the entries, also where the text says where these stand.
        """
        placed = {match[1]: match.start() for match in reversed(list(markers(body)))}
        at = placed.get("entries", len(body))
        before, after = body[:at].rstrip(), body[at:]
        parts = [before]
        if phase.fields.deliverables and "blueprint" not in placed:
            parts.append(self._view("blueprint", phase.uri))
        parts.append(after if "entries" in placed else self._view("entries", phase.uri))
        return "\n\n".join(parts)

    def expand(self, uri: str, text: str) -> str:
        """Markdown with every marker replaced by its view; an unknown marker by nothing.

        What stands on a page twice has other ids the second time.
        """
        parts: list[str] = []
        position = 0
        times = Counter[str]()
        for match in markers(text):
            times[match[1]] += 1
            view = self._view(match[1], uri, times[match[1]]) if match[1] in MARKERS else ""
            parts += [text[position : match.start()], view]
            position = match.end()
        return "".join([*parts, text[position:]])

    def _view(self, name: str, uri: str, time: int = 1) -> str:
        again = f"-{time}" if time > 1 else ""
        text = self._render(f"views/{name}", uri, phase=self.journal.phase(uri), again=again)
        return text.strip() + "\n"

    def _render(self, template: str, uri: str, **context: Any) -> str:
        def link(target: str) -> str:
            return relative(target, uri)

        def asset(name: str) -> str:
            return posixpath.relpath(f"/{_ASSETS}/{name}", f"/{address(uri)}")

        def to(record: Any, title: str | None = None) -> Markup:
            return Tongues(self.language).link(record, title or record.title, link(record.uri))

        def piece(caller: Callable[[], Markup], *, is_html: bool = False) -> Markup:
            kind = Kind.HTML if is_html else Kind.MARKDOWN
            return self.pieces.lay(uri, caller(), kind) if self.pieces else caller()

        def item(*said: object, caller: Callable[[], Markup]) -> Markup:
            return self.pieces.item(uri, said, caller) if self.pieces else caller()

        def entry_item(kind: str, entry: Entry, caller: Callable[[], Markup]) -> Markup:
            if not self.pieces:
                return caller()
            said = kind, entry.uri, entry.source.digest, entry.is_due(self.now)
            return self.pieces.item(uri, said, caller, is_told=bool(entry.source.digest))

        found = self._templates.get_template(f"{template}.md")
        given = {
            "again": "",
            "href": partial(href, start=uri),
            "piece": piece,
            "item": item,
            "item_of": entry_item,
            **context,
        }
        return found.render(given, link=link, asset=asset, to=to)

    def _about(self, entry: Entry) -> Markup:
        """What a list says of an entry, rendered once for all the lists that it stands in."""
        if entry.uri not in self._said:
            self._said[entry.uri] = Markup(self._telling.render(entry=entry).rstrip())
        return self._said[entry.uri]

    @cached_property
    def ask(self) -> Mapping[str, Callable[[], Any]]:
        """The views, by name."""
        return questions(self.journal, self.public, self.now)

    @cached_property
    def _said(self) -> dict[str, Markup]:
        return {}

    @cached_property
    def _telling(self) -> "Template":
        return self._templates.get_template("about.md")

    @cached_property
    def _templates(self) -> "Environment":
        # Imported here: what only asks which pages there are renders none.
        from waypost.pages.environment import environment

        return environment(
            self.journal, self.language, self.now, self.site, self.ask, self._about, self.compiled
        )


def _untitled(body: str, title: str) -> str:
    """A text without a first heading that says the title again, which stands above it anyway."""
    match = FIRST_HEADING.match(body)
    said = " ".join((match[1] or match[2]).split()) if match else ""
    return body[match.end() :] if match and said.casefold() == title.casefold() else body
