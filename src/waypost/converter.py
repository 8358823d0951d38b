"""One converter of Markdown for all pages, where a host would make a new one for each.

It never fails: a text in which too much hangs on each other becomes `TANGLED`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from markdown import Extension, Markdown

from waypost.quick import hasten

_PURE = {
    *("abbr", "admonition", "attr_list", "codehilite", "def_list", "fenced_code", "footnotes"),
    *("legacy_attrs", "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty"),
    *("tables", "toc", "wikilinks", "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret"),
    *("pymdownx.critic", "pymdownx.details", "pymdownx.escapeall", "pymdownx.fancylists"),
    *("pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink"),
    *("pymdownx.mark", "pymdownx.progressbar", "pymdownx.saneheaders", "pymdownx.smartsymbols"),
    *("pymdownx.striphtml", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist"),
    *("pymdownx.tilde",),
}

TANGLED = "<p>&hellip;</p><!-- waypost: tangled -->"
"""What stands for a text that can't be converted."""


def is_pure(extensions: Iterable[str]) -> bool:
    """Whether extensions look at nothing but the text; of those that we do not know, nobody knows.

    Some read other files, as snippets do, or put pictures into the page.
    """
    return all(
        name in _PURE or name.removeprefix("markdown.extensions.") in _PURE for name in extensions
    )


class Function(str):
    """The name of a function that an extension is told, as mkdocs.yml has it: `module.function`."""


def callable_configs(configs: Mapping[str, Any]) -> dict[str, Any]:
    """What extensions are told, with functions in the place of their names.

    One that is not there is left out, and the extension goes on as it does by itself.
    """
    found = {name: _callable(each) for name, each in configs.items()}
    return {name: each for name, each in found.items() if each is not None}


def _callable(value: Any) -> Any:
    if isinstance(value, dict):
        return callable_configs(value)
    if isinstance(value, list):
        return [each for each in map(_callable, value) if each is not None]
    if not isinstance(value, Function):
        return value
    module, _, name = value.rpartition(".")
    try:
        return getattr(import_module(module), name, None)
    except (ImportError, ValueError):
        return None


def worded(
    configs: Mapping[str, dict[str, Any]], _: Callable[[str], str]
) -> dict[str, dict[str, Any]]:
    """What extensions are told, with what they say to readers in the journal's language."""
    words = {
        "footnotes": {"BACKLINK_TITLE": _("Back to note {} in the text")},
        "toc": {"permalink_title": _("Link to this part")},
    }
    said = {name: {**each, **configs.get(name, {})} for name, each in words.items()}
    return {**configs, **said}


def _to_an_end(md: Markdown) -> Callable[[str], str]:
    """A conversion that ends where Python would have to remember too much at once."""
    convert = md.convert

    def converted(source: str) -> str:
        try:
            return convert(source)
        except RecursionError:
            del md.parser.state[:]  # where it was when it had to stop; `reset` leaves that alone
            return TANGLED

    return converted


def alone(
    extensions: Sequence[str | Extension], configs: Mapping[str, dict[str, Any]]
) -> Callable[[str], str]:
    """A conversion that knows of no page; its converter is made when it is first asked for."""
    made: list[Markdown] = []

    def convert(text: str) -> str:
        if not made:
            made.append(Markdown(extensions=extensions, extension_configs={**configs}))
            hasten(made[0])
        return made[0].reset().convert(text)

    return convert


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
            hasten(self._first)
            self._first.convert = _to_an_end(self._first)  # type: ignore[assignment,method-assign]
        md.__dict__ = self._first.__dict__

    @property
    def ready(self) -> Markdown | None:
        """The first converter as it was before its first text, if it is made by now."""
        return self._first and self._first.reset()
