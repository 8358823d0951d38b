"""What a PDF says: on its pages, and in all that its pages do not show."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from waypost.privacy.kinds import UnreadableError
from waypost.privacy.legible import text

_MANY = 300_000  # objects: a book with a picture on each page has not a tenth of them
_LARGEST = 100_000_000  # letters of all the strings
# What may lead to a text or to a file that is kept in a stream of its own.
_KEPT = frozenset(("/JS", "/RV", "/XFA", "/F", "/UF", "/DOS", "/Mac", "/Unix", "/V", "/DV"))
_KINDS = ("/Metadata", "/EmbeddedFile")
_UTF_8 = b"\xef\xbb\xbf"


class Document(NamedTuple):
    """What its pages show, its strings and names (of notes, bookmarks, fields), and its files."""

    pages: list[str]
    strings: str
    files: list[bytes]


def document(data: bytes) -> Document:
    """All that a PDF says. Raises UnreadableError if any part of it can't be read."""
    from pypdf import PdfReader

    with _in_silence():
        try:
            reader = PdfReader(io.BytesIO(data))
            pages = [page.extract_text() for page in reader.pages]
            strings, files = _objects(reader)
        except Exception:  # pypdf raises anything, and tells so itself
            raise UnreadableError("PDF") from None
    return Document(pages, strings, files)


@contextmanager
def _in_silence() -> Iterator[None]:
    """While a PDF is read, its reader keeps to itself what it thinks of it."""
    log = logging.getLogger("pypdf")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(level)


def _objects(reader: Any) -> tuple[str, list[bytes]]:
    """Every string and name in a document, each once; and what its streams of text hold."""
    numbers = {(number, each) for each, there in reader.xref.items() for number in there}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > _MANY:
        raise UnreadableError("PDF")
    found: dict[str, None] = {}
    streams: dict[int, Any] = {}
    kept: set[int] = set()
    size = 0
    for said in _strings(reader.trailer, "", kept):
        found[said] = None
    for number, generation in sorted(numbers):
        each = _object(reader, number, generation)
        if hasattr(each, "get_data"):
            streams[number] = each
            if each.get("/Type") in _KINDS:
                kept.add(number)
        for said in _strings(each, "", kept):
            size += len(said) if said not in found else 0
            found[said] = None
        if size > _LARGEST:
            raise UnreadableError("PDF")
    files = [streams[number].get_data() for number in sorted(kept & streams.keys())]
    return "\n\n".join(found), files


def _object(reader: Any, number: int, generation: int) -> Any:
    from pypdf.generic import IndirectObject

    return reader.get_object(IndirectObject(number, generation, reader))


def _strings(value: Any, key: str, kept: set[int]) -> Iterator[str]:
    """The strings and names in an object; notes in `kept` which others it keeps a text in."""
    from pypdf.generic import DictionaryObject, IndirectObject, NameObject

    if isinstance(value, IndirectObject):
        if key in _KEPT:
            kept.add(value.idnum)
    elif isinstance(value, DictionaryObject):
        for name in value:
            yield name[1:]
            yield from _strings(value.raw_get(name), name, kept)
    elif isinstance(value, list):
        for each in list.__iter__(value):
            yield from _strings(each, key, kept)
    elif isinstance(value, NameObject):
        yield value[1:]
    elif isinstance(value, bytes):
        yield text(value)
    elif isinstance(value, str):
        yield _decoded(value)


def _decoded(value: Any) -> str:
    """A string of a document, also where it is in UTF-8, which came late to PDF."""
    data: bytes = value.original_bytes
    return text(data) if data.startswith(_UTF_8) else str(value)
