"""`waypost clean-images`: the author's own pictures, without what they tell besides the image."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

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
    from waypost.cli.keeping import replace
    from waypost.pictures import read

    wrong = changed = 0
    for path in files or _everywhere():
        try:
            data = path.read_bytes()
        except OSError as error:
            raise click.UsageError(f"{path} can't be read: {error.strerror}.") from None
        picture, problems = read(path.as_posix(), data)
        if picture is None:
            wrong += bool(problems or files)
            said = [*map(str, problems)] or [f"{path.as_posix()}: This is no picture."]
            for each in said if problems or files else ():
                click.echo(each, err=True)
            continue
        if picture.clean == data:
            continue
        if not _is_the_same(picture.kind, data, picture.clean):
            wrong += 1
            click.echo(f"{path.as_posix()}: This can't be shown, and was not touched.", err=True)
            continue
        told = ", ".join(picture.walk.said) or "what no reader sees"
        click.echo(f"{path.as_posix()}: {told}")
        changed += 1
        if not dry_run:
            replace(path, picture.clean)
    click.echo(_sum(changed, dry_run), err=True)
    raise SystemExit(1 if wrong else 0)


def _everywhere() -> Iterator[Path]:
    from waypost.cli.reading import read_project
    from waypost.pictures.originals import files

    yield from (path for _, path in files(Path(read_project(None).docs)))


def _is_the_same(kind: str, before: bytes, after: bytes) -> bool:
    """Whether the image is the same, so that nothing is lost by a slip of ours."""
    from waypost.pictures.variants import dots

    if kind == "SVG":
        return True
    found = dots(before)
    return bool(found) and found == dots(after)


def _sum(changed: int, dry_run: bool) -> str:
    pictures = "1 picture" if changed == 1 else f"{changed} pictures"
    if not changed:
        return "No picture tells more than can be seen."
    if dry_run:
        return f"{pictures} would be cleaned; nothing was changed."
    return f"{pictures} cleaned. {_HISTORY}"
