"""What becomes of each text from elsewhere: a file, or the reason why there is none."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from pydantic_core import PydanticCustomError

from waypost.feeds.model import LIMIT
from waypost.fields.old_addresses import old_address
from waypost.imports import entries
from waypost.imports.labels import Labels
from waypost.imports.links import Linked, headings, linked
from waypost.imports.model import Found, Post
from waypost.imports.pictures import Pictures
from waypost.imports.targets import Targets
from waypost.journal import Journal
from waypost.languages import Language
from waypost.permalinks import Site, address
from waypost.problems import Problem
from waypost.sources import Source

_HELD = {
    "draft": "It is a draft there.",
    "private": "It is private there.",
    "future": "Its time had not come there.",
    "trashed": "It was thrown away there.",
    "protected": "It is protected by a password there.",
}
_NEVER = ("trashed", "protected")
_OPTIONAL = (
    *("summary", "description", "updated", "lang", "image", "image_alt", "publish_at", "tags"),
    *("redirect_from", "week"),
)

Judge = Callable[[str, str], Sequence[Problem]]
"""Says what would stop a build, of a file's path in the folder of the pages and its text."""


@dataclass(frozen=True)
class Outcome:
    """What becomes of a text: the file at `uri`, or `why` there is none.

    `is_there` says that the journal has it already. `pictures` are paths in the pages' folder.
    """

    origin: str
    title: str
    uri: str = ""
    text: str = ""
    why: str = ""
    is_there: bool = False
    is_draft: bool = False
    notes: Sequence[str] = ()
    pictures: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wanted:
    """What the author asks for: drafts too, pages too."""

    drafts: bool = False
    pages: bool = False


