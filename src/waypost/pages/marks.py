"""The sign of a word: a stage's number on its step of the way, a barrier's shape."""

from markupsafe import Markup

from waypost.settings import Settings
from waypost.vocabulary import Term

_SHAPES = 6  # as many as are told apart when they are small; see the style sheet


def mark(settings: Settings, term: Term) -> Markup:
    """What stands for a stage or a barrier, and says nothing aloud; empty for any other word."""
    stages, barriers = settings.terms("stage"), settings.terms("barrier")
    if stages.get(term.id) is term:
        number = list(stages).index(term.id) + 1
        where = f"--step:{number};--steps:{len(stages)}"
        return _sign("waypost-step", f' style="{where}"', str(number))
    if barriers.get(term.id) is term:
        return _sign(f"waypost-kind-{list(barriers).index(term.id) % _SHAPES + 1}")
    return Markup()


def _sign(kind: str, style: str = "", says: str = "") -> Markup:
    return Markup(f'<i class="waypost-mark {kind}"{style} aria-hidden="true">{says}</i>')
