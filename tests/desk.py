"""A small journal in a folder, and the command said in it, without a process of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT, contents, write

from waypost.cli import main
from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.languages import Language, language

SAMPLE = (ROOT / "journal.yml").read_text("utf-8")
FRIDAY = "2026-09-04"  # of week 36
MADE = "docs/entries/2026-w36.md"  # what `waypost new` makes on that day


@dataclass(frozen=True)
class Said:
    """What the command answered."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


@dataclass(frozen=True)
class Desk:
    """A folder with a journal in it."""

    root: Path

    def say(
        self, *words: str, today: str = FRIDAY, at: str = "", env: Mapping[str, str] | None = None
    ) -> Said:
        """Call the command on a day, or at a moment in UTC; nothing of this machine counts."""
        surroundings: dict[str, str | None] = {
            "WAYPOST_TODAY": None if at else today,
            "SOURCE_DATE_EPOCH": str(int(datetime.fromisoformat(at).timestamp())) if at else None,
            **dict.fromkeys(("GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "VISUAL", "EDITOR")),
            **(env or {}),
        }
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.root)
            done = CliRunner().invoke(main, words, env=surroundings, catch_exceptions=False)
        assert "Traceback" not in done.output
        return Said(done.exit_code, done.stdout, done.stderr)

    def write(self, files: Mapping[str, str]) -> None:
        write(self.root, files)

    def files(self) -> dict[str, bytes]:
        return contents(self.root)

    def text(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def journal(self) -> Journal:
        return load(self.root)[0]

    @property
    def language(self) -> Language:
        code = self.text("mkdocs.yml").partition("language: ")[2][:2]
        return language(code)

    def new_since(self, before: Mapping[str, bytes]) -> Iterable[str]:
        """The paths of new files; every other one must be as it was."""
        now = self.files()
        assert {path: now.get(path) for path in before} == dict(before)
        return sorted(now.keys() - before.keys())


def desk(
    root: Path, files: Mapping[str, str] | None = None, settings: str = SAMPLE, code: str = "en"
) -> Desk:
    """A journal with some files, in a language."""
    root.mkdir(parents=True, exist_ok=True)
    site = f"site_name: A way\nsite_url: https://example.org/\ntheme:\n  language: {code}\n"
    first = {"journal.yml": settings, "mkdocs.yml": site, "docs/index.md": "# Home\n"}
    return Desk(write(root, first | dict(files or {})))


def settings(**fields: str) -> str:
    """A journal.yml with what must be there, and some fields as they are written in YAML."""
    given = {"authority": "example.org,2026", "author": "{name: Anna}"} | fields
    return "".join(f"{name}: {value}\n" for name, value in given.items())


def passes(at: Desk, today: str = FRIDAY) -> bool:
    """Whether the journal passes its own check on a day."""
    done = at.say("check", today=today)
    assert done.status == 0, done.out
    return True


def fields(at: Desk, path: str) -> dict[str, object]:
    """The front matter of a file."""
    return dict(at.journal().sources[path.removeprefix("docs/")].front)


def made(at: Desk, *words: str, today: str = FRIDAY) -> str:
    """The path of the one file that a command makes."""
    before = at.files()
    done = at.say("new", *words, today=today)
    assert done.status == 0, done
    (path,) = at.new_since(before)
    assert done.lines[0].startswith(f"{path} is there")
    return path
