"""What stands for a week in a drawing: a square in the colour of its stage, or a sign."""

from markupsafe import Markup

from waypost.views.cadence import Kind

SIDE = 17
"""The side of a week's square."""


def square(x: float, y: float, wide: float = SIDE, high: float = SIDE) -> str:
    """The outline of a week, as the steps of a path."""
    return f"M{x:g} {y:g}h{wide:g}v{high:g}h-{wide:g}z"


def written(step: int) -> str:
    """What gives a week that was written the colour of its stage: a class, and its number."""
    return f'class="waypost-step" style="--step:{step}"' if step else 'class="waypost-loose"'


def sign(kind: Kind, x: float, y: float, wide: float = SIDE) -> str:
    """Two bars for a pause, a dot for a week without a word; a frame for what is to come."""
    if kind is Kind.PAUSE:
        left, right, bar = x + wide * 0.22, x + wide * 0.6, wide * 0.18
        bars = square(left, y + 3, bar, SIDE - 6) + square(right, y + 3, bar, SIDE - 6)
        return f'<path class="waypost-aside-sign" fill="currentColor" d="{bars}"/>'
    if kind in (Kind.GAP, Kind.QUIET):
        r = min(2.6, wide * 0.4)
        return (
            f'<circle class="waypost-aside-sign" fill="currentColor" cx="{x + wide / 2:g}"'
            f' cy="{y + SIDE / 2:g}" r="{r:.2g}"/>'
        )
    return (
        f'<path class="waypost-ahead" fill="none" stroke="currentColor" d="{square(x, y, wide)}"/>'
    )


def frame(x: float, y: float) -> str:
    """What stands around the week in which one is."""
    around = square(x - 2, y - 2, SIDE + 4, SIDE + 4)
    return f'<path class="waypost-this" fill="none" stroke="currentColor" d="{around}"/>'


def key(kind: str) -> Markup:
    """The sign of a kind of week, for the words that explain it."""
    drawn = {
        "written": f'<path class="waypost-loose" d="{square(2, 2)}"/>',
        "this": frame(2, 2),
    }
    inside = drawn.get(kind) or sign(Kind(kind), 2, 2)
    return Markup(f'<svg class="waypost-key" viewBox="0 0 21 21" aria-hidden="true">{inside}</svg>')
