"""The readings of a key result as a drawing: for eyes, for screen readers, and for ten years."""

import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from xml.etree import ElementTree as ET

import pytest
from conftest import COMPILED, NOW, ROOT, SITE, entry, write

from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.languages import language
from waypost.pages import Pages
from waypost.pages.charts import chart, dates, spark
from waypost.pages.drawing import ticks
from waypost.views.goals import goals
from waypost.views.series import Progress, progress
from waypost.weeks import Week

ENGLISH = language("en")
SVG = "{http://www.w3.org/2000/svg}"
CSS = (ROOT / "overrides/assets/waypost/waypost.css").read_text("utf-8")
FIGURES = "disclosure: absolute\nbaseline: 100\ntarget: 200\n"


def journal(
    root: Path,
    readings: Sequence[tuple[Week, float | str]],
    more: str = FIGURES,
    title: str = "Letters",
) -> Journal:
    """A journal with one key result, and an entry for each reading."""
    shutil.copy(ROOT / "journal.yml", root)
    front = f"title: '{title}'\ngoal: leads\nunit: letters\ndirection: up\n{more}"
    files = {
        "docs/goals/leads.md": "---\ntitle: More leads\nlevel: marketing\n---\n",
        "docs/key-results/letters.md": f"---\n{front}---\n",
    }
    for week, value in readings:
        text = entry(f"Of {week}", str(week), readings=f"{{letters: {value}}}")
        files[f"docs/entries/{week.year}-w{week.number:02}.md"] = text
    found, problems = load(write(root, files))
    assert problems == []
    return found


def series(*args: object, **more: object) -> Progress:
    found = journal(*args, **more)  # type: ignore[arg-type]
    return progress(found, found.key_results[0])


def href(uri: str) -> str:
    return f"../{uri}"


def weeks(count: int) -> list[Week]:
    return [Week(2026, 36).plus(n) for n in range(count)]


def drawn(found: Progress) -> ET.Element:
    """The drawing of a key result, as an XML reader reads it."""
    svg = ET.fromstring(str(chart(found, ENGLISH, href))).find(f"{SVG}svg")
    assert svg is not None
    return svg


def places(svg: ET.Element, name: str) -> list[tuple[str, float, float]]:
    """The steps of a path: what they do, and where."""
    (path,) = svg.findall(f"{SVG}path[@class='{name}']")
    found = re.findall(r"([ML])([-\d.]+) ([-\d.]+)", path.get("d") or "")
    return [(step, float(x), float(y)) for step, x, y in found]


def labels(svg: ET.Element, name: str) -> list[str]:
    found = svg.findall(f"{SVG}text")
    return [each.text or "" for each in found if name in (each.get("class") or "").split()]


def test_nothing_is_drawn_of_no_reading(tmp_path: Path) -> None:
    assert chart(series(tmp_path, []), ENGLISH, href) == ""
    assert spark(series(tmp_path, [])) == ""


@pytest.mark.parametrize("more", [FIGURES, ""], ids=["figures", "direction"])
def test_a_drawing_has_a_name_and_says_itself_in_words(tmp_path: Path, more: str) -> None:
    values = ["up", "down"] if not more else [110, 1250.5]
    title = "5 < 6 & *stars* -->"
    svg = drawn(series(tmp_path, list(zip(weeks(2), values, strict=True)), more, title))
    assert svg.get("role") == "img"
    assert svg.findtext(f"{SVG}title") == title
    told = svg.findtext(f"{SVG}desc") or ""
    assert ("highest 1,250.5" in told) if more else ("up: 1, level: 0, down: 1" in told)


def test_a_drawing_speaks_the_language_of_the_journal(tmp_path: Path) -> None:
    found = series(tmp_path, [(Week(2026, 36), 1250.5)])
    danish = str(chart(found, language("da"), href))
    assert "1.250,5" in danish
    assert "Måltal 200" in danish
    assert "Som tabel" in danish


@pytest.mark.parametrize("more", [FIGURES, ""], ids=["figures", "direction"])
def test_colours_are_those_of_the_journal(tmp_path: Path, more: str) -> None:
    values = ["up", "down", "level"] if not more else [110, 120, 90]
    found = series(tmp_path, list(zip(weeks(3), values, strict=True)), more)
    for text in (str(chart(found, ENGLISH, href)), str(spark(found))):
        assert not re.search(r"#[0-9a-fA-F]{3}|rgb|hsl|style=|\bid=", text)
        assert {*re.findall(r'(?:fill|stroke)="([^"]*)"', text)} <= {"none", "currentColor"}
        for name in {
            each for names in re.findall('class="([^"]*)"', text) for each in names.split()
        }:
            kept = ("-name", "waypost-up", "waypost-level", "waypost-down")
            assert f".{name}" in CSS or name.endswith(kept), name


