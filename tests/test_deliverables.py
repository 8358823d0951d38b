"""What phases are to make: over their months, in one backlog, and after ten years still short."""

import re
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import COMPILED, NOW, SITE, entry, write
from desk import SAMPLE
from lxml import html

from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.languages import language
from waypost.pages import Pages
from waypost.views.deliverables import blueprints, current_phase


def journal(root: Path, files: dict[str, str]) -> Journal:
    found, problems = load(write(root, {"journal.yml": SAMPLE} | files))
    assert problems == []
    return found


def phase(*deliverables: str, starts: str = "2026-09-01", ends: str = "", body: str = "") -> str:
    listed = "".join(f"\n  - {{{each}}}" for each in deliverables)
    last = f"ends: {ends}\n" if ends else ""
    made = f"deliverables:{listed}\n" if listed else ""
    return f"---\ntitle: A phase\nstarts: {starts}\n{last}{made}---\n{body}"


def months(root: Path, text: str, now: datetime = NOW) -> list[str]:
    found = blueprints(journal(root, {"docs/phases/a.md": text}), now)["phases/a.md"]
    return [f"{each:%Y-%m}" for each in found.columns]


# Over which months


def test_a_phase_without_an_end_goes_to_this_month(tmp_path: Path) -> None:
    assert months(tmp_path, phase("what: A")) == ["2026-09", "2026-10", "2026-11"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (phase("what: A", ends="2026-10-01"), "2026-09", "2026-10"),
        (phase("what: A, due: 2027-01-31"), "2026-09", "2027-01"),
        (phase("what: A, done: 2026-07-31", ends="2026-10-01"), "2026-07", "2026-10"),
        (
            phase("what: A, dropped: 2026-12-01, because: B", ends="2026-10-01"),
            "2026-09",
            "2026-10",
        ),
        (phase("what: A", starts="2027-02-01"), "2027-02", "2027-02"),
    ],
)
def test_the_months_hold_all_that_stands_in_them(
    tmp_path: Path, text: str, first: str, last: str
) -> None:
    found = months(tmp_path, text)
    assert (found[0], found[-1]) == (first, last)


@pytest.mark.parametrize("due", ["2028-08-31", "2028-09-01", "2036-01-01", "2999-12-31"])
def test_many_months_share_columns(tmp_path: Path, due: str) -> None:
    found = blueprints(journal(tmp_path, {"docs/phases/a.md": phase(f"what: A, due: {due}")}), NOW)
    plan = found["phases/a.md"]
    assert len(plan.columns) <= 24
    assert plan.column_of(date.fromisoformat(due)) == len(plan.columns) - 1
    assert plan.column_of(date(2026, 9, 1)) == 0


def test_today_is_marked_as_long_as_the_phase_goes_on(tmp_path: Path) -> None:
    files = {
        "docs/phases/a.md": phase("what: A", starts="2026-01-01", ends="2026-11-21"),
        "docs/phases/b.md": phase("what: A", starts="2026-11-22", ends="2026-11-22"),
        "docs/phases/c.md": phase("what: A", starts="2026-11-23"),
    }
    found = blueprints(journal(tmp_path, files), NOW)
    assert [each.today is not None for each in found.values()] == [False, True, False]


@pytest.mark.parametrize(
    ("day", "current"),
    [("2026-01-01", "a"), ("2026-05-01", "a"), ("2026-06-15", "a"), ("2026-07-15", "b")],
)
def test_the_current_phase_is_the_one_of_the_day(tmp_path: Path, day: str, current: str) -> None:
    files = {
        "docs/phases/a.md": phase(starts="2026-02-01", ends="2026-05-31"),
        "docs/phases/b.md": phase(starts="2026-07-01", ends="2026-07-31"),
    }
    found = current_phase(journal(tmp_path, files), datetime.fromisoformat(f"{day}T12:00+00:00"))
    assert found
    assert found.name == current
    assert current_phase(journal(tmp_path / "empty", {}), NOW) is None


# On the page of a phase


