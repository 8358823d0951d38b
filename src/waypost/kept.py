"""The theme with less work: parts that are the same on many pages are rendered once, and kept."""

import os
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context, Macro

# Where these say something of the page itself, they do so only for pages that the navigation names.
_BLOCKS = ("icons", "styles", "main_feeds", "header", "footer", "scripts")


class _WithoutIcons(FileSystemLoader):
    """A folder of templates that is listed without what begins with a dot, which no site gets.

    In such folders Material keeps more than ten thousand icons; a template still finds each.
    """

    def list_templates(self) -> list[str]:
        found = set()
        for path in map(str, self.searchpath):
            for folder, folders, names in os.walk(path):
                folders[:] = [name for name in folders if not name.startswith(".")]
                inner = os.path.relpath(folder, path).replace(os.sep, "/")
                found |= {posixpath.normpath(posixpath.join(inner, name)) for name in names}
        return sorted(found)


def without_icons(environment: Environment) -> Environment:
    """The same environment, whose templates are listed in a moment."""
    if type(environment.loader) is FileSystemLoader:
        environment.loader = _WithoutIcons(environment.loader.searchpath)
    return environment


@dataclass(frozen=True)
class Kept:
    """What was rendered, by its name and by the folder of the page.

    `is_apart` says of a page whether the theme shows nothing there but what all pages of its
    folder show: such a page is not in the navigation, which would mark it.
    """

    is_apart: Callable[[Any], bool]
    parts: dict[tuple[object, ...], str] = field(default_factory=dict)

    def keep(self, environment: Environment) -> None:
        """Keep blocks of the theme; let its templates keep what a macro makes of a record."""
        blocks = environment.get_template("main.html").blocks
        for name in _BLOCKS:
            blocks[name] = self._once(name, blocks[name])
        environment.globals["kept"] = self._called

    def part(self, name: str, page: Any, render: Callable[[], str]) -> str:
        """A part of a page, rendered now unless it was before."""
        if not page or page.is_homepage or not self.is_apart(page):
            return render()
        # How far up a link leads, and which part of the navigation is marked.
        key = name, *_place(page)
        if key not in self.parts:
            self.parts[key] = render()
        return self.parts[key]

    def _once(
        self, name: str, render: Callable[[Context], Iterator[str]]
    ) -> Callable[[Context], Iterator[str]]:
        def rendered(context: Context) -> Iterator[str]:
            yield self.part(name, context.get("page"), lambda: "".join(render(context)))

        return rendered

    @pass_context
    def _called(self, context: Context, macro: Macro, record: Any, *given: str) -> str:
        """What a macro makes of a record that has an id, on all pages of a folder."""
        key = macro.name, record.id, given, *_place(context["page"])
        if key not in self.parts:
            self.parts[key] = macro(record, *given)
        return self.parts[key]


def _place(page: Any) -> tuple[int, str]:
    return page.url.count("/"), page.url.partition("/")[0]
