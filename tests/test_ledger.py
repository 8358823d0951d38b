"""What former builds found out is kept, forgotten, and never given for anything else."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Project, entry, environment

from waypost.cli.bookkeeping import ground, open_ledger
from waypost.ledger import Ledger, key

GROUND = b"the engine as it is"


def test_what_was_put_is_there_for_the_same_key_only(tmp_path: Path) -> None:
    first = open_ledger(tmp_path, GROUND)
    first.shelf("pages").put("a.md", key("text", 1), {"html": "<p>"})
    assert first.shelf("pages").get("a.md", key("text", 1)) == {"html": "<p>"}
    first.close()
    later = open_ledger(tmp_path, GROUND).shelf("pages")
    assert later.get("a.md", key("text", 1)) == {"html": "<p>"}
    assert later.get("a.md", key("text", 2)) is None
    assert later.get("b.md", key("text", 1)) is None


@pytest.mark.parametrize("lazy", [False, True])
def test_a_new_value_takes_the_place_of_the_former(tmp_path: Path, lazy: bool) -> None:
    for text in ("old", "new"):
        ledger = open_ledger(tmp_path, GROUND)
        ledger.shelf("pages", lazy).put("a.md", key(text), text)
        ledger.close()
    shelf = open_ledger(tmp_path, GROUND).shelf("pages", lazy)
    assert shelf.get("a.md", key("new")) == "new"
    assert shelf.get("a.md", key("old")) is None


def test_what_nobody_asks_for_is_forgotten(tmp_path: Path) -> None:
    first = open_ledger(tmp_path, GROUND)
    for name in ("stays", "goes"):
        first.shelf("pages").put(name, key(name), name)
    first.shelf("other").put("untouched", key(), 1)
    first.close()
    second = open_ledger(tmp_path, GROUND)
    assert second.shelf("pages").has("stays", key("stays"))
    second.close()
    third = open_ledger(tmp_path, GROUND)
    assert third.shelf("pages").get("stays", key("stays")) == "stays"
    assert third.shelf("pages").get("goes", key("goes")) is None
    assert third.shelf("other").get("untouched", key()) == 1


def test_a_build_that_ends_early_forgets_nothing(tmp_path: Path) -> None:
    first = open_ledger(tmp_path, GROUND)
    first.shelf("pages").put("a.md", key(), 1)
    first.close()
    second = open_ledger(tmp_path, GROUND)
    second.shelf("pages").put("b.md", key(), 2)
    second.close(forget=False)
    third = open_ledger(tmp_path, GROUND).shelf("pages")
    assert (third.get("a.md", key()), third.get("b.md", key())) == (1, 2)


def test_another_engine_begins_with_an_empty_ledger(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path, GROUND)
    ledger.shelf("pages").put("a.md", key(), 1)
    ledger.close()
    other = open_ledger(tmp_path, b"another")
    assert other.shelf("pages").get("a.md", key()) is None
    other.close()
    assert open_ledger(tmp_path, GROUND).shelf("pages").get("a.md", key()) is None


def test_two_builds_at_once_keep_what_both_found(tmp_path: Path) -> None:
    one, other = open_ledger(tmp_path, GROUND), open_ledger(tmp_path, GROUND)
    one.shelf("pages").put("a.md", key(), 1)
    other.shelf("pages").put("b.md", key(), 2)
    one.close()
    other.close()
    shelf = open_ledger(tmp_path, GROUND).shelf("pages")
    assert (shelf.get("a.md", key()), shelf.get("b.md", key())) == (1, 2)


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 400])
def test_a_damaged_ledger_is_an_empty_one(tmp_path: Path, damage: bytes) -> None:
    ledger = open_ledger(tmp_path, GROUND)
    ledger.shelf("pages").put("a.md", key(), 1)
    ledger.close()
    ledger.end()  # what is written over in place while it is open takes the whole process with it
    for file in tmp_path.iterdir():
        file.write_bytes(damage)
    found = open_ledger(tmp_path, GROUND)
    assert found.shelf("pages").get("a.md", key()) is None
    found.shelf("pages").put("a.md", key(), 2)
    found.close()
    found.end()
    assert open_ledger(tmp_path, GROUND).shelf("pages").get("a.md", key()) == 2


def test_a_damaged_value_is_none(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path, GROUND)
    ledger.shelf("pages").put("a.md", key(), ["a value"])
    ledger.close()
    (file,) = tmp_path.glob("*.sqlite")
    with sqlite3.connect(file) as opened:
        opened.execute("UPDATE pages SET value = ?", (b"\x80\x05}",))
    assert open_ledger(tmp_path, GROUND).shelf("pages").get("a.md", key()) is None


def test_where_nothing_can_be_kept_a_build_does_without(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way", "utf-8")
    ledger = open_ledger(tmp_path / "a file", GROUND)
    ledger.shelf("pages").put("a.md", key(), 1)
    assert ledger.shelf("pages").get("a.md", key()) == 1
    ledger.close()
    assert Ledger().shelf("pages").get("a.md", key()) is None


def test_the_ground_is_another_if_a_setting_or_a_template_changes(tmp_path: Path) -> None:
    (tmp_path / "overrides").mkdir()
    found = []
    for name, text in (
        ("journal.yml", "one"),
        ("journal.yml", "two"),
        ("overrides/main.html", "one"),
        ("overrides/main.html", "two"),
        ("unrelated.txt", "one"),
    ):
        (tmp_path / name).write_text(text, "utf-8")
        found.append(ground(tmp_path, ["overrides"], ["journal.yml"]))
    assert len(set(found)) == 4
    assert found[-1] == found[-2]


# As the host does for a preview that it was called for with a file.
PREVIEWED = """
from pathlib import Path
from mkdocs.config import load_config

with open("mkdocs.yml", "rb") as file:
    first = load_config(file)
for config in (first, load_config(file)):
    config.plugins.on_config(config)
    print(*(path.name for path in Path("cache").glob("made-*.sqlite")))
"""


def test_all_builds_of_a_preview_have_the_same_ground(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    done = subprocess.run(
        [sys.executable, "-c", PREVIEWED],
        cwd=root,
        env=environment() | {"WAYPOST_CACHE": "cache"},
        capture_output=True,
        text=True,
    )
    first, again = done.stdout.splitlines()
    assert first.startswith("made-")
    assert first == again
