"""The theme with less work: parts that are the same on many pages are rendered once, and kept."""

import os
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jinja2.runtime import Context

# Where these say something of the page itself, they do so only for pages that the navigation names.
_PARTIALS = (
    "partials/waypost/colophon.html",
    "partials/waypost/masthead.html",
)


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
    parts: dict[tuple[str, int, str], str] = field(default_factory=dict)

    def keep(self, environment: Environment) -> None:
        """Keep the theme's partials."""
        for name in _PARTIALS:
            template = environment.get_template(name)
            template.root_render_func = self._once(name, template.root_render_func)

    def part(self, name: str, page: Any, render: Callable[[], str]) -> str:
        """A part of a page, rendered now unless it was before."""
        if not page or page.is_homepage or not self.is_apart(page):
            return render()
        # How far up a link leads, and which part of the navigation is marked.
        key = name, page.url.count("/"), page.url.partition("/")[0]
        if key not in self.parts:
            self.parts[key] = render()
        return self.parts[key]

    def _once(
        self, name: str, render: Callable[[Context], Iterator[str]]
    ) -> Callable[[Context], Iterator[str]]:
        def rendered(context: Context) -> Iterator[str]:
            yield self.part(name, context.get("page"), lambda: "".join(render(context)))

        return rendered
