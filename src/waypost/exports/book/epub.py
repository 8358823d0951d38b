"""The files of the book, and what says how they belong together (EPUB 3.3, 5)."""

from collections.abc import Iterator, Mapping
from datetime import UTC
from pathlib import Path

from lxml import etree
from lxml.etree import Element, SubElement, _Element

from waypost.exports.book.cover import cover
from waypost.exports.book.markup import language
from waypost.exports.book.names import SVG, XML
from waypost.exports.book.pages import CONTENTS, Pages, latest
from waypost.exports.model import Edition, Files
from waypost.feeds.text import legal
from waypost.permalinks import tag_uri

_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
_MEDIA = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
_ROOM = "EPUB"
STYLE = (Path(__file__).parent / "book.css").read_text("utf-8")


def book(edition: Edition) -> Files:
    """The files of the journal as a book, by their path in it."""
    made = Pages(edition)
    pages = made.all()
    inside = {
        **{path: _written(page) for path, page in pages.items()},
        **made.binding.files,
        "book.css": STYLE.replace("--accent", edition.looks.light).encode(),
        "cover.png": cover(edition, made.span),
    }
    return {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": _container(),
        f"{_ROOM}/book.opf": _package(made, pages, inside),
        **{f"{_ROOM}/{path}": data for path, data in inside.items()},
    }


def _package(book: Pages, pages: Mapping[str, _Element], inside: Files) -> bytes:
    edition, settings = book.edition, book.edition.journal.settings
    root = Element(f"{{{_OPF}}}package", nsmap={None: _OPF, "dc": _DC})  # type: ignore[dict-item]
    root.set("version", "3.0")
    root.set("unique-identifier", "id")
    root.set(f"{{{XML}}}lang", edition.language.code)
    meta = SubElement(root, f"{{{_OPF}}}metadata")

    def told(name: str, text: str, **given: str) -> None:
        SubElement(meta, f"{{{_DC}}}{name}", given).text = legal(text)

    def said(name: str, text: str) -> None:
        SubElement(meta, f"{{{_OPF}}}meta", {"property": name}).text = legal(text)

    told("identifier", tag_uri(settings.authority, "book"), id="id")
    told("title", edition.site.title or "–")
    for code in sorted(
        {edition.language.code, *_languages(book)},
        key=lambda code: (code != edition.language.code, code),
    ):
        told("language", code)
    told("creator", settings.author.name)
    if edition.site.description:
        told("description", edition.site.description)
    if settings.licence:
        told("rights", " ".join(filter(None, (settings.licence.name, settings.licence.url))))
    when = latest(edition).astimezone(UTC)
    told("date", when.strftime("%Y-%m-%d"))
    said("dcterms:modified", when.strftime("%Y-%m-%dT%H:%M:%SZ"))
    for name, value in _accessible(book, inside):
        said(f"schema:{name}", value)
    manifest = SubElement(root, f"{{{_OPF}}}manifest")
    spine = SubElement(root, f"{{{_OPF}}}spine")
    for number, path in enumerate([*pages, *sorted(inside.keys() - pages.keys())], 1):
        given = {
            "id": f"f{number}",
            "href": path,
            "media-type": _MEDIA[f".{path.rpartition('.')[2]}"],
        }
        has_drawing = path in pages and next(pages[path].iter(f"{{{SVG}}}svg"), None) is not None
        said_of = {"nav": path == CONTENTS, "cover-image": path == "cover.png", "svg": has_drawing}
        properties = [name for name, is_so in said_of.items() if is_so]
        if properties:
            given["properties"] = " ".join(properties)
        SubElement(manifest, f"{{{_OPF}}}item", given)
        if path in pages:
            SubElement(spine, f"{{{_OPF}}}itemref", {"idref": f"f{number}"})
    return _xml(root)


def _languages(book: Pages) -> Iterator[str]:
    for part in book.parts:
        for chapter in part.all():
            if code := language(chapter.language):
                yield code


def _accessible(book: Pages, inside: Files) -> Iterator[tuple[str, str]]:
    """What those who can't see are told before they open it (EPUB Accessibility 1.1, 2)."""
    has_pictures = any(path.startswith("pictures/") for path in inside)
    yield "accessMode", "textual"
    yield "accessMode", "visual"
    yield "accessModeSufficient", "textual" if not has_pictures else "textual,visual"
    if has_pictures:
        yield "accessModeSufficient", "textual"
    for feature in (
        "structuralNavigation",
        "tableOfContents",
        "readingOrder",
        "alternativeText",
        "index",
    ):
        yield "accessibilityFeature", feature
    yield "accessibilityHazard", "none"
    said = book._("Headings and contents lead through the text. Charts stand beside their figures.")
    yield "accessibilitySummary", said


def _written(page: _Element) -> bytes:
    etree.cleanup_namespaces(page, keep_ns_prefixes=["epub"])
    return etree.tostring(page, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")


def _xml(root: _Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _container() -> bytes:
    root = Element(f"{{{_CONTAINER}}}container", {"version": "1.0"}, nsmap={None: _CONTAINER})  # type: ignore[dict-item]
    files = SubElement(root, f"{{{_CONTAINER}}}rootfiles")
    given = {"full-path": f"{_ROOM}/book.opf", "media-type": "application/oebps-package+xml"}
    SubElement(files, f"{{{_CONTAINER}}}rootfile", given)
    return _xml(root)
