"""`waypost digest`: what happened lately, for mail or a chat."""

import re
from datetime import date, timedelta

import click

from waypost.cli import options

_WEEKS = re.compile(r"(\d{1,4})\s*w(?:eeks?)?", re.IGNORECASE)


@click.command(short_help="Print what happened lately, for mail or a chat.")
@click.option(
    "--since",
    default="4w",
    show_default=True,
    metavar="WHEN",
    help="The last so many weeks (4w), or from a day (2026-09-04) or a week (2026-W36) on.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html"]),
    default="markdown",
    show_default=True,
    help="Markdown for a chat, or HTML for mail.",
)
@options.today
def digest(since: str, form: str, today: str | None) -> None:
    """Print what appeared lately: entries, decisions, experiments, measurements, barriers.

    It tells what readers can see already, with links to the site.
    """
    from waypost.cli.checking import everything_said
    from waypost.cli.reading import read_project
    from waypost.feeds.letters import Letters
    from waypost.permalinks import Site
    from waypost.problems import errors
    from waypost.views.stretch import stretch

    found = read_project(today)
    last = found.now.date()
    first = _first_day(since, last)
    if wrong := errors(everything_said(found)):
        click.echo("\n".join(map(str, wrong)), err=True)
        click.echo("\nNothing is told until this is mended.", err=True)
        raise SystemExit(1)
    public = found.journal.released(found.now)
    letters = Letters(public, found.language, Site(found.address, found.title, ""))
    click.echo(letters.titled(stretch(public, first, last, found.now), form))


def _first_day(since: str, today: date) -> date:
    """The first day of what is to be told; `1w` said every week tells no day twice."""
    from waypost.weeks import Week

    asked = since.strip()
    cure = "Write so many weeks, such as 4w, a day, such as 2026-09-04, or a week: 2026-W36."
    try:
        if match := _WEEKS.fullmatch(asked):
            first = today - timedelta(weeks=int(match[1]), days=-1)
        elif "w" in asked.lower():
            first = Week.parse(asked).monday
        else:
            first = date.fromisoformat(asked)
    except (ValueError, OverflowError):
        raise click.UsageError(f"'{since}' is no time to begin with. {cure}") from None
    if first > today:
        what = "has not come yet" if "-" in asked else "is no time at all"
        raise click.UsageError(f"'{since}' {what}. {cure}")
    return first
