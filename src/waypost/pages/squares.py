"""The calendar as drawings: hundreds of squares, so written as text and not by a template.

Half a year is a drawing of its own, so that two stand beside or below one another as there is room.
"""

from collections.abc import Callable, Iterator, Sequence

from babel.dates import get_month_names
from markupsafe import Markup, escape

from waypost.languages import Language
from waypost.pages.signs import SIDE, frame, sign, square, written
from waypost.views.cadence import Calendar, Kind, Square, Year

_HALF = 26  # weeks; the second half of a long year has one more
_COLUMNS = 27
_STEP, _HEAD, _FOOT = 20, 20, 3
_APART = 2  # columns that the name of a month needs
_UNTITLED = (Kind.BEFORE, Kind.AHEAD)


def squares(found: Calendar, year: Year, language: Language, href: Callable[[str], str]) -> Markup:
    """The drawings of a year, without a half that was over before the first entry."""
    halves = [
        ("first", [each for each in year.squares if each.week.number <= _HALF]),
        ("second", [each for each in year.squares if each.week.number > _HALF]),
    ]
    has_months = found.is_short or year is found.years[0]
    return Markup("").join(
        Markup("".join(_half(found, half, name, language, href, has_months)))
        for name, half in halves
        if any(each.kind is not Kind.BEFORE for each in half)
    )


def _half(
    found: Calendar,
    half: Sequence[Square],
    name: str,
    language: Language,
    href: Callable[[str], str],
    has_months: bool,
) -> Iterator[str]:
    head = _HEAD if has_months else _FOOT
    yield (
        f'<svg class="waypost-half waypost-{name}" role="group"'
        f' viewBox="-3 0 {_COLUMNS * _STEP + 3} {head + SIDE + _FOOT}">'
        f"<title>{escape(_named(half, language))}</title>"
        f"<desc>{escape(_told(half, language))}</desc>"
    )
    if has_months:
        yield from _months(half, language)
    yield '<g aria-hidden="true">'
    for column, each in enumerate(half):
        yield from _week(found, each, column * _STEP, head, language, href)
    yield "</g></svg>"


def _week(
    found: Calendar,
    each: Square,
    x: int,
    y: int,
    language: Language,
    href: Callable[[str], str],
) -> Iterator[str]:
    if each.kind is Kind.BEFORE:
        return
    if each.kind is Kind.WRITTEN:
        link = escape(href(each.entries[-1].uri))
        number = f'<text x="{x + SIDE / 2:g}" y="{y + SIDE / 2:g}">{each.step}</text>'
        inside = f'<path d="{square(x, y)}"/>{number if each.step else ""}'
        start, end = f'<a href="{link}" tabindex="-1" {written(each.step)}>', "</a>"
    else:
        # What can be pointed at is the whole square, and not only what is drawn in it.
        inside = f'<path class="waypost-blank" fill="none" d="{square(x, y)}"/>'
        inside += "" if each.kind is Kind.OPEN else sign(each.kind, x, y)
        start, end = "<g>", "</g>"
    if each.kind in _UNTITLED:
        yield sign(each.kind, x, y)
    else:
        yield f"{start}<title>{escape(_title(found, each, language))}</title>{inside}{end}"
    if each.week == found.this:
        yield frame(x, y)


def _months(half: Sequence[Square], language: Language) -> Iterator[str]:
    """The names of the months above the weeks in which they begin, where they have room."""
    names = get_month_names("abbreviated", context="stand-alone", locale=language.locale)
    months = [each.week.thursday.month for each in half]
    starts = [n for n, month in enumerate(months) if not n or months[n - 1] != month]
    for at, following in zip(starts, [*starts[1:], _COLUMNS], strict=True):
        if following - at >= _APART:
            name = str(names[months[at]]).removesuffix(".")
            yield f'<text class="waypost-tick" x="{at * _STEP}" y="13">{escape(name)}</text>'


def _named(half: Sequence[Square], language: Language) -> str:
    weeks = language.translations.gettext("Weeks %(first)s–%(last)s")
    numbers = {"first": half[0].week.number, "last": half[-1].week.number}
    return f"{half[0].week.year}: {weeks % numbers}"


def _told(half: Sequence[Square], language: Language) -> str:
    """Half a year in a few words; the table says which weeks these were."""
    _ = language.translations.gettext
    words = (
        (_("Weeks written"), (Kind.WRITTEN,)),
        (_("Weeks of pause"), (Kind.PAUSE,)),
        (_("Weeks without an entry"), (Kind.GAP, Kind.QUIET)),
    )
    counts = ((word, sum(each.kind in kinds for each in half)) for word, kinds in words)
    return ". ".join(f"{word}: {count}" for word, count in counts if count)


def _title(found: Calendar, each: Square, language: Language) -> str:
    _ = language.translations.gettext
    if each.entries:
        told = " · ".join(entry.title for entry in each.entries)
        told += f" ({found.stages[each.step - 1].label_in(language.code)})" if each.step else ""
    elif each.pause:
        told = f"{_('Pause')} ({each.pause.why})" if each.pause.why else _("Pause")
    else:
        told = _("This week") if each.kind is Kind.OPEN else _("Nothing written")
    return f"{_('Week %(number)s') % {'number': each.week.number}}: {told}"
