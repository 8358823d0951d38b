"""Whoever waits learns how far the work is: by a line that moves in a terminal, else by a few."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from conftest import Project, environment, weekly
from photos import image, jpeg, put

from waypost.cli import copying
from waypost.cli.progress import Progress, Whisper, over


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that is a little later whenever somebody looks."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def said(stream: StringIO, step: float, count: int = 100, **variables: str) -> str:
    progress = Progress(stream, variables, Clock(step))
    for _ in over(range(count), "Pages", progress):
        pass
    return stream.getvalue()


def test_of_what_takes_a_moment_nothing_is_said() -> None:
    assert said(Terminal(), 0.009) == said(StringIO(), 0.009) == ""


def test_in_a_terminal_one_line_moves_and_is_gone_at_the_end() -> None:
    text = said(Terminal(), 0.05)
    assert "Pages: 30 of 100" in text
    assert "\n" not in text
    assert text.endswith("\r\x1b[K")


def test_elsewhere_a_line_is_said_now_and_then() -> None:
    lines = said(StringIO(), 0.5).splitlines()
    assert 3 <= len(lines) <= 6
    assert all(line.startswith("Pages: ") and line.endswith(" of 100") for line in lines)


def test_a_terminal_that_can_not_go_back_gets_lines() -> None:
    assert "\r" not in said(Terminal(), 0.5, TERM="dumb")


def test_what_one_process_whispers_another_one_hears() -> None:
    pipe, shown = StringIO(), Terminal()
    whisper, progress = Whisper(pipe, Clock(0.5)), Progress(shown, {}, Clock(0.5))
    for number in range(1, 11):
        whisper.tell("Making pages", number, 10)
    assert all(progress.hear(line) for line in pipe.getvalue().splitlines(keepends=True))
    assert not progress.hear("INFO - Building\n")
    assert "Making pages: 5 of 10" in shown.getvalue()
    assert shown.getvalue().endswith("\r\x1b[K")


@pytest.fixture
def large(project: Callable[..., Path]) -> Path:
    files = {f"docs/entries/{name}": text for name, text in weekly(50, stage="define").items()}
    return project(files)


def test_a_build_says_nothing_of_its_progress_to_others(large: Project) -> None:
    run = [sys.executable, "-m", "mkdocs", "build", "-q"]
    done = subprocess.run(run, cwd=large, env=environment(), capture_output=True, check=False)
    assert b"\x01" not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_after_a_build_in_a_terminal_only_what_it_said_is_left(large: Project) -> None:
    import pty

    ours, theirs = pty.openpty()
    told = {**environment(), "TERM": "xterm"}
    run = [sys.executable, "-m", "waypost.cli", "build"]
    with subprocess.Popen(run, cwd=large, env=told, stdout=theirs, stderr=theirs) as host:
        os.close(theirs)
        text = b""
        while True:
            try:
                text += os.read(ours, 4096)
            except OSError:  # which is how a terminal ends
                break
    os.close(ours)
    assert host.returncode == 0, text
    assert b"\x01" not in text
    assert b"The site is in" in text
    lines = [line.rpartition("\r\x1b[K")[2] for line in text.decode().split("\r\n")]
    assert lines[-2:] == [f"The site is in {large / 'site'}", ""]
    assert not [line for line in lines if re.search(r": \d+ of \d+", line)]


def test_smaller_pictures_are_told_one_by_one(tmp_path: Path) -> None:
    names = ["desk.jpg", "wall.jpg"]
    photo = jpeg(image(2000, 1700), place=False)
    put(tmp_path, {f"docs/{name}": photo for name in names} | {f"site/{n}": b"" for n in names})
    sources = {name: (f"docs/{name}", tmp_path / "docs" / name) for name in names}
    told: list[tuple[int, int]] = []

    def note(done: int, total: int) -> None:
        told.append((done, total))

    assert copying.copy(tmp_path / "site", names, sources, tmp_path / "kept", note) == []
    assert told == [(1, 2), (2, 2)]
    assert len(list(tmp_path.glob("site/desk.*w.jpg"))) > 1