@dataclass
class Importer:
    """Makes files of texts, for a journal in a language.

    `places` are paths in the site at which something lies.
    """

    journal: Journal
    site: Site
    language: Language
    now: datetime
    labels: Labels
    pictures: Pictures
    judge: Judge
    wanted: Wanted = Wanted()
    places: Sequence[str] = ()
    targets: Targets = field(default_factory=Targets)

    def outcomes(
        self, found: Found, over: Callable[[Iterable[Post]], Iterable[Post]] = iter
    ) -> Iterator[Outcome]:
        """What becomes of each text, in the order of their days.

        `over` goes through the texts, as somebody who waits may see.
        """
        planned = self._planned(found)
        linked_ones: list[tuple[Post, str, Linked]] = []
        texts = {uri: post.text for post, uri, _ in planned}
        known: dict[str, frozenset[str]] = {}

        def anchors(uri: str) -> frozenset[str]:
            if uri not in known:
                known[uri] = headings(texts.get(uri, ""))
            return known[uri]

        posts = over([post for post, _, _ in planned])
        for post, (_, uri, why) in zip(posts, planned, strict=True):
            if why:
                yield Outcome(post.origin, post.title, why=why, notes=tuple(post.notes))
                continue
            year = self._year(post)
            linked_ones.append(
                (post, uri, linked(post, uri, year, self.targets, self.pictures, anchors))
            )
        claims = self._claims(linked_ones)
        for post, uri, each in linked_ones:
            yield self._outcome(post, uri, each, *claims[uri])
        for refusal in found.refusals:
            yield Outcome(refusal.origin, refusal.title, why=refusal.why)

    def _planned(self, found: Found) -> list[tuple[Post, str, str]]:
        """Each text with its path here, or with the reason why it gets none."""
        zone = self.journal.settings.timezone
        far = datetime.max.replace(tzinfo=zone)

        def order(post: Post) -> str:  # of one moment, they stay as they were found
            day = entries.instant(post.published, zone) if post.published else far
            week = entries.week_of(post, zone)
            return str(week.monday if post.published is None and week else day)

        planned: list[tuple[Post, str, str]] = []
        seen: dict[str, str] = {}
        taken = {uri.casefold() for uri in self.journal.sources}
        for post in entries.distinct(sorted(found.posts, key=order), self._authority):
            why = self._reason(post)
            identity = entries.identity(post, self._authority)
            if not why and identity in seen:
                why = f"It is the same text as {seen[identity]}, by its id."
            if why:
                planned.append((post, "", why))
                continue
            seen[identity] = post.origin
            uri = self._there.get(identity) if not entries.is_page(post) else self._page(post)
            uri = uri or entries.named(post, zone, taken)
            post = replace(post, title=entries.said(post.title) or self._title(post))
            planned.append((post, uri, ""))
            self.targets.add(post, uri, self.journal.settings)
        return planned

    @property
    def _authority(self) -> str:
        return self.journal.settings.authority

    def _title(self, post: Post) -> str:
        """What a text is called that has no title: after its day, or its week."""
        zone = self.journal.settings.timezone
        day, week = entries.when(post, zone)[0], entries.week_of(post, zone)
        if day and "week" not in post.front:
            return self.language.day(day)
        gettext = self.language.translations.gettext
        return gettext("Week %(number)s") % {"number": week.number} if week else "?"

    def _reason(self, post: Post) -> str:
        """Why a text is not to be taken, if so."""
        if entries.is_page(post) and not self.wanted.pages:
            if post.published is None and post.state in _HELD:
                return f"{_HELD[post.state].rstrip('.')}, and has no date."
            if post.published is None:
                return "It has no date, so it is a page; --pages takes it too."
            return "It is a page and no part of the diary; --pages takes it too."
        if (
            not entries.is_page(post)
            and entries.week_of(post, self.journal.settings.timezone) is None
        ):
            return "It has no date, so it has no place in a diary."
        state = self._state(post)
        if state == "published" or (self.wanted.drafts and state not in _NEVER):
            return ""
        if post.state == "published" and state == "private":
            return "Its time was over there. --drafts takes it as a draft."
        return _HELD[state] + ("" if state in _NEVER else " --drafts takes it as a draft.")

    def _state(self, post: Post) -> str:
        zone = self.journal.settings.timezone
        expires, begins = post.front.get("expires"), post.front.get("begins")
        starts = [each for each in (post.published, begins) if isinstance(each, date)]
        if post.state != "published":
            return post.state
        if isinstance(expires, date) and entries.instant(expires, zone) <= self.now:
            return "private"
        is_early = any(entries.instant(each, zone) > self.now for each in starts)
        return "future" if is_early else "published"

    @cached_property
    def _there(self) -> Mapping[str, str]:
        """The files of the journal by their ids, also such as can't be read as an entry."""
        found = {each.id: each.uri for each in self.journal.entries}
        for uri, source in self.journal.sources.items():
            if isinstance(given := source.front.get("id"), str):
                found.setdefault(given, uri)
        return found

    def _page(self, post: Post) -> str:
        """The page of the same name that is there already."""
        uri = entries.named(post, self.journal.settings.timezone, set())
        return uri if uri in self.journal.sources else ""

    def _year(self, post: Post) -> int:
        week = entries.week_of(post, self.journal.settings.timezone)
        return week.year if week else self.now.year

    def _claims(
        self, texts: Sequence[tuple[Post, str, Linked]]
    ) -> dict[str, tuple[list[str], list[str]]]:
        """The old addresses of each file, and what is said of those that it can't have."""
        found: dict[str, tuple[list[str], list[str]]] = {uri: ([], []) for _, uri, _ in texts}
        told: dict[str, list[str]] = {uri: list(post.addresses) for post, uri, _ in texts}
        for _, _, each in texts:
            for uri, path in sorted(each.claimed):
                told.setdefault(uri, []).append(path)
        holders = {place.casefold().removesuffix("index.html"): "" for place in self.places}
        holders |= {unquote(address(uri)).casefold(): uri for uri in self.journal.sources}
        holders |= {unquote(address(uri)).casefold(): uri for _, uri, _ in texts}
        for _, uri, _ in reversed(texts):  # the newest first
            kept, notes = found[uri]
            for written in told[uri]:
                self._claim(uri, written, holders, kept, notes)
        return found

    def _claim(
        self, uri: str, written: str, holders: dict[str, str], kept: list[str], notes: list[str]
    ) -> None:
        try:
            old = old_address(written, uri)
        except PydanticCustomError:
            if "?" not in written:
                notes.append(f"Its old address can't be led on: {written}.")
            return
        path = old.within(self.site)
        if not path:
            return
        key = path.casefold()
        holder = holders.get(key)
        if holder == uri:
            return
        if holder == "":
            notes.append(f"Its old address {written} is taken by another page here.")
            return
        if holder:
            notes.append(f"Its old address {written} leads to docs/{holder}, which is newer.")
            return
        parents = {f"{each.as_posix()}" for each in PurePosixPath(key).parents}
        is_file = not key.endswith("/")
        if parents & {each for each in holders if not each.endswith("/")} or (
            is_file and any(each.startswith(f"{key}/") for each in holders)
        ):
            notes.append(f"Its old address {written} is a folder of others.")
            return
        holders[key] = uri
        kept.append(written if urlsplit(written).scheme else f"/{written.lstrip('/')}")

    def _outcome(
        self, post: Post, uri: str, each: Linked, old: list[str], said: list[str]
    ) -> Outcome:
        settings = self.journal.settings
        if entries.is_page(post):
            fields: dict[str, Any] = entries.page_fields(post)
            fields |= {"redirect_from": old}
        else:
            identity = entries.identity(post, self._authority)
            fields = entries.fields_of(post, settings.timezone, identity, self.language.code)
            fields |= self.labels.fields(post.labels)
            fields |= {"image": each.image, "redirect_from": old}
            fields |= {"image_alt": entries.said(post.image_alt)} if each.image else {}
        is_draft = self._state(post) != "published"
        if is_draft:
            fields["status"] = "draft"
        notes = [*post.notes, *each.notes, *said]
        made = Outcome(
            post.origin, post.title, uri, is_draft=is_draft, pictures=frozenset(each.pictures)
        )
        if is_draft and entries.is_page(post):
            return replace(made, uri="", why="It is no entry, and a page can't be a draft.")
        if there := self.journal.sources.get(uri):
            text = entries.written(fields, each.text)
            notes = [] if _is_same(there, text) else ["It says something else here than there."]
            return replace(made, is_there=True, notes=tuple(notes))
        return self._judged(made, fields, each.text, notes)

    def _judged(
        self, made: Outcome, fields: dict[str, Any], text: str, notes: list[str]
    ) -> Outcome:
        """The file as nothing would stop a build, or the reason why it can't be one."""
        if len(text.encode()) * 2 > LIMIT:  # as HTML in a feed it is about twice as long
            size = f"Its text is {len(text.encode()) // 1000:,} KB long"
            return replace(made, uri="", why=f"{size}, too long for a feed; divide it in two.")
        for _ in range(len(_OPTIONAL) + 2):
            whole = entries.written(fields, text)
            wrong = self.judge(made.uri, whole)
            if not wrong:
                return replace(made, text=whole, notes=tuple(notes))
            first = wrong[0]
            name = first.field.split(".")[0]
            if name in _OPTIONAL and name in fields:
                notes.append(f"`{name}` was left out: {first.what}")
                del fields[name]
                continue
            mended = "\n".join(
                "***" if line.rstrip() == "---" else line for line in text.split("\n")
            )
            if mended == text:
                break
            text = mended
        said = "; ".join(dict.fromkeys(each.what for each in wrong))
        return replace(made, uri="", why=said, notes=tuple(notes))


def _is_same(there: Source, text: str) -> bool:
    return there.text.strip() == text.strip()
