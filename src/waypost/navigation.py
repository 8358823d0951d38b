"""The navigation that an author wrote, without what readers can't see yet."""

from collections.abc import Collection
from typing import Any


def without(navigation: Any, uris: Collection[str]) -> Any:
    """A navigation, as `nav:` in mkdocs.yml has it, without the pages at some source paths.

    A section that held nothing else goes with them.
    """
    if isinstance(navigation, list):
        kept = [without(each, uris) for each in navigation]
        return [each for each in kept if each not in (None, [], {})]
    if isinstance(navigation, dict):
        parts = {name: without(each, uris) for name, each in navigation.items()}
        return {name: each for name, each in parts.items() if each not in (None, [], {})}
    return None if navigation in uris else navigation
