"""The door to MkDocs: each event hands on to a plain function of the engine.

What a build knows lives on that build's config, under `extra`: under `mkdocs serve` this file is
loaded once and a config is made for every build.
"""

import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from jinja2 import Environment
from mkdocs import plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from waypost import checks, clock, feeds, languages, looks, navigation, settings
from waypost.build import Build
from waypost.checks import finished, host
from waypost.cli.asked import is_preview
from waypost.converter import TANGLED
from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.pages import Pages
from waypost.pages.contents import contents
from waypost.pages.emptiness import empty
from waypost.pages.marks import mark
from waypost.pages.pieces import Pieces
from waypost.permalinks import Site, address, in_ascii
from waypost.pictures.originals import originals
from waypost.problems import Problem, Severity, errors, to_mend
from waypost.prose import Prose, with_captions, without_comments
from waypost.redirects import pages, redirects
from waypost.reuse import Htmls, Texts
from waypost.targets import reached
from waypost.topics import ONLINE_ONLY, alternates

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

# A child of the host's own logger, whatever the host is called, so that `--strict` counts it.
log = plugins.log.getChild("waypost")

# Headings: with fewer, a table of contents says what the eye sees.
_WORTH_A_TABLE = 3


def on_startup(dirty: bool, **_: object) -> None:
    """Refuse a build of some pages only: its lists and feeds would be wrong."""
    if dirty:
        raise Abort("Waypost can't build with --dirty, which leaves pages out of lists and feeds.")


# Before the theme's plugins, which stop at a language that they do not know.
@event_priority(100)
def on_config(config: MkDocsConfig) -> None:
    """Read the journal; refuse to build while something in it has to be mended."""
    _refuse_closed_doors(config)
    root = Path(config.config_file_path or "mkdocs.yml").parent
    docs = os.path.relpath(config.docs_dir, root)
    known = config.extra["waypost_reading"]
    journal, problems = load(root, docs, known)
    found, in_pictures = originals(root, docs)
    now, (chosen, unknown) = _now(journal), languages.chosen(config.theme.get("language"))
    problems += [*unknown, *looks.chosen(config.theme)[1], *in_pictures]
    problems += host.settings(config.site_url, config.site_name, config.use_directory_urls)
    problems += redirects(journal, _site(config))[1]
    problems += config.extra["waypost_private"]
    problems = sorted([*problems, *checks.check(journal, now, chosen.code, known)])
    preview = is_preview()
    shown = journal.previewed() if preview else journal.released(now)
    unseen = {entry.uri for entry in shown.held} | empty(shown)
    pages = Pages(shown, chosen, now, _site(config), config.extra["waypost_compiled"], Pieces())
    given = contents(pages) if config.nav is None else config.nav
    config.nav = navigation.without(given, unseen)
    texts = Texts(config.extra["waypost_ledger"].shelf("texts", lazy=True))
    config.extra["waypost"] = Build(
        shown, now, chosen, pages, preview, problems, found, prose=texts
    )
    _report(problems, config)


def on_serve(server: "LiveReloadServer", config: MkDocsConfig, **_: object) -> None:
    """Watch the vocabulary too, and what an upgrade replaces."""
    root = Path(config.config_file_path or "mkdocs.yml").parent
    for name in (settings.FILE, "engine.yml", "overrides"):
        if (root / name).exists():
            server.watch(str(root / name))


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Give the host a text without front matter, which it would misread."""
    source = Build.of(config.extra).journal.sources.get(page.file.src_uri)
    return source.for_host if source else None


# Before any plugin that wants to know what a page is.
@event_priority(50)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Say what a page is, tag it, and put views in the place of markers."""
    build, uri = Build.of(config.extra), page.file.src_uri
    page.update_date = build.updated(uri)
    if uri in build.journal.sources:
        page.meta = build.pages.meta(uri)
    return build.pages.text(uri, markdown)


