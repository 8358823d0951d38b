"""Makes the files of the face from what npm serves of Literata (README.md); no build runs this."""

import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0
from fontTools.ttLib.tables.ttProgram import Program
from fontTools.varLib.instancer import instantiateVariableFont

SPANISH_AND_DANISH = "áéíóúüñÁÉÍÓÚÜÑ¿¡ªºæøåÆØÅéà"
SIGNS = "«»“”‘’„‚–—…·•×−°%‰€£§¶©→←↑↓½\u00a0\u2009\u202f\u2007\u2060"
NEEDED = {*range(0x20, 0x7F), *map(ord, SPANISH_AND_DANISH + SIGNS)}
REST = {*range(0xA0, 0x17F)} - NEEDED
# How near two letters stand, and figures of one width, are a third of a file: only the upright
# has them.
FEATURES = ["kern", "liga", "tnum", "lnum", "ccmp", "locl"]
PLAIN = ["ccmp", "locl"]


def static(folder: Path, subset: str, style: str, weight: int, size: int | None = None) -> TTFont:
    axes = {"wght": weight} | ({"opsz": size} if size else {})
    kind = "opsz" if size else "wght"
    font = TTFont(folder / f"literata-{subset}-{kind}-{style}.woff2", recalcTimestamp=False)
    font = instantiateVariableFont(font, axes)
    for table in ("vmtx", "vhea", "prep", "gasp"):
        if table in font:
            del font[table]
    return font


def cut(font: TTFont, letters: set[int], features: list[str] = FEATURES) -> None:
    options = Options()
    options.layout_features = features
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


def place(
    font: TTFont, letter: str, contours: list[list[tuple[float, float]]], width: float
) -> None:
    pen = TTGlyphPen(None)
    for first, *others in contours:
        pen.moveTo(tuple(map(round, first)))
        for point in others:
            pen.lineTo(tuple(map(round, point)))
        pen.closePath()
    put(font, letter, pen.glyph(), width)


def put(font: TTFont, letter: str, glyph: object, width: float) -> None:
    name = f"uni{ord(letter):04X}"
    if name not in font.getGlyphOrder():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (round(width), glyph.xMin if glyph.numberOfContours else 0)
    font["maxp"].numGlyphs = len(font.getGlyphOrder())
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(letter)] = name


def draw_what_lacks(font: TTFont) -> None:
    """Spaces, arrows as strong as the minus, and a per mille with the ring of the per cent."""
    names = font.getBestCmap()
    place(font, "\u2007", [], figure_width(font))
    place(font, "\u2009", [], round(font["hmtx"][names[0x20]][0] * 0.7))
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


def joined(fonts: list[TTFont], scratch: Path) -> TTFont:
    paths = [scratch / f"{number}.ttf" for number, _ in enumerate(fonts)]
    for font, path in zip(fonts, paths, strict=True):
        font.flavor = None
        font.save(path)
    whole = Merger().merge([str(path) for path in paths])
    whole.recalcTimestamp = False
    whole["head"].modified = whole["head"].created = fonts[0]["head"].created
    whole.flavor = "woff2"
    return whole


def pairs(font: TTFont, letters: set[int]) -> dict[tuple[str, str], int]:
    """How much nearer two letters stand, letter by letter."""
    names = {name for code, name in font.getBestCmap().items() if code in letters}
    found: dict[tuple[str, str], int] = {}
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            each = getattr(table, "ExtSubTable", table)
            if each.LookupType != 2:
                continue
            for index, left in enumerate(each.Coverage.glyphs):
                if left not in names:
                    continue
                if each.Format == 1:
                    for record in each.PairSet[index].PairValueRecord:
                        if record.SecondGlyph in names and record.Value1:
                            found.setdefault((left, record.SecondGlyph), record.Value1.XAdvance)
                    continue
                row = each.Class1Record[each.ClassDef1.classDefs.get(left, 0)].Class2Record
                for right in names:
                    value = row[each.ClassDef2.classDefs.get(right, 0)].Value1
                    if value and value.XAdvance:
                        found.setdefault((left, right), value.XAdvance)
    return found


def card_face(source: Path, scratch: Path) -> TTFont:
    """Cut for large letters, and with pairs in a table that everything reads that draws letters."""
    core, wide = (
        static(source, "latin", "normal", 600, 40),
        static(source, "latin-ext", "normal", 600, 40),
    )
    draw_what_lacks(core)
    cut(core, NEEDED | REST)
    kept = pairs(
        core, {code for code in NEEDED if code < 0x2000 or code in (0x2019, 0x201C, 0x201D)}
    )
    cut(wide, REST - set(core.getBestCmap()))
    font = joined([core, wide], scratch)
    for table in ("GPOS", "GSUB", "GDEF"):
        if table in font:
            del font[table]
    largest = sorted(kept.items(), key=lambda item: (-abs(item[1]), item[0]))[:10000]
    table = font["kern"] = newTable("kern")
    table.version = 0
    part = KernTable_format_0()
    part.coverage, part.version, part.tupleIndex, part.apple = 1, 0, None, False
    part.kernTable = dict(sorted(largest))
    table.kernTables = [part]
    # FreeType bends letters to whole dots where a face has no program, and takes its time: so there
    # is one, which does nothing.
    program = font["prep"] = newTable("prep")
    program.program = Program()
    program.program.fromBytecode(
        bytes([0xB8, 0x01, 0xFF, 0x85, 0xB0, 0x04, 0x8D, 0xB0, 0x00, 0x21])
    )
    return font


def main(source: Path, target: Path, card: Path, scratch: Path) -> None:
    for name, style, weight in (
        ("400", "normal", 400),
        ("400-italic", "italic", 400),
        ("600", "normal", 600),
    ):
        needed = static(source, "latin", style, weight)
        draw_what_lacks(needed)
        cut(needed, NEEDED, FEATURES if name == "400" else PLAIN)
        needed.flavor = "woff2"
        needed.save(target / f"literata-{name}.woff2")
        wide, narrow = (
            static(source, "latin-ext", style, weight),
            static(source, "latin", style, weight),
        )
        cut(wide, REST, PLAIN)
        cut(narrow, REST - set(wide.getBestCmap()), PLAIN)
        joined([wide, narrow], scratch).save(target / f"literata-ext-{name}.woff2")
    card_face(source, scratch).save(card)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
