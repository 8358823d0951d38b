"""What a file says: its text, and what it holds where nobody sees it."""

import io
import json
import re
from base64 import b64decode
from binascii import Error as NotBase64Error
from collections.abc import Collection, Iterator
from contextlib import suppress
from posixpath import splitext
from typing import Any
from urllib.parse import unquote_to_bytes

from waypost import pictures
from waypost.privacy import packed
from waypost.privacy.documents import document
from waypost.privacy.kinds import Passage, UnreadableError, Where
from waypost.privacy.legible import WIDE, around, legible
from waypost.privacy.legible import text as as_text

_ESCAPED = (".json", ".webmanifest", ".jsonld", ".geojson", ".map", ".js", ".mjs")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DATA = re.compile(
    r"data:(?P<kind>[\w.+-]+/[\w.+-]+)?(?:;(?!base64)[\w=.+-]*)*(?P<is64>;base64)?,"
    r"(?P<data>[\w+/%=.~!*'()-]{24,})"
)
_KINDS = {"svg+xml": ".svg", "jpeg": ".jpg", "plain": ".txt"}
_DEEPEST = 4  # a packed file in a packed file
_VALUES = 100_000  # letters of a value in a picture's metadata: more is no text


def passages(
    path: str, data: bytes, needles: Collection[bytes], depth: int = 0
) -> Iterator[Passage]:
    """What a file says, with its text first; in a film or the like, what is around the `needles`.

    Raises UnreadableError for a document that can't be opened: then nobody knows what is in it.
    """
    ending = splitext(path)[1].lower()
    if not data:
        return
    if depth > _DEEPEST:
        raise UnreadableError("packed file")
    if packed.is_packed(path, data):
        yield from _inside(packed.files(path, data), needles, depth)
    elif ending == ".pdf" or data[:5] == b"%PDF-":
        yield from _document(data, needles, depth)
    elif pictures.kind(path, data[: pictures.HEAD]) not in (None, "SVG"):
        yield from _picture(path, data, needles)
    elif data[:2] in WIDE or not _CONTROL.search(data):
        text = as_text(data)
        yield Passage(_unescaped(text) if ending in _ESCAPED else text, Where.TEXT)
        yield from _inside(_embedded(text), needles, depth)
    elif packed.is_locked(data):
        raise UnreadableError("document")
    else:
        yield _noise(data, needles)


def _inside(
    files: Iterator[packed.Inner], needles: Collection[bytes], depth: int
) -> Iterator[Passage]:
    """What the files say that lie in another one, and what they are called."""
    for name, data in files:
        yield Passage(name, Where.INSIDE)
        for passage in passages(name, data, needles, depth + 1):
            yield passage._replace(where=Where.INSIDE)


def _noise(data: bytes, needles: Collection[bytes]) -> Passage:
    return Passage(around(data, needles), Where.METADATA, is_certain=False)


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


def _document(data: bytes, needles: Collection[bytes], depth: int) -> Iterator[Passage]:
    pages, strings, files = document(data)
    for page in pages:
        yield Passage(page, Where.INSIDE)
    yield Passage(strings, Where.METADATA)
    yield from _inside((("", each) for each in files), needles, depth)
    yield _noise(data, needles)


def _picture(path: str, data: bytes, needles: Collection[bytes]) -> Iterator[Passage]:
    """What a picture says of itself, and what its colour profile does; its dots are not read."""
    from PIL import Image

    picture, _ = pictures.read(path, data)
    if picture is None:
        yield _noise(data, needles)
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
        yield legible(value)
        yield as_text(value)
    elif isinstance(value, str):
        yield value[:_VALUES]


def _unescaped(text: str) -> str:
    """JSON without the escapes of its strings, each on a line."""
    try:
        return "\n".join(_values(json.loads(text)))
    except (ValueError, RecursionError):
        return re.sub(r"\\[nrtbf]", " ", text)
