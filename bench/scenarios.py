"""What is timed of builds, and whether one after a new entry writes what a cold one writes."""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import click

from bench.corpus import Corpus, Entry, generate
from bench.measure import CACHE, Cost, build, forget, inspect, run
from bench.results import AGAIN, CHECK, CHECK_AGAIN, COLD, ONE, Measured
from bench.sides import HERE, OURS, STOCK, Side

BOTH = (OURS, STOCK)


@dataclass(frozen=True)
class Project:
    """A corpus as one side has it, in a folder."""

    side: Side
    root: Path
    corpus: Corpus

    @classmethod
    def written(cls, side: Side, root: Path, corpus: Corpus) -> "Project":
        shutil.rmtree(root, ignore_errors=True)
        side.write(root, corpus)
        return cls(side, root, corpus)

    def file(self, entry: Entry) -> Path:
        return self.root / self.side.entries / entry.name

    def address(self, entry: Entry) -> str:
        """Where its page is in the site, which has been built."""
        site = self.root / "site"
        (page,) = site.glob(self.side.page(entry))
        return quote(f"{page.parent.relative_to(site).as_posix()}/")

    def build(self, what: str, *, is_cold: bool = False) -> Cost:
        click.echo(f"{self.root.name}: {what}", err=True)
        return build(self.root, is_cold=is_cold)


Pair = Mapping[str, Project]
"""The projects of one corpus, by the names of their sides."""


def write(size: int, folder: Path, sides: Iterable[Side] = BOTH, name: str = "") -> Pair:
    """The projects of so many entries."""
    corpus, name = generate(size), name or str(size)
    return {
        side.name: Project.written(side, folder / f"{side.name}-{name}", corpus) for side in sides
    }


def size_of(pair: Pair) -> int:
    """The number of entries before the newest."""
    return min(len(project.corpus.entries) for project in pair.values()) - 1


def warm(pair: Pair) -> None:
    """Build each once, so that what Python has compiled is there for all that follow."""
    for project in pair.values():
        project.build("warming up", is_cold=True)


def grow(pair: Pair, runs: int) -> list[Measured]:
    """Build without the newest entry, cold; then put it there, and build again.

    The older entries are the same in both builds. What stock does is looked at as well as ours.
    """
    cold: dict[str, list[Cost]] = {name: [] for name in pair}
    one: dict[str, list[Cost]] = {name: [] for name in pair}
    for turn in range(runs):
        for name, project in pair.items():
            told = f" ({turn + 1} of {runs})"
            newest = project.file(project.corpus.entries[-1])
            text = newest.read_bytes()
            newest.unlink()
            cold[name].append(project.build(COLD + told, is_cold=True))
            newest.write_bytes(text)
            one[name].append(project.build(ONE + told))
    for project in pair.values():
        inspect(project.side, project.root, len(project.corpus.entries))
    size = size_of(pair)
    return [Measured(COLD, size, cold), Measured(ONE, size, one)]


def differences(project: Project, folder: Path) -> list[str]:
    """The files of its site that a cold build of the same texts, in another folder, has not so."""
    whole = Project.written(project.side, folder / f"{project.root.name}-whole", project.corpus)
    whole.build("cold build of the same texts", is_cold=True)
    return differing(project.root / "site", whole.root / "site")


def differing(one: Path, other: Path) -> list[str]:
    """Where two folders are not the same: paths in one only, and files of other bytes."""
    here, there = _files(one), _files(other)
    changed = [
        f"{path}: other bytes"
        for path in sorted(here & there)
        if (one / path).read_bytes() != (other / path).read_bytes()
    ]
    missing = [f"{path}: missing" for path in sorted(there - here)]
    left = [f"{path}: left over" for path in sorted(here - there)]
    return [*missing, *left, *changed]


def double(size: int, folder: Path) -> Measured:
    """One cold build of ours of twice as many entries."""
    project = write(2 * size, folder, [OURS])[OURS.name]
    return Measured(COLD, 2 * size, {OURS.name: [project.build(COLD, is_cold=True)]})


def fixed(runs: int, folder: Path) -> list[Measured]:
    """A site of one entry: built cold, and built again."""
    pair = write(1, folder)
    cold: dict[str, list[Cost]] = {name: [] for name in pair}
    again: dict[str, list[Cost]] = {name: [] for name in pair}
    for _ in range(runs):
        for name, project in pair.items():
            cold[name].append(project.build(COLD, is_cold=True))
            again[name].append(project.build(AGAIN))
            inspect(project.side, project.root, 1)
    return [Measured(COLD, 1, cold), Measured(AGAIN, 1, again)]


def check(project: Project, runs: int) -> list[Measured]:
    """`waypost check`, first and again, beside a script that only parses the fields."""
    size, command = len(project.corpus.entries) - 1, ("-m", "waypost.cli", "check")
    first: list[Cost] = []
    again: list[Cost] = []
    script: list[Cost] = []
    for _ in range(runs):
        click.echo(f"{project.root.name}: {CHECK}", err=True)
        forget(project.root, CACHE)
        first.append(run(project.root, *command))
        again.append(run(project.root, *command))
        script.append(run(project.root, str(HERE / "fields.py"), "docs"))
    return [
        Measured(CHECK, size, {"ours": first, "script": script}),
        Measured(CHECK_AGAIN, size, {"ours": again, "script": script}),
    ]


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
