"""Atom (RFC 4287) with the archives of RFC 5005, and those of its elements that RSS borrows."""

import base64
import binascii
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from validity import checks, content, values
from validity.elements import (
    XHTML,
    Document,
    Element,
    Rule,
    Value,
    children,
    many,
    named,
    own_text,
)
from validity.values import Finding
from validity.vocabulary import PAGING, RELATIONS

_PUBLISHED = ("atom:feed", "channel")
_FEEDS = ("application/atom+xml", "application/rss+xml", "application/rdf+xml")


def relation(link: Element) -> str:
    return (link.get("rel") or "alternate").removeprefix(
        "http://www.iana.org/assignments/relation/"
    )


# --- Links --------------------------------------------------------------------------------------


def _link(link: Element, document: Document) -> Iterator[Finding]:
    yield from _relation(link)
    kind = link.get("type")
    if kind is not None:
        bad = list(values.media_type(kind))
        yield from bad
        if not bad and relation(link) == "self" and kind.partition(";")[0] not in _FEEDS:
            yield "SelfNotAtom", kind
    if link.get("title") == "":
        yield "AttrNotBlank", "@title"
    if own_text(link).strip():
        yield "AtomLinkNotEmpty", own_text(link).strip()[:30]
    if link.get("href") is None:
        yield "MissingHref", "no @href"
    else:
        yield from _target(link, document)


def _relation(link: Element) -> Iterator[Finding]:
    found = relation(link)
    if link.get("rel") == "":
        yield "AttrNotBlank", "@rel"
    elif found not in RELATIONS and list(values.address(found, full=True)):
        yield "UnregisteredAtomLinkRel", found
    parent = link.getparent()
    if found in PAGING and parent is not None and named(parent) == "atom:entry":
        yield "FeedHistoryRelInEntry", found


def _target(link: Element, document: Document) -> Iterator[Finding]:
    href = link.get("href", "")
    found = list(values.address(href, message="InvalidIRI", iri=True))
    yield from found
    base = document.base(link)
    target = values.joined(base, href)
    ends = [(values.canonical(each) or each).partition("#")[0] for each in (target, base)]
    published = (values.canonical(document.url) or document.url).partition("#")[0]
    if not found and ends[0] == ends[1] != published:
        yield "SameDocumentReference", f"{href!r} is the xml:base"
    parent = link.getparent()
    if relation(link) == "self" and parent is not None and named(parent) in _PUBLISHED:
        yield from _relative_self(link, href)
        if ends[0] != published:
            yield "SelfDoesntMatchLocation", f"{href!r}, not {document.url!r}"


def _relative_self(link: Element, href: str) -> Iterator[Finding]:
    key = "{http://www.w3.org/XML/1998/namespace}base"
    around = [href, *(each.get(key, "") for each in (link, *link.iterancestors()))]
    if not any("//" in each for each in around):
        yield "RelativeSelf", repr(href)


LINK = Rule(
    attributes={
        "href": (),
        "hreflang": (checks.language,),
        "length": (checks.not_negative, checks.filled),
        "rel": (),
        "title": (checks.plain,),
        "type": (),
    },
    free=True,
    twice=None,
    whole=_link,
)

# --- Text and content ---------------------------------------------------------------------------


def _text(element: Element, document: Document) -> Iterator[Finding]:
    kind = element.get("type", "text")
    if "/" in kind:
        yield "InvalidTextType", kind
    yield from _content(element, document)


def _content(element: Element, document: Document) -> Iterator[Finding]:
    kind = element.get("type", "" if "src" in element.attrib else "text")
    source = element.get("src")
    text = own_text(element)
    value = Value(text, text, element, document)
    if element.get("type") == "":
        yield "AttrNotBlank", "@type"
    if document.kind == "rss" and source is None and named(element) != "atom:summary":
        yield "DuplicateDescriptionSemantics", "RSS has a word of its own for it"
    if source is not None:
        yield from values.address(source, message="InvalidURIAttribute")
        if "type" not in element.attrib:
            yield "MissingTypeAttr", "@src without @type"
    if kind == "multipart/alternative":
        yield "InvalidMIMEType", kind
    elif kind and (kind not in ("text", "html", "xhtml") or source is not None):
        yield from values.media_type(kind)
    if not text and not children(element) and source is None:
        yield "NotBlank", "empty"
    if kind == "xhtml":
        yield from _xhtml(element, value)
    elif source is None:
        yield from _of_type(kind, value)


