"""The way so far as one line: the colours of the stages, from the first entry to this week."""

from collections.abc import Iterator

from babel.dates import format_date
from markupsafe import Markup, escape

from waypost.languages import Language
from waypost.pages.drawing import WIDTH, room
from waypost.pages.signs import SIDE, frame, sign, square, written
from waypost.views.cadence import Kind
from waypost.views.way import Stretch, Way
from waypost.weeks import Week

_WIDEST = 20
_TOP, _LABELS = 3, 24
_NUMBER = 11  # units that a figure of a stage needs


def ribbon(found: Way, told: str, language: Language) -> Markup:
    """A drawing of the way that says a sentence to those who can't see it."""
    return Markup("".join(_drawn(found, told, language)))


def _drawn(found: Way, told: str, language: Language) -> Iterator[str]:
    title = language.translations.gettext("The way so far")
    wide = min(_WIDEST, WIDTH / sum(each.units for each in found.stretches))
    yield (
        f'<svg class="waypost-ribbon" role="img" style="--steps:{len(found.stages)}"'
        f' viewBox="-3 0 {WIDTH + 6} {_TOP + SIDE + _LABELS}">'
        f"<title>{escape(title)}</title><desc>{escape(Markup(told).striptags())}</desc>"
    )
    x = 0.0
    for each in found.stretches:
        yield f"<g><title>{escape(_named(found, each, language))}</title>"
        yield from _stretch(each, x, wide)
        yield "</g>"
        x += each.units * wide
    if found.is_by_weeks and wide == _WIDEST:
        yield frame(x - wide, _TOP)
    first, last = (_month(week, language) for week in _ends(found))
    yield f'<text class="waypost-tick" x="0" y="{_TOP + SIDE + 18}">{escape(first)}</text>'
    if x > 1.3 * (room([first]) + room([last])) and first != last:
        yield (
            f'<text class="waypost-tick" x="{x:g}" y="{_TOP + SIDE + 18}" text-anchor="end">'
            f"{escape(last)}</text>"
        )
    yield "</svg>"


def _stretch(each: Stretch, x: float, wide: float) -> Iterator[str]:
    """One colour for weeks of one stage; a sign for each week of another kind with room for it."""
    across = each.units * wide
    if each.kind is Kind.WRITTEN:
        gap = min(3.0, wide * 0.15)
        number = ""
        if each.step and across >= _NUMBER * len(str(each.step)):
            middle, height = x + (across - gap) / 2, _TOP + SIDE / 2
            number = f'<text x="{middle:.4g}" y="{height:g}">{each.step}</text>'
        shape = square(round(x, 2), _TOP, round(across - gap, 2))
        yield f'<g {written(each.step)}><path d="{shape}"/>{number}</g>'
    elif each.kind is not Kind.OPEN:
        signs = each.units if wide >= 8 else 1
        part = across / signs
        for number_of in range(signs):
            yield sign(each.kind, round(x + number_of * part, 2), _TOP, round(min(part, SIDE), 2))


def _named(found: Way, each: Stretch, language: Language) -> str:
    """What a stretch was, and when."""
    _ = language.translations.gettext
    if each.step:
        what = found.stages[each.step - 1].label_in(language.code)
    elif each.kind is Kind.WRITTEN:
        what = _("Without a stage")
    else:
        words = {Kind.PAUSE: _("Pause"), Kind.OPEN: _("This week")}
        what = words.get(each.kind) or _("Nothing written")
    return f"{what}: {language.span(each.first.monday, each.last.sunday)}"


def _ends(found: Way) -> tuple[Week, Week]:
    return found.stretches[0].first, found.stretches[-1].last


def _month(week: Week, language: Language) -> str:
    return str(format_date(week.thursday, "LLLL y", language.locale))
