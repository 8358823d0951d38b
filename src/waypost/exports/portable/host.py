"""A small mkdocs.yml that MkDocs, ProperDocs and Zensical read alike."""

from collections.abc import Callable, Collection
from typing import Any

import yaml

from waypost import navigation
from waypost.converter import Function
from waypost.exports.texts import Texts
from waypost.pages.contents import contents
from waypost.pages.emptiness import empty
from waypost.topics import RSS

SHEET = "assets/waypost/waypost.css"
"""The one style sheet, by its path in the folder of the pages."""

_TOLD = """\
# Made by `waypost render`. MkDocs, ProperDocs and Zensical build this as it is.
"""


class _Dumper(yaml.SafeDumper):
    """YAML with names of functions, as hosts read them."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Say everything where it stands."""
        return True


_Dumper.add_representer(
    Function,
    lambda dumper, name: dumper.represent_scalar(f"tag:yaml.org,2002:python/name:{name}", ""),
)


def settings(texts: Texts, there: Collection[str], placed: Callable[[Any], Any]) -> str:
    """The settings of a rendered journal; `there` are the paths of the files beside the pages.

    `placed` gives a navigation whose pages stand where they are written.
    """
    pages, given = texts.pages, texts.settings
    journal = pages.journal
    names, told = texts.extensions
    unseen = {each.uri for each in journal.held} | empty(journal)
    nav = contents(pages) if given.get("nav") is None else given["nav"]
    licence = journal.settings.licence
    about: dict[str, Any] = {
        "site_name": pages.site.title,
        "site_url": pages.site.address,
        "site_description": pages.site.description,
        "site_author": journal.settings.author.name,
        "copyright": " · ".join(
            [
                journal.settings.author.name,
                *([_linked(licence.name, licence.url)] if licence else []),
            ]
        ),
        "theme": {
            "name": "material",
            "language": pages.language.code,
            "font": False,
            "features": ["navigation.tabs", "navigation.indexes", "toc.follow"],
            "palette": _PALETTE,
        },
        "extra": {
            "social": [
                {"icon": "fontawesome/solid/rss", "link": pages.site.url(RSS.name), "name": "RSS"}
            ]
        },
        "extra_css": [SHEET, *_listed(given.get("extra_css"), there)],
        "extra_javascript": _listed(given.get("extra_javascript"), there),
        "plugins": ["search"],
        "markdown_extensions": [{name: told[name]} if told.get(name) else name for name in names],
        "nav": placed(navigation.without(nav, unseen)),
    }
    about["validation"] = {"links": dict.fromkeys(_LINKS, "ignore")}
    said = {name: value for name, value in about.items() if value}
    return _TOLD + yaml.dump(said, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


# What can lead nowhere was said by `waypost check`, with the line and a cure.
_LINKS = ("not_found", "unrecognized_links", "absolute_links", "anchors")
_PALETTE = [
    {"media": "(prefers-color-scheme: light)", "scheme": "default", "primary": "white"},
    {"media": "(prefers-color-scheme: dark)", "scheme": "slate", "primary": "black"},
]


def _linked(name: str, url: str | None) -> str:
    from html import escape

    return f'<a href="{escape(url)}">{escape(name)}</a>' if url else escape(name)


def _listed(given: object, there: Collection[str]) -> list[Any]:
    """Files of hers that her pages load, where they are there."""
    return [each for each in given if each in there] if isinstance(given, list) else []
