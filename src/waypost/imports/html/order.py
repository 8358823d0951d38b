"""A tree in which each element holds either blocks or words, as Markdown wants it."""

import re
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from waypost.imports.html import coding, embeds, figures, tables
from waypost.imports.html.elements import BLOCKS, HEADINGS, KEEPS, gap, is_blank

_WITH_WORDS = {*HEADINGS, "p", "dt", "summary"}
_WITH_BLOCKS = {"blockquote", "li", "dd", "details", "fnote"}
_PLAIN = re.compile(r"[ \t\n]+")
_COMMENT = re.compile(r"<\s*!\s*[-–—].*?(?:-->|\Z)", re.DOTALL)
_ADDRESS = re.compile(r"\s*https?://[^\s<>]+\s*")
_APART = ({"ul", "ol"}, {"blockquote"}, {"dl"})


def in_order(soup: BeautifulSoup) -> list[str]:
    """Put a tree in order; what was lost on the way is returned."""
    coding.as_text(soup)
    _linked(soup)
    notes = embeds.as_links(soup)
    figures.unfolded(soup)
    notes += tables.plain(soup)
    soup.smooth()
    _texts(soup)
    _headings(soup)
    _ordered(soup, soup)
    return notes


def _linked(soup: BeautifulSoup) -> None:
    """Links within the text lead to headings; others of that kind would lead nowhere."""
    ids = {str(each["id"]) for each in soup.find_all(HEADINGS, id=True)}
    wanted = set()
    for link in soup.find_all("a"):
        href = str(link.get("href") or link.get("data-href") or "").strip()
        if not href or (href.startswith("#") and href[1:] not in ids):
            link.unwrap()
        else:
            link["href"] = href
            wanted.add(href[1:] if href.startswith("#") else "")
    for heading in soup.find_all(HEADINGS, id=True):
        if str(heading["id"]) not in wanted or not re.fullmatch(r"[\w.-]+", str(heading["id"])):
            del heading["id"]


def _texts(soup: BeautifulSoup) -> None:
    for text in list(soup.find_all(string=True)):
        if text.find_parent("pre"):
            continue
        plain = _PLAIN.sub(" ", str(text))
        if "<" in plain and not text.find_parent("code") and _COMMENT.search(plain):
            text.replace_with(*_shown(soup, plain))
        elif plain != text:
            text.replace_with(NavigableString(plain))


def _shown(soup: BeautifulSoup, text: str) -> Iterator[Tag | NavigableString]:
    """A comment of HTML that is shown as text is code, so that nobody takes it for a comment."""
    position = 0
    for match in _COMMENT.finditer(text):
        yield NavigableString(text[position : match.start()])
        yield soup.new_tag("code", string=match[0])
        position = match.end()
    yield NavigableString(text[position:])


def _headings(soup: BeautifulSoup) -> None:
    """The largest heading is of the second kind: the first is the title."""
    found = [each for each in soup.find_all(HEADINGS) if not is_blank(each)]
    largest = min((int(each.name[1]) for each in found), default=2)
    for each in found:
        each.name = f"h{min(6, int(each.name[1]) - largest + 2)}"


def _ordered(soup: BeautifulSoup, element: Tag) -> None:
    """Make the children of an element blocks, all the way down."""
    blocks = list(_blocks(soup, list(element.contents)))
    element.clear()
    previous: Tag | None = None
    for block in blocks:
        if previous is not None and any(
            previous.name in kind and block.name in kind for kind in _APART
        ):
            element.append(gap(soup))
        element.append(block)
        previous = block
    if element.name in ("li", "dd") and blocks and blocks[0].name != "p":
        element.insert(0, gap(soup))


def _blocks(soup: BeautifulSoup, nodes: Iterable[object]) -> Iterator[Tag]:
    words: list[Tag | NavigableString] = []
    for node in nodes:
        if isinstance(node, Tag) and (node.name in BLOCKS or _holds_block(node)):
            yield from _paragraph(soup, words)
            words = []
            yield from _block(soup, node)
        elif isinstance(node, Tag | NavigableString):
            words.append(node)
    yield from _paragraph(soup, words)


def _holds_block(element: Tag) -> bool:
    return element.find(BLOCKS) is not None


def _paragraph(soup: BeautifulSoup, words: list[Tag | NavigableString]) -> Iterator[Tag]:
    if all(isinstance(each, NavigableString) and not each.strip() for each in words):
        return
    made = soup.new_tag("p")
    made.extend(words)
    yield from _divided(soup, made)


