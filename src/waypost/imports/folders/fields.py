"""What the fields of many generators say of a text, in the words of `Post`."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from html import unescape
from typing import Any

from waypost.imports.folders.times import moment

_DATES = ("date", "pubdate", "published", "publishdate", "created", "date_published", "created_at")
_UPDATES = ("lastmod", "updated", "modified", "last_modified_at", "updateddate", "date_modified")
_SUMMARIES = ("summary", "description", "excerpt", "lead", "subtitle", "abstract", "dek", "intro")
_IMAGES = (
    *("image", "featured_image", "featuredimage", "cover", "thumbnail", "hero", "banner_image"),
    *("banner", "header", "coverimage", "cover_image", "heroimage", "hero_image", "feature_image"),
    *("thumb", "teaser", "featured", "images", "og_image", "social_image", "photo", "img", "card"),
)
_ALTS = ("alt", "image_alt", "imagealt", "cover_alt", "heroalt", "caption", "image_description")
_LABELS = ("categories", "category", "tags", "tag", "keywords", "topics", "series")
_OLD = ("redirect_from", "aliases", "alias", "redirects", "old_urls")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif)$", re.IGNORECASE)


def published(fields: Mapping[str, Any]) -> date | datetime | None:
    """When it appeared, as its fields have it."""
    for name in _DATES:
        value = fields.get(name)
        if isinstance(value, Mapping):
            value = value.get("created") or value.get("published")
        if (found := moment(value)) is not None:
            return found
    return None


def is_made_then(fields: Mapping[str, Any]) -> bool:
    """Whether the only day that its fields tell is that on which its file was made."""
    made = [name for name in _DATES if moment(fields.get(name)) is not None]
    return bool(made) and all(name.startswith("created") for name in made)


def unread_date(fields: Mapping[str, Any]) -> str:
    """The date that stands there and can't be read, if one does."""
    value = fields.get("date")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value) if value and not isinstance(value, Mapping) else ""


def updated(fields: Mapping[str, Any]) -> date | datetime | None:
    """When it was last changed."""
    for name in _UPDATES:
        if (found := moment(fields.get(name))) is not None:
            return found
    value = fields.get("date")
    return moment(value.get("updated")) if isinstance(value, Mapping) else None


def summary(fields: Mapping[str, Any]) -> str:
    """One or two sentences on it, as plain text."""
    return next(filter(None, (plain(fields.get(name)) for name in _SUMMARIES)), "")


def language(fields: Mapping[str, Any]) -> str:
    """The code of its language, as far as it says one."""
    value = next((fields[n] for n in ("lang", "language", "locale") if fields.get(n)), "")
    return str(value).replace("_", "-").split(".")[0] if isinstance(value, str) else ""


def labels(fields: Mapping[str, Any], by_spaces: bool = False) -> Iterator[str]:
    """Categories, tags and their like, in order, each once.

    `by_spaces` if a text of several words names as many, as in Jekyll.
    """
    seen: set[str] = set()
    for each in (label for name in _LABELS for label in _labels(fields.get(name), by_spaces)):
        if each.casefold() not in seen:
            seen.add(each.casefold())
            yield each
    taxonomies = fields.get("taxonomies")
    if isinstance(taxonomies, Mapping):
        yield from labels({str(name).lower(): value for name, value in taxonomies.items()})


def old_addresses(fields: Mapping[str, Any]) -> list[str]:
    """The addresses that it says to have had before."""
    return [each for name in _OLD for each in _texts(fields.get(name))]


def image(fields: Mapping[str, Any]) -> tuple[str, str]:
    """The picture that stands for it, and what that shows."""
    alt = next(filter(None, (plain(fields.get(name)) for name in _ALTS)), "")
    for name in _IMAGES:
        value = fields.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, Mapping):
            small = {str(key).lower(): each for key, each in value.items()}
            names = ("src", "image", "path", "url", "teaser", "feature", "relative", "file")
            alt = alt or next(filter(None, (plain(small.get(each)) for each in _ALTS)), "")
            value = next((small[each] for each in names if isinstance(small.get(each), str)), None)
        if isinstance(value, str) and _PICTURE.search(value.split("?")[0].strip()):
            return value.strip(), alt
    return "", ""


def plain(value: object) -> str:
    """A value as one line of text: without HTML, and without the signs of Markdown around words."""
    if isinstance(value, bool) or value is None or isinstance(value, Mapping | list):
        return ""
    text = re.sub(r"<!--.*?(?:-->|\Z)", "", str(value), flags=re.DOTALL)
    text = re.sub(r"</?[A-Za-z][^<>]*>", "", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\{[{%].*?[%}]\}", "", text)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    return " ".join(unescape(text).split())


def identity(fields: Mapping[str, Any]) -> str:
    """The id that those who follow know, if it stands there."""
    for name in ("guid", "id", "uuid", "atom_id"):
        value = fields.get(name)
        if isinstance(value, str) and re.match(r"[A-Za-z][\w+.-]*:\S", value):
            return value.strip()
    return ""


def begins_with(text: str, summary: str) -> bool:
    """Whether a text begins with its summary, so that readers would get it twice."""
    if not summary:
        return False
    start = re.sub(r"\W+", "", plain(text[: 2 * len(summary) + 400])).casefold()
    return start.startswith(re.sub(r"\W+", "", summary.rstrip(".… ")).casefold())


def _labels(value: object, by_spaces: bool) -> Iterator[str]:
    """Names; a text holds several where commas part them, and one otherwise."""
    if isinstance(value, str):
        parts = r"[,;]" if re.search("[,;]", value) else r"\s+" if by_spaces else "\n"
        value = re.split(parts, value)
    if isinstance(value, list):
        yield from filter(None, (plain(each) for each in value))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)


def _texts(value: object) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [each.strip() for each in found if isinstance(each, str) and each.strip()]
