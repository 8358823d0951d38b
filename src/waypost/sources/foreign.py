"""Markdown that somebody else wrote, made harmless before it becomes a text of the journal.

Quotations, code, `&` and what is smaller than something else stay as they are. Of HTML the words
stay, and a few tags without attributes; nothing that could run, and nothing that changes how
the page looks.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote

# Tags that mean something Markdown has no sign for, or that people type by habit.
_KEPT = {
    "b",
    "i",
    "em",
    "strong",
    "u",
    "s",
    "del",
    "ins",
    "mark",
    "small",
    "sub",
    "sup",
    "kbd",
    "q",
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_WITH_CONTENT = {"script", "style", "template", "noscript", "iframe", "object", "textarea", "title"}

_AUTOLINK = r"<(?:https?://[^\s<>\"'`\\{}\[\]]+|(?:mailto:)?[\w.+-]+@[\w.-]+)>"
# What could be markup, wherever it stands outside code; the order counts.
_TOKEN = re.compile(
    r"(?P<comment><!--)"
    rf"|<(?P<whole>{'|'.join(sorted(_WITH_CONTENT))})\b(?=[^<>]*>)"
    rf"|(?P<auto>{_AUTOLINK})"
    r"|<(?P<end>/?)(?P<tag>[A-Za-z][\w:-]*)(?:[\s/](?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*)?>"
    r"|(?P<open><)(?![\s\d=-]|\Z)"
    r"|\]\(\s*(?P<angle><[^<>\n]*>)(?=\s*[)\"'])"
    r"|\](?P<link>\()(?=[\s\x00-\x20]*<*[\s\x00-\x20]*(?P<target>[^\s():]*:?))"
    r"|\](?P<definition>:)(?=[\s\x00-\x20]*(?P<defined>[^\s:]*:?))"
    r"|(?P<brace>\{)",
    re.IGNORECASE,
)
_SAFE = "/:?#&=%+,;@~.-"
_GOES_ON = re.compile(r"\} *[\w:.,;}]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_FENCE_LIKE = re.compile(r"(?:[\s>]|[-*+]\s|\d+[.)]\s)*(`{3,}|~{3,})")
_FENCE = re.compile(r"(`{3,}|~{3,}) *[\w+#.-]* *")


def harmless(text: str) -> str:
    """The same words without anything in them that could run, or could make something run.

    Its own result stays as it is.
    """
    while (
        better := _once(text)
    ) != text:  # what was taken out may have brought two halves together
        text = better
    return text


def _once(text: str) -> str:
    code, kept, position = deque([*_code(text), (len(text), len(text))]), list[str](), 0
    markup = _Markup(text)
    while match := _TOKEN.search(text, position):
        start = match.start()
        while code[0][1] <= start < len(text):
            code.popleft()
        if code[0][0] <= start:
            kept.append(text[position : code[0][1]])
            position = code[0][1]
            continue
        kept.append(text[position:start])
        said, position = markup.said(match, is_cut=code[0][0] < match.end())
        kept.append(said)
    return "".join([*kept, text[position:]])


@dataclass(frozen=True)
class _Markup:
    """What could be markup in a text, from its beginning on.

    `ends` takes note of what is to stand in the place of a tag further on, `unending` of what has
    no end.
    """

    text: str
    ends: dict[int, str] = field(default_factory=dict)
    unending: set[str] = field(default_factory=set)

    def said(self, match: re.Match[str], is_cut: bool) -> tuple[str, int]:
        """What stands in the place of a match, and where the rest begins.

        `is_cut` says that code begins within it.
        """
        start, after = match.span()
        if match["angle"]:
            return self._angle(match, is_cut)
        if match["link"] or match["definition"]:
            return self._target(match), after
        if match["brace"]:
            return ("&#123;" if self._has_attributes(start) else "{"), after
        if match["comment"]:  # the author's own business: nobody but she sees it
            end = self.text.find("-->", after)
            inner = self.text[after : end if end >= 0 else len(self.text)]
            plain = inner.replace("<", "&lt;").replace(">", "&gt;")
            return f"<!--{plain}", after + len(inner)
        if is_cut or match["open"]:
            return "&lt;", start + 1
        if match["whole"]:
            return self._without(match["whole"].lower(), start)
        if match["auto"]:
            return self._autolink(match), after
        if match["end"]:
            return self.ends.pop(start, ""), after
        return self._tag(match), after

    def _angle(self, match: re.Match[str], is_cut: bool) -> tuple[str, int]:
        """A link whose address stands in angle brackets, which would hold a tag too."""
        start, address = match.start(), match["angle"]
        if not _is_harmless(address):
            return "]&#40;", start + 2
        if is_cut:
            return "](", start + 2
        if re.fullmatch(_AUTOLINK, address):
            return match[0], match.end()
        return f"]({quote(unescape(address[1:-1]).strip(), safe=_SAFE)}", match.end()

    def _autolink(self, match: re.Match[str]) -> str:
        """An address in angle brackets; behind a comment, a slash at its end makes it a tag."""
        said, before = match[0], (0, match.start())
        is_behind = self.text.rfind("-->", *before) > self.text.rfind("\n", *before)
        return said[1:-1] if is_behind and said.endswith("/>") else said

    def _target(self, match: re.Match[str]) -> str:
        """The sign before the address of a link, or of a definition of one."""
        if match["link"]:
            return "](" if _is_harmless(match["target"]) else "]&#40;"
        label = self.text.rfind("[", 0, match.start())
        is_note = self.text.startswith("[^", label)
        return "]:" if is_note or _is_harmless(match["defined"]) else "]&#58;"

    def _has_attributes(self, start: int) -> bool:
        """Whether a brace could begin a list of attributes.

        It can't within a line, behind a space or a dollar, if more words follow; nor can two of it.
        """
        text, end = self.text, self.text.find("\n", start)
        closed = text.find("}", start, end if end >= 0 else len(text))
        if closed < 0:
            return False
        before = text[max(0, start - 3) : start].removesuffix("{")
        if before.endswith("$"):
            return False
        is_within = re.search(r"\S \Z", before) and _GOES_ON.match(text, closed)
        return not is_within

    def _without(self, name: str, start: int) -> tuple[str, int]:
        """Something that is taken out with all that stands in it, as far as it has an end."""
        end = None
        if name not in self.unending:
            end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.text, start)
        if end is None:
            self.unending.add(name)
            return "&lt;", start + 1
        return "", end.end()

    def _tag(self, match: re.Match[str]) -> str:
        """What stands in the place of a tag that begins something, if it ends on the same line."""
        import nh3

        name, text = match["tag"].lower(), self.text
        if name == "br":
            return "<br>"
        ends = re.compile(rf"[^<>\n]*(</{re.escape(name)}\s*>)", re.IGNORECASE)
        if name not in (*_KEPT, "a") or not (end := ends.match(text, match.end())):
            return ""
        tags, attributes = _KEPT | {"a"}, {"a": {"href"}}
        clean = nh3.clean(match[0], tags, None, attributes, link_rel=None, url_schemes=_SCHEMES)
        words = text[match.end() : end.start(1)]
        if clean == f"<{name}></{name}>" and name != "a":
            self.ends[end.start(1)] = f"</{name}>"
            return f"<{name}>"
        link = re.fullmatch(r'<a href="([^"]+)"></a>', clean)
        if link and not re.search(r"[][`\\]", words):
            self.ends[end.start(1)] = f"](<{quote(unescape(link[1]), safe=_SAFE)}>)"
            return "["
        return ""


def _is_harmless(target: str) -> bool:
    """Whether a link leads to a page, a file or a person, however its address is written."""
    plain = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\ufeff\\`<>]", "", unescape(unescape(target)))
    scheme = _SCHEME.match(plain)
    return scheme is None or scheme[1].lower() in _SCHEMES


def _code(text: str) -> Iterator[tuple[int, int]]:
    """Where code stands, as far as no converter of Markdown can take it for anything else.

    Where one might, such as in a fence within a list, it is treated as text.
    """
    lines = text.splitlines(keepends=True)
    fenced = {line for first, last in _fences(lines) for line in range(first, last + 1)}
    position, chunk, began = 0, list[str](), 0
    for number, line in enumerate(lines):
        if number in fenced or not line.strip():
            yield from _spans(chunk, began)
            chunk = []
        elif not chunk:
            began = position
        if number in fenced:
            yield position, position + len(line)
        elif line.strip():
            chunk.append(line)
        position += len(line)
    yield from _spans(chunk, began)


def _fences(lines: list[str]) -> Iterator[tuple[int, int]]:
    """The first and last line of each fence, if all are plain ones."""
    found, opened = list[tuple[int, int]](), None
    for number, line in enumerate(lines):
        if not (like := _FENCE_LIKE.match(line)):
            continue
        if opened is None and _FENCE.fullmatch(line.rstrip("\n")):
            opened = number, like[1]
        elif opened and line.rstrip() == opened[1]:
            found.append((opened[0], number))
            opened = None
        else:
            return
    if opened is None:
        yield from found


def _spans(lines: list[str], position: int) -> Iterator[tuple[int, int]]:
    """Code within the lines of a paragraph, if each line closes what it opens."""
    found = list[tuple[int, int]]()
    for line in lines:
        opened: tuple[int, int] | None = None
        for run in re.finditer(r"(\\?)(`+)", line):
            if opened is None:
                if run[1]:
                    return
                opened = run.start(2), len(run[2])
            elif opened[1] == len(run[2]):
                if "|" in line[opened[0] : run.end()]:  # the next cell of a table?
                    return
                found.append((position + opened[0], position + run.end()))
                opened = None
        if opened:
            return
        position += len(line)
    yield from found
