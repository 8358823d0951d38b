"""What an import leaves behind: files on the disk, and what is said of them."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from waypost.cli import placing

if TYPE_CHECKING:
    from waypost.imports.pictures import Pictures
    from waypost.imports.writing import Outcome

_SHOWN = 20  # pictures that were not found; more is not read


def written(
    pages: str, outcomes: "Iterable[Outcome]", pictures: "Pictures"
) -> "tuple[list[Outcome], bool]":
    """What became of the texts once they are on the disk, and whether all that should be is.

    A picture is there before its entry.
    """
    from dataclasses import replace

    from waypost.cli.progress import over

    docs, is_whole = Path(pages), True
    done: list[Outcome] = []
    for each in over(list(outcomes), "Writing entries"):
        if not each.text:
            done.append(each)
            continue
        try:
            for uri in sorted(each.pictures & pictures.found.keys()):
                _create(docs / uri, pictures.found[uri])
            _create(docs / each.uri, each.text.encode())
        except OSError as error:
            is_whole = False
            why = f"It can't be written; the computer says: {error.strerror}."
            done.append(replace(each, why=why))
            continue
        done.append(each)
    return done, is_whole


def _create(path: Path, data: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    placing.create(path, data)


def say(pages: str, outcomes: "list[Outcome]", pictures: "Pictures", is_dry: bool) -> None:
    """Tell what became of each text, and how to go on."""
    from waypost.imports import report as told

    width = shutil.get_terminal_size((80, 24)).columns
    click.echo(told.table(outcomes, pages, width, is_dry), nl=False)
    there = [each for each in outcomes if each.is_there]
    new = [each for each in outcomes if not (each.why or each.is_there)]
    if pictures.missing:
        count = len(pictures.missing)
        click.echo(f"{count} {'picture is' if count == 1 else 'pictures are'} not here:")
        for where, why in sorted(pictures.missing.items())[:_SHOWN]:
            click.echo(f"  {where}: {why}")
        if count > _SHOWN:
            click.echo(f"  and {count - _SHOWN} more")
        if not pictures.fetch:
            click.echo("Name their folder with --pictures, or say --fetch to get them.")
    if any(each.notes for each in there) or (pictures.missing and not is_dry):
        click.echo("To have an entry that is here made anew, delete its file, and call this again.")
    click.echo(told.summed_up(outcomes, is_dry))
    if is_dry:
        click.echo("Nothing was written.")
    elif new:
        click.echo("To see what is to be mended in them: waypost check")
    say_of_sample(pages, is_dry)


def say_of_sample(pages: str, is_dry: bool) -> None:
    """Say that the sample journal is still there, if it is."""
    from waypost.sample import LISTING

    if not Path(pages, LISTING).is_file():
        return
    how = "clears it away; do that first" if is_dry else "says how to clear it away"
    click.echo(f"The sample journal is still here. waypost start {how}.", err=True)


def report(path: Path, outcomes: "list[Outcome]", pages: str) -> None:
    """Write the table for a spreadsheet."""
    from waypost.imports import report as told

    try:
        placing.replace(path, told.as_csv(outcomes, pages).encode("utf-8-sig"))
    except OSError as error:
        what = f"{path.as_posix()} can't be written. The computer says: {error.strerror}."
        cure = "Name another file with --report, and call this again."
        raise click.ClickException(f"{what} {cure}") from None
    click.echo(f"{path.as_posix()} is there, for a spreadsheet.")
