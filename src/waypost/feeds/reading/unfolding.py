"""What a page folds, colours or draws, as plain HTML that reads the same."""

import re
from collections.abc import Callable, Sequence
from html import unescape

from lxml.html import HtmlElement

from waypost.feeds.reading.addresses import absolute
from waypost.feeds.reading.allowed import PLACES
from waypost.feeds.reading.elements import bold, classes, having, new, put, say, text_of

_TEX = re.compile(r"\\\((.*)\\\)|\\\[(.*)\\\]|\$\$(.*)\$\$|\$(.*)\$", re.DOTALL)
_NUMBERS = ("lineno", "linenos", "linenodiv", "md-code__nav", "md-clipboard")
_TABLE = ("table", "tbody", "tr", "th", "td")
_TAB_PARTS = ("tabbed-labels", "tabbed-content")
_EMOJI = frozenset({"emoji", "emojione", "gemoji", "twemoji"})
_DARK = ("#only-dark", "#gh-dark-mode-only")
_LIGHT = ("#only-light", "#gh-light-mode-only")


def boxes(root: HtmlElement) -> None:
    """Admonitions and collapsed blocks as quotations under a title in bold."""
    for box in list(root.iterdescendants("*")):
        if box.tag == "details" or "admonition" in classes(box):
            box.tag = "blockquote"
            title = next(iter(box), None)
            if title is not None and (
                title.tag == "summary" or "admonition-title" in classes(title)
            ):
                bold(title)


def tabs(root: HtmlElement) -> None:
    """Every tab's content under the tab's label."""
    for around in having(root, "tabbed-set"):
        parts = {name: [each for each in around if name in classes(each)] for name in _TAB_PARTS}
        labels = [label for row in (around, *parts["tabbed-labels"]) for label in row]
        labels = [label for label in labels if label.tag == "label"]
        blocks = [block for each in parts["tabbed-content"] for block in each]
        if parts["tabbed-labels"]:
            for label, block in zip(labels, blocks, strict=False):
                block.insert(0, label)
                label.tail, block.text = block.text, None
        for label in labels:
            label.set("id", label.get("for") or "")
            bold(label)
        for each in around.xpath("./input"):
            each.drop_tree()


def ticks(root: HtmlElement) -> None:
    """Check boxes as signs."""
    for box in list(root.iterdescendants("input")):
        if (box.get("type") or "").lower() == "checkbox":
            say(box, "☐" if box.get("checked") is None else "☑")


def code(root: HtmlElement) -> None:
    """Code and diagrams as their text, without colours and numbers, under their titles."""
    for block in having(root, "highlight", "mermaid"):
        for number in having(block, *_NUMBERS):
            number.drop_tree()
        for title in having(block, "filename"):
            if title.tag == "span":
                bold(title)
        for table in having(block, "highlighttable"):
            for part in table.iter(*_TABLE):
                part.tag = "div"
        if "mermaid" in classes(block):
            block.tag = "pre"
        for source in list(block.iter("pre")):
            shown = new("code", text_of(source))
            del source[:]
            source.text = None
            source.append(shown)


def maths(root: HtmlElement) -> None:
    """Formulas as the text that they were written in."""
    for formula in list(root.iterdescendants("math")):
        source = next((text_of(each) for each in formula.iter("annotation")), None)
        words = source or " ".join(" ".join(formula.itertext()).split())
        put(formula, new("code", words.strip()))
    for formula in having(root, "arithmatex"):
        script = next(formula.iter("script"), None)
        source = text_of(formula) if script is None else unescape(text_of(script))
        _formula(formula, source, formula.tag == "div")
    for script in list(root.iterdescendants("script")):
        kind = (script.get("type") or "").lower()
        if kind.startswith("math/tex"):
            _formula(script, unescape(text_of(script)), "display" in kind)


def _formula(element: HtmlElement, source: str, is_block: bool) -> None:
    source = source.strip()
    marked = _TEX.fullmatch(source)
    text = next(filter(None, marked.groups()), "").strip() if marked else source
    shown = new("code", text)
    if is_block:
        shown = new("pre")
        shown.append(new("code", text))
    shown.tail, element.tail = element.tail, None
    element.getparent().replace(element, shown)


