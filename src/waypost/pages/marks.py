"""The sign of a word: a stage's number on its step of the way, a barrier's shape."""

from markupsafe import Markup

from waypost.settings import Settings
from waypost.vocabulary import Term

_SHAPES = 6  # as many as are told apart when they are small; see the style sheet
_STEP = Markup(
    '<i class="waypost-mark waypost-step" style="--step:{0};--steps:{1}" aria-hidden="true">{0}</i>'
)
_SHAPE = Markup('<i class="waypost-mark waypost-kind-{}" aria-hidden="true"></i>')


def mark(settings: Settings, term: Term) -> Markup:
    """What stands for a stage or a barrier, and says nothing aloud; empty for any other word."""
    stages, barriers = settings.terms("stage"), settings.terms("barrier")
    if stages.get(term.id) is term:
        return _STEP.format(list(stages).index(term.id) + 1, len(stages))
    if barriers.get(term.id) is term:
        return _SHAPE.format(list(barriers).index(term.id) % _SHAPES + 1)
    return Markup()
