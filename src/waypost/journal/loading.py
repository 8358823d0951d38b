"""A journal from the disk: every file read once, and all of it made one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from waypost.files import Contents, author_files, contents
from waypost.journal import Journal
from waypost.journal.identities import one_address_each, same_ids
from waypost.journal.references import (
    beneath_themselves,
    replaced_before,
    unfit_readings,
    unknown_names,
)
from waypost.journal.relations import linked
from waypost.ledger import Ledger
from waypost.problems import Problem
from waypost.records import (
    DECISIONS,
    ENTRIES,
    EXPERIMENTS,
    GOALS,
    KEY_RESULTS,
    PHASES,
    Entry,
    PageFields,
    Record,
    folder_of,
    read_decision,
    read_entry,
    read_experiment,
    read_goal,
    read_key_result,
    read_page,
    read_phase,
)
from waypost.settings import FILE, UNREADABLE, Settings, read_settings
from waypost.sources import Source, read
from waypost.weeks import Week

_READERS: Mapping[str, Callable[[Source, Settings], tuple[Record[Any] | None, list[Problem]]]] = {
    ENTRIES: read_entry,
    PHASES: read_phase,
    DECISIONS: read_decision,
    EXPERIMENTS: read_experiment,
    GOALS: read_goal,
    KEY_RESULTS: read_key_result,
}


def load(
    root: Path, docs: str = "docs", ledger: Ledger | None = None, contents: Contents = contents
) -> tuple[Journal, list[Problem]]:
    """Read a journal from its folder: `journal.yml`, and what lies in the folder of the pages.

    `entries` holds all of them, drafts included, until `released` or `previewed` is asked.
    Everything that is wrong comes back as problems; the journal holds what could be read. What a
    ledger knows of a file with the same bytes is not read again.
    """
    known = (ledger or Ledger()).shelf("sources")
    settings, problems = load_settings(root, contents)
    sources: dict[str, Source] = {}
    records: dict[str, list[Any]] = {folder: [] for folder in _READERS}
    pages: dict[str, PageFields] = {}
    files, found = author_files(root, docs)
    problems += found
    for path, uri in files:
        try:
            data, found = contents(root, path)
        except FileNotFoundError:  # deleted since we looked
            continue
        problems += found
        if data is None:
            continue
        key = blake2b(data, digest_size=16).digest()
        one = known.get(path, key)
        if one is None:
            one = _read(path, uri, data, key, settings)
            known.put(path, key, one)
        sources[uri] = one.source
        problems += one.problems
        if isinstance(one.record, PageFields):
            pages[uri] = one.record
        elif one.record and (folder := folder_of(uri)):
            records[folder].append(one.record)
    identified = (each for folder in (ENTRIES, DECISIONS, EXPERIMENTS) for each in records[folder])
    problems += same_ids(identified, settings)
    problems += one_address_each(sources.values())
    problems += unknown_names(records, sources)
    problems += unfit_readings(records[ENTRIES], records[KEY_RESULTS])
    problems += beneath_themselves(records[GOALS])
    journal = Journal(
        settings,
        entries=tuple(sorted(records[ENTRIES], key=_in_time)),
        phases=tuple(sorted(records[PHASES], key=lambda each: (each.fields.starts, each.uri))),
        decisions=tuple(sorted(records[DECISIONS], key=lambda each: (each.published, each.uri))),
        experiments=tuple(
            sorted(records[EXPERIMENTS], key=lambda each: (each.published, each.uri))
        ),
        goals=tuple(sorted(records[GOALS], key=lambda each: (each.depth, each.uri))),
        key_results=tuple(sorted(records[KEY_RESULTS], key=lambda each: each.uri)),
        pages=pages,
        sources=sources,
    )
    problems += replaced_before(journal.decisions)
    return journal, sorted(set(problems))


class _Read(NamedTuple):
    """What a file holds: a record, the fields of a page, or neither where it can't be read."""

    source: Source
    record: Record[Any] | PageFields | None
    problems: list[Problem]


def _read(path: str, uri: str, data: bytes, digest: bytes, settings: Settings) -> _Read:
    folder = folder_of(uri)
    source, problems = read(path, uri, data, needs_front=folder is not None)
    source = replace(source, digest=digest, links=linked(source))
    if problems and not source.front:
        return _Read(source, None, problems)  # what can't be divided can't be read as a record
    record: Record[Any] | PageFields | None
    record, found = _READERS[folder](source, settings) if folder else read_page(source)
    return _Read(source, record, [*problems, *found])


def load_settings(root: Path, contents: Contents = contents) -> tuple[Settings, list[Problem]]:
    """Read `journal.yml` alone; where it is missing or can't be read, an empty one."""
    try:
        data, problems = contents(root, FILE)
        return read_settings(data) if data is not None else (UNREADABLE, problems)
    except FileNotFoundError:
        cure = "Put it back, beside mkdocs.yml; the sample journal has one to copy."
        return UNREADABLE, [Problem(FILE, 0, "", "This file is missing.", cure)]


def _in_time(entry: Entry) -> tuple[datetime, Week, str]:
    return entry.published, entry.week, entry.uri
