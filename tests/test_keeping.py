"""The private file: figures that stay inside are kept whole, and out of the repository."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from time import sleep

import pytest
from desk import FRIDAY
from hypothesis import given
from hypothesis import strategies as st
from measuring import kept, key_result, measuring, readings, refused, written
from test_cli import waypost

from waypost.cli import keeping
from waypost.files import PRIVATE
from waypost.private import BEGINNING, read_private
from waypost.sources.editing import with_item

# Of several at once, and of one that was cut short


def test_of_two_commands_at_once_none_loses_what_the_other_keeps(tmp_path: Path) -> None:
    names = ["leads", "calls", "visits"]
    at = measuring(tmp_path, "trend", "readings:\n  leads: {2026-W30: 5}\n")
    at.write({f"docs/key-results/{name}.md": key_result("trend") for name in names})
    (tmp_path / f"{PRIVATE}.lock").touch()  # so that all of them wait, until the first may begin
    with ThreadPoolExecutor() as crowd:
        saying = [
            crowd.submit(waypost, tmp_path, "reading", each, "9", "--today", FRIDAY)
            for each in names
        ]
        sleep(2)
        assert not any(each.done() for each in saying)
        (tmp_path / f"{PRIVATE}.lock").unlink()
    assert [each.result().returncode for each in saying] == [0, 0, 0]
    figures = {name: {"2026-W36": 9.0} for name in names}
    assert kept(at) == ({}, figures | {"leads": {"2026-W30": 5, "2026-W36": 9}})
    assert readings(at) == {"leads": "up"}
    assert sorted(each.name for each in tmp_path.glob(f"{PRIVATE}*")) == [PRIVATE]


def test_a_lock_that_was_left_behind_is_no_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_PATIENCE", 0.1)
    at = measuring(tmp_path)
    at.write({f"{PRIVATE}.lock": ""})
    written(at, "leads", "10", "--baseline")
    assert not (tmp_path / f"{PRIVATE}.lock").exists()


def test_what_was_kept_is_there_until_the_new_text_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = "baselines: {leads: 300}\n"
    at = measuring(tmp_path, private=former)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = at.say("reading", "leads", "390", "--baseline")
    assert done.err.startswith(f"Error: {PRIVATE} can't be written.")
    assert at.text(PRIVATE) == former


NAMES = st.text("abcæø-_/ 0123456789:#{}[],&*'\"", min_size=1).map(str.strip).filter(bool)


@given(
    name=NAMES,
    figures=st.lists(st.integers(0, 10**6), min_size=1, max_size=5),
    start=st.sampled_from(
        ["", BEGINNING, "# Mine", "baselines:\n    calls: 3\n\n", "readings: {}"]
    ),
)
def test_what_is_kept_reads_back(name: str, figures: list[int], start: str) -> None:
    text = start
    first = date(2026, 1, 5)
    weeks = [(first + timedelta(weeks=7 * n)).strftime("%G-W%V") for n in range(len(figures))]
    for week, number in zip(weeks, figures, strict=True):
        edited = with_item(text, ("readings", name, week), str(number))
        assert edited is not None
        assert edited.startswith(start.rstrip("{}"))
        text = edited
    private, problems = read_private(text.encode())
    assert problems == []
    assert private
    assert private.readings[name] == dict(zip(weeks, figures, strict=True))


# Out of the repository


def git(root: Path, *words: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        ["git", *who, *words], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout


UNIGNORED = (
    "private.yml: Git would send this file along, and then others could read it. Add the line "
    "/private.yml to the file .gitignore, beside mkdocs.yml."
)
TRACKED = "private.yml: Git keeps this file, so whoever can see the repository can read it."


@pytest.mark.parametrize("words", [("5",), ("5", "--baseline")])
@pytest.mark.parametrize("disclosure", ["indexed", "trend"])
def test_where_git_would_send_the_figures_none_is_kept(
    tmp_path: Path, disclosure: str, words: tuple[str, ...]
) -> None:
    at = measuring(tmp_path, disclosure, "baselines: {leads: 5}\n")
    git(tmp_path, "init", "--quiet")
    assert refused(at, "leads", *words) == [UNIGNORED]
    assert UNIGNORED in at.say("check").out
    assert at.say("check").status == 0
    git(tmp_path, "add", PRIVATE)
    at.write({".gitignore": "/private.yml\n"})
    (line,) = refused(at, "leads", *words)
    assert line.startswith(TRACKED)
    (tmp_path / PRIVATE).unlink()
    done = at.say("check")
    assert done.status == 1
    assert TRACKED in done.out


def test_where_git_leaves_the_file_out_figures_are_kept(tmp_path: Path) -> None:
    at = measuring(tmp_path, "trend", files={})
    git(tmp_path, "init", "--quiet")
    at.write({".gitignore": "/private.yml\n"})
    written(at, "leads", "300")
    assert PRIVATE not in git(tmp_path, "status", "--porcelain", "--untracked-files=all")
    assert at.say("check").status == 0


def test_a_journal_in_the_folder_of_a_repository_is_looked_at_too(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    at = measuring(tmp_path / "inner", "trend")
    assert refused(at, "leads", "5") == [UNIGNORED]
    at.write({"../.gitignore": "private.yml\n"})
    written(at, "leads", "5")


def test_where_git_cannot_be_asked_no_figure_is_kept(tmp_path: Path) -> None:
    at = measuring(tmp_path, "trend", files={})
    (tmp_path / ".git").mkdir()
    before = at.files()
    done = at.say("reading", "leads", "5", env={"PATH": ""})
    assert (done.status, at.files()) == (1, before)
    assert "Nobody knows whether git would send this file along" in done.out
    (tmp_path / ".git").rmdir()
    assert at.say("reading", "leads", "5", env={"PATH": ""}).status == 0


def test_figures_that_are_public_do_not_ask_git(tmp_path: Path) -> None:
    at = measuring(tmp_path, "absolute", "not: fields: at all\n")
    git(tmp_path, "init", "--quiet")
    written(at, "leads", "5")


def test_the_project_itself_leaves_the_private_file_out() -> None:
    root = Path(__file__).parent.parent
    assert "/private.yml*" in (root / ".gitignore").read_text("utf-8").split("\n")


@pytest.mark.parametrize("name", [PRIVATE, "Private.yaml", "private (copy).yml", "private.yml~"])
def test_among_the_pages_the_private_file_stops_everything(tmp_path: Path, name: str) -> None:
    at = measuring(tmp_path, files={f"docs/{name}": "baselines: {}\n"})
    done = at.say("check")
    assert done.status == 1
    assert f"docs/{name}: This file holds what must stay inside" in done.out
