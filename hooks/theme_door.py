"""The theme does less: it lists no icons, and what many pages share is rendered once."""

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from waypost.kept import Kept, without_icons


def on_config(config: MkDocsConfig) -> None:
    """Let the theme's templates be listed in a moment."""
    get_env = config.theme.get_env
    config.theme.get_env = lambda: without_icons(get_env())  # type: ignore[method-assign]


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001
    """Note which pages the navigation marks."""
    config.extra["waypost_marked"] = {page.file.src_uri for page in nav.pages}


def on_env(env: Environment, config: MkDocsConfig, **_: object) -> None:
    """Keep what is the same on all pages of a folder that the navigation does not mark."""
    marked = config.extra["waypost_marked"]
    has_neighbours = "navigation.footer" in config.theme["features"]
    Kept(lambda page: not has_neighbours and page.file.src_uri not in marked).keep(env)
