"""What the W3C's feed validator (github.com/w3c/feedvalidator) would say of a feed.

The validator can't be installed beside the tests, so its rules are told again here, for the
vocabularies that Waypost publishes: RSS 2.0 and Atom with Dublin Core, RSS's content module and
RFC 5005, and OPML. Each complaint begins with the validator's own name of the message; those names
are explained at validator.w3.org/feed/docs. Only errors and warnings count, no mere advice.

Where the validator overlooks something by accident, this checker is a little stricter. Nothing is
fetched: what a server says of a file (its type, its encoding) is beyond it.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from validity import atom, opml, rss
from validity.elements import NAMESPACES, Document, Element, Rule, named, walk
from validity.values import Finding

__all__ = ["complaints"]

_ROOTS: dict[str, Rule] = {"rss": rss.RSS, "atom:feed": atom.FEED, "opml": opml.OPML}
_DECLARATION = re.compile(
    rb"""<\?xml\s+version\s*=\s*["'](?P<version>[\w.\-:]*)["']"""
    rb"""(?:\s+encoding\s*=\s*["'](?P<encoding>[\w.\-]*)["'])?"""
)
_COMMON = ("utf-8", "utf-16", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252")
_BAD = re.compile("[\x80-\x9f\ufffd]")


def complaints(data: bytes, url: str, now: datetime | None = None) -> list[str]:
    """Every error and warning about a feed that is published at an address, [] if it is well.

    `now` is the moment after which a date is still to come.
    """
    found = [f"{message}: document: {why}" for message, why in _of_bytes(data)]
    if any(each.startswith(("UnicodeError", "UnknownEncoding")) for each in found):
        return found
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        name = "UndefinedNamedEntity" if "Entity '" in error.msg else "SAXError"
        return [*found, f"{name}: document: {error.msg}"]
    lines = enumerate(data.splitlines(), 1)
    spelt = frozenset(number for number, line in lines if b"&#x" in line)
    document = Document(root, url, now or datetime.now(UTC), spelt)
    for each in root.iter("*"):
        found += _of_namespaces(each, document.kind)
        found += _of_characters(each)
    rule = _ROOTS.get(document.kind)
    if rule is None:
        return [*found, f"{_of_root(root)}: {root.tag}: neither RSS 2.0 nor Atom nor OPML"]
    return [*found, *walk(root, rule, document)]


def _of_bytes(data: bytes) -> Iterator[Finding]:
    """What is wrong before there is any XML: its version, its encoding."""
    declared = _DECLARATION.match(data.removeprefix(b"\xef\xbb\xbf"))
    version = declared["version"].decode() if declared else "1.0"
    encoding = (declared["encoding"] or b"utf-8").decode() if declared else "utf-8"
    if version != "1.0":
        yield "BadXmlVersion", version
    try:
        data.decode(encoding)
    except LookupError:
        yield "UnknownEncoding", encoding
    except UnicodeDecodeError as error:
        yield "UnicodeError", str(error)
    else:
        if encoding.lower() not in _COMMON:
            yield "ObscureEncoding", encoding


def _of_root(root: Element) -> str:
    name = etree.QName(root)
    if name.localname == "feed":
        return "InvalidNamespace" if name.namespace else "MissingNamespace"
    return "InvalidNamespace" if name.localname == "rss" else "UndefinedElement"


def _of_namespaces(element: Element, kind: str) -> Iterator[str]:
    parent = element.getparent()
    around = {} if parent is None else parent.nsmap
    for prefix, uri in element.nsmap.items():
        if around.get(prefix) == uri:
            continue
        usual = NAMESPACES.get(uri)
        if prefix in NAMESPACES.values() and usual != prefix:
            yield f"ReservedPrefix: {prefix}: {uri}"
        elif usual is None:
            yield f"UnknownNamespace: {prefix or 'xmlns'}: {uri}"
        elif kind == "atom:feed" and prefix and usual in ("atom", "xhtml"):
            yield f"AvoidNamespacePrefix: {prefix}: {uri}"


def _of_characters(element: Element) -> Iterator[str]:
    texts = [element.text, *(each.tail for each in element), *map(str, element.attrib.values())]
    for text in texts:
        if text and (_BAD.search(text) or _encoded_twice(text)):
            yield f"BadCharacters: {named(element)}: {text.strip()[:40]!r}"


def _encoded_twice(text: str) -> bool:
    """Whether a text looks like UTF-8 that was taken for Latin 1 and encoded once more."""
    if not re.search("[\xc2\xc3][\x80-\xbf]", text):
        return False
    try:
        text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True
