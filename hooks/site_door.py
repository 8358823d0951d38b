"""A build writes beside the old site and takes its place, in one step, when it is whole."""

import atexit
import errno
import gc
import logging
from collections.abc import Iterable
from pathlib import Path

from mkdocs import plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.utils import CountHandler

from waypost.cli import copying, guarding, placing
from waypost.cli.asked import is_serve
from waypost.problems import Problem

log = plugins.log.getChild("waypost")

# This is the first door, and what is loaded from here on stays to the end: nobody need look it over
# again and again. The last that does is on again when all files are known.
gc.disable()

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@event_priority(100)
def on_config(config: MkDocsConfig) -> None:
    """Let the host write into a folder of its own."""
    if is_serve():
        return
    # The site may be a link to a folder elsewhere: then that folder is the site.
    site = Path(config.site_dir).resolve()
    _refuse_what_is_no_site(site, config)
    try:
        place = placing.beside(site)
    except OSError as error:
        raise Abort(
            f"Nothing can be written beside {site}, where a build prepares the new site. The "
            f"computer says: {error.strerror}. Name a folder elsewhere: site_dir in mkdocs.yml."
        ) from None
    atexit.register(place.leave)  # whatever ends the build: a mistake, Ctrl+C, another hook
    config.extra["waypost_site"] = place
    config.site_dir = str(place.folder)


# When everybody else, plugins too, has written, and before anything is made of it all.
@event_priority(-800)
def _clean(config: MkDocsConfig) -> None:
    """Take from pictures what is not the image."""
    if not is_serve():
        site, theirs = Path(config.site_dir), config.extra["waypost_theirs"]
        _refuse(copying.strip(site, config.extra["waypost_sources"], theirs))


# The very last: nobody can add anything.
@event_priority(-1000)
def _let_out(config: MkDocsConfig) -> None:
    """Search it, and only then put it in the place of the old site."""
    place = config.extra.get("waypost_site")
    if place is None or _will_be_refused():
        return
    _let_nothing_out(config)
    try:
        place.take()
    except OSError as error:
        raise Abort(
            f"The new site can't take the place of the former one in {place.site}, which is as it "
            f"was. The computer says: {error.strerror or error}. Close what has that folder open, "
            "a window, a program or a server, and build again."
        ) from None
    config.site_dir = str(place.site)  # for what the host does next, such as gh-deploy
    log.info("The site is in %s", place.site)


on_post_build = plugins.CombinedEvent(_clean, _let_out)


def on_build_error(error: Exception, **_: object) -> None:
    """Say what the computer lacks, where it is no mistake in a file."""
    if isinstance(error, OSError) and error.errno in _FULL:
        raise Abort(
            f"There is no room for the new site. The computer says: {error.strerror}. Make room on "
            "the disk and build again. The former site is as it was."
        )


def _let_nothing_out(config: MkDocsConfig) -> None:
    """Look for names in it, and refuse what must stay in."""
    site, gate = Path(config.site_dir), config.extra["waypost_gate"]
    theirs, searched = config.extra["waypost_theirs"], config.extra["waypost_searched"]
    if gate.names:
        _refuse(gate.in_site(guarding.below(site, theirs), theirs, searched))


def _refuse(problems: Iterable[Problem]) -> None:
    """Say what must not get out, if anything."""
    found = list(problems)
    for problem in found:
        log.error(str(problem))
    if found:
        raise Abort("This must not get out, so nothing was published or changed.")


def _refuse_what_is_no_site(site: Path, config: MkDocsConfig) -> None:
    """Where the site goes, nothing of the journal may be: it would go with the former site."""
    docs = Path(config.docs_dir).resolve()
    root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
    if site.exists() and not site.is_dir():
        what = f"There is a file at {site}, where the folder of the site goes."
    elif docs.is_relative_to(site) or site.is_relative_to(docs) or root.is_relative_to(site):
        what = f"The site can't be in {site}: your own files are there, and would be replaced."
    else:
        return
    raise Abort(f"{what} Name another folder: site_dir in mkdocs.yml.")


def _will_be_refused() -> bool:
    """Whether the host, told to be strict, has counted warnings and is about to stop."""
    host = logging.getLogger(CountHandler.__module__.partition(".")[0])
    counters = [each for each in host.handlers if isinstance(each, CountHandler)]
    return any(counter.get_counts() for counter in counters)
