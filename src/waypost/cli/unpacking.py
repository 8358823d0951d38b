"""An archive that holds texts, unpacked for as long as they are read."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from waypost.imports.kinds import recognised

_MOST = 2_000_000_000  # bytes of an archive, unpacked


@contextmanager
def opened(source: Path) -> Iterator[Path]:
    """Where the texts lie: an archive is unpacked for as long as they are read."""
    if source.is_dir() or not zipfile.is_zipfile(source):
        yield source
        return
    if recognised(source) is not None:  # one that is read as it is
        yield source
        return
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        _unpack(source, root)
        inside = [each for each in root.iterdir() if each.name != "__MACOSX"]
        yield inside[0] if len(inside) == 1 and inside[0].is_dir() else root


def _unpack(source: Path, root: Path) -> None:
    try:
        with zipfile.ZipFile(source) as packed:
            members = [each for each in packed.infolist() if not each.is_dir()]
            if sum(each.file_size for each in members) > _MOST:
                raise click.ClickException(f"{source} is too large once it is unpacked.")
            for each in members:
                packed.extract(each, root)  # leaves out drives, and dots that lead out of it
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        what = f"{source} can't be unpacked."
        raise click.ClickException(f"{what} Unpack it yourself, and name the folder.") from None