def drawings(root: HtmlElement) -> None:
    """A drawing as the words in it or about it; an icon as nothing."""
    for drawing in list(root.iterdescendants("svg")):
        icon = "twemoji" in classes(drawing.getparent())
        words = "" if icon else _words(drawing)
        if words:
            put(drawing, new("em", words))
        else:
            drawing.drop_tree()


def _words(drawing: HtmlElement) -> str:
    titles = [drawing.get("aria-label") or ""]
    titles += [text_of(each) for each in drawing if each.tag == "title"]
    title = next((" ".join(each.split()) for each in titles if each.strip()), "")
    inner = (" ".join(text_of(each).split()) for each in drawing.iter("text", "foreignobject"))
    return ": ".join(filter(None, (title, ", ".join(filter(None, inner)))))


def emoji(root: HtmlElement) -> None:
    """Pictures of emoji as the emoji."""
    for picture in list(root.iterdescendants("img")):
        if picture.get("alt") and not _EMOJI.isdisjoint(classes(picture)):
            say(picture, picture.get("alt") or "")


def lazy(root: HtmlElement) -> None:
    """Pictures that a script would have fetched."""
    for picture in list(root.iterdescendants("img", "source")):
        for name in ("src", "srcset"):
            later = picture.get(f"data-{name}")
            if later and (picture.get(name) or "data:").lower().startswith("data:"):
                picture.set(name, later)


def without_scripts(root: HtmlElement) -> None:
    """What a page shows only without scripts: pictures, unless they stand there already."""
    for around in list(root.iterdescendants("noscript")):
        before = around.getprevious()
        shown = before is not None and before.tag == "img" and before.get("data-src")
        if not shown and list(around.iter("img")):
            around.drop_tag()


def by_light(root: HtmlElement) -> None:
    """Of a picture for light and one for dark, the one for light."""
    for picture in list(root.iterdescendants("img")):
        source = picture.get("src") or ""
        if source.endswith(_DARK):
            picture.drop_tree()
        elif source.endswith(_LIGHT):
            picture.set("src", source.rpartition("#")[0])


def frames(root: HtmlElement, url: str) -> None:
    """A link to what a page shows from elsewhere."""
    for frame in list(root.iterdescendants("iframe", "embed", "object")):
        address = frame.get("src") or frame.get("data")
        place = absolute(url, address, PLACES) if address else None
        inner = " ".join(text_of(frame).split()) if frame.tag == "object" else ""
        if place:
            link = new("a", frame.get("title") or frame.get("aria-label") or inner or place)
            link.set("href", place)
            if frame.tag == "embed":
                frame.insert(0, link)
                link.tail, frame.text = frame.text, None
                frame.drop_tag()  # libxml2 takes what follows it for its content
            else:
                put(frame, link)
        elif frame.tag != "iframe":
            frame.drop_tag()
        else:
            say(frame, "")


_FRAMES = ("<iframe", "<embed", "<object")
# Each step with what its HTML can't be without, so that an entry pays for what it has. Fallbacks
# come before the pictures that they stand for, formulas in scripts before scripts are gone.
STEPS: Sequence[tuple[Sequence[str], Callable[[HtmlElement], None]]] = [
    (["<noscript"], without_scripts),
    (["data-src"], lazy),
    (["#only-", "#gh-"], by_light),
    (["<math", "math/tex", "arithmatex"], maths),
    (["highlight", "mermaid"], code),
    (["emoji"], emoji),
    (["<svg"], drawings),
    (["<input"], ticks),
    (["tabbed-set"], tabs),
    (["admonition", "<details"], boxes),
]


def unfold(root: HtmlElement, text: str, url: str) -> None:
    """All that the page at `url` folds, colours or draws; `text` is its HTML as it was."""
    small = text.lower()
    for signs, step in STEPS:
        if any(sign in small for sign in signs):
            step(root)
    if any(sign in small for sign in _FRAMES):
        frames(root, url)