@pytest.mark.parametrize(
    ("body", "order"),
    [
        ("Text.", ["Text", "Blueprint", "Entries of this phase"]),
        (
            "Text.\n\n<!-- waypost: entries -->\n\nAfter.",
            ["Text", "Blueprint", "Entries of this phase", "After"],
        ),
        (
            "<!-- waypost: blueprint -->\n\nText.",
            ["Blueprint", "Text", "Entries of this phase"],
        ),
        (
            "<!-- waypost: entries -->\n\nText.\n\n<!-- waypost: blueprint -->",
            ["Entries of this phase", "Text", "Blueprint"],
        ),
    ],
)
def test_the_blueprint_stands_before_the_entries_unless_a_marker_places_it(
    tmp_path: Path, body: str, order: list[str]
) -> None:
    found = journal(tmp_path, {"docs/phases/a.md": phase("what: A", body=body)})
    pages = Pages(found.released(NOW), language("en"), NOW, SITE, COMPILED)
    text = pages.expand("phases/a.md", pages.phase(found.phases[0], found.phases[0].source.body))
    told = re.findall("|".join(order), text)
    assert told == order


def test_a_phase_that_plans_nothing_has_no_blueprint(tmp_path: Path) -> None:
    found = journal(tmp_path, {"docs/phases/a.md": phase(body="Text.")})
    pages = Pages(found.released(NOW), language("en"), NOW, SITE, COMPILED)
    assert "Blueprint" not in pages.phase(found.phases[0], "Text.")


def test_the_picture_says_nothing_that_the_words_do_not(tmp_path: Path) -> None:
    text = phase("what: A, due: 2026-10-01", "what: B, done: 2026-09-01")
    found = journal(tmp_path, {"docs/phases/a.md": text})
    pages = Pages(found.released(NOW), language("en"), NOW, SITE, COMPILED)
    view = html.fragment_fromstring(pages.phase(found.phases[0], ""), create_parent="div")
    strips = view.xpath("//span[@class='waypost-strip'][not(ancestor::*[@class='waypost-keys'])]")
    assert len(strips) == 3
    assert all(each.get("aria-hidden") == "true" for each in strips)
    marks = [mark.get("class") for each in strips[1:] for mark in each]
    assert marks == ["waypost-done", None, "waypost-now", None, "waypost-late", "waypost-now"]


# After ten years


def test_ten_years_of_deliverables_are_told_in_little_room(tmp_path: Path) -> None:
    first = date(2016, 11, 7)
    files = {}
    for year in range(10):
        for quarter in range(4):
            starts = first + timedelta(weeks=52 * year + 13 * quarter)
            day = starts + timedelta(weeks=4)
            files[f"docs/phases/{year}-{quarter}.md"] = phase(
                *(f"what: Done {n}, done: {day}" for n in range(5)),
                *(f"what: Open {n}, priority: must, due: {day}" for n in range(4)),
                *(f"what: Dropped {n}, dropped: {day}, because: So" for n in range(4)),
                "what: Left out, priority: wont",
                starts=str(starts),
                ends=str(starts + timedelta(weeks=13, days=-1)),
            )
    for week in range(520):
        monday = first + timedelta(weeks=week)
        files[f"docs/entries/{week}.md"] = entry(week=f"{monday:%G-W%V}")
    found = journal(tmp_path, files).released(NOW)
    pages = Pages(found, language("en"), NOW, SITE, COMPILED)
    begun = time.perf_counter()
    text = pages.expand("backlog.md", "<!-- waypost: backlog -->")
    plan = pages.expand("index.md", "<!-- waypost: blueprint -->")
    assert time.perf_counter() - begun < 5
    assert plan.count("\n- **") == 14
    assert text.count("\n- **") == 20 + 20 + 12
    assert re.findall(r"<summary>(.+)</summary>", text) == [
        "140 more",
        "20 more",
        *(f"{year} · 16 dropped" for year in range(2025, 2016, -1)),
        "2016 · 4 dropped",
    ]
    assert "160 were given up" in text
    assert "200 are done" in text
