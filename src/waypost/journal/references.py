"""What records name: that it is there, that it fits, and that nothing stands beneath itself."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from waypost.problems import Problem, did_you_mean
from waypost.records import (
    DECISIONS,
    GOALS,
    KEY_RESULTS,
    Decision,
    Entry,
    Goal,
    KeyResult,
    Record,
    folder_of,
    name_of,
)
from waypost.sources import Place

_CALLED = {GOALS: "goal", KEY_RESULTS: "key result", DECISIONS: "decision"}
# What some fields name has to be written first: nothing else can be meant.
_FIRST = ("goal", "parent", "supersedes", "decision")


def unknown_names(
    records: Mapping[str, Sequence[Record[Any]]], uris: Collection[str]
) -> Iterator[Problem]:
    """Names of records that no file has; `uris` are all the author's files.

    A file that could not be read is there all the same. In a journal without any goal, or any key
    result, others may name what they like: it has yet to be written.
    """
    files = {
        folder: {name_of(uri): name_of(uri) for uri in uris if folder_of(uri) == folder}
        for folder in _CALLED
    }
    ids = {each.id for each in records[DECISIONS] if isinstance(each, Decision)}
    for record in (record for each in records.values() for record in each):
        for folder, place, name in _named_by(record):
            may_come = not files[folder] and (place[0] not in _FIRST or not any(files.values()))
            if name in files[folder] or may_come or (folder == DECISIONS and name in ids):
                continue
            by_title = {each.title: each.name for each in records[folder]}
            cure = did_you_mean(name, files[folder] | by_title)
            what = f"No {_CALLED[folder]} is called '{name}'."
            cure = cure or f"Write the name of a file in docs/{folder}/, without `.md`."
            yield record.source.problem(place, what, cure)


def unfit_readings(entries: Sequence[Entry], key_results: Sequence[KeyResult]) -> Iterator[Problem]:
    """Readings that say more, or other things, than their key result may disclose."""
    by_name = {each.name: each for each in key_results}
    for entry in entries:
        for name, reading in entry.fields.readings.items():
            if name in by_name and (misfit := by_name[name].misfit(reading)):
                yield entry.source.problem(("readings", name), *misfit)


def beneath_themselves(goals: Sequence[Goal]) -> Iterator[Problem]:
    """Goals that are their own ancestors; once for each such circle."""
    parents = {goal.name: goal.fields.parent for goal in goals}
    for goal in goals:
        chain = [goal.name]
        while (parent := parents.get(chain[-1])) and parent not in chain:
            chain.append(parent)
        if parent == goal.name == min(chain):
            what = f"This goal would stand beneath itself: {' → '.join([*chain, goal.name])}."
            cure = "Take `parent` out of one of them, or name another goal there."
            yield goal.source.problem(("parent",), what, cure)


def replaced_before(decisions: Sequence[Decision]) -> Iterator[Problem]:
    """Decisions that would replace themselves, or one that was made later."""
    known = {each.id: each for each in decisions} | {each.name: each for each in decisions}
    for decision in decisions:
        for index, name in enumerate(decision.fields.supersedes):
            other = known.get(name)
            place = ("supersedes", index)
            if other is decision:
                what = "A decision can't replace itself."
                yield decision.source.problem(place, what, "Name the one that was there before.")
            elif other and other.date > decision.date:
                what = f"'{other.title}' was decided after this, so this can't replace it."
                cure = "Correct the date of one of them, or write `supersedes` in the later one."
                yield decision.source.problem(place, what, cure)


def _named_by(record: Record[Any]) -> Iterator[tuple[str, Place, str]]:
    """What a record names: the folder in which it should be, where it says so, and the name."""
    fields = record.fields
    for field, folder in (
        ("goal", GOALS),
        ("parent", GOALS),
        ("key_result", KEY_RESULTS),
        ("decision", DECISIONS),
    ):
        if name := getattr(fields, field, None):
            yield folder, (field,), name
    for field, folder in (("goals", GOALS), ("supersedes", DECISIONS)):
        for index, name in enumerate(getattr(fields, field, ())):
            yield folder, (field, index), name
    for name in getattr(fields, "readings", ()):
        yield KEY_RESULTS, ("readings", name), name
    for index, deliverable in enumerate(getattr(fields, "deliverables", ())):
        if deliverable.key_result:
            yield KEY_RESULTS, ("deliverables", index, "key_result"), deliverable.key_result
