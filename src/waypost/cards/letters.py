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
        is_small = self.size <= _SMALL
        self._put(image, [f"{word} " for word in text.split(" ")] if is_small else text, at, shades)

    def _put(
        self, image: Image.Image, parts: Sequence[str], at: tuple[float, int], shades: Shades
    ) -> None:
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
            nearer = whole - sum(alone)
            # It is whole pixels, of which Pillow (13.0) gives a 64th.
            self._pairs[pair] = nearer if abs(nearer) >= 1 else nearer * 64
        return self._pairs[pair]

    def _part(self, text: str, shades: Shades) -> _Drawn | None:
        key = text, shades.first
        if key not in self._drawn:
            draw = self._letter if len(text) == 1 else self._word
            self._drawn[key] = draw(text, shades)
        return self._drawn[key]

    def _letter(self, letter: str, shades: Shades) -> _Drawn | None:
        left, top, right, bottom = self.font.getbbox(letter, anchor="ls")
        tile = Image.new("L", (round(right - left), round(bottom - top)))
        ImageDraw.Draw(tile).text((-left, -top), letter, 255, self.font, anchor="ls")
        # In the mode of cards, else it is turned into that each time it is pasted.
        return _drawn(tile.point(shades.table).convert("P"), round(left), round(top))

    def _word(self, word: str, shades: Shades) -> _Drawn | None:
        tile = Image.new("P", (self.size * 2 + round(self.length(word)), self.size * 3))
        self._put(tile, word, (self.size, self.size * 2), shades)
        return _drawn(tile, -self.size, -self.size * 2)


def _drawn(tile: Image.Image, left: int, top: int) -> _Drawn | None:
    """What there is to see of a picture that begins there beside the pen."""
    box = tile.getbbox()
    if box is None:
        return None
    tile = tile.crop(box)
    return _Drawn(left + box[0], top + box[1], tile, tile.point(_SEEN, "1"))
