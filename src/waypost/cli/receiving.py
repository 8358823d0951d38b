"""What `waypost new --from-form` does: an entry that was sent in becomes a file."""

import json
import os
from dataclasses import replace
from pathlib import Path

import click

from waypost import checks, scaffolds
from waypost.cli import guarding
from waypost.cli.checking import everything_said
from waypost.cli.reading import Project, read_project
from waypost.cli.writing import write
from waypost.journal import Journal
from waypost.problems import Problem, errors
from waypost.records import read_entry
from waypost.scaffolds import Scaffold
from waypost.sources import read
from waypost.submissions import is_about_something_else, read_submission
from waypost.weeks import Week


def receive(found: Project, path: Path, today: str | None) -> None:
    """Write the entry that a form holds, and say what could not be taken over."""
    try:
        event = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        event = None
    settings = found.journal.settings
    event = event if isinstance(event, dict) else {}
    if is_about_something_else(event):
        raise click.UsageError("This is not the form for an entry.")
    given, problems = read_submission(event, settings)
    for each in problems:
        click.echo(str(each))
    if given is None:
        click.echo("Nothing was written.", err=True)
        raise SystemExit(1)
    sent = given.moment.date()
    week = given.week or Week.of(sent)
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
    if wrong := _mistakes(found, made):
        click.echo("\n".join(map(str, wrong)))
        click.echo("Nothing was written.", err=True)
        raise SystemExit(1)
    if beside := found.journal.by_week.get(week):
        click.echo(f"{beside[-1].source.path} is an entry of the same week.")
    written = write(found, made)
    click.echo(f"{written.as_posix()} is there, for week {week.number}.")
    for each in everything_said(read_project(today)):
        if each.path == written.as_posix():
            click.echo(str(each))


def _mistakes(found: Project, made: Scaffold) -> list[Problem]:
    """What would stop a build if an entry were written as it was sent in."""
    settings = found.journal.settings
    data = made.text.encode("utf-8")
    source, said = read("The form", made.uri, data, needs_front=True)
    entry, in_fields = read_entry(source, settings) if source.front else (None, [])
    alone = Journal(settings, entries=(entry,) if entry else (), sources={made.uri: source})
    gate, in_list = guarding.gate(Path(), os.environ, is_strict=False)
    if errors(in_list):
        what = "The private list can't be read, so nobody knows what may stand here."
        said.append(Problem("The form", 0, "", what, "Mend it first, as waypost check tells."))
    said += [*in_fields, *gate.in_sources([("The form", data)])]
    said += [*checks.check(alone, found.now, found.language.code)]
    return [replace(each, line=0) for each in errors(said)]
