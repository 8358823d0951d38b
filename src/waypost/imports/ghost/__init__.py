"""Exports of Ghost: one JSON file, of Ghost 0.11 to 6."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from waypost.imports.ghost import lexical, mobiledoc
from waypost.imports.ghost.cards import markdown
from waypost.imports.html import as_markdown, as_plain_text
from waypost.imports.model import Found, Post, Refusal, State
from waypost.imports.packages import Named

Row = Mapping[str, Any]

_DAMAGED = "It is damaged and can't be read as JSON (line {}). Export it again from Ghost."
_NO_POSTS = "No list of posts is in this file, where an export of Ghost has one."
_NO_POST = "What stands there is no post."
_EMPTY = "There is no text in it."
_UNREADABLE = "Its text is written in a way that this version of Waypost does not know."
_STATES: Mapping[str, State] = {
    "published": "published",
    "draft": "draft",
    "scheduled": "future",
    "sent": "private",  # as a letter, and never on the site
}
_HOME = re.compile(r"__GHOST_URL__|%7B%7Burl%7D%7D", re.IGNORECASE)
_OBJECT = re.compile(r"[0-9a-f]{24}", re.IGNORECASE)


def own(files: Named) -> Named:
    """The files that are exports of Ghost."""
    return {name: data for name, data in files.items() if _is_export(data)}


def _is_export(data: bytes) -> bool:
    is_object = data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    signs = (b'"posts_tags"', b'"exported_on"', b'"mobiledoc"', b'"lexical"')
    return is_object and b'"posts"' in data and any(sign in data for sign in signs)


def read(files: Named, with_pages: bool = False) -> Found:
    """All posts of an export, with its pages if they are asked for."""
    posts, refusals = list[Post](), list[Refusal]()
    for name, data in sorted(files.items()):
        for found in _read(name, data, with_pages):
            if isinstance(found, Refusal):
                refusals.append(found)
            else:
                posts.append(found)
    return Found(posts, refusals)


def _read(name: str, data: bytes, with_pages: bool) -> Iterator[Post | Refusal]:
    try:
        whole = json.loads(data.decode("utf-8-sig", "replace"))
    except json.JSONDecodeError as error:
        yield Refusal(name, _DAMAGED.format(error.lineno))
        return
    except (RecursionError, ValueError):
        yield Refusal(name, _DAMAGED.format(1))
        return
    tables = _tables(whole)
    if not isinstance(tables.get("posts"), list):
        yield Refusal(name, _NO_POSTS)
        return
    export = Export.of(tables)
    for number, row in enumerate(tables["posts"], 1):
        origin = f"{name}, post {number}"
        if not isinstance(row, dict):
            yield Refusal(origin, _NO_POST)
        elif with_pages or not _is_page(row):
            yield export.post(origin, row)


def _tables(whole: object) -> Row:
    """The tables of the database, however deep in the file they are."""
    for _ in range(3):
        if not isinstance(whole, dict):
            break
        if isinstance(whole.get("db"), list) and whole["db"]:
            whole = whole["db"][0]
        elif isinstance(whole.get("data"), dict):
            whole = whole["data"]
        else:
            return whole
    return whole if isinstance(whole, dict) else {}


def _is_page(row: Row) -> bool:
    return row.get("type") == "page" or row.get("page") in (1, True)


def _rows(tables: Row, name: str) -> Sequence[Row]:
    found = tables.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _words(row: Row, *names: str) -> str:
    """The first of some fields that holds words."""
    found = (row.get(name) for name in names)
    return next((each.strip() for each in found if isinstance(each, str) and each.strip()), "")


@dataclass(frozen=True)
class Export:
    """What the posts of an export share: labels, more on each post, the site's language."""

    labels: Mapping[str, Sequence[str]]
    more: Mapping[str, Row]
    language: str

    @classmethod
    def of(cls, tables: Row) -> "Export":
        """Gather it from the tables."""
        names = {
            str(tag.get("id")): _words(tag, "name")
            for tag in _rows(tables, "tags")
            if tag.get("visibility") != "internal" and not _words(tag, "name").startswith("#")
        }
        labels: dict[str, list[tuple[int, str]]] = {}
        for number, pair in enumerate(_rows(tables, "posts_tags")):
            order = pair.get("sort_order")
            if label := names.get(str(pair.get("tag_id"))):
                place = order if isinstance(order, int) else number
                labels.setdefault(str(pair.get("post_id")), []).append((place, label))
        settings = {each.get("key"): each for each in _rows(tables, "settings")}
        said = (
            settings.get(key, {}) for key in ("locale", "lang", "default_locale", "defaultLang")
        )
        return cls(
            {
                post: list(dict.fromkeys(label for _, label in sorted(found)))
                for post, found in labels.items()
            },
            {str(each.get("post_id")): each for each in _rows(tables, "posts_meta")},
            next(filter(None, (_words(each, "value") for each in said)), ""),
        )

    def post(self, origin: str, row: Row) -> Post | Refusal:
        """A row of the table as a post, or why it can't be one."""
        title = " ".join(_words(row, "title").split())
        key = str(row.get("id") or "")
        more = self.more.get(key, {})
        html, notes = _html(row)
        if html is None:
            return Refusal(origin, _UNREADABLE, title)
        text = as_markdown(_HOME.sub("", html))
        image = _HOME.sub("", _words(row, "feature_image", "image"))
        if not text.text and not image:
            return Refusal(origin, _EMPTY, title)
        state, said = _state(row)
        caption = as_plain_text(
            _words(row, "feature_image_caption") or _words(more, "feature_image_caption")
        )
        alt = _words(row, "feature_image_alt") or _words(more, "feature_image_alt") or caption
        slug = _words(row, "slug")
        addresses = [f"/{slug}/" if slug else "", _HOME.sub("", _words(row, "canonical_url"))]
        is_key = _OBJECT.fullmatch(key)
        return Post(
            origin=origin,
            title=title,
            published=_moment(row.get("published_at")) or _moment(row.get("created_at")),
            text=text.text,
            id=key if is_key else _words(row, "uuid"),
            state=state,
            updated=_moment(row.get("updated_at")),
            summary=" ".join(_words(row, "custom_excerpt").split()),
            language=(_words(row, "locale", "language") or self.language).replace("_", "-"),
            labels=self.labels.get(key, self.labels.get(_words(row, "uuid"), ())),
            addresses=list(filter(None, addresses)),
            name=slug,
            image=image,
            image_alt=alt,
            front={"kind": "page"} if _is_page(row) else {},
            notes=list(dict.fromkeys([*said, *notes, *text.notes])),
        )


