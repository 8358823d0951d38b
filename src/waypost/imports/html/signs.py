"""Signs that Markdown and its extensions would take for markup, written so that they are text.

With a backslash where every Markdown knows it, so that the author can read and edit what she gets;
as a character reference where not.
"""

import re
from urllib.parse import quote

_ALWAYS = re.compile(r"[\\`*\[\]{}~|]|(?<![^\W_])_|_(?![^\W_])")
_TAG = re.compile(r"<(?![\s=])")
_REFERENCE = re.compile(r"&(?=#|\w+;|\Z)")
_BEFORE_LINK = re.compile(r"!\Z")
_LINE = re.compile(
    r"^(?:(?P<number>\d+)(?P<dot>[.)])(?=\s|$)|(?P<slash>#|>|!(?=!!)|[-+](?=\s|$|[-+]))"
    r"|(?P<reference>:(?=\s)|=(?=[=\s]|$)|\?(?=\?\?)))"
)
# What would end a title, or begin something within it.
_TITLE = {ord(sign): f"&#{ord(sign)};" for sign in '\\`"<>&*_[]{}()|~!'}
_HARMFUL = re.compile(r"[\s\"<>`\\\[\]{}|^\x00-\x20]")


def escaped(text: str) -> str:
    """A text within a line."""
    text = _ALWAYS.sub(r"\\\g<0>", _REFERENCE.sub("&amp;", text))
    return _BEFORE_LINK.sub(r"\\!", _TAG.sub("&lt;", text))


def lines(text: str) -> str:
    """Lines of a paragraph, none of which begins anything; blank ones are none."""
    kept = []
    for line in text.split("\n"):
        bare = line.lstrip(" \t")
        if bare.strip():
            kept.append(_LINE.sub(_disarmed, bare))
    return "\n".join(kept).rstrip()


def _disarmed(match: re.Match[str]) -> str:
    if match["number"]:
        return f"{match['number']}\\{match['dot']}"
    return f"\\{match['slash']}" if match["slash"] else f"&#{ord(match['reference'])};"


def title(text: str) -> str:
    """A text between quotation marks, or one that stands for a picture."""
    return " ".join(text.split()).translate(_TITLE)


def address(text: str) -> str:
    """An address as the target of a link, with nothing in it that would end it."""
    text = _HARMFUL.sub(lambda match: quote(match[0], safe=""), text.strip())
    depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            break
    if depth:
        text = text.replace("(", "%28").replace(")", "%29")
    return re.sub(r"&(?=#?\w+;)", "&amp;", text)
