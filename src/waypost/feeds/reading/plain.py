"""A text that holds nothing but paragraphs, lists and the like, which is most: a quicker way.

What comes out is the same to the byte as by the long way, which a test holds together. Whatever is
not seen at once to be plain is none.
"""

import re
from html import escape, unescape
from html.entities import name2codepoint

from waypost.feeds.reading.addresses import READ

_TAG = re.compile(r"(<[^>]*>)")
# Marks for permalinks at the end of headings, which are gone from items.
_PERMALINK = re.compile(
    r'<a class="headerlink" href="[^"<>]*" title="[^"<>]*">[^<>]*</a>(?=</h[1-6]>)'
)
# Signs that parsers read each in a way of its own, or mend.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NAMED = re.compile("&([A-Za-z0-9]*;)?")
_NAMES = frozenset(f"{name};" for name in name2codepoint)  # of HTML 4, which all of them know
_SPACES = " \n\t"

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PHRASES = ("a", "b", "br", "code", "em", "i", "img", "kbd", "strong", "sub", "sup")
_FLOW = ("blockquote", "hr", "ol", "p", "table", "ul", *_HEADINGS)
_ROWS, _CELLS = ("tr",), ("td", "th")
# What may stand in what. A block that could also end something by itself is not in here.
_HOLDS = {
    **dict.fromkeys((*_PHRASES, *_HEADINGS, *_CELLS, "p"), frozenset(_PHRASES)),
    **dict.fromkeys(("", "blockquote"), frozenset(_FLOW)),
    "li": frozenset((*_FLOW, *_PHRASES)),
    **dict.fromkeys(("ol", "ul"), frozenset({"li"})),
    "table": frozenset({"thead", "tbody"}),
    **dict.fromkeys(("thead", "tbody"), frozenset(_ROWS)),
    "tr": frozenset(_CELLS),
}
_TEXTLESS = frozenset(("", "blockquote", "ol", "ul", "table", "thead", "tbody", "tr"))
_VOID = frozenset(("br", "hr", "img"))

_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"<>]*)"')
_KNOWN = {
    "a": frozenset({"href", "title"}),
    "img": frozenset(
        {"alt", "decoding", "height", "loading", "sizes", "src", "srcset", "title", "width"}
    ),
    "ol": frozenset({"start"}),
    **dict.fromkeys(_HEADINGS, frozenset({"id"})),
    **dict.fromkeys(_CELLS, frozenset({"style"})),
}
_NEEDED = {"a": "href", "img": "src"}
_ALIGNED = re.compile("text-align: (left|right|center);")


def if_plain(text: str, url: str) -> str | None:
    """An entry's HTML for readers, not yet cleaned; None where it takes more than this."""
    if _ODD.search(text) or not _NAMES.issuperset(_NAMED.findall(text)):
        return None
    parts = _TAG.split(_PERMALINK.sub("", text))
    around, inside, opened = [""], "", 0
    for at in range(1, len(parts), 2):
        before, tag = parts[at - 1], parts[at]
        if inside in _TEXTLESS and before.strip(_SPACES):
            return None
        if tag[1] == "/":
            is_empty = at == opened + 2 and not unescape(before).strip()
            if tag != f"</{inside}>" or (is_empty and inside not in _CELLS):
                return None  # what is empty is mended in many ways
            around.pop()
            inside = around[-1]
            continue
        name, space, given = tag[1:-1].partition(" ")
        if name not in _HOLDS[inside] or (name == "a" and "a" in around):
            return None
        if name in _VOID:
            given = given.rstrip(" /")
        if given or name in _NEEDED:
            attributes = _attributes(name, space + given, url)
            if attributes is None:
                return None
            parts[at] = f"<{name}{attributes}>"
        if name not in _VOID:
            around.append(name)
            inside, opened = name, at
    if inside or "<" in parts[-1] or parts[-1].strip(_SPACES):
        return None
    return "".join(parts)


def _attributes(name: str, text: str, url: str) -> str | None:
    """The attributes of a tag with addresses from everywhere; None where one is not known."""
    found: dict[str, str] = {}
    for key, value in _ATTRIBUTE.findall(text):
        if key not in _KNOWN.get(name, ()) or key in found:
            return None
        found[key] = value
    if sum(len(key) + len(value) + 4 for key, value in found.items()) != len(text):
        return None
    if name in _NEEDED and _NEEDED[name] not in found:
        return None
    for key in READ.keys() & found.keys():
        address = None if "#" in found[key] else READ[key](url, unescape(found[key]))
        if address is None:
            return None
        found[key] = escape(address)
    found.pop("id", None)
    if "style" in found:
        aligned = _ALIGNED.fullmatch(found.pop("style"))
        if not aligned:
            return None
        found["align"] = aligned[1]
    return "".join(f' {key}="{value}"' for key, value in found.items())
