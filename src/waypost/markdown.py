"""Text that stays text in Markdown."""

import json
import re

from markupsafe import Markup, escape

# What Markdown, its extensions and HTML could take for markup. As character references these
# signs mean themselves in every Markdown, while a backslash works for some of them only.
_SPECIAL = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_{}[]<>&|~^=:$#\"'@!()?"}
# The same for those who read Markdown as it stands, and only where it could be markup.
_MARKS = re.compile(r"[\\`*\[\]~|]|(?<!\w)_|_(?!\w)|^[#>]")
_HTML = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_FIRST = re.compile(r"^(\s*)(?:([-+])|(\d+)([.])(?=\s))")


def as_markdown(value: object) -> Markup:
    """A value as Markdown that shows just its characters; Markdown of ours passes untouched."""
    if isinstance(value, Markup):
        return value
    text = str(value).translate(_SPECIAL)
    return Markup(_FIRST.sub(_disarm, text))


def as_plain_markdown(value: object) -> Markup:
    """A value as one line of Markdown that people can also read as it stands, as in a chat."""
    if isinstance(value, Markup):
        return value
    text = _MARKS.sub(r"\\\g<0>", " ".join(str(value).split()))
    text = _HTML.sub(lambda match: str(escape(match[0])), text)
    return Markup(_FIRST.sub(r"\3\\\2\4", text))


def _disarm(match: re.Match[str]) -> str:
    """A hyphen or a number at the beginning begins no list."""
    space, bullet, number, _ = match.groups()
    return f"{space}&#{ord(bullet)};" if bullet else f"{space}{number}&#46;"


def quoted(value: object) -> Markup:
    """A value as one line of YAML, whatever is in it, and as text for a template that prints it.

    JSON strings are YAML strings; Material prints titles and descriptions as they come.
    """
    return Markup(json.dumps(str(escape(value)), ensure_ascii=False))
