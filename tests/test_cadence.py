"""Weeks written, pauses and gaps: nothing is counted against her, and nothing is hidden."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import ROOT, Built, Project, build, entry, page, texts, write

from waypost.checks import check
from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.views.cadence import Calendar, calendar
from waypost.views.decisions import decision_log
from waypost.views.due import due
from waypost.weeks import Week

PLAIN = (ROOT / "journal.yml").read_text("utf-8").partition("pauses:")[0]
PAUSE = "pauses: [{starts: 2026-W03, until: 2026-W04, why: Ill}]\n"


def journal(root: Path, weeks: list[str], settings: str = PAUSE) -> Journal:
    files = {f"docs/entries/{week}.md": entry(f"In {week}", week) for week in weeks}
    found, problems = load(write(root, {"journal.yml": PLAIN + settings} | files))
    assert problems == []
    return found


def signs(found: Calendar) -> str:
    """A letter for each week of the last year: w, p, g, q, o, a or b."""
    return "".join(each.kind[0] for each in found.years[0].squares)


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(hour=16, tzinfo=UTC)


def test_each_week_of_a_year_is_one_thing_or_another(tmp_path: Path) -> None:
    found = calendar(journal(tmp_path, ["2026-W02", "2026-W06"]), at("2026-02-20"))
    assert signs(found) == "bwppgwgo" + "a" * 45
    assert (found.written, found.paused, found.first) == (2, 2, Week(2026, 2))


def test_a_week_that_the_cadence_does_not_ask_for_is_no_gap(tmp_path: Path) -> None:
    twice = PLAIN.replace("weeks: 1", "weeks: 2")
    files = {
        f"docs/entries/{week}.md": entry(week=week) for week in ("2026-W01", "2026-W03", "2026-W06")
    }
    found, _ = load(write(tmp_path, {"journal.yml": twice} | files))
    assert signs(calendar(found, at("2026-02-09")))[:7] == "wqwggwo"


def test_an_entry_written_in_a_pause_counts(tmp_path: Path) -> None:
    found = calendar(journal(tmp_path, ["2026-W01", "2026-W03"]), at("2026-02-02"))
    assert signs(found)[:6] == "wgwpgo"


def test_a_year_of_53_weeks_has_53_squares_and_the_newest_year_stands_first(tmp_path: Path) -> None:
    found = calendar(journal(tmp_path, ["2026-W53", "2027-W01"]), at("2027-01-08"))
    assert [(year.number, len(year.squares)) for year in found.years] == [(2027, 52), (2026, 53)]
    assert signs(found)[:2] == "wa"


def test_before_the_first_entry_there_is_no_calendar(tmp_path: Path) -> None:
    found = calendar(journal(tmp_path, []), at("2026-02-02"))
    assert (found.years, found.written, found.paused) == ([], 0, 0)


def test_the_same_stands_in_a_table(project: Project) -> None:
    weeks = ("2026-W28", "2026-W29", "2026-W33")
    built = build(project({f"docs/entries/{w}.md": entry(f'A "{w}" <b>', w) for w in weeks}))
    found = page(built, "entries/")
    row = texts(found, "//details[@class='waypost-calendar-table']//tbody/tr")
    assert row == ["2026 28–\u206029, 33 30–\u206031 (Summer holiday) 32, 34–\u206046"]
    squares = found.xpath("//*[name()='svg'][contains(@class, 'waypost-half')]//a")
    assert squares[0].xpath("string(title)") == 'Week 28: A "2026-W28" <b>'
    assert [each.get("href") for each in squares] == [f"{week}/" for week in weeks]
    assert "3 weeks written, since 6 July 2026" in found.text_content()


@pytest.mark.parametrize("word", ["fault", "broken", "streak", "missed", "fail"])
def test_no_word_shames_her(sample: Built, word: str) -> None:
    assert word not in page(sample, "entries/").xpath("//article")[0].text_content().lower()[:600]


DECISION = """---
title: {title}
date: 2026-01-05
status: {status}
expected: Much.
revisit_on: {day}
{more}---
Text.
"""
EXPERIMENT = """---
title: {title}
hypothesis: It works.
starts: 2026-01-05
ends: {day}
criteria:
  - metric: replies
    at_least: 4
{more}---
Text.
"""


def test_what_is_due_is_what_she_meant_to_do_and_promised_to_judge(tmp_path: Path) -> None:
    def decision(title: str, day: str, status: str = "accepted", more: str = "") -> str:
        return DECISION.format(title=title, day=day, status=status, more=more)

    def experiment(title: str, day: str, more: str = "") -> str:
        return EXPERIMENT.format(title=title, day=day, more=more)

    files = {
        "docs/decisions/a.md": decision("Late", "2026-01-30"),
        "docs/decisions/b.md": decision("Sunday", "2026-02-08").replace("01-05", "01-06"),
        "docs/decisions/c.md": decision("Monday", "2026-02-09").replace("01-05", "01-07"),
        "docs/decisions/d.md": decision("Over", "2026-01-30", "superseded").replace("-05", "-08"),
        "docs/decisions/e.md": decision(
            "Told", "2026-01-30", more="outcome: {date: 2026-02-01, result: Fine.}\n"
        ).replace("01-05", "01-09"),
        "docs/experiments/a.md": experiment("Ends", "2026-02-06"),
        "docs/experiments/b.md": experiment(
            "Judged", "2026-02-06", "results: {replies: 4}\n"
        ).replace("01-05", "01-06"),
        "docs/experiments/c.md": experiment("Goes on", "2026-02-13").replace("01-05", "01-07"),
        "docs/entries/a.md": entry(week="2026-W04", next="[Ask the desk]"),
        "docs/entries/b.md": entry(week="2026-W05", status="draft", next="[Not yet]"),
        "docs/entries/c.md": entry(week="2026-W06", next="[Of this week]"),
    }
    found, problems = load(write(tmp_path, {"journal.yml": PLAIN} | files))
    assert problems == []
    now = due(found, Week(2026, 6))
    assert now.intended is not None
    assert now.intended.fields.next == ("Ask the desk",)
    assert [each.title for each in now.decisions] == ["Late", "Sunday"]
    assert [each.title for each in now.experiments] == ["Ends"]


def test_the_log_the_week_and_the_advice_agree_on_what_is_due(tmp_path: Path) -> None:
    """Also on what was replaced, will be, should be by a proposal, or is not written yet."""

    def decision(title: str, day: str, status: str = "accepted", more: str = "") -> str:
        text = DECISION.format(title=title, day="2026-02-06", status=status, more=more)
        return text.replace("2026-01-05", day)

    files = {
        "docs/decisions/a.md": decision("Open", "2026-01-05"),
        "docs/decisions/b.md": decision("Replaced", "2026-01-06"),
        "docs/decisions/c.md": decision("Replaced later", "2026-01-07"),
        "docs/decisions/d.md": decision("Perhaps replaced", "2026-01-08"),
        "docs/decisions/e.md": decision("New", "2026-01-09", "rejected"),
        "docs/decisions/f.md": decision("Newer", "2026-02-01", "deprecated", "supersedes: [b]\n"),
        "docs/decisions/g.md": decision("To come", "2026-03-01", more="supersedes: [c]\n"),
        "docs/decisions/h.md": decision(
            "Wish", "2026-02-02", "proposed", "supersedes: [d]\n"
        ).replace("revisit_on: 2026-02-06\n", ""),
        "docs/decisions/i.md": "---\ntitle: Empty\ndate: 2026-02-03\nrevisit_on: 2026-02-04\n---\n",
        "docs/decisions/j.md": decision(
            "Told too early", "2026-01-10", more="outcome: {date: 2026-03-01, result: Fine.}\n"
        ),
    }
    found, problems = load(write(tmp_path, {"journal.yml": PLAIN} | files))
    assert problems == []
    now = datetime(2026, 2, 8, 12, tzinfo=UTC)
    public = found.released(now)
    expected = ["Open", "Replaced later", "Perhaps replaced", "Told too early"]
    for journal in (found, public, found.previewed()):
        week = due(journal, Week(2026, 6))
        assert [each.title for each in week.decisions] == expected
        log = decision_log(journal, now)
        assert [each.decision.title for each in log.due] == expected
        replaced = [e.decision.title for e in log.every if e.status == "superseded"]
        assert replaced == ["Replaced"]
    said = {each.path for each in check(found, now, "en") if "look at this decision" in each.what}
    assert said == {f"docs/decisions/{name}.md" for name in "acdj"}
