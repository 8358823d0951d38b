"""What an author can ask for in a page, with `<!-- waypost: name -->`."""

import re
from collections.abc import Iterator

from waypost.problems import Problem, did_you_mean
from waypost.sources import Source, outside_code

MARKERS = (
    "here",
    "latest",
    "follow",
    "entries",
    "calendar",
    "way",
    "stages",
    "barriers",
    "phases",
    "timeline",
    "matrix",
    "goals",
    "effort",
    "blueprint",
    "backlog",
    "decisions",
    "experiments",
    "progress",
    "now",
)
"""The views that there are, each a template in `templates/views/`."""

_MARKER = re.compile(r"<!--\s*waypost:\s*(.*?)\s*-->", re.DOTALL | re.IGNORECASE)


def markers(text: str) -> Iterator[re.Match[str]]:
    """Markers with the name of a view as their first group, but not those that code shows."""
    return outside_code(text, _MARKER.finditer(text))


def unclear_markers(source: Source) -> Iterator[Problem]:
    """Markers that ask for a view which there is not, or from within something else."""
    for match in markers(source.body):
        line = source.line_at(match.start())
        before = source.body[: match.start()].rpartition("\n")[2]
        after = source.body[match.end() :].partition("\n")[0]
        if match[1] not in MARKERS:
            what = f"There is no view called '{' '.join(match[1].split())}'."
            yield Problem(source.path, line, "waypost", what, did_you_mean(match[1], MARKERS))
        elif before or after.strip():
            what = "A view needs a line of its own."
            cure = "Put it at the start of a line, with nothing behind it."
            yield Problem(source.path, line, "waypost", what, cure)
