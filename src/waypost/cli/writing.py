"""`waypost new`: a file with the fields that it needs, for the author to write in."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from waypost.cli import options, placing

if TYPE_CHECKING:
    from waypost.cli.reading import Project
    from waypost.scaffolds import Scaffold
    from waypost.sources import Source
    from waypost.weeks import Week

_open = click.option("--open", "opens", is_flag=True, help="Open it in your editor ($EDITOR).")


class _Kinds(click.Group):
    """The kinds of record; a title in their place is met with the way to give one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from waypost.problems import did_you_mean

        if args[0] not in self.commands and not ctx.resilient_parsing:
            what = f"'{args[0]}' is not a kind of page."
            cure = did_you_mean(args[0], list(self.commands))
            raise click.UsageError(f"{what} {cure} The title of an entry stands behind --title.")
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Kinds,
    invoke_without_command=True,
    short_help="Make this week's entry, or another record.",
)
@options.today
@click.option("--week", metavar="WEEK", help="Another week than this one, such as 2026-W36.")
@click.option("--date", "day", metavar="DAY", help="The day on which it appears: 2026-09-04.")
@click.option("--title", default="", help="What it is called; without it, after its week.")
@_open
@click.option("--link", is_flag=True, help="Write nothing; print where to write it in the browser.")
@click.option(
    "--from-form",
    "form",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take it from a form that was filled in on GitHub: the event that came of it.",
)
@click.pass_context
def new(
    context: click.Context,
    today: str | None,
    week: str | None,
    day: str | None,
    title: str,
    opens: bool,
    link: bool,
    form: Path | None,
) -> None:
    """Make this week's entry, with questions to answer; or another record, such as a decision.

    The entry has its week, its day, an id and the stage of the last one. In notes that readers
    never see stand the questions, what you meant to do, and what is due. What is there is never
    written over: called again in the same week, it says where the entry is.
    """
    if kind := context.invoked_subcommand:
        if any(context.params.values()):
            what = "These options stand in the wrong place."
            raise click.UsageError(f"{what} Write them behind the title: waypost new {kind} TITLE")
        return
    from waypost import scaffolds
    from waypost.cli.receiving import receive
    from waypost.languages import language

    found = ready(today)
    if form:
        receive(found, form, today)
        return
    its_week, its_day = _time(found, week, day)
    title = _title(title)
    there = _of_week(found, its_week)
    made = scaffolds.entry(found.journal, found.language, its_week, its_day, title)
    if link:
        click.echo(_link(found, there, made))
    elif there:
        _there(there, its_week, title, opens)
    else:
        path = write(found, made)
        days = language("en").week_days(its_week)
        click.echo(f"{path.as_posix()} is there, for week {its_week.number} ({days}).")
        click.echo("Write below the questions; three lines will do. To see it: waypost serve")
        _edit(path, opens)


def _title(text: str) -> str:
    """A title as a field holds it, if it can hold it."""
    from pydantic import TypeAdapter, ValidationError

    from waypost.fields.values import Text

    try:
        return TypeAdapter(Text).validate_python(text) if text.strip() else ""
    except ValidationError as error:
        what = "The title can't be written so."
        raise click.UsageError(f"{what} {error.errors()[0]['msg']}") from None


def _of_week(found: "Project", week: "Week") -> "Source | None":
    """The file of a week's entry; also one that has to be mended before it can be read."""
    from waypost.views.standing import unread_in

    entries = found.journal.by_week.get(week)
    return entries[-1].source if entries else unread_in(found.journal, week)


def _there(source: "Source", week: "Week", title: str, opens: bool) -> None:
    """What is said where a week has its entry already."""
    click.echo(f"{source.path} is there already, for week {week.number}.")
    if title and title != " ".join(str(source.front.get("title")).split()):
        click.echo("Nothing was written. To call it something else, change `title` in it.")
        raise SystemExit(1)
    _edit(Path(source.path), opens)