def _state(row: Row) -> tuple[State, list[str]]:
    """What a post was there; what only members could read was no public one."""
    status, seen = str(row.get("status") or "draft"), str(row.get("visibility") or "public")
    state = _STATES.get(status, "draft")
    notes = []
    if status not in _STATES:
        notes.append(f"Its state there, '{status}', is unknown here, so it counts as a draft.")
    if status == "sent":
        notes.append("It was sent as a letter, and was never on the site.")
    if state == "published" and seen != "public":
        return "private", [*notes, "Only members could read it."]
    return state, notes


def _html(row: Row) -> tuple[str | None, list[str]]:
    """The text as HTML; None where it stands in no way that anybody here knows."""
    if html := _words(row, "html"):
        return html, []
    notes = list[str]()
    for name, reader in (("lexical", lexical.as_html), ("mobiledoc", mobiledoc.as_html)):
        if said := _words(row, name):
            try:
                html = reader(json.loads(said), notes)
            except (ValueError, RecursionError):
                return None, []
            return html, notes
    return markdown(_words(row, "markdown")), []


def _moment(said: object) -> datetime | None:
    """A moment, which Ghost keeps in universal time, as text or in thousandths of a second."""
    try:
        if isinstance(said, int) and not isinstance(said, bool):
            return datetime.fromtimestamp(said / 1000, UTC)
        found = datetime.fromisoformat(str(said))
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
