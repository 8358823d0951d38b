"""An item of an export as a text of a diary."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from html import unescape
from urllib.parse import unquote

from waypost.imports.html import as_markdown, as_plain_text
from waypost.imports.model import Post, Refusal, State
from waypost.imports.wordpress.content import Picture, html_of
from waypost.imports.wordpress.wxr import Item, Part

_EMPTY = "There is no text in it."
_STATES: Mapping[str, State] = {
    "publish": "published",
    "draft": "draft",
    "auto-draft": "draft",
    "pending": "draft",
    "private": "private",
    "future": "future",
    "trash": "trashed",
}
_LABELS = {"category", "post_tag", "tag"}
_NO_LABEL = {"uncategorized", "uncategorised", "sin-categoria", "ikke-kategoriseret"}
_MEMBERS = (
    *("_jetpack_newsletter_access", "_members_access_role", "_wpmem_block"),
    *("rcp_subscription_level", "rcp_access_level", "_memberful_acl"),
)
_EVERYBODY = {"", "everybody", "0", "none", "all", "a:0:{}"}
_QUARTER = timedelta(minutes=15)
_FARTHEST = timedelta(hours=14)


@dataclass(frozen=True)
class Export:
    """What the posts of an export point to: pictures, and blocks that several of them share."""

    pictures: Mapping[str, Picture] = field(default_factory=dict)
    blocks: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Iterable[Part]) -> "Export":
        """Gather them from all files of an export."""
        pictures, blocks = dict[str, Picture](), dict[str, str]()
        for part in parts:
            for item in part.items:
                number = item.said.get("wp:post_id", "").strip()
                if not _is_public(item.said):
                    continue
                if item.kind == "attachment":
                    pictures[number] = _picture(item)
                elif item.kind == "wp_block":
                    blocks[number] = item.said.get("content:encoded", "")
        return cls(pictures, blocks)


def _is_public(said: Mapping[str, str]) -> bool:
    """Whether a reader could see what posts show of it: a part of its own may be private, too."""
    is_there = said.get("wp:status", "").strip() in ("publish", "inherit", "")
    return is_there and not said.get("wp:post_password", "").strip()


def _picture(item: Item) -> Picture:
    address = item.said.get("wp:attachment_url", "").strip()
    return Picture(
        address or item.said.get("guid", "").strip(),
        " ".join(item.meta.get("_wp_attachment_image_alt", "").split()),
        as_plain_text(item.said.get("excerpt:encoded", "")),
        item.said.get("wp:post_parent", "0").strip(),
    )


def post_of(origin: str, item: Item, part: Part, export: Export) -> Post | Refusal:
    """A post or a page, or why it can't be one."""
    said = item.said
    title = as_plain_text(said.get("title", ""))
    number = said.get("wp:post_id", "").strip()
    notes = list[str]()
    html, lost = html_of(said.get("content:encoded", ""), number, export.pictures, export.blocks)
    text = as_markdown(html + _footnotes(item.meta.get("footnotes", "")))
    image = export.pictures.get(item.meta.get("_thumbnail_id", "").strip())
    if not text.text and image is None:
        return Refusal(origin, _EMPTY, title)
    published = _published(said)
    if published is None and said.get("wp:status", "").strip() != "draft":
        notes.append("Its home does not say when it was published.")
    state, unknown = _state(said)
    if state == "published" and _is_for_members(item.meta):
        state, unknown = "private", [*unknown, "Only members could read it."]
    notes += [*unknown, *lost, *text.notes]
    return Post(
        origin=origin,
        title=title,
        published=published,
        text=text.text,
        id=said.get("guid", "").strip(),
        state=state,
        updated=_moment(said, "wp:post_modified"),
        summary=as_plain_text(said.get("excerpt:encoded", "")),
        language=_language(item) or part.language,
        labels=_labels(item),
        addresses=_addresses(said, part.base, number),
        name=unquote(said.get("wp:post_name", "").strip()),
        image=image.address if image else "",
        image_alt=image.alt if image else "",
        notes=list(dict.fromkeys(notes)),
    )


def _state(said: Mapping[str, str]) -> tuple[State, list[str]]:
    """What a post was there; one that nobody knows counts as a draft."""
    status = said.get("wp:status", "").strip()
    state = _STATES.get(status, "draft")
    if state == "published" and said.get("wp:post_password", "").strip():
        return "protected", []
    if status in _STATES:
        return state, []
    return state, [f"Its state there, '{status}', is unknown here, so it counts as a draft."]


def _is_for_members(meta: Mapping[str, str]) -> bool:
    """Whether a plugin showed a post to some alone."""
    said = {key: meta.get(key, "").strip().strip("'\"") for key in _MEMBERS}
    return any(value.lower() not in _EVERYBODY for value in said.values())


def _published(said: Mapping[str, str]) -> datetime | None:
    """When it was published, with the zone of its home where that can be told."""
    found = _moment(said, "wp:post_date")
    if found is None and (text := said.get("pubDate", "").strip()):
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
        if found.year < 1900:  # drafts: 30 Nov -0001
            return None
    return found


def _moment(said: Mapping[str, str], name: str) -> datetime | None:
    """A moment that stands there twice: where its author was, and in universal time."""
    local, universal = _parsed(said.get(name, "")), _parsed(said.get(f"{name}_gmt", ""))
    if universal is None:
        return local
    if local is None:
        return universal.replace(tzinfo=UTC)
    ahead = local - universal
    if abs(ahead) > _FARTHEST or ahead % _QUARTER:
        return universal.replace(tzinfo=UTC)
    return local.replace(tzinfo=timezone(ahead) if ahead else UTC)


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        return None


def _language(item: Item) -> str:
    """The language of a post, as Polylang says it."""
    return next((each.nicename for each in item.categories if each.domain == "language"), "")


def _labels(item: Item) -> Sequence[str]:
    labels = (
        unescape(each.label or unquote(each.nicename))
        for each in item.categories
        if each.domain in _LABELS and each.nicename not in _NO_LABEL
    )
    return list(dict.fromkeys(filter(None, (" ".join(each.split()) for each in labels))))


def _addresses(said: Mapping[str, str], base: str, number: str) -> Sequence[str]:
    """Where it could be read; WordPress leads there from its number, too."""
    found = [said.get("link", "").strip()]
    guid = said.get("guid", "").strip()
    if re.match("https?://", guid):
        found.append(guid)
    if base and number.isdigit() and said.get("wp:post_type", "post").strip() == "post":
        found.append(f"{base.rstrip('/')}/?p={number}")
    return list(dict.fromkeys(filter(None, found)))


def _footnotes(text: str) -> str:
    """The footnotes of a post, which WordPress keeps beside it, as it shows them."""
    try:
        found = json.loads(text) if text.strip() else []
    except (ValueError, RecursionError):
        return ""
    notes = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    items = "".join(
        f'<li id="{_name(each)}">{each.get("content", "")} <a href="#{_name(each)}-link">↩︎</a></li>'
        for each in notes
        if _name(each)
    )
    return f'<ol class="wp-block-footnotes">{items}</ol>' if items else ""


def _name(note: Mapping[str, object]) -> str:
    return re.sub(r"[^\w-]", "", str(note.get("id", "")))
