"""`waypost`, the command: a door, like the hooks, and as thin.

It imports no host: `build` and `serve` start it as a program of its own.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import click

from waypost import __version__, clock
from waypost.sources import slips

if TYPE_CHECKING:
    from waypost.cli.reading import Project
    from waypost.problems import Problem

_SETTINGS = "mkdocs.yml"

_today = click.option(
    "--today", metavar="DAY", help="Build as if it were this day, such as 2026-09-04."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Turn a folder of weekly entries into a journal: a site and its feeds."""


@main.command()
@_today
def build(today: str | None) -> None:
    """Build the site into site/. Drafts and entries of later days stay out."""
    raise SystemExit(_host("build", today))


@main.command()
@_today
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to see it.")
def serve(today: str | None, address: str) -> None:
    """Show the journal while you write, with drafts and everything that is to be mended."""
    if busy := _busy(address):
        raise click.UsageError(busy)
    raise SystemExit(_host("serve", today, "--dev-addr", address))


@main.command()
@_today
@click.option(
    "--published",
    metavar="[PLACE]",
    is_flag=False,
    flag_value="",
    help="Compare with the feeds that are out: at your site, another address, or in a folder.",
)
def check(today: str | None, published: str | None) -> None:
    """Say what is to be mended in the author's files, and build nothing.

    With --published, also what those who follow would get twice, or lose, if the journal were
    published now.
    """
    # Imported here, as in the other commands, so that --help starts without them.
    from waypost import checks
    from waypost.cli.reading import read_project
    from waypost.problems import errors

    found = read_project(_environment(today))
    problems = [*found.problems, *checks.check(found.journal, found.now)]
    if published is not None and errors(problems):
        click.echo("Nothing is compared until this is mended.", err=True)
    elif published is not None:
        problems += _against(published or found.address, found)
    problems.sort()
    wrong = errors(problems)
    advice = [problem for problem in problems if problem not in wrong]
    for problem in wrong:
        click.echo(str(problem))
    if advice:
        click.echo("Advice:" if not wrong else "\nAdvice:")
    for problem in advice:
        click.echo(str(problem))
    count = len(found.journal.entries)
    entries = "1 entry" if count == 1 else f"{count} entries"
    click.echo(f"{entries} read, {len(wrong)} to mend.", err=True)
    raise SystemExit(1 if wrong else 0)


def _against(place: str, found: "Project") -> "list[Problem]":
    """What is wrong between the journal and what is out at a place."""
    from waypost.checks.continuity import continuity
    from waypost.cli.elsewhere import NoPlaceError, UnreachableError, site_at
    from waypost.feeds.published import NotAFeedError, PartError, published
    from waypost.problems import Problem

    if not place:
        what = "The address of the site is missing here, so nobody knows what is out."
        cure = "Add a line such as: site_url: https://example.org/journal/"
        return [Problem(_SETTINGS, 0, "site_url", what, cure)]
    try:
        out = published(*site_at(place))
    except NoPlaceError:
        what = "This is neither an address nor a folder."
        return [Problem(place, 0, "", what, "Write it in full, such as https://example.org/.")]
    except UnreachableError as error:
        cure = "Try again later; until then nobody knows whether something would be sent twice."
        return [Problem(place, 0, "", f"This can't be reached ({error}).", cure)]
    except NotAFeedError as error:
        cure = "Say --published with the address of the feed that people follow."
        return [Problem(f"{place} {error}".strip(), 0, "", "This is not a feed.", cure)]
    except PartError as error:
        what = "This is a feed of a part of a journal, so not all can be compared with it."
        cure = "Name the main feed, or the address of the site."
        return [Problem(f"{place} {error}".strip(), 0, "", what, cure)]
    if out is None:
        click.echo(f"No feed is out at {place} yet, so there is nothing to compare with.", err=True)
        return []
    count = len(out.items)
    things = "1 thing that is" if count == 1 else f"{count} things that are"
    click.echo(f"Compared with {things} out at {place}.", err=True)
    return continuity(found.journal, found.now, found.feeds, out)


@main.command()
@_today
def ping(today: str | None) -> None:
    """Tell your hub that there is something new; to be called once the site is published.

    A hub that does not answer does no harm: readers then look by themselves.
    """
    from waypost.cli.elsewhere import UnreachableError, tell
    from waypost.cli.reading import read_project
    from waypost.settings import FILE as SETTINGS

    found = read_project(_environment(today))
    if wrong := [each for each in found.problems if each.is_error and each.path == SETTINGS]:
        click.echo("\n".join(map(str, wrong)))
        raise SystemExit(1)
    hub = found.journal.settings.hub
    if hub is None:
        click.echo("journal.yml names no hub, so there is nobody to tell.")
        return
    if not found.address:
        raise click.UsageError("mkdocs.yml names no site_url, so the hub can't be told where.")
    feeds = [urljoin(found.address, path) for path in found.feeds]
    try:
        tell(hub, feeds)
    except UnreachableError as error:
        click.echo(f"The hub {hub} did not take it ({error}). Readers will look by themselves.")
        return
    click.echo(f"The hub {hub} knows that {len(feeds)} feeds may have changed.")


def _host(command: str, today: str | None, *options: str) -> int:
    """Run the host and hand on its exit status."""
    # The host would stop at these with a traceback, before any of our hooks is asked.
    for problem in (wrong := slips(_SETTINGS, _text(_SETTINGS))):
        click.echo(str(problem), err=True)
    if wrong:
        return 1
    run = [sys.executable, "-m", "mkdocs", command, *options]
    environment = {**os.environ, **_environment(today)}
    try:
        return subprocess.run(run, env=environment, check=False).returncode
    except KeyboardInterrupt:  # how one leaves the preview, but stops a build
        return 0 if command == "serve" else 130


def _text(name: str) -> str:
    path = Path(name)
    return path.read_text("utf-8", "replace") if path.is_file() else ""


def _busy(address: str) -> str | None:
    """Why nothing can be shown at an address, if so."""
    host, _, port = address.rpartition(":")
    try:
        with socket.create_server((host, int(port))):
            return None
    except (ValueError, OverflowError):
        return f"'{address}' is not an address such as 127.0.0.1:8000."
    except OSError:
        other = f"{host}:{int(port) + 1}"
        return (
            f"Something else uses {address}, perhaps another preview. Close that one, or say "
            f"--address {other}."
        )


def _environment(today: str | None) -> dict[str, str]:
    # Material announces MkDocs 2 at every build; this project is pinned below it.
    silence = {"NO_MKDOCS_2_WARNING": "1"}
    return silence | ({clock.TODAY: today} if today else {})
