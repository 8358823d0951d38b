"""What publishes a journal does only what can be done on an author's machine too."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Project, entry, write
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


def test_no_line_that_runs_holds_anything_from_outside() -> None:
    for path in WORKFLOWS:
        for step in steps(path):
            assert "${{" not in step.get("run", ""), path.name


def test_a_workflow_may_do_what_it_needs_and_no_more() -> None:
    allowed = {
        "audit.yml": {"contents: read"},
        "ci.yml": {"contents: read"},
        "entry.yml": {"contents: write", "issues: write", "pull-requests: write"},
        "fuzz.yml": {"contents: read"},
        "friday.yml": {"contents: read", "issues: write"},
        "publish.yml": {"contents: read", "id-token: write", "pages: write"},
    }
    for path in WORKFLOWS:
        jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
        asked = {f"{name}: {may}" for job in jobs for name, may in job["permissions"].items()}
        assert asked == allowed[path.name]
        assert "pull_request_target" not in path.read_text("utf-8")


def test_the_private_list_reaches_what_looks_for_its_names_and_nothing_else() -> None:
    given = []
    for path in WORKFLOWS:
        parsed = yaml.safe_load(path.read_text("utf-8"))
        own = {"WAYPOST_PRIVATE": "${{ secrets.WAYPOST_PRIVATE }}"}
        for step in steps(path):
            if step.get("env") == own:
                given.append(
                    re.search(r"waypost (check|build|new)\b.*", step["run"])[0].split(" >")[0]
                )
                step.pop("env")
            assert "secrets." not in str(step), path.name
        assert "secrets." not in str({**parsed, "jobs": 0}), path.name
        assert path.read_text("utf-8").count("secrets.") == str(parsed).count("secrets.")
    assert sorted(given) == [
        "waypost build",
        "waypost build",
        "waypost check --format github",
        "waypost check --published",
        'waypost new --from-form "$GITHUB_EVENT_PATH"',
    ]


def test_the_locks_can_be_looked_at_without_asking_for_anything_else() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    command = re.search(r"\$\(BIN\)/pip-audit (.*)", makefile)
    assert command is not None
    words = [sys.executable, "-m", "pip_audit", *command[1].split(), "--dry-run"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    locked = (ROOT / "requirements.txt").read_text("utf-8")
    count = re.search(r"would have audited (\d+) packages", done.stderr)
    assert count is not None
    assert int(count[1]) >= locked.count("==") - 3, "some are for other systems"


GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
case "$1 $2" in *" list") echo "$OPEN" ;; esac
for file; do case "$file" in *.md) cat "$file" >> "$CALLS" ;; esac; done
"""


