"""The navigation of a journal whose author wrote none, in the journal's language."""

import posixpath
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from waypost.downloads import PAGE
from waypost.journal import Journal
from waypost.pages import Pages
from waypost.permalinks import address
from waypost.records import DECISIONS, ENTRIES, EXPERIMENTS, GOALS, KEY_RESULTS, PHASES
from waypost.topics import SUBSCRIBE
from waypost.views.digests import DIGESTS
from waypost.views.tags import page_title

HOMES = ("index.md", "README.md")
"""What the page at the top may be called."""

ABOUT = "about.md"
"""The author's page about the journal."""


def contents(pages: Pages) -> list[Any]:
    """A navigation, as `nav:` in mkdocs.yml has it.

    Pages of the author's own stand below "About", by title. Of a folder that has an index.md only
    that page does: it leads to the others.
    """
    journal, _ = pages.journal, pages.language.translations.gettext
    home = next((uri for uri in HOMES if uri in journal.sources), None)
    about = {_("This journal"): ABOUT} if ABOUT in journal.sources else {}
    archive = {_("Archive"): PAGE} if pages.archived else {}
    own = _own(journal, [uri for uri, _ in pages.planned()])
    parts: Mapping[str, Any] = {
        **({_("Home"): home} if home else {}),
        _("Now"): "now.md",
        _("Entries"): _lines(
            {
                _("By week"): f"{ENTRIES}/index.md",
                _("Timeline"): "timeline.md",
                _("Digests"): f"{DIGESTS}/index.md",
            }
        ),
        _("The way"): _lines(
            {
                _("Stages"): "stages/index.md",
                _("Barriers"): "barriers/index.md",
                _("Stages and barriers"): "matrix.md",
                _("Phases"): f"{PHASES}/index.md",
                _("Backlog"): "backlog.md",
            }
        ),
        _("Decisions"): _lines(
            {
                _("Decisions"): f"{DECISIONS}/index.md",
                _("Experiments"): f"{EXPERIMENTS}/index.md",
            }
        ),
        _("Goals"): _lines(
            {
                _("Goals"): f"{GOALS}/index.md",
                _("Key results"): f"{KEY_RESULTS}/index.md",
                _("Effort against effect"): "effort.md",
            }
        ),
        _("Yes, we are moving"): "progress.md",
        _("About"): [*_lines(about), *own, *_lines({_("Subscribe"): SUBSCRIBE} | archive)],
    }
    return _lines(parts)


def _lines(names: Mapping[str, Any]) -> list[Any]:
    return [{name: each} for name, each in names.items()]


def _own(journal: Journal, made: Collection[str]) -> Iterator[str]:
    """The author's other pages, by title; those that lie beside an index.md are left to it."""
    taken = {address(uri) for uri in (*made, *HOMES, ABOUT)}
    uris = [uri for uri in journal.pages if address(uri) not in taken]
    indexes = {posixpath.dirname(uri) for uri in uris if posixpath.basename(uri) in HOMES}
    titles = {uri: page_title(journal, uri).casefold() for uri in uris}
    for uri in sorted(uris, key=lambda uri: (titles[uri], uri)):
        is_index = posixpath.basename(uri) in HOMES
        above = [str(folder) for folder in PurePosixPath(uri).parents]
        if not indexes & {*(above[1:] if is_index else above)}:
            yield uri
