"""Where the author stands: what she has written, what waits, and what was a while ago."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from waypost.files import ENTRIES
from waypost.journal import Journal
from waypost.records import Entry
from waypost.settings import WEEKDAYS, Pause
from waypost.sources import Source
from waypost.views.cadence import Calendar, calendar
from waypost.views.due import Due, due
from waypost.weeks import Week

_QUARTER, _YEAR = 13, 52  # weeks


@dataclass(frozen=True)
class Standing:
    """Where a journal stands in a week.

    `last` is the newest entry that readers see, `silent` the full weeks since then that were no
    pause. `of_this_week` holds what is written of this week, seen by readers or not, and `unread`
    is a file of it that has to be mended first; `drafts` are those with words in them, `untouched`
    those without; `ago` are entries of a quarter and of a year before, where there are any. What
    she intends is what the last entry says, this week's too.
    """

    week: Week
    calendar: Calendar
    last: Entry | None
    silent: int
    pause: Pause | None
    of_this_week: Sequence[Entry]
    unread: Source | None
    drafts: Sequence[Entry]
    untouched: Sequence[Entry]
    scheduled: Sequence[Entry]
    ago: Sequence[tuple[int, Entry]]
    due: Due


def standing(journal: Journal, now: datetime) -> Standing:
    """Where a journal stands at a moment; `journal` holds all of the author's files."""
    public, week = journal.released(now), Week.of(now.date())
    last = max(public.entries, key=lambda each: each.order, default=None)
    entries = [each for each in journal.entries if not each.is_withdrawn]
    written = [each for each in entries if not each.is_unwritten]
    ago = [(weeks, public.by_week.get(week.plus(-weeks), ())) for weeks in (_QUARTER, _YEAR)]
    return Standing(
        week=week,
        calendar=calendar(public, now),
        last=last,
        silent=journal.settings.silent_weeks(last.week, week) if last else 0,
        pause=journal.settings.pause_in(week),
        of_this_week=[each for each in written if each.week == week],
        unread=unread_in(journal, week),
        drafts=[each for each in written if each.is_draft],
        untouched=[each for each in entries if each.is_unwritten],
        scheduled=[each for each in written if not each.is_draft and not each.is_due(now)],
        ago=[(weeks, found[-1]) for weeks, found in ago if found],
        due=replace(due(journal, week), intended=due(journal, week.plus(1)).intended),
    )


def unread_in(journal: Journal, week: Week) -> Source | None:
    """A file that is the entry of a week by its name or its field, and can't be read as one."""
    read = {entry.uri for entry in journal.entries}
    name = f"{ENTRIES}/{week.year}-w{week.number:02}"
    for uri, source in journal.sources.items():
        is_named = uri.casefold().startswith(name) or source.front.get("week") == str(week)
        if is_named and uri.startswith(f"{ENTRIES}/") and uri not in read:
            return source
    return None


def is_reminder_due(found: Standing, journal: Journal, now: datetime) -> bool:
    """Whether a kind word would help: on the promised day of a week without entry or pause."""
    cadence = journal.settings.cadence
    is_day = WEEKDAYS[now.weekday()] == cadence.weekday
    has_time = found.last is not None and found.silent + 1 < cadence.weeks
    is_written = found.of_this_week or found.unread
    return is_day and not (found.pause or is_written or has_time)
