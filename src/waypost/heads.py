"""What a page tells of itself in its head: to search engines, and to those whom it is sent to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from babel import Locale
from babel.core import get_global

from waypost.journal import Journal
from waypost.languages import Language
from waypost.permalinks import Site, address
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
)
from waypost.views.surroundings import surroundings

_SCHEMA = "https://schema.org"
_LISTS: Mapping[str, str] = {
    ENTRIES: "Entries",
    PHASES: "Phases",
    DECISIONS: "Decisions",
    EXPERIMENTS: "Experiments",
    GOALS: "Goals",
    KEY_RESULTS: "Key results",
    "stages": "Stages",
    "barriers": "Barriers",
}


@dataclass(frozen=True)
class Head:
    """What stands in the head of a page, as plain text.

    `type` is that of Open Graph, `image` the address of the card, and `data` what schema.org has
    words for, as JSON-LD.
    """

    title: str
    description: str
    url: str
    type: str
    locale: str
    image: str
    published: datetime | None
    modified: datetime | None
    section: str
    tags: Sequence[str]
    is_hidden: bool
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Heads:
    """The heads of a journal's pages, as readers see it; `cards` are the places of cards."""

    journal: Journal
    language: Language
    site: Site
    cards: Collection[str]

    def of(self, uri: str, title: str, description: str) -> Head:
        """The head of a page, of which the host knows a title and perhaps a description."""
        journal = self.journal
        entry, judged = journal.entry(uri), journal.judged(uri)
        record = entry or judged
        dated = record if isinstance(record, Entry | Decision) else None
        around = surroundings(journal, entry) if entry else None
        code = self.language.code
        tags = [term.label_in(code) for term in around.terms] if around else []
        stage = around.stage if around else self._stage(record)
        is_home = uri == "index.md"
        own = f"{address(uri)}card.png"
        known = own if own in self.cards else "card.png" if "card.png" in self.cards else ""
        head = Head(
            title=self.site.title if is_home else title,
            description=description or self.site.description,
            url=self.site.url(address(uri)),
            type="article" if record else "website",
            locale=_locale(self._spoken(uri)),
            image=self.site.url(known) if known else "",
            published=dated.published if dated else None,
            modified=dated.updated if dated else None,
            section=stage.label_in(code) if stage else "",
            tags=list(dict.fromkeys([*tags, *(entry.fields.tags if entry else ())])),
            is_hidden=journal.gone(uri) is not None,
            data={},
        )
        return replace(head, data={"@context": _SCHEMA, "@graph": list(self._graph(uri, head))})

    def _graph(self, uri: str, head: Head) -> Iterator[Mapping[str, Any]]:
        settings, site = self.journal.settings, self.site
        author = {"@type": "Person", "name": settings.author.name}
        licence = settings.licence.url if settings.licence else None
        blog = {"@type": "Blog", "@id": site.address, "name": site.title, "url": site.address}
        told: dict[str, Any] = {
            "url": head.url,
            "description": head.description,
            "inLanguage": self._spoken(uri),
            "image": head.image,
            "author": author,
            "license": licence,
        }
        if uri == "index.md":
            yield _told(blog | told)
            return
        kind = {"article": "Article", "website": "WebPage"}[head.type]
        if self.journal.entry(uri):
            kind = "BlogPosting"
        elif self.journal.phase(uri) or self.journal.aim(uri):
            kind = "CreativeWork"
        yield _told(
            {
                "@type": kind,
                "headline" if kind in ("BlogPosting", "Article") else "name": head.title,
                **told,
                "datePublished": head.published.isoformat() if head.published else None,
                "dateModified": head.modified.isoformat() if head.modified else None,
                "articleSection": head.section,
                "keywords": ", ".join(head.tags),
                "isPartOf": blog,
            }
        )
        folder, _, name = uri.partition("/")
        if folder in _LISTS and name not in ("", "index.md"):
            words = self.language.translations.gettext(_LISTS[folder])
            way = [(site.title, site.address), (words, site.url(address(f"{folder}/index.md")))]
            yield {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": number, "name": name, "item": url}
                    for number, (name, url) in enumerate([*way, (head.title, head.url)], 1)
                ],
            }

    def _spoken(self, uri: str) -> str:
        journal = self.journal
        found = (journal.entry(uri), journal.judged(uri), journal.aim(uri), journal.phase(uri))
        return self.language.of(next(filter(None, found), None))

    def _stage(self, record: Entry | Decision | Experiment | None) -> Any:
        stages = self.journal.settings.terms("stage")
        return stages.get(record.fields.stage or "") if record else None


def robots(site: Site) -> bytes | None:
    """The file robots.txt, which counts at the top of a host only: None for a site that is not."""
    if site.address.partition("://")[2].count("/") > 1:
        return None
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.url('sitemap.xml')}\n".encode()


def _told(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in values.items() if value}


def _locale(code: str) -> str:
    """A language with the country where most people speak it, as Open Graph wants it: `da_DK`."""
    if code == "en":
        return "en_GB"
    own = Locale.parse(code, sep="-")
    if own.territory:
        return f"{own.language}_{own.territory}"
    likely = str(get_global("likely_subtags").get(own.language, ""))
    return f"{own.language}_{likely.rpartition('_')[2]}" if likely else own.language
