"""The lists in which Ghost 1 to 4 keep a text (Mobiledoc 0.3), as HTML."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from waypost.imports.ghost.cards import card

_TAGS = {*re.findall(r"[\w-]+", "p h1 h2 h3 h4 h5 h6 blockquote aside pull-quote")}
_STRESS = {*re.findall(r"[\w-]+", "b i em strong s del u code sub sup mark")}
_WORDS, _PICTURE, _LIST, _CARD = 1, 2, 3, 10


def as_html(document: object, notes: list[str]) -> str:
    """A text as HTML. Raises ValueError where there is no document."""
    sections = document.get("sections") if isinstance(document, dict) else None
    if not isinstance(sections, list) or not isinstance(document, dict):
        raise ValueError("no sections")
    return "".join(_Document(document, notes).section(each) for each in sections)


def _item(of: object, number: object) -> Any:
    is_there = isinstance(of, list) and isinstance(number, int) and 0 <= number < len(of)
    return of[number] if is_there and isinstance(of, list) and isinstance(number, int) else None


class _Document:
    def __init__(self, document: dict[str, Any], notes: list[str]) -> None:
        self._of, self._notes = document, notes

    def section(self, section: object) -> str:
        kind = _item(section, 0)
        if kind == _PICTURE:
            return f'<p><img src="{escape(str(_item(section, 1)))}"></p>'
        if kind == _CARD:
            name, given = (
                _item(_item(self._of.get("cards"), _item(section, 1)), at) for at in (0, 1)
            )
            return card(str(name or ""), given if isinstance(given, dict) else {}, self._notes)
        tag = str(_item(section, 1))
        if kind == _LIST:
            tag = "ol" if tag == "ol" else "ul"
            found = _item(section, 2)
            items = found if isinstance(found, list) else []
            inner = "".join(f"<li>{self._words(each)}</li>" for each in items)
            return f"<{tag}>{inner}</{tag}>"
        if kind == _WORDS:
            tag = tag if tag in _TAGS else "p"
            tag = "blockquote" if tag in ("aside", "pull-quote") else tag
            return f"<{tag}>{self._words(_item(section, 2))}</{tag}>"
        return ""

    def _words(self, markers: object) -> str:
        return "".join(self._marked(markers if isinstance(markers, list) else []))

    def _marked(self, markers: Sequence[object]) -> Iterator[str]:
        """Words, with what begins and ends before and behind them."""
        opened: list[str] = []
        for marker in markers:
            begins, ends, value = (_item(marker, at) for at in (1, 2, 3))
            for number in begins if isinstance(begins, list) else ():
                tag, href = self._markup(number)
                opened.append(tag)
                yield f'<a href="{escape(href)}">' if tag == "a" else f"<{tag}>"
            if _item(marker, 0) == 1:  # something small: a break of the line is all there is
                yield (
                    "<br>" if _item(_item(self._of.get("atoms"), value), 0) == "soft-return" else ""
                )
            elif isinstance(value, str):
                yield escape(value)
            for _ in range(min(ends, len(opened)) if isinstance(ends, int) else 0):
                yield f"</{opened.pop()}>"
        yield from (f"</{tag}>" for tag in reversed(opened))

    def _markup(self, number: object) -> tuple[str, str]:
        markup = _item(self._of.get("markups"), number)
        tag, said = str(_item(markup, 0) or ""), _item(markup, 1)
        if tag == "a" and isinstance(said, list):
            pairs = dict(zip(map(str, said[::2]), map(str, said[1::2]), strict=False))
            return "a", pairs.get("href", "")
        return (tag if tag in _STRESS else "span"), ""
