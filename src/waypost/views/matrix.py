"""Which barrier was met in which stage, how often, and when it was last met."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from waypost.journal import Journal
from waypost.records import Entry
from waypost.vocabulary import Term
from waypost.weeks import Week

_LEVELS = 4
_NEWEST = 10


@dataclass(frozen=True)
class Cell:
    """The entries of a stage that met a barrier, newest first; without one where it is None.

    `level` says how often that is beside the others: from 1 to 4, and 0 for never.
    """

    stage: Term | None
    barrier: Term | None
    entries: Sequence[Entry]
    level: int = 0

    @property
    def name(self) -> str:
        """What it is called in an address."""
        return f"{self.stage.id if self.stage else ''}--{self.barrier.id if self.barrier else ''}"

    @property
    def newest(self) -> Sequence[Entry]:
        """As many of its entries as are told beside the matrix."""
        return self.entries[:_NEWEST]


@dataclass(frozen=True)
class Row:
    """A stage with a cell for each barrier; `entries` counts each entry once."""

    stage: Term | None
    cells: Sequence[Cell]
    entries: int


@dataclass(frozen=True)
class Met:
    """A barrier with the entry that last met it, and how many weeks ago that was."""

    barrier: Term
    entries: int
    last: Entry | None
    weeks: int


@dataclass(frozen=True)
class Matrix:
    """The stages as rows, the barriers as columns.

    Entries without a stage are a row of their own, at the end, and those without a barrier a
    column, where there are any: so that the totals are those of the journal. An entry that met two
    barriers stands in two columns, and counts once in the total of its row.
    """

    rows: Sequence[Row]
    barriers: Sequence[Term | None]
    met: Sequence[Met]
    entries: int

    @cached_property
    def cells(self) -> Sequence[Cell]:
        """The cells that have entries."""
        return [cell for row in self.rows for cell in row.cells if cell.entries]

    @property
    def has_barriers(self) -> bool:
        """Whether any entry met a barrier."""
        return any(cell.barrier for cell in self.cells)

    @property
    def has_several(self) -> bool:
        """Whether an entry stands in several cells."""
        return sum(len(cell.entries) for cell in self.cells) > self.entries

    def total(self, barrier: Term | None) -> int:
        """How many entries met a barrier."""
        return sum(len(cell.entries) for cell in self.cells if cell.barrier == barrier)


def matrix(journal: Journal, now: datetime) -> Matrix:
    """The matrix of a journal as readers see it at a moment."""
    stages, barriers = journal.settings.terms("stage"), journal.settings.terms("barrier")
    by_cell: dict[tuple[str, str], list[Entry]] = {}
    by_stage: dict[str, int] = {}
    for entry in reversed(journal.entries):
        stage = entry.fields.stage or ""
        by_stage[stage] = by_stage.get(stage, 0) + 1
        for barrier in dict.fromkeys(entry.fields.barriers) or ("",):
            by_cell.setdefault((stage, barrier), []).append(entry)
    columns = _with_none(barriers, any(not barrier for _, barrier in by_cell))
    most = max((len(entries) for (_, met), entries in by_cell.items() if met), default=0)
    rows = []
    for stage, term in _with_none(stages, "" in by_stage).items():
        cells = []
        for barrier, column in columns.items():
            entries = by_cell.get((stage, barrier), [])
            level = -(-len(entries) * _LEVELS // most) if barrier and most else 0
            cells.append(Cell(term, column, entries, level))
        rows.append(Row(term, cells, by_stage.get(stage, 0)))
    met = list(_met(journal, barriers.values(), Week.of(now.date())))
    return Matrix(rows, list(columns.values()), met, len(journal.entries))


def _with_none(terms: Mapping[str, Term], is_needed: bool) -> Mapping[str, Term | None]:
    return {**terms, **({"": None} if is_needed else {})}


def _met(journal: Journal, barriers: Iterable[Term], this: Week) -> Iterator[Met]:
    for barrier in barriers:
        entries = journal.entries_with("barrier", barrier.id)
        last = max(entries, key=lambda each: each.order, default=None)
        weeks = this.since(last.week) if last else 0
        yield Met(barrier, len(entries), last, weeks)
