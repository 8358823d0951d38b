"""A card as a picture: sixteen colours, a few kilobytes, a few milliseconds."""

from collections.abc import Mapping, Sequence

from PIL import Image, ImageDraw

from waypost.cards.encoding import Strip, png, strip
from waypost.cards.letters import Letters, Shades
from waypost.cards.model import Card
from waypost.cards.setting import Set, fitted, leading, legible

WIDTH, HEIGHT = 1200, 630
"""What those ask for who show such cards."""

_SIZES = (108, 96, 88, 80, 72, 64, 58, 52, 46)
_EDGE = 84
_WIDE = WIDTH - 2 * _EDGE
_TOP, _BOTTOM, _FOOT = 166, 448, 560  # of the title, and the line on which the name stands
_PARTED = 470  # below all letters of the title, and above the steps
_PAPER, _INK, _QUIET, _LINE = "#fcfaf5", "#2b2723", "#665c53", "#ded5c5"
# For soft edges, where the shades of a colour begin in the palette, and how many there are.
_SHADES: Mapping[str, Shades] = {
    "ink": Shades.of(1, 5),
    "accent": Shades.of(6, 4),
    "quiet": Shades.of(10, 4),
}
_PALE, _PASSED = 14, 15
_BAR, _HERE, _GAP = 10, 22, 10


class Painter:
    """Draws cards; it holds what all cards of a build have in common."""

    def __init__(self) -> None:
        """Begin with nothing drawn."""
        # Memory costs more to get than to wipe, so there is one for all cards.
        self._sheet = Image.new("P", (WIDTH, _PARTED))
        self._faces: dict[int, Letters] = {}
        self._palettes: dict[str, Sequence[int]] = {}
        self._papers: dict[int, Strip] = {}
        self._feet: dict[tuple[object, ...], Strip] = {}

    def paint(self, card: Card) -> bytes:
        """The card as a PNG; the same bytes for the same card."""
        looks = card.looks.light
        if looks not in self._palettes:
            self._palettes[looks] = _palette(looks)
        return png((WIDTH, HEIGHT), self._palettes[looks], [*self._head(card), self._foot(card)])

    def _head(self, card: Card) -> Sequence[Strip]:
        """What it says, and the paper around it."""
        image = self._sheet
        image.paste(0, (0, 0, WIDTH, _PARTED))
        small, middle = self._face(34), self._face(40)
        self._write(image, "accent", fitted(legible(card.kicker), [small], _WIDE, 1), 84)
        room = _BOTTOM - _TOP - (leading(middle) * 2 + 20 if card.below else 0)
        sizes = [self._face(size) for size in _SIZES]
        top = _TOP if card.kicker else _TOP - 60
        title = fitted(legible(card.title), sizes, _WIDE, room + _TOP - top)
        end = self._write(image, "ink", title, top)
        if card.below:
            below = fitted(legible(card.below), [middle], _WIDE, leading(middle) * 2)
            self._write(image, "quiet", below, end + 20)
        _, top, _, bottom = image.getbbox() or (0, 0, 0, 0)
        said = strip(image, top, bottom)
        return [self._paper(top), said, self._paper(_PARTED - bottom)]

    def _foot(self, card: Card) -> Strip:
        """Where it stands, and the name of the whole: the same on many cards."""
        key = card.step, card.steps, card.label, card.journal
        if key not in self._feet:
            self._feet[key] = self._drawn_foot(card)
        return self._feet[key]

    def _drawn_foot(self, card: Card) -> Strip:
        image = Image.new("P", (WIDTH, HEIGHT))
        small = self._face(34)
        self._steps(image, card)
        where = f"{card.step}/{card.steps} · {legible(card.label)}" if card.label else ""
        label = fitted(where, [small], _WIDE // 2, 1) if where else Set([], small)
        if label.lines:
            self._write(image, "accent", label, _FOOT - 34, right=True)
        taken = round(small.length(label.lines[0])) + 60 if label.lines else 0
        name = fitted(legible(card.journal), [small], _WIDE - taken, 1)
        self._write(image, "quiet", name, _FOOT - 34)
        return strip(image, _PARTED, HEIGHT, often=True)

    def _paper(self, rows: int) -> Strip:
        if rows not in self._papers:
            self._papers[rows] = strip(Image.new("P", (WIDTH, rows)), 0, rows, often=True)
        return self._papers[rows]

    def _write(
        self, image: Image.Image, colour: str, text: Set, top: int, right: bool = False
    ) -> int:
        """Write lines from a height on; the height where they end."""
        face, step = text.face, leading(text.face)
        for number, line in enumerate(text.lines):
            x = WIDTH - _EDGE - face.length(line) if right else _EDGE
            face.write(image, line, (x, top + face.size + step * number), _SHADES[colour])
        return top + step * len(text.lines) if any(text.lines) else top

    def _steps(self, image: Image.Image, card: Card) -> None:
        """The way in steps: those passed, the one where this stands, and those to come."""
        draw = ImageDraw.Draw(image)
        last = max(_SHADES["accent"].table)
        low = _FOOT - 62
        count = card.steps or 1
        wide = (_WIDE + _GAP) / count
        for step in range(1, count + 1):
            left = _EDGE + (step - 1) * wide
            is_here = step == card.step
            shade = last if is_here else _PASSED if step < card.step else _PALE
            high = _HERE if is_here else _BAR if card.steps else 2
            draw.rectangle((round(left), low - high, round(left + wide - _GAP) - 1, low - 1), shade)

    def _face(self, size: int) -> Letters:
        if size not in self._faces:
            self._faces[size] = Letters.of(size)
        return self._faces[size]


def _palette(accent: str) -> Sequence[int]:
    colours = {0: _PAPER, _PALE: _LINE, _PASSED: _mixed(accent, 0.42)}
    for name, colour in {"ink": _INK, "accent": accent, "quiet": _QUIET}.items():
        shades = _SHADES[name]
        for shade in range(shades.steps):
            colours[shades.first + shade] = _mixed(colour, (shade + 1) / shades.steps)
    return [part for index in range(16) for part in bytes.fromhex(colours[index][1:])]


def _mixed(colour: str, share: float) -> str:
    """So much of a colour on the paper."""
    parts = zip(bytes.fromhex(colour[1:]), bytes.fromhex(_PAPER[1:]), strict=True)
    return "#" + "".join(f"{round(paper + (part - paper) * share):02x}" for part, paper in parts)
