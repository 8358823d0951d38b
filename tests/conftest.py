"""What the tests share: small journals as data, and the doors through which they are built."""

import gzip
import os
import posixpath
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from hypothesis import settings
from lxml import html

from waypost.compiled import Compiled, place
from waypost.feeds import Publication, publish
from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.languages import language
from waypost.permalinks import Site
from waypost.weeks import Week

# The same commit is judged by the same examples (adr/0039); `make fuzz` draws others each time. How
# long one takes is no matter of what it finds, and machines are busy at times.
settings.register_profile("same", deadline=None, derandomize=True, database=None)
settings.register_profile("others", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("same")

pytest_plugins = ["browsers", "judging"]

Project = Callable[[Mapping[str, str]], Path]
Clone = Callable[[], Path]

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"
PROJECT = ("mkdocs.yml", "engine.yml", "journal.yml", "hooks", "overrides")
TODAY = "2026-11-22"
# Templates that one test has compiled are there for the next, whichever journal it builds.
CACHE = Path(tempfile.gettempdir(), f"waypost-tests-{sha256(str(ROOT).encode()).hexdigest()[:8]}")
(CACHE / place()).mkdir(parents=True, exist_ok=True)
COMPILED = Compiled(str(CACHE / place()))
os.environ.setdefault("WAYPOST_CACHE", str(CACHE))
# A list with nothing in it, so that no test is told that there is none; and a log that is our own.
os.environ["WAYPOST_PRIVATE"] = "names: {}"
for public in ("GITHUB_ACTIONS", "GITLAB_CI"):
    os.environ.pop(public, None)


def cases(folder: str) -> list[pytest.ParameterSet]:  # type: ignore[name-defined]
    """Each data file of a folder under `cases/` as a parameter, named after the file."""
    files = sorted((CASES / folder).glob("*.yml"))
    return [pytest.param(yaml.safe_load(file.read_text("utf-8")), id=file.stem) for file in files]


def write(root: Path, files: Mapping[str, str]) -> Path:
    """Files by path, under a folder, in which a journal has its pages' folder."""
    if not files or any(path.startswith(("docs/", "journal.yml")) for path in files):
        (root / "docs").mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8"))
    return root


@dataclass(frozen=True)
class Built:
    """What a build left behind."""

    root: Path
    status: int
    log: str

    @property
    def site(self) -> Path:
        return self.root / "site"

    def text(self, path: str) -> str:
        return (self.site / path).read_text("utf-8")

    def files(self) -> dict[str, bytes]:
        return contents(self.site)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path in it."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def environment(today: str = TODAY, archive: str | None = "") -> dict[str, str]:
    """What the process of a host is told; an archive of some formats, or of those in the settings.

    Most journals of tests are built without one, which takes its while.
    """
    return {
        **os.environ,
        **({} if archive is None else {"WAYPOST_ARCHIVE": archive}),
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "WAYPOST_TODAY": today,
        "NO_COLOR": "1",
    }


def build(
    root: Path,
    *options: str,
    host: str = "mkdocs",
    today: str = TODAY,
    archive: str | None = "",
    run: Sequence[str] = (sys.executable, "-m"),
) -> Built:
    """Build a journal by a host in a process of its own, as an author does."""
    done = subprocess.run(
        [*run, host, "build", "-f", "mkdocs.yml", *options],
        cwd=root,
        env=environment(today, archive),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Built(root, done.returncode, done.stdout + done.stderr)


def copied(root: Path, names: Sequence[str]) -> None:
    """Files and folders of this checkout, in another folder."""
    for name in names:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)


@pytest.fixture
def project(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """A journal with the engine of this checkout and the pages that a test gives it."""

    def make(files: Mapping[str, str]) -> Path:
        root = tmp_path / "journal"
        root.mkdir()
        copied(root, PROJECT)
        pages = {"docs/index.md": "# Home\n", "docs/about.md": "# About\n"}
        return write(root, pages | dict(files))

    return make


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """The folder that git clone makes, as far as an author is concerned."""

    def make() -> Path:
        root = tmp_path / "journal"
        root.mkdir()
        copied(root, (*PROJECT, "docs", ".vscode", ".github"))
        return root

    return make


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample journal, built once for a worker."""
    root = tmp_path_factory.mktemp("sample")
    copied(root, (*PROJECT, "docs"))
    built = build(root, archive=None)
    assert built.status == 0, built.log
    return built


def entry(title: str = "A week", week: str = "2026-W36", body: str = "Text.", **fields: str) -> str:
    """An entry's file, with fields as they are written in YAML."""
    lines = [f"title: {title}", f"week: {week}", *(f"{k}: {v}" for k, v in fields.items())]
    return "\n".join(["---", *lines, "---", body, ""])


SITE = Site("https://example.org/journal/", "Ærlig & <sober> 🚦", "A diary ]]> of a way")
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def journal_of(root: Path, files: Mapping[str, str], now: datetime = NOW) -> Journal:
    """The public journal of some entries by file name, with the sample's journal.yml or its own."""
    if not (root / "journal.yml").exists():
        shutil.copy(ROOT / "journal.yml", root)
    (root / "docs").mkdir(exist_ok=True)
    found, problems = load(
        write(root, {f"docs/entries/{name}": text for name, text in files.items()})
    )
    assert problems == []
    return found.released(now)


def published(
    root: Path,
    files: Mapping[str, str],
    contents: Mapping[str, str] | None = None,
    *,
    site: Site = SITE,
    now: datetime = NOW,
    code: str = "en",
) -> Publication:
    """What goes out of a journal with some entries; `contents` is HTML by file name."""
    journal = journal_of(root, files, now)
    html = {each.uri: "<p>Text.</p>" for each in journal.entries}
    for name, text in (contents or {}).items():
        html[posixpath.normpath(f"entries/{name}")] = text
    return publish(journal, language(code), site, html, now)


def weekly(count: int, **fields: str) -> dict[str, str]:
    """Entries of the first weeks from 2026 on, by file name."""
    first = Week(2026, 1)
    return {
        f"w{n:02}.md": entry(f"Week {n}", str(first.plus(n - 1)), **fields)
        for n in range(1, count + 1)
    }


def everything(built: Built) -> str:
    """Every byte that is published, as text; what is packed, unpacked."""
    found = []
    for path, data in built.files().items():
        raw = gzip.decompress(data) if path.endswith(".gz") else data
        found.append(f"{path}\n{raw.decode('utf-8', 'replace')}")
    return "\n".join(found)


def page(built: Built, path: str) -> html.HtmlElement:
    return html.document_fromstring(built.text(f"{path}index.html"))


def texts(root: html.HtmlElement, selector: str) -> list[str]:
    found = root.xpath(selector)
    # The marks of stages and barriers say nothing aloud.
    spoken = ".//text()[not(ancestor::i[@aria-hidden='true'])]"
    return [" ".join("".join(each.xpath(spoken)).split()) for each in found]
