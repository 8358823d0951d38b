"""What one may follow: each topic has its feeds, in every format, beside the page about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from waypost.downloads import PAGE
from waypost.journal import Journal
from waypost.languages import Language
from waypost.permalinks import address
from waypost.records import DECISIONS, ENTRIES, EXPERIMENTS, Decision, Entry, Experiment
from waypost.views.digests import DIGESTS, Digest, digests
from waypost.vocabulary import term_uri


@dataclass(frozen=True)
class Format:
    """A format in which feeds are published: the file's name, its media type, what people say."""

    name: str
    type: str
    label: str


RSS = Format("feed.xml", "application/rss+xml", "RSS")
ATOM = Format("atom.xml", "application/atom+xml", "Atom")
JSON = Format("feed.json", "application/feed+json", "JSON Feed")
FORMATS = (RSS, ATOM, JSON)

OPML, ARCHIVE, HEADERS = "feeds.opml", "archive.xml", "_headers"
"""The list of feeds; the feed of every entry, with its pages in `archive/`; how all are served."""

SUBSCRIBE = "subscribe.md"
"""The source path of the page that says how to follow the journal."""

ONLINE_ONLY = (SUBSCRIBE, PAGE)
"""Pages that are of no use where the site is not at its address."""


Matter = Entry | Decision | Experiment | Digest
"""What feeds tell of; of an experiment they tell the verdict."""


@dataclass(frozen=True)
class Topic:
    """Something that one may follow.

    `path` is the address beneath which its feeds lie, relative to the site's, and empty at the top;
    `group` and `title` are what people read, `page` the source path of the page about it. `matter`
    is what there is to tell, oldest first.
    """

    path: str
    group: str
    title: str
    description: str
    page: str
    language: str
    matter: Sequence[Matter]
    formats: Sequence[Format] = FORMATS

    @property
    def name(self) -> str:
        """The title with what it is one of: `Stage: Define`; empty for the journal as a whole."""
        return f"{self.group}: {self.title}" if self.title else self.group

    def feeds(self) -> Iterator[tuple[Format, str]]:
        """The formats of its feed, with the address of each, relative to the site's."""
        for each in self.formats:
            yield each, f"{self.path}{each.name}"


def topics(journal: Journal, language: Language, now: datetime) -> Sequence[Topic]:
    """Everything that one may follow: the journal as a whole first, its archive last."""
    whole = Topic("", "", "", "", "index.md", language.code, journal.entries)
    return [
        whole,
        *_judged(journal, language, now),
        *_terms(journal, language, "stage"),
        *_terms(journal, language, "barrier"),
        *_phases(journal, language),
        *_digests(journal, language, now),
        *_languages(journal, language),
        _archive(journal, language),
    ]


@dataclass(frozen=True)
class Alternate:
    """A feed as a page offers it; `path` is relative to the site's address."""

    label: str
    title: str
    type: str
    path: str


def alternates(topic: Topic, title: str) -> Sequence[Alternate]:
    """The feeds of a topic, for a page of the site with a title."""
    name = f"{title} · {topic.name}" if topic.name else title
    return [
        Alternate(kind.label, f"{name} ({kind.label})", kind.type, path)
        for kind, path in topic.feeds()
    ]


def _archive(journal: Journal, language: Language) -> Topic:
    """Every entry. Its documents follow each other by links that Atom alone has (RFC 5005)."""
    _ = language.translations.gettext
    return Topic(
        path="",
        group=_("Complete archive"),
        title="",
        description=_("Every entry from the first one on, for those who keep copies."),
        page=f"{ENTRIES}/index.md",
        language=language.code,
        matter=journal.entries,
        formats=(Format(ARCHIVE, ATOM.type, ATOM.label),),
    )


def _terms(journal: Journal, language: Language, kind: str) -> Iterator[Topic]:
    _ = language.translations.gettext
    group = _("Stage") if kind == "stage" else _("Barrier")
    for term in journal.settings.terms(kind).values():
        page = term_uri(kind, term.id)
        yield Topic(
            path=address(page),
            group=group,
            title=term.label_in(language.code),
            description=term.meaning_in(language.code),
            page=page,
            language=language.code,
            matter=journal.entries_with(kind, term.id),
        )


def _phases(journal: Journal, language: Language) -> Iterator[Topic]:
    _ = language.translations.gettext
    for phase in journal.phases:
        yield Topic(
            path=address(phase.uri),
            group=_("Phase"),
            title=phase.title,
            description=phase.fields.guide_point or phase.fields.summary or "",
            page=phase.uri,
            language=language.code,
            matter=journal.entries_in(phase),
        )


def _judged(journal: Journal, language: Language, now: datetime) -> Iterator[Topic]:
    """Decisions, and the verdicts of experiments."""
    _ = language.translations.gettext
    yield Topic(
        path=f"{DECISIONS}/",
        group=_("Decisions"),
        title="",
        description=_("What was decided on the way."),
        page=f"{DECISIONS}/index.md",
        language=language.code,
        matter=journal.decisions,
    )
    yield Topic(
        path=f"{EXPERIMENTS}/",
        group=_("Verdicts of experiments"),
        title="",
        description=_("What came out of what was tried."),
        page=f"{EXPERIMENTS}/index.md",
        language=language.code,
        matter=[each for each in journal.experiments if each.has_verdict(now)],
    )


def _digests(journal: Journal, language: Language, now: datetime) -> Iterator[Topic]:
    _ = language.translations.gettext
    told = (
        (1, "monthly", _("Every month"), _("What appeared in a month, once it is over.")),
        (3, "quarterly", _("Every quarter"), _("What appeared in a quarter, once it is over.")),
    )
    for months, name, title, description in told:
        yield Topic(
            path=f"{DIGESTS}/{name}/",
            group=_("Digest"),
            title=title,
            description=description,
            page=f"{DIGESTS}/index.md",
            language=language.code,
            matter=digests(journal, months, now),
        )


def _languages(journal: Journal, language: Language) -> Iterator[Topic]:
    """One for each language, where the entries have several."""
    _ = language.translations.gettext
    spoken: dict[str, list[Entry]] = {}
    for entry in journal.entries:
        spoken.setdefault(entry.fields.lang or language.code, []).append(entry)
    for code, entries in sorted(spoken.items()) if len(spoken) > 1 else ():
        yield Topic(
            path=f"languages/{code.lower()}/",
            group=_("Language"),
            title=language.name_of(code),
            description=_("The entries in this language."),
            page=f"{ENTRIES}/index.md",
            language=code,
            matter=entries,
        )
