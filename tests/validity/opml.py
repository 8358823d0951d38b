"""OPML 2.0: a list of feeds to subscribe to."""

import re
from collections.abc import Iterator

from validity import atom, checks
from validity.elements import Document, Element, Rule, Value
from validity.values import Finding

_MORE_THAN_TEXT = ("description", "htmlUrl", "language", "title", "version", "xmlUrl")


def _outline(outline: Element, document: Document) -> Iterator[Finding]:
    said = outline.attrib
    kind = said.get("type")
    if kind is None and any(name in said for name in _MORE_THAN_TEXT):
        yield "MissingOutlineType", "more than @text, but no @type"
    elif kind is not None and kind.lower() == "rss":
        if "xmlUrl" not in said:
            yield "MissingXmlURL", "no @xmlUrl"
        if "title" not in said:
            yield "MissingTitleAttr", "no @title"
    elif kind is not None and kind.lower() == "link":
        if "url" not in said:
            yield "MissingUrlAttr", "no @url"
    elif kind is not None and document.root.get("version", "").startswith("1."):
        yield "InvalidOutlineType", kind


def _lines(value: Value) -> Iterator[Finding]:
    if not re.fullmatch(r"(?:\d+(?:,\s*\d+)*)?", value.text):
        yield "InvalidExpansionState", repr(value.text)


def _body(body: Element, _: Document) -> Iterator[Finding]:
    yield from atom.missing(body, "outline")


def _opml(opml: Element, _: Document) -> Iterator[Finding]:
    yield from atom.missing(opml, "head", "body")


_NESTED: dict[str, Rule] = dict(atom.DUBLIN_CORE)
OUTLINE = Rule(
    attributes={
        "category": (),
        "created": (checks.rfc822,),
        "description": (checks.hypertext,),
        "htmlUrl": (checks.full_address,),
        "isBreakpoint": (checks.true_or_false,),
        "isComment": (checks.true_or_false,),
        "language": (checks.language,),
        "text": (checks.hypertext,),
        "title": (checks.hypertext,),
        "type": (),
        "url": (checks.full_address,),
        "version": (
            checks.one_of("InvalidOutlineVersion", "RSS", "RSS1", "RSS2", "scriptingNews"),
        ),
        "xmlUrl": (),
    },
    required=("text",),
    children=_NESTED,
    twice=None,
    whole=_outline,
)
_NESTED["outline"] = OUTLINE

_WINDOW = ("vertScrollState", "windowTop", "windowLeft", "windowBottom", "windowRight")
OPML = Rule(
    attributes={"version": (checks.one_of("InvalidOPMLVersion", "1.0", "1.1", "2.0"),)},
    required=("version",),
    children={
        "head": Rule(
            children={
                **atom.DUBLIN_CORE,
                **{name: Rule((checks.positive, checks.filled)) for name in _WINDOW},
                "dateCreated": Rule((checks.rfc822,)),
                "dateModified": Rule((checks.rfc822,)),
                "expansionState": Rule((_lines,)),
                "ownerEmail": Rule((checks.plain, checks.contact)),
                "ownerId": Rule((checks.web_address,)),
                "ownerName": Rule((checks.hypertext,)),
                "title": Rule((checks.hypertext,)),
            }
        ),
        "body": Rule(children=_NESTED, whole=_body),
    },
    whole=_opml,
)
