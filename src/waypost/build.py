"""What one build knows: what was read, and what was found out on the way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote

from waypost import settings
from waypost.journal import Journal
from waypost.languages import Language
from waypost.pages import Pages
from waypost.permalinks import address
from waypost.pictures import Picture
from waypost.problems import Problem, Severity
from waypost.records import ENTRIES, Entry
from waypost.redirects import redirects
from waypost.replies import Reply
from waypost.reuse import Texts, Trace
from waypost.topics import RSS, Alternate, Topic, alternates, topics
from waypost.views.foot import foot
from waypost.views.related import Kinship
from waypost.views.surroundings import surroundings
from waypost.views.tags import TAGS


@dataclass
class Build:
    """What one build has read, and what it has found out on its way."""

    journal: Journal
    now: datetime
    language: Language
    pages: Pages
    preview: bool
    problems: list[Problem]
    pictures: Mapping[str, Picture]
    addresses: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    copied: dict[str, str] = field(default_factory=dict)
    prose: Texts = field(default_factory=Texts)
    listed: Sequence[tuple[str, str]] = ()
    traces: dict[str, Trace] = field(default_factory=lambda: defaultdict(Trace))
    found: list[Problem] = field(default_factory=list)
    feeds: Mapping[str, bytes] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    forwards: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, shared: Mapping[str, Any]) -> "Build":
        """The build among what the doors share."""
        build = shared["waypost"]
        assert isinstance(build, cls)
        return build

    @cached_property
    def public(self) -> Journal:
        """The journal as readers see it, also in a preview."""
        return self.pages.public

    @cached_property
    def topics(self) -> Sequence[Topic]:
        """What readers may follow."""
        return topics(self.public, self.language, self.now)

    @cached_property
    def kinship(self) -> Kinship:
        """Which entries are related."""
        return Kinship(self.journal)

    def redirect(self, files: Iterable[str] = ()) -> None:
        """Find out where old addresses lead; `files` are the paths of what else is in the site."""
        self.redirects, wrong = redirects(self.journal, self.pages.site, files)
        self.found += [each for each in wrong if each not in (*self.problems, *self.found)]

    def around(self, uri: str) -> Mapping[str, Any]:
        """What the templates show around the text of a page."""
        journal, prose = self.journal, self.prose.get(uri)
        entry, source = journal.entry(uri), journal.sources.get(uri)
        judged, aim = journal.judged(uri), journal.aim(uri)
        return {
            "id": next((each.id for each in (entry, judged) if each), None),
            "around": surroundings(journal, entry) if entry else None,
            "foot": foot(self.kinship, entry, self.now) if entry else None,
            "own_tags": self.tags_of(entry) if entry else [],
            "phase": journal.phase(uri),
            "minutes": prose.minutes if prose else None,
            "language": self.language,
            "record": entry or judged or aim or journal.phase(uri),
            "is_titled": (judged or aim) is not None,
            "is_due": entry.is_due(self.now) if entry else True,
            "feeds": self.feeds_of(uri, self.pages.site.title),
            "reply": self.reply_to(entry),
            "problems": self.problems_of(uri) if self.preview else [],
            "path": source.path if source else "",
        }

    def updated(self, uri: str) -> str:
        """The day of a page's last change."""
        if entry := self.journal.entry(uri):
            return entry.updated.date().isoformat()
        if judged := self.journal.judged(uri):
            return min(judged.updated, self.now).date().isoformat()
        return self.changed

    def is_told(self, uri: str) -> bool:
        """Whether a page shows its author what is to be mended."""
        return self.preview and bool(self.problems_of(uri))

    def can_take(self, uri: str, trace: Trace) -> bool:
        """Whether all is there that this build wants of a page of a former one."""
        return not trace.text or self.prose.has_kept(uri, trace.text)

    def take(self, uri: str, trace: Trace) -> None:
        """Take a page of a former build for one of this."""
        self.traces[uri] = trace
        self.shown.update(trace.targets)
        for place, copies in trace.copied.items():
            self.copied[place] = copies[-1]
            self.addresses.update(copies)

    def trace_of(self, uri: str) -> Trace:
        """What a page that was made now has left behind; its text is kept with it."""
        trace = self.traces[uri]
        trace.text = self.prose.digests.get(uri, b"")
        self.prose.keep(uri)
        return trace

    def tags_of(self, entry: Entry) -> Sequence[tuple[str, str]]:
        """The author's own tags of an entry, each with the address of what else bears it.

        Where she has a page of her own in the place of our list, that is empty.
        """
        known, is_ours = self.pages.ask["tags"](), TAGS not in self.journal.sources
        names = sorted(set(entry.fields.tags), key=lambda name: (name.casefold(), name))
        at = address(TAGS) if is_ours else ""
        return [(name, at and f"{at}#{quote(known[name].anchor, safe=':')}") for name in names]

    def feeds_of(self, uri: str, title: str) -> Sequence[Alternate]:
        """The feeds of what a page is about, which is nothing for most; `title` is the site's."""
        topic = self._topics.get(uri)
        return alternates(topic, title) if topic else []

    @cached_property
    def _topics(self) -> Mapping[str, Topic]:
        """The topics that have a page to themselves, by its source path; the archive is none."""
        followed = [topic for topic in self.topics[1:] if RSS in topic.formats]
        pages = [topic.page for topic in followed]
        return {topic.page: topic for topic in followed if pages.count(topic.page) == 1}

    @cached_property
    def changed(self) -> str:
        """The day of the journal's last change, for pages that have none of their own."""
        last = max((entry.updated for entry in self.journal.entries), default=self.now)
        return last.date().isoformat()

    def reply_to(self, entry: Entry | None) -> Reply | None:
        """How to answer an entry by e-mail, if the author gives an address."""
        email = self.journal.settings.author.email
        return Reply(email, entry.title) if entry and email else None

    def problems_of(self, uri: str) -> list[Problem]:
        """What is to be mended on a page, or for all; advice stands in the log only.

        The pages that lead to the others say what stops any of them.
        """
        source = self.journal.sources.get(uri)
        places = (source.path if source else "", settings.FILE, "mkdocs.yml")
        leads = uri in ("index.md", f"{ENTRIES}/index.md")
        return [
            each
            for each in (*self.problems, *self.found)
            if (each.path in places and each.severity is not Severity.HINT)
            or (leads and each.is_error)
        ]
