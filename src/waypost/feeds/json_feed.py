"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from typing import Any

from waypost.feeds.model import Feed, Item

_VERSION = "https://jsonfeed.org/version/1.1"


def document(feed: Feed, url: str) -> bytes:
    """A feed that is published at an address."""
    author = {"name": feed.author.name}
    found = {
        "version": _VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": url,
        "description": feed.description,
        "language": feed.language,
        "authors": [author],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else None,
        "items": [_item(item) for item in feed.items],
    }
    return (json.dumps(_said(found), ensure_ascii=False, indent=1) + "\n").encode()


def _item(item: Item) -> dict[str, Any]:
    found = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.content,
        "summary": item.summary,
        "image": item.image,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "tags": list(dict.fromkeys(category.label for category in item.categories)),
        "language": item.language,
    }
    return _said(found)


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """What has a value; an empty list of items is one."""
    return {name: value for name, value in values.items() if value or name == "items"}
