"""The whole journal, views included, as Markdown that hosts build without Waypost."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import yaml
from jinja2 import ChoiceLoader, PackageLoader
from markupsafe import Markup

from waypost.exports.model import Files
from waypost.exports.portable.host import SHEET, settings
from waypost.exports.portable.passages import Passage, Passages
from waypost.exports.portable.places import Places
from waypost.exports.portable.styles import styles, worn
from waypost.exports.texts import Texts
from waypost.pages.environment import environment
from waypost.pages.tongues import Tongues
from waypost.permalinks import address, relative
from waypost.records import Entry
from waypost.replies import Reply
from waypost.topics import Topic, topics
from waypost.views.foot import foot
from waypost.views.related import Kinship
from waypost.views.surroundings import surroundings
from waypost.views.tags import TAGS

if TYPE_CHECKING:
    from jinja2 import Environment

_FRONT = re.compile(r"\A\s*---\n(.*?)\n---\n", re.DOTALL)
_HEADING = re.compile(r"<h1\b|^# ", re.IGNORECASE | re.MULTILINE)
_EMPTY = re.compile(r"\n{3,}")
_BODY = "\0"  # which is in no text
_HOME = ("index.md", "README.md")


@dataclass
class Rendering:
    """A journal as Markdown, and all that lies beside it.

    `texts` are its texts; `files` the author's pictures and other files, `feeds` and `forwards`
    what Waypost writes itself, each by its path in the site. `css` is the journal's style sheet,
    and `scripts` are those that pages ask for, by their names.
    """

    texts: Texts
    files: Files
    feeds: Files
    forwards: Files
    css: str
    scripts: Files

    def written(self) -> Files:
        """Every file, by its path in the folder of the rendered journal."""
        pages = {uri: (meta, text) for uri, meta, text in self._pages()}
        texts = {uri: text for uri, (_, text) in pages.items()}
        beside = {f"assets/waypost/{name}": each for name, each in self.scripts.items()}
        beside[SHEET] = styles(self.css, worn(texts.values())).encode()
        beside |= {**self.files, **self.feeds, **self.forwards}
        places = Places(texts, beside)
        found = {
            places.of(uri): _page(meta, places.text(uri)).encode()
            for uri, (meta, _) in pages.items()
        }
        docs = {f"docs/{path}": each for path, each in (found | beside).items()}
        return {"mkdocs.yml": settings(self._plain, beside, places.nav).encode(), **docs}

    def _pages(self) -> Iterator[tuple[str, Mapping[str, Any], str]]:
        """Each page: its source path, its front matter and its Markdown."""
        journal = self.texts.pages.journal
        held = {each.uri for each in journal.held}
        taken = {address(uri) for uri in journal.sources}
        for uri in (uri for uri in journal.sources if uri not in held):
            yield uri, *self._hers(uri)
        for uri, render in self._plain.pages.planned():
            if address(uri) not in taken:
                yield uri, *self._made(uri, render())

    def _hers(self, uri: str) -> tuple[Mapping[str, Any], str]:
        """A page that the author wrote."""
        told = self._passages.of(uri)
        pages = self._plain.pages
        entry = pages.journal.entry(uri)
        meta = {name: each for name, each in pages.meta(uri).items() if name != "hide"}
        if entry is None:
            return meta, self._other(uri, meta, told)
        meta |= {"date": _when(entry.published), "id": entry.id}
        if entry.is_corrected:
            meta["updated"] = _when(entry.updated)
        if (code := pages.language.of(entry)) != pages.language.code:
            meta["lang"] = code
        email = pages.journal.settings.author.email
        context: dict[str, Any] = {
            "entry": entry,
            "around": surroundings(pages.journal, entry),
            "foot": foot(self._kinship, entry, pages.now),
            "tags": self._tags(entry),
            "reply": Reply(email, entry.title) if email else None,
            "address": pages.site.url(address(uri)),
        }
        return meta, self._around("entry", uri, told, context, context["address"])

    def _other(self, uri: str, meta: Mapping[str, Any], told: Passage) -> str:
        journal = self._plain.pages.journal
        record = journal.judged(uri) or journal.aim(uri)
        phase = journal.phase(uri)
        title = unescape(str(meta.get("title") or ""))
        if uri in _HOME:
            title = title or self._plain.pages.site.title
        if _HEADING.search(told.html) and record is None and phase is None:
            title = ""
        context: dict[str, Any] = {
            "title": title,
            "record": record or phase,
            "phase": phase,
            "feeds": self._feeds(uri),
        }
        last = context["feeds"][-1][1] if context["feeds"] else ""
        return self._around("page", uri, told, context, last)

    def _around(
        self, template: str, uri: str, told: Passage, context: Mapping[str, Any], last: str
    ) -> str:
        """A text of hers with what stands around it; `last` is the last link below it."""
        pages = self._plain.pages
        entry = pages.journal.entry(uri)

        def around(told: Passage) -> str:
            body = Tongues(pages.language).text(entry, told.text)
            given = {**context, "body": body, "has_notes": told.has_notes}
            return self._rendered(template, uri, given)

        text = around(told)
        if last and "<" in told.text and self._passages.is_open(uri, text, last):
            return around(self._passages.as_html(uri))
        return text

    def _made(self, uri: str, text: str) -> tuple[Mapping[str, Any], str]:
        """A page that nobody writes."""
        front = _FRONT.match(text)
        meta = yaml.safe_load(front[1]) if front else {}
        body = self._passages.made(uri, text[front.end() :] if front else text).strip("\n")
        context = {
            "title": "" if _HEADING.search(body) else unescape(str(meta.get("title") or "")),
            "record": None,
            "phase": None,
            "body": body,
            "feeds": self._feeds(uri),
            "has_notes": False,
        }
        return meta, self._rendered("page", uri, context)

    def _feeds(self, uri: str) -> list[tuple[str, str]]:
        """The feeds of what a page is about, by what they are called."""
        found = [topic for topic in self._topics if topic.page == uri]
        if len(found) != 1:
            return []
        return [(kind.label, relative(unquote(path), uri)) for kind, path in found[0].feeds()]

    def _tags(self, entry: Entry) -> list[tuple[str, str]]:
        """An entry's own tags, each with a link to what else bears it."""
        known = self._plain.pages.ask["tags"]()
        is_ours = TAGS not in self._plain.pages.journal.sources
        names = sorted(set(entry.fields.tags), key=lambda name: (name.casefold(), name))
        at = relative(TAGS, entry.uri)
        return [(name, f"{at}#{known[name].anchor}" if is_ours else "") for name in names]

    def _rendered(self, template: str, uri: str, context: Mapping[str, Any]) -> str:
        def link(target: str) -> str:
            return relative(target, uri)

        def to(record: Any) -> Markup:
            return Tongues(self._plain.pages.language).link(record, record.title, link(record.uri))

        around = {**context, "body": _BODY}
        text = self._templates.get_template(f"{template}.md").render(around, link=link, to=to)
        return _EMPTY.sub("\n\n", text).strip("\n").replace(_BODY, str(context["body"]))

    @cached_property
    def _plain(self) -> Texts:
        """The same texts, in which all of a page stands in its Markdown."""
        return replace(self.texts, pages=replace(self.texts.pages, pieces=None))

    @cached_property
    def _passages(self) -> Passages:
        return Passages(self._plain, [*self.feeds, *self.forwards])

    @cached_property
    def _topics(self) -> list[Topic]:
        pages = self.texts.pages
        return [*topics(pages.journal, pages.language, pages.now)][1:-1]

    @cached_property
    def _kinship(self) -> Kinship:
        return Kinship(self.texts.pages.journal)

    @cached_property
    def _templates(self) -> "Environment":
        pages = self._plain.pages
        known = pages.journal, pages.language, pages.now, pages.site, pages.ask
        found = environment(*known, lambda _: Markup(), None)
        assert found.loader
        found.loader = ChoiceLoader([PackageLoader("waypost.exports.portable"), found.loader])
        return found


def _page(meta: Mapping[str, Any], text: str) -> str:
    """A page with its front matter."""
    front = yaml.safe_dump(dict(meta), allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{front}---\n\n{text}\n"


def _when(moment: datetime) -> str:
    return moment.isoformat()
