"""Parts of the theme that are the same on all pages of a folder: rendered once, and kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Context

# Where these say something of the page itself, they do so only for pages that the navigation names.
_PARTIALS = (
    "partials/footer.html",
    "partials/logo.html",
    "partials/nav.html",
    "partials/palette.html",
    "partials/search.html",
    "partials/tabs.html",
)


@dataclass(frozen=True)
class Kept:
    """What was rendered, by its name and by the folder of the page.

    `is_apart` says of a page whether the theme shows nothing there but what all pages of its
    folder show: such a page is not in the navigation, which would mark it.
    """

    is_apart: Callable[[Any], bool]
    parts: dict[tuple[str, str], str] = field(default_factory=dict)

    def keep(self, environment: Environment) -> None:
        """Keep the theme's partials, and what a template asks for by `kept(name, page, super)`."""
        for name in _PARTIALS:
            template = environment.get_template(name)
            template.root_render_func = self._once(name, template.root_render_func)
        environment.globals["kept"] = self.part

    def part(self, name: str, page: Any, render: Callable[[], str]) -> str:
        """A part of a page, rendered now unless it was before."""
        if not page or not self.is_apart(page):
            return render()
        key = name, page.url.rstrip("/").rpartition("/")[0]
        if key not in self.parts:
            self.parts[key] = render()
        return self.parts[key]

    def _once(
        self, name: str, render: Callable[[Context], Iterator[str]]
    ) -> Callable[[Context], Iterator[str]]:
        def rendered(context: Context) -> Iterator[str]:
            yield self.part(name, context.get("page"), lambda: "".join(render(context)))

        return rendered
