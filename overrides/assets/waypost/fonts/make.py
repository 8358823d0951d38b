"""Makes the files of the face from what npm serves of Literata (README.md); no build runs this."""

import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SPANISH_AND_DANISH = "áéíóúüñÁÉÍÓÚÜÑ¿¡ªºæøåÆØÅéà"
SIGNS = "«»“”‘’„‚–—…·•×−°%‰€£§¶©→←↑↓½\u00a0\u202f\u2007\u2060"
NEEDED = {*range(0x20, 0x7F), *map(ord, SPANISH_AND_DANISH + SIGNS)}
REST = {*range(0xA0, 0x17F)} - NEEDED
FEATURES = ["kern", "liga", "tnum", "lnum", "ccmp", "locl"]


def static(folder: Path, subset: str, style: str, weight: int) -> TTFont:
    font = TTFont(folder / f"literata-{subset}-wght-{style}.woff2", recalcTimestamp=False)
    font = instantiateVariableFont(font, {"wght": weight})
    for table in ("vmtx", "vhea", "prep", "gasp"):
        if table in font:
            del font[table]
    return font


def cut(font: TTFont, letters: set[int]) -> None:
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.drop_tables += ["STAT"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)


def figure_width(font: TTFont) -> int:
    lookups = font["GSUB"].table.LookupList.Lookup
    alike = {
        before: after
        for record in font["GSUB"].table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
        for table in lookups[index].SubTable
        for before, after in getattr(table, "ExtSubTable", table).mapping.items()
    }
    zero = font.getBestCmap()[ord("0")]
    return font["hmtx"][alike.get(zero, zero)][0]


def place(font: TTFont, letter: str, contours: list[list[tuple[float, float]]], width: int) -> None:
    pen = TTGlyphPen(None)
    for first, *others in contours:
        pen.moveTo(tuple(map(round, first)))
        for point in others:
            pen.lineTo(tuple(map(round, point)))
        pen.closePath()
    put(font, letter, pen.glyph(), width)


def put(font: TTFont, letter: str, glyph: object, width: int) -> None:
    name = f"uni{ord(letter):04X}"
    if name not in font.getGlyphOrder():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, glyph.xMin if glyph.numberOfContours else 0)
    font["maxp"].numGlyphs = len(font.getGlyphOrder())
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(letter)] = name


def draw_what_lacks(font: TTFont) -> None:
    """Spaces, arrows as strong as the minus, and a per mille with the ring of the per cent."""
    names = font.getBestCmap()
    place(font, "\u2007", [], figure_width(font))
    place(font, "\u202f", [], round(font["hmtx"][names[0x20]][0] * 0.7))
    place(font, "\u2060", [], 0)

    minus = font["glyf"][names[ord("−")]]
    bar, middle, width, head = minus.yMax - minus.yMin, (minus.yMin + minus.yMax) / 2, 820, 190
    tip, slant = width - 60, bar * 0.7071
    upper = [
        (60, bar / 2),
        (tip - bar * 1.3, bar / 2),
        (tip - head - bar / 2, head - bar * 0.1),
        (tip - head + slant - bar / 2, head + slant - bar * 0.1),
    ]
    right = [*upper, (tip, 0), *((x, -y) for x, y in reversed(upper))]
    place(font, "→", [[(x, middle + y) for x, y in right]], width)
    place(font, "←", [[(width - x, middle - y) for x, y in right]], width)
    for letter, way in (("↑", 1), ("↓", -1)):
        upright = [(260 - way * y, 350 + way * (x - width / 2)) for x, y in right]
        place(font, letter, [upright], 520)

    percent = names[ord("%")]
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[percent].draw(pen)
    contours: list[list[tuple[str, tuple]]] = [[]]
    for step in pen.value:
        contours[-1].append(step)
        if step[0] == "closePath":
            contours.append([])
    across = [[x for _, points in contour for x, _ in points] for contour in contours[:-1]]
    width = font["hmtx"][percent][0]
    ring = [index for index, xs in enumerate(across) if min(xs) > width / 2]
    room = max(max(across[i]) for i in ring) - min(min(across[i]) for i in ring) + 40
    again = [
        [(do, tuple((x + room, y) for x, y in points)) for do, points in contours[i]] for i in ring
    ]
    glyphs = TTGlyphPen(None)
    for contour in contours + again:
        for do, points in contour:
            getattr(glyphs, do)(*points)
    put(font, "‰", glyphs.glyph(), width + room)


def main(source: Path, target: Path, scratch: Path) -> None:
    for name, style, weight in (
        ("400", "normal", 400),
        ("400-italic", "italic", 400),
        ("600", "normal", 600),
    ):
        needed = static(source, "latin", style, weight)
        draw_what_lacks(needed)
        cut(needed, NEEDED)
        needed.flavor = "woff2"
        needed.save(target / f"literata-{name}.woff2")

        parts = [scratch / "latin-ext.ttf", scratch / "latin.ttf"]
        wide, narrow = (
            static(source, "latin-ext", style, weight),
            static(source, "latin", style, weight),
        )
        cut(wide, REST)
        cut(narrow, REST - set(wide.getBestCmap()))
        for font, path in zip((wide, narrow), parts, strict=True):
            font.flavor = None
            font.save(path)
        rest = Merger().merge([str(path) for path in parts])
        rest.recalcTimestamp = False
        rest["head"].modified = rest["head"].created = needed["head"].created
        rest.flavor = "woff2"
        rest.save(target / f"literata-ext-{name}.woff2")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