def _of_type(kind: str, value: Value) -> Iterator[Finding]:
    if kind.endswith(("+xml", "/xml")):
        if kind == "application/xhtml+xml":
            for child in children(value.element):
                if etree.QName(child).localname != "html":
                    yield "HtmlFragment", f"<{etree.QName(child).localname}> as {kind}"
        return
    for child in children(value.element):
        yield "UndefinedElement", f"<{etree.QName(child).localname}> in @type {kind!r}"
    if kind == "html" or kind.endswith("/html"):
        yield from content.unsafe(value.text)
        if kind != "html" and "<html" not in value.text:
            yield "HtmlFragment", f"a piece of HTML as {kind}"
    elif "/" in kind and not kind.startswith("text/"):
        try:
            base64.b64decode("".join(value.text.split()), validate=True)
        except (binascii.Error, ValueError):
            yield "NotBase64", f"@type {kind!r}"
    else:
        yield from checks.like_html(value, value.text, "ContainsUndeclaredHTML")


def _xhtml(element: Element, value: Value) -> Iterator[Finding]:
    divs = children(element)
    if value.text.strip() or [each for each in divs if each.tag != f"{{{XHTML}}}div"]:
        yield "MissingXhtmlDiv", "something beside the one <div>"
    for div in divs:
        if not children(div):
            yield from checks.like_html(value, own_text(div), "NotInline")
        for each in div.iterdescendants("*"):
            name = etree.QName(each)
            if name.namespace is None:
                yield "MissingNamespace", name.localname
            elif name.namespace != XHTML:
                yield "NotHtml", f"<{name.localname}>: this checker knows XHTML alone"
            else:
                yield from content.unsafe_tag(name.localname)
                yield from content.unsafe_attributes({str(k): str(v) for k, v in each.items()})


_TEXT_ATTRIBUTES: dict[str, tuple[()]] = {"type": (), "src": ()}
TEXT = Rule(attributes=_TEXT_ATTRIBUTES, free=True, whole=_text)
CONTENT = Rule(attributes=_TEXT_ATTRIBUTES, free=True, whole=_content)

# --- People, categories, metadata ---------------------------------------------------------------


def missing(element: Element, *names: str, message: str = "MissingElement") -> Iterator[Finding]:
    """Each child that an element should have and has not."""
    for name in names:
        if not children(element, name):
            yield message, name


def _person(element: Element, _: Document) -> Iterator[Finding]:
    yield from missing(element, "atom:name")


PERSON = Rule(
    children={
        "atom:name": Rule((checks.plain, checks.no_mailbox, checks.filled)),
        "atom:email": Rule((checks.mailbox,)),
        "atom:uri": Rule((checks.filled, checks.iri, checks.trimmed)),
    },
    twice=None,
    whole=_person,
)
CATEGORY = Rule(
    attributes={
        "term": (checks.filled,),
        "scheme": (checks.full_address,),
        "label": (checks.plain,),
    },
    required=("term",),
    children={},
    twice=None,
)
GENERATOR = Rule((checks.plain, checks.filled), {"uri": (checks.address_attribute,), "version": ()})
MOMENT = Rule((checks.rfc3339, checks.trimmed))
ID = Rule((checks.canonical, checks.trimmed))
IMAGE = Rule((checks.filled, checks.trimmed, checks.address))
MARK = Rule(children={}, twice=None)
"""`fh:archive` and `fh:complete`, which say all by being there."""

_DUBLIN_TEXTS = "contributor coverage creator identifier publisher relation subject"
DUBLIN_CORE = {
    **{f"dc:{name}": many() for name in _DUBLIN_TEXTS.split()},
    **{f"dc:{name}": Rule() for name in ("description", "format", "source", "title", "type")},
    "dc:date": Rule((checks.w3cdtf,)),
    "dc:language": Rule((checks.language,)),
    "dc:rights": Rule((checks.plain,)),
}

_METADATA = {
    "atom:author": PERSON,
    "atom:category": CATEGORY,
    "atom:contributor": PERSON,
    "atom:generator": GENERATOR,
    "atom:icon": IMAGE,
    "atom:id": ID,
    "atom:link": LINK,
    "atom:logo": IMAGE,
    "atom:rights": TEXT,
    "atom:subtitle": TEXT,
    "atom:title": TEXT,
    "atom:updated": MOMENT,
    "fh:archive": MARK,
    "fh:complete": MARK,
}

# --- Entries and feeds --------------------------------------------------------------------------


def alternates(element: Element) -> Iterator[Finding]:
    """Links to the same thing in the same form: a reader would not know which."""
    found = [each for each in children(element, "atom:link") if relation(each) == "alternate"]
    kinds = Counter((each.get("type", ""), each.get("hreflang", "")) for each in found)
    for kind, count in kinds.items():
        if count > 1:
            yield "DuplicateAtomLink", f"{count} alternates, all {kind[0] or 'without @type'}"


