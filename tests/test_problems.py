"""What the author reads when something is wrong: small journals, and the exact lines."""

import os
import shutil
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SITE, cases, write

from waypost.cli import checking
from waypost.cli.reading import read_project
from waypost.problems import Problem, Severity, did_you_mean

# As little as a host wants to know.
SETTINGS = f"site_name: A\nsite_url: {SITE.address}\n"


def everything_said(root: Path) -> list[Problem]:
    """What `waypost check` says in a folder."""
    with chdir(root):
        return checking.everything_said(read_project(None))


@pytest.fixture(autouse=True)
def _on_a_sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon in Copenhagen on 6 September 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1788688800")


def journal_of(case: dict[str, Any], root: Path) -> Path:
    """The folder that a case tells of."""
    shutil.copy(ROOT / "journal.yml", root)
    for path in case.get("without", []):
        (root / path).unlink()
    if not case.get("without_first_page"):
        write(root, {"docs/index.md": "# Home\n"})
    written = dict(case.get("files", {}))
    if not any(path.startswith("mkdocs.yml") for path in written):
        written["mkdocs.yml"] = SETTINGS
    for path, letters in case.get("long", {}).items():
        written[path] = "x" * letters
    for path, (before, sign, times, after) in case.get("repeated", {}).items():
        written[path] = before + sign * times + after
    write(root, written)
    for path, text in case.get("bytes", {}).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(bytes.fromhex(text))
    (root / "elsewhere").mkdir()
    for path, target in case.get("links", {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)
    for path in case.get("pipes", []):
        os.mkfifo(root / path)
    for name in case.get("names", []):
        Path(os.fsdecode(os.fsencode(root / "docs") + b"/" + bytes.fromhex(name))).touch()
    return root


@pytest.mark.parametrize("case", cases("problems"))
def test_the_author_reads_these_lines(case: dict[str, Any], tmp_path: Path) -> None:
    said = everything_said(journal_of(case, tmp_path))
    wanted = {Severity.ERROR: "says", Severity.WARNING: "warns", Severity.HINT: "hints"}
    for severity, key in wanted.items():
        lines = [str(problem) for problem in said if problem.severity is severity]
        if severity is Severity.HINT and key not in case:
            continue
        assert lines == case.get(key, []), key


def test_a_typing_error_is_met_with_the_nearest_name() -> None:
    known = ["understand", "define", "hand-over"]
    assert did_you_mean("Handover", known) == "Did you mean 'hand-over'?"
    assert did_you_mean("undrestand", known) == "Did you mean 'understand'?"
    assert did_you_mean("xyz", known) == "Choose one of: understand, define, hand-over."
    assert did_you_mean("Forstå", {"Forstå": "understand"}) == "Did you mean 'understand'?"
    assert did_you_mean("anything", []) == ""
