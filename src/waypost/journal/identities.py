"""One id in two files, and one address."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from waypost.files import alike
from waypost.files.names import original
from waypost.permalinks import address, tag_uri
from waypost.problems import Problem
from waypost.records import ENTRIES, Decision, Entry, Experiment
from waypost.settings import Settings
from waypost.sources import Source


def same_ids(
    entries: Iterable[Entry | Decision | Experiment], settings: Settings
) -> Iterator[Problem]:
    """One id in two files: feed readers would show only one of the two.

    Told to change is never an entry, if the other one is none; nor an id that stands in a file, if
    the other one does not, since it may be public; nor the file of which the other one is a copy;
    else it is the file whose name comes later.
    """
    first: dict[str, Entry | Decision | Experiment] = {}
    every = list(entries)
    uris = {entry.uri for entry in every}

    def order(record: Entry | Decision | Experiment) -> tuple[bool, bool, bool, str]:
        is_copy = original(record.uri, uris) is not None
        return not isinstance(record, Entry), record.fields.id is None, is_copy, record.uri

    for entry in sorted(every, key=order):
        other = first.setdefault(entry.id, entry)
        if other is entry:
            continue
        name = entry.uri.removeprefix(f"{ENTRIES}/").removesuffix(".md")
        own = f'id: "{tag_uri(settings.authority, name)}"'
        what = f"This has the same id as {other.source.path}."
        cure = f"Give this one its own: {own}"
        if entry.fields.id is None and isinstance(other, type(entry)):
            time = "week" if isinstance(entry, Entry) else "day"
            what = f"{other.source.path} is of the same {time}, so both would have the same id."
            cure = f"Correct the {time}, or give this one an id of its own: {own}"
        yield entry.source.problem(("id",), what, cure)


def one_address_each(sources: Iterable[Source]) -> Iterator[Problem]:
    """Two files whose pages would have one address, also where computers do not tell them apart."""
    first: dict[str, Source] = {}
    for source in sources:
        other = first.setdefault(alike(unquote(address(source.uri))), source)
        if other is not source:
            what = f"Its page would have the same address as that of {other.path}."
            yield Problem(source.path, 0, "", what, "Give one of the two files another name.")
