"""`waypost new`: a file with the fields that it needs, for the author to write in."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from waypost.cli import options

if TYPE_CHECKING:
    from waypost.cli.reading import Project
    from waypost.records import Entry
    from waypost.scaffolds import Scaffold
    from waypost.weeks import Week

_open = click.option("--open", "opens", is_flag=True, help="Open it in your editor ($EDITOR).")


@click.group(invoke_without_command=True, short_help="Make this week's entry, or another record.")
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
    if context.invoked_subcommand:
        return
    from waypost import scaffolds

    found = _ready(today)
    if form:
        _from_form(found, form)
        return
    its_week, its_day = _time(found, week, day)
    if link:
        click.echo(_link(found, its_week, its_day))
    elif there := found.journal.by_week.get(its_week):
        _there(there[-1], title, opens)
    else:
        made = scaffolds.entry(found.journal, found.language, its_week, its_day, title.strip())
        path = _write(found, made)
        days = found.language.week_days(its_week)
        click.echo(f"{path} is there, for week {its_week.number} ({days}).")
        click.echo("Write below the questions; three lines will do. To see it: waypost serve")
        _edit(path, opens)


def _there(entry: "Entry", title: str, opens: bool) -> None:
    """What is said where a week has its entry already."""
    click.echo(f"{entry.source.path} is there already, for week {entry.week.number}.")
    if title and title != entry.title:
        click.echo("Nothing was written. To call it something else, change `title` in it.")
        raise SystemExit(1)
    _edit(Path(entry.source.path), opens)


def _record(kind: str, told: str) -> Callable[..., None]:
    """The command that makes a record of a kind."""

    @click.argument("title")
    @options.today
    @_open
    def make(title: str, today: str | None, opens: bool) -> None:
        from waypost import scaffolds
        from waypost.cli.reading import read_project

        found = _ready(today)
        day = found.now.date()
        path = _write(
            found, scaffolds.record(kind, found.journal, found.language, day, title.strip())
        )
        click.echo(f"{path} is there.")
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


def _ready(today: str | None) -> "Project":
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
    if week and its_day and its_day < week.monday:
        what = f"{its_day} is before the week {week} that the entry tells about."
        raise click.UsageError(f"{what} Change one of the two.")
    today = found.now.date()
    week = week or Week.of(its_day or today)
    return week, its_day or day_of(week, today, found.journal.settings.cadence.weekday)


def _link(found: "Project", week: "Week", day: date) -> str:
    """Where to write the entry in the browser."""
    from waypost import scaffolds

    if not found.repository:
        what = "Nobody knows where this journal lies on the web."
        raise click.UsageError(f"{what} Call this in the folder that git clone has made of it.")
    made = scaffolds.entry(found.journal, found.language, week, day)
    return scaffolds.link_to_editor(found.repository, "main", made, found.docs)


def _from_form(found: "Project", path: Path) -> None:
    """Write the entry that a form holds, and say what could not be taken over."""
    from waypost import scaffolds
    from waypost.cli.checking import everything_said
    from waypost.cli.reading import read_project
    from waypost.submissions import read_submission
    from waypost.weeks import Week

    try:
        event = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        event = None
    settings = found.journal.settings
    given, problems = read_submission(event if isinstance(event, dict) else {}, settings)
    for each in problems:
        click.echo(str(each))
    if given is None:
        click.echo("Nothing was written.", err=True)
        raise SystemExit(1)
    sent = given.moment.date()
    week = given.week or Week.of(given.not_before or sent)
    day = given.not_before or scaffolds.day_of(week, sent, settings.cadence.weekday)
    made = scaffolds.entry(
        found.journal,
        found.language,
        week,
        max(day, week.monday),
        given.title,
        body=given.text,
        summary=given.summary,
        stage=given.stage,
        barriers=given.barriers,
        status="draft" if given.is_draft else None,
    )
    written = _write(found, made)
    click.echo(f"{written.as_posix()} is there, for week {week.number}.")
    for each in everything_said(read_project(None)):
        if each.path == written.as_posix():
            click.echo(str(each))


def _write(found: "Project", made: "Scaffold") -> Path:
    """Write what was made, unless there is a file already."""
    path = Path(found.docs, made.uri)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(made.text)
    except FileExistsError:
        click.echo(f"{path.as_posix()} is there already. Nothing was written.")
        raise SystemExit(1) from None
    return path


def _edit(path: Path, opens: bool) -> None:
    """Open a file in the author's editor, if she asks for it."""
    if opens:
        click.edit(filename=str(path))
