"""The letters of the face at a size: each is drawn once, however many cards it stands on."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

_FACE = Path(__file__).parent / "literata.woff2"


_SMALL = 40  # pixels; in sizes up to this, cards say the same words again and again


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
    _drawn: dict[tuple[str, int, int], _Drawn | None] = field(default_factory=dict)
    _widths: dict[str, float] = field(default_factory=dict)
    _lengths: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, size: int) -> "Letters":
        """The face of cards."""
        # By itself Pillow sets letters as the computer's libraries can, each in another way.
        plain = ImageFont.Layout.BASIC
        return cls(size, ImageFont.truetype(_FACE, size, layout_engine=plain))

    def length(self, text: str) -> float:
        """How wide a text is."""
        if text not in self._lengths:
            apart = sum(map(self._width, text))
            self._lengths[text] = apart + sum(map(self._between, text, text[1:]))
        return self._lengths[text]

    def write(
        self, image: Image.Image, text: str, at: tuple[float, int], shades: tuple[int, int]
    ) -> None:
        """Write a line from a place on its base line on.

        `shades` are the first and how many of a colour in the palette, from pale to full.
        """
        pen, base = at
        before = ""
        for part in text.split(" ") if self.size <= _SMALL else text:
            pen += self._between(before[-1:], part[:1]) if before and part else 0
            if drawn := self._part(part, *shades):
                image.paste(drawn.shades, (round(pen) + drawn.left, base + drawn.top), drawn.mask)
            if self.size <= _SMALL:
                part = f"{part} "
            pen += self.length(part)
            before = part

    def _width(self, text: str) -> float:
        if text not in self._widths:
            self._widths[text] = self.font.getlength(text)
        return self._widths[text]

    def _between(self, one: str, other: str) -> float:
        """By how much two letters stand nearer to each other than others."""
        return self._width(one + other) - self._width(one) - self._width(other)

    def _part(self, text: str, first: int, count: int) -> _Drawn | None:
        key = text, first, count
        if key not in self._drawn:
            self._drawn[key] = self._draw(*key)
        return self._drawn[key]

    def _draw(self, text: str, first: int, count: int) -> _Drawn | None:
        """A letter, or a word; nothing where there is nothing to see."""
        tile = Image.new("L", (self.size * 2 + round(self.length(text)), self.size * 3), 0)
        ImageDraw.Draw(tile).text((self.size, self.size * 2), text, 255, self.font, anchor="ls")
        parts = [round(part * count / 255) for part in range(256)]
        box = tile.point([part and 255 for part in parts]).getbbox()
        if box is None:
            return None
        tile = tile.crop(box)
        shades = tile.point([part and first + part - 1 for part in parts])
        mask = tile.point([part and 255 for part in parts]).convert("1")
        return _Drawn(box[0] - self.size, box[1] - self.size * 2, shades, mask)
