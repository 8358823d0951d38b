"""Questions asked of a journal. Each answer is plain data, whoever renders it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from waypost.fields.values import midnight
from waypost.journal import Journal
from waypost.records import Entry, Phase
from waypost.settings import Pause
from waypost.vocabulary import Term
from waypost.weeks import Week, weeks_between


@dataclass(frozen=True)
class Silence:
    """Weeks without an entry, the first and the last included; with a pause, if it was declared."""

    first: Week
    last: Week
    pause: Pause | None = None


@dataclass(frozen=True)
class Month:
    """A month of a year with what happened in it, newest first."""

    number: int
    rows: Sequence[Entry | Silence]


@dataclass(frozen=True)
class Chapter:
    """A term of the vocabulary with its entries, oldest first, and its place among its kind."""

    kind: str
    term: Term
    entries: Sequence[Entry]
    number: int
    of: int
    is_current: bool
    before: Term | None
    after: Term | None

    @property
    def by_year(self) -> Sequence[tuple[int, Sequence[Entry]]]:
        """The entries by the year of their week, newest first."""
        newest_first = reversed(self.entries)
        return [
            (year, list(entries))
            for year, entries in groupby(newest_first, key=lambda entry: entry.week.year)
        ]


@dataclass(frozen=True)
class Surroundings:
    """What stands around an entry's text."""

    entry: Entry
    stage: Term | None
    barriers: Sequence[Term]
    beliefs: Sequence[Term]
    tasks: Sequence[Term]
    phase: Phase | None
    before: Entry | None
    after: Entry | None

    @property
    def terms(self) -> Sequence[Term]:
        """Every word of the vocabulary that the entry is tagged with."""
        return [
            *([self.stage] if self.stage else []),
            *self.barriers,
            *self.beliefs,
            *self.tasks,
        ]


@dataclass(frozen=True)
class Digest:
    """What appeared in a stretch of one month or three, from its number on, oldest first.

    `over` is the moment from which the stretch is over.
    """

    year: int
    first_month: int
    months: int
    over: datetime
    entries: Sequence[Entry]

    @property
    def name(self) -> str:
        """`2026-09`, or `2026-Q3`."""
        if self.months == 1:
            return f"{self.year}-{self.first_month:02}"
        return f"{self.year}-Q{(self.first_month + 2) // 3}"

    def __contains__(self, month: tuple[int, int]) -> bool:
        """Whether a month of a year lies in it."""
        year, number = month
        return year == self.year and self.first_month <= number <= self.last_month

    @property
    def last_month(self) -> int:
        """The number of its last month."""
        return self.first_month + self.months - 1


def surroundings(journal: Journal, entry: Entry) -> Surroundings:
    """An entry's stage, barriers, phase and neighbours; it has to be one that readers see."""
    settings, fields = journal.settings, entry.fields

    def terms(kind: str, ids: Sequence[str]) -> Sequence[Term]:
        known = settings.terms(kind)
        return [known[each] for each in dict.fromkeys(ids) if each in known]

    return Surroundings(
        entry=entry,
        stage=settings.terms("stage").get(fields.stage or ""),
        barriers=terms("barrier", fields.barriers),
        beliefs=terms("belief", fields.beliefs),
        tasks=terms("task", fields.tasks),
        phase=journal.phase_of(entry),
        before=journal.before(entry),
        after=journal.after(entry),
    )


def latest(journal: Journal, count: int) -> Sequence[Entry]:
    """The newest entries, newest first."""
    return journal.entries[::-1][:count]


def chapters(journal: Journal, kind: str) -> Sequence[Chapter]:
    """Every term of a kind (`stage` or `barrier`), in the vocabulary's order.

    The current stage is that of the newest entry that has one; no barrier is ever current.
    """
    terms = list(journal.settings.terms(kind).values())
    current = current_stage(journal) if kind == "stage" else None
    return [
        Chapter(
            kind=kind,
            term=term,
            entries=journal.entries_with(kind, term.id),
            number=index + 1,
            of=len(terms),
            is_current=term.id == current,
            before=terms[index - 1] if index else None,
            after=terms[index + 1] if index + 1 < len(terms) else None,
        )
        for index, term in enumerate(terms)
    ]


def current_stage(journal: Journal) -> str | None:
    """The stage of the newest entry that has one."""
    return next((e.fields.stage for e in reversed(journal.entries) if e.fields.stage), None)


def years(journal: Journal) -> Mapping[int, Sequence[Month]]:
    """The months of every year with entries and silences: years oldest first, months newest first.

    A week belongs to the year of its Thursday (ISO 8601), and to that Thursday's month. Nothing
    counts as silence before the first entry of the journal, nor after the last one.
    """
    rows = list(_rows(journal))
    return {
        number: _months(list(group))
        for number, group in groupby(rows, key=lambda row: _week(row).year)
    }


def digests(journal: Journal, months: int, now: datetime) -> Sequence[Digest]:
    """The stretches of 1 or 3 months that are over and in which entries appeared, oldest first.

    What counts is the day on which an entry appeared, so that nothing is added to what is over,
    unless it is dated back.
    """
    zone = journal.settings.timezone

    def stretch(entry: Entry) -> tuple[int, int]:
        return entry.date.year, (entry.date.month - 1) // months

    found = []
    for (year, index), entries in groupby(journal.entries, key=stretch):
        after = index * months + months
        over = date(year + after // 12, after % 12 + 1, 1)
        digest = Digest(year, index * months + 1, months, midnight(over, zone), list(entries))
        found += [digest] if digest.over <= now else []
    return found


def _months(rows: Sequence[Entry | Silence]) -> Sequence[Month]:
    months = groupby(reversed(rows), key=lambda row: month_of(_week(row)))
    return [Month(number, list(group)) for number, group in months]


def _rows(journal: Journal) -> Iterator[Entry | Silence]:
    """Entries in the order of their weeks, and between them the weeks without one.

    Silences end with a year, a pause, or an entry. Undeclared ones shorter than the cadence allows
    are left out.
    """
    by_week, settings = journal.by_week, journal.settings
    if not by_week:
        return

    def kind(week: Week) -> tuple[Week | None, int, Pause | None]:
        written = week in by_week
        return week if written else None, week.year, None if written else settings.pause_in(week)

    for (written, _, pause), group in groupby(weeks_between(min(by_week), max(by_week)), key=kind):
        if written:
            yield from by_week[written]
            continue
        weeks = list(group)
        if pause or len(weeks) >= settings.cadence.weeks:
            yield Silence(weeks[0], weeks[-1], pause)


def _week(row: Entry | Silence) -> Week:
    return row.last if isinstance(row, Silence) else row.week


def month_of(week: Week) -> int:
    """The number of the month that a week belongs to: that of its Thursday."""
    return date.fromisocalendar(week.year, week.number, 4).month
