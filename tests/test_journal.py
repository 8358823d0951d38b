"""A journal in order: who follows whom, what belongs to which phase, what readers may see."""

import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from conftest import ROOT, entry, write

from waypost.checks import finished
from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.views.terms import chapters, current_stage
from waypost.views.years import Silence, latest, years

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def journal(root: Path, files: Mapping[str, str], settings: str | None = None) -> Journal:
    shutil.copy(ROOT / "journal.yml", root)
    if settings:
        (root / "journal.yml").write_text(settings, "utf-8")
    found, problems = load(write(root, {f"docs/{path}": text for path, text in files.items()}))
    assert problems == []
    return found


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=COPENHAGEN)


def phase(title: str, starts: str, ends: str | None = None) -> str:
    last = f"ends: {ends}\n" if ends else ""
    return f"---\ntitle: {title}\nstarts: {starts}\n{last}---\nWhy.\n"


def test_entries_stand_in_the_order_in_which_they_were_published(tmp_path: Path) -> None:
    found = journal(
        tmp_path,
        {
            "entries/z.md": entry("First", "2026-W36"),
            "entries/a.md": entry("Third", "2026-W38"),
            "entries/m.md": entry("Second", "2026-W37", date="2026-09-12"),
        },
    )
    assert [each.title for each in found.entries] == ["First", "Second", "Third"]
    second = found.entries[1]
    assert [found.before(second), found.after(second)] == [found.entries[0], found.entries[2]]
    assert found.before(found.entries[0]) is None
    assert found.after(found.entries[2]) is None


def test_two_entries_of_one_moment_are_told_apart_by_their_path(tmp_path: Path) -> None:
    same = {"date": "2026-09-04"}
    found = journal(
        tmp_path,
        {
            "entries/b.md": entry("B", "2026-W36", **same, id="tag:a.b,2026:b"),
            "entries/a.md": entry("A", "2026-W36", **same, id="tag:a.b,2026:a"),
        },
    )
    assert [each.title for each in found.entries] == ["A", "B"]


def test_an_entry_without_a_date_counts_from_its_weeks_monday(tmp_path: Path) -> None:
    (found,) = journal(tmp_path, {"entries/a.md": entry(week="2026-W36")}).entries
    assert found.published.isoformat() == "2026-08-31T00:00:00+02:00"
    assert found.updated == found.published
    assert found.id == "tag:waypost.example,2026:2026-W36"


def test_an_entry_written_late_keeps_its_week(tmp_path: Path) -> None:
    late = entry(week="2026-W36", date="2026-09-08")
    (found,) = journal(tmp_path, {"entries/a.md": late}).entries
    assert str(found.week) == "2026-W36"
    assert found.date.isoformat() == "2026-09-08"


def test_a_correction_moves_updated_and_not_published(tmp_path: Path) -> None:
    text = entry(date="2026-09-04", updated="2026-10-16", changes="A number.")
    (found,) = journal(tmp_path, {"entries/a.md": text}).entries
    assert found.published.date().isoformat() == "2026-09-04"
    assert found.updated.isoformat() == "2026-10-16T00:00:00+02:00"


def test_readers_see_neither_drafts_nor_what_is_not_due(tmp_path: Path) -> None:
    found = journal(
        tmp_path,
        {
            "entries/public.md": entry("Public", "2026-W35"),
            "entries/draft.md": entry("Draft", "2026-W36", status="draft"),
            "entries/later.md": entry("Later", "2026-W37"),
            "entries/at-four.md": entry("At four", "2026-W34", publish_at="2026-09-04 16:00"),
            "entries/gone.md": entry("Gone", "2026-W33", status="withdrawn"),
        },
    )
    noon = found.released(at("2026-09-04 12:00"))
    assert [each.title for each in noon.entries] == ["Public"]
    assert [each.title for each in noon.withdrawn] == ["Gone"]
    assert {each.title for each in noon.held} == {"Draft", "Later", "At four"}
    evening = found.released(at("2026-09-04 16:00"))
    assert [each.title for each in evening.entries] == ["Public", "At four"]
    preview = found.previewed()
    assert {each.title for each in preview.entries} == {"Public", "Draft", "Later", "At four"}


def test_an_entry_without_a_word_is_a_draft(tmp_path: Path) -> None:
    found = journal(
        tmp_path,
        {
            "entries/notes.md": entry("Notes", "2026-W33", body="<!-- What moved? -->\n\n"),
            "entries/words.md": entry("Words", "2026-W34", body="<!-- What moved? -->\nA chair."),
            "entries/line.md": entry("Line", "2026-W35", body="", summary="One line."),
            "entries/gone.md": entry("Gone", "2026-W36", body="", status="withdrawn"),
        },
    )
    assert [each.title for each in found.entries if each.is_draft] == ["Notes"]
    assert [each.title for each in found.released(at("2026-09-04 12:00")).held] == ["Notes"]


