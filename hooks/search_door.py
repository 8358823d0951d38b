"""The search: an index of what readers may find, beside the pages."""

from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from waypost import search
from waypost.build import Build
from waypost.cli.dealing import Dealer
from waypost.pages.emptiness import empty
from waypost.search.documents import Shown, documents


def on_env(_: Environment, config: MkDocsConfig, files: Files) -> None:
    """Make the index once all texts are finished."""
    build = Build.of(config.extra)
    known, texts = config.extra["waypost_ledger"], build.prose
    others = _others(files, build)
    found = documents(build.journal, build.language, texts, others, texts.digests)
    parts = search.index(found, build.journal.settings, build.language, known)
    config.extra["waypost_search"] = parts


def on_post_build(config: MkDocsConfig) -> None:
    """Write it beside the pages."""
    parts, kept = config.extra["waypost_search"], Path(config.extra["waypost_cache"], "search")
    shelf = config.extra["waypost_ledger"].shelf("files of the search")
    dealer = Dealer(Path(config.site_dir), kept, shelf)
    dealer.parts(parts)
    dealer.forget()
    # Stems are no names, though "marks" becomes one; the texts that they are from are looked at.
    config.extra["waypost_theirs"] |= {path for path in parts if search.is_words(path)}


def _others(files: Files, build: Build) -> dict[str, Shown]:
    """The pages that no record is behind, by source path; not those that have nothing to tell."""
    unseen, mine = empty(build.journal), build.journal.pages
    records = build.journal.sources.keys() - mine.keys() | unseen
    pages = {file.src_uri: file.page for file in files.documentation_pages() if file.page}
    return {
        uri: _shown(page)
        for uri, page in pages.items()
        if uri not in records and not _searching(page).get("exclude")
    }


def _shown(page: Page) -> Shown:
    # The navigation may call a page something shorter than its title. Texts are escaped there,
    # because the theme prints them as they come.
    title = unescape(str(page.meta.get("title") or page.title or ""))
    summary = unescape(str(page.meta.get("description") or ""))
    return Shown(title, summary, _searching(page).get("boost") or 1)


def _searching(page: Page) -> dict[str, Any]:
    return page.meta.get("search") or {}
