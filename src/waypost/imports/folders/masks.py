"""Code in a text, put aside while the rest is worked upon, and put back as it was.

What stands in its place are letters of Unicode's private area, which `decoding` lets no text have.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from waypost.sources.code import Code

OPEN: Final = "\ue010"
CLOSED: Final = "\ue011"
"""Braces that are meant to be seen, whatever they would begin."""

_TOKEN = re.compile("\ue000(\\d+)\ue001")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s|\s*\[\^[^\]]+\]:|(?:!!!|\?\?\?\+?|===) |:\s")
_INDENT = re.compile(r"(?: {4}|\t| {1,3}\t)")


@dataclass
class Masked:
    """A text in which code is a sign, and the code."""

    text: str
    pieces: list[str] = field(default_factory=list)

    def put_aside(self, piece: str) -> str:
        """The sign for a piece of text that nothing is to touch."""
        self.pieces.append(piece)
        return f"\ue000{len(self.pieces) - 1}\ue001"

    def restored(self, text: str) -> str:
        """A text with the pieces in the place of their signs."""
        for _ in range(4):  # a piece may hold others
            if "\ue000" not in text:
                break
            text = _TOKEN.sub(lambda match: self.pieces[int(match[1])], text)
        return text


def masked(text: str) -> Masked:
    """A text whose code is put aside: fences that end, and spans."""
    found, kept, position = Masked(""), list[str](), 0
    for region in Code(text).regions():
        if region.is_fenced and not region.is_closed:
            continue
        piece = text[region.start : region.end]
        line_end = "\n" if region.is_fenced and piece.endswith("\n") else ""
        piece = piece.removesuffix("\n") if line_end else piece
        if not region.is_fenced:  # a line of it that begins with a tag would be taken for HTML
            piece = re.sub(r"\s*\n\s*", " ", piece)
        plain = piece.replace(OPEN, "{").replace(CLOSED, "}")
        kept += [text[position : region.start], found.put_aside(plain), line_end]
        position = region.end
    found.text = "".join([*kept, text[position:]])
    return found


def fenced(text: str, language: str = "") -> str:
    """Code between lines that no line of it is like."""
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    word = re.sub(r"[^\w+#.-].*", "", language.strip(), flags=re.DOTALL)
    body = text.strip("\n").replace("\t", "    ")
    return f"{fence}{word}\n{body}\n{fence}"


def with_fences(text: str) -> str:
    """A text whose indented code stands between fences, as far as it can't be part of a list."""
    if not re.search(r"^(?: {4}|\t)", text, re.MULTILINE):
        return text
    lines, out, number = text.split("\n"), list[str](), 0
    is_list, is_fence, blank_before, tag = False, "", True, ""
    while number < len(lines):
        line = lines[number]
        fence = re.match(r"\s*(`{3,}|~{3,})", line)
        if is_fence:
            is_fence = "" if line.strip().startswith(is_fence) else is_fence
        elif fence:
            is_fence = fence[1]
        elif tag:
            tag = "" if f"</{tag}" in line.lower() else tag
        elif line.strip():
            if _INDENT.match(line) and blank_before and not is_list:
                end = _end_of_code(lines, number)
                block = [re.sub(r"^(?: {4}| {0,3}\t)", "", each) for each in lines[number:end]]
                out += [*_named(block).split("\n"), ""]
                number = end
                continue
            if opened := re.match(r" {0,3}<([a-z][a-z0-9]*)\b", line, re.IGNORECASE):
                tag = "" if f"</{opened[1].lower()}" in line.lower() else opened[1].lower()
                tag = "" if tag in ("img", "br", "hr", "input", "link", "meta") else tag
            if not line[:1].isspace() or _LIST_ITEM.match(line):
                is_list = bool(_LIST_ITEM.match(line)) or (is_list and not blank_before)
        blank_before = not line.strip()
        out.append(line)
        number += 1
    return "\n".join(out)


def _named(lines: list[str]) -> str:
    """Code whose first line names its language, as Python-Markdown has it, between fences."""
    first = re.fullmatch(r"(?::::+|#!)[ \t]*([\w+#-]+)(?:[ \t].*)?", lines[0])
    return fenced("\n".join(lines[1:] if first else lines), first[1] if first else "")


def _end_of_code(lines: list[str], start: int) -> int:
    end = start
    for number in range(start, len(lines)):
        if _INDENT.match(lines[number]) and lines[number].strip():
            end = number + 1
        elif lines[number].strip():
            break
    return end
