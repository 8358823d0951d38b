"""Where the time of a build goes: `python bench/sampling.py FILE build …` runs the host and says.

A thousand times in a second of processor time it is noted in whose code the build is: the innermost
of its callers that has a name below, or is a room of ours.
"""

import json
import os
import re
import runpy
import signal
import sys
import time
from collections import defaultdict
from pathlib import Path
from types import CodeType, FrameType

EVERY = 0.001
IMPORTS = "imports"
CHILDREN = "other processes"
TEMPLATES = "templates"
HOST = "host"
REST = "Python itself"
ROOM = re.compile(r"/src/waypost/(cli/\w+|\w+)")
LIBRARY = re.compile(r"/(?:site|dist)-packages/(\w+)/")
# What has no name here is its caller's.
LIBRARIES = {
    "markdown": "Markdown",
    "pymdownx": "Markdown",
    "pygments": "Markdown",
    "jinja2": TEMPLATES,
    "material": HOST,
    "mkdocs": HOST,
    "feedgen": "feeds",
    "PIL": "pictures and cards",
    "yaml": "YAML",
}


class Sampler:
    """Takes the time in whose code a process is, while it is on."""

    def __init__(self) -> None:
        self.found: dict[str, float] = defaultdict(float)
        """Seconds by place."""
        self._last = time.process_time()
        self._known: dict[CodeType, str | None] = {}

    def start(self) -> None:
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)

    def stop(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _look(self, _signal: int, frame: FrameType | None) -> None:
        inner = None
        while frame:
            code = frame.f_code
            if code not in self._known:
                self._known[code] = place(code.co_filename)
            name = self._known[code]
            if name == IMPORTS:  # whatever a module does while it is imported
                inner = name
                break
            inner = inner or name
            frame = frame.f_back
        # Signals wait while C is at work, so that it is time, and not their number, that counts.
        now = time.process_time()
        self.found[inner or REST] += now - self._last
        self._last = now


def place(file: str) -> str | None:
    """Whose code a file holds, if that has a name."""
    path = file.replace(os.sep, "/")
    if path.startswith("<frozen importlib"):
        return IMPORTS
    if path.endswith((".html", ".md", ".xml")) or path == "<template>":
        return TEMPLATES
    if room := ROOM.search(path):
        return f"waypost.{room[1].replace('/', '.')}"
    if library := LIBRARY.search(path):
        return LIBRARIES.get(library[1])
    return "hooks" if path.rpartition("/")[0].endswith("/hooks") else None


def main(report: Path, words: list[str]) -> None:
    """Run the host with these words, and write milliseconds by place."""
    sampler, start = Sampler(), time.process_time()
    sys.argv, sys.path[0] = ["mkdocs", *words], str(Path.cwd())
    sampler.start()
    try:
        runpy.run_module("mkdocs", run_name="__main__")
    finally:
        sampler.stop()
        spent, of_children = time.process_time() - start, sum(os.times()[2:4])
        told = {name: 1000 * seconds for name, seconds in sampler.found.items()}
        told[REST] = told.get(REST, 0) + 1000 * (spent - sum(sampler.found.values()))
        told |= {CHILDREN: of_children * 1000} if of_children else {}
        report.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
