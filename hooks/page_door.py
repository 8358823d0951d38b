"""The host takes fewer steps for each page, and comes to the same.

These are patches of its internals, for the versions of MkDocs and ProperDocs that were read; with
another all is as the host does it. A test says what to do when what was read has changed.
"""

import re
from typing import Any

import markdown
import mkdocs
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages

from waypost.converter import Shared

KNOWN = {"1.6.1", "1.6.7"}
"""Versions of MkDocs and of ProperDocs."""

_PLACE = re.compile(r"#[\w:.-]+", re.ASCII)


def on_config(config: MkDocsConfig) -> None:  # noqa: ARG001
    """Let the host's pages take these steps; once, since under `serve` there are many builds."""
    host: Any = pages
    if mkdocs.__version__ in KNOWN and host.markdown is markdown:
        host.markdown = _Library()
        host._RelativePathTreeprocessor = _links(host._RelativePathTreeprocessor)
        host._RawHTMLPreprocessor = _tags(host._RawHTMLPreprocessor)


class _Library:
    """`markdown`, as the host's module of pages knows it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(markdown, name)

    def Markdown(self, *, extensions: list[Any], **others: Any) -> Markdown:  # noqa: N802
        """A converter: one that is there, where it would only take the place of a new one."""
        shared = extensions[0] if len(extensions) == 1 else None
        ready = shared.ready if isinstance(shared, Shared) else None
        return ready or Markdown(extensions=extensions, **others)


def _links(kind: type[Any]) -> type[Any]:
    class Links(kind):  # type: ignore[misc]
        """Knows at a glance what leads to a place in the page itself, as every heading does."""

        def path_to_url(self, url: str) -> str:
            if not _PLACE.fullmatch(url):
                return str(super().path_to_url(url))
            self.links_to_anchors.setdefault(self.file, {}).setdefault(url[1:], url)
            return url

    return Links


def _tags(kind: type[Any]) -> type[Any]:
    class Tags(kind):  # type: ignore[misc]
        """Looks for tags only in a text with one."""

        def run(self, lines: list[str]) -> list[str]:
            return list(super().run(lines)) if any("<" in each for each in lines) else lines

    return Tags
