"""The navigation that an author wrote, without what readers can't see yet."""

import re
from collections.abc import Collection
from typing import Any
from urllib.parse import unquote


def without(navigation: Any, uris: Collection[str]) -> Any:
    """A navigation, as `nav:` in mkdocs.yml has it, without the pages at some source paths.

    A part that held nothing else goes with them.
    """
    if isinstance(navigation, list):
        kept = [without(each, uris) for each in navigation]
        return [each for each in kept if each not in (None, [], {})]
    if isinstance(navigation, dict):
        parts = {name: without(each, uris) for name, each in navigation.items()}
        return {name: each for name, each in parts.items() if each not in (None, [], {})}
    return None if _names(str(navigation), uris) else navigation


def uris(nav: Any) -> set[str]:
    """Everything that a navigation, as `nav:` in mkdocs.yml has it, leads to."""
    if isinstance(nav, dict):
        return set().union(*map(uris, nav.values()))
    if isinstance(nav, list):
        return set().union(*map(uris, nav))
    return {str(nav)}


def folders(item: Any) -> set[str]:
    """The folders at the top in which the pages of a part of the navigation stand."""
    if item.is_section:
        return set().union(*map(folders, item.children))
    first, slash, _ = (item.url or "").partition("/")
    return {first} if slash and first else set()


def _names(target: str, uris: Collection[str]) -> bool:
    """Whether what a navigation leads to is one of the pages, in whatever way it is written."""
    path = re.split("[#?]", unquote(target).casefold())[0]
    plain = f"/{re.sub('/+', '/', path).strip('/').removesuffix('.md').removesuffix('.html')}"
    return any(plain.endswith(f"/{uri.casefold().removesuffix('.md')}") for uri in uris)
