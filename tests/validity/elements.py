"""What each element of a feed may hold: rules as data, and the walk that applies them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from lxml import etree

from validity import values
from validity.values import Finding
from validity.vocabulary import words

Element: TypeAlias = etree._Element

XML = "http://www.w3.org/XML/1998/namespace"
XHTML = "http://www.w3.org/1999/xhtml"
NAMESPACES = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/syndication/history/1.0": "fh",
    "http://www.w3.org/1998/Math/MathML": "mathml",
    "http://www.w3.org/2000/svg": "svg",
    XHTML: "xhtml",
    XML: "xml",
}
"""The vocabularies that a feed of ours may use. The validator knows more; this checker doesn't."""

_QUESTIONABLE = words(
    "atom:author atom:category atom:content atom:contributor atom:generator atom:icon atom:id "
    "atom:link atom:logo atom:published atom:rights atom:subtitle atom:summary atom:title "
    "atom:updated"
)
"""What the validator knows of Atom outside Atom, without knowing what it is good for there."""


@dataclass(frozen=True)
class Document:
    """A feed as it was published, and the moment at which it is judged."""

    root: Element
    url: str
    now: datetime
    spelt: frozenset[int]
    """The lines that hold a hexadecimal reference such as `&#x26;`: their writer knew."""

    @property
    def kind(self) -> str:
        return named(self.root)

    def base(self, element: Element) -> str:
        """The address that relative addresses in an element are seen from."""
        around = [element, *element.iterancestors()]
        found = self.url
        for each in reversed(around):
            found = values.joined(found, each.get(f"{{{XML}}}base", ""))
        return found


@dataclass(frozen=True)
class Value:
    """What an element or an attribute says; `raw` is it with the white space around it."""

    text: str
    raw: str
    element: Element
    document: Document


Check: TypeAlias = Callable[[Value], Iterator[Finding]]
Whole: TypeAlias = Callable[[Element, Document], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """What an element may be: its text's checks, its attributes, its children.

    Without `children` it holds text alone; `free` means that `whole` judges what is inside.
    """

    checks: tuple[Check, ...] = ()
    attributes: Mapping[str, tuple[Check, ...]] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    children: Mapping[str, "Rule"] | None = None
    free: bool = False
    twice: str | None = "DuplicateElement"
    whole: Whole | None = None


def many(
    *checks: Check,
    attributes: Mapping[str, tuple[Check, ...]] | None = None,
    required: tuple[str, ...] = (),
) -> Rule:
    """An element of text that may be repeated."""
    return Rule(checks, attributes or {}, required, twice=None)


def named(element: Element) -> str:
    """An element's name with the usual prefix of its vocabulary."""
    name = etree.QName(element)
    if name.namespace is None:
        return name.localname
    return f"{NAMESPACES.get(name.namespace, '?')}:{name.localname}"


def children(element: Element, name: str | None = None) -> list[Element]:
    """The child elements, or those of one name."""
    found = [each for each in element if isinstance(each.tag, str)]
    return found if name is None else [each for each in found if named(each) == name]


def own_text(element: Element) -> str:
    """The text of an element without that of its children."""
    return (element.text or "") + "".join(each.tail or "" for each in element)


def walk(element: Element, rule: Rule, document: Document) -> Iterator[str]:
    """Every complaint about an element and what it holds."""
    name = named(element)
    for message, why in _of_attributes(element, rule, document):
        yield f"{message}: {name}: {why}"
    inside = children(element)
    text = own_text(element)
    if rule.children is not None:
        if text.strip():
            yield f"UnexpectedText: {name}: {text.strip()[:30]!r}"
        yield from _of_children(element, inside, rule.children, document)
    elif not rule.free:
        for each in inside:
            yield f"UndefinedElement: {named(each)}: in {name}, which holds text alone"
    value = Value(text.strip(), text, element, document)
    for check in rule.checks:
        yield from (f"{message}: {name}: {why}" for message, why in check(value))
    if rule.whole:
        yield from (f"{message}: {name}: {why}" for message, why in rule.whole(element, document))


def _of_attributes(element: Element, rule: Rule, document: Document) -> Iterator[Finding]:
    for key, text in element.attrib.items():
        name = etree.QName(key)
        value = Value(str(text), str(text), element, document)
        if name.namespace == XML:
            yield from _of_xml(name.localname, value)
        elif name.namespace is None and name.localname in rule.attributes:
            for check in rule.attributes[name.localname]:
                yield from ((message, f"@{key}: {why}") for message, why in check(value))
        elif name.namespace is None or name.namespace in NAMESPACES:
            yield "UnexpectedAttribute", str(key)
        elif document.kind == "rss" and etree.QName(element).namespace is None:
            yield "UseOfExtensionAttr", str(key)
    for missing in rule.required:
        if missing not in element.attrib:
            yield "MissingAttribute", missing


def _of_xml(name: str, value: Value) -> Iterator[Finding]:
    if name == "lang" and value.text:
        yield from values.language(value.text)
    if name == "base":
        yield from values.address(value.text, message="InvalidIRI", iri=True)


def _of_children(
    element: Element, inside: list[Element], rules: Mapping[str, Rule], document: Document
) -> Iterator[str]:
    seen: set[str] = set()
    for each in inside:
        name = named(each)
        rule = rules.get(name)
        if rule is None:
            yield from _unknown(each, named(element), document)
            continue
        if name in seen and rule.twice:
            yield f"{rule.twice}: {name}: more than one in {named(element)}"
        seen.add(name)
        yield from walk(each, rule, document)


def _unknown(element: Element, parent: str, document: Document) -> Iterator[str]:
    name = named(element)
    if name.startswith("?:"):
        return  # its declaration is an UnknownNamespace already
    if name.startswith("xhtml:"):
        message = "MisplacedXHTMLContent"
    elif document.kind != "atom:feed" and name in _QUESTIONABLE:
        message = "QuestionableUsage"
    elif document.kind == "atom:feed" and ":" not in name:
        message = "UndeterminableVocabulary"
    else:
        message = "UndefinedElement"
    yield f"{message}: {name}: in {parent}"
