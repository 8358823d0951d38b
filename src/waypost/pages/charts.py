"""The readings of a key result as a drawing, and under it as a table."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby, pairwise
from statistics import median
from xml.etree import ElementTree as ET

from babel.dates import format_date
from markupsafe import Markup

from waypost.languages import Language
from waypost.pages.drawing import (
    WIDTH,
    amount,
    drawing,
    label,
    line,
    markup,
    path,
    room,
    small_drawing,
    ticks,
)
from waypost.pages.moves import moves_drawing, moves_row, say
from waypost.views.series import Progress
from waypost.weeks import Week

_HEIGHT, _TOP, _BOTTOM = 260, 22, 30
_MOST_MARKS = 60  # more of them would touch
_MOST_DATES = 5
_GAP = 4  # weeks without a reading after which a line would claim too much
_FEW_WEEKS = 12
_LEAST = 2
_SMALL = (120, 40)


def chart(progress: Progress, language: Language, href: Callable[[str], str]) -> Markup:
    """The readings of a key result by weeks, drawn and as a table; nothing if there are none.

    With figures it is a line, between the baseline and the target; else a row of marks.
    """
    if not progress.readings:
        return Markup("")
    drawn = _Lines(progress, language).drawn() if progress.has_figures else None
    figure = ET.Element("figure", {"class": "waypost-figure"})
    figure.append(moves_drawing(progress, language) if drawn is None else drawn)
    figure.append(_table(progress, language, href))
    return markup(figure)


def spark(progress: Progress) -> Markup:
    """The same without a word, beside a text that says where the key result is."""
    if len(progress.readings) < _LEAST:
        return Markup("")
    if not progress.has_figures:
        return markup(moves_row(progress))
    svg = small_drawing(_SMALL[0], _SMALL[1], "waypost-chart waypost-spark")
    target = float(progress.key_result.fields.target or 0)
    points = [(each.week, float(each.value)) for each in progress.readings]
    values = [target, *(value for _, value in points)]
    first, last, high = points[0][0].monday, points[-1][0].monday, max(values)
    across = (_SMALL[0] - 8) / (last - first).days
    up = (_SMALL[1] - 8) / ((high - min(values)) or 1)

    def place(week: Week, value: float) -> tuple[float, float]:
        return 4 + (week.monday - first).days * across, 4 + (high - value) * up

    height = place(points[0][0], target)[1]
    line(svg, 0, height, _SMALL[0], height, "waypost-target")
    stretches = [[place(*point) for point in each] for each in _stretches(points)]
    path(svg, _steps(stretches), "waypost-line")
    alone = [each[0] for each in stretches if len(each) == 1]
    path(svg, [_dot(*each) for each in [*alone, place(*points[-1])]], "waypost-dot", is_filled=True)
    return markup(svg)


def _steps(stretches: Sequence[Sequence[tuple[float, float]]]) -> Sequence[str]:
    """Lines from place to place."""
    return [
        f"{'L' if number else 'M'}{amount(x)} {amount(y)}"
        for stretch in stretches
        for number, (x, y) in enumerate(stretch)
    ]


class _Lines:
    """A line of figures over weeks."""

    def __init__(self, progress: Progress, language: Language) -> None:
        fields = progress.key_result.fields
        self.progress, self.language = progress, language
        self.baseline, self.target = float(fields.baseline or 0), float(fields.target or 0)
        self.points = [(each.week, float(each.value)) for each in progress.readings]
        values = [self.baseline, self.target, *(value for _, value in self.points)]
        low, high = min(values), max(values)
        # From nothing on, unless more than a third of the drawing would stay empty.
        self.ticks = ticks(0 if 0 <= low <= high / 3 else low, high)
        self.figures = [language.number(each) for each in self.ticks]
        self.last = language.number(self.points[-1][1])
        self.left = room(self.figures) + 8
        self.right = WIDTH - room([self.last]) - 16
        self.first_day = self.points[0][0].monday
        self.days = (self.points[-1][0].monday - self.first_day).days

    def x(self, day: date) -> float:
        """Where a day lies; a single week in the middle."""
        part = (day - self.first_day).days / self.days if self.days else 0.5
        return self.left + part * (self.right - self.left)

    def y(self, value: float) -> float:
        """Where a figure lies."""
        low, high = self.ticks[0], self.ticks[-1]
        return _TOP + (high - value) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)

    def drawn(self) -> ET.Element:
        """The whole drawing; words come last, so that nothing crosses them."""
        title = _named(self.progress, self.progress.key_result.title, self.language)
        svg = drawing(_HEIGHT, title, _told(self.progress, self.language), "waypost-chart")
        for value, figure in zip(self.ticks, self.figures, strict=True):
            line(svg, self.left, self.y(value), self.right, self.y(value), "waypost-grid")
            label(svg, self.left - 8, self.y(value) + 4, figure, "waypost-tick", "end")
        self._dates(svg)
        for value, name in ((self.baseline, "baseline"), (self.target, "target")):
            line(svg, self.left, self.y(value), self.right, self.y(value), f"waypost-{name}")
        self._line(svg)
        self._ends(svg)
        week, value = self.points[-1]
        label(svg, self.x(week.monday) + 9, self.y(value) + 4, self.last, "waypost-last")
        return svg

    def _dates(self, svg: ET.Element) -> None:
        last = self.points[-1][0].monday
        for day, text in dates(self.first_day, last, self.language):
            x, foot, half = self.x(day), _HEIGHT - _BOTTOM, room([text]) / 2
            line(svg, x, foot, x, foot + 5, "waypost-grid")
            x = min(max(x, half), WIDTH - half)
            label(svg, x, _HEIGHT - 8, text, "waypost-tick", "middle")

    def _ends(self, svg: ET.Element) -> None:
        """Baseline and target: the upper one is named above its line, the lower one below."""
        _ = self.language.translations.gettext
        ends = [(self.baseline, _("Baseline"), "baseline"), (self.target, _("Target"), "target")]
        is_upwards = self.progress.key_result.fields.direction == "up"
        for value, word, name in ends:
            y = self.y(value) + (-7 if (name == "target") == is_upwards else 16)
            text, named = (
                f"{word} {self.language.number(value)}",
                f"waypost-end waypost-{name}-name",
            )
            if y < _HEIGHT - _BOTTOM:
                label(svg, self.left + 4, y, text, named)
            elif self._begins_nearer(value):  # below are the dates, and the line stands there
                label(svg, self.right - 4, self.y(value) - 7, text, named, "end")
            else:
                label(svg, self.left + 4, self.y(value) - 7, text, named)

    def _begins_nearer(self, value: float) -> bool:
        """Whether the first reading is nearer to a value than the last one."""
        return abs(self.points[0][1] - value) <= abs(self.points[-1][1] - value)

    def _line(self, svg: ET.Element) -> None:
        """The line, broken where nothing was read for long; a dot where a reading stands alone."""
        stretches = _stretches(self.points)
        places = [[(self.x(w.monday), self.y(v)) for w, v in each] for each in stretches]
        path(svg, _steps(places), "waypost-line")
        alone = [stretch[0] for stretch in stretches if len(stretch) == 1]
        shown = self.points if len(self.points) <= _MOST_MARKS else [*alone, self.points[-1]]
        path(
            svg,
            [_dot(self.x(w.monday), self.y(v)) for w, v in shown],
            "waypost-dot",
            is_filled=True,
        )


def _stretches(points: Sequence[tuple[Week, float]]) -> Sequence[Sequence[tuple[Week, float]]]:
    """Readings that follow on each other, as often as this key result is read."""
    weeks = [week.monday for week, _ in points]
    between = [(b - a).days / 7 for a, b in pairwise(weeks)]
    longest = max(_GAP, 2 * median(between)) if between else 0
    found = [[points[0]]]
    for point, weeks_since in zip(points[1:], between, strict=True):
        if weeks_since > longest:
            found.append([])
        found[-1].append(point)
    return found


def _dot(x: float, y: float) -> str:
    return f"M{amount(x - 3.5)} {amount(y)}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z"


def dates(first: date, last: date, language: Language) -> Sequence[tuple[date, str]]:
    """A few days between two, with what stands below them: weeks, months or years."""
    weeks = (last - first).days // 7
    if weeks <= _FEW_WEEKS:
        name = language.translations.gettext("Week %(number)s")
        found = [Week.of(first).plus(n) for n in range(0, weeks + 1, weeks // _MOST_DATES + 1)]
        return [(each.monday, name % {"number": each.number}) for each in found]
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    for step in (1, 2, 3, 6, 12, 24, 60, 120):
        # From January on, so that years begin where a year begins.
        chosen = [d for d in months if ((d.year % 10) * 12 + d.month - 1) % step == 0]
        if len(chosen) <= _MOST_DATES:
            break
    has_year = any(day.month == 1 for day in chosen)
    return [
        (day, _month(day, language, is_first=not has_year and day == chosen[0])) for day in chosen
    ]


def _month(day: date, language: Language, is_first: bool) -> str:
    """A month in short; January by its year, which the first one has where no January is."""
    form = "y" if day.month == 1 else "LLL y" if is_first else "LLL"
    return str(format_date(day, form, language.locale))


def _told(progress: Progress, language: Language) -> str:
    """A drawing in a sentence."""
    _ = language.translations.gettext
    values = [float(each.value) for each in progress.readings]
    first, last = progress.readings[0].week, progress.readings[-1].week
    fields = progress.key_result.fields
    sentence = _(
        "From %(first)s in week %(first_week)s, %(first_year)s, to %(last)s in week %(last_week)s,"
        " %(last_year)s; lowest %(lowest)s, highest %(highest)s. Baseline %(baseline)s, target"
        " %(target)s."
    )
    figures = {
        "first": values[0],
        "last": values[-1],
        "lowest": min(values),
        "highest": max(values),
        "baseline": fields.baseline or 0,
        "target": fields.target or 0,
    }
    weeks = {"first_week": first.number, "first_year": first.year}
    weeks |= {"last_week": last.number, "last_year": last.year}
    return sentence % {**{k: language.number(v) for k, v in figures.items()}, **weeks}


def _named(progress: Progress, text: str, language: Language) -> str:
    """A text that says of what follows that it is an index, if it is one."""
    is_index = progress.key_result.fields.disclosure == "indexed"
    return f"{text} ({language.translations.gettext('index')})" if is_index else text


def _table(progress: Progress, language: Language, href: Callable[[str], str]) -> ET.Element:
    """Readings as a table to unfold, the newest first, year by year."""
    _ = language.translations.gettext
    details = ET.Element("details", {"class": "waypost-calendar-table"})
    ET.SubElement(details, "summary").text = _("As a table")
    table = ET.SubElement(details, "table")
    head = ET.SubElement(ET.SubElement(table, "thead"), "tr")
    for name in (_("Week"), _named(progress, _("Reading"), language)):
        ET.SubElement(head, "th", {"scope": "col"}).text = name
    for year, group in groupby(reversed(progress.readings), key=lambda each: each.week.year):
        body = ET.SubElement(table, "tbody")
        row = ET.SubElement(body, "tr")
        ET.SubElement(row, "th", {"scope": "rowgroup", "colspan": "2"}).text = str(year)
        for each in group:
            row = ET.SubElement(body, "tr")
            link = ET.SubElement(ET.SubElement(row, "td"), "a", {"href": href(each.entry.uri)})
            link.text = str(each.week.number)
            ET.SubElement(row, "td").text = say(each.value, language)
    return details
