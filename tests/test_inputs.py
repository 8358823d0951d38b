"""What only a build can find out of what an author's computer produces: it ends with a sentence, or
with the right page.
"""

import os
import shutil
import subprocess
import sys
from typing import Any

import pytest
from conftest import Project, build, cases, entry, write


@pytest.mark.parametrize("case", cases("builds"))
def test_a_build_says_these_lines(case: dict[str, Any], project: Project) -> None:
    written = dict(case.get("files", {}))
    for path, (before, sign, times, after) in case.get("repeated", {}).items():
        written[path] = before + sign * times + after
    built = build(project(written))
    assert "Traceback" not in built.log
    marks = ("ERROR   -  ", "WARNING -  ", "INFO    -  docs/")
    said = [line for line in built.log.splitlines() if line.startswith(marks)]
    told = [line.partition("-  ")[2] for line in said]
    assert [line for line in told if "weeks since the last entry" not in line] == case.get(
        "says", []
    )
    refused = any(line.startswith("ERROR") for line in said)
    assert built.status == (1 if refused else 0), built.log
    for path, texts in case.get("published", {}).items():
        for text in texts:
            assert text in built.text(path), path
    everything = {path: data.decode("utf-8", "replace") for path, data in built.files().items()}
    for text in case.get("absent", []):
        assert [path for path, data in everything.items() if text in data or text in path] == []


def test_a_build_does_not_wait_for_what_never_ends(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    os.mkfifo(root / "docs/x.md")
    os.mkfifo(root / "docs/x.csv")
    (root / "docs/zero.csv").symlink_to("/dev/zero")
    built = build(root)
    assert built.status == 1
    assert "3 things have to be mended first" in built.log
    assert not built.site.exists()


def test_a_build_without_pages_says_so(project: Project) -> None:
    root = project({})
    shutil.rmtree(root / "docs")
    built = build(root)
    assert built.status == 1
    assert "Traceback" not in built.log
    assert not built.site.exists()


def test_a_link_to_what_lies_elsewhere_publishes_nothing(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    write(root.parent, {"secret.md": "# QVARKSILVER\n"})
    for name in ("x.md", "x.csv", "x.png"):
        (root / "docs" / name).symlink_to("../../secret.md")
    built = build(root)
    assert built.status == 1
    assert built.log.count("This is a link to another file") == 3
    assert not built.site.exists()


@pytest.mark.parametrize("place", ["journal.yml", "docs/index.md"])
def test_a_site_takes_the_place_of_no_file(place: str, project: Project) -> None:
    root = project({})
    settings = root / "mkdocs.yml"
    settings.write_text(f"{settings.read_text('utf-8')}\nsite_dir: {place}\n", "utf-8")
    before = (root / place).read_bytes()
    built = build(root)
    assert built.status == 1
    assert "Traceback" not in built.log
    assert (root / place).read_bytes() == before


def test_no_traceback_of_the_host_is_handed_on(project: Project) -> None:
    root = project({})
    (root / "sitecustomize.py").write_text("import mkdocs.config as c\nc.load_config = None\n")
    command = [sys.executable, "-m", "waypost.cli", "build"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), *sys.path])}
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "MkDocs can't go on: TypeError: 'NoneType' object is not callable" in done.stderr
    assert "Traceback" not in done.stderr
