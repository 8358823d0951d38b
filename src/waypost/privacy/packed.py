"""What lies in a packed file."""

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from posixpath import splitext

from waypost.privacy.kinds import UnreadableError

Inner = tuple[str, bytes]
"""A file in another one: what it is called there or is said of it, and what it holds."""

_LARGEST = 200_000_000  # bytes that a packed file may come to
_ENDINGS = (".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz", ".lzma", ".tar", ".zip")
_GZIP, _BZIP, _XZ, _LZMA = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"]\x00\x00"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # also what an office writes
_TAR = slice(257, 262)  # where a packed folder calls itself `ustar`
# 7-Zip, RAR, Zstandard, Windows' cabinets, LZ4, lzip, and what Unix once had.
_OTHERS = re.compile(
    rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|[\x22-\x28]\xb5\x2f\xfd|MSCF\x00{4}|\x04\x22\x4d\x18|LZIP\x01"
    rb"|\x1f[\x9d\xa0]"
)
_OTHER_ENDINGS = (".7z", ".rar", ".zst", ".cab")
_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # documents of an office, as it wrote them once
_SECTOR = 512
_BROKEN = (
    *(OSError, EOFError, ValueError, RuntimeError, NotImplementedError, MemoryError),
    *(zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError),
)


def is_packed(path: str, data: bytes) -> bool:
    """Whether a file holds others, by how it begins, and by its name where that says nothing."""
    head = data[:6]
    return (
        head.startswith((_GZIP, _XZ, *_ZIP))
        or (head.startswith(_BZIP) and data[4:10] in (b"1AY&SY", b"\x17rE8P\x90"))
        or (head.startswith(_LZMA) and splitext(path)[1] == ".lzma")
        or data[_TAR] == b"ustar"
        or _OTHERS.match(data) is not None
        or path.lower().endswith((*_ENDINGS, *_OTHER_ENDINGS))
    )


def files(path: str, data: bytes) -> Iterator[Inner]:
    """What a packed file holds. Raises UnreadableError where it can't be unpacked, or is huge."""
    try:
        if data[:4] in _ZIP:
            yield from _zip(data)
        elif data[:2] == _GZIP:
            yield from ((name, b"") for name in _former_names(data))
            with gzip.open(io.BytesIO(data)) as file:
                yield _within(path), _read(file)
        elif data[:3] == _BZIP:
            with bz2.open(io.BytesIO(data)) as file:
                yield _within(path), _read(file)
        elif data[:6] == _XZ or data[:3] == _LZMA:
            with lzma.open(io.BytesIO(data)) as file:
                yield _within(path), _read(file)
        elif data[_TAR] == b"ustar" or path.lower().endswith(".tar"):
            yield from _tar(data)
        else:
            raise UnreadableError("packed file")
    except _BROKEN:
        raise UnreadableError("packed file") from None


def is_locked(data: bytes) -> bool:
    """Whether a document of an office asks for a password."""
    for name in ("EncryptedPackage", "EncryptedSummary"):
        if name.encode("utf-16-le") in data:
            return True
    if not data.startswith(_OFFICE):
        return False
    for start in range(_SECTOR, len(data), _SECTOR):
        head = data[start : start + 0x80]
        if head[:2] == b"\xec\xa5" and len(head) > 11 and head[11] & 1:  # Word
            return True
        # Excel begins a workbook with what it is, and says next that there is a password.
        if head[:4] == b"\x09\x08\x10\x00" and b"\x2f\x00" in (head[20:22], head[24:26]):
            return True
    return False


def _within(path: str) -> str:
    name, ending = splitext(path.rpartition("/")[2])
    return f"{name}.tar" if ending.lower() in (".tgz", ".tbz2", ".txz") else name


def _read(file: gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile) -> bytes:
    found = file.read(_LARGEST + 1)
    if len(found) > _LARGEST:
        raise UnreadableError("packed file")
    return found


def _former_names(data: bytes) -> list[str]:
    """What a file was called before it was packed, and what was remarked."""
    flags, rest = data[3], data[10:]
    if flags & 4:
        rest = rest[2 + int.from_bytes(rest[:2], "little") :]
    count = bool(flags & 8) + bool(flags & 16)
    return [each.decode("utf-8", "replace") for each in rest.split(b"\0", count)[:count]]


def _zip(data: bytes) -> Iterator[Inner]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(each.file_size for each in packed.infolist()) > _LARGEST:
            raise UnreadableError("packed file")
        yield "", packed.comment
        for each in packed.infolist():
            yield "", each.comment
            yield each.filename, b"" if each.is_dir() else packed.read(each)


def _tar(data: bytes) -> Iterator[Inner]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as packed:
        left = _LARGEST
        for each in packed:
            left -= each.size
            if left < 0:
                raise UnreadableError("packed file")
            said = [each.linkname, each.uname, each.gname, *each.pax_headers.values()]
            yield "", "\n\n".join(map(str, said)).encode()
            file = packed.extractfile(each) if each.isfile() else None
            yield each.name, file.read() if file else b""
