"""What is said every week starts at once: nothing is loaded that only a build needs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import entry, write
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


OPENED = """
import json, os, sys
from collections import Counter

here, opened = os.getcwd(), Counter()

def note(event, given):
    if event == "open" and isinstance(given[0], str | os.PathLike):
        path = os.path.relpath(given[0], here)
        opened[path] += not path.startswith((".", "/"))

sys.addaudithook(note)
from waypost.cli import main
try:
    main(sys.argv[1:], standalone_mode=False)
except SystemExit:
    print(json.dumps({path: count for path, count in opened.items() if count}))
"""


def test_a_check_reads_each_text_once_whoever_looks_at_it(tmp_path: Path) -> None:
    """Those who look: the reader, the ledger, the advice, and the gate with its list of names."""
    root = desk(tmp_path).root
    texts = {f"docs/entries/{week}.md": entry(f"Week {week}") for week in ("2026-w01", "2026-w02")}
    write(root, texts | {"docs/about.md": "# About\n", "private.yml": "names: {Jens Holm: }\n"})
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", OPENED, "check"],
            cwd=root,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        found = json.loads(done.stdout.splitlines()[-1])
        assert {path: found[path] for path in texts} == dict.fromkeys(texts, 1)
        assert all(found[path] == 1 for path in ("docs/about.md", "journal.yml", "mkdocs.yml"))