def test_the_same_readings_are_the_same_bytes(tmp_path: Path) -> None:
    found = series(tmp_path, [(week, 100 + n) for n, week in enumerate(weeks(9))])
    assert chart(found, ENGLISH, href) == chart(found, ENGLISH, href)


def test_time_is_told_by_weeks_and_a_long_silence_breaks_the_line(tmp_path: Path) -> None:
    start = Week(2026, 36)
    read = [(start, 100), (start.plus(1), 120), (start.plus(3), 140), (start.plus(13), 150)]
    svg = drawn(series(tmp_path, read))
    (_, a, _), (_, b, _), (_, c, _), (_, d, _) = places(svg, "waypost-line")
    assert "".join(step for step, _, _ in places(svg, "waypost-line")) == "MLLM"
    assert c - b == pytest.approx(2 * (b - a), abs=0.2)
    assert d - a == pytest.approx(13 * (b - a), abs=1)


def test_what_is_read_once_a_quarter_is_a_line_too(tmp_path: Path) -> None:
    read = [(Week(2025, 1).plus(13 * n), 100 + n) for n in range(5)]
    steps = places(drawn(series(tmp_path, read)), "waypost-line")
    assert "".join(step for step, _, _ in steps) == "MLLLL"


def test_baseline_target_and_the_newest_reading_are_named(tmp_path: Path) -> None:
    svg = drawn(series(tmp_path, [(week, 110) for week in weeks(3)]))
    assert labels(svg, "waypost-end") == ["Baseline 100", "Target 200"]
    assert labels(svg, "waypost-last") == ["110"]
    assert labels(svg, "waypost-tick")[:3] == ["100", "120", "140"]


@pytest.mark.parametrize("last", [-5, 0, 0.004, 99.95, 48213, 12345678])
def test_everything_lies_within_the_drawing(tmp_path: Path, last: float) -> None:
    read = [(Week(2026, 36), 100), (Week(2026, 40), last)]
    svg = drawn(series(tmp_path, read))
    _, _, width, height = map(float, (svg.get("viewBox") or "").split())
    for _, x, y in places(svg, "waypost-line"):
        assert 0 <= x <= width
        assert 0 <= y <= height
    for each in svg.findall(f"{SVG}text"):
        assert 0 <= float(each.get("x") or -1) <= width
        assert 0 <= float(each.get("y") or -1) <= height


def test_a_baseline_that_is_the_target_is_a_line_as_well(tmp_path: Path) -> None:
    same = "disclosure: absolute\nbaseline: 0\ntarget: 0\n"
    svg = drawn(series(tmp_path, [(Week(2026, 36), 0)], same))
    assert labels(svg, "waypost-end") == ["Baseline 0", "Target 0"]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 12, [0, 2.5, 5, 7.5, 10, 12.5]),
        (39, 68, [30, 40, 50, 60, 70]),
        (0.1, 0.3, [0.1, 0.15, 0.2, 0.25, 0.3]),
        (-5, 95, [-25, 0, 25, 50, 75, 100]),
        (7, 7, [6, 6.5, 7, 7.5, 8]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (1e11, 1e11, [1e11 - 1, 1e11 - 0.5, 1e11, 1e11 + 0.5, 1e11 + 1]),
    ],
)
def test_an_axis_has_round_numbers(low: float, high: float, expected: list[float]) -> None:
    found = ticks(low, high)
    assert found[0] <= low <= high <= found[-1]
    assert list(found) == expected


@pytest.mark.parametrize(
    ("baseline", "target"),
    [
        ("123.000000000001", "123.000000000002"),
        ("999999999999.998", "999999999999.999"),
        ("-999999999999.999", "999999999999.999"),
        ("0", "0.000000000001"),
    ],
)
def test_figures_of_any_size_and_nearness_are_drawn(
    baseline: str, target: str, tmp_path: Path
) -> None:
    figures = f"disclosure: absolute\nbaseline: {baseline}\ntarget: {target}\n"
    svg = drawn(series(tmp_path, [(Week(2026, 36), float(baseline))], figures))
    lines = svg.findall(f"{SVG}line")
    assert all(0 <= float(each.get("y1") or -1) <= 260 for each in lines)
    lower, upper = (
        next(float(each.get("y1") or 0) for each in lines if each.get("class") == f"waypost-{name}")
        for name in ("baseline", "target")
    )
    assert lower > upper


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ((2026, 8, 31), (2026, 8, 31), ["Week 36"]),
        ((2026, 8, 31), (2026, 9, 14), ["Week 36", "Week 37", "Week 38"]),
        ((2026, 8, 31), (2026, 12, 28), ["Sept 2026", "Oct", "Nov", "Dec"]),
        ((2026, 8, 31), (2027, 5, 31), ["Sept", "Nov", "2027", "Mar", "May"]),
        ((2026, 1, 5), (2036, 1, 7), ["2028", "2030", "2032", "2034", "2036"]),
    ],
)
def test_days_are_told_by_weeks_months_or_years(
    first: tuple[int, int, int], last: tuple[int, int, int], expected: list[str]
) -> None:
    assert [text for _, text in dates(date(*first), date(*last), ENGLISH)] == expected


