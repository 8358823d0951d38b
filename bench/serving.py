"""A save under `serve`: what it costs until the page shows what was saved."""

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import sysconf
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench.measure import BenchError, Cost, environment
from bench.results import FIRST_SAVE, SAVE, Measured
from bench.scenarios import Pair, Project, size_of

PROC = Path("/proc")
POLL = 0.1  # seconds between two looks at the page; the host answers when it has built
PATIENCE = 900  # seconds for a build
QUIET = 0.5  # share of a processor below which a server has nothing to do but to watch
ADDRESS = re.compile(r"Serving on (\S+)")
# The first sentence below the first heading of a section.
SENTENCE = re.compile(r"(?<=\n\n)(## .+\n\n)[^.!?]+(?=[.!?])")


@dataclass(frozen=True)
class Server:
    """A host that shows a project, and builds it again at each save."""

    process: int
    address: str

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


@contextmanager
def served(project: Project) -> Iterator[Server]:
    """The host's preview of a project, when it has built for the first time."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve"]
    with TemporaryDirectory(prefix="waypost-bench-") as folder:
        log = Path(folder, "log")
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*command, "--dev-addr", f"127.0.0.1:{port}"],
                cwd=project.root,
                env=environment() | {"PYTHONUNBUFFERED": "1"},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                yield Server(process.pid, _address(process, log, project.root.name))
            finally:
                process.kill()
                process.wait()


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
    before, start = processor_time(server.process), time.monotonic()
    file.write_text(text, "utf-8", newline="\n")
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
    return float(ticks / sysconf("SC_CLK_TCK")) + sum(map(processor_time, running))


def _peak(process: int) -> float:
    told = (PROC / str(process) / "status").read_text("ascii", "replace")
    found = re.search(r"VmHWM:\s+(\d+) kB", told)
    return int(found[1]) / 1024 if found else 0.0
