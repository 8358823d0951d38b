"""Steps on a tree of HTML that never lose a word, and never join two."""

from collections.abc import Iterator

from lxml import html
from lxml.html import HtmlElement

from waypost.feeds.reading.allowed import BLOCKS, RENAMED

_HOLD_PARAGRAPHS = {"body", "blockquote", "div"} | {
    tag for tag, name in RENAMED.items() if name == "div"
}


def classes(element: HtmlElement) -> list[str]:
    """The names of an element's classes."""
    return (element.get("class") or "").split()


def having(root: HtmlElement, *names: str) -> Iterator[HtmlElement]:
    """All elements below that have one of some classes; they may be changed on the way."""
    for element in list(root.iterdescendants("*")):
        if "class" in element.attrib and not set(names).isdisjoint(classes(element)):
            yield element


def text_of(element: HtmlElement) -> str:
    """All text in an element, as it stands."""
    return "".join(element.itertext())


def new(tag: str, text: str | None = None) -> HtmlElement:
    """An element with text."""
    made = html.Element(tag)
    made.text = text
    return made


def say(element: HtmlElement, words: str) -> None:
    """Words instead of an element, apart from the words around them."""
    tail = element.tail or ""
    before = element.getprevious()
    parent = element.getparent()
    ahead = (parent.text if before is None else before.tail) or ""
    follows = ahead[-1:].isalnum() or (before is not None and not ahead)
    if follows and (not words or words[0].isalnum()):
        words = f" {words}"
    if tail[:1].isalnum() and (not words or words[-1].isalnum()):
        words += " "
    element.tail = words + tail
    element.drop_tree()


def put(element: HtmlElement, other: HtmlElement) -> None:
    """Another element instead of one; a paragraph of its own where paragraphs stand."""
    parent = element.getparent()
    if other.tag not in BLOCKS and parent.tag in _HOLD_PARAGRAPHS:
        paragraph = new("p")
        paragraph.append(other)
        other = paragraph
    other.tail, element.tail = element.tail, None
    parent.replace(element, other)


def flatten(element: HtmlElement) -> None:
    """An element without the blocks in it, save their content."""
    for inner in list(element.iterdescendants(*BLOCKS)):
        inner.tail = f" {inner.tail or ''}"
        inner.drop_tag()


def bold(title: HtmlElement) -> None:
    """A title's element as a paragraph in bold; none where there is nothing to read."""
    if not text_of(title).strip() and not list(title.iter("img")):
        title.drop_tree()
        return
    flatten(title)
    strong = new("strong", (title.text or "").lstrip())
    strong.extend(list(title))
    if len(strong):
        strong[-1].tail = (strong[-1].tail or "").rstrip()
    else:
        strong.text = strong.text.rstrip()
    title.tag, title.text = "p", None
    title.append(strong)


def is_wrapper(element: HtmlElement) -> bool:
    """Whether an element has blocks in it and nothing else, so that they stand without it."""
    return (
        len(element) > 0
        and not (element.text or "").strip()
        and all(each.tag in BLOCKS and not (each.tail or "").strip() for each in element)
    )
