"""What leaves as Markdown comes back as the same journal."""

import subprocess
import sys
from pathlib import Path

from conftest import PROJECT, TODAY, Built, contents, copied, environment
from test_markdown_export import told

from waypost.clock import now
from waypost.journal import Journal
from waypost.journal.loading import load


def public(root: Path) -> Journal:
    journal, problems = load(root, "docs")
    assert [each for each in problems if each.is_error] == []
    return journal.released(now({"WAYPOST_TODAY": TODAY}, journal.settings.timezone, _never))


def said(journal: Journal) -> list[tuple[object, ...]]:
    """Each record as it is told, whether its author wrote its week, its day and its id or not."""
    spelled = {"id", "week", "date"}
    return [
        (
            *record[:-2],
            {name: each for name, each in record[-2].items() if name not in spelled},
            record[-1],
        )
        for record in told(journal)
    ]


def _never() -> None:
    raise AssertionError


def import_into(root: Path, source: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "waypost.cli", "import", str(source), *words],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_package_of_the_archive_is_the_journal_again(sample: Built, tmp_path: Path) -> None:
    copied(tmp_path, [name for name in PROJECT if name != "journal.yml"])
    package = sample.site / "archive/journal-markdown.zip"
    dry = import_into(tmp_path, package, "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert not (tmp_path / "docs").exists()
    done = import_into(tmp_path, package)
    assert done.returncode == 0, done.stderr
    before, after = public(sample.root), public(tmp_path)
    assert len(after.entries) == len(before.entries) > 15
    assert said(after) == said(before)
    held = contents(tmp_path / "docs")
    again = import_into(tmp_path, package)
    assert "0 files written" in again.stdout
    assert contents(tmp_path / "docs") == held
