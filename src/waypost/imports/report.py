"""What an import did and could not do, text by text, as a table for people and for programs."""

import csv
import io
import textwrap
from collections.abc import Iterable, Sequence

from waypost.imports.writing import Outcome

_NARROWEST = 40
_COLUMNS = ("From", "Title", "What became of it")


def became(each: Outcome, docs: str, would: bool = False) -> str:
    """What became of a text, in a few words; `would` if nothing is written."""
    if each.why:
        return f"not taken: {each.why}"
    path = f"{docs}/{each.uri}"
    if each.is_there:
        return f"there already: {path}"
    start = "would be " if would else ""
    return f"{start}{'a draft: ' if each.is_draft else ''}{path}"


def table(outcomes: Iterable[Outcome], docs: str, width: int, would: bool = False) -> str:
    """A row for each text, as wide as a terminal, with its notes below it."""
    width = max(width, _NARROWEST) - 1
    outcomes = list(outcomes)
    origins = _within([each.origin for each in outcomes])
    rows = [
        (origin, _short(each.title), became(each, docs, would), each.notes)
        for origin, each in zip(origins, outcomes, strict=True)
    ]
    if not rows:
        return ""
    first = min(max(len(row[0]) for row in rows), width * 3 // 10)
    second = min(max(len(row[1]) for row in rows), width * 3 // 10)
    sizes = (max(first, 6), max(second, 6), width - max(first, 6) - max(second, 6) - 4)
    lines = [_row(_COLUMNS, sizes), _row(tuple("-" * size for size in sizes), sizes)]
    for *cells, notes in rows:
        lines.append(_row(cells, sizes))
        lines += [_note(note, width) for note in notes]
    return "\n".join(lines) + "\n"


def _short(title: str) -> str:
    return textwrap.shorten(title, 120, placeholder=" …")


def _within(origins: Sequence[str]) -> Sequence[str]:
    """Where texts stand, without the name of the file if all stand in the same one."""
    parts = [origin.partition(", ") for origin in origins]
    if len({file for file, _, _ in parts}) > 1:
        return origins
    return [place or file for file, _, place in parts]


def _row(cells: Sequence[str], sizes: Sequence[int]) -> str:
    wrapped = [
        textwrap.wrap(cell, size, break_on_hyphens=False) or [""]
        for cell, size in zip(cells, sizes, strict=True)
    ]
    height = max(map(len, wrapped))
    lines = []
    for number in range(height):
        parts = [each[number] if number < len(each) else "" for each in wrapped]
        cells = [part.ljust(size) for part, size in zip(parts, sizes, strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _note(note: str, width: int) -> str:
    return textwrap.fill(note, width, initial_indent="    ", subsequent_indent="    ")


def as_csv(outcomes: Iterable[Outcome], docs: str) -> str:
    """The same for a spreadsheet, which takes no cell for a formula."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["from", "title", "state", "file", "why", "notes"])
    for each in outcomes:
        state = "not taken" if each.why else "there already" if each.is_there else "entry"
        state = "draft" if state == "entry" and each.is_draft else state
        path = f"{docs}/{each.uri}" if each.uri else ""
        cells = [each.origin, each.title, state, path, each.why, " ".join(each.notes)]
        rows.writerow([_harmless(cell) for cell in cells])
    return file.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def summed_up(outcomes: Sequence[Outcome], would: bool = False) -> str:
    """All of it in one line."""
    made = sum(1 for each in outcomes if not each.why and not each.is_there)
    there = sum(1 for each in outcomes if each.is_there)
    refused = sum(1 for each in outcomes if each.why)
    texts = "1 text" if len(outcomes) == 1 else f"{len(outcomes)} texts"
    verb = "would be written" if would else "written"
    return f"{texts}: {made} {verb}, {there} there already, {refused} not taken."
