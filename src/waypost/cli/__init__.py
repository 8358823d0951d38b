"""`waypost`, the command: a door, like the hooks, and as thin.

It imports no host: `build` and `serve` start it as a program of its own.
"""

import os
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from waypost import __version__, clock
from waypost.sources import read_yaml, slips

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
def check(today: str | None) -> None:
    """Say what is to be mended in the author's files, and build nothing."""
    # Imported here so that the other commands, and --help, start without them.
    from waypost import checks
    from waypost.journal import load
    from waypost.languages import language
    from waypost.problems import errors

    settings, _, _ = read_yaml(_SETTINGS, _text(_SETTINGS))
    in_settings = slips(_SETTINGS, _text(_SETTINGS))
    journal, problems = load(Path(), str(settings.get("docs_dir") or "docs"))
    environment = {**os.environ, **_environment(today)}
    try:
        now = clock.now(environment, journal.settings.timezone, lambda: datetime.now(UTC))
    except clock.ClockError as error:
        raise click.UsageError(str(error)) from None
    problems = sorted([*in_settings, *problems, *checks.check(journal, now, language("en"))])
    wrong = errors(problems)
    advice = [problem for problem in problems if problem not in wrong]
    for problem in wrong:
        click.echo(str(problem))
    if advice:
        click.echo("Advice:" if not wrong else "\nAdvice:")
    for problem in advice:
        click.echo(str(problem))
    entries = "1 entry" if len(journal.entries) == 1 else f"{len(journal.entries)} entries"
    click.echo(f"{entries} read, {len(wrong)} to mend.", err=True)
    raise SystemExit(1 if wrong else 0)


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


if __name__ == "__main__":
    main()
