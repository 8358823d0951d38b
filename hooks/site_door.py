"""A build writes beside the old site and takes its place when it is whole."""

import logging
import shutil
from pathlib import Path

import click
from mkdocs import plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.utils import CountHandler

log = plugins.log.getChild("waypost")

UNFINISHED, FORMER = ".site-in-progress", ".site-before"


@event_priority(100)
def on_config(config: MkDocsConfig) -> None:
    """Let the host write into a folder of its own."""
    if not _is_serve():
        # The site may be a link to a folder elsewhere: then that folder is the site.
        site = Path(config.site_dir).resolve()
        config.extra["waypost_site"] = site
        config.site_dir = str(site.with_name(UNFINISHED))


# The very last: everybody else has written by then.
@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Put the finished site in the place of the old one."""
    site = config.extra.get("waypost_site")
    if site is None or _will_be_refused():
        return
    finished, former = Path(config.site_dir), site.with_name(FORMER)
    shutil.rmtree(former, ignore_errors=True)
    if site.exists():
        site.rename(former)
    finished.rename(site)
    _keep_hidden(former, site)
    shutil.rmtree(former, ignore_errors=True)
    config.site_dir = str(site)  # for what the host does next, such as gh-deploy
    log.info("The site is in %s", site)


def _keep_hidden(former: Path, site: Path) -> None:
    """Take over what the host never touches in a site: `.git`, `.htaccess` and the like."""
    for path in former.glob(".*"):
        if not (site / path.name).exists():
            path.rename(site / path.name)


def _will_be_refused() -> bool:
    """Whether the host, told to be strict, has counted warnings and is about to stop."""
    host = logging.getLogger(CountHandler.__module__.partition(".")[0])
    counters = [each for each in host.handlers if isinstance(each, CountHandler)]
    return any(counter.get_counts() for counter in counters)


def _is_serve() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and context.info_name == "serve"