def test_a_direction_is_told_by_shapes_and_nothing_else(tmp_path: Path) -> None:
    read = list(zip(weeks(4), ["up", "up", "down", "level"], strict=True))
    svg = drawn(series(tmp_path, read, ""))
    shapes = [each.get("d") or "" for each in svg.findall(f"{SVG}path")][:3]
    assert [each.count("M") for each in shapes] == [2, 1, 1]
    assert len({re.sub(r"[\d.]+", "", each[:40]) for each in shapes}) == 3
    assert labels(svg, "waypost-tick")[-3:] == ["up: 2", "level: 1", "down: 1"]
    assert not svg.findall(f"{SVG}line")


def test_the_table_has_every_reading_the_newest_first_by_years(tmp_path: Path) -> None:
    read = [(Week(2025, 52), 100), (Week(2026, 1), 1250), (Week(2026, 2), 99.5)]
    figure = ET.fromstring(str(chart(series(tmp_path, read), ENGLISH, href)))
    rows = [[cell.text or cell[0].text for cell in row] for row in figure.iter("tr")]
    assert rows == [
        *(["Week", "Reading"], ["2026"], ["2", "99.5"], ["1", "1,250"], ["2025"], ["52", "100"]),
    ]
    links = [each.get("href") for each in figure.iter("a")]
    assert links[0] == "../entries/2026-w02.md"


DECADE = [Week(2017, 1).plus(n) for n in range(520)]


@pytest.mark.parametrize("more", [FIGURES, ""], ids=["figures", "direction"])
def test_ten_years_of_readings_stay_small_and_readable(tmp_path: Path, more: str) -> None:
    words = ("up", "level", "down")
    read = [(w, 100 + n / 10 if more else words[n % 3]) for n, w in enumerate(DECADE)]
    found = series(tmp_path, read, more)
    svg = drawn(found)
    assert len(ET.tostring(svg)) < 30_000
    assert len(spark(found)) < 10_000
    if more:
        assert len(places(svg, "waypost-line")) == 520
        (dots,) = svg.findall(f"{SVG}path[@class='waypost-dot']")
        assert (dots.get("d") or "").count("M") == 1
        years = [each for each in labels(svg, "waypost-tick") if len(each) == 4]
        assert years == ["2018", "2020", "2022", "2024", "2026"]
    else:
        assert [each for each in labels(svg, "waypost-tick") if each.startswith("20")] == [
            str(year) for year in range(2026, 2016, -1)
        ]


def test_ten_years_of_entries_are_a_few_lines_of_a_goal(tmp_path: Path) -> None:
    found = journal(tmp_path, [(week, 100 + n / 10) for n, week in enumerate(DECADE)])
    extra = {f"docs/entries/x{n:03}.md": entry(f"X {n}", str(w)) for n, w in enumerate(DECADE)}
    ids = {
        path: text.replace("---\n", f"---\nid: tag:x,2026:{path[13:17]}\n", 1)
        for path, text in extra.items()
    }
    found, problems = load(write(tmp_path, ids))
    assert problems == []
    view = goals(found, NOW)
    assert len(view.tree[0].entries) == 520
    assert (len(view.astray.entries), view.astray.more) == (5, 515)
    pages = Pages(found, ENGLISH, NOW, SITE, COMPILED)
    began = perf_counter()
    text = pages.aim(found.goals[0], "")
    assert text.count("](../entries/") == 8
    assert "and 512 earlier ones" in text
    assert "and 515 earlier ones" in pages.expand("index.md", "<!-- waypost: goals -->")
    assert len(pages.aim(found.key_results[0], "")) < 100_000
    assert perf_counter() - began < 5


@pytest.mark.parametrize("code", ["es", "da"])
def test_every_sentence_fits_its_figures_in_each_language(tmp_path: Path, code: str) -> None:
    found = journal(tmp_path, [(week, 100 + n) for n, week in enumerate(weeks(3))])
    phase = """---
title: First
starts: 2026-08-31
goals: [leads]
deliverables:
  - {what: A form, key_result: letters, effort: 1, done: 2026-09-09}
  - {what: A poster, key_result: letters, effort: 2.5, done: 2026-09-10}
  - {what: A map, done: 2026-09-10}
---
"""
    found, problems = load(write(tmp_path, {"docs/phases/a.md": phase}))
    assert problems == []
    pages = Pages(found, language(code), NOW, SITE, COMPILED)
    texts = [*dict(pages.generated()).values(), *(pages.aim(each, "") for each in found.aims)]
    assert "%(" not in "".join(texts)
    assert "+2" in pages.expand("index.md", "<!-- waypost: effort -->")
