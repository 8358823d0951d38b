"""The colour and the face of a journal: two words in mkdocs.yml, read in colours for two papers."""

import re
from collections.abc import Iterator, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from typing import Any

from waypost.problems import Problem, Severity, did_you_mean

_FILE = "mkdocs.yml"

# Paper and card of each scheme, as in the style sheet: on both of them links stand.
LIGHT, DARK = ("#fcfaf5", "#f4efe5"), ("#1c1a18", "#282522")

LEAST = 4.5
"""The contrast that a text needs (WCAG 2.2, 1.4.3)."""

COLOURS: Mapping[str, tuple[str, str]] = {
    "brick": ("#9c3d23", "#eca58c"),
    "plum": ("#7d3560", "#dba3c4"),
    "forest": ("#35613a", "#9cc79b"),
    "ocean": ("#1f5a85", "#8fc1e6"),
    "ochre": ("#7e5408", "#e0b465"),
    "ink": ("#4a4459", "#bdb7cc"),
}
"""Colours with a name, tuned by eye: on light paper, and on dark."""

# What the reader's own computer has, nearest first.
_OWN_SERIF = (
    '"Iowan Old Style",Charter,"Palatino Linotype",Palatino,"URW Palladio L","Book Antiqua",'
    '"Source Serif 4","Noto Serif",Georgia,serif'
)
_OWN_SANS = (
    'Seravek,"Gill Sans Nova",Optima,Candara,Ubuntu,Calibri,"Source Sans 3","Noto Sans",'
    '"DejaVu Sans",sans-serif'
)
FACES: Mapping[str, str] = {"serif": "", "sans": _OWN_SANS, "system": _OWN_SERIF}
"""Faces by their names: the one that the site brings, or what the reader's own computer has."""

_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_CURE = 'Write a name, or six figures in quotation marks: "#9c3d23".'


@dataclass(frozen=True)
class Looks:
    """What a journal looks like: an accent for light and one for dark paper, and its face.

    Either accent can be read on the paper and on the card of its scheme, and so can the paper's
    colour on it.
    """

    light: str = COLOURS["brick"][0]
    dark: str = COLOURS["brick"][1]
    face: str = "serif"

    @property
    def style(self) -> str:
        """What the style sheet has to be told, as CSS; empty if it knows."""
        told = []
        if (self.light, self.dark) != COLOURS["brick"]:
            told.append(f"--waypost-accent:light-dark({self.light},{self.dark})")
        if FACES[self.face]:
            told.append(f"--waypost-text:{FACES[self.face]}")
        return f":root{{{';'.join(told)}}}" if told else ""


PLAIN = Looks()
"""What a journal looks like that asks for nothing."""


def chosen(theme: Mapping[str, Any]) -> tuple[Looks, list[Problem]]:
    """The looks that `theme` in mkdocs.yml asks for, as far as they are clear, and why not."""
    problems = list(_misplaced(theme))
    light, dark = COLOURS["brick"]
    face = "serif"
    if "colour" in theme:
        pair = _colours(theme["colour"])
        if isinstance(pair, Problem):
            problems.append(pair)
        else:
            light, dark = pair
    if "face" in theme:
        if isinstance(theme["face"], str) and theme["face"] in FACES:
            face = theme["face"]
        else:
            what = f"'{theme['face']}' is not a face." if theme["face"] else "Nothing stands here."
            cure = did_you_mean(str(theme["face"] or ""), list(FACES))
            problems.append(Problem(_FILE, 0, "theme.face", what, cure))
    return Looks(light, dark, face), problems


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, from 1 to 21 (WCAG 2.2)."""
    brighter, darker = sorted((_brightness(one), _brightness(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def readable(colour: str, papers: tuple[str, str]) -> str:
    """The colour, as much darker or lighter as it takes to be read on all of these papers."""
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in _parts(colour)))
    is_light = _brightness(papers[0]) > 0.5
    end = 0.0 if is_light else 1.0
    found, steps = colour.lower(), 256
    for step in range(1, steps + 1):
        if all(contrast(found, paper) >= LEAST for paper in papers):
            break
        moved = lightness + (end - lightness) * step / steps
        parts = hls_to_rgb(hue, moved, saturation)
        found = "#" + "".join(f"{round(part * 255):02x}" for part in parts)
    return found


def _colours(value: object) -> tuple[str, str] | Problem:
    if value is None or value == "":
        what = "Nothing stands here, since a # without quotation marks begins a note."
        return Problem(_FILE, 0, "theme.colour", what, _CURE)
    text = str(value)
    if text in COLOURS:
        return COLOURS[text]
    if match := _HEX.fullmatch(text):
        figures = match[1] if len(match[1]) == 6 else "".join(each * 2 for each in match[1])
        return readable(f"#{figures}", LIGHT), readable(f"#{figures}", DARK)
    what = f"'{text}' is not a colour that Waypost knows."
    if _HEX.fullmatch(f"#{text}"):
        return Problem(_FILE, 0, "theme.colour", what, f'Did you mean "#{text}"?')
    return Problem(_FILE, 0, "theme.colour", what, f"{did_you_mean(text, list(COLOURS))} {_CURE}")


def _misplaced(theme: Mapping[str, Any]) -> Iterator[Problem]:
    """What a journal had before, or what another spelling makes of it."""
    if theme.get("palette"):
        what = "The colours are one word now, and this has no effect any more."
        cure = "Take `palette` out with all below it, and write `colour: brick` instead."
        yield Problem(_FILE, 0, "theme.palette", what, cure, Severity.HINT)
    if "color" in theme:
        what = "This has no effect, since the word is spelt another way here."
        yield Problem(_FILE, 0, "theme.color", what, "Write `colour`.", Severity.WARNING)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _brightness(colour: str) -> float:
    """Relative luminance."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (each / 255 for each in _parts(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
