"""What publishes a journal does only what can be done on an author's machine too."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Project, entry
from test_cli import waypost

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def steps(path: Path) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_from_elsewhere_can_change_under_us(path: Path) -> None:
    used = [step["uses"] for step in steps(path) if "uses" in step]
    assert used
    assert [each for each in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", each)] == []
    assert yaml.safe_load(path.read_text("utf-8"))["permissions"] == {}


def test_the_journal_is_compared_with_what_is_out_before_it_is_built() -> None:
    run = [step["run"] for step in steps(ROOT / ".github/workflows/publish.yml") if "run" in step]
    commands = [each.removeprefix(".venv/bin/") for each in run if "waypost" in each]
    assert commands == ["waypost check --published", "waypost build", "waypost ping"]


def test_what_a_workflow_runs_runs_here(project: Project) -> None:
    entries = {"docs/entries/a.md": entry(stage="define", barriers="[mandate]", date="2026-09-04")}
    root = project(entries)
    text = (root / "mkdocs.yml").read_text("utf-8")
    nowhere = "site_url: http://127.0.0.1:9/"
    (root / "mkdocs.yml").write_text(re.sub("site_url: .*", nowhere, text), "utf-8")
    for command in steps(ROOT / ".github/workflows/publish.yml"):
        if "waypost" in command.get("run", ""):
            done = waypost(root, *command["run"].split()[1:])
            assert done.returncode == 0, done


def test_make_knows_what_a_workflow_asks_of_it() -> None:
    for path in WORKFLOWS:
        for step in steps(path):
            if step.get("run", "").startswith("make "):
                done = subprocess.run(
                    ["make", "--dry-run", *step["run"].split()[1:]],
                    cwd=ROOT,
                    capture_output=True,
                    text=True,
                    check=False,
                )
                assert done.returncode == 0, done.stderr
