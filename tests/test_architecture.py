"""The engine knows no host, nothing keeps state, and the doors are thin."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

ENGINE = sorted((ROOT / "src").rglob("*.py"))
HOSTS = {"mkdocs", "properdocs", "material", "zensical"}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_engine_imports_no_host(path: Path) -> None:
    assert HOSTS.isdisjoint(imports(path))


def test_the_door_imports_mkdocs_and_no_other_host() -> None:
    for path in (ROOT / "hooks").glob("*.py"):
        assert HOSTS & set(imports(path)) == {"mkdocs"}


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_the_doors_ask_the_clock_the_environment_or_write(path: Path) -> None:
    if path.parent.name == "cli":
        return
    text = path.read_text("utf-8")
    for forbidden in (
        "datetime.now",
        "date.today",
        "os.environ",
        "getenv",
        "write_text",
        "write_bytes",
    ):
        assert forbidden not in text, forbidden


def test_no_room_has_outgrown_its_duty() -> None:
    long = {path.name: len(path.read_text("utf-8").splitlines()) for path in ENGINE}
    assert {name: lines for name, lines in long.items() if lines > 320} == {}


def test_an_event_is_a_few_lines() -> None:
    for path in (ROOT / "hooks").glob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("on_"):
                assert (node.end_lineno or 0) - node.lineno <= 30, node.name


def test_the_locks_name_no_address_and_pin_everything() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        assert "http" not in text
        assert "index-url" not in text
        packages = [line for line in text.splitlines() if line and line[0] not in " #"]
        assert all("==" in line for line in packages)
        each_with_its_hashes = re.split(r"\n(?=\S)", text.strip())
        for lines in each_with_its_hashes:
            hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}\b", lines)
            assert hashes or lines.startswith("#"), lines
