"""Never a stale byte: after any change, the site is what it would be if nothing had been kept."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from conftest import PROJECT, Built, build, copied
from edits import EDITS, Desk, lines
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("WAYPOST_EXAMPLES", "2"))
"""How many journals are edited at random; `WAYPOST_EXAMPLES=100` for a night."""


class Bench:
    """A journal that is built again and again, and beside it one that is always built anew."""

    def __init__(self, root: Path, desk: Desk) -> None:
        self.desk, self.root = desk, root
        copied(self._folder("kept"), PROJECT)
        copied(self._folder("anew"), PROJECT)

    def _folder(self, name: str) -> Path:
        (self.root / name).mkdir(parents=True, exist_ok=True)
        return self.root / name

    def _put(self, root: Path) -> None:
        shutil.rmtree(root / "docs", ignore_errors=True)
        (root / "private.yml").unlink(missing_ok=True)
        for path, data in self.desk.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data if isinstance(data, bytes) else data.encode())

    def again(self) -> Built:
        self._put(self.root / "kept")
        return build(self.root / "kept", today=self.desk.today)

    def anew(self) -> Built:
        for name in ("site", ".cache"):
            shutil.rmtree(self.root / "anew" / name, ignore_errors=True)
        self._put(self.root / "anew")
        return build(self.root / "anew", today=self.desk.today)

    def compare(self, edit: str) -> bool:
        """Whether it could be built."""
        again, anew = self.again(), self.anew()
        told = [sorted(lines(built.log.replace(str(built.root), ""))) for built in (again, anew)]
        assert told[0] == told[1], edit
        assert again.status == anew.status, edit
        if anew.status == 0:
            one, other = again.files(), anew.files()
            differing = sorted(path for path in {*one, *other} if one.get(path) != other.get(path))
            assert differing == [], edit
        return anew.status == 0


def edited(root: Path, names: Sequence[str], chance: int) -> None:
    """Edit a journal by and by, and compare after each edit."""
    bench = Bench(root, Desk(Random(chance)))
    bench.again()
    for name in names:
        before = dict(bench.desk.files)
        EDITS[name](bench.desk)
        if not bench.compare(f"{name} of {names}, {chance}"):
            bench.desk.files = before  # so that what comes next is seen


@pytest.fixture(autouse=True)
def _caches_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYPOST_CACHE", raising=False)


@pytest.mark.parametrize("part", range(4))
def test_after_every_kind_of_edit_the_site_is_as_if_made_anew(tmp_path: Path, part: int) -> None:
    edited(tmp_path, list(EDITS)[part::4], part)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    names=st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=5),
    chance=st.integers(0, 999),
)
def test_after_any_edits_the_site_is_as_if_made_anew(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], chance: int
) -> None:
    edited(tmp_path_factory.mktemp("journal"), names, chance)
