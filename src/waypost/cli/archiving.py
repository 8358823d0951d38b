"""`waypost export`: the journal to take away, into a folder."""

import os
import subprocess
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import click

from waypost import downloads
from waypost.cli import hosting, options, placing
from waypost.cli.reading import read_project
from waypost.exports import verify
from waypost.exports.model import Files
from waypost.settings import Settings

FORMATS = "WAYPOST_ARCHIVE"
"""Which formats are wanted, in the place of those that `journal.yml` names."""

_PATIENCE = 60  # seconds for one answer of git's


@click.command(short_help="Take the journal away: as a folder, a book, data, Markdown.")
@click.argument("formats", nargs=-1, type=click.Choice(downloads.FORMATS), metavar="[FORMAT]...")
@click.option(
    "--to",
    "folder",
    default="exports",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that they go into.",
)
@options.today
@options.strict_privacy
def export(formats: tuple[str, ...], folder: Path, today: str | None, is_strict: bool) -> None:
    """Take the journal away, as readers may have it: site, book, pdf, data, markdown.

    Without a FORMAT, what the site's page Archive offers. Drafts and entries of later days stay
    out, and where something has to be mended first, what is there stays as it was.
    """
    found = read_project(today)
    if reason := _refused(folder, Path(found.docs)):
        raise click.UsageError(reason)
    wanted = formats or found.journal.settings.archive or downloads.FORMATS[:2]
    wrong, told = hosting.checked(found, is_strict)
    if wrong:
        raise SystemExit(1)
    with TemporaryDirectory() as place:
        site = Path(place).resolve() / "site"
        told[f"The site is in {site}"] += 1  # and will not be, once this has ended
        how = {FORMATS: " ".join(wanted)}
        if failed := hosting.host("build", today, told, "--site-dir", str(site), environment=how):
            raise SystemExit(failed)
        made = files(site / downloads.FOLDER, downloads.files(wanted))
        try:
            for name in set(downloads.files(downloads.FORMATS)) - made.keys():
                (folder / name).unlink(missing_ok=True)
            for names in ({verify.SUMS}, made.keys() - {verify.SUMS}):  # by which it is known again
                write({name: made[name] for name in sorted(names)}, folder)
        except OSError as error:
            what = f"Not all can be written into {folder}. The computer says: {error.strerror}."
            raise click.ClickException(f"{what} Mend that, or name a folder with --to.") from None
    for name in sorted(made):
        click.echo(f"{folder / name}")


def _refused(folder: Path, docs: Path) -> str:
    """Why nothing can be put into a folder; empty if it can be."""
    there = folder.resolve()
    if docs.resolve() in (there, *there.parents):
        return f"{folder} lies among your pages, and would be published. Name another folder."
    listed = folder / verify.SUMS
    lines = listed.read_text("utf-8", "replace").splitlines() if listed.is_file() else []
    known = {line.partition("  ")[2] for line in lines}
    known |= set(downloads.SEALS) if known else set()
    for name in sorted(downloads.files(downloads.FORMATS)):
        if (folder / name).exists() and name not in known:
            what = f"{folder} holds a file {name} that waypost export did not write."
            return f"{what} Name another folder, or move that file away."
    return ""


def asked(environment: Mapping[str, str], settings: Settings) -> Collection[str]:
    """The formats that a build makes."""
    named = environment.get(FORMATS)
    return settings.archive if named is None else named.split()


def files(folder: Path, names: Collection[str] | None = None) -> Files:
    """The files below a folder by their path in it; only those of some names, if they are given."""
    found = {}
    for here, folders, there in os.walk(folder):
        folders.sort()
        for name in sorted(there):
            path = Path(here, name).relative_to(folder).as_posix()
            if names is None or path in names:
                found[path] = Path(here, name).read_bytes()
    return found


def reader(site: Path) -> Callable[[str], bytes | None]:
    """What gives a file of a finished site by its path in it."""

    def read(path: str) -> bytes | None:
        if not path or path.startswith("/") or ".." in PurePosixPath(path).parts:
            return None
        with suppress(OSError, ValueError):
            return (site / path).read_bytes()
        return None

    return read


def write(made: Files, folder: Path) -> None:
    """Write files into a folder, each whole or not at all."""
    for name, data in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        placing.replace(folder / name, data)


def commit(root: Path) -> str:
    """The state of the journal's repository, as git names it; empty where there is none."""
    words = ("describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(
            ["git", *words], cwd=root, capture_output=True, timeout=_PATIENCE, check=False
        )
        return done.stdout.decode("ascii", "replace").strip() if not done.returncode else ""
    return ""
