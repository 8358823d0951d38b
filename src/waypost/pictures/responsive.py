"""Pictures in a page that take their place before they are there, and come in a fitting size."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape, unescape

from waypost.pictures.sizes import named

# A comment, what is no HTML in HTML, or a tag. Nothing is tried twice.
_TOKEN = re.compile(
    r"<!--.*?-->|<(script|style|textarea|template|noscript)\b.*?</\1\s*>"
    r"|<([A-Za-z][^\s/>]*)((?:[^\"'>]++|\"[^\"]*\"|'[^']*')*+)>",
    re.DOTALL | re.IGNORECASE,
)
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
    count = 0

    def change(match: re.Match[str]) -> str:
        nonlocal count
        if (match[2] or "").lower() != "img":
            return match[0]
        given = _given(match[3])
        shown = find(given["src"].strip()) if given.get("src") else None
        if shown is None:
            return match[0]
        count += 1
        return _changed(match[0], given, shown, is_first=count == 1)

    return _TOKEN.sub(change, html)


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
