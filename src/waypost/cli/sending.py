"""`waypost publish`: what was written goes to where the journal lies, and so to the site."""

import subprocess
from pathlib import Path

import click

from waypost.cli import options

_PATIENCE = 120  # seconds for the network


class _RefusedError(Exception):
    """Git would not; holds what it said last."""


@click.command(short_help="Check, and send what you have written.")
@options.today
@click.option("--yes", "is_sure", is_flag=True, help="Send it without asking.")
def publish(today: str | None, is_sure: bool) -> None:
    """Check the journal, and send what you have changed to where it lies on the web.

    There a workflow builds the site and publishes it, a few minutes later. Only your own files are
    sent: the pages, journal.yml and mkdocs.yml.
    """
    from waypost.cli.checking import everything_said
    from waypost.cli.reading import SETTINGS, read_project
    from waypost.problems import errors
    from waypost.settings import FILE

    found = read_project(today)
    if wrong := errors(everything_said(found)):
        click.echo("\n".join(map(str, wrong)))
        raise click.ClickException("Nothing was sent; mend this first.")
    try:
        _git("rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}")
    except _RefusedError:
        what = "This folder is not the copy of a repository on the web, so there is nowhere to send"
        raise click.ClickException(
            f"{what} it. manual/publishing.md tells how to get one."
        ) from None
    own = [path for path in (found.docs, FILE, SETTINGS) if Path(path).exists()]
    changed = _git("status", "--porcelain", "--untracked-files=all", "--", *own).splitlines()
    ahead = _git("rev-list", "--count", "@{upstream}..HEAD").strip()
    if not changed and ahead == "0":
        click.echo("Nothing has changed since the last time.")
        return
    for line in changed:
        click.echo(f"  {line[3:]}")
    if not is_sure:
        click.confirm("Send this? Where the repository is public, so are drafts", abort=True)
    try:
        if changed:
            _git("add", "--all", "--", *own)
            week = found.now.date().isocalendar()
            _git("commit", "--quiet", "--message", f"Week {week.week}, {week.year}", "--", *own)
        _git("pull", "--quiet", "--rebase", "--autostash")
        _git("push", "--quiet")
    except _RefusedError as error:
        _git("rebase", "--abort", may_fail=True)
        what = "It could not be sent. What you wrote is safe on this computer."
        raise click.ClickException(f"{what}\nGit says: {error}") from None
    click.echo("Sent. In a few minutes readers can see what is due.")


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
        raise _RefusedError(said[-1] if said else "nothing")
    return done.stdout
