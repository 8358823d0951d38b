"""Text that stays text in Markdown."""

import json
import re

from markupsafe import Markup, escape

# What Markdown, its extensions and HTML could take for markup. As character references these
# signs mean themselves in every Markdown, while a backslash works for some of them only.
_SPECIAL = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_{}[]<>&|~^=:$#\"'@!()?"}
_FIRST = re.compile(r"^(\s*)(?:([-+])|(\d+)([.])(?=\s))")


def as_markdown(value: object) -> Markup:
    """A value as Markdown that shows just its characters; Markdown of ours passes untouched."""
    if isinstance(value, Markup):
        return value
    text = str(value).translate(_SPECIAL)
    return Markup(_FIRST.sub(_disarm, text))


def _disarm(match: re.Match[str]) -> str:
    """A hyphen or a number at the beginning begins no list."""
    space, bullet, number, _ = match.groups()
    return f"{space}&#{ord(bullet)};" if bullet else f"{space}{number}&#46;"


def quoted(value: object) -> Markup:
    """A value as one line of YAML, whatever is in it, and as text for a template that prints it.

    JSON strings are YAML strings; Material prints titles and descriptions as they come.
    """
    return Markup(json.dumps(str(escape(value)), ensure_ascii=False))
