"""All records together; the only place that follows a reference."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from waypost.permalinks import tag_uri
from waypost.problems import Problem
from waypost.records import ENTRIES, PHASES, Entry, Phase, folder_of, read_entry, read_phase
from waypost.settings import FILE, UNREADABLE, Settings, read_settings
from waypost.sources import Source, read
from waypost.weeks import Week


@dataclass(frozen=True)
class Journal:
    """What the author wrote, in order.

    `entries` are those that readers may see, oldest first; `withdrawn` were public once; `held` are
    drafts and entries whose time has not come. `sources` are all files of the author's, also those
    that hold no record or could not be read as one.
    """

    settings: Settings
    entries: tuple[Entry, ...] = ()
    phases: tuple[Phase, ...] = ()
    withdrawn: tuple[Entry, ...] = ()
    held: tuple[Entry, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)

    def released(self, now: datetime) -> "Journal":
        """The journal as the public may see it at a moment."""
        due = [entry for entry in self.entries if entry.is_due(now) and not entry.is_draft]
        shown = {entry.uri for entry in due}
        return replace(
            self,
            entries=tuple(entry for entry in due if not entry.is_withdrawn),
            withdrawn=tuple(entry for entry in due if entry.is_withdrawn),
            held=tuple(entry for entry in self.entries if entry.uri not in shown),
        )

    def previewed(self) -> "Journal":
        """The journal as the author sees it while she writes: with what is held, marked."""
        return replace(
            self,
            entries=tuple(entry for entry in self.entries if not entry.is_withdrawn),
            withdrawn=tuple(entry for entry in self.entries if entry.is_withdrawn),
        )

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {entry.uri: position for position, entry in enumerate(self.entries)}

    @cached_property
    def _by_term(self) -> Mapping[tuple[str, str], Sequence[Entry]]:
        found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for kind, term in _terms(entry):
                found[kind, term].append(entry)
        return found

    @cached_property
    def _by_phase(self) -> Mapping[str, Sequence[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if phase := self.phase_of(entry):
                found[phase.uri].append(entry)
        return found

    @cached_property
    def by_week(self) -> Mapping[Week, Sequence[Entry]]:
        """The entries of each week that has any."""
        found: dict[Week, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            found[entry.week].append(entry)
        return found

    def entry(self, uri: str) -> Entry | None:
        """The entry that readers see at a source path."""
        position = self._positions.get(uri)
        return None if position is None else self.entries[position]

    def phase(self, uri: str) -> Phase | None:
        """The phase with a source path."""
        return next((phase for phase in self.phases if phase.uri == uri), None)

    def before(self, entry: Entry) -> Entry | None:
        """The entry before one that readers see."""
        position = self._positions[entry.uri]
        return self.entries[position - 1] if position else None

    def after(self, entry: Entry) -> Entry | None:
        """The entry after one that readers see."""
        position = self._positions[entry.uri] + 1
        return self.entries[position] if position < len(self.entries) else None

    def phase_of(self, entry: Entry) -> Phase | None:
        """The phase in which an entry's week lies; at the seam of two, the one that begins."""
        touching = [phase for phase in self.phases if phase.touches(entry.week)]
        return touching[-1] if touching else None

    def entries_in(self, phase: Phase) -> Sequence[Entry]:
        """The entries of a phase, oldest first."""
        return self._by_phase.get(phase.uri, ())

    def entries_with(self, kind: str, term: str) -> Sequence[Entry]:
        """The entries with a stage, barrier, belief or task, oldest first."""
        return self._by_term.get((kind, term), ())

    def withheld(self, files: Iterable[str]) -> Sequence[str]:
        """Which of some files, by path, only entries speak of that readers can't see yet.

        A picture of what is still a secret is one too. Names decide, wherever they stand.
        """
        held = {entry.uri for entry in self.held}
        secret = "\n".join(self.sources[uri].everything for uri in held)
        if not secret:
            return []
        candidates = [path for path in files if path.rpartition("/")[2] in secret]
        public = [source.everything for uri, source in self.sources.items() if uri not in held]
        return [
            path
            for path in candidates
            if not any(path.rpartition("/")[2] in text for text in public)
        ]

    @property
    def years(self) -> Sequence[int]:
        """The years that have entries, oldest first."""
        return sorted({entry.week.year for entry in self.entries})


def load(root: Path, docs: str = "docs") -> tuple[Journal, list[Problem]]:
    """Read a journal from its folder: `journal.yml`, and what lies in the folder of the pages.

    `entries` holds all of them, drafts included, until `released` or `previewed` is asked.
    Everything that is wrong comes back as problems; the journal holds what could be read.
    """
    settings, problems = _read_settings(root)
    sources: dict[str, Source] = {}
    entries: list[Entry] = []
    phases: list[Phase] = []
    for path, uri in _files(root, docs):
        source, found = read(path, uri, (root / path).read_bytes())
        sources[uri] = source
        problems += found
        if found and not source.has_front:
            continue  # what could not be divided can't be read as a record either
        if folder_of(uri) == ENTRIES:
            entry, found = read_entry(source, settings)
            entries += [entry] if entry else []
            problems += found
        elif folder_of(uri) == PHASES:
            phase, found = read_phase(source, settings)
            phases += [phase] if phase else []
            problems += found
    entries.sort(key=_in_time)
    phases.sort(key=lambda phase: (phase.fields.starts, phase.uri))
    problems += _same_ids(entries, settings)
    journal = Journal(settings, tuple(entries), tuple(phases), sources=sources)
    return journal, sorted(set(problems))


def _read_settings(root: Path) -> tuple[Settings, list[Problem]]:
    try:
        data = (root / FILE).read_bytes()
    except OSError:
        cure = "Put it back, beside mkdocs.yml; the sample journal has one to copy."
        return UNREADABLE, [Problem(FILE, 0, "", "This file is missing.", cure)]
    try:
        return read_settings(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        what = "This file is not saved as UTF-8."
        return UNREADABLE, [Problem(FILE, 0, "", what, "Save it with the encoding UTF-8.")]


def _files(root: Path, docs: str) -> Iterator[tuple[str, str]]:
    """The author's files, in order: relative to the project, and to the folder of the pages.

    Hidden ones are nobody's, as for the host.
    """
    for path in sorted((root / docs).rglob("*.md")):
        uri = path.relative_to(root / docs).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in uri.split("/")):
            yield path.relative_to(root).as_posix(), uri


def _in_time(entry: Entry) -> tuple[datetime, Week, str]:
    return entry.published, entry.week, entry.uri


def _terms(entry: Entry) -> Iterator[tuple[str, str]]:
    fields = entry.fields
    if fields.stage:
        yield "stage", fields.stage
    for kind, terms in (
        ("barrier", fields.barriers),
        ("belief", fields.beliefs),
        ("task", fields.tasks),
    ):
        for term in dict.fromkeys(terms):
            yield kind, term


def _same_ids(entries: Iterable[Entry], settings: Settings) -> Iterator[Problem]:
    """One id in two files: feed readers would show only one of the two entries."""
    first: dict[str, Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.id, entry)
        if other is entry:
            continue
        stem = entry.uri.rpartition("/")[2].removesuffix(".md")
        cure = f'Give this one its own: id: "{tag_uri(settings.authority, stem)}"'
        what = f"This entry has the same id as {other.source.path}."
        if entry.fields.id is None and other.fields.id is None:
            what = f"{other.source.path} is of the same week, so both would have the same id."
        yield entry.source.problem(("id",), what, cure)
