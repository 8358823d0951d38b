"""Pages that have nothing to tell yet: they are there, and the navigation leaves them out."""

from waypost.journal import Journal
from waypost.records import DECISIONS, EXPERIMENTS, GOALS, KEY_RESULTS, PHASES
from waypost.views.digests import DIGESTS


def empty(journal: Journal) -> frozenset[str]:
    """The source paths of such pages, but not of those that the author wrote herself."""
    has_deliverables = any(phase.fields.deliverables for phase in journal.phases)
    needs = {
        f"{DECISIONS}/index.md": journal.decisions,
        f"{EXPERIMENTS}/index.md": journal.experiments,
        f"{GOALS}/index.md": journal.goals,
        f"{KEY_RESULTS}/index.md": journal.key_results,
        f"{PHASES}/index.md": journal.phases,
        "backlog.md": has_deliverables,
        f"{DIGESTS}/index.md": journal.entries,
        "effort.md": has_deliverables or journal.experiments,
        "matrix.md": journal.entries,
        "now.md": journal.entries or journal.phases,
        "progress.md": journal.entries,
        "timeline.md": journal.entries or journal.phases,
    }
    return frozenset(uri for uri, found in needs.items() if not found) - journal.sources.keys()
