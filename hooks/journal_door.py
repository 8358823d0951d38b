"""The door to MkDocs: each event hands on to a plain function of the engine.

What a build knows lives on that build's config, under `extra`: under `mkdocs serve` this file is
loaded once and a config is made for every build.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from jinja2 import Environment
from mkdocs import plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from waypost import checks, clock, feeds, settings, views
from waypost.feeds.model import Site, main_feed
from waypost.journal import Journal, load
from waypost.languages import Language, language
from waypost.pages import Pages
from waypost.permalinks import address
from waypost.problems import Problem, Severity, errors
from waypost.prose import Prose, with_captions, without_comments
from waypost.records import folder_of
from waypost.sources import Source

# A child of the host's own logger, whatever the host is called, so that `--strict` counts it.
log = plugins.log.getChild("waypost")


# Headings: with fewer, a table of contents says what the eye sees.
_WORTH_A_TABLE = 3


@dataclass
class Build:
    """What one build has read, and what it has found out on its way."""

    journal: Journal
    now: datetime
    language: Language
    pages: Pages
    preview: bool
    problems: list[Problem]
    addresses: set[str] = field(default_factory=set)
    prose: dict[str, Prose] = field(default_factory=dict)
    found: list[Problem] = field(default_factory=list)

    def problems_of(self, source: Source) -> list[Problem]:
        """What the author has to mend in one file; advice stands in the log only."""
        return [
            each
            for each in (*self.problems, *self.found)
            if each.path == source.path and each.severity is not Severity.HINT
        ]


def on_config(config: MkDocsConfig) -> None:
    """Read the journal; refuse to build while something in it has to be mended."""
    root = Path(config.config_file_path or "mkdocs.yml").parent
    journal, problems = load(root, os.path.relpath(config.docs_dir, root))
    try:
        now = clock.now(os.environ, journal.settings.timezone, lambda: datetime.now(UTC))
    except clock.ClockError as error:
        raise Abort(str(error)) from None
    chosen = language(config.theme.get("language", "en"))
    problems += [*_settings(config), *checks.check(journal, now, chosen)]
    preview = _is_preview()
    shown = journal.previewed() if preview else journal.released(now)
    config.extra["waypost"] = Build(shown, now, chosen, Pages(shown, chosen), preview, problems)
    _report(problems, preview)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: object) -> None:
    """Watch the vocabulary too, and what an upgrade replaces."""
    root = Path(config.config_file_path or "mkdocs.yml").parent
    for name in (settings.FILE, "engine.yml", "overrides"):
        if (root / name).exists():
            server.watch(str(root / name))


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Take out what is not public yet, and add the pages that nobody writes."""
    build = _build(config)
    media = [file.src_uri for file in files.media_files() if file.src_dir == config.docs_dir]
    for uri in [*(entry.uri for entry in build.journal.held), *build.journal.withheld(media)]:
        if file := files.get_file_from_path(uri):
            files.remove(file)
    for uri, text in build.pages.generated():
        if files.get_file_from_path(uri) is None:  # an author's page of that name wins
            files.append(File.generated(config, uri, content=text))


