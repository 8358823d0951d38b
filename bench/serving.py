"""A save under `serve`: what it costs until the page shows what was saved."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import click

from bench.measure import CACHE, BenchError, Cost, environment
from bench.results import FIRST_SAVE, SAVE, Measured
from bench.scenarios import Pair, Project, differing, size_of

PROC = Path("/proc")
POLL = 0.1  # seconds between two looks at the page; the host answers when it has built
PATIENCE = 900  # seconds for a build
QUIET = 0.2  # share of a processor below which a server has nothing to do but to watch
ADDRESS = re.compile(r"Serving on (\S+)")
# The first sentence below the first heading of a section.
SENTENCE = re.compile(r"(?<=\n\n)(## .+\n\n)[^.!?]+(?=[.!?])")


@dataclass(frozen=True)
class Server:
    """A host that shows a project, and builds it again at each save."""

    process: int
    address: str
    folder: Path
    """What it keeps lies in here."""

    @property
    def site(self) -> Path:
        """What it shows."""
        return next(self.folder.glob("mkdocs_*"))

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.address}{path}", timeout=PATIENCE) as answer:
            return str(answer.read().decode("utf-8"))

    def rest(self) -> None:
        """Wait until it only watches."""
        for _ in range(60):
            before = processor_time(self.process)
            time.sleep(1)
            if processor_time(self.process) - before < QUIET:
                return


def is_possible() -> bool:
    """Whether the system tells what a process has used while it runs."""
    return (PROC / "self" / "stat").is_file()


def save(pair: Pair, times: int) -> list[Measured]:
    """Change a sentence in the entry in the middle, on each side, so many times.

    The first save is told apart: a server may know less then.
    """
    costs: dict[str, list[Cost]] = {}
    for name, project in pair.items():
        click.echo(f"{project.root.name}: {SAVE}", err=True)
        with served(project) as server:
            costs[name] = [_saved(project, server, turn) for turn in range(1, times + 1)]
    first = {name: each[:1] for name, each in costs.items()}
    later = {name: each[1:] for name, each in costs.items()}
    found = [(FIRST_SAVE, first), (SAVE, later)] if times > 1 else [(FIRST_SAVE, first)]
    return [Measured(what, size_of(pair), each) for what, each in found]


def differences(project: Project, folder: Path) -> list[str]:
    """The files of a preview after a save that one of the same texts, just begun, has not so."""
    click.echo(
        f"{project.root.name}: a preview after a save, and one that has just begun", err=True
    )
    shown, other = folder / f"{project.root.name}-shown", folder / f"{project.root.name}-begun"
    for each in (shown, other):
        shutil.rmtree(each, ignore_errors=True)
    with served(project) as server:
        _saved(project, server, 0)
        server.rest()
        shutil.copytree(server.site, shown)
    shutil.copytree(project.root, other, ignore=shutil.ignore_patterns("site", CACHE))
    with served(replace(project, root=other), server.port) as begun:
        return differing(shown, begun.site)


@contextmanager
def served(project: Project, port: int = 0) -> Iterator[Server]:
    """The host's preview of a project, when it has built for the first time."""
    port = port or _free_port()
    command = [sys.executable, "-m", "mkdocs", "serve"]
    with TemporaryDirectory(prefix="waypost-bench-") as folder:
        log = Path(folder, "log")
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*command, "--dev-addr", f"127.0.0.1:{port}"],
                cwd=project.root,
                env=environment() | {"PYTHONUNBUFFERED": "1", "TMPDIR": folder},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                address = _address(process, log, project.root.name)
                yield Server(process.pid, address, Path(folder))
            finally:
                os.killpg(process.pid, signal.SIGKILL)  # with whatever works for it
                process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _address(process: "subprocess.Popen[bytes]", log: Path, name: str) -> str:
    """Where it is served, once it is."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if found := ADDRESS.search(log.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(POLL)
    raise BenchError(f"{name} is not served:\n{log.read_text('utf-8', 'replace')}")


def _saved(project: Project, server: Server, turn: int) -> Cost:
    entry = project.corpus.entries[len(project.corpus.entries) // 2]
    file, path = project.file(entry), project.address(entry)
    said = f"This was said otherwise {turn} times"
    text, changes = SENTENCE.subn(rf"\g<1>{said}", file.read_text("utf-8"), count=1)
    if changes != 1 or said in server.get(path):
        raise BenchError(f"{file.name} has no sentence to change")
    server.rest()
    # It takes its place in one step: a host that looks in between would build an empty one, too.
    new = project.root / "saved.md"
    new.write_text(text, "utf-8", newline="\n")
    before, start = processor_time(server.process), time.monotonic()
    new.replace(file)
    while said not in _now(server, path):
        if time.monotonic() - start > PATIENCE:
            raise BenchError(f"{project.root.name} does not show what was saved")
        time.sleep(POLL)
    wall, spent = time.monotonic() - start, processor_time(server.process) - before
    return Cost(spent, wall, _peak(server.process))


def _now(server: Server, path: str) -> str:
    """The page; nothing while it is being put in its place."""
    try:
        return server.get(path)
    except urllib.error.HTTPError:
        return ""


def processor_time(process: int) -> float:
    """Seconds that a process and all that it started have used so far."""
    try:
        told = (PROC / str(process) / "stat").read_text("ascii", "replace")
        threads = list((PROC / str(process) / "task").iterdir())
        started = [(thread / "children").read_text("ascii").split() for thread in threads]
    except OSError:  # it has ended; what it used is told by the one that started it
        return 0.0
    # Behind the name, which may have spaces: its own time and that of those that have ended.
    ticks = sum(map(int, told.rpartition(")")[2].split()[11:15]))
    running = {int(child) for children in started for child in children}
    return float(ticks / os.sysconf("SC_CLK_TCK")) + sum(map(processor_time, running))


def _peak(process: int) -> float:
    told = (PROC / str(process) / "status").read_text("ascii", "replace")
    found = re.search(r"VmHWM:\s+(\d+) kB", told)
    return int(found[1]) / 1024 if found else 0.0
