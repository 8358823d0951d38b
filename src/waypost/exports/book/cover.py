"""The cover: the name of the journal, whose it is, and the way in steps."""

from io import BytesIO

from PIL import Image, ImageDraw

from waypost.cards.letters import Letters
from waypost.cards.setting import fitted, leading, legible
from waypost.exports.model import Edition

WIDTH, HEIGHT = 1200, 1800
_EDGE = 110
_WIDE = WIDTH - 2 * _EDGE
_SIZES = (150, 136, 122, 110, 98, 86, 74)
_PAPER, _INK, _QUIET = "#fcfaf5", "#2b2723", "#665c53"


def cover(edition: Edition, when: str) -> bytes:
    """The cover as a PNG; `when` says of which time the journal tells."""
    accent = edition.looks.light
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 36, HEIGHT), accent)
    title = fitted(legible(edition.site.title), [Letters.of(size) for size in _SIZES], _WIDE, 900)
    top = 330
    for line in title.lines:
        draw.text((_EDGE, top), line, _INK, title.face.font)
        top += leading(title.face)
    small = Letters.of(46)
    below = fitted(legible(edition.site.description), [small], _WIDE, leading(small) * 4)
    top += 50
    for line in below.lines:
        draw.text((_EDGE, top), line, _QUIET, small.font)
        top += leading(small)
    count = max(1, len(edition.journal.settings.stages))
    wide = (_WIDE + 14) / count
    for step in range(count):
        left = _EDGE + step * wide
        draw.rectangle((left, 1490, left + wide - 15, 1504), accent)
    draw.text((_EDGE, 1570), legible(edition.journal.settings.author.name), _INK, small.font)
    draw.text((_EDGE, 1640), legible(when), _QUIET, small.font)
    made = BytesIO()
    image.quantize(64).save(made, "PNG")
    return made.getvalue()
