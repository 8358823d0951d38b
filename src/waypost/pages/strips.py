"""The months of a blueprint as a strip of marks: a picture of what stands beside it in words."""

from collections.abc import Iterator
from datetime import date

from babel.dates import get_month_names
from markupsafe import Markup, escape

from waypost.languages import Language
from waypost.views.deliverables import Blueprint, Item

_LETTERS = 18  # more of them do not fit on a telephone


def strip(blueprint: Blueprint, item: Item) -> Markup:
    """A column a month, with a mark where an item stands; nothing where it has no day."""
    at = blueprint.column_of(item.day)
    if at is None:
        return Markup("")
    marks = ("" for _ in blueprint.columns)
    marked = (item.state.replace(" ", "-") if n == at else each for n, each in enumerate(marks))
    return _columns(blueprint, ((mark, "") for mark in marked))


def axis(blueprint: Blueprint, language: Language) -> Markup:
    """The months above the strips: their first letters, or years where they are too many."""
    letters = get_month_names("narrow", context="stand-alone", locale=language.locale)
    first = blueprint.columns[0]
    step = _months(first, blueprint.columns[1]) if len(blueprint.columns) > 1 else 1
    has_letters = step == 1 and len(blueprint.columns) <= _LETTERS

    def named(number: int, day: date) -> str:
        if has_letters:
            return str(letters[day.month])
        is_new = not number or day.year != blueprint.columns[number - 1].year
        return str(day.year) if is_new and (not number or step < 12 or number % 4 == 0) else ""

    return _columns(blueprint, (("", named(*each)) for each in enumerate(blueprint.columns)))


def _columns(blueprint: Blueprint, columns: Iterator[tuple[str, str]]) -> Markup:
    today = blueprint.column_of(blueprint.today)
    cells = []
    for number, (mark, text) in enumerate(columns):
        names = [f"waypost-{each}" for each in (mark, "now" if number == today else "") if each]
        named = f' class="{" ".join(names)}"' if names else ""
        cells.append(f"<i{named}>{escape(text)}</i>")
    return Markup(f'<span class="waypost-strip" aria-hidden="true">{"".join(cells)}</span>')


def _months(first: date, second: date) -> int:
    return (second.year - first.year) * 12 + second.month - first.month
