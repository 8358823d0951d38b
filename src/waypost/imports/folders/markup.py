"""HTML within Markdown, as Markdown; what could run, or look after readers, is taken out."""

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import quote, urlsplit

from waypost.imports.folders.blocks import WRAPPER, as_markdown
from waypost.imports.folders.extensions import plain, unfolded
from waypost.imports.folders.masks import CLOSED, OPEN, Masked, masked, with_fences
from waypost.sources.foreign import harmless

_BLOCKS = "blockquote|table|ul|ol|dl|pre|figure|p|h[1-6]|details|address|picture|fieldset"
_BLOCK = re.compile(rf"<({_BLOCKS})\b[^<>]*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?--!?>", re.DOTALL)
_OPEN_COMMENT = re.compile(r"<!--(?:(?!\n[ \t]*\n).)*", re.DOTALL)
_GIST = re.compile(
    r"<script\b[^<>]*\bsrc=[\"'](?:https?:)?//gist\.github\.com/([\w/-]+?)(?:\.js)?(?:\?[^\"']*)?"
    r"[\"'][^<>]*>\s*</script\s*>",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"<(script|style|noscript|template|form|textarea|select|svg|math|head|title|canvas)\b[^<>]*>"
    r"(?:(?!<\1\b).)*?</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_EMBEDDED = re.compile(
    r"<(iframe|video|audio|object)\b([^<>]*)>((?:(?!<\1\b).)*?)</\1\s*>|<(embed)\b([^<>]*?)/?>",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS = re.compile(r"\b(?:src|data|data-src|data-video)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_IMG = re.compile(r"<img\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_LINK = re.compile(
    r"<a\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>((?:(?!<a\b).)*?)</a\s*>", re.I | re.DOTALL
)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_AUTOLINK = re.compile(r"<(?:https?://[^\s<>]+|(?:mailto:)?[\w.+-]+@[\w.-]+\.\w+)>")
_ANGLES = re.compile(r"(?<=\]\()<[^<>\n]*>")
# An address without the quotation mark at its end, which swallows all up to the next one.
_UNQUOTED = re.compile(r"((?:href|src)=)\"([^\"<>\s]+)>", re.IGNORECASE)
# A scheme that goes on in the next line, which a browser reads as one word.
_BROKEN = re.compile(r"(\]\(\s*<?[^\s()<>\"':]{1,30})\s*\n[\s>]*(?=[^\s()\"':]{0,30}[\n:])")
_RUNNING = re.compile(
    r"!?\[([^\[\]]*)\]\(\s*<?\s*(?:javascript|vbscript|data):(?:[^()\n]|\([^()\n]*\))*\)",
    re.IGNORECASE,
)
_RULE = re.compile(r"<hr\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?([A-Za-z][\w.:-]*)((?:[\s/](?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*)?)>")
_ATTRIBUTES = re.compile(r"(?<![ \t])[ \t]*(?:\{:[^{}\n]*\}|\{[.#][\w-][^{}\n]*\})")
_HEADING_ID = re.compile(r"(?m)^(#{1,6} .*?)[ \t]*\{:?[ ]*#([\w-]+)[^{}\n]*\}[ \t]*$")
_CONTENTS = re.compile(r"^[^\n]*\n?\{:\s*toc\b[^{}]*\}[ \t]*$", re.M | re.I)
_SHORT = re.compile(r"^\*\[[^\]\n]+\]:.*$", re.MULTILINE)
_REAL = frozenset(
    re.findall(
        r"\w+",
        "a abbr acronym address area article aside b base bdi bdo big blockquote br button "
        "caption center cite code col colgroup data dd del details dfn dialog div dl dt em "
        "fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd "
        "label legend li link main map mark meta meter nav object ol optgroup option output p "
        "param picture pre progress q rp rt ruby s samp section small source span strike strong "
        "sub summary sup table tbody td tfoot th thead time tr track tt u ul var video wbr "
        "iframe script style svg path g html body ",
    )
)


def cleaned(text: str) -> tuple[str, list[str]]:
    """A text without HTML but for a few plain tags, and sentences on what was lost."""
    mask = masked(with_fences(unfolded(text)))
    notes: list[str] = []
    found = mask.text
    found = _COMMENT.sub("", found)
    found = _OPEN_COMMENT.sub("", found)
    found = _without_attributes(plain(found), mask)
    while (joined := _BROKEN.sub(r"\1", found)) != found:
        found = joined
    found = _RUNNING.sub(r"\1", found)
    if "<" in found:
        found = _UNQUOTED.sub(r'\1"\2">', found)
        found = _AUTOLINK.sub(lambda match: mask.put_aside(harmless(match[0])), found)
        found = _ANGLES.sub(lambda match: _put(match[0][1:-1]), found)
        found = _GIST.sub(r"[Gist](https://gist.github.com/\1)", found)
        found = _gone(found, notes)
        found = _EMBEDDED.sub(_embedded, found)
        found = _blocks(found)
        found = _without_wrappers(found)
        found = _RULE.sub("\n\n***\n\n", found)
        found = _IMG.sub(lambda match: picture(match[1]), found)
        found = _LINK.sub(_link, found)
        found = _TAG.sub(lambda match: _unknown(match, notes), found)
    found = harmless(found)
    found = found.replace(OPEN, "&#123;").replace(CLOSED, "&#125;")
    whole = mask.restored(found)
    return whole, notes


def _without_attributes(text: str, mask: Masked) -> str:
    """A text without what kramdown and its like say of a paragraph; ids of headings stay."""
    found = _CONTENTS.sub("", text)
    found = _HEADING_ID.sub(lambda m: f"{m[1]} {mask.put_aside(f'{{#{m[2]}}}')}", found)
    found = _ATTRIBUTES.sub("", found)
    return _SHORT.sub("", found)


def _gone(text: str, notes: list[str]) -> str:
    names = dict.fromkeys(match[1].lower() for match in _GONE.finditer(text))
    if names:
        notes.append(f"What stood in {', '.join(f'<{each}>' for each in names)} was taken out.")
    return _GONE.sub("", text)


def _embedded(match: re.Match[str]) -> str:
    """A link in the place of a film or of another page."""
    given = _ADDRESS.search(match[2] or match[5] or "") or _ADDRESS.search(match[3] or "")
    if not given:
        return ""
    address = unescape(given[1])
    address = f"https:{address}" if address.startswith("//") else address
    if film := re.search(r"youtube(?:-nocookie)?\.com/embed/([\w-]+)", address):
        address = f"https://www.youtube.com/watch?v={film[1]}"
    title = re.search(r"\btitle\s*=\s*\"([^\"]+)\"", match[2] or match[5] or "")
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    name = (match[1] or match[4]).lower()
    kind = name.capitalize() if name in ("video", "audio") else "Embedded"
    words = title[1] if title else f"{kind}: {host}" if host else kind
    return f"[{_bare(words)}]({_put(address)})"


def _blocks(text: str) -> str:
    """A text with Markdown in the place of whole blocks of HTML."""
    out, position = list[str](), 0
    for start, end in _regions(text):
        before = text[position:start]
        line = before.rpartition("\n")[2]
        indent = line if not line.strip() and _in_list("".join([*out, before]), line) else ""
        out.append(before.rstrip(" \t") if not line.strip() else before)
        block = as_markdown(text[start:end])
        shown = "\n".join(f"{indent}{each}".rstrip() for each in block.strip("\n").split("\n"))
        out.append(f"\n\n{shown}\n\n")
        position = end
    return "".join([*out, text[position:]])


def _regions(text: str) -> Iterator[tuple[int, int]]:
    position, ends = 0, dict[str, dict[int, int]]()
    while match := _BLOCK.search(text, position):
        name = match[1].lower()
        if name not in ends:
            ends[name] = _ends(text, name)
        end = ends[name].get(match.end())
        if end is None:
            position = match.end()
            continue
        yield match.start(), end
        position = end


def _ends(text: str, name: str) -> dict[int, int]:
    """Where each element of a kind ends, by where its first tag does."""
    found, opened = dict[int, int](), list[int]()
    for match in re.compile(rf"<(/?){name}\b[^<>]*>", re.IGNORECASE).finditer(text):
        if not match[1]:
            opened.append(match.end())
        elif opened:
            found[opened.pop()] = match.end()
    return found


def _in_list(before: str, indent: str) -> bool:
    for line in reversed(before.split("\n")[:-1][-40:]):
        width = len(line) - len(line.lstrip())
        if line.strip() and width < len(indent):
            return re.match(r"\s*(?:[-*+]|\d+[.)])\s", line) is not None
    return False


def _without_wrappers(text: str) -> str:
    """A text without the boxes that its parts stood in, and without their indentation."""
    if not WRAPPER.search(text):
        return text
    depth, lines = 0, list[str]()
    for line in text.split("\n"):
        marks = [match[1] for match in WRAPPER.finditer(line)]
        inside = depth > 0
        depth = max(0, depth + sum(-1 if mark else 1 for mark in marks))
        if marks:
            parts = [part.strip() for part in WRAPPER.sub("\n\n", line).split("\n")]
            lines += ["", *parts, ""]
        elif inside and not re.match(r"\s*(?:[-*+]|\d+[.)])\s", line):
            is_continued = bool(lines) and _continues_list(lines)
            lines.append(line if is_continued else line.lstrip())
        else:
            lines.append(line)
    return "\n".join(lines)


def _continues_list(lines: list[str]) -> bool:
    for line in reversed(lines[-30:]):
        if re.match(r"\s*(?:[-*+]|\d+[.)])\s", line):
            return True
        if line.strip() and not line[0].isspace():
            return False
    return False


def picture(attributes: str) -> str:
    """A picture in Markdown, by the attributes of its tag."""
    given = _attributes(attributes)
    source = given.get("src") or given.get("data-src") or given.get("data-lazy-src", "")
    if not source or source.startswith("data:"):
        return _bare(given.get("alt", ""))
    return f"![{_bare(given.get('alt', ''))}]({_put(source)})"


def _link(match: re.Match[str]) -> str:
    target = _attributes(match[1]).get("href", "").strip()
    words = " ".join(match[2].split())
    if not target or not words or re.match(r"(?:javascript|data|vbscript):", target, re.IGNORECASE):
        return words
    return f"[{words}]({_put(target)})"


def _attributes(text: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(text)
    return {name.lower(): unescape(a or b or c) for name, a, b, c in found}


def _put(address: str) -> str:
    """An address as it stands between round brackets."""
    return quote(address.strip(), safe="/:?#&=%+,;@~.-_!$'*[]\ue000\ue001")


def _unknown(match: re.Match[str], notes: list[str]) -> str:
    """A tag that HTML does not know is what somebody wrote: `<branch>`; a component is none."""
    name = match[1]
    if name.lower() in _REAL:
        return match[0]
    if "-" in name or (name[0].isupper() and match[2].strip()):
        notes.append(f"<{name}> is of its former program, and was taken out.")
        return ""
    return escape(match[0], quote=False)


def _bare(words: str) -> str:
    return " ".join(words.replace("[", "(").replace("]", ")").split())
