"""What there is to tell, as items of feeds: entries in full, and digests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from jinja2 import Environment

from waypost.feeds.letters import Letters, templates
from waypost.feeds.model import Category, Item
from waypost.feeds.notices import Notice
from waypost.feeds.reading import for_readers
from waypost.feeds.text import legal
from waypost.journal import Journal
from waypost.languages import Language
from waypost.permalinks import Site, address, tag_uri
from waypost.prose import Prose
from waypost.records import Decision, DecisionFields, Entry, Experiment, ExperimentFields
from waypost.replies import Reply
from waypost.views.digests import Digest
from waypost.views.surroundings import surroundings


@dataclass(frozen=True)
class Items:
    """The items of a journal, each made once for all the feeds that it stands in.

    `contents` is the finished HTML of each entry's text by source path, as it stands on its page.
    """

    journal: Journal
    language: Language
    site: Site
    contents: Mapping[str, str]

    def of(self, notices: Sequence[Notice]) -> Sequence[Item]:
        """The items that are told, in their order."""
        return [self.item(each) for each in notices]

    def item(self, notice: Notice) -> Item:
        """An item in full, or how it begins and where the rest is."""
        if notice not in self._made:
            item = self._whole(notice)
            if notice.is_short:
                item = replace(item, content=self._render("shortened", item=item))
            self._made[notice] = replace(item, zeros=notice.zeros)
        return self._made[notice]

    def _whole(self, notice: Notice) -> Item:
        """An item in full, as it is before it is told apart from others."""
        if notice.key not in self._wholes:
            matter = notice.matter
            if isinstance(matter, Digest):
                self._wholes[notice.key] = self._digest(matter, notice)
            else:
                self._wholes[notice.key] = self._record(matter, notice)
        return self._wholes[notice.key]

    def _record(self, record: Entry | Decision | Experiment, notice: Notice) -> Item:
        """An entry, a decision or an experiment, with a way to answer at its end."""
        fields, path = record.fields, address(record.uri)
        url = self.site.url(path)
        content = for_readers(self.contents[record.uri], url, path.strip("/").replace("/", ":"))
        is_foreign = self.language.of(record) != self.language.code
        if is_foreign and not isinstance(record, Entry):  # what its fields are called is not
            content = self._ours(content)
        email = self.journal.settings.author.email
        if email:
            reply = self._render("reply", address=Reply(email, record.title).address)
            content = f"{content}\n{self._ours(reply) if is_foreign else reply}"
        return Item(
            id=notice.id,
            title=legal(record.title),
            url=url,
            published=notice.published,
            updated=notice.updated,
            summary=self._summary(record),
            content=legal(content),
            categories=tuple(self._categories(record)) if isinstance(record, Entry) else (),
            language=fields.lang if is_foreign else None,
            image=self.site.url(notice.image) if notice.image else None,
        )

    def _summary(self, record: Entry | Decision | Experiment) -> str:
        opening = _summary(record) or Prose(self.contents[record.uri]).opening
        return legal(opening or record.title)

    def _ours(self, text: str) -> str:
        """A part in the journal's language of an item that is in another one."""
        return f'<div lang="{self.language.code}">{text}</div>'

    def _digest(self, digest: Digest, notice: Notice) -> Item:
        assert notice.told is not None, "a notice of a digest has what is told in it"
        said = {entry.uri: self._summary(entry) for entry in notice.told.entries}
        return Item(
            id=notice.id,
            title=self.language.months(digest.first_month, digest.last_month, digest.year),
            url=self.site.url(address(digest.uri)),
            published=notice.published,
            updated=notice.updated,
            summary=legal(" · ".join(entry.title for entry in digest.entries)),
            content=legal(self._letters.as_html(notice.told, said)),
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
    def _wholes(self) -> dict[bytes, Item]:
        return {}

    @cached_property
    def _made(self) -> dict[Notice, Item]:
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
