"""Effort against effect as a drawing: a numbered mark for each work that has figures."""

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from markupsafe import Markup

from waypost.languages import Language
from waypost.pages.drawing import WIDTH, amount, drawing, label, line, markup, room, ticks
from waypost.views.effort import MUCH, Effort, Work

_HEIGHT, _TOP, _BOTTOM, _RIGHT = 340, 34, 46, 28
_SIZE = 12  # half of a mark, which holds its number
_NEAR = 2 * _SIZE + 1


def scatter(effort: Effort, language: Language) -> Markup:
    """Works by effort, to the right, and effect, upwards; nothing for fewer than two.

    The numbers in the marks are those of the list. A deliverable is a square, an experiment round.
    """
    works = [
        (number, each) for number, each in enumerate(effort.works, 1) if each.share is not None
    ]
    if len(works) < 2:
        return Markup("")
    _ = language.translations.gettext
    efforts = ticks(0, max(each.effort for _, each in works))
    shares = [100 * (each.share or 0) for _, each in works]
    effects = ticks(min(0, *shares), max(100 * MUCH * 2, *shares))
    figures = [_percent(each, language) for each in effects]
    left = room(figures) + 8

    def x(days: float) -> float:
        return left + days / efforts[-1] * (WIDTH - _RIGHT - left)

    def y(share: float) -> float:
        return _TOP + (effects[-1] - share) / (effects[-1] - effects[0]) * (
            _HEIGHT - _TOP - _BOTTOM
        )

    title, told = _("Effort against effect"), _("The list below says the same in words.")
    svg = drawing(_HEIGHT, title, told, "waypost-chart waypost-scatter")
    for value, figure in zip(effects, figures, strict=True):
        line(svg, left, y(value), WIDTH - _RIGHT, y(value), "waypost-grid")
        label(svg, left - 8, y(value) + 4, figure, "waypost-tick", "end")
    for value in efforts:
        label(svg, x(value), _HEIGHT - 26, language.number(value), "waypost-tick", "middle")
    label(svg, 0, 14, "↑ " + _("Effect, as a share of the way"), "waypost-tick")
    label(svg, WIDTH - _RIGHT, _HEIGHT - 6, _("Effort, in days") + " →", "waypost-tick", "end")
    line(svg, x(effort.median), _TOP, x(effort.median), _HEIGHT - _BOTTOM, "waypost-target")
    line(svg, left, y(100 * MUCH), WIDTH - _RIGHT, y(100 * MUCH), "waypost-target")
    marks = ((n, each, x(each.effort), y(100 * (each.share or 0))) for n, each in works)
    for number, each, across, up in _apart(marks):
        _mark(svg, number, across, up, is_round=each.deliverable is None)
    whole = ET.Element("figure", {"class": "waypost-figure"})
    whole.append(svg)
    ET.SubElement(whole, "figcaption").text = _(
        "Square: a deliverable. Round: an experiment. The broken lines part little from much."
    )
    return markup(whole)


def _apart(
    marks: Iterable[tuple[int, Work, float, float]],
) -> Iterator[tuple[int, Work, float, float]]:
    """Marks beside one another where they would lie on one another."""
    taken: list[tuple[float, float]] = []
    for number, each, x, y in marks:
        across, up = x, y
        while any(abs(across - a) < _NEAR and abs(up - b) < _NEAR for a, b in taken):
            across += _NEAR
            if across > WIDTH - _SIZE:
                across, up = x, up - _NEAR
        taken.append((across, up))
        yield number, each, across, up


def _mark(svg: ET.Element, number: int, x: float, y: float, is_round: bool) -> None:
    paint = {"class": "waypost-work", "fill": "none", "stroke": "currentColor"}
    if is_round:
        place = {"cx": amount(x), "cy": amount(y), "r": amount(_SIZE)}
        ET.SubElement(svg, "circle", {**paint, **place})
    else:
        corner = {"x": amount(x - _SIZE), "y": amount(y - _SIZE)}
        sides = {"width": amount(2 * _SIZE), "height": amount(2 * _SIZE)}
        ET.SubElement(svg, "rect", {**paint, **corner, **sides})
    label(svg, x, y + 4, str(number), "waypost-number", "middle")


def _percent(value: float, language: Language) -> str:
    number = f"{'−' if value < 0 else ''}{language.number(abs(value))}"
    return language.translations.gettext("%(number)s %%") % {"number": number}
