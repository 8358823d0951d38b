"""What there is to tell, as items of feeds: entries in full, and digests."""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from urllib.parse import quote

from jinja2 import Environment

from waypost.feeds.letters import Letters, templates
from waypost.feeds.model import Category, Item
from waypost.feeds.reading import for_readers
from waypost.feeds.text import legal
from waypost.journal import Journal
from waypost.languages import Language
from waypost.permalinks import Site, address, tag_uri
from waypost.prose import Prose
from waypost.records import Decision, DecisionFields, Entry, Experiment, ExperimentFields
from waypost.replies import Reply
from waypost.topics import Matter
from waypost.views.digests import Digest
from waypost.views.surroundings import surroundings


@dataclass(frozen=True)
class Items:
    """The items of a journal, each made once for all the feeds that it stands in.

    `contents` is the finished HTML of each entry's text by source path, as it stands on its page;
    an entry that has no page (which a build refuses, and a preview shows) is no item. `copied`
    leads from the address of a picture that is too large to that of a smaller one.
    """

    journal: Journal
    language: Language
    site: Site
    contents: Mapping[str, str]
    now: datetime
    copied: Mapping[str, str]

    def of(self, matter: Sequence[Matter]) -> Sequence[Item]:
        """The items of what there is to tell, in its order."""
        return [
            self._digest(each) if isinstance(each, Digest) else self.entry(each)
            for each in matter
            if isinstance(each, Digest) or each.uri in self.contents
        ]

    def entry(self, entry: Entry | Decision | Experiment) -> Item:
        """An entry, a decision or an experiment in full, with a way to answer at its end."""
        if entry.uri not in self._entries:
            self._entries[entry.uri] = self._entry(entry)
        return self._entries[entry.uri]

    def shortened(self, item: Item) -> Item:
        """An item that says how it begins and where the rest is; for one too long for a feed."""
        return replace(item, content=self._render("shortened", item=item))

    def _entry(self, entry: Entry | Decision | Experiment) -> Item:
        html, fields = self.contents[entry.uri], entry.fields
        url = self.site.url(address(entry.uri))
        content = for_readers(html, url, address(entry.uri).strip("/").replace("/", ":"))
        is_foreign = self.language.of(entry) != self.language.code
        if is_foreign and not isinstance(entry, Entry):  # what its fields are called is not
            content = self._ours(content)
        email = self.journal.settings.author.email
        if email:
            reply = self._render("reply", address=Reply(email, entry.title).address)
            content = f"{content}\n{self._ours(reply) if is_foreign else reply}"
        return Item(
            id=entry.id,
            title=legal(entry.title),
            url=url,
            published=_in_minutes(entry.published),
            updated=_in_minutes(entry.updated),
            summary=legal(_summary(entry) or Prose(html).opening or entry.title),
            content=legal(content),
            categories=tuple(self._categories(entry)) if isinstance(entry, Entry) else (),
            language=fields.lang if is_foreign else None,
            image=self._image(entry) if isinstance(entry, Entry) else None,
        )

    def _ours(self, text: str) -> str:
        """A part in the journal's language of an item that is in another one."""
        return f'<div lang="{self.language.code}">{text}</div>'

    def _image(self, entry: Entry) -> str | None:
        image = entry.fields.image
        if not image:
            return None
        within = posixpath.normpath(posixpath.join(posixpath.dirname(entry.uri), image))
        return self.site.url(quote(self.copied.get(within, within)))

    def _digest(self, digest: Digest) -> Item:
        told = digest.told(self.journal, self.now)
        told = replace(told, entries=[each for each in told.entries if each.uri in self.contents])
        said = {entry.uri: self.entry(entry).summary for entry in told.entries}
        changed = (entry.updated for entry in digest.entries if entry.is_corrected)
        return Item(
            id=tag_uri(self.journal.settings.authority, f"digest/{digest.name}"),
            title=self.language.months(digest.first_month, digest.last_month, digest.year),
            url=self.site.url(address(digest.uri)),
            published=_in_minutes(digest.over),
            updated=_in_minutes(max([digest.over, *changed])),
            summary=legal(" · ".join(entry.title for entry in digest.entries)),
            content=legal(self._letters.as_html(told, said)),
        )

    def _categories(self, entry: Entry) -> Sequence[Category]:
        around = surroundings(self.journal, entry)
        scheme = tag_uri(self.journal.settings.authority, "vocabulary")
        code = self.language.code
        return [
            *(Category(term.id, legal(term.label_in(code)), scheme) for term in around.terms),
            *(Category(legal(tag), legal(tag)) for tag in dict.fromkeys(entry.fields.tags)),
        ]

    def _render(self, template: str, **context: object) -> str:
        return self._templates.get_template(f"{template}.html").render(context).strip()

    @cached_property
    def _templates(self) -> Environment:
        return templates(self.language)

    @cached_property
    def _entries(self) -> dict[str, Item]:
        return {}

    @cached_property
    def _letters(self) -> Letters:
        return Letters(self.journal, self.language, self.site)


def _summary(record: Entry | Decision | Experiment) -> str | None:
    """What a record says in short; a verdict is told by what was learned from it."""
    fields = record.fields
    if isinstance(fields, DecisionFields):
        return fields.summary or fields.chosen
    if isinstance(fields, ExperimentFields):
        return fields.summary or fields.learned or fields.hypothesis
    return fields.summary


def _in_minutes(moment: datetime) -> datetime:
    """A moment in a zone that RFC 3339 can name: some of long ago were minutes and seconds off."""
    offset = moment.utcoffset() or timedelta()
    return moment if offset % timedelta(minutes=1) == timedelta() else moment.astimezone(UTC)
