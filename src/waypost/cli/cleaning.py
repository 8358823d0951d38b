"""`waypost clean-images`: the author's own pictures, without what they tell besides the image."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from waypost.pictures import Picture
    from waypost.problems import Problem

_HISTORY = (
    "Former versions that git keeps still hold it: waypost check --history, and manual/privacy.md."
)


@click.command("clean-images", short_help="Take out of pictures where they were taken.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be taken out, and change nothing.")
def clean_images(files: Sequence[Path], dry_run: bool) -> None:
    """Take everything but the image out of pictures: place, time, camera, names, small copies.

    Without FILES, out of all pictures in docs/. The image stays as it is, dot by dot, and so does
    the way up. A picture that can't be read as a whole is not touched.
    """
    from waypost.cli.placing import replace
    from waypost.cli.progress import Progress, over
    from waypost.problems import errors

    wrong = changed = 0
    far = Progress()
    for path in over(files or _everywhere(), "Looking at pictures", far):
        picture, problems = _read(path, is_meant=bool(files))
        if problems or picture:
            far.close()
        if mistakes := errors(problems):
            wrong += 1
            for each in mistakes:
                click.echo(str(each), err=True)
        elif picture:
            told = ", ".join(picture.walk.said) or "what no reader sees"
            click.echo(f"{path.as_posix()}: {told}")
            changed += 1
            if not dry_run:
                replace(path, picture.clean)
    click.echo(_sum(changed, dry_run), err=True)
    raise SystemExit(1 if wrong else 0)


def _read(path: Path, *, is_meant: bool) -> "tuple[Picture | None, list[Problem]]":
    """A picture with something to take out, or why nothing can be; neither if all is well.

    A file that is no picture is a mistake if it `is_meant`.
    """
    from waypost.pictures import read
    from waypost.problems import Problem

    name = path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        what = "This file can't be read."
        return None, [Problem(name, 0, "", what, f"The computer says: {error.strerror}.")]
    picture, problems = read(name, data)
    if picture is None and not problems and is_meant:
        return None, [Problem(name, 0, "", "This file is no picture.", "Name one, or none.")]
    if picture is None or picture.clean == data:
        return None, problems
    return picture, list(_lost(name, picture, data))


def _lost(name: str, picture: "Picture", before: bytes) -> "Iterator[Problem]":
    """What to say where the image would not stay the same, which would be a slip of ours."""
    from waypost.pictures import damaged
    from waypost.pictures.variants import dots
    from waypost.problems import Problem

    if picture.kind == "SVG":
        return
    if not (found := dots(picture.kind, before)):
        yield damaged(name)
    elif found != dots(picture.kind, picture.clean):
        what = "This picture would look different afterwards, so it was not touched."
        yield Problem(name, 0, "", what, "Save it anew in a program for pictures.")


def _everywhere() -> Iterator[Path]:
    from waypost.cli.reading import read_project
    from waypost.pictures.originals import files

    yield from (path for _, path in files(Path(read_project(None).docs)))


def _sum(changed: int, dry_run: bool) -> str:
    pictures = "1 picture" if changed == 1 else f"{changed} pictures"
    if not changed:
        return "No picture tells more than can be seen."
    if dry_run:
        return f"{pictures} would be cleaned; nothing was changed."
    return f"{pictures} cleaned. {_HISTORY}"
