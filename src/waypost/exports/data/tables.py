"""Tables for a spreadsheet: CSV (RFC 4180) in UTF-8, with the mark by which Excel knows it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

from waypost.exports.data import model
from waypost.exports.data.parts import Part
from waypost.exports.model import Files
from waypost.readings import plainly

Cell = str | float | bool | date | Sequence[str] | None

# With these a spreadsheet begins to calculate, also with their wide forms of East Asia (OWASP, CSV
# Injection).
_CALCULATES = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def tables(document: model.Document) -> Files:
    """Entries, decisions, experiments and readings, a table each."""
    return {
        "entries.csv": _table(_ENTRY, map(_entry, document.entries)),
        "decisions.csv": _table(_DECISION, map(_decision, document.decisions)),
        "experiments.csv": _table(_EXPERIMENT, _experiments(document.experiments)),
        "readings.csv": _table(_READING, _readings(document)),
    }


_COMMON = ("id", "url", "path", "title", "language")
_ENTRY = (
    *_COMMON,
    *("week", "date", "published", "updated", "summary", "stage", "barriers", "beliefs", "tasks"),
    *("tags", "goals", "phase", "next", "changes"),
)
_DECISION = (
    *_COMMON,
    *("date", "status", "summary", "options", "chosen", "because", "expected", "confidence"),
    *("look_on", "outcome_date", "outcome", "as_expected", "learned"),
    *("stage", "barriers", "goals", "replaces", "replaced_by", "updated", "changes"),
)
_TRIED = (
    *_COMMON,
    *("hypothesis", "starts", "ends", "criteria_written", "summary", "verdict"),
    *("computed_verdict", "verdict_because", "learned", "next_step", "effort", "tests", "led_to"),
    *("key_result", "stage", "barriers"),
)
_JUDGED = ("metric", "at_least", "at_most", "unit", "result", "is_met")
_EXPERIMENT = (*_TRIED, *_JUDGED)
_READING = (
    *("key_result", "title", "unit", "direction", "disclosure", "baseline", "target"),
    *("week", "value", "entry"),
)


def _entry(entry: model.Entry) -> Sequence[Cell]:
    return _cells(entry, _ENTRY)


def _decision(decision: model.Decision) -> Sequence[Cell]:
    told: dict[str, Cell] = dict.fromkeys(("outcome_date", "outcome", "as_expected", "learned"))
    if seen := decision.outcome:
        told = {
            "outcome_date": seen.date,
            "outcome": seen.result,
            "as_expected": seen.as_expected,
            "learned": seen.learned,
        }
    return [told[name] if name in told else getattr(decision, name) for name in _DECISION]


def _experiments(found: Iterable[model.Experiment]) -> Iterator[Sequence[Cell]]:
    """A row a criterion, since each has its own figures."""
    for each in found:
        for criterion in each.criteria:
            yield [*_cells(each, _TRIED), *_cells(criterion, _JUDGED)]


def _readings(document: model.Document) -> Iterator[Sequence[Cell]]:
    for each in document.key_results:
        known = [each.id, each.title, each.unit, each.direction, each.disclosure]
        for reading in each.readings:
            yield [*known, each.baseline, each.target, reading.week, reading.value, reading.entry]


def _cells(record: Part, names: Sequence[str]) -> Sequence[Cell]:
    return [getattr(record, name) for name in names]


def _table(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    """A cell as text: a number stays one, and no text is taken for something to calculate."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case int() | float():
            return plainly(Decimal(str(cell)))
        case datetime() | date():
            return cell.isoformat()
        case str():
            return f"'{cell}" if cell.startswith(_CALCULATES) else cell
    return _written("; ".join(cell))