def _record(kind: str, told: str) -> Callable[..., None]:
    """The command that makes a record of a kind."""

    @click.argument("title")
    @options.today
    @_open
    def make(title: str, today: str | None, opens: bool) -> None:
        from waypost import scaffolds
        from waypost.cli.reading import read_project

        found, name = ready(today), _title(title)
        if not name:
            raise click.UsageError("The title is empty. A few words will do.")
        day = found.now.date()
        path = write(found, scaffolds.record(kind, found.journal, found.language, day, name))
        click.echo(f"{path.as_posix()} is there.")
        empty = [each for each in read_project(today).problems if each.path == path.as_posix()]
        if empty:
            fields = ", ".join(dict.fromkeys(each.field for each in empty))
            click.echo(f"Still to fill in before the site can be built: {fields}.")
        _edit(path, opens)

    make.__doc__ = told
    return make


for _kind, _told in (
    ("phase", "Make a phase that starts today: a stretch of the way, with a page of its own."),
    ("decision", "Make a decision of today: what was chosen, why, and what is expected of it."),
    ("experiment", "Make an experiment of two weeks: what you think, and how you will judge it."),
    ("goal", "Make a goal, which entries, phases and decisions can serve."),
    ("key-result", "Make a key result: by what one can tell that a goal is reached."),
):
    new.command(_kind, short_help=_told.partition(":")[0].partition(",")[0])(_record(_kind, _told))


def ready(today: str | None) -> "Project":
    """The project, if its settings can be read; nothing is written on guesses."""
    from waypost.cli.reading import read_project

    found = read_project(today)
    if found.unreadable:
        click.echo("\n".join(map(str, found.unreadable)))
        click.echo("Nothing was written; mend this first.", err=True)
        raise SystemExit(1)
    return found


def _time(found: "Project", written: str | None, day: str | None) -> "tuple[Week, date]":
    """The week of an entry, and the day on which it appears."""
    from waypost.fields.values import FIRST_YEAR, LAST_YEAR
    from waypost.scaffolds import day_of
    from waypost.weeks import Week

    try:
        week = Week.parse(written) if written else None
    except ValueError:
        what = f"'{written}' is not a week of the calendar."
        raise click.UsageError(f"{what} Write it such as 2026-W36.") from None
    try:
        its_day = date.fromisoformat(day) if day else None
    except ValueError:
        raise click.UsageError(f"'{day}' is not a date. Write it such as 2026-09-04.") from None
    for given, moment in ((written, week), (day, its_day)):
        if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise click.UsageError(f"'{given}' is far from any diary's time. Check the year.")
    if week and its_day and its_day < week.monday:
        what = f"{its_day} is before the week {week} that the entry tells about."
        raise click.UsageError(f"{what} Change one of the two.")
    today = found.now.date()
    week = week or Week.of(its_day or today)
    return week, its_day or day_of(week, today, found.journal.settings.cadence.weekday)


def _link(found: "Project", there: "Source | None", made: "Scaffold") -> str:
    """Where to write in the browser: in the entry that is there, or in a new one."""
    from waypost import scaffolds

    if not found.repository:
        what = "Nobody knows where this journal lies on the web."
        raise click.UsageError(f"{what} Call this in the folder that git clone has made of it.")
    if there:
        return f"{found.repository}/edit/main/{quote(there.path)}"
    return scaffolds.link_to_editor(found.repository, "main", made, found.docs)


def write(found: "Project", made: "Scaffold") -> Path:
    """Write what was made, unless there is a file already, or one whose page has its address."""
    from waypost.permalinks import address

    path = Path(found.docs, made.uri)
    pages = {address(uri).casefold(): uri for uri in found.journal.sources}
    there = pages.get(address(made.uri).casefold(), "")
    try:
        if not there:
            path.parent.mkdir(parents=True, exist_ok=True)
            placing.create(path, made.text.encode())
            return path
    except OSError as error:
        if not os.path.lexists(path):
            what = f"{path.as_posix()} can't be written."
            cure = f"The computer says: {error.strerror}."
            raise click.ClickException(f"{what} {cure}") from None
    already = Path(found.docs, there or made.uri).as_posix()
    click.echo(f"{already} is there already. Nothing was written.")
    raise SystemExit(1)


def _edit(path: Path, opens: bool) -> None:
    """Open a file in the author's editor, if she asks for it."""
    if opens:
        click.edit(filename=str(path))