@pytest.fixture
def runner(project: Project, tmp_path: Path) -> Callable[..., str]:
    """A runner of GitHub's: the journal as a clone, a program gh that writes down what it is asked,
    and the steps of a workflow run one after another.
    """
    root = project({"docs/entries/a.md": entry(week="2026-W36", summary="A.", date="2026-09-04")})
    tools, temporary, calls = tmp_path / "bin", tmp_path / "temp", tmp_path / "calls"
    origin = tmp_path / "origin.git"
    for folder in (tools, temporary, root / ".venv/bin"):
        folder.mkdir(parents=True)
    write(root, {".gitignore": ".venv/\nsite/\n"})
    (tools / "gh").write_text(GH)
    command = f'#!/bin/sh\nexec {sys.executable} -m waypost.cli "$@"\n'
    (root / ".venv/bin/waypost").write_text(command)
    for program in (tools / "gh", root / ".venv/bin/waypost"):
        program.chmod(0o755)
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (
        ["init", "--quiet", "--bare", str(origin)],
        ["init", "--quiet", "--initial-branch", "main"],
        ["remote", "add", "origin", str(origin)],
        ["add", "."],
        ["commit", "--quiet", "--message", "The journal"],
    ):
        subprocess.run([*git, *words], cwd=root, check=True)

    def run(name: str, today: str, *, event: object = None, open_already: int = 0) -> str:
        (temporary / "event.json").write_text(json.dumps(event))
        environment = os.environ | {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "CALLS": str(calls),
            "OPEN": str(open_already),
            "RUNNER_TEMP": str(temporary),
            "GITHUB_OUTPUT": str(temporary / "output"),
            "GITHUB_EVENT_PATH": str(temporary / "event.json"),
            "GITHUB_REPOSITORY": "anna/journal",
            "NUMBER": "12",
            "WAYPOST_TODAY": today,
        }
        calls.write_text("")
        (temporary / "output").write_text("")
        for step in steps(ROOT / f".github/workflows/{name}.yml"):
            if step.get("run", "make").startswith("make"):
                continue
            made = (temporary / "output").read_text()
            if ("'yes'" in step.get("if", "") and "made=yes" not in made) or "made=none" in made:
                continue
            shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
            done = subprocess.run(
                shell, cwd=root, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done
        return calls.read_text("utf-8")

    return run


def test_one_reminder_is_opened_on_the_promised_day(runner: Callable[..., str]) -> None:
    said = runner("friday", "2026-09-11")
    assert "issue create --title Week 37: three lines will do --label waypost-reminder" in said
    assert "https://github.com/anna/journal/new/main/docs/entries?filename=2026-w37.md" in said
    assert "issue create" not in runner("friday", "2026-09-11", open_already=1)
    assert runner("friday", "2026-09-10") == ""
    assert runner("friday", "2026-09-04") == ""


FILLED_IN = """### Week

_No response_

### Stage

Define

### Barriers

- [ ] Resources
- [ ] Direction
- [X] Understanding
- [ ] Mandate
- [ ] Systems

### Summary

`$(touch a)` and ${{ github.token }}

### When it appears

As soon as it is accepted

### Not before this day

_No response_

### Text

$(touch /tmp/waypost-was-here) `touch b` ${{ secrets.GITHUB_TOKEN }}

'; touch c; echo '
"""


def test_a_form_becomes_a_branch_with_one_file_and_an_answer(
    runner: Callable[..., str], tmp_path: Path
) -> None:
    title = 'A title"; touch d; `touch e` $(touch f) ${{ github.token }}'
    event = {
        "issue": {
            "number": 12,
            "title": title,
            "body": FILLED_IN.replace("\n", "\r\n"),
            "author_association": "OWNER",
            "created_at": "2026-09-11T14:00:00Z",
        }
    }
    said = runner("entry", "2026-09-11", event=event)
    root = tmp_path / "journal"

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", *words], cwd=root, capture_output=True, text=True, check=True
        ).stdout

    new = git("diff", "--name-only", "main", "entry/12").split()
    assert len(new) == 1
    assert new[0].startswith("docs/entries/2026-w37-a-title")
    assert git("status", "--porcelain") == ""
    assert "entry/12" in git("ls-remote", "origin")
    assert not Path("/tmp/waypost-was-here").exists()
    assert "pr create --head entry/12 --title An entry from the form #12 --body Closes #12" in said
    assert f"{new[0]} is there, for week 37." in said
    text = git("show", f"entry/12:{new[0]}")
    assert "$(touch /tmp/waypost-was-here) `touch b` ${{ secrets.GITHUB_TOKEN }}" in text
    assert "stage: define" in text
    assert "barriers: [understanding]" in text


def test_a_form_that_can_not_be_read_is_answered_in_plain_words(
    runner: Callable[..., str],
) -> None:
    issue = {
        "body": "Hello",
        "author_association": "OWNER",
        "created_at": "2026-09-11T14:00:00Z",
        "labels": [{"name": "waypost-entry"}],
    }
    said = runner("entry", "2026-09-11", event={"issue": issue})
    unmarked = {"issue": issue | {"labels": []}}
    assert runner("entry", "2026-09-11", event=unmarked) == ""
    assert "pr create" not in said
    assert "The form: The headings of the form are not all in their places." in said


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
