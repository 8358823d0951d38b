"""While she writes: drafts are there and marked, and a mistake stops nothing."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import entry, write
from photos import image, jpeg, put

Project = Callable[[Mapping[str, str]], Path]


@dataclass(frozen=True)
class Preview:
    root: Path
    base: str
    log: Path

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.base}{path}", timeout=10) as answer:
            return str(answer.read().decode("utf-8"))

    def wait_for(self, path: str, text: str) -> str:
        """The page, once it holds a text: the preview is built in the background."""
        found = ""
        for _ in range(150):
            try:
                if text in (found := self.get(path)):
                    return found
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                pass
            time.sleep(0.2)
        raise AssertionError(f"{text!r} did not appear:\n{self.log.read_text()}\n{found[:2000]}")


@pytest.fixture
def preview(project: Project, tmp_path: Path) -> Iterator[Preview]:
    root = project(
        {
            "docs/entries/a.md": entry("Public", "2026-W36", stage="define"),
            "docs/entries/d.md": entry("Unfinished", "2026-W37", status="draft"),
            "docs/entries/l.md": entry("For later", "2026-W50", body="Patience."),
        }
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "log"
    command = [sys.executable, "-m", "waypost.cli", "serve", "--today", "2026-11-22"]
    with log.open("w") as out:
        running = subprocess.Popen(
            [*command, "--address", f"127.0.0.1:{port}"],
            cwd=root,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            start_new_session=True,
        )
        try:
            yield Preview(root, f"http://127.0.0.1:{port}/journal/", log)
        finally:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def test_the_preview_shows_what_readers_do_not_see_and_goes_on(preview: Preview) -> None:
    draft = preview.wait_for("entries/d/", "Draft: only you see this page.")
    assert "Unfinished" in draft
    scheduled = preview.get("entries/l/")
    assert "Scheduled: readers see this page from 7 December 2026 on." in scheduled
    assert "Draft" in preview.get("years/2026/")
    # A preview's feed is what would be published.
    assert "Patience" not in preview.get("feed.xml")

    # A mistake: the page says so on top, the rest goes on, and no field is shown.
    secret = "title: A: week\nweek: 2026-W36\nextra: QVARKSILVER"
    write(preview.root, {"docs/entries/a.md": f"---\n{secret}\n---\nThe text is there.\n"})
    found = preview.wait_for("entries/a/", "Only you see this")
    assert "Line 2" in found
    assert re.search(r"Put it in quotes: title: .{1,6}A: week", found)
    assert "The text is there." in found
    assert "QVARKSILVER" not in found
    assert "docs/entries/a.md:2: title:" in preview.log.read_text()
    assert "Unfinished" in preview.get("entries/d/")

    # Mended: everything is back.
    write(preview.root, {"docs/entries/a.md": entry("Mended", "2026-W36", stage="define")})
    assert "Only you see this" not in preview.wait_for("entries/a/", "Mended").partition("<h1")[0]

    # An old address leads on here too, also to a draft; one that is taken stops nothing.
    olds = "[was/, /about.md, stages/define/, 404.html]"
    moved = entry("Moved", "2026-W37", status="draft", redirect_from=olds)
    write(preview.root, {"docs/entries/d.md": moved})
    assert "../entries/d/" in preview.wait_for("was/", "This page has moved")
    found = preview.get("entries/d/")
    for old in ("/about.md", "stages/define/", "404.html"):
        assert found.count(f"&#39;{old}&#39; can&#39;t lead here") == 1
        assert preview.log.read_text().count(f"'{old}' can't lead here") == 1
    assert "has moved" not in preview.get("about/") + preview.get("stages/define/")
    write(preview.root, {"docs/entries/d.md": entry("Unfinished", "2026-W37", status="draft")})

    # The vocabulary is watched too.
    journal = preview.root / "journal.yml"
    text = journal.read_text("utf-8").replace("en: Define,", "en: Say what we mean,")
    journal.write_text(text, "utf-8")
    preview.wait_for("entries/a/", "Say what we mean")
    journal.write_text("stages: [", "utf-8")
    preview.wait_for("", "Home")
    time.sleep(1)
    assert "journal.yml:1:" in preview.log.read_text()
    assert "Traceback" not in preview.log.read_text()


def test_a_photograph_is_shown_in_its_sizes_and_what_is_wrong_with_it_is_said(
    preview: Preview,
) -> None:
    photo = jpeg(image(2000, 1700))
    put(preview.root, {"docs/entries/images/desk.jpg": photo})
    write(preview.root, {"docs/entries/a.md": entry(body="![A desk](images/desk.jpg)")})
    preview.wait_for("entries/a/", 'srcset="../images/desk.480w.jpg 480w')
    with urllib.request.urlopen(f"{preview.base}entries/images/desk.480w.jpg", timeout=10) as copy:
        assert copy.read(3) == b"\xff\xd8\xff"
    assert "desk.jpg: This picture tells where it was taken." in preview.get("entries/")
