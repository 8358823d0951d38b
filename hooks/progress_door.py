"""Whoever waits for a build learns how far it is, if a command of ours asked for that."""

import os
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from waypost.cli.progress import PIPE, Whisper


# When it is known which pages have to be made.
@event_priority(-2000)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Begin to count."""
    config.extra["waypost_whisper"] = Whisper() if PIPE in os.environ else None
    config.extra["waypost_counted"] = [0, len(files.documentation_pages())]


def on_page_content(html: str, config: MkDocsConfig, **_: Any) -> None:  # noqa: ARG001
    """A text more is read."""
    _count(config, "Reading texts")


def on_env(*_: object, config: MkDocsConfig, **__: object) -> None:
    """From here on pages are made of them."""
    config.extra["waypost_counted"][0] = 0


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:  # noqa: ARG001
    """A page more is made."""
    _count(config, "Making pages")


def _count(config: MkDocsConfig, what: str) -> None:
    counted, whisper = config.extra["waypost_counted"], config.extra["waypost_whisper"]
    counted[0] += 1
    if whisper:
        whisper.tell(what, *counted)
