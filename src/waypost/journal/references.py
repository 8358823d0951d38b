"""What records name: goals and key results that are not there, and goals beneath themselves."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from waypost.problems import Problem, did_you_mean
from waypost.records import GOALS, KEY_RESULTS, Goal, Record, folder_of, name_of
from waypost.sources import Place

_CALLED = {GOALS: "goal", KEY_RESULTS: "key result"}


def unknown_names(
    records: Mapping[str, Sequence[Record[Any]]], uris: Collection[str]
) -> Iterator[Problem]:
    """Names of goals and of key results that no file has; `uris` are all the author's files.

    A file that could not be read is there all the same. In a journal without any goal, or any key
    result, entries, phases and decisions may name what they like: it has yet to be written.
    """
    files = {
        folder: {name_of(uri): name_of(uri) for uri in uris if folder_of(uri) == folder}
        for folder in _CALLED
    }
    if not any(files.values()):
        return
    for record in (record for each in records.values() for record in each):
        for folder, place, name in _named_by(record):
            if name in files[folder] or not (files[folder] or place in (("goal",), ("parent",))):
                continue
            by_title = {each.title: each.name for each in records[folder]}
            cure = did_you_mean(name, files[folder] | by_title)
            what = f"No {_CALLED[folder]} is called '{name}'."
            cure = cure or f"Write the name of a file in docs/{folder}/, without `.md`."
            yield record.source.problem(place, what, cure)


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


def _named_by(record: Record[Any]) -> Iterator[tuple[str, Place, str]]:
    """What a record names: the folder in which it should be, where it says so, and the name."""
    for field in ("goal", "parent"):
        if name := getattr(record.fields, field, None):
            yield GOALS, (field,), name
    for index, name in enumerate(getattr(record.fields, "goals", ())):
        yield GOALS, ("goals", index), name
    for name in getattr(record.fields, "readings", ()):
        yield KEY_RESULTS, ("readings", name), name
