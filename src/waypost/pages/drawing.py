"""What drawings share: an SVG element with its name, and marks along an axis.

Drawings have no colour of their own. The style sheet gives classes the journal's, light and dark;
without it everything has the colour of the text around it. They need no ids either: a reader's
program takes name and description from `title` and `desc` (SVG-AAM, Name and Description).
"""

from collections.abc import Sequence
from math import ceil, floor, log10
from xml.etree import ElementTree as ET

from markupsafe import Markup

WIDTH = 560
"""Units across. On a telephone one is two thirds of a pixel, and letters are made larger there."""

LETTER = 10.5
"""The width of a letter at its largest, on a telephone, by which room is kept for labels."""

SVG = "http://www.w3.org/2000/svg"
_STEPS = (1, 2, 2.5, 5, 10)
# Of the signs that XML 1.0 can't hold, a title can only have control signs.
_WRITABLE = dict.fromkeys(range(32))


def drawing(height: float, title: str, description: str, name: str) -> ET.Element:
    """An empty drawing that somebody who can't see it is told of."""
    box = f"0 0 {WIDTH} {amount(height)}"
    svg = ET.Element("svg", {"xmlns": SVG, "class": name, "viewBox": box, "role": "img"})
    ET.SubElement(svg, "title").text = title.translate(_WRITABLE)
    ET.SubElement(svg, "desc").text = description.translate(_WRITABLE)
    return svg


def small_drawing(width: float, height: float, name: str) -> ET.Element:
    """An empty drawing beside words that say the same, so that nobody is told of it twice."""
    box = f"0 0 {amount(width)} {amount(height)}"
    given = {"xmlns": SVG, "class": name, "viewBox": box, "aria-hidden": "true"}
    return ET.Element("svg", given)


def line(parent: ET.Element, x1: float, y1: float, x2: float, y2: float, name: str) -> None:
    """A straight line."""
    ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    given = {key: amount(value) for key, value in ends.items()}
    ET.SubElement(parent, "line", {"class": name, "stroke": "currentColor", **given})


def label(parent: ET.Element, x: float, y: float, text: str, name: str, at: str = "start") -> None:
    """A text whose beginning, middle or end is at a point."""
    given = {"class": name, "x": amount(x), "y": amount(y), "text-anchor": at}
    ET.SubElement(parent, "text", {**given, "fill": "currentColor"}).text = text.translate(
        _WRITABLE
    )


def path(parent: ET.Element, steps: Sequence[str], name: str, is_filled: bool = False) -> None:
    """A path of several steps: a line, or shapes that are filled."""
    paint = {"fill": "currentColor"} if is_filled else {"fill": "none", "stroke": "currentColor"}
    ET.SubElement(parent, "path", {"class": name, "d": "".join(steps), **paint})


def markup(element: ET.Element) -> Markup:
    """An element as HTML for a page in Markdown, on a line of its own."""
    return Markup(ET.tostring(element, encoding="unicode", short_empty_elements=False))


def amount(value: float) -> str:
    """A coordinate, as short as it can be."""
    return f"{value:.1f}".removesuffix(".0")


def room(texts: Sequence[str]) -> float:
    """How many units the longest of some labels can take."""
    return LETTER * max((len(each) for each in texts), default=0)


def ticks(low: float, high: float, most: int = 5) -> Sequence[float]:
    """Round numbers that hold a stretch between the first and the last of them.

    Steps are 1, 2, 2.5 or 5 times a power of ten (Heckbert, "Nice Numbers for Graph Labels", 1990).
    """
    if low == high:
        low, high = (low - 1, high + 1) if low else (0, 1)
    power = 10.0 ** floor(log10((high - low) / most))
    for factor in (*_STEPS, *(10 * each for each in _STEPS)):
        first, last = floor(low / (factor * power)), ceil(high / (factor * power))
        if last - first <= most:
            # As many digits as a field can have, so that 3 * 0.1 is 0.3.
            return [float(f"{n * factor * power:.15g}") for n in range(first, last + 1)]
    raise AssertionError("the last of these steps is a hundred times the first")
