"""What a file says: its text, and what it holds where nobody sees it."""

import gzip
import io
import json
import re
import zipfile
import zlib
from base64 import b64decode
from binascii import Error as NotBase64Error
from collections.abc import Iterator
from contextlib import suppress
from enum import Enum
from posixpath import splitext
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from waypost import pictures

_ESCAPED = (".json", ".webmanifest", ".jsonld", ".geojson", ".map", ".js", ".mjs")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DATA = re.compile(
    r"data:(?P<kind>[\w.+-]+/[\w.+-]+)?(?:;(?!base64)[\w=.+-]*)*(?P<is64>;base64)?,"
    r"(?P<data>[\w+/%=.~!*'()-]{24,})"
)
_KINDS = {"svg+xml": ".svg", "jpeg": ".jpg", "plain": ".txt"}
# What can be read in a file that is no text: in UTF-8 or Latin-1, and in UTF-16 of both kinds.
_LEGIBLE = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3}|[\xc0-\xff](?=[\x20-\x7e])){6,}"
)
_WIDE = re.compile(
    rb"(?:[\t\n\r\x20-\x7e\xa0-\xff]\x00){4,}|(?:\x00[\t\n\r\x20-\x7e\xa0-\xff]){4,}"
)
_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 with its mark
_DEEPEST = 4  # a packed file in a packed file
_LARGEST = 200_000_000  # bytes that a packed file may come to
_VALUES = 100_000  # letters of a value in a picture's metadata: more is no text


class Where(Enum):
    """Where in a file something stands, which decides how it is mended."""

    TEXT = "text"
    NAME = "name"
    METADATA = "metadata"
    INSIDE = "inside"


class Passage(NamedTuple):
    """A part of what a file says. Where `is_certain` is not set, it may be noise."""

    text: str
    where: Where
    is_certain: bool = True


class UnreadableError(Exception):
    """Nobody can tell what a file says; holds what kind it is, in the author's words."""


def passages(path: str, data: bytes, depth: int = 0) -> Iterator[Passage]:
    """What a file says, with its text first.

    Raises UnreadableError for a document that can't be opened: then nobody knows what is in it.
    """
    ending = splitext(path)[1].lower()
    if depth > _DEEPEST:
        raise UnreadableError("packed file")
    if ending == ".gz" or data[:2] == b"\x1f\x8b":
        yield from _inside(_unpacked(path, data), depth)
    elif data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):  # also what an office writes
        yield from _inside(_members(data), depth)
    elif ending == ".pdf" or data[:5] == b"%PDF-":
        yield from _document(data)
    elif pictures.kind(path, data[: pictures.HEAD]) not in (None, "SVG"):
        yield from _picture(path, data)
    elif data[:2] in _WIDE_TEXT or not _CONTROL.search(data):
        text = _text(data)
        yield Passage(_unescaped(text) if ending in _ESCAPED else text, Where.TEXT)
        yield from _inside(_embedded(text), depth)
    elif "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableError("document")
    else:
        yield from _legible(data)


def _inside(files: Iterator[tuple[str, bytes]], depth: int) -> Iterator[Passage]:
    """What the files say that lie in another one, and what they are called."""
    for name, data in files:
        yield Passage(name, Where.INSIDE)
        for passage in passages(name, data, depth + 1):
            yield passage._replace(where=Where.INSIDE)


def _unpacked(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with gzip.open(io.BytesIO(data)) as file:
            found = file.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error):
        raise UnreadableError("packed file") from None
    if len(found) > _LARGEST:
        raise UnreadableError("packed file")
    yield splitext(path)[0].rpartition("/")[2], found


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(each.file_size for each in packed.infolist()) > _LARGEST:
                raise UnreadableError("packed file")
            yield "", packed.comment
            for each in packed.infolist():
                yield each.filename, b"" if each.is_dir() else packed.read(each)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, NotImplementedError, OSError):
        raise UnreadableError("packed file") from None


def _embedded(text: str) -> Iterator[tuple[str, bytes]]:
    """Pictures and files that stand in a text themselves, as addresses that begin with `data:`."""
    for match in _DATA.finditer(text) if "data:" in text else ():
        kind = (match["kind"] or "text/plain").rpartition("/")[2]
        raw = unquote_to_bytes(match["data"])
        try:
            data = b64decode(raw + b"==") if match["is64"] else raw
        except (NotBase64Error, ValueError):
            continue
        yield f"data{_KINDS.get(kind, f'.{kind}')}", data


def _document(data: bytes) -> Iterator[Passage]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        for page in reader.pages:
            yield Passage(page.extract_text(), Where.INSIDE)
            notes: Any = page.get("/Annots") or ()
            for note in notes:
                yield Passage("\n".join(_noted(note.get_object())), Where.INSIDE)
        yield Passage("\n".join(_values(dict(reader.metadata or {}))), Where.METADATA)
        for name, versions in reader.attachments.items():
            yield Passage(name, Where.INSIDE)
            for version in versions:
                yield from _inside(iter([(name, version)]), 1)
        root: Any = reader.trailer["/Root"]
        if (xmp := root.get("/Metadata")) is not None:
            yield Passage(_text(xmp.get_object().get_data()), Where.METADATA)
    except (PyPdfError, KeyError, ValueError, TypeError, AttributeError, RecursionError, OSError):
        raise UnreadableError("PDF") from None
    yield from _legible(data)


def _noted(note: Any) -> Iterator[str]:
    """What a note on a page says, and where a link leads."""
    yield from _values(note.get("/Contents"))
    yield from _values((note.get("/A") or {}).get("/URI"))


def _picture(path: str, data: bytes) -> Iterator[Passage]:
    """What a picture says of itself, and what its colour profile does; its dots are not read."""
    from PIL import Image

    picture, _ = pictures.read(path, data)
    if picture is None:
        yield from _legible(data)
        return
    for _, part in picture.walk.gone:
        yield Passage("\n".join(_values(part)), Where.METADATA)
    with suppress(Exception), Image.open(io.BytesIO(data)) as image:  # Pillow raises anything
        yield Passage("\n".join(_values(image.info.get("icc_profile"))), Where.METADATA)


def _values(value: Any) -> Iterator[str]:
    """Every text in a value, whatever holds it."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _values(name)
            yield from _values(each)
    elif isinstance(value, list | tuple | set):
        for each in value:
            yield from _values(each)
    elif isinstance(value, bytes) and len(value) < _VALUES:
        yield from (passage.text for passage in _legible(value))
        yield _text(value)
    elif isinstance(value, str):
        yield value[:_VALUES]


def _legible(data: bytes) -> Iterator[Passage]:
    """What looks like text in a file that is none, which may be noise."""
    found = [match[0].decode("utf-8", "replace") for match in _LEGIBLE.finditer(data)]
    for match in _WIDE.finditer(data):
        kind = "utf-16-be" if match[0][:1] == b"\x00" else "utf-16-le"
        found.append(match[0].decode(kind, "replace"))
    yield Passage(".\n\n".join(found), Where.METADATA, is_certain=False)


def _text(data: bytes) -> str:
    if data[:2] in _WIDE_TEXT:
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _unescaped(text: str) -> str:
    """JSON without the escapes of its strings, each on a line."""
    try:
        return "\n".join(_values(json.loads(text)))
    except (ValueError, RecursionError):
        return re.sub(r"\\[nrtbf]", " ", text)
