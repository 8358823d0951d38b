"""The squares of the calendar as HTML: hundreds of them, so not by a template."""

from collections.abc import Callable, Iterator

from markupsafe import Markup, escape

from waypost.languages import Language
from waypost.views.cadence import Kind, Square, Year

_UNTITLED = (Kind.BEFORE, Kind.AHEAD)


def squares(year: Year, language: Language, href: Callable[[str], str]) -> Markup:
    """The weeks of a year as items of a list, told apart by their class, with their names."""
    return Markup("".join(_items(year, language, href)))


def _items(year: Year, language: Language, href: Callable[[str], str]) -> Iterator[str]:
    for square in year.squares:
        title = _title(square, language) if square.kind not in _UNTITLED else ""
        named = f' title="{escape(title)}"' if title else ""
        inside = ""
        if square.entries:
            inside = f'<a href="{escape(href(square.entries[-1].uri))}" tabindex="-1"></a>'
        yield f'<li class="waypost-{square.kind}"{named}>{inside}</li>'


def _title(square: Square, language: Language) -> str:
    _ = language.translations.gettext
    if square.entries:
        told = square.entries[-1].title
    elif square.pause:
        why = square.pause.why
        told = f"{_('Pause')} ({why})" if why else _("Pause")
    else:
        told = _("This week") if square.kind is Kind.OPEN else _("Nothing written")
    return f"{_('Week %(number)s') % {'number': square.week.number}}: {told}"
