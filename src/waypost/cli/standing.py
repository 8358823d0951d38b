"""`waypost status` and `waypost remind`: where she stands, in words that are true and kind."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from waypost.cli import options

if TYPE_CHECKING:
    from waypost.cli.reading import Project
    from waypost.records import Entry
    from waypost.views.standing import Standing

_HOW = "three lines will do. waypost new"


@click.command(short_help="Where am I?")
@options.today
def status(today: str | None) -> None:
    """Say where you are: weeks written, pauses, the last entry, and what is due."""
    from waypost.cli.reading import read_project
    from waypost.problems import errors, to_mend
    from waypost.views.standing import standing

    found = read_project(today)
    for line in _lines(found, standing(found.journal, found.now)):
        click.echo(line)
    if wrong := errors(found.problems):
        click.echo(f"\n{to_mend(len(wrong))} before the site can be built: waypost check")


@click.command(short_help="Print a reminder, if this is the day for one.")
@options.today
def remind(today: str | None) -> None:
    """Print a reminder if this is the day, and the week has neither an entry nor a pause.

    The first line is a title, the rest is Markdown. On all other days nothing is printed.
    """
    from waypost import scaffolds
    from waypost.cli.reading import read_project
    from waypost.submissions.form import FORM
    from waypost.views.due import due
    from waypost.views.standing import is_reminder_due, standing

    found = read_project(today)
    if found.unreadable:  # so the day is not known, nor whether this is a pause
        click.echo("\n".join(map(str, found.unreadable)), err=True)
        raise SystemExit(1)
    where = standing(found.journal, found.now)
    if not is_reminder_due(where, found.journal, found.now):
        return
    # A reminder may be read by everybody, so it tells only what readers know already.
    public = found.journal.released(found.now)
    where = replace(where, due=due(public, where.week, found.now.date()))
    link = form = ""
    if base := found.repository:
        day = found.now.date()
        made = scaffolds.entry(public, found.language, where.week, day)
        link = scaffolds.link_to_editor(base, "main", made, found.docs)
        form = f"{base}/issues/new?template={FORM.rpartition('/')[2]}"
    text = scaffolds.reminder(where, found.language, found.now.date(), link=link, form=form)
    click.echo(text, nl=False)


def _lines(found: "Project", where: "Standing") -> Iterator[str]:
    from waypost.languages import language

    english, calendar = language("en"), where.calendar
    yield f"{found.title or 'Your journal'}: week {where.week.number}, {where.week.year}"
    yield ""
    if calendar.first:
        since = english.day(calendar.first.monday)
        paused = f" and {_weeks(calendar.paused)} of pause" if calendar.paused else ""
        yield f"{_weeks(calendar.written)} written{paused}, since {since}."
    else:
        yield "The first entry is still to come."
    if where.last:
        yield f"The last one: {_entry(where.last)}, week {where.last.week.number}."
    for weeks, entry in where.ago:
        then = "A quarter ago" if weeks < 52 else "A year ago"
        yield f"{then} you wrote: {_entry(entry)}."
    yield _this_week(where)
    for title, lines in (
        ("Drafts", [_entry(each) for each in where.drafts]),
        ("Not begun yet", [_entry(each) for each in where.untouched]),
        (
            "Scheduled",
            [f"{_entry(each)}, from {english.moment(each.published)}" for each in where.scheduled],
        ),
        ("You meant to do", where.due.intended.fields.next if where.due.intended else ()),
        ("To look at again", [f"{x.title} ({x.source.path})" for x in where.due.decisions]),
        (
            "Over by the end of this week, and without a verdict",
            [f"{each.title} ({each.source.path})" for each in where.due.experiments],
        ),
        ("Due by the end of this week", [each.what for each in where.due.deliverables]),
    ):
        if lines:
            yield ""
            yield f"{title}:"
            yield from (f"- {line}" for line in lines)


def _this_week(where: "Standing") -> str:
    if any(not each.is_draft for each in where.of_this_week):
        return "This week is written."
    if where.of_this_week:
        return "This week has a draft."
    if where.unread:
        return f"This week has an entry that has to be mended: {where.unread.path}"
    if where.pause:
        why = f" ({where.pause.why})" if where.pause.why else ""
        return f"This week is a pause{why}."
    begun = next((each for each in where.untouched if each.week == where.week), None)
    how = f"three lines will do, in {begun.source.path}" if begun else _HOW
    if where.silent and where.last:
        paused = where.silent < where.week.since(where.last.week) - 1
        without = ", pauses left out" if paused else ""
        silent = f"{_weeks(where.silent)} since the last entry{without}"
        return f"{silent}: {how}"
    return f"Nothing of this week yet: {how}"


def _weeks(count: int) -> str:
    return "1 week" if count == 1 else f"{count} weeks"


def _entry(entry: "Entry") -> str:
    return f"“{entry.title}” ({entry.source.path})"
