"""What the author reads when something is wrong: small journals, and the exact lines."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import ROOT, SITE, cases, write

from waypost import checks
from waypost.journal import load
from waypost.pictures.originals import originals
from waypost.problems import Problem, Severity, did_you_mean
from waypost.redirects import redirects

NOW = datetime(2026, 9, 6, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))


def everything_said(root: Path) -> list[Problem]:
    journal, problems = load(root)
    docs = root / "docs"
    files = [path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()]
    _, misled = redirects(journal, SITE, files)
    _, in_pictures = originals(root, "docs")
    return sorted([*problems, *misled, *in_pictures, *checks.check(journal, NOW)])


@pytest.mark.parametrize("case", cases("problems"))
def test_the_author_reads_these_lines(case: dict[str, Any], tmp_path: Path) -> None:
    shutil.copy(ROOT / "journal.yml", tmp_path)
    for path in case.get("without", []):
        (tmp_path / path).unlink()
    for path, letters in case.get("long", {}).items():
        write(tmp_path, {path: "x" * letters})
    for path, text in case.get("bytes", {}).items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(bytes.fromhex(text))
    (tmp_path / "elsewhere").mkdir()
    for path, target in case.get("links", {}).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).symlink_to(target)
    if not case.get("without_first_page"):
        write(tmp_path, {"docs/index.md": "# Home\n"})
    write(tmp_path, case.get("files", {}))
    said = everything_said(tmp_path)
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
