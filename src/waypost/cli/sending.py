"""`waypost publish`: what was written goes to where the journal lies, and so to the site."""

import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from waypost.cli import options

if TYPE_CHECKING:
    from waypost.cli.reading import Project
    from waypost.problems import Problem

_PATIENCE = 120  # seconds for the network


class _RefusedError(Exception):
    """Git would not; holds what it said last."""


@click.command(short_help="Check, and send what you have written.")
@options.today
@click.option("--yes", "is_sure", is_flag=True, help="Send it without asking.")
def publish(today: str | None, is_sure: bool) -> None:
    """Check the journal, and send what you have changed to where it lies on the web.

    There a workflow builds the site and publishes it, a few minutes later. Only your own files are
    sent: the pages, journal.yml and mkdocs.yml, and what follows from these.
    """
    from waypost.cli.checking import everything_said
    from waypost.cli.reading import read_project
    from waypost.cli.site_settings import SETTINGS
    from waypost.problems import Severity, errors
    from waypost.settings import FILE

    found = read_project(today)
    said = everything_said(found)
    for each in said:
        if each.severity is not Severity.HINT:
            click.echo(str(each))
    if errors(said):
        raise click.ClickException("Nothing was sent; mend this first.")
    _has_a_place()
    own = [path for path in (found.docs, FILE, SETTINGS, *_kept(found)) if Path(path).exists()]
    changed = _git("status", "--porcelain", "--untracked-files=all", "--", *own).splitlines()
    ahead = _git("rev-list", "--count", "@{upstream}..HEAD").strip()
    if told := _unsent() if ahead != "0" else []:
        click.echo("\n".join(map(str, told)))
        cure = (
            "Nothing was sent, and nobody has seen it. Say git reset --soft @{upstream}, and "
            "publish again: your files stay as they are."
        )
        raise click.ClickException(f"This lies in what was not sent yet. {cure}")
    if not changed and ahead == "0":
        click.echo("Nothing has changed since the last time.")
        return
    for line in changed:
        click.echo(f"  {line[3:]}{' (deleted)' if 'D' in line[:2] else ''}")
    if ahead != "0":
        click.echo("  and what was not sent the last time")
    question = "Send this? Where the repository is public, so are drafts"
    if not (is_sure or click.confirm(question)):
        click.echo("Nothing was sent.")
        return
    named = _identity(found)
    try:
        if changed:
            _git("add", "--all", "--", *own)
            week = found.now.date().isocalendar()
            message = f"Week {week.week}, {week.year}"
            _git(*named, "commit", "--quiet", "--message", message, "--", *own)
        _git(*named, "pull", "--quiet", "--rebase", "--autostash")
        _git("push", "--quiet")
    except _RefusedError as error:
        clash = _git("diff", "--name-only", "--diff-filter=U", may_fail=True).split("\n")
        _git("rebase", "--abort", may_fail=True)
        what = "It could not be sent. What you wrote is safe on this computer."
        if clash[0]:
            cure = "The same lines were changed here and on the web: ask someone who knows git, or"
            what = (
                f"{what}\n{cure} undo it in one of the two places: {', '.join(filter(None, clash))}"
            )
        raise click.ClickException(f"{what}\nGit says: {error}") from None
    click.echo("Sent. In a few minutes readers can see what is due.")


def _unsent() -> "list[Problem]":
    """Names of the private list in versions that would be sent along, though they are no more."""
    from waypost.cli import guarding
    from waypost.cli.history import in_history
    from waypost.problems import errors

    gate, _ = guarding.gate(Path(), os.environ, is_strict=False)
    return errors(in_history(gate, "@{upstream}..HEAD"))


def _has_a_place() -> None:
    """Stop where this folder is not itself the clone of a repository on the web."""
    try:
        is_own = Path(_git("rev-parse", "--show-toplevel").strip()).samefile(Path())
        _git("rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}")
    except _RefusedError:
        is_own = False
    if not is_own:
        what = "This folder is not the copy of a repository on the web, so there is nowhere to send"
        raise click.ClickException(f"{what} it. manual/publishing.md tells how to get one.")


def _kept(found: "Project") -> Iterable[str]:
    """What follows from journal.yml, as far as this folder has it."""
    from waypost.cli.current import files

    return files(found.journal.settings, found.language)


def _identity(found: "Project") -> Sequence[str]:
    """Whose work it is, where git was never told: the author's, as journal.yml calls her."""
    if _git("config", "user.email", may_fail=True).strip():
        return ()
    author, settings = found.journal.settings.author, found.journal.settings
    email = author.email or f"journal@{settings.authority.partition(',')[0].rpartition('@')[2]}"
    return ("-c", f"user.name={author.name}", "-c", f"user.email={email}")


def _git(*words: str, may_fail: bool = False) -> str:
    """What git answers. Raises _RefusedError with its last line."""
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", *words],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise _RefusedError(str(error)) from None
    if done.returncode and not may_fail:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise _RefusedError(" ".join(said[-2:]) if said else "nothing")
    return done.stdout