def _divided(soup: BeautifulSoup, paragraph: Tag) -> Iterator[Tag]:
    """Two breaks of the line in a row divide paragraphs."""
    parts: list[list[Tag | NavigableString]] = [[]]
    breaks = 0
    for node in list(paragraph.contents):
        if isinstance(node, Tag) and node.name == "br":
            breaks += 1
        elif isinstance(node, NavigableString) and not node.strip() and breaks:
            continue
        else:
            breaks = 0
        if breaks == 2:
            parts.append([])
        elif breaks < 2 and isinstance(node, Tag | NavigableString):
            parts[-1].append(node)
    if len(parts) == 1:
        yield from _whole(soup, paragraph)
        return
    for part in parts:
        made = soup.new_tag("p")
        if paragraph.get("dir"):
            made["dir"] = paragraph["dir"]
        made.extend(part)
        yield from _whole(soup, made)


def _whole(soup: BeautifulSoup, made: Tag) -> Iterator[Tag]:
    """A paragraph of which something can be seen; an address alone in it is a link."""
    if is_blank(made):
        return
    text = made.get_text()
    if _ADDRESS.fullmatch(text) and made.find(True) is None:
        made.clear()
        made.append(soup.new_tag("a", attrs={"href": text.strip()}, string=text.strip()))
    yield made


def _block(soup: BeautifulSoup, node: Tag) -> Iterator[Tag]:
    name = node.name
    if name in _WITH_WORDS and not (name == "p" and _holds_block(node)):
        _as_words(node)
        if name == "p":
            yield from _divided(soup, node)
        elif not is_blank(node):
            yield node
    elif name in ("hr", "pre", "table"):
        yield node.extract()
    elif name in ("ul", "ol"):
        yield from _list(soup, node)
    elif name == "dl":
        yield from _definitions(soup, node)
    elif name in _WITH_BLOCKS and name not in ("li", "dd"):
        yield from _container(soup, node)
    elif name == "a" and not node.find(KEEPS):
        _as_words(node)
        yield from _paragraph(soup, [node])
    else:
        yield from _blocks(soup, list(node.contents))


def _as_words(node: Tag) -> None:
    """Blocks within a line become part of it."""
    for inner in node.find_all(BLOCKS):
        if inner.name == "hr":
            inner.decompose()
            continue
        inner.insert_before(NavigableString(" "))
        inner.insert_after(NavigableString(" "))
        inner.unwrap()


def _container(soup: BeautifulSoup, node: Tag) -> Iterator[Tag]:
    summary = node.find("summary", recursive=False) if node.name == "details" else None
    if summary is not None:
        summary.extract()
        _as_words(summary)
    for cite in node.find_all("cite", recursive=False) if node.name == "blockquote" else ():
        if not cite.get_text().lstrip().startswith(("—", "–", "-")):
            cite.insert(0, NavigableString("— "))
        cite.name = "p"
    _ordered(soup, node)
    if summary is not None:
        node.insert(0, summary)
    if not is_blank(node):
        yield node


def _list(soup: BeautifulSoup, node: Tag) -> Iterator[Tag]:
    """A list holds items; what else stands in it belongs to the item before it."""
    item: Tag | None = None
    for child in list(node.contents):
        if isinstance(child, Tag) and child.name == "li":
            item = child
        elif isinstance(child, Tag) or str(child).strip():
            if item is None:
                item = soup.new_tag("li")
                child.insert_before(item)
            item.append(child)
        else:
            child.extract()
    for item in node.find_all("li", recursive=False):
        _ordered(soup, item)
        if is_blank(item):
            item.decompose()
    items = node.find_all("li", recursive=False)
    if items:
        if all(map(_is_short, items)):
            node["tight"] = ""
        yield node


def _is_short(item: Tag) -> bool:
    """Whether an item is words, with lists of such items below them at most."""
    first, *rest = item.find_all(recursive=False)
    return first.name == "p" and all(
        each.name in ("ul", "ol") and each.has_attr("tight") for each in rest
    )


def _definitions(soup: BeautifulSoup, node: Tag) -> Iterator[Tag]:
    """Terms with what they mean; where one of both is missing, plain paragraphs."""
    for each in node.find_all("div", recursive=False):
        each.unwrap()
    kept = [each for each in node.find_all(["dt", "dd"], recursive=False) if not is_blank(each)]
    names = [each.name for each in kept]
    others = [each for each in node.contents if each not in kept and str(each).strip()]
    if names[:1] != ["dt"] or names[-1:] != ["dd"] or any(map(_is_seen, others)):
        yield from _blocks(soup, list(node.contents))
        return
    node.clear()
    for each in kept:
        if each.name == "dt":
            _as_words(each)
        else:
            _ordered(soup, each)
        node.append(each)
    yield node


def _is_seen(node: object) -> bool:
    return isinstance(node, Tag) and not is_blank(node)
