"""Where our cold build and our build after one new entry spend their time."""

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench.measure import BUILD, forget, run
from bench.results import COLD, ONE
from bench.scenarios import Project
from bench.sides import REPOSITORY

LEAST = 0.005
"""Less than this share of both builds is summed up."""


def profile(project: Project) -> dict[str, dict[str, float]]:
    """Build → place → milliseconds of processor time."""
    newest = project.file(project.corpus.entries[-1])
    text = newest.read_bytes()
    newest.unlink()
    forget(project.root)
    cold = _sampled(project, COLD)
    newest.write_bytes(text)
    return {COLD: cold, ONE: _sampled(project, ONE)}


def told(found: dict[str, dict[str, float]]) -> str:
    """A table, the most expensive first."""
    cold, one = found[COLD], found[ONE]
    whole = sum(cold.values()), sum(one.values())

    def is_small(name: str) -> bool:
        return cold.get(name, 0) < LEAST * whole[0] and one.get(name, 0) < LEAST * whole[1]

    names = sorted({*cold, *one}, key=lambda name: -cold.get(name, 0))
    rows = [(name, cold.get(name, 0), one.get(name, 0)) for name in names if not is_small(name)]
    rest = [(cold.get(name, 0), one.get(name, 0)) for name in names if is_small(name)]
    rows.append(("the rest", sum(a for a, _ in rest), sum(b for _, b in rest)))
    rows.append(("all", *whole))
    width = max(len(name) for name, _, _ in rows)
    head = f"{'milliseconds':<{width}}  {COLD:>10}  {ONE}"
    return "\n".join([head, *(f"{n:<{width}}  {a:10.0f}  {b:{len(ONE)}.0f}" for n, a, b in rows)])


def _sampled(project: Project, what: str) -> dict[str, float]:
    click.echo(f"{project.root.name}: {what}, looked into", err=True)
    with TemporaryDirectory(prefix="waypost-bench-") as folder:
        report = Path(folder, "report.json")
        script = os.fspath(REPOSITORY / "bench" / "sampling.py")
        run(project.root, script, str(report), *BUILD)
        found: dict[str, float] = json.loads(report.read_text(encoding="utf-8"))
        return found
