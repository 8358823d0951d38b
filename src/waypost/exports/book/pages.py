"""The pages of the book: its cover and its contents, a page for each text, and a register."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml.etree import Element, _Element

from waypost.exports.book.binding import Binding
from waypost.exports.book.chapters import Chapter, Part, Record, parts
from waypost.exports.book.markup import body, language, xhtml
from waypost.exports.book.names import OPS, XHTML, XML
from waypost.exports.model import Edition
from waypost.feeds.text import legal
from waypost.permalinks import address
from waypost.records import Entry
from waypost.vocabulary import Term, term_uri

CONTENTS = "contents.xhtml"
"""The page with the contents."""

REGISTER = "register.xhtml"
"""The page with the entries of each stage and barrier."""


@dataclass(frozen=True)
class _Listed:
    """A stage or a barrier in the register, and what stands below it."""

    kind: str
    term: Term
    entries: Sequence[Entry]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"{self.kind}-{self.term.id}"


def latest(edition: Edition) -> datetime:
    """When the journal changed last, by its own dates; without any, the moment of the edition."""
    journal = edition.journal
    dated = (each.updated for each in (*journal.entries, *journal.judgements))
    return min(max(dated, default=edition.now), edition.now)


class Pages:
    """Every page of the book, by its place in it."""

    def __init__(self, edition: Edition) -> None:
        """Begin with an empty book."""
        self.edition, self.parts = edition, parts(edition)
        self._ = edition.language.translations.gettext
        chapters = {chapter.uri: chapter for part in self.parts for chapter in part.all()}
        self.binding = Binding(
            edition,
            {address(uri): each for uri, each in chapters.items()},
            {
                address(term_uri(each.kind, each.term.id)): f"{REGISTER}#{each.anchor}"
                for _, lists in self._indexed
                for each in lists
            },
        )

    def all(self) -> Mapping[str, _Element]:
        """The pages in the order in which they are read."""
        pages = {
            "cover.xhtml": self._cover(),
            "title.xhtml": self._title(),
            CONTENTS: self._contents(),
        }
        for number, part in enumerate(self.parts, 1):
            if part.opening is None and not part.is_single:
                pages[f"part-{number}.xhtml"] = self._part(part)
            for chapter in part.all():
                pages[chapter.file] = self._chapter(chapter, is_phase=chapter == part.opening)
        if self._indexed:
            pages[REGISTER] = self._register()
        _only_what_is_there(pages)
        return pages

    def _page(
        self, title: str, code: str, up: str = "", kind: str = ""
    ) -> tuple[_Element, _Element]:
        """A page, and the element that its text goes into."""
        root = Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})  # type: ignore[dict-item]
        root.set("lang", language(code) or self.edition.language.code)
        root.set(f"{{{XML}}}lang", root.get("lang") or "")
        head = xhtml("head", root)
        xhtml("title", head, title or self.edition.site.title)
        xhtml("link", head, rel="stylesheet", type="text/css", href=f"{up}book.css")
        into = xhtml("section", xhtml("body", root))
        if kind:
            into.set(f"{{{OPS}}}type", kind)
        if kind in ("chapter", "part", "index"):
            into.set("role", f"doc-{kind}")
        return root, into

    def _cover(self) -> _Element:
        root, into = self._page(self.edition.site.title, "", kind="cover")
        image = xhtml("img", xhtml("p", into, class_="cover"), src="cover.png")
        image.set("alt", self.edition.site.title)
        return root

    def _title(self) -> _Element:
        edition, settings = self.edition, self.edition.journal.settings
        root, into = self._page(edition.site.title, "", kind="titlepage")
        into.set("class", "title")
        xhtml("h1", into, edition.site.title)
        if edition.site.description:
            xhtml("p", into, edition.site.description, class_="lead")
        xhtml("p", into, settings.author.name)
        xhtml("p", into, self.span, class_="kicker")
        if edition.site.address:
            xhtml("a", xhtml("p", into), edition.site.address, href=edition.site.address)
        if licence := settings.licence:
            line = xhtml("p", into)
            xhtml("a" if licence.url else "span", line, licence.name, href=licence.url or "")
        day = edition.language.day(latest(edition).date())
        xhtml("p", into, edition.language.say(self._("As of %(day)s"), day=day), class_="kicker")
        return root

    def _part(self, part: Part) -> _Element:
        root, into = self._page(part.title, part.language, kind="part")
        into.set("class", "part")
        xhtml("h1", into, part.title)
        return root

    def _chapter(self, chapter: Chapter, *, is_phase: bool) -> _Element:
        up = "../" * chapter.file.count("/")
        root, into = self._page(chapter.title, chapter.language, up, "chapter")
        if is_phase:
            into.set("class", "phase")
        if chapter.kicker:
            xhtml("p", into, chapter.kicker, class_="kicker", lang=self._foreign(chapter))
        xhtml("h1", into, chapter.title)
        if chapter.lead:
            xhtml("p", into, chapter.lead, class_="lead")
        if chapter.facts:
            self._facts(chapter, xhtml("dl", into, class_="facts", lang=self._foreign(chapter)))
        text = self.edition.contents.get(chapter.uri, "")
        body(text, self.binding.link(chapter), self.binding.picture(chapter), xhtml("div", into))
        return root

    def _foreign(self, chapter: Chapter) -> str:
        code = self.edition.language.code
        return code if code != chapter.language else ""

    def _facts(self, chapter: Chapter, into: _Element) -> None:
        for fact in chapter.facts:
            xhtml("dt", into, fact.name)
            for value in fact.values:
                self._value(chapter, value, xhtml("dd", into))

    def _value(self, chapter: Chapter, value: str | Record, into: _Element) -> None:
        if isinstance(value, str):
            into.text = legal(value)
            return
        target = self.binding.chapters.get(address(value.uri))
        href = self.binding.way(chapter, target.file) if target else ""
        xhtml(
            "a" if href else "span",
            into,
            value.title,
            href=href,
            lang=self.edition.language.of(value),
        )

    def _contents(self) -> _Element:
        root, into = self._page(self._("Contents"), "")
        nav = xhtml("nav", into, role="doc-toc", id="toc")
        nav.set(f"{{{OPS}}}type", "toc")
        xhtml("h1", nav, self._("Contents"))
        listed = xhtml("ol", nav)
        self._line(listed, self.edition.site.title, "title.xhtml", "")
        for number, part in enumerate(self.parts, 1):
            below = self._line(listed, part.title, self._first(number, part), part.language)
            if part.chapters and not part.is_single:
                inner = xhtml("ol", below)
                for chapter in part.chapters:
                    self._line(inner, chapter.title, chapter.file, chapter.language)
        if self._indexed:
            self._line(listed, self._("Register"), REGISTER, "")
        marks = xhtml("nav", into, hidden="hidden")
        marks.set(f"{{{OPS}}}type", "landmarks")
        xhtml("h2", marks, self._("Guide"))
        places = xhtml("ol", marks)
        for kind, title, file in self._landmarks():
            mark = xhtml("a", xhtml("li", places), title, href=file)
            mark.set(f"{{{OPS}}}type", kind)
        return root

    def _landmarks(self) -> Iterator[tuple[str, str, str]]:
        yield "cover", self._("Cover"), "cover.xhtml"
        yield "toc", self._("Contents"), CONTENTS
        if self.parts:
            yield "bodymatter", self.parts[0].title, self._first(1, self.parts[0])
        if self._indexed:
            yield "index", self._("Register"), REGISTER

    def _first(self, number: int, part: Part) -> str:
        """The file with which a part begins."""
        if part.opening:
            return part.opening.file
        return part.chapters[0].file if part.is_single else f"part-{number}.xhtml"

    def _line(self, into: _Element, title: str, file: str, code: str) -> _Element:
        line = xhtml("li", into)
        own = language(code) if code != self.edition.language.code else ""
        xhtml("a", line, title or "–", href=file, lang=own)
        return line

    @cached_property
    def _indexed(self) -> Sequence[tuple[str, Sequence[_Listed]]]:
        journal = self.edition.journal
        groups = (("stage", self._("Stages")), ("barrier", self._("Barriers")))
        found = []
        for kind, title in groups:
            terms = journal.settings.terms(kind).values()
            lists = [_Listed(kind, each, journal.entries_with(kind, each.id)) for each in terms]
            if lists := [each for each in lists if each.entries]:
                found.append((title, lists))
        return found

    def _register(self) -> _Element:
        root, into = self._page(self._("Register"), "", kind="index")
        into.set("class", "register")
        xhtml("h1", into, self._("Register"))
        for title, lists in self._indexed:
            xhtml("h2", into, title)
            for each in lists:
                label = each.term.label_in(self.edition.language.code)
                xhtml("h3", into, label, id=each.anchor)
                listed = xhtml("ul", into)
                for entry in each.entries:
                    chapter = self.binding.chapters[address(entry.uri)]
                    line = xhtml("a", xhtml("li", listed), f"{entry.title} ", href=chapter.file)
                    number = self.edition.language.say(
                        self._("Week %(number)s"), number=entry.week.number
                    )
                    xhtml("span", line, f"{number}, {entry.week.year}", class_="when")
        return root

    @property
    def span(self) -> str:
        """The years of which it tells."""
        entries = self.edition.journal.entries
        if not entries:
            return str(latest(self.edition).year)
        years = sorted({entries[0].week.year, entries[-1].week.year})
        return "–".join(map(str, years))


def _only_what_is_there(pages: Mapping[str, _Element]) -> None:
    """Let go of the fragment of a link that nothing bears, which a book may not have."""
    ids = {
        path: {each.get("id") for each in page.iter() if each.get("id")}
        for path, page in pages.items()
    }
    for path, page in pages.items():
        for link in page.iter(f"{{{XHTML}}}a"):
            target, mark, fragment = (link.get("href") or "").partition("#")
            if not mark or ":" in target:
                continue
            file = normpath(join(dirname(path), unquote(target))) if target else path
            if fragment not in ids.get(file, ()):
                if target:
                    link.set("href", target)
                else:
                    del link.attrib["href"]
