"""What is said every week starts at once: nothing is loaded that only a build needs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from desk import FRIDAY, desk

HEAVY = [
    *("mkdocs", "material", "properdocs", "lxml", "PIL", "feedgen", "nh3"),
    *("pypdf", "phonenumbers", "stdnum", "detect_secrets"),
]
ASKED = f"""
import json, sys
from waypost.cli import main
main(sys.argv[1:], standalone_mode=False)
print(json.dumps([name for name in {HEAVY} if name in sys.modules]))
"""


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["new", "--help"],
        ["new"],
        ["new", "decision", "A"],
        ["reading", "--help"],
        ["status"],
        ["remind", "--today", FRIDAY],
    ],
    ids=" ".join,
)
def test_a_command_loads_no_more_than_it_needs(tmp_path: Path, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKED, *words],
        cwd=desk(tmp_path).root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout.splitlines()[-1])
    assert loaded == []


def test_help_loads_neither_types_nor_templates(tmp_path: Path) -> None:
    heavy = ASKED.replace(str(HEAVY), "['pydantic', 'jinja2', 'babel']")
    done = subprocess.run(
        [sys.executable, "-c", heavy, "new", "--help"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert json.loads(done.stdout.splitlines()[-1]) == []
