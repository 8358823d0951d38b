"""`private.yml`: what the journal is counted from, and what nobody else may see.

It lies beside `journal.yml` on the author's computer, and nowhere else: git leaves it out. Its list
of names can also come as text, from the secrets of what builds the site.
"""

import json
import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from waypost.fields import Fields, mistake, read_fields
from waypost.fields.values import Number
from waypost.files import PRIVATE
from waypost.problems import Problem
from waypost.sources import Source, Value, decode, read_yaml
from waypost.weeks import Week

BEGINNING = """\
# This file stays on this computer: git leaves it out, and nothing in it is ever published.
# Keep a copy of it somewhere safe. Your readings are counted from what stands here.
"""
"""What the file says of itself when it is first written."""


SECRET = "WAYPOST_PRIVATE"
"""The list of names as text, where the file can't be: in the secrets of a workflow."""

_SHORTEST = 2  # letters of a name
# A name with a number, which a note would be for YAML.
_NOTED = re.compile(r"\s+(?:- )?[^#'\"\s][^#'\"]*\s(#\d.*)")
_LONGEST = 6  # words of a name
# What stands between two names, or between a name and what to say instead.
_MORE = re.compile(r"[,;:\t\n\[\](){}\"]| [-–—] ")
_LAWFUL = re.compile(r",\s*(?:Inc|Ltd|LLC|Co|S\.)", re.IGNORECASE)
_LIST = re.compile(r"^names[ \t]*:", re.MULTILINE)


def _by_week(figures: dict[str, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for text, figure in figures.items():
        try:
            found[str(Week.parse(text))] = figure
        except ValueError:
            what = f"'{text}' is not a week of the calendar."
            raise mistake(what, "Write it such as 2026-W36.") from None
    return found


def _names(value: Value) -> dict[str, str | None]:
    """Names by what to say instead: as `name: words`, as a list of either, or as one name."""
    found: dict[str, str | None] = {}
    if isinstance(value, str):
        what = "One text stands here, and not a list of names."
        raise mistake(what, "Write each name on a line of its own, with a colon: `Jens Holm:`.")
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            found[each.strip()] = None
            continue
        if not isinstance(each, dict):
            what = "A name belongs here, and there is none, or a list of some."
            raise mistake(what, "Write one name a line: `Nordvik A/S: a supplier`.")
        for name, instead in each.items():
            if not isinstance(instead, str | None):
                what = f"What to say instead of '{name}' is more than a few words."
                raise mistake(what, "Write it in one line: `Nordvik A/S: a supplier`.")
            found[name.strip()] = " ".join(instead.split()) if instead else None
    for name in found:
        if sum(letter.isalnum() for letter in name) < _SHORTEST:
            what = f"'{name}' is too short to be looked for."
            raise mistake(what, "Write a name or a word of at least two letters.")
        if _MORE.search(_LAWFUL.sub("", name)) or len(name.split()) > _LONGEST:
            what = f"'{name}' is more than a name, and would not be found."
            cure = "Write one name a line, and behind a colon and a space what you say instead."
            raise mistake(what, cure)
    return found


class Private(Fields):
    """All of `private.yml`; without the file, nothing."""

    names: Annotated[dict[str, str | None], BeforeValidator(_names)] | None = None
    """What must never be published, by what to say instead; None where nobody made a list."""

    baselines: dict[str, Number] = {}
    """By key result, the figure that is 100, or that was there at the beginning."""

    readings: dict[str, Annotated[dict[str, Number], AfterValidator(_by_week)]] = {}
    """By key result and week, the figures of those of which readers learn the direction only."""

    def before(self, name: str, week: Week) -> float | None:
        """The last figure of a key result before a week; without one, its baseline."""
        figures = self.readings.get(name, {})
        earlier = max((each for each in figures if each < str(week)), default=None)
        return figures[earlier] if earlier else self.baselines.get(name)

    def after(self, name: str, week: Week) -> Week | None:
        """The first week after one that has a figure of a key result."""
        later = (each for each in self.readings.get(name, {}) if each > str(week))
        first = min(later, default=None)
        return Week.parse(first) if first else None


def read_private(data: bytes) -> tuple[Private | None, list[Problem]]:
    """The private file as a typed record, or every reason why it can't be read."""
    text, problems = decode(PRIVATE, data)
    if text is None:
        return None, problems
    front, lines, in_yaml = read_yaml(PRIVATE, text)
    unread = frozenset(problem.field for problem in in_yaml if not front.get(problem.field))
    source = Source(PRIVATE, PRIVATE, text, front, lines, unread=unread)
    private, found = read_fields(Private, source, {})
    problems += [*in_yaml, *found]
    for number, line in enumerate(text.split("\n"), 1):
        if match := _NOTED.match(line):
            what = f"'{match[1].strip()}' is left out, since # begins a note."
            cure = "Put the name in quotes if this is a part of it."
            problems.append(Problem(PRIVATE, number, "names", what, cure))
    return (None if problems else private), problems


def read_secret(text: str) -> tuple[Private | None, list[Problem]]:
    """A list of names as text: all of a private file, or nothing but lines of the list.

    What can't be read is not repeated, since it could be told where everybody reads it.
    """
    if not text.strip():
        return None, []
    whole = text if _LIST.search(text) else "\n".join(["names:", *map(_item, text.splitlines())])
    private, problems = read_private(whole.encode("utf-8", "replace"))
    if not problems:
        return private, []
    what = "This list of names can't be read."
    return None, [Problem(SECRET, 0, "", what, "Write a name a line: Nordvik A/S: a supplier.")]


def _item(line: str) -> str:
    """A line of the list, as it stands in the file: `Nordvik A/S: a supplier`, or only a name."""
    plain = re.sub(r"^\s*(?:[-*]\s+|\d+[.)]\s+)?", "", line).rstrip()
    if not plain or plain.startswith("#"):
        return ""
    name, colon, instead = plain.partition(": ")
    if name[:1] in ("'", '"'):
        return f"  {plain}" if colon or plain.endswith(":") else f"  {plain}:"
    told = json.dumps(instead.strip().strip("'\"")) if instead.strip() else ""
    return f"  {json.dumps(name.rstrip(':').strip())}: {told}"
