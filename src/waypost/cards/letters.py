"""The letters of the face at a size: each is drawn once, however many cards it stands on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

_FACE = Path(__file__).parent / "literata.woff2"
_SMALL = 40  # pixels; in sizes up to this, cards say the same words again and again
_SEEN = [0, *[255] * 255]


class Shades(NamedTuple):
    """A colour from pale to full, by numbers of a palette."""

    first: int
    steps: int
    table: Sequence[int]
    """The number for each strength, 0 to 255; that of the paper is 0."""

    @classmethod
    def of(cls, first: int, steps: int) -> "Shades":
        """So many shades, from this number on."""
        parts = [round(strength * steps / 255) for strength in range(256)]
        return cls(first, steps, [part and first + part - 1 for part in parts])


class _Drawn(NamedTuple):
    """A text in shades of a colour, where it begins beside the pen, and what of it is no paper."""

    left: int
    top: int
    shades: Image.Image
    mask: Image.Image


@dataclass(frozen=True)
class Letters:
    """A face in a size, in pixels."""

    size: int
    font: ImageFont.FreeTypeFont
    _drawn: dict[tuple[str, int], _Drawn | None] = field(default_factory=dict)
    _lengths: dict[str, float] = field(default_factory=dict)
    _pairs: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, size: int) -> "Letters":
        """The face of cards."""
        # By itself Pillow sets letters as the computer's libraries can, each in another way.
        plain = ImageFont.Layout.BASIC
        return cls(size, ImageFont.truetype(_FACE, size, layout_engine=plain))

    def length(self, text: str) -> float:
        """How wide a text is."""
        if text not in self._lengths:
            alone = sum(self.font.getlength(letter) for letter in text)
            self._lengths[text] = alone + sum(map(self._between, text, text[1:]))
        return self._lengths[text]

    def write(self, image: Image.Image, text: str, at: tuple[float, int], shades: Shades) -> None:
        """Write a line into a picture in mode P, from a place on its base line on."""
        parts: Sequence[str] = text
        if self.size <= _SMALL:
            parts = [f"{word} " for word in text.split(" ")]
        pen, base = at
        before = ""
        for part in parts:
            if before:
                pen += self._between(before[-1], part[0])
            if drawn := self._part(part, shades):
                image.paste(drawn.shades, (round(pen) + drawn.left, base + drawn.top), drawn.mask)
            pen += self.length(part)
            before = part

    def _between(self, one: str, other: str) -> float:
        """By how much two letters stand nearer to each other than others."""
        pair = one + other
        if pair not in self._pairs:
            whole, *alone = map(self.font.getlength, (pair, one, other))
            self._pairs[pair] = whole - sum(alone)
        return self._pairs[pair]

    def _part(self, text: str, shades: Shades) -> _Drawn | None:
        key = text, shades.first
        if key not in self._drawn:
            self._drawn[key] = self._draw(text, shades)
        return self._drawn[key]

    def _draw(self, text: str, shades: Shades) -> _Drawn | None:
        """A letter, or a word; nothing where there is nothing to see."""
        tile = Image.new("L", (self.size * 2 + round(self.length(text)), self.size * 3), 0)
        ImageDraw.Draw(tile).text((self.size, self.size * 2), text, 255, self.font, anchor="ls")
        tile = tile.point(shades.table)
        box = tile.getbbox()
        if box is None:
            return None
        tile = tile.crop(box)
        left, top = box[0] - self.size, box[1] - self.size * 2
        # In the mode of cards, else it is turned into that each time it is pasted.
        return _Drawn(left, top, tile.convert("P"), tile.point(_SEEN, "1"))
