"""`waypost render`."""

import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from waypost.cli import options

if TYPE_CHECKING:
    from waypost.cli.released import Released
    from waypost.problems import Problem

MARK = "WAYPOST.txt"
"""The file that says what a rendering wrote, so that nothing else is ever replaced."""

_SAID = """\
This folder was written by `waypost render`, and is replaced whole when that is called again. What
follows are its files with their SHA-256. Once you go on writing here, delete this one.

"""
_ASSETS = Path("overrides", "assets", "waypost")
_SCRIPTS = ("filter.js",)
_BUILT = {"site"}  # what hosts make of a rendering


@click.command(short_help="Write the journal for another host, into a folder.")
@click.argument("out", type=click.Path(path_type=Path))
@options.today
@options.strict_privacy
def render(out: Path, today: str | None, is_strict: bool) -> None:
    """Write the whole journal into a folder as Markdown that other programs build without Waypost.

    All that readers see is in it: entries, views, pictures, feeds, old addresses, and a mkdocs.yml
    for MkDocs, ProperDocs and Zensical. The folder has to be new, empty or a former rendering.
    """
    from waypost.cli.hosting import checked
    from waypost.cli.reading import read_project
    from waypost.cli.released import Released
    from waypost.exports.book import PrintingError
    from waypost.problems import to_mend

    if reason := _refused(out):
        raise click.UsageError(reason)
    found = read_project(today)
    wrong, _ = checked(found, is_strict)
    if wrong:
        raise SystemExit(1)
    made = Released(found)
    if problems := made.problems:
        click.echo("\n".join(map(str, problems)), err=True)
        click.echo(f"{to_mend(len(problems))} first.", err=True)
        raise SystemExit(1)
    try:
        files = rendered(made)
    except PrintingError as error:
        raise click.ClickException(str(error)) from None
    except OSError as missing:
        what = f"{missing.filename} can't be read. The computer says: {missing.strerror}."
        raise click.ClickException(f"{what} Put it back, as it comes with Waypost.") from None
    if leaks := list(_leaks(files, is_strict)):
        click.echo("\n".join(map(str, leaks)), err=True)
        click.echo("This must not get out, so nothing was written.", err=True)
        raise SystemExit(1)
    _write(out, files)
    pages = sum(path.endswith(".md") for path in files)
    click.echo(f"{pages} pages are in {out}. manual/moving.md says how to go on.", err=True)


def rendered(made: "Released") -> Mapping[str, bytes]:
    """The files of a rendering, by their path in its folder."""
    from waypost.exports.portable import Rendering

    sheet = (_ASSETS / "waypost.css").read_text("utf-8")
    scripts = {name: (_ASSETS / name).read_bytes() for name in _SCRIPTS}
    texts, files = made.texts, made.files
    beside = {**made.feeds, **made.archive}
    return Rendering(texts, files, beside, made.forwards, sheet, scripts).written()


def _leaks(files: Mapping[str, bytes], is_strict: bool) -> "Iterator[Problem]":
    """Names of the private list in what would be written."""
    from waypost.cli import guarding

    gate, _ = guarding.gate(Path(), os.environ, is_strict)
    ours = {f"docs/assets/waypost/{name}" for name in _SCRIPTS}
    yield from gate.in_site(sorted(files.items()), ours)


def _refused(out: Path) -> str:
    """Why nothing can be written into a folder; empty if it can be."""
    from waypost.cli.site_settings import site_settings

    settings, _ = site_settings()
    docs = Path(str(settings.get("docs_dir") or "docs")).resolve()
    there = out.resolve()
    if out.exists() and not out.is_dir():
        return f"There is a file at {out}. Name a folder."
    if there == docs or docs in there.parents or there in (Path.cwd(), *Path.cwd().parents):
        return f"Your own files are in {out}, and would be replaced. Name another folder."
    if other := _others(out):
        return (
            f"{out} holds something that waypost render did not write: {other}. Name a new folder, "
            "or move that file away."
        )
    return ""


def _others(out: Path) -> str:
    """The first file of a folder that no rendering wrote, or that was changed since."""
    mark = out / MARK
    lines = mark.read_text("utf-8", "replace").splitlines() if mark.is_file() else []
    known = {path: digest for digest, gap, path in (line.partition("  ") for line in lines) if gap}
    for path in sorted(out.rglob("*")) if out.is_dir() else ():
        within = path.relative_to(out)
        if path == mark or path.is_dir() or within.parts[0].startswith("."):
            continue
        if known and within.parts[0] in _BUILT:
            continue
        if known.get(within.as_posix()) != _digest(path.read_bytes()):
            return within.as_posix()
    return ""


def _write(out: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder beside it, which then takes its place."""
    from waypost.cli import placing

    listed = "".join(f"{_digest(files[path])}  {path}\n" for path in sorted(files))
    place = None
    try:
        place = placing.beside(out.resolve())
        for path, data in {**files, MARK: f"{_SAID}{listed}".encode()}.items():
            target = place.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        place.take()
    except OSError as error:
        reason = error.strerror or error
        raise click.ClickException(
            f"Nothing can be written into {out}. The computer says: {reason}. Name another folder."
        ) from None
    finally:
        if place:
            place.leave()


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
