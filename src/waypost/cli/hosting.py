"""`waypost build` and `waypost serve`: the journal's own check, then the host, in plain words."""

import os
import re
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from waypost import clock
from waypost.cli import options, progress
from waypost.cli.checking import everything_said

if TYPE_CHECKING:
    from waypost.cli.reading import Project
    from waypost.problems import Problem

_SETTINGS = "mkdocs.yml"
_SAID = re.compile(r"(DEBUG|INFO|WARNING|ERROR|CRITICAL)\s+-\s+(?:\[[\d:]+\] )?(.*)")
_PATIENCE = 5  # seconds for the host to end by itself
_SERVING = re.compile(r"Serving on (\S+)")


@click.command(short_help="Build the site into site/.")
@options.today
@options.strict_privacy
def build(today: str | None, is_strict: bool) -> None:
    """Check the journal, and build the site into site/.

    Drafts and entries of later days stay out. Where something has to be mended first, the site
    that is there stays as it was.
    """
    wrong, told = _checked(today, is_strict)
    raise SystemExit(1 if wrong else host("build", today, told))


@click.command(short_help="Show the journal while you write.")
@options.today
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to see it.")
def serve(today: str | None, address: str) -> None:
    """Show the journal while you write, with drafts and everything that is to be mended."""
    if busy := _busy(address):
        raise click.UsageError(busy)
    _, told = _checked(today)
    raise SystemExit(host("serve", today, told, "--dev-addr", address))


def _checked(today: str | None, is_strict: bool = False) -> "tuple[list[Problem], Counter[str]]":
    from waypost.cli.reading import read_project

    return checked(read_project(today), is_strict)


def checked(found: "Project", is_strict: bool = False) -> "tuple[list[Problem], Counter[str]]":
    """What has to be mended first, and every line that was said; advice is only counted."""
    from waypost.problems import Severity, errors, to_mend

    problems = everything_said(found, is_strict)
    wrong = errors(problems)
    advice = [each for each in problems if each.severity is Severity.HINT]
    for each in problems:
        if each not in advice:
            click.echo(str(each), err=True)
    if wrong:
        click.echo(f"{to_mend(len(wrong))} first.", err=True)
    elif advice:
        pieces = "is one piece" if len(advice) == 1 else f"are {len(advice)} pieces"
        click.echo(f"There {pieces} of advice: waypost check", err=True)
    return wrong, Counter(map(str, problems))


def host(
    command: str,
    today: str | None,
    told: Counter[str],
    *more: str,
    environment: Mapping[str, str] | None = None,
) -> int:
    """Run the host, hand on what it says and was not told before, and its exit status."""
    from waypost.sources import slips

    # The host would stop at these with a traceback, before any of our hooks is asked.
    if slips(_SETTINGS, _text(_SETTINGS)):
        return 1
    # Material announces MkDocs 2 at every build; this project is pinned below it.
    given = {**os.environ, **(environment or {}), progress.PIPE: "1"}
    given |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
    if today:
        given[clock.TODAY] = today
    run = [sys.executable, "-m", "mkdocs", command, *more]
    with subprocess.Popen(
        run,
        env=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as called:
        try:
            _hand_on(called, told)
            return called.wait()
        except KeyboardInterrupt:  # how one leaves the preview, but stops a build
            called.terminate()
            with suppress(KeyboardInterrupt):  # a second one changes nothing
                called.wait(_PATIENCE)
            return 0 if command == "serve" else 130


def _hand_on(called: "subprocess.Popen[str]", told: Counter[str]) -> None:
    is_shown, is_crash, told_far = True, False, progress.Progress()
    for line in called.stdout or ():
        if told_far.hear(line):
            continue
        if is_crash or line.startswith("Traceback "):
            # What is not indented any more is the reason; the rest is for those who write programs.
            is_crash = line.startswith((" ", "Traceback ")) or not line.strip()
            if not is_crash:
                told_far.close()
                click.echo(f"MkDocs can't go on: {line.strip()}", err=True)
                click.echo("Look at what you changed last in mkdocs.yml.", err=True)
            continue
        said = _SAID.fullmatch(line.rstrip("\n"))
        is_shown |= not line.strip()  # what stands by itself, such as why the host gives up
        if said is None:  # the rest of what was said in several lines
            shown = line.rstrip("\n") if is_shown else None
        else:
            shown = _plain(said[1], said[2], told)
            is_shown = shown is not None
        if shown is not None:
            told_far.close()
            click.echo(shown, err=True)
    told_far.close()


def _plain(level: str, text: str, told: Counter[str]) -> str | None:
    """What an author reads of something that the host says; nothing of how it goes about it."""
    if match := _SERVING.fullmatch(text):
        told.clear()  # from now on it speaks of what was changed since
        return f"Your journal is at {match[1]} - leave this window open; Ctrl+C ends it."
    if told[text]:
        told[text] -= 1
        return None
    if level != "INFO" or text.startswith(("docs/", "The site is in ")):
        return text
    return "Something was saved; the pages are made anew." if "Detected file" in text else None


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
