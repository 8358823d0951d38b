"""`python -m bench`: what ours costs beside stock Material on the same text, against its limits."""

import json
import platform
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench import profiling, serving
from bench.measure import BenchError
from bench.results import Results, table
from bench.running import PARTS, Plan, measure

PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-rss-plugin", "waypost", "Markdown", "PyYAML")
SHOWN = 10
"""Files of other bytes that are named."""


def as_data(results: Results) -> dict[str, object]:
    """Everything that was measured, with what it was measured on."""
    return {
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "packages": {name: found for name in PACKAGES if (found := _version(name))},
        "rows": [asdict(row) | {"is_missed": row.is_missed} for row in results.rows()],
    } | asdict(results)


def say(results: Results) -> None:
    """The table, what lies above its limit, and where the time goes."""
    rows = results.rows()
    click.echo("Medians of processor time; the value is ours/other where there is no unit.\n")
    click.echo(table(rows))
    if results.profile:
        click.echo(f"\n{profiling.told(results.profile)}")
    for size, found in (*results.differences.items(), *results.previews.items()):
        for difference in found[:SHOWN]:
            click.echo(f"{size} entries: {difference}", err=True)
    for row in results.missed():
        told = f"{row.what}, {row.entries} entries: {row.value:.3g} is above {row.limit:g}"
        click.echo(told, err=True)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _sizes(_context: click.Context, _option: click.Parameter, value: str) -> dict[int, int]:
    try:
        found = [[int(each) for each in size.split(":")] for size in value.split(",")]
        return dict(sorted((size, runs) for size, runs in found if size > 0 and runs > 0))
    except ValueError as error:
        raise click.BadParameter("like 52:3,520:1, please: entries and runs") from error


@click.command()
@click.option(
    *("--sizes", "sizes"),
    default="52:3,520:3,2600:1",
    show_default=True,
    callback=_sizes,
    help="Numbers of entries, each with its number of runs.",
)
@click.option(
    *("--part", "parts"),
    multiple=True,
    default=[part for part in PARTS if part != "profile"],
    show_default=True,
    type=click.Choice(PARTS),
    help="What to measure; may be given more than once.",
)
@click.option("--profile", is_flag=True, help="Say where the time of our builds goes, too.")
@click.option("--keep", type=click.Path(path_type=Path), help="Leave the projects in this folder.")
@click.option("--json", "report", type=click.Path(path_type=Path), help="Write the numbers here.")
@click.option("--no-limits", is_flag=True, help="End well whatever is measured.")
def main(
    sizes: dict[int, int],
    parts: tuple[str, ...],
    profile: bool,
    keep: Path | None,
    report: Path | None,
    no_limits: bool,
) -> None:
    """Measure Waypost beside stock Material, on the same text and in the same run."""
    chosen = {*parts, *(["profile"] if profile else [])}
    if "serve" in chosen and not serving.is_possible():
        click.echo("This system does not tell what a server uses: serve is left out.", err=True)
        chosen.discard("serve")
    with TemporaryDirectory(prefix="waypost-bench-") as temporary:
        try:
            results = measure(Plan(sizes, chosen), (keep or Path(temporary)).resolve())
        except BenchError as error:
            raise click.ClickException(str(error)) from error
    say(results)
    if report:
        report.write_text(json.dumps(as_data(results), indent=2) + "\n", encoding="utf-8")
    raise SystemExit(1 if results.missed() and not no_limits else 0)


if __name__ == "__main__":
    main(prog_name="python -m bench")
