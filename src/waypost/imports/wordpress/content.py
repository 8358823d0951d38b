"""What stands in a post of WordPress, as the HTML that WordPress makes of it."""

import json
import re
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from waypost.imports.wordpress.builders import apart
from waypost.imports.wordpress.paragraphs import with_paragraphs
from waypost.imports.wordpress.shortcodes import Codes

_DELIMITER = re.compile(
    r"<!--\s+(?P<end>/)?wp:(?P<name>[a-z][\w/-]*)\s+(?P<said>\{.*?\}\s+)?(?P<void>/)?-->", re.DOTALL
)
_OTHER = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|zip|csv|txt|mp3|m4a|ogg|wav|mp4|m4v|mov|webm|ogv|avi)$",
    re.IGNORECASE,
)
_MEMBERS, _WALL = "premium-content/subscriber-view", "jetpack/paywall"
_LEFT_OUT = "A part that only members could read was left out."
_SILENT = {"spacer", "more", "nextpage", "separator", "footnotes", "page-break", "social-link"}


class Picture(NamedTuple):
    """A picture of the library: where it is, what it shows, its caption, and its post's number."""

    address: str
    alt: str = ""
    caption: str = ""
    parent: str = "0"

    @property
    def is_shown(self) -> bool:
        """Whether it is a picture, and not a document, a sound or a film."""
        return not _OTHER.search(self.address)

    @property
    def html(self) -> str:
        """The picture as WordPress shows it in a gallery."""
        image = f'<img src="{escape(self.address)}" alt="{escape(self.alt)}">'
        words = f"<figcaption>{escape(self.caption)}</figcaption>" if self.caption else ""
        return f"<figure>{image}{words}</figure>"


def html_of(
    content: str, number: str, pictures: Mapping[str, Picture], blocks: Mapping[str, str]
) -> tuple[str, list[str]]:
    """A post's text as HTML, and what in it can't be shown elsewhere."""
    codes = Codes(
        {key: each.html for key, each in pictures.items() if each.is_shown},
        _gallery_of(number, pictures),
        {key: each.address for key, each in pictures.items()},
    )
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    text = _without_blocks(content, codes, blocks, ()) if "<!-- wp:" in content else None
    if text is None:
        text = with_paragraphs(apart(codes.kept(content)))
    return codes.unfolded(text), codes.notes


def _gallery_of(number: str, pictures: Mapping[str, Picture]) -> list[str]:
    if number in ("", "0"):
        return []
    return [each.html for each in pictures.values() if each.parent == number and each.is_shown]


def _without_blocks(
    text: str, codes: Codes, shared: Mapping[str, str], within: tuple[str, ...]
) -> str:
    """The HTML within the block editor's marks; what is outside of them is of the old editor."""
    made, position, opened = list[str](), 0, list[str]()
    for mark in _DELIMITER.finditer(text):
        if _MEMBERS in opened:
            if text[position : mark.start()].strip():
                codes.notes.append(_LEFT_OUT)
        else:
            made.append(_between(text[position : mark.start()], opened, codes))
        position = mark.end()
        name = mark["name"].removeprefix("core/")
        if name == _WALL:
            codes.notes.append(_LEFT_OUT)
            return "".join(made)
        if mark["end"]:
            if name in opened:
                while opened.pop() != name:
                    pass
        elif _MEMBERS in opened:
            opened += [] if mark["void"] else [name]
        elif mark["void"]:
            made.append(_void(name, _attributes(mark["said"]), codes, shared, within))
        else:
            opened.append(name)
            if name == "syntaxhighlighter/code":
                language = str(_attributes(mark["said"]).get("language") or "")
                made.append(f'<div class="lang-{escape(language)}">' if language else "<div>")
        if mark["end"] and name == "syntaxhighlighter/code":
            made.append("</div>")
    made.append(_between(text[position:], opened, codes))
    return "".join(made)


def _between(text: str, opened: list[str], codes: Codes) -> str:
    kept = codes.kept(text)
    if not opened or opened[-1] == "freeform":
        return with_paragraphs(apart(kept))
    return kept


def _void(
    name: str,
    said: Mapping[str, object],
    codes: Codes,
    shared: Mapping[str, str],
    within: tuple[str, ...],
) -> str:
    """A block that WordPress fills in when it shows the page."""
    address = str(said.get("url") or "")
    if name.startswith(("embed", "core-embed")) and address:
        return f'<p><a href="{escape(address)}">{escape(address)}</a></p>'
    ref = str(said.get("ref") or "")
    if name == "block" and ref in shared:
        inner = "" if ref in within else shared[ref]
        return _without_blocks(inner, codes, shared, (*within, ref))
    if name not in _SILENT:
        codes.notes.append(f"A part that WordPress fills in itself, '{name}', was left out.")
    return "<hr>" if name == "separator" else ""


def _attributes(text: str | None) -> Mapping[str, object]:
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
