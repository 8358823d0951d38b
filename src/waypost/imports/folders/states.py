"""Whether readers could see a text, by what the fields of many generators say."""

import re
from collections.abc import Mapping
from typing import Any

from waypost.imports.folders.times import moment
from waypost.imports.model import State

_BEGINS = ("publishdate", "publish_at", "pubdate", "published", "scheduled", "publish_on")
_EXPIRES = ("expirydate", "expires", "unpublishdate", "expiry", "expires_at", "unpublish_on")
_NO = ("", "false", "no", "off", "0", "n", "f", "none", "null", "~")
_YES = ("true", "yes", "on", "1", "y", "t")
_DRAFT = ("draft", "drafts", "isdraft", "is_draft", "wip", "unpublished")
_PRIVATE = ("private", "hidden", "unlisted", "headless", "eleventyexcludefromcollections")
_PUBLIC = ("published", "publish", "public", "listed", "visible")
_APART = ("drafts", "draft", "unpublished")
_STATES: Mapping[str, State] = {
    **dict.fromkeys(("published", "publish", "public", "live", "final", "active"), "published"),
    **dict.fromkeys(
        ("posted", "released", "done", "complete", "completed", "finished"), "published"
    ),
    **dict.fromkeys(("new", "updated", "deprecated", "everyone", "all"), "published"),
    **dict.fromkeys(("private", "hidden", "internal", "unlisted", "skip"), "private"),
    **dict.fromkeys(("trash", "trashed", "deleted", "archived-hidden"), "trashed"),
    **dict.fromkeys(("future", "scheduled"), "future"),
    **dict.fromkeys(("protected", "password"), "protected"),
}
_SEEN = tuple(word for word, state in _STATES.items() if state == "published")

HOLDING = frozenset(
    {*_DRAFT, *_PRIVATE, *_PUBLIC, *_BEGINS, *_EXPIRES, "status", "visibility", "password"}
    | {"protected", "permalink", "build", "_build", "eleventycomputed"}
)
"""The names, in small letters, of all fields that may say that a text is not to be seen."""


def moments(fields: Mapping[str, Any]) -> dict[str, object]:
    """From when and until when it was to be seen, where that is told apart from its date."""
    found: dict[str, object] = {}
    for name, given in (("begins", _BEGINS), ("expires", _EXPIRES)):
        moments = filter(None, (moment(fields.get(each)) for each in given))
        if (value := next(moments, None)) is not None:
            found[name] = value
    return found


def unread_moment(fields: Mapping[str, Any]) -> str:
    """The name of a field that says from or until when a text was to be seen, and can't be read."""
    for name in ("publishdate", "publish_at", *_EXPIRES):
        value = fields.get(name)
        is_none = not value or str(value).startswith("0001-01-01") or _is(value, (*_NO, *_YES))
        if not is_none and moment(value) is None:
            return name
    return ""


def state(fields: Mapping[str, Any], path: str) -> State:
    """What it was: only what nothing holds back was published."""
    if _holds(fields.get("protected")) or fields.get("password"):
        return "protected"
    for name in ("status", "visibility"):
        said = str(fields.get(name) or "published").strip().lower()
        found: State = _STATES.get(said, "draft")
        if found != "published":
            return found
    if any(_holds(fields.get(name)) for name in _PRIVATE) or _has_no_page(fields):
        return "private"
    is_draft = any(_holds(fields.get(name)) for name in _DRAFT)
    is_draft = is_draft or any(not _shows(fields[name]) for name in _PUBLIC if name in fields)
    *folders, file = re.sub(r"^_|(?<=/)_", "", path.lower()).split("/")
    is_there = any(part in _APART for part in folders)
    is_there = is_there or bool(re.search(r"\.(?:draft|wip|private)\.\w+$", file))
    return "draft" if is_draft or is_there else "published"


def _has_no_page(fields: Mapping[str, Any]) -> bool:
    """Whether its generator was told to make no page of it, or to name it in no list."""
    computed = fields.get("eleventycomputed")
    places = [fields.get("permalink")]
    places += [computed.get("permalink")] if isinstance(computed, Mapping) else []
    places += [place.get("build", "") for place in places if isinstance(place, Mapping)]
    if any(_is(place, ("false", "unclear")) for place in places):
        return True
    build = fields.get("build") or fields.get("_build")
    if not isinstance(build, Mapping):
        return False
    told = {str(name).lower(): value for name, value in build.items()}
    return any(_is(told.get(name, "always"), ("never", *_NO)) for name in ("render", "list"))


def _holds(value: object) -> bool:
    """Whether a field that holds a text back says so; what is not clear does."""
    return value is not None and value != [] and not _is(value, _NO)


def _shows(value: object) -> bool:
    """Whether a field that lets a text be seen says so; a day says so, too."""
    return value is None or _is(value, ("", *_YES, *_SEEN)) or moment(value) is not None


def _is(value: object, words: tuple[str, ...]) -> bool:
    return str(value).strip().lower() in words
