"""The sign of a word of the vocabulary: a stage's number on its step of the way, a barrier's shape."""

from markupsafe import Markup

from waypost.settings import Settings
from waypost.vocabulary import Term

_SHAPES = 6  # as many as are told apart when they are small; see the style sheet


def mark(settings: Settings, term: Term) -> Markup:
    """The sign of a stage or a barrier, which says nothing aloud; empty for any other word."""
    stages, barriers = list(settings.terms("stage")), list(settings.terms("barrier"))
    if term.id in stages and settings.terms("stage")[term.id] is term:
        number, of = stages.index(term.id) + 1, len(stages)
        return Markup(
            '<i class="waypost-mark waypost-step" style="--step:{0};--steps:{1}" aria-hidden="true">{0}</i>'
        ).format(number, of)
    if term.id in barriers:
        shape = barriers.index(term.id) % _SHAPES + 1
        return Markup('<i class="waypost-mark waypost-kind-{}" aria-hidden="true"></i>').format(
            shape
        )
    return Markup()
