"""A text from elsewhere as the file of an entry or of a page: its fields, and its words."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from waypost.imports.model import Post
from waypost.languages import in_one_form, is_language
from waypost.permalinks import is_id, slug, tag_uri
from waypost.weeks import Week

_ORDER = (
    *("title", "week", "date", "id", "summary", "description", "stage", "barriers", "beliefs"),
    *("tasks", "tags", "status", "publish_at", "updated", "changes", "lang", "image", "image_alt"),
    "redirect_from",
)
_BARE = ("week", "date", "stage", "status", "publish_at", "updated", "lang")
_TEXTS = ("title", "summary", "description", "image_alt")
_ENDS = re.compile(r"\.(?:markdown|mdown|mkdn|mkd|md)$|/(?:_?index|readme)\.md$", re.IGNORECASE)
_LONG = 56  # letters of an address, from which on a word may be cut


def identity(post: Post, authority: str) -> str:
    """The id that a text keeps for ever: its own, or one made of where it stood.

    The same text gets the same id each time.
    """
    if is_id(post.id):
        return post.id
    path = _ENDS.sub("", post.origin) if post.base else ""
    place = post.id or path or next(iter(post.addresses), "") or post.origin
    place = re.sub(r"^https?://[^/]+|.*(?:^|/)(?:_posts|content)/", "", place).strip("/")
    return tag_uri(authority, f"from/{place}")


def distinct(posts: Iterable[Post], authority: str) -> list[Post]:
    """Texts of which no two get the same id because they lay at the same place in two folders.

    What was public keeps the short one, whatever is taken beside it.
    """
    given = list(posts)
    seen: set[str] = set()
    for number in sorted(range(len(given)), key=lambda n: given[n].state != "published"):
        post = given[number]
        own = identity(post, authority)
        if own in seen and post.base and not post.id:
            given[number] = replace(post, id=tag_uri(authority, f"from/{post.origin}"))
        seen.add(own)
    return given


def is_page(post: Post) -> bool:
    """Whether a text stood beside the diary, and not in it."""
    return post.front.get("kind") == "page"


def when(post: Post, zone: ZoneInfo) -> tuple[date | None, datetime | None]:
    """The day on which a text appeared, by the journal's clock, and its moment if that is known."""
    found = post.published
    if not isinstance(found, datetime):
        return found, None
    moment = found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=zone)
    return moment.date(), moment


def instant(value: date | datetime, zone: ZoneInfo) -> datetime:
    """A day or a moment as a moment, to compare."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    return datetime.combine(value, time(), zone)


def week_of(post: Post, zone: ZoneInfo) -> Week | None:
    """The week that a text tells about, or in which it appeared."""
    given = post.front.get("week")
    if isinstance(given, str):
        try:
            given = Week.parse(given)
        except ValueError:
            given = None
    if isinstance(given, Week):
        return given
    day, _ = when(post, zone)
    return Week.of(day) if day else None


def fields_of(post: Post, zone: ZoneInfo, identity: str, home: str) -> dict[str, Any]:
    """The fields of an entry, as far as the text itself tells; `home` is the journal's language."""
    day, moment = when(post, zone)
    given = week_of(post, zone) if "week" in post.front else None
    fields: dict[str, Any] = {"title": said(post.title), "id": identity}
    if given and (day is None or Week.of(day) != given):
        fields["week"] = str(given)
    if day:
        fields["date"] = day.isoformat()
    if moment and (moment.hour or moment.minute):
        fields["publish_at"] = moment.strftime("%Y-%m-%d %H:%M")
    if post.updated:
        changed = instant(post.updated, zone).astimezone(zone).date()
        if day and changed > day:
            fields["updated"] = changed.isoformat()
    code = post.language.replace("_", "-")
    if code and is_language(code) and in_one_form(code).split("-")[0] != home.split("-")[0]:
        fields["lang"] = in_one_form(code)
    fields["summary"] = said(post.summary)
    return {name: value for name, value in fields.items() if value}


def page_fields(post: Post) -> dict[str, Any]:
    """The fields of a page that is no entry."""
    fields = {"title": said(post.title), "description": said(post.summary)}
    return {name: value for name, value in fields.items() if value}


def named(post: Post, zone: ZoneInfo, taken: set[str]) -> str:
    """The path that the file gets, in the folder of the pages: one that no other has."""
    own = _slug(post.name) or _slug(post.title)
    if is_page(post):
        stem = own if own not in ("", "index", "readme") else slug(post.title) or "page"
    else:
        week = week_of(post, zone)
        assert week is not None, "an entry has a time"
        start = f"entries/{week.year}-w{week.number:02}"
        stem = f"{start}-{own}" if own and own != f"{week.year}-w{week.number:02}" else start
    path, number = f"{stem}.md", 2
    while path.casefold() in taken:
        path, number = f"{stem}-{number}.md", number + 1
    taken.add(path.casefold())
    return path


def _slug(text: str) -> str:
    """A name as part of an address, which ends with a whole word."""
    found = slug(text)
    is_cut = len(found) > _LONG and len(slug(text[: len(text) - 1])) == len(found)
    return found.rpartition("-")[0] if is_cut and "-" in found else found


def written(fields: Mapping[str, Any], text: str) -> str:
    """A file: the fields in the order in which `waypost new` has them, and the text."""
    lines = [f"{name}: {_value(name, fields[name])}" for name in _ORDER if fields.get(name)]
    body = re.sub(r"[ \t]+$", _two, text.strip("\n"), flags=re.MULTILINE)
    return "\n".join(["---", *lines, "---", "", body, ""])


def _two(match: re.Match[str]) -> str:
    """Two spaces at the end of a line break it; others mean nothing."""
    is_break = match[0].startswith("  ") and match.string[match.start() - 1 :][:1] != "\n"
    return "  " if is_break and match.start() else ""


def said(text: str) -> str:
    """A text as a field holds it: one line, without what nobody sees."""
    text = re.sub("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202d\u202e\ufdd0-\ufdef\ufffe\uffff]", "", text)
    text = re.sub(r"<!--.*?(?:-->|\Z)", "", text, flags=re.DOTALL)
    return " ".join(text.split())


def _value(name: str, value: Any) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(_item(name, each) for each in value)}]"
    return str(value) if name in _BARE else json.dumps(str(value), ensure_ascii=False)


def _item(name: str, value: str) -> str:
    return (
        value if name in ("barriers", "beliefs", "tasks") else json.dumps(value, ensure_ascii=False)
    )
