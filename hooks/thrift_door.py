"""A build does less: no icons are listed, what many pages share is rendered once, and what lives to
the end of the build is not looked over again and again by the collector of garbage.
"""

import atexit
import gc
import os
import re
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from waypost.build import Build
from waypost.cli import installed
from waypost.cli.asked import is_serve
from waypost.cli.bookkeeping import CACHE, cache, ground, open_ledger, reading
from waypost.compiled import Compiled
from waypost.converter import Shared, alone, worded
from waypost.kept import Kept, without_icons

# So many are kept though no page was made of them, since most pages are not made anew.
_PIECES = 50_000
# What the command is told, and no page depends on.
_ASIDE = {"config_file_path", "site_dir", "site_url", "strict", "dev_addr", "plugins", "hooks"}


# Before the journal's, whose pages are made by templates too.
@event_priority(200)
def on_config(config: MkDocsConfig) -> None:
    """Let the theme's templates be listed in a moment, and be there in compiled form."""
    root = Path(config.config_file_path or "mkdocs.yml").parent
    kept = config.extra["waypost_cache"] = cache(root, os.environ)
    config.extra["waypost_reading"] = reading(root, os.environ)
    config.extra["waypost_ledger"] = open_ledger(kept, _ground(root, config))
    once = config.extra["waypost_installed"] = installed.folder(kept, CACHE in os.environ)
    get_env, templates = config.theme.get_env, Compiled(str(once)) if once else None
    config.extra["waypost_compiled"] = templates

    def light() -> Environment:
        env = without_icons(get_env())
        env.bytecode_cache = templates
        return env

    config.theme.get_env = light  # type: ignore[method-assign]
    if not is_serve():
        atexit.register(_leave, config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001
    """Note which pages the navigation marks; let all of them be converted by one converter."""
    config.extra["waypost_marked"] = {page.file.src_uri for page in nav.pages}
    told = worded(config.mdx_configs or {}, Build.of(config.extra).language.translations.gettext)
    config.extra["waypost_convert"] = alone([*config.markdown_extensions], told)
    shared = Shared(config.markdown_extensions, told)
    config.markdown_extensions = [shared]  # type: ignore[list-item]


# Before anybody looks at the text of a page.
@event_priority(100)
def on_page_content(html: str, config: MkDocsConfig, **_: object) -> str:
    """Put long lists into it, which were made by themselves or before."""
    pieces = Build.of(config.extra).pages.pieces
    assert pieces is not None  # those of a build have some
    kept = config.extra["waypost_ledger"].shelf("pieces", least=_PIECES)
    return str(pieces.fill(html, config.extra["waypost_convert"], kept))


def on_files(files: Files, **_: object) -> None:  # noqa: ARG001
    """Files and pages live to the end."""
    gc.freeze()
    gc.enable()


def on_env(env: Environment, config: MkDocsConfig, **_: object) -> None:
    """Keep what is the same on all pages of a folder that the navigation does not mark."""
    gc.freeze()
    env.auto_reload = False  # else each `include` on each page asks the disk whether it has changed
    marked = config.extra["waypost_marked"]
    Kept(lambda page: page.file.src_uri not in marked).keep(env)
    # Jinja's own asks for the context, three times, before it looks a sentence up.
    env.globals["_"] = Build.of(config.extra).language.say


def on_post_build(config: MkDocsConfig) -> None:  # noqa: ARG001
    """After the end, all of it may go under `serve`, where there is another build."""
    if is_serve():
        gc.unfreeze()


def on_build_error(error: Exception, **_: object) -> None:  # noqa: ARG001
    """The same when a build ends early."""
    gc.unfreeze()


def _leave(config: MkDocsConfig) -> None:
    """What is left when a process ends need not be looked over, save what has to be closed."""
    for name in ("waypost_reading", "waypost_ledger"):
        config.extra[name].end()
    gc.freeze()


def _ground(root: Path, config: MkDocsConfig) -> bytes:
    """What a build stands on, besides the author's texts and pictures."""
    # Of a preview that was called for with -f, the first build knows its folders by names that
    # begin where it was called, and all others by whole ones.
    root = root.resolve()
    folders = [*map(os.path.abspath, config.theme.dirs[:1]), str(Path(__file__).resolve().parent)]
    settings = [path.name for path in sorted(root.glob("*.yml")) if path.stem != "private"]
    # What is read from the environment is in there, too; where a thing is in memory is not.
    given: dict[str, object] = {key: each for key, each in config.items() if key not in _ASIDE}
    given["theme"] = dict(config.theme)
    given["extra"] = {key: each for key, each in config.extra.items() if "waypost" not in key}
    read = re.sub(r" at 0x[0-9a-f]+", "", repr(sorted(given.items())))
    here = repr(f"{root}{os.sep}")[1:-1]
    return ground(root, folders, settings, read.replace(here, ""))
