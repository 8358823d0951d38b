"""One converter of Markdown for all pages, where a host would make a new one for each."""

from collections.abc import Mapping, Sequence
from typing import Any

from markdown import Extension, Markdown


class Shared(Extension):
    """An extension that stands for all others.

    The first converter that has it is made with them; each later one is the first again, as it was
    before its first text. That is what Python-Markdown's `reset` is for, which every converter
    calls when it is made, and which extensions with a memory have to follow (Extension API).
    """

    def __init__(
        self, extensions: Sequence[str | Extension], configs: Mapping[str, dict[str, Any]]
    ) -> None:
        """Stand for these extensions, given as Python-Markdown takes them."""
        super().__init__()
        self._extensions, self._configs = extensions, configs
        self._first: Markdown | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Make the first converter; let a later one have all that the first one has."""
        if self._first is None:
            self._first = md.registerExtensions(self._extensions, self._configs)
        md.__dict__ = self._first.__dict__
