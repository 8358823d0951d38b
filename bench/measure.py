"""Runs a command in a process of its own, takes its costs, and looks at what a build left."""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import unquote
from xml.etree import ElementTree

from bench.sides import Side

# 2026-11-23, the Monday after the last entry.
NOW = 1795428000
FEED_ITEMS = 20
SHORTEST_ITEM = 2000
"""Characters of HTML; the shortest entry has more, and a summary has fewer."""
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
# An address where nobody listens: a build that reaches for the network fails or goes without.
NOWHERE = "http://127.0.0.1:9"
CACHE = ".cache"
BUILD = ("build", "-q", "-f", "mkdocs.yml", "-d", "site")


class BenchError(Exception):
    """A side did not build, or did not build what it is timed for."""


@dataclass(frozen=True)
class Cost:
    """What something took: seconds of processor, seconds on the clock, megabytes at its peak.

    The processes that it started count for the processor; the peak is that of the largest one.
    """

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True)
class Site:
    """What a build wrote."""

    entries: int
    pages: int
    searchable: int
    feeds: dict[str, int]
    """Path → items, of the feeds that hold whole texts."""


def build(root: Path, *, is_cold: bool = False) -> Cost:
    """One build; a cold one has no site and no cache from the build before."""
    if is_cold:
        forget(root)
    return run(root, "-m", "mkdocs", *BUILD)


def forget(root: Path, *names: str) -> None:
    """Remove what former builds left, or of that only what is named."""
    for name in names or ("site", CACHE):
        shutil.rmtree(root / name, ignore_errors=True)


def run(root: Path, *words: str) -> Cost:
    """Python with these words, in a folder, until it ends well."""
    with TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=root,
            env=environment(),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            text = output.read().decode(errors="replace")
            told = f"`{' '.join(words[:3])}` in {root.name} ended with {process.returncode}"
            raise BenchError(f"{told}:\n{text}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / unit)


def inspect(side: Side, root: Path, size: int) -> Site:
    """Count what stands in the site, and refuse it if something is missing."""
    folder = root / "site"
    entries = {path.parent.relative_to(folder).as_posix() for path in folder.glob(side.pages)}
    site = Site(
        entries=len(entries),
        pages=sum(1 for _ in folder.rglob("*.html")),
        searchable=len(entries & _searchable(folder)),
        feeds=_feeds(folder),
    )
    wrong = [f"{site.entries} pages of entries"] if site.entries != size else []
    wrong += [f"{site.searchable} entries in the search"] if site.searchable != size else []
    if min(size, FEED_ITEMS) not in site.feeds.values():
        wrong.append(f"no feed of {FEED_ITEMS} whole texts among {site.feeds}")
    if wrong:
        raise BenchError(f"{root.name}, of {size} entries: {'; '.join(wrong)}")
    return site


def environment() -> dict[str, str]:
    """What a process is told: the date, no network, and nothing of who runs the benchmark."""
    set_here = {
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": str(NOW),
        "PYTHONHASHSEED": "0",
        "WAYPOST_ARCHIVE": "",  # which stock has none of; tests/test_export.py makes it
        "http_proxy": NOWHERE,
        "https_proxy": NOWHERE,
    }
    # Without bytecode on disk, every build would compile every module anew.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    # What is kept between builds lies in the project, and no private list is looked for.
    return {k: v for k, v in kept.items() if not k.startswith("WAYPOST_")} | set_here


def _searchable(folder: Path) -> set[str]:
    """The addresses in the search index, Material's or ours, without anchors."""
    index = folder / "search" / "search_index.json"
    if index.is_file():
        records = json.loads(index.read_text(encoding="utf-8"))["docs"]
        found = [record["location"].partition("#")[0] for record in records]
    else:
        parts = [path.read_text("utf-8") for path in folder.glob("search/pages-*.js")]
        found = [row[1] for part in parts for row in json.loads(part[part.index("[") : -2])]
    return {unquote(address).strip("/") for address in found}


def _feeds(folder: Path) -> dict[str, int]:
    feeds: dict[str, int] = {}
    for path in sorted(folder.rglob("*.xml")):
        root = ElementTree.parse(path).getroot()
        items = root.findall("channel/item") or root.findall(f"{ATOM}entry")
        if items and all(_is_whole(item) for item in items):
            feeds[path.relative_to(folder).as_posix()] = len(items)
    return feeds


def _is_whole(item: ElementTree.Element) -> bool:
    texts = [item.findtext(tag) or "" for tag in ("description", CONTENT, f"{ATOM}content")]
    return max(map(len, texts)) >= SHORTEST_ITEM
