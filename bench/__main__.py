"""`python -m bench`: the processor time of a cold build, ours against stock Material."""

import json
import platform
import shutil
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click

from bench.corpus import generate
from bench.measure import BenchError, Cost, Site, build, inspect
from bench.sides import OURS, STOCK

PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-rss-plugin", "waypost", "Markdown", "PyYAML")
SIZE_OF_THE_PROMISE = 520
HEAD = ("entries", "ours s", "stock s", "ratio", "wall", "memory", "ours pages", "stock pages")


@dataclass(frozen=True)
class Result:
    """Both sides at one size."""

    size: int
    costs: dict[str, list[Cost]]
    sites: dict[str, Site]

    def middle(self, side: str, what: str) -> float:
        return float(median(getattr(cost, what) for cost in self.costs[side]))

    def ratio(self, what: str = "cpu") -> float:
        return self.middle("ours", what) / self.middle("stock", what)


def compare(size: int, runs: int, folder: Path) -> Result:
    """Write both sides, warm them up, and build them in turn."""
    corpus = generate(size)
    roots = {side: folder / f"{side.name}-{size}" for side in (OURS, STOCK)}
    for side, root in roots.items():
        shutil.rmtree(root, ignore_errors=True)
        side.write(root, corpus)
    costs: dict[str, list[Cost]] = {side.name: [] for side in roots}
    for run in range(runs + 1):
        for side, root in roots.items():
            click.echo(f"{root.name}: {f'run {run}' if run else 'warming up'}", err=True)
            cost = build(root)
            if run:
                costs[side.name].append(cost)
    sites = {side.name: inspect(side, root, size) for side, root in roots.items()}
    return Result(size, costs, sites)


def table(results: list[Result]) -> str:
    rows = [HEAD] + [
        (
            str(result.size),
            f"{result.middle('ours', 'cpu'):.2f}",
            f"{result.middle('stock', 'cpu'):.2f}",
            f"{result.ratio():.2f}",
            f"{result.ratio('wall'):.2f}",
            f"{result.ratio('memory'):.2f}",
            str(result.sites["ours"].pages),
            str(result.sites["stock"].pages),
        )
        for result in results
    ]
    return "\n".join("  ".join(f"{cell:>11}" for cell in row) for row in rows)


def as_data(results: list[Result]) -> dict[str, object]:
    """Everything that was measured, with what it was measured on."""
    return {
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "packages": {name: found for name in PACKAGES if (found := _version(name))},
        "results": [
            asdict(result) | {"ratio": result.ratio(), "memory_ratio": result.ratio("memory")}
            for result in results
        ],
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _sizes(_context: click.Context, _option: click.Parameter, value: str) -> list[int]:
    try:
        return [int(size) for size in value.split(",")]
    except ValueError as error:
        raise click.BadParameter("numbers with commas between them, please") from error


@click.command()
@click.option("--sizes", default="52,520,1040", callback=_sizes, help="Numbers of entries.")
@click.option("--runs", default=3, type=click.IntRange(1), help="Timed builds of each side.")
@click.option("--keep", type=click.Path(path_type=Path), help="Leave the projects in this folder.")
@click.option("--json", "report", type=click.Path(path_type=Path), help="Write the numbers here.")
@click.option("--limit", type=float, help="Fail if ours/stock is above this from 520 entries on.")
def main(
    sizes: list[int], runs: int, keep: Path | None, report: Path | None, limit: float | None
) -> None:
    """Time a cold build of the same texts by Waypost and by stock Material."""
    with TemporaryDirectory(prefix="waypost-bench-") as temporary:
        folder = (keep or Path(temporary)).resolve()
        try:
            results = [compare(size, runs, folder) for size in sizes]
        except BenchError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"Medians of {runs}, processor seconds; ratios are ours/stock.\n{table(results)}")
    if report:
        report.write_text(json.dumps(as_data(results), indent=2) + "\n", encoding="utf-8")
    if limit is not None:
        slow = [r for r in results if r.size >= SIZE_OF_THE_PROMISE and r.ratio() > limit]
        for result in slow:
            click.echo(f"{result.size} entries: {result.ratio():.3f} is above {limit}", err=True)
        sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main(prog_name="python -m bench")
