"""Signs of other extensions of Markdown, as what Waypost's pages are made of reads the same.

Tabs and containers, tasks, marks, keys, edits (CriticMarkup), icons, names of emoji, attributes.
"""

import re
from collections.abc import Iterator
from functools import partial

from waypost.sources.code import Code

_TAB = re.compile(r'([ \t]*)===[!+]{0,2}[ \t]+"(.*)"[ \t]*')
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
# One within which there is no other.
_CONTAINER = re.compile(
    r"^(?P<indent>[ \t]*):::+[ \t]*(?P<kind>[\w-]+|\{[^}\n]*\})(?P<title>[^\n]*)\n"
    r"(?P<body>(?:(?![ \t]*:::).*\n)*?)[ \t]*:::+[ \t]*$",
    re.MULTILINE,
)
_KINDS = {"note", "tip", "info", "warning", "danger", "success", "question", "example", "quote"}
_AS = {"important": "note", "caution": "warning", "hint": "tip", "abstract": "info"}
# What else has an equals sign between braces is a formula, as a rule.
_NAMED = (
    r"(?:width|height|align|loading|target|title|alt|class|style|rel|id|download|hl_lines|linenums"
    r"|data-\w+)"
)
_ONE = rf"(?:[.#][\w:-]+|{_NAMED}=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{{}}\"']+))"
_LIST = rf"\{{:?[ \t]*{_ONE}(?:[ \t]+{_ONE})*[ \t]*\}}"
_ATTRIBUTES = re.compile(rf"(?<=[)\]*_\ue001]){_LIST}|^[ \t]*{_LIST}[ \t]*$", re.MULTILINE)
_ICON = re.compile(r":(?:material|octicons|fontawesome|simple)-[a-z0-9-]+:(?:\{[^{}\n]*\})? ?")
_EMOJI = re.compile(r"(?<![\w:/]):[a-z0-9_+-]+:(?![\w:/])")
_TASK = re.compile(r"^([ \t]*(?:[-*+]|\d+[.)])[ \t]+)\[([ xX])\](?=[ \t])", re.MULTILINE)
_KEYS = re.compile(r"(?<![\w+])\+\+(?:([\w-]+(?:\+[\w-]+)*)|\"([^\"\n]+)\")\+\+(?![\w+])")


def _edit(begins: str, *ends: str) -> re.Pattern[str]:
    """An edit, with what stands before each of its ends; none holds another, which takes long."""
    start = re.escape(begins)
    parts = (rf"((?:(?!{start}|{re.escape(end)})[\s\S])*){re.escape(end)}" for end in ends)
    return re.compile(start + "".join(parts))


# In this order: an edit may stand around another sign. What Obsidian shows nobody is gone, too.
_SIGNS = (
    (_edit("{>>", "<<}"), ""),
    (re.compile(r"%%(?=[^\s%])[^%\n]+%%|^%%[ \t]*\n(?:(?!%%)[\s\S])*^%%[ \t]*$", re.MULTILINE), ""),
    (_edit("{~~", "~>", "~~}"), r"<del>\1</del><ins>\2</ins>"),
    (_edit("{--", "--}"), r"<del>\1</del>"),
    (_edit("{++", "++}"), r"<ins>\1</ins>"),
    (_edit("{==", "==}"), r"<mark>\1</mark>"),
    (re.compile(r"(?<![=\w])==(?=\S)([^=\n]+?)(?<=\S)==(?![=\w])"), r"<mark>\1</mark>"),
    (re.compile(r"\^\^(?=\S)([^^\n]+?)(?<=\S)\^\^"), r"<ins>\1</ins>"),
    (re.compile(r"(?<=\w)\^([\w+-]{1,6})\^(?!\w)"), r"<sup>\1</sup>"),
)


def unfolded(text: str) -> str:
    """A text whose tabs stand one below the other, and whose containers are admonitions."""
    if ":::" in text:
        text = _without_containers(text)
    while (plain := "\n".join(_without_tabs(text.split("\n")))) != text:
        text = plain  # tabs within tabs
    return text


def plain(text: str) -> str:
    """A text without code, with Waypost's signs in the place of others."""
    text = _ATTRIBUTES.sub("", text)
    text = _ICON.sub("", text)
    text = with_emoji(text)
    text = _TASK.sub(lambda match: f"{match[1]}{'☐' if match[2] == ' ' else '☑'}", text)
    for sign, instead in _SIGNS:
        text = sign.sub(instead, text)
    return _KEYS.sub(_keys, text)


def with_emoji(text: str) -> str:
    """A text with signs in the place of their names."""
    if not _EMOJI.search(text):
        return text
    from pymdownx.gemoji_db import aliases, emoji  # a large table, and few texts need it

    def drawn(match: re.Match[str]) -> str:
        found = emoji.get(aliases.get(match[0], match[0]))
        if not found or not found.get("unicode"):
            return match[0]
        return "".join(chr(int(code, 16)) for code in found["unicode"].split("-"))

    return _EMOJI.sub(drawn, text)


def _without_tabs(lines: list[str]) -> Iterator[str]:
    """Lines in which a tab is a line in bold letters, and what it holds stands below that."""
    fence, inside = "", None
    for line in lines:
        opened = _FENCE.match(line)
        tab = None if fence else _TAB.fullmatch(line)
        if inside is not None and line.strip():
            inside = inside if line.startswith(inside) else None
        if fence:
            fence = "" if line.strip().startswith(fence) else fence
        elif opened:
            fence = opened[1]
        if tab and inside is None:
            inside = f"{tab[1]}    "
            yield from ("", f"{tab[1]}**{tab[2].strip().replace('*', '')}**", "")
        elif inside is not None:
            yield f"{inside[:-4]}{line[len(inside) :]}" if line.strip() else line
        else:
            yield line


def _without_containers(text: str) -> str:
    while True:
        code = [(each.start, each.end) for each in Code(text).regions()]
        changed = _CONTAINER.sub(partial(_container, code), text)
        if changed == text:
            return text
        text = changed


def _container(code: list[tuple[int, int]], match: re.Match[str]) -> str:
    """`::: tip Title` as an admonition, if Waypost has its kind; if not, what stands in it."""
    if any(start <= match.start() < end for start, end in code):
        return match[0]
    kind = match["kind"].lower()
    kind, indent, body = _AS.get(kind, kind), match["indent"], match["body"]
    sign = "???" if kind == "details" else "!!!"
    if kind not in {*_KINDS, "details"}:
        return f"\n{body}"
    title = re.sub(r"\{[^{}]*\}", "", match["title"]).strip("[] ").replace('"', "'")
    kind = "note" if kind == "details" else kind
    shown = "\n".join(f"    {line}" if line.strip() else "" for line in body.rstrip().split("\n"))
    called = f' "{title}"' if title else ""
    return f"{indent}{sign} {kind}{called}\n\n{shown}\n"


def _keys(match: re.Match[str]) -> str:
    if match[2]:  # what stands in quotation marks is shown as it is
        return f"<kbd>{match[2]}</kbd>"
    keys = (key.replace("-", " ").capitalize() for key in match[1].split("+"))
    return "+".join(f"<kbd>{key}</kbd>" for key in keys)
