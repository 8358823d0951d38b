"""SVG: a drawing as text, in which programs, notes and photographs can hide."""

import re
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable
from io import BytesIO

from lxml import etree

from waypost.pictures.walk import PROGRAM, WORDS, DamagedError, Data, Walk

_SVG = "http://www.w3.org/2000/svg"
_SHOWN = (
    "",
    _SVG,
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1998/Math/MathML",
)
_PROGRAMS = {"script", "handler", "listener", "iframe", "object", "embed"}
# Where an address may stand, also one that a drawing takes on while it moves.
_ADDRESSES = {"href", "src", "from", "to", "by", "values"}
_RUNS = re.compile(r"javascript:|vbscript:|data:(?:text/html|[^,;]*xml)", re.IGNORECASE)
_PHOTOGRAPH = re.compile(r"\s*(data:image/[\w+.-]+;base64,)(.*)", re.DOTALL | re.IGNORECASE)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")

Inner = Callable[[bytes], Walk | None]
"""Takes a picture within the drawing apart; nothing where it can't."""


def walk(data: Data, inner: Inner) -> Walk:
    """A drawing without notes, programs, and what only the program that made it reads.

    A drawing without any of these stays as it is, byte by byte.
    """
    text = data[: len(data)]
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(text, parser)
        found = Walk(*_size(root))
        _clean(root, found, inner)
        found.kept = [text]
        if found.gone:
            etree.cleanup_namespaces(root)
            tree = root.getroottree()
            written = BytesIO()
            tree.write(written, encoding=tree.docinfo.encoding or "utf-8")
            found.kept = [written.getvalue()]
    except (etree.LxmlError, LookupError) as error:
        raise DamagedError from error
    return found


def _size(root: etree._Element) -> tuple[int, int]:
    if etree.QName(root).localname != "svg":
        raise DamagedError
    sides = (_LENGTH.fullmatch(root.get(name) or "") for name in ("width", "height"))
    width, height = (round(float(each[1])) if each else 0 for each in sides)
    return width, height


def _clean(root: etree._Element, found: Walk, inner: Inner) -> None:
    around = [*root.itersiblings(preceding=True), *root.itersiblings()]
    for each in around:
        if not _is_style(each):
            found.gone.append((WORDS, etree.tostring(each, with_tail=False)))
            # Beside the root there is no parent to ask.
            root.append(each)
            root.remove(each)
    for element in list(root.iter()):
        if element is not root and element.getparent() is None:
            continue  # gone with what it stood in
        what = _gone(element)
        if what is not None:
            found.gone.append((what, etree.tostring(element, with_tail=False)))
            _drop(element)
        elif isinstance(element.tag, str):
            _attributes(element, found, inner)


def _gone(element: etree._Element) -> str | None:
    """What an element is that goes; None of one that stays."""
    if not isinstance(element.tag, str):
        is_note = isinstance(element, (etree._Comment, etree._ProcessingInstruction))
        return WORDS if is_note else None  # or an entity
    name = etree.QName(element)
    if name.localname.lower() in _PROGRAMS:
        return PROGRAM
    if (name.namespace or "") not in _SHOWN or name.localname == "metadata":
        return WORDS
    return None


def _attributes(element: etree._Element, found: Walk, inner: Inner) -> None:
    for key, value in element.attrib.items():
        name = etree.QName(str(key))
        text = str(value)
        if name.localname.lower().startswith("on") or (
            name.localname in _ADDRESSES and _RUNS.search(re.sub(r"[\s\0-\x1f]", "", text))
        ):
            found.gone.append((PROGRAM, text.encode("utf-8", "replace")))
            del element.attrib[key]
        elif (name.namespace or "") not in _SHOWN or (
            name.localname == "content" and text.lstrip().startswith("<mxfile")
        ):
            found.gone.append((WORDS, text.encode("utf-8", "replace")))
            del element.attrib[key]
        elif name.localname == "href" and (match := _PHOTOGRAPH.match(text)):
            element.attrib[key] = _photograph(match, found, inner)


def _photograph(match: re.Match[str], found: Walk, inner: Inner) -> str:
    """The address of a picture within the drawing, which has metadata of its own."""
    try:
        data = b64decode(re.sub(r"\s|%0A|%20", "", match[2]).replace("%2B", "+"))
    except (Error, ValueError):
        raise DamagedError from None
    walked = inner(data)
    if walked is None:
        raise DamagedError
    clean = b"".join(walked.kept)
    if clean == data:
        return match[0]
    found.gone += walked.gone or [(WORDS, b"")]
    return match[1] + b64encode(clean).decode()


def _is_style(element: etree._Element) -> bool:
    return getattr(element, "target", "") == "xml-stylesheet"


def _drop(element: etree._Element) -> None:
    """Take an element out, and leave the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        raise DamagedError  # all of it is a program
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)