def test_a_picture_of_a_secret_is_one_too(tmp_path: Path) -> None:
    draft = "![y](../img/my%20secret.png) ![x](../img/shown.png) and CNAME, robots.txt, x.css"
    found = journal(
        tmp_path,
        {
            "entries/public.md": entry(week="2026-W35", body="![x](../img/shown.png)"),
            "entries/draft.md": entry(
                week="2026-W36", status="draft", body=draft, image="../img/cover.png"
            ),
        },
    ).released(at("2026-09-04"))
    files = {
        uri: uri
        for uri in (
            "CNAME",
            "robots.txt",
            "assets/x.css",
            "img/my secret.png",
            "img/shown.png",
            "img/cover.png",
            "img/unused.png",
            "entries/shown.png",
            "entries/beside.png",
            "entries/logo.png",
        )
    }
    shown = {"img/shown.png", "entries/shown.png"}
    assert finished.unpublished(found, files, shown, "logo: entries/logo.png") == [
        "img/my secret.png",
        "img/cover.png",
        "entries/beside.png",
    ]


def test_the_phase_follows_from_the_dates(tmp_path: Path) -> None:
    found = journal(
        tmp_path,
        {
            "phases/one.md": phase("One", "2026-08-01", "2026-09-09"),
            "phases/two.md": phase("Two", "2026-09-10"),
            "entries/before.md": entry("Before", "2026-W30"),
            "entries/first.md": entry("First", "2026-W36"),
            "entries/seam.md": entry("Seam", "2026-W37"),
            "entries/after.md": entry("After", "2026-W50"),
        },
    )
    phases = {each.title: found.phase_of(each) for each in found.entries}
    names = {title: where.title if where else None for title, where in phases.items()}
    assert names == {"Before": None, "First": "One", "Seam": "Two", "After": "Two"}
    one, two = found.phases
    assert [each.title for each in found.entries_in(one)] == ["First"]
    assert [each.title for each in found.entries_in(two)] == ["Seam", "After"]


def test_a_year_shows_pauses_and_gaps(tmp_path: Path) -> None:
    found = journal(
        tmp_path,
        {f"entries/{week}.md": entry(week, week) for week in ("2026-W29", "2026-W32", "2026-W35")},
    )
    months = years(found)[2026]
    assert [month.number for month in months] == [8, 7]
    rows = [
        (str(row.first), str(row.last), row.pause is not None)
        if isinstance(row, Silence)
        else row.title
        for month in months
        for row in month.rows
    ]
    assert rows == [
        "2026-W35",
        ("2026-W33", "2026-W34", False),
        "2026-W32",
        ("2026-W30", "2026-W31", True),
        "2026-W29",
    ]


def test_who_writes_every_month_has_no_gaps_between(tmp_path: Path) -> None:
    settings = "authority: a.b,2026\nauthor: {name: A}\ncadence: {weeks: 5}\n"
    found = journal(
        tmp_path,
        {f"entries/{week}.md": entry(week, week) for week in ("2026-W01", "2026-W05", "2026-W12")},
        settings,
    )
    rows = [row for month in years(found)[2026] for row in month.rows]
    assert [isinstance(row, Silence) for row in rows] == [False, True, False, False]


def test_the_turn_of_the_year_belongs_to_the_year_of_the_week(tmp_path: Path) -> None:
    found = journal(
        tmp_path,
        {
            "entries/old.md": entry("Old", "2026-W53", date="2027-01-01"),
            "entries/new.md": entry("New", "2027-W01"),
        },
    )
    assert found.years == [2026, 2027]
    assert [month.number for month in years(found)[2026]] == [12]
    assert [month.number for month in years(found)[2027]] == [1]


def test_the_current_stage_is_that_of_the_newest_entry_that_has_one(tmp_path: Path) -> None:
    found = journal(
        tmp_path,
        {
            "entries/a.md": entry("A", "2026-W36", stage="build"),
            "entries/b.md": entry("B", "2026-W37", stage="align"),
            "entries/c.md": entry("C", "2026-W38"),
        },
    )
    assert current_stage(found) == "align"
    stages = chapters(found, "stage")
    assert [chapter.term.id for chapter in stages if chapter.is_current] == ["align"]
    align = stages[2]
    assert (align.number, align.of) == (3, 8)
    assert align.before
    assert align.after
    assert (align.before.id, align.after.id) == ("define", "build")


def test_an_empty_journal_has_answers_too(tmp_path: Path) -> None:
    found = journal(tmp_path, {"index.md": "# Home\n"})
    assert latest(found, 5) == ()
    assert years(found) == {}
    assert current_stage(found) is None
    assert found.years == []
    assert len(chapters(found, "barrier")) == 5
