"""The files of an export, whether it lies there as one, as a folder or packed."""

import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

Named = Mapping[str, bytes]
"""Files by their path in the export."""

LARGEST = 400_000_000  # bytes that a packed export may come to
_MOST = 100_000  # files in one
_ENDINGS = (".xml", ".json", ".html", ".htm")  # what the texts of an export stand in
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BROKEN = (
    *(OSError, EOFError, ValueError, RuntimeError, NotImplementedError, MemoryError),
    *(zlib.error, zipfile.BadZipFile),
)


class UnopenedError(Exception):
    """An export can't be opened; says why, in a sentence for the author."""


def opened(path: Path) -> Named:
    """The files of an export that may hold texts. Raises UnopenedError."""
    try:
        if path.is_dir():
            return _folder(path)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "there is no such file"
        raise UnopenedError(f"It can't be read: {why}.") from None
    if data[:4] in _ZIP:
        return unpacked(data)
    if len(data) > LARGEST:
        raise UnopenedError(f"It is larger than {LARGEST // 1_000_000} MB.")
    return {path.name: data}


def _folder(path: Path) -> Named:
    """The files that an export's folder has on top, and those in `posts/`, if it is one."""
    places: Iterable[Path] = (path, path / "posts")
    found, size = dict[str, bytes](), 0
    for place in places:
        for file in sorted(place.iterdir()) if place.is_dir() else ():
            if file.suffix.lower() in _ENDINGS and file.is_file():
                size += file.stat().st_size
                if size > LARGEST:
                    raise UnopenedError(f"Its files are larger than {LARGEST // 1_000_000} MB.")
                found[file.relative_to(path).as_posix()] = file.read_bytes()
    return found


def unpacked(data: bytes) -> Named:
    """The files of a zip, read in memory: nothing is ever written. Raises UnopenedError."""
    import io

    found, left = dict[str, bytes](), LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            if len(members) > _MOST:
                raise UnopenedError(f"More than {_MOST:,} files are in the package.")
            for each in members:
                if each.is_dir() or not each.filename.lower().endswith(_ENDINGS):
                    continue
                name = each.filename.replace("\\", "/")
                parts = PurePosixPath(name).parts
                if ".." in parts or name.startswith("/") or "__MACOSX" in parts:
                    continue  # one that climbs is none of an export's; the other is a Mac's own
                if each.flag_bits & 1:
                    raise UnopenedError("The package asks for a password. Unpack it first.")
                with packed.open(each) as file:
                    said = file.read(left + 1)
                left -= len(said)
                if left < 0:
                    size = LARGEST // 1_000_000
                    raise UnopenedError(f"What is packed in it is larger than {size} MB.")
                found[name] = said
    except _BROKEN:
        raise UnopenedError("The package is damaged. Download or export it again.") from None
    return found
