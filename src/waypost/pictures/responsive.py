"""Pictures in a page that take their place before they are there, and come in a fitting size."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape

from waypost.pictures.sizes import named

# Where a comment or a tag begins, and a tag as browsers read it: a quote is one behind a = only.
_BEGINS = re.compile(r"<(?:!--|[A-Za-z])")
_TAG = re.compile(
    r"<([A-Za-z][^\s/>]*+)"
    r"((?:[\s/]++|[^\s/>][^\s/>=]*+"
    r"(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+|(?=>)))?+)*+)>"
)
# What is no HTML in HTML, and ends where it says so.
_CLOSED = {
    name: re.compile(rf"</{name}\b", re.IGNORECASE)
    for name in ("script", "style", "textarea", "template", "noscript")
}
_ATTRIBUTE = re.compile(r"([^\s=/\"'>]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
# How wide a text is (`--waypost-measure` in waypost.css), on screens that are wider than it.
_SIZES = "(min-width: 44em) 700px, 100vw"


@dataclass(frozen=True)
class Shown:
    """How a picture is shown: its size, and the widths of its copies, if it has any."""

    width: int
    height: int
    copies: Sequence[int] = ()


def responsive(html: str, find: Callable[[str], Shown | None]) -> str:
    """A page's HTML, whose pictures say their size, and have smaller copies to choose from.

    `find` knows the journal's pictures by their addresses as they stand there. All but the first
    wait until they are near. What the author says of a picture stays; so does everything else.
    """
    if "<img" not in html.lower():
        return html
    parts: list[str] = []
    done = 0
    for match in _pictures(html):
        given = _given(match[2])
        shown = find(given["src"].strip()) if given.get("src") else None
        if shown is not None:
            changed = _changed(match[0], given, shown, is_first=not parts)
            parts += html[done : match.start()], changed
            done = match.end()
    return "".join([*parts, html[done:]])


def _pictures(html: str) -> Iterator[re.Match[str]]:
    """The tags of pictures. What never ends holds all that follows, so nothing is read twice."""
    place = 0
    while begins := _BEGINS.search(html, place):
        if begins[0] == "<!--":
            end = html.find("-->", begins.end())
            if end < 0:
                return
            place = end
            continue
        tag = _TAG.match(html, begins.start())
        if tag is None:
            return
        name, place = tag[1].lower(), tag.end()
        if name == "img":
            yield tag
        elif name in _CLOSED:
            closed = _CLOSED[name].search(html, place)
            if closed is None:
                return
            place = closed.end()


def _changed(tag: str, given: dict[str, str], shown: Shown, *, is_first: bool) -> str:
    source = given["src"].strip()
    added = {"decoding": "async"} if is_first else {"loading": "lazy", "decoding": "async"}
    width, height = shown.width, shown.height
    if shown.copies and "srcset" not in given:
        width, height = shown.copies[-1], round(height * shown.copies[-1] / width)
        added["src"] = named(source, width)
        places = ((each, named(source, each)) for each in shown.copies)
        added["srcset"] = ", ".join(f"{_in_a_list(place)} {each}w" for each, place in places)
        added["sizes"] = _sizes(given.get("width", ""))
    if width and height and not given.keys() & {"width", "height"}:
        added |= {"width": str(width), "height": str(height)}
    added = {name: value for name, value in added.items() if name == "src" or name not in given}
    if "src" in added:
        tag = _without_source(tag)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in added.items())
    return f"{tag[:4]}{attributes}{tag[4:]}"


def _given(attributes: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(attributes):
        value = match[2] or ""
        if value[:1] in ('"', "'"):
            value = value[1:-1]
        found.setdefault(match[1].lower(), unescape(value))
    return found


def _without_source(tag: str) -> str:
    for match in _ATTRIBUTE.finditer(tag, 4):
        if match[1].lower() == "src":
            return tag[: match.start()].rstrip() + tag[match.end() :]
    return tag


def _sizes(width: str) -> str:
    """How wide the author wants it, or as wide as the text."""
    return f"(max-width: {width}px) 100vw, {width}px" if width.isdecimal() else _SIZES


def _in_a_list(address: str) -> str:
    """An address that can stand between commas and blanks."""
    return re.sub(r"[\s,]", lambda match: f"%{ord(match[0]):02X}", address)
