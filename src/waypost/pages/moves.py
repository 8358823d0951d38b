"""Readings that say up, level or down, as a row of marks: told apart by their shapes."""

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from waypost.languages import Language
from waypost.pages.drawing import WIDTH, amount, drawing, label, path, small_drawing
from waypost.views.series import MOVES, Progress
from waypost.weeks import Week

_LONGEST_ROW = 26  # weeks; what is longer has a row for each year
_WIDEST = 40
_YEAR = 53
_LEFT, _RIGHT = 72, 8
_ROW, _LEGEND = 34, 34
_FEW, _SMALL = 10, 12
_NUMBERED = (1, 13, 26, 39, 52)


def say(value: float | str, language: Language) -> str:
    """A reading as people write it."""
    if not isinstance(value, str):
        return language.number(value)
    _ = language.translations.gettext
    return {"up": _("up"), "level": _("level"), "down": _("down")}.get(value, value)


def moves_drawing(progress: Progress, language: Language) -> ET.Element:
    """A mark for each reading: in its week, up, level or down by its shape and by its height."""
    first, last = progress.readings[0].week, progress.readings[-1].week
    weeks = last.since(first) + 1
    is_short = weeks <= _LONGEST_ROW
    rows = [None] if is_short else list(range(last.year, first.year - 1, -1))
    height = 26 + _ROW * len(rows) + _LEGEND
    svg = drawing(height, progress.key_result.title, _told(progress, language), "waypost-chart")
    room = WIDTH - _LEFT - _RIGHT
    wide = min(_WIDEST, room / weeks) if is_short else room / _YEAR
    shapes: dict[str, list[str]] = {move: [] for move in MOVES}
    size = min(9.0, wide * 0.45)

    def place(week: Week) -> tuple[float, float]:
        column = week.since(first) if is_short else week.number - 1
        row = 0 if is_short else last.year - week.year
        return _LEFT + (column + 0.5) * wide, 26 + (row + 0.5) * _ROW

    for each in progress.readings:
        x, y = place(each.week)
        shapes[str(each.value)].append(mark(str(each.value), x, y, size))
    for row, year in enumerate(rows):
        text = str(year) if year else ""
        label(svg, 0, 26 + (row + 0.5) * _ROW + 4, text, "waypost-tick")
    label(svg, 0, 14, language.translations.gettext("Week"), "waypost-tick")
    for x, text in _weeks(first, weeks, wide, is_short):
        label(svg, x, 14, text, "waypost-tick", "middle")
    for move, steps in shapes.items():
        path(svg, steps, f"waypost-move waypost-{move}", is_filled=True)
    _legend(svg, progress, language, height - 10)
    return svg


def mark(move: str, x: float, y: float, size: float, lift: float = 0.5) -> str:
    """A triangle that points up or down, or a bar; above, on or below a height."""
    left, y = amount(x - size), y + size * lift * {"up": -1, "level": 0, "down": 1}[move]
    across = amount(2 * size)
    if move == "level":
        return f"M{left} {amount(y - size * 0.3)}h{across}v{amount(size * 0.6)}h-{across}z"
    tip, base = (-size, size) if move == "up" else (size, -size)
    height = amount(tip * 1.6)
    return f"M{left} {amount(y + base * 0.8)}h{across}l-{amount(size)} {height}z"


def moves_row(progress: Progress) -> ET.Element:
    """The newest marks, small, one beside the other."""
    svg = small_drawing(_SMALL * _FEW, 24, "waypost-chart waypost-spark")
    newest = progress.readings[-_FEW:]
    at = [_SMALL * (n + 0.5 + _FEW - len(newest)) for n in range(len(newest))]
    steps = [mark(str(e.value), x, 12, 4) for e, x in zip(newest, at, strict=True)]
    path(svg, steps, "waypost-move", is_filled=True)
    return svg


def _weeks(first: Week, count: int, wide: float, is_short: bool) -> Sequence[tuple[float, str]]:
    """Some numbers of weeks, with where they stand."""
    if not is_short:
        return [(_LEFT + (n - 0.5) * wide, str(n)) for n in _NUMBERED]
    step = next(n for n in (1, 2, 4, 8) if n * wide >= 30)
    return [(_LEFT + (n + 0.5) * wide, str(first.plus(n).number)) for n in range(0, count, step)]


def _legend(svg: ET.Element, progress: Progress, language: Language, y: float) -> None:
    for number, move in enumerate(MOVES):
        x = _LEFT + number * 150.0
        path(svg, [mark(move, x + 8, y - 4, 7, 0)], f"waypost-move waypost-{move}", is_filled=True)
        label(svg, x + 24, y, f"{say(move, language)}: {progress.moves[move]}", "waypost-tick")


def _told(progress: Progress, language: Language) -> str:
    """A drawing in words: runs of the same, oldest first, by the weeks in which they began."""
    _ = language.translations.gettext
    first, last = progress.readings[0].week, progress.readings[-1].week
    counts = ", ".join(f"{say(move, language)}: {progress.moves[move]}" for move in MOVES)
    weeks = _("Week %(week)s, %(year)s, to week %(last_week)s, %(last_year)s") % {
        "week": first.number,
        "year": first.year,
        "last_week": last.number,
        "last_year": last.year,
    }
    runs = [
        (say(value, language), len(list(group)))
        for value, group in groupby(str(each.value) for each in progress.readings[-8:])
    ]
    told = ", ".join(f"{word} ({count})" if count > 1 else word for word, count in runs)
    latest = _("The latest")
    return f"{weeks}. {counts}. {latest}: {told}."
