"""The command speaks plainly, and its exit status says whether all is well."""

import socket
import subprocess
import sys
from pathlib import Path

from conftest import Project, entry, write

GOOD = {"docs/entries/a.md": entry(stage="define", barriers="[mandate]", date="2026-09-04")}


def waypost(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "waypost.cli", *words]
    return subprocess.run(
        command, cwd=root, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_journal_without_mistakes_passes_the_check(project: Project) -> None:
    done = waypost(project(GOOD), "check", "--today", "2026-09-05")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "1 entry read, 0 to mend.\n"


def test_mistakes_stand_before_advice(project: Project) -> None:
    wrong = {"docs/entries/b.md": entry(week="2026-W99")}
    done = waypost(project(GOOD | wrong), "check", "--today", "2026-12-01")
    assert done.returncode == 1
    mistakes, _, advice = done.stdout.partition("\nAdvice:\n")
    assert mistakes.startswith("docs/entries/b.md:3: week: '2026-W99' is not a week")
    assert "Three lines will do." in advice


def test_a_slip_in_mkdocs_yml_is_told_in_a_sentence(project: Project) -> None:
    root = project(GOOD)
    write(root, {"mkdocs.yml": "INHERIT: engine.yml\nsite_name: My Way: a diary\n"})
    for command in ("check", "build", "serve"):
        done = waypost(root, command, *(["--address", "127.0.0.1:0"] if command == "serve" else []))
        assert done.returncode == 1
        assert "mkdocs.yml:2: site_name: The value has a colon in it" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_what_mkdocs_knows_and_waypost_does_not_is_left_to_mkdocs(project: Project) -> None:
    root = project(GOOD)
    text = (root / "mkdocs.yml").read_text("utf-8")
    write(root, {"mkdocs.yml": f"{text}\ncopyright: !ENV [NOBODY, 'CC']\n"})
    assert waypost(root, "check", "--today", "2026-09-05").returncode == 0
    done = waypost(root, "build", "--today", "2026-09-05")
    assert done.returncode == 0, done.stderr


def test_a_second_preview_is_told_of_the_first(project: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = waypost(project(GOOD), "serve", "--address", f"127.0.0.1:{port}")
    assert done.returncode == 2
    assert f"--address 127.0.0.1:{port + 1}" in done.stderr
