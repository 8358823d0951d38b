"""What mkdocs.yml calls the site and its pages is text, while the theme prints it as it comes."""

from typing import Any

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation


def on_nav(nav: Navigation, **_: object) -> None:
    """Titles that the navigation gives; those of the pages themselves are escaped with them."""
    items: list[Any] = list(nav.items)
    for each in items:
        if each.is_section or each.is_link or "title" in vars(each):
            each.title = escape(each.title or "")
        items += each.children or []


# When the journal's feeds have taken these names as they are.
@event_priority(-100)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001
    """Names of the site, and titles made of a file's name."""
    for name in ("site_name", "site_description", "site_author"):
        config[name] = escape(config[name]) if config[name] else config[name]
    for page in (file.page for file in files.documentation_pages()):
        if page and "<" in (page.title or ""):  # no other title has a bracket that is not escaped
            page.title = escape(page.title)
