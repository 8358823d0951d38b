"""The tree in which Ghost 5 and later keep a text (Lexical), as HTML."""

from collections.abc import Iterator
from html import escape
from typing import Any

from waypost.imports.ghost.cards import card, said

_FORMATS = {1: "strong", 2: "em", 4: "del", 8: "u", 16: "code", 32: "sub", 64: "sup", 128: "mark"}
_BLOCKS = {
    "paragraph": "p",
    "quote": "blockquote",
    "extended-quote": "blockquote",
    "aside": "blockquote",
    "listitem": "li",
}
_DEEPEST = 60


def as_html(tree: object, notes: list[str]) -> str:
    """A text as HTML. Raises ValueError where there is no tree."""
    root = tree.get("root") if isinstance(tree, dict) else None
    if not isinstance(root, dict):
        raise ValueError("no tree")
    return "".join(_inner(root, notes, 0))


def _inner(node: dict[str, Any], notes: list[str], depth: int) -> Iterator[str]:
    children = node.get("children")
    for child in children if isinstance(children, list) and depth < _DEEPEST else ():
        if isinstance(child, dict):
            yield _node(child, notes, depth + 1)


def _node(node: dict[str, Any], notes: list[str], depth: int) -> str:
    kind = said(node, "type")
    if kind in ("text", "extended-text", "tk"):
        return _text(node)
    if kind == "linebreak":
        return "<br>"
    if kind == "tab":
        return " "
    inner = "".join(_inner(node, notes, depth))
    if kind in ("link", "autolink", "at-link"):
        return f'<a href="{escape(said(node, "url"))}">{inner}</a>'
    if kind in ("heading", "extended-heading"):
        tag = said(node, "tag")
        tag = tag if tag in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2"
        return f"<{tag}>{inner}</{tag}>"
    if kind == "list":
        is_ordered = said(node, "listType") == "number"
        start = node.get("start")
        begins = f' start="{start}"' if isinstance(start, int) and start != 1 else ""
        return f"<ol{begins}>{inner}</ol>" if is_ordered else f"<ul>{inner}</ul>"
    if kind == "listitem" and _is_list(node):
        return inner  # it belongs to the item before it
    if kind in _BLOCKS:
        return f"<{_BLOCKS[kind]}>{inner}</{_BLOCKS[kind]}>"
    return inner or card(kind, node, notes)


def _is_list(node: dict[str, Any]) -> bool:
    """Whether an item holds nothing but a list."""
    children = node.get("children")
    held = (
        [each for each in children if isinstance(each, dict)] if isinstance(children, list) else []
    )
    return bool(held) and all(said(each, "type") == "list" for each in held)


def _text(node: dict[str, Any]) -> str:
    text, format_ = escape(said(node, "text")), node.get("format")
    for bit, tag in _FORMATS.items():
        if isinstance(format_, int) and format_ & bit:
            text = f"<{tag}>{text}</{tag}>"
    return text
