"""How far a key result has come: its readings, between a baseline and a target."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor

from waypost.journal import Journal
from waypost.journal.relations import Reading
from waypost.records import KeyResult
from waypost.weeks import Week

MOVES = ("up", "level", "down")
"""What a reading says where readers learn only how a key result moves."""


@dataclass(frozen=True)
class Progress:
    """A key result with its readings, oldest first.

    A reading that tells more than the key result discloses is none of them.
    """

    key_result: KeyResult
    readings: Sequence[Reading]

    @property
    def has_figures(self) -> bool:
        """Whether readers learn figures, or an index, and not only how it moves."""
        return self.key_result.fields.disclosure != "trend"

    @property
    def latest(self) -> Reading | None:
        """The newest reading."""
        return self.readings[-1] if self.readings else None

    @property
    def share(self) -> float | None:
        """The share of the way from baseline to target, by the newest reading.

        Below 0 when it went the other way, above 1 when it went farther. None without a reading,
        without figures, and where baseline and target are the same.
        """
        return self.share_at(self.latest.value) if self.latest else None

    @property
    def percent(self) -> int | None:
        """The share in whole per cent; it says 100 at the target only, and not shortly before."""
        return None if self.share is None else floor(round(100 * self.share, 6))

    def share_at(self, value: float | str) -> float | None:
        """The share of the way that a reading stands for."""
        fields = self.key_result.fields
        if isinstance(value, str) or fields.baseline is None or fields.target is None:
            return None
        way = fields.target - fields.baseline
        return (value - fields.baseline) / way if way else None

    @property
    def is_reached(self) -> bool:
        """Whether the newest reading is at the target or beyond it."""
        fields, value = self.key_result.fields, self.latest.value if self.latest else ""
        if isinstance(value, str) or fields.target is None:
            return False
        return value >= fields.target if fields.direction == "up" else value <= fields.target

    @property
    def moves(self) -> Mapping[str, int]:
        """How many readings say `up`, `level` and `down`, where that is all they say."""
        found = Counter(each.value for each in self.readings)
        return {} if self.has_figures else {move: found[move] for move in MOVES}

    def until(self, week: Week) -> Sequence[Reading]:
        """The readings up to a week, that one included."""
        return [each for each in self.readings if each.week <= week]


def progress(journal: Journal, key_result: KeyResult) -> Progress:
    """How far a key result has come by the entries of a journal."""
    return Progress(key_result, fitting(key_result, journal.relations.series(key_result)))


def fitting(key_result: KeyResult, readings: Sequence[Reading]) -> Sequence[Reading]:
    """The readings that tell no more than a key result discloses.

    Others are mistakes, which stop a build; a preview goes on without them.
    """
    return [each for each in readings if key_result.misfit(each.value) is None]