def _entry(entry: Element, _: Document) -> Iterator[Finding]:
    yield from missing(entry, "atom:title", "atom:id", "atom:updated")
    yield from alternates(entry)
    feed = entry.getparent()
    around = [entry, *children(entry, "atom:source"), *([] if feed is None else [feed])]
    if not any(children(each, "atom:author") for each in around):
        yield "MissingElement", "atom:author, here and in the feed"
    summary = children(entry, "atom:summary")
    links = [relation(each) for each in children(entry, "atom:link")]
    for each in children(entry, "atom:content"):
        kind = each.get("type", "text")
        packed = "/" in kind and not (kind.endswith(("+xml", "/xml")) or kind.startswith("text/"))
        if not summary and ("src" in each.attrib or packed):
            yield "MissingSummary", "of content that is elsewhere or in base64"
    if not children(entry, "atom:content"):
        if not summary:
            yield "MissingTextualContent", "neither content nor summary"
        if "alternate" not in links:
            yield "MissingContentOrAlternate", "neither content nor an alternate link"


def _source(source: Element, _: Document) -> Iterator[Finding]:
    yield from missing(
        source, "atom:title", "atom:id", "atom:updated", message="MissingSourceElement"
    )


def _feed(feed: Element, document: Document) -> Iterator[Finding]:
    yield from missing(feed, "atom:title", "atom:id", "atom:updated")
    yield from alternates(feed)
    inside = children(feed)
    names = [named(each) for each in inside]
    first = names.index("atom:entry") if "atom:entry" in names else len(names)
    for name in names[first:]:
        if name.startswith("atom:") and name != "atom:entry":
            yield "MisplacedMetadata", f"{name} after an entry"
    links = [(relation(each), each.get("href", "")) for each in children(feed, "atom:link")]
    relations = {rel for rel, _ in links}
    if "self" not in relations:
        yield "MissingSelf", "no link with rel=self"
    yield from _pages(links, relations, set(names[:first]), document)
    yield from _repeated(feed)


def _pages(
    links: list[tuple[str, str]], relations: set[str], marks: set[str], document: Document
) -> Iterator[Finding]:
    """The rules of RFC 5005: what a complete feed, a page and an archive may link to."""
    complete = "fh:complete" in marks
    here = {rel for rel, href in links if href == document.url}
    if complete:
        for rel in sorted(relations & PAGING - {"current"}):
            yield "FeedRelInCompleteFeed", rel
        if "current" in relations - here:
            yield "CurrentNotSelfInCompleteFeed", "current is another document"
    if "first" in here and "previous" in relations:
        yield "LinkPastEnd", "previous of the first"
    if "last" in here and "next" in relations:
        yield "LinkPastEnd", "next of the last"
    if "fh:archive" in marks and not complete:
        if not relations & {"prev-archive", "next-archive"}:
            yield "ArchiveIncomplete", "neither prev-archive nor next-archive"
        if "current" not in relations:
            yield "MissingCurrentInArchive", "no link with rel=current"


def _repeated(feed: Element) -> Iterator[Finding]:
    entries = children(feed, "atom:entry")
    for name, message in (("id", "DuplicateEntries"), ("updated", "DuplicateUpdated")):
        texts = [
            own_text(each).strip() for entry in entries for each in children(entry, f"atom:{name}")
        ]
        for text, count in Counter(texts).items():
            if not text:
                yield "NotBlank", f"{name} of an entry"
            elif count > 1:
                yield message, f"{count} entries have {name} {text!r}"


ENTRY = Rule(
    children={
        **DUBLIN_CORE,
        "atom:author": PERSON,
        "atom:category": CATEGORY,
        "atom:content": CONTENT,
        "atom:contributor": PERSON,
        "atom:id": ID,
        "atom:link": LINK,
        "atom:published": MOMENT,
        "atom:rights": TEXT,
        "atom:source": Rule(children={**DUBLIN_CORE, **_METADATA}, whole=_source),
        "atom:summary": TEXT,
        "atom:title": TEXT,
        "atom:updated": MOMENT,
    },
    twice=None,
    whole=_entry,
)
FEED = Rule(children={**DUBLIN_CORE, **_METADATA, "atom:entry": ENTRY}, whole=_feed)

IN_RSS_CHANNEL = {
    **_METADATA,
    "atom:icon": replace(IMAGE, checks=(checks.filled, checks.address)),
    "atom:id": Rule((checks.full_address,)),
    "atom:logo": replace(IMAGE, checks=(checks.filled, checks.address)),
    "atom:updated": Rule((checks.rfc3339,)),
}
IN_RSS_ITEM = {
    "atom:author": replace(PERSON, twice="DuplicateElement"),
    "atom:content": replace(CONTENT, twice=None),
    "atom:contributor": PERSON,
    "atom:id": Rule((checks.full_address,)),
    "atom:link": LINK,
    "atom:published": Rule((checks.rfc3339,)),
    "atom:summary": TEXT,
    "atom:title": CONTENT,
    "atom:updated": Rule((checks.rfc3339,)),
}
