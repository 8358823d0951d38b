"""The book as a PDF: the same pages, one behind the other, set by WeasyPrint."""

import posixpath
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.etree import Element, SubElement, _Element

from waypost.exports.book.epub import book
from waypost.exports.book.names import OPS, XHTML
from waypost.exports.book.pages import CONTENTS, latest
from waypost.exports.model import Edition, Files

_ROOM = "EPUB/"
_STYLE = (Path(__file__).parent / "print.css").read_text("utf-8")
_AT_HOME = "https://book.invalid/"


class PrintingError(Exception):
    """The book can't be printed here; holds why, in the author's words."""


def pdf(edition: Edition) -> bytes:
    """The book as a PDF (PDF/UA-1), the same bytes for the same journal. Raises PrintingError."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except (ImportError, OSError):
        raise PrintingError(
            "The book to print needs WeasyPrint, which is not here, or Pango, a program that "
            "WeasyPrint needs. manual/archive.md tells how to get both."
        ) from None
    files = {path.removeprefix(_ROOM): data for path, data in book(edition).items()}
    page = _one_page(edition, files)
    text = etree.tostring(page, encoding="unicode", method="html", doctype="<!DOCTYPE html>")

    class Shelf(URLFetcher):  # type: ignore[misc]
        """What the pages may ask for: files of the book, and nothing else."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
            path = unquote(url.removeprefix(_AT_HOME))
            data = files.get(path) or edition.file(f"assets/waypost/{path}") or b""
            return URLFetcherResponse(url, data)

    made = HTML(string=text, base_url=_AT_HOME, url_fetcher=Shelf())
    found = made.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"waypost")
    assert isinstance(found, bytes)
    return found


def _one_page(edition: Edition, files: Files) -> _Element:
    """All pages of the book as one: each is a section, and links lead from one to the other."""
    root = Element("html", {"lang": edition.language.code})
    head = SubElement(root, "head")
    SubElement(head, "title").text = edition.site.title
    SubElement(head, "meta", {"name": "author", "content": edition.journal.settings.author.name})
    when = latest(edition).isoformat()
    for name in ("dcterms.created", "dcterms.modified"):
        SubElement(head, "meta", {"name": name, "content": when})
    SubElement(head, "style").text = files["book.css"].decode("utf-8") + _STYLE
    body = SubElement(root, "body")
    for path in _spine(files):
        body.append(_section(path, etree.fromstring(files[path])))
    return root


def _spine(files: Files) -> Iterable[str]:
    package = etree.fromstring(files["book.opf"])
    places = {item.get("id"): item.get("href") or "" for item in package.iter("{*}item")}
    return [places[each.get("idref")] for each in package.iter("{*}itemref")]


def _section(path: str, page: _Element) -> _Element:
    """A page of the book as a section of one, its ids with its name before them."""
    found = page.find(f"{{{XHTML}}}body/{{{XHTML}}}section")
    assert found is not None
    title = page.findtext(f"{{{XHTML}}}head/{{{XHTML}}}title") or ""
    kind = (
        "contents"
        if path == CONTENTS
        else "chapter"
        if found.get(f"{{{OPS}}}type") == "chapter"
        else ""
    )
    for marks in [each for each in found.iter(f"{{{XHTML}}}nav") if each.get("hidden")]:
        found.remove(marks)
    for element in found.iter():
        if not isinstance(element.tag, str):
            continue
        if element.get("id"):
            element.set("id", _mark(path, element.get("id") or ""))
        if link := element.get("href"):
            element.set("href", _within(path, link))
        if source := element.get("src"):
            element.set("src", posixpath.normpath(posixpath.join(posixpath.dirname(path), source)))
        for name in [name for name in element.attrib if str(name).startswith("{")]:
            del element.attrib[name]
        element.tag = str(element.tag).rpartition("}")[2]
    found.set("class", " ".join(filter(None, ("page", found.get("class"), kind))))
    found.set("data-title", title)
    found.set("id", _mark(path))
    if code := page.get("lang"):
        found.set("lang", code)
    found.tail = None
    return found


def _within(path: str, link: str) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return link
    target = (
        posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
        if parts.path
        else path
    )
    return f"#{_mark(target, parts.fragment)}"


def _mark(path: str, identity: str = "") -> str:
    found = re.sub(r"[^A-Za-z0-9-]", lambda sign: f"_{ord(sign[0]):x}", path)
    return f"p-{found}" + (f"--{identity}" if identity else "")
