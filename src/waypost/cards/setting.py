"""How a text is set on a card: in lines, as large as fits, of letters that the face has."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from waypost.cards.letters import Letters

# What literata.woff2 has, as make.py beside the face says.
_SIGNS = "–—‘’‚“”„•…‰€←↑→↓−\u2007\u2009\u202f\u2060"
_LETTERS = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x17F)))) - {"\xad"} | {*_SIGNS}
_SPACE = re.compile(r"[ \t\r\n\v\f]+")  # and no other: a space that joins two words does not part
_HYPHENS = str.maketrans("\u2010\u2011", "--")


@dataclass(frozen=True)
class Set:
    """A text in lines, and the face in which they fit."""

    lines: Sequence[str]
    face: Letters


def legible(text: str) -> str:
    """The text in letters that the face has; others are left out, and no box takes their place."""
    found = unicodedata.normalize("NFC", text.translate(_HYPHENS))
    if not _LETTERS.issuperset(found):
        found = "".join(map(_plain, found))
    return _SPACE.sub(" ", found).strip()


def fitted(text: str, faces: Sequence[Letters], width: int, height: int) -> Set:
    """A text in the first of these faces in which it fits, the largest first.

    No word is taken apart. What fits in none is cut behind a word in the last one, and only a word
    that is wider than the card within itself.
    """
    words = text.split(" ")
    for face in faces:
        measured, space = [(word, face.length(word)) for word in words], face.length(" ")
        lines = _lines(measured, space, width)
        if len(lines) <= _rows(face, height) and max(each for _, each in measured) <= width:
            return Set(_balanced(measured, space, width, lines), face)
    lines = lines[: _rows(face, height)]
    kept = [line if face.length(line) <= width else _cut(line, face, width) for line in lines[:-1]]
    return Set([*kept, _cut(lines[-1], face, width)], face)


def leading(face: Letters) -> int:
    """From one line to the next."""
    return round(face.size * 1.2)


def _plain(letter: str) -> str:
    plain = letter if letter in _LETTERS else unicodedata.normalize("NFKC", letter)
    return plain if _LETTERS.issuperset(plain) else ""


def _rows(face: Letters, height: int) -> int:
    return max(1, height // leading(face))


def _lines(words: Sequence[tuple[str, float]], space: float, room: float) -> list[str]:
    lines: list[str] = []
    taken = room
    for word, width in words:
        if lines and taken + space + width <= room:
            lines[-1] += f" {word}"
            taken += space + width
        else:
            lines.append(word)
            taken = width
    return lines


def _balanced(
    words: Sequence[tuple[str, float]], space: float, room: float, lines: list[str]
) -> list[str]:
    """The same text in as many lines, of nearly the same length."""
    widest, step = max(width for _, width in words), room / 32
    while len(lines) > 1 and room - step >= widest:
        room -= step
        closer = _lines(words, space, room)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines


def _cut(line: str, face: Letters, width: int) -> str:
    """A line that says that there is more; between words as long as there are two."""
    while face.length(f"{line}…") > width:
        shorter = line.rpartition(" ")[0] or line[:-1]
        line = shorter.rstrip(" ,;:–—")
    return f"{line}…"
