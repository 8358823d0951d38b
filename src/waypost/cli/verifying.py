"""`waypost verify`: whether an archive is still as it was made."""

from pathlib import Path

import click


@click.command(short_help="Say whether an archive is as it was made.")
@click.argument("archive", type=click.Path(path_type=Path), metavar="ARCHIVE")
def verify(archive: Path) -> None:
    """Say whether an archive, a folder or a zip, is still as it was made.

    What is missing, was changed or came later is named. The file verify.py in the archive does the
    same with nothing but Python.
    """
    from waypost.exports import verify

    lines, is_sound = verify.verify(archive)
    click.echo("\n".join(lines))
    if not is_sound:
        raise SystemExit(1)
