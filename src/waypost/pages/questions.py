"""What the templates can ask: every view by a name, answered when it is first asked for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, partial
from typing import Any

from waypost.journal import Journal
from waypost.views.cadence import calendar
from waypost.views.calibration import calibration
from waypost.views.decisions import decision_log
from waypost.views.deliverables import backlog, blueprints, current_phase
from waypost.views.digests import shelf
from waypost.views.effort import effort
from waypost.views.experiments import trials
from waypost.views.goals import goals
from waypost.views.matrix import matrix
from waypost.views.now import current
from waypost.views.progress import journey
from waypost.views.tags import tags
from waypost.views.terms import chapters
from waypost.views.timeline import timeline
from waypost.views.way import way
from waypost.views.years import latest, years

_LATEST = 5

_VIEWS: Mapping[str, Callable[[Journal, datetime], Any]] = {
    "years": lambda journal, _: years(journal),
    "latest": lambda journal, _: latest(journal, _LATEST),
    "stages": lambda journal, _: chapters(journal, "stage"),
    "barriers": lambda journal, _: chapters(journal, "barrier"),
    "goals": goals,
    "effort": effort,
    "blueprints": blueprints,
    "current_phase": current_phase,
    "backlog": backlog,
    "decisions": decision_log,
    "calibration": calibration,
    "experiments": trials,
    "tags": tags,
}
# These of what readers see, also in a preview: a draft is not yet a week written.
_PUBLIC_VIEWS: Mapping[str, Callable[[Journal, datetime], Any]] = {
    "calendar": calendar,
    "way": way,
    "timeline": timeline,
    "matrix": matrix,
    "digests": shelf,
    "progress": journey,
    "now": current,
}


def questions(journal: Journal, public: Journal, now: datetime) -> Mapping[str, Callable[[], Any]]:
    """The views of a journal at a moment; in a template `ask.years()`, `ask.calendar()`.

    `journal` is as a preview or a site shows it, `public` as readers see it.
    """
    asked = [(view, name, journal) for name, view in _VIEWS.items()]
    asked += [(view, name, public) for name, view in _PUBLIC_VIEWS.items()]
    return {name: cache(partial(view, whole, now)) for view, name, whole in asked}