def on_nav(_: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Note every address that a link can lead to, once all files are known."""
    _build(config).addresses = {file.url for file in files} | {feeds.RSS, feeds.ATOM, "", "./"}


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Give the host a text whose front matter it can't misread."""
    source = _build(config).journal.sources.get(page.file.src_uri)
    return source.for_host(with_front=folder_of(source.uri) is None) if source else None


# Before Material collects the tags of a page, which it does at -50.
@event_priority(50)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Tag an entry, and put views in the place of markers."""
    build, uri = _build(config), page.file.src_uri
    journal, pages = build.journal, build.pages
    if entry := journal.entry(uri):
        around = views.surroundings(journal, entry)
        labels = [term.label_in(build.language.code) for term in around.terms]
        page.meta = {
            "title": entry.title,
            "description": entry.fields.summary,
            "tags": list(dict.fromkeys([*labels, *entry.fields.tags])),
        }
        page.update_date = entry.updated.date().isoformat()
        markdown = pages.entry(entry, markdown)
    elif phase := journal.phase(uri):
        page.meta = {"title": phase.title, "description": phase.fields.guide_point}
        markdown = pages.phase(phase, markdown)
    elif withdrawn := next((each for each in journal.withdrawn if each.uri == uri), None):
        page.meta = {"title": withdrawn.title, "search": {"exclude": True}}
        markdown = pages.withdrawn(withdrawn)
    return pages.expand(uri, markdown)


# After every other extension has had its say.
@event_priority(-100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Read the finished text: for the feeds, its length, and links that lead nowhere."""
    build, uri = _build(config), page.file.src_uri
    text = with_captions(without_comments(html))
    source = build.journal.sources.get(uri)
    if source is None:
        return text
    prose = Prose(text)
    early = checks.early_links(source, prose, {entry.uri for entry in build.journal.held})
    prose = build.prose[uri] = prose.without_links(early)
    build.found += [
        *checks.early(source, early),
        *checks.dead_links(source, prose, page.url, build.addresses),
        *checks.pictures(source, prose),
    ]
    return prose.html


def on_env(env: Environment, config: MkDocsConfig, **_: object) -> None:
    """Refuse what only the finished texts have shown; teach the templates our words."""
    build = _build(config)
    _report(build.found, build.preview)
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_translations(build.language.translations, newstyle=True)  # type: ignore[attr-defined]
    env.filters["address"] = address
    env.globals["journal_settings"] = build.journal.settings


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: object) -> None:
    """Lay out what the templates show around a text."""
    build, uri = _build(config), page.file.src_uri
    journal = build.journal
    entry, source = journal.entry(uri), journal.sources.get(uri)
    prose = build.prose.get(uri)
    if len(list(page.toc)) < _WORTH_A_TABLE:
        page.meta.setdefault("hide", ["toc"])
    context["waypost"] = {
        "around": views.surroundings(journal, entry) if entry else None,
        "phase": journal.phase(uri),
        "minutes": prose.minutes if prose else None,
        "language": build.language,
        "is_due": entry.is_due(build.now) if entry else True,
        "problems": build.problems_of(source) if build.preview and source else [],
    }


@event_priority(50)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the feeds, of what is public, also in a preview."""
    build = _build(config)
    site = Site(config.site_url or "", config.site_name, config.site_description or "")
    contents = {uri: prose.html for uri, prose in build.prose.items()}
    public = build.journal.released(build.now)
    feed = main_feed(public, build.language, site, contents)
    for path, data in feeds.files(feed, site).items():
        Path(config.site_dir, path).write_bytes(data)


def _build(config: MkDocsConfig) -> Build:
    build = config.extra["waypost"]
    assert isinstance(build, Build)
    return build


def _is_preview() -> bool:
    """Whether this is `serve`; `serve --clean` shows what a build would publish."""
    context = click.get_current_context(silent=True)
    return (
        context is not None
        and context.info_name == "serve"
        and context.params.get("build_type") != "clean"
    )


def _settings(config: MkDocsConfig) -> Iterable[Problem]:
    if not config.site_url:
        what = "This is missing, and the feeds need it."
        cure = "Add a line with the address of the site: site_url: https://example.org/journal/"
        yield Problem("mkdocs.yml", 0, "site_url", what, cure)


def _report(problems: list[Problem], preview: bool) -> None:
    """Say everything at once; then refuse, unless the author is still writing."""
    say = {Severity.ERROR: log.error, Severity.WARNING: log.warning, Severity.HINT: log.info}
    for problem in problems:
        say[problem.severity](str(problem))
    if (wrong := len(errors(problems))) and not preview:
        things = "One thing has" if wrong == 1 else f"{wrong} things have"
        raise Abort(f"{things} to be mended first (see above). Nothing was published or changed.")
