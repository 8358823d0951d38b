"""One feed model, whatever the format: what a feed and its items say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from waypost import views
from waypost.feeds.reading import for_readers
from waypost.journal import Journal
from waypost.languages import Language
from waypost.permalinks import address, tag_uri
from waypost.prose import Prose
from waypost.records import Entry

NEWEST = 20
"""How many items a feed holds."""


@dataclass(frozen=True)
class Site:
    """Where the journal is published: its address, with a slash at the end, and its names."""

    address: str
    title: str
    description: str

    def url(self, path: str) -> str:
        """The absolute address of something in the site."""
        return urljoin(self.address, path)


@dataclass(frozen=True)
class Category:
    """A stage, a barrier, or a tag of the author's, with the page about it, if there is one."""

    id: str
    label: str
    scheme: str | None = None


@dataclass(frozen=True)
class Item:
    """An entry in a feed: `summary` is plain text, `content` is HTML with absolute addresses."""

    id: str
    title: str
    url: str
    published: datetime
    updated: datetime
    summary: str
    content: str
    categories: Sequence[Category]


@dataclass(frozen=True)
class Feed:
    """A feed: `path` in the site without its ending; items newest first."""

    path: str
    id: str
    title: str
    description: str
    site: str
    language: str
    author: str
    author_email: str | None
    rights: str | None
    items: Sequence[Item]

    @property
    def updated(self) -> datetime:
        """When the newest change to an item was made; a feed without items never changes."""
        return max((item.updated for item in self.items), default=datetime(2000, 1, 1, tzinfo=UTC))


def main_feed(
    journal: Journal, language: Language, site: Site, contents: Mapping[str, str]
) -> Feed:
    """The newest entries in full.

    `contents` is the finished HTML of each entry's text by source path, as it stands on its page;
    an entry that has no page (which a build refuses, and a preview shows) is no item.
    """
    settings = journal.settings
    return Feed(
        path="",
        id=tag_uri(settings.authority, "journal"),
        title=site.title,
        description=site.description or site.title,
        site=site.address,
        language=language.code,
        author=settings.author.name,
        author_email=settings.author.email,
        rights=settings.licence.name if settings.licence else None,
        items=[
            _item(journal, language, site, entry, contents[entry.uri])
            for entry in views.latest(journal, NEWEST)
            if entry.uri in contents
        ],
    )


def _item(journal: Journal, language: Language, site: Site, entry: Entry, html: str) -> Item:
    url = site.url(address(entry.uri))
    content = for_readers(html, url)
    return Item(
        id=entry.id,
        title=entry.title,
        url=url,
        published=entry.published,
        updated=entry.updated,
        summary=entry.fields.summary or Prose(html).opening or entry.title,
        content=content,
        categories=_categories(journal, language, entry),
    )


def _categories(journal: Journal, language: Language, entry: Entry) -> Sequence[Category]:
    around = views.surroundings(journal, entry)
    scheme = tag_uri(journal.settings.authority, "vocabulary")
    return [
        *(Category(term.id, term.label_in(language.code), scheme) for term in around.terms),
        *(Category(tag, tag) for tag in dict.fromkeys(entry.fields.tags)),
    ]