# After every other extension has had its say.
@event_priority(-100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Read the finished text: for the feeds, its length, and links that lead nowhere."""
    build, uri = Build.of(config.extra), page.file.src_uri
    text = with_captions(without_comments(html))
    source = build.journal.sources.get(uri)
    if source is None:
        return text
    if html == TANGLED:
        what = "Too many lists, quotations or terms hang on each other in this text."
        cure = "Leave a line empty between them, or divide the text in two."
        build.found.append(Problem(source.path, 0, "text", what, cure))
    held = {entry.uri for entry in build.journal.held}
    prose, links, early = reached(
        Prose(text), page.url, config.site_url or "", build.addresses, held
    )
    build.prose[uri] = prose
    build.shown.update(links.values())
    build.traces[uri].points_to(links.values())
    build.found += [
        *finished.early(source, early),
        *finished.dead_links(source, links, build.addresses),
        *finished.visible_comments(source, prose),
    ]
    return prose.html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Refuse what only the finished texts have shown; teach the templates our words."""
    build = Build.of(config.extra)
    build.feeds = _feeds(build, files, config)
    templates = {*config.theme.static_templates, *config.extra_templates}
    build.redirect({file.dest_uri for file in files} | set(build.feeds) | templates)
    _report(build.found, config)
    others = {file.src_uri: unquote(file.url) for file in _others(files, config)}
    named = str((config.nav, dict(config.theme), config.extra_css, config.extra_javascript))
    hidden = finished.unpublished(build.journal, others, build.shown, named)
    for uri in [] if build.preview else hidden:
        if others[uri] not in build.copied:  # of which pages show smaller ones
            what = "No public page shows this file, so it is not published."
            log.info(str(Problem(f"docs/{uri}", 0, "", what, severity=Severity.HINT)))
        if file := files.get_file_from_path(uri):
            files.remove(file)
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_translations(build.language.translations, newstyle=True)  # type: ignore[attr-defined]
    env.filters["address"] = address
    env.filters["folders"] = navigation.folders
    env.globals["language"] = build.language
    env.globals["online_only"] = ONLINE_ONLY
    env.globals["mark"] = partial(mark, build.journal.settings)
    env.globals["journal_settings"] = build.journal.settings
    env.globals["main_feeds"] = alternates(build.topics[0], config.site_name)
    context = {"config": config, "language": build.language}
    render = partial(env.get_template("redirect.html").render, context)
    build.forwards = dict(pages(build.redirects, build.pages.site, render))


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: object) -> None:
    """Lay out what the templates show around a text."""
    if len(list(page.toc)) < _WORTH_A_TABLE:
        page.meta.setdefault("hide", ["toc"])
    context["waypost"] = Build.of(config.extra).around(page.file.src_uri)


@event_priority(50)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the feeds beside the pages, and pages at old addresses, these over nothing else."""
    build = Build.of(config.extra)
    for path, data in (*build.feeds.items(), *build.forwards.items()):
        target = Path(config.site_dir, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb" if path in build.forwards else "wb") as file:
            file.write(data)


def on_build_error(error: Exception, **_: object) -> None:
    """Whatever happens, the author reads a sentence; `--verbose` shows the rest."""
    if isinstance(error, Abort | BuildError):
        return
    log.debug("What happened:", exc_info=error)
    raise Abort(
        f"Waypost stopped at something that it did not expect: {error}\n"
        "If a line above names a file, look at what you changed there last. The former site is as "
        "it was."
    )


def _refuse_closed_doors(config: MkDocsConfig) -> None:
    """A list of hooks in mkdocs.yml takes the place of the engine's, and may leave some out."""
    there = {Path(hook).name for hook in config.hooks}
    for door in sorted({path.name for path in Path(__file__).parent.glob("*_door.py")} - there):
        raise Abort(
            f"This list leaves out {door}, without which something could get out. Take `hooks` out "
            "of mkdocs.yml, or name all that engine.yml names as well."
        )


def _now(journal: Journal) -> datetime:
    try:
        return clock.now(os.environ, journal.settings.timezone, lambda: datetime.now(UTC))
    except clock.ClockError as error:
        raise Abort(str(error)) from None


def _site(config: MkDocsConfig) -> Site:
    return Site(in_ascii(config.site_url or ""), config.site_name, config.site_description or "")


def _others(files: Files, config: MkDocsConfig) -> list[File]:
    """The author's files that are no pages: pictures, films, documents."""
    return [
        file
        for file in files
        if not (file.is_documentation_page() or file.page) and file.src_dir == config.docs_dir
    ]


def _feeds(build: Build, files: Files, config: MkDocsConfig) -> dict[str, bytes]:
    """The feeds of what is public, also in a preview; a file of the author's wins."""
    told = build.public, build.language, _site(config), Htmls(build.prose), build.now, build.copied
    ledger, texts = config.extra["waypost_ledger"], build.prose
    made = feeds.publish(*told, ledger, texts.digests, build.topics)
    build.found += finished.too_long(build.journal, made.too_long)
    taken = {file.dest_uri for file in files}
    return {path: data for path, data in made.files.items() if path not in taken}


def _report(problems: list[Problem], config: MkDocsConfig) -> None:
    """Say everything at once; then refuse, unless the author is still writing."""
    say = {Severity.ERROR: log.error, Severity.WARNING: log.warning, Severity.HINT: log.info}
    masked = config.extra["waypost_gate"].masked
    for problem in problems:
        say[problem.severity](str(masked(problem)))
    # `--strict --quiet` would lose the host's count of warnings: so here is one of ours.
    stumbling = [each for each in problems if each.severity is Severity.WARNING]
    wrong = len(errors(problems)) + (len(stumbling) if config.strict else 0)
    if wrong and not is_preview():
        things = to_mend(wrong)
        raise Abort(f"{things} first (see above). Nothing was published or changed.")
