"""What was measured, against what was promised, as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.measure import Cost

COLD = "cold build"
ONE = "build after one new entry"
SAVE = "save until the page is fresh"
FIRST_SAVE = "first save until the page is fresh"
AGAIN = "build again"
CHECK = "waypost check"
CHECK_AGAIN = "waypost check, again"
UNLIKE = "files unlike a cold build's"
UNLIKE_PREVIEW = "files unlike a new preview's"

# What is measured → from so many entries on, ours may take this share of the other side's.
SHARES: dict[str, dict[int, float]] = {
    COLD: {52: 0.6, 520: 0.45, 2600: 0.40},
    ONE: {52: 0.4, 520: 0.12, 2600: 0.06},
    SAVE: {520: 0.10, 2600: 0.05},
    FIRST_SAVE: {520: 0.10, 2600: 0.05},
    AGAIN: {1: 0.5},
    CHECK: {1: 5},
    CHECK_AGAIN: {1: 5},
}
MEMORY: dict[int, float] = {2600: 1.5}
DOUBLE = 2
"""So many times the cold build of half the entries."""
SMALL_AND_LARGE = 3
"""So many times what one new entry costs in the smallest journal."""
FIRST_SEARCH = 300
"""Compressed kilobytes."""
HEAD = ("", "entries", "ours", "other", "value", "limit", "clock")


@dataclass(frozen=True)
class Measured:
    """What something cost at one size, by side."""

    what: str
    size: int
    costs: dict[str, list[Cost]]

    def middle(self, side: str, of: str = "cpu") -> float:
        return float(median(getattr(cost, of) for cost in self.costs[side]))

    @property
    def other(self) -> str:
        """The side that ours is compared with, if there is one."""
        return next((side for side in self.costs if side != "ours"), "")


@dataclass(frozen=True)
class Row:
    """A value and its limit, with what it comes from."""

    what: str
    entries: str
    ours: str
    other: str
    value: float
    limit: float | None = None
    clock: float | None = None
    """Ours over the other side's, by the clock on the wall."""

    @property
    def is_missed(self) -> bool:
        return self.limit is not None and self.value > self.limit

    def cells(self) -> tuple[str, ...]:
        limit = "" if self.limit is None else f"{self.limit:g}{' !' if self.is_missed else ''}"
        clock = "" if self.clock is None else f"{self.clock:.2f}"
        told = (self.what, self.entries, self.ours, self.other)
        return (*told, f"{self.value:.3g}", limit, clock)


@dataclass
class Results:
    """All of one run."""

    measured: list[Measured] = field(default_factory=list)
    differences: dict[int, list[str]] = field(default_factory=dict)
    """Size → the files in which a build after one new entry is not what a cold build is."""
    searches: dict[int, dict[str, float]] = field(default_factory=dict)
    """Size → side → compressed kilobytes of a first search."""
    profile: dict[str, dict[str, float]] = field(default_factory=dict)
    """Build → place → milliseconds."""
    previews: dict[int, list[str]] = field(default_factory=dict)
    """Size → the files in which a preview after a save is not what one is that has just begun."""

    def rows(self) -> list[Row]:
        return [
            *(_against(each, "cpu") for each in self.measured if each.other),
            *self._growth(),
            *(_against(each, "memory") for each in self.measured if each.other and _is_large(each)),
            *(_same_bytes(UNLIKE, size, found) for size, found in self.differences.items()),
            *(_same_bytes(UNLIKE_PREVIEW, size, found) for size, found in self.previews.items()),
            *(_first_search(size, found) for size, found in self.searches.items()),
        ]

    def missed(self) -> list[Row]:
        return [row for row in self.rows() if row.is_missed]

    def _growth(self) -> Iterable[Row]:
        cold = {each.size: each for each in self.measured if each.what == COLD}
        for size, each in cold.items():
            if twice := cold.get(2 * size):
                yield _longer("cold build, twice the entries", each, twice, DOUBLE)
        one = sorted((each for each in self.measured if each.what == ONE), key=lambda e: e.size)
        if len(one) > 1:
            yield _longer("one new entry, small and large", one[0], one[-1], SMALL_AND_LARGE)


def table(rows: Sequence[Row]) -> str:
    """Right-aligned columns under their heads; the first one says what is measured."""
    cells = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(HEAD))]
    lines = [
        [
            line[0].ljust(widths[0]),
            *(cell.rjust(w) for cell, w in zip(line[1:], widths[1:], strict=True)),
        ]
        for line in cells
    ]
    return "\n".join("  ".join(line).rstrip() for line in lines)


def limit(steps: dict[int, float], size: int) -> float | None:
    """That of the largest number of entries that is not above this one."""
    return next((value for least, value in reversed(steps.items()) if least <= size), None)


def _against(each: Measured, of: str) -> Row:
    ours, other = each.middle("ours", of), each.middle(each.other, of)
    is_memory = of == "memory"
    form = "{:.0f} MB" if is_memory else "{:.2f} s"
    clock = each.middle("ours", "wall") / each.middle(each.other, "wall")
    return Row(
        f"memory, {each.what}" if is_memory else each.what,
        str(each.size),
        form.format(ours),
        form.format(other),
        ours / other,
        limit(MEMORY if is_memory else SHARES[each.what], each.size),
        None if is_memory else clock,
    )


def _is_large(each: Measured) -> bool:
    return each.what == COLD and each.size > 1


def _longer(what: str, small: Measured, large: Measured, most: float) -> Row:
    a, b = small.middle("ours"), large.middle("ours")
    return Row(what, f"{small.size}, {large.size}", f"{b:.2f} s", f"{a:.2f} s", b / a, most)


def _same_bytes(what: str, size: int, found: Sequence[str]) -> Row:
    return Row(what, str(size), str(len(found)), "", len(found), 0)


def _first_search(size: int, found: dict[str, float]) -> Row:
    ours, other = (f"{found[side]:.0f} KB" for side in ("ours", "stock"))
    return Row("first search at most", str(size), ours, other, found["ours"], FIRST_SEARCH)
