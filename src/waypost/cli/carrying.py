"""A journal of Waypost's own that is carried from one folder into another, as it is."""

from pathlib import Path

import click

from waypost.cli import placing
from waypost.problems import Problem

_SETTINGS = "journal.yml"
_CURE = "Yours was left as it is. To have the other one, delete yours, and import again."


def is_package(place: Path) -> bool:
    """Whether a folder holds a journal of Waypost's own."""
    return (place / _SETTINGS).is_file() and (place / "docs").is_dir()


def carry(place: Path, is_dry: bool) -> None:
    """Copy every file of a journal that is not here yet; none is written over."""
    from waypost.cli.reading import in_a_journal
    from waypost.files import can_be_said, is_litter

    in_a_journal()
    made = same = 0
    other: list[str] = []
    files = [place / _SETTINGS, *sorted((place / "docs").rglob("*"))]
    for file in files:
        path = file.relative_to(place).as_posix()
        hidden = any(part.startswith(".") for part in path.split("/"))
        if hidden or not can_be_said(path) or is_litter(path) or file.is_symlink():
            continue
        if not file.is_file():
            continue
        data, here = file.read_bytes(), Path(path)
        if here.is_file():
            same += 1 if here.read_bytes() == data else 0
            other += [] if here.read_bytes() == data else [path]
            continue
        made += 1
        if not is_dry:
            _create(here, data)
    for path in other:
        what = "This says something else here than there."
        click.echo(str(Problem(path, 0, "", what, _CURE)))
    verb = "would be written" if is_dry else "written"
    click.echo(
        f"A journal of Waypost's own: {made} files {verb}, {same} there already, "
        f"{len(other)} that differ."
    )
    click.echo("Nothing was written." if is_dry else "To see what is to be mended: waypost check")


def _create(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        placing.create(path, data)
    except OSError as error:
        what = f"{path} can't be written. The computer says: {error.strerror}."
        cure = "Mend that, and call this again: what was written stays."
        raise click.ClickException(f"{what} {cure}") from None
