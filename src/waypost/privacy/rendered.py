"""What a finished page tells people: its words, and the values that hold some.

Names of tags, attributes and classes are the engine's own words, and so are the dates that feeds
write; a colleague called Max or Jan is none of them.
"""

import re
from posixpath import splitext

from waypost.privacy.folding import is_block

# The values of an attribute that are words, or lead somewhere.
_TOLD = re.compile(
    r"\b(?:alt|title|content|aria-[a-z]+|placeholder|label|summary|value|href|src|srcset|poster|data"
    r"|action|cite|xml:id|text|xmlurl|htmlurl|url|term|uri)\s*=\s*(\"[^\"]*\"|'[^']*')",
    re.IGNORECASE,
)
_MARK = re.compile(r"<([/!?A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>")
_DATES = re.compile(
    r"<(pubDate|lastBuildDate|updated|published|lastmod)>[^<]*</\1>|\bdatetime=\"[^\"]*\"",
    re.IGNORECASE,
)
# In a style sheet and a script, what is said: texts, remarks and addresses.
_SAID = re.compile(
    r"/\*.*?\*/|//[^\n]*|\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\]|\\.)*+`|url\([^)]*\)",
    re.DOTALL,
)
_MARKUP = (".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".opml")


def rendered(path: str, text: str) -> str:
    """A finished file without the words of its format; its lines stay."""
    ending = splitext(path)[1].lower()
    if ending in _MARKUP:
        return _MARK.sub(_values, _DATES.sub("", text))
    if ending == ".css":
        return "\n".join(match[0] for match in _SAID.finditer(text))
    return text


def _values(match: re.Match[str]) -> str:
    inside = match[1]
    if inside.startswith(("!--", "?")):
        return f"<{inside}>"  # a remark can say anything
    told = " ".join(each[1] for each in _TOLD.finditer(inside)) if "=" in inside else ""
    lines = "\n" * (inside.count("\n") - told.count("\n"))
    # A tag of another name, which is no word, and ends a paragraph or does not, as this one.
    return f"<{'p' if is_block(match[0]) else 'i'} {told}{lines}>"
