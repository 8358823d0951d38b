"""Where she stands, in words that are true and kind; and a reminder that tells no secret."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import entry
from desk import FRIDAY, Desk, desk, settings

from waypost.languages import SPOKEN

GITHUB = {"GITHUB_REPOSITORY": "anna/journal"}
UNKIND = ("only", "miss", "fail", "streak", "late", "behind schedule", "overdue", "should", "!")


def status(at: Desk, today: str = FRIDAY) -> list[str]:
    done = at.say("status", today=today)
    assert (done.status, done.err) == (0, "")
    assert [word for word in UNKIND if word in done.out.lower()] == []
    return done.lines


def weeks(*numbers: int, **fields: str) -> dict[str, str]:
    return {
        f"docs/entries/w{n}.md": entry(f"In week {n}", f"2026-W{n:02}", **fields) for n in numbers
    }


def with_pause(starts: str, until: str, why: str = "") -> str:
    reason = f", why: {why}" if why else ""
    return settings(pauses=f"[{{starts: {starts}, until: {until}{reason}}}]")


def section(lines: list[str], title: str) -> list[str]:
    """What stands below a title."""
    if f"{title}:" not in lines:
        return []
    rest = lines[lines.index(f"{title}:") + 1 :]
    return [line for line in rest[: (*rest, "").index("")] if line.startswith("- ")]


# Where am I?


@pytest.mark.parametrize("code", SPOKEN)
def test_before_the_first_entry(tmp_path: Path, code: str) -> None:
    assert status(desk(tmp_path, code=code)) == [
        "A way: week 36, 2026",
        "",
        "The first entry is still to come.",
        "Nothing of this week yet: three lines will do. waypost new",
    ]


@pytest.mark.parametrize("code", SPOKEN)
def test_an_untouched_scaffold_counts_as_nothing_written(tmp_path: Path, code: str) -> None:
    at = desk(tmp_path, code=code)
    at.say("new", "--title", "A week")
    lines = status(at)
    assert lines[2:4] == [
        "The first entry is still to come.",
        "Nothing of this week yet: three lines will do, in docs/entries/2026-w36-a-week.md",
    ]
    untouched = "- “A week” (docs/entries/2026-w36-a-week.md)"
    assert section(lines, "Not begun yet") == [untouched]
    path = "docs/entries/2026-w36-a-week.md"
    at.write({path: at.text(path) + "Three words stand.\n"})
    lines = status(at)
    assert lines[2:5] == [
        "1 week written, since 31 August 2026.",
        "The last one: “A week” (docs/entries/2026-w36-a-week.md), week 36.",
        "This week is written.",
    ]
    assert section(lines, "Not begun yet") == []


def test_the_weeks_behind_her_are_counted(tmp_path: Path) -> None:
    at = desk(tmp_path, weeks(28, 29, 32, 33, 34, 35, 36))
    assert status(at)[2:5] == [
        "7 weeks written and 2 weeks of pause, since 6 July 2026.",
        "The last one: “In week 36” (docs/entries/w36.md), week 36.",
        "This week is written.",
    ]


def test_a_draft_is_not_written_yet_and_is_not_forgotten(tmp_path: Path) -> None:
    lines = status(desk(tmp_path, weeks(35) | weeks(36, status="draft")))
    assert lines[2] == "1 week written, since 24 August 2026."
    assert "This week has a draft." in lines
    assert section(lines, "Drafts") == ["- “In week 36” (docs/entries/w36.md)"]


def test_what_is_scheduled_is_written_and_says_from_when(tmp_path: Path) -> None:
    later = weeks(36, publish_at="2026-09-18 16:00") | weeks(35, date="2026-09-11")
    lines = status(desk(tmp_path, later))
    assert lines[2:4] == ["The first entry is still to come.", "This week is written."]
    assert section(lines, "Scheduled") == [
        "- “In week 35” (docs/entries/w35.md), from 11 September 2026",
        "- “In week 36” (docs/entries/w36.md), from 18 September 2026, 16:00",
    ]


def test_what_was_withdrawn_is_no_news(tmp_path: Path) -> None:
    lines = status(desk(tmp_path, weeks(35) | weeks(36, status="withdrawn")))
    assert lines[2:] == [
        "1 week written, since 24 August 2026.",
        "The last one: “In week 35” (docs/entries/w35.md), week 35.",
        "Nothing of this week yet: three lines will do. waypost new",
    ]


@pytest.mark.parametrize(
    ("why", "told"),
    [("Ill", "This week is a pause (Ill)."), ("", "This week is a pause.")],
)
def test_a_pause_is_a_pause(tmp_path: Path, why: str, told: str) -> None:
    at = desk(tmp_path, weeks(33), with_pause("2026-W35", "2026-W36", why))
    lines = status(at)
    assert lines[2] == "1 week written and 2 weeks of pause, since 10 August 2026."
    assert told in lines
    assert "since the last entry" not in "\n".join(lines)


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (35, "Nothing of this week yet: three lines will do. waypost new"),
        (34, "1 week since the last entry: three lines will do. waypost new"),
        (33, "2 weeks since the last entry: three lines will do. waypost new"),
        (2, "33 weeks since the last entry: three lines will do. waypost new"),
    ],
)
def test_a_silence_is_met_kindly(tmp_path: Path, last: int, told: str) -> None:
    assert status(desk(tmp_path, weeks(last), settings()))[4] == told


def test_a_silence_with_a_pause_in_it_is_told_as_it_is(tmp_path: Path) -> None:
    at = desk(tmp_path, weeks(32), with_pause("2026-W33", "2026-W34"))
    told = "1 week since the last entry, pauses left out: three lines will do. waypost new"
    assert status(at)[4] == told


def test_she_is_shown_what_she_wrote_a_quarter_and_a_year_ago(tmp_path: Path) -> None:
    year = {"docs/entries/old.md": entry("Old", "2025-W36")}
    assert status(desk(tmp_path, year | weeks(23)))[4:6] == [
        "A quarter ago you wrote: “In week 23” (docs/entries/w23.md).",
        "A year ago you wrote: “Old” (docs/entries/old.md).",
    ]


def test_what_is_due_is_listed(tmp_path: Path) -> None:
    due = {
        "docs/entries/a.md": entry(week="2026-W35", next="[Ask the desk, Draw it]"),
        "docs/decisions/a.md": DECISION.format(title="Buy it", day="2026-09-06"),
        "docs/experiments/a.md": EXPERIMENT,
    }
    lines = status(desk(tmp_path, due))
    assert section(lines, "You meant to do") == ["- Ask the desk", "- Draw it"]
    assert section(lines, "To look at again") == ["- Buy it (docs/decisions/a.md)"]
    title = "Over by the end of this week, and without a verdict"
    assert section(lines, title) == ["- Call back (docs/experiments/a.md)"]


def test_mistakes_are_counted_and_the_rest_is_told_all_the_same(tmp_path: Path) -> None:
    at = desk(tmp_path, weeks(35) | {"docs/entries/b.md": entry(week="2026-W99")})
    last = " to be mended before the site can be built: waypost check"
    assert status(at)[-2:] == ["", f"One thing has{last}"]
    at.write({"docs/entries/c.md": "No fields.\n"})
    assert status(at)[-1] == f"2 things have{last}"
    assert status(at)[2] == "1 week written, since 24 August 2026."


def test_an_entry_of_this_week_that_has_to_be_mended_is_there(tmp_path: Path) -> None:
    at = desk(tmp_path, weeks(36, stage="nowhere"))
    assert status(at)[3] == "This week has an entry that has to be mended: docs/entries/w36.md"


def test_without_its_settings_a_journal_still_has_a_standing(tmp_path: Path) -> None:
    lines = status(desk(tmp_path, weeks(36), "authority: example.org,2026\n"))
    assert "This week is written." in lines
    assert lines[-1].startswith("One thing has to be mended")


@pytest.mark.parametrize(
    ("zone", "moment", "told"),
    [
        ("Europe/Copenhagen", "2026-12-31T23:30Z", "A way: week 53, 2026"),
        ("Pacific/Kiritimati", "2027-01-03T10:00Z", "A way: week 1, 2027"),
        ("Pacific/Pago_Pago", "2027-01-04T10:59Z", "A way: week 53, 2026"),
    ],
)
def test_the_week_is_that_of_the_journals_zone(
    tmp_path: Path, zone: str, moment: str, told: str
) -> None:
    at = desk(tmp_path, settings=settings(timezone=zone))
    assert at.say("status", at=moment).lines[0] == told


# The reminder

DECISION = """---
title: {title}
date: 2026-06-01
status: accepted
expected: Much.
revisit_on: {day}
---
Text.
"""
EXPERIMENT = """---
title: Call back
hypothesis: It works.
starts: 2026-08-17
ends: 2026-09-05
criteria: [{metric: replies, at_least: 4}]
---
Text.
"""


def reminds(at: Desk, today: str = FRIDAY) -> bool:
    done = at.say("remind", today=today)
    assert (done.status, done.err) == (0, "")
    assert [word for word in UNKIND if word in done.out.lower()] == []
    return bool(done.out)


def test_on_the_promised_day_there_are_kind_words(tmp_path: Path) -> None:
    before = weeks(34) | {
        "docs/entries/w35.md": entry("B", "2026-W35", next="[Ask the desk]"),
        "docs/decisions/a.md": DECISION.format(title="Buy it", day="2026-09-06"),
        "docs/experiments/a.md": EXPERIMENT,
    }
    assert desk(tmp_path, before).say("remind").lines == [
        "Week 36: three lines will do",
        "",
        "It is 4 September 2026, and this week has no page yet. There are 2 weeks behind you.",
        "",
        "- On your computer: `waypost new --open`",
        "",
        "If this week is a pause, write it into journal.yml under pauses. Nobody will ask where "
        "you were.",
        "",
        "You meant to do:",
        "",
        "- Ask the desk",
        "",
        "To look at again:",
        "",
        "- Buy it",
        "",
        "Over by the end of this week, and without a verdict:",
        "",
        "- Call back",
        "",
    ]


@pytest.mark.parametrize(
    ("code", "title", "first"),
    [
        ("en", "Week 36: three lines will do", "Write it here, in the browser"),
        ("es", "Semana 36: bastan tres líneas", "Escríbela aquí, en el navegador"),
        ("da", "Uge 36: tre linjer er nok", "Skriv den her, i browseren"),
    ],
)
def test_it_speaks_the_language_of_the_journal_and_leads_to_where_one_writes(
    tmp_path: Path, code: str, title: str, first: str
) -> None:
    at = desk(tmp_path, code=code)
    said = at.say("remind", env=GITHUB).lines
    assert said[:2] == [title, ""]
    text, _, address = said[4].removeprefix("- [").removesuffix(")").partition("](")
    assert text == first
    value = parse_qs(urlsplit(address).query)["value"][0]
    form = "(https://github.com/anna/journal/issues/new?template=entry.yml)"
    assert said[5].endswith(form)
    at.say("new")
    assert at.text("docs/entries/2026-w36.md") == value


@pytest.mark.parametrize("weekday", ["friday", "monday", "sunday"])
def test_it_comes_on_the_promised_day_of_the_week(tmp_path: Path, weekday: str) -> None:
    at = desk(tmp_path, settings=settings(cadence=f"{{weekday: {weekday}}}"))
    days = {f"2026-09-{day:02}": reminds(at, f"2026-09-{day:02}") for day in range(7, 21)}
    promised = {"monday": ("07", "14"), "friday": ("11", "18"), "sunday": ("13", "20")}[weekday]
    assert [day for day, due in days.items() if due] == [f"2026-09-{day}" for day in promised]


@pytest.mark.parametrize(
    ("zone", "moment", "due"),
    [
        ("Europe/Copenhagen", "2026-09-03T21:59Z", False),
        ("Europe/Copenhagen", "2026-09-03T22:00Z", True),
        ("Europe/Copenhagen", "2026-09-04T21:30Z", True),  # Friday at 23:30
        ("Europe/Copenhagen", "2026-09-04T22:00Z", False),
        ("Pacific/Auckland", "2026-09-03T13:23Z", True),
        ("Pacific/Auckland", "2026-09-04T13:23Z", False),
        ("America/Los_Angeles", "2026-09-05T06:30Z", True),
        ("Europe/Copenhagen", "2027-01-01T12:00Z", True),  # of week 53
    ],
)
def test_the_day_is_that_of_the_journals_zone(
    tmp_path: Path, zone: str, moment: str, due: bool
) -> None:
    at = desk(tmp_path, settings=settings(timezone=zone))
    assert bool(at.say("remind", at=moment).out) == due


@pytest.mark.parametrize(
    ("files", "due"),
    [
        ({}, True),
        (weeks(35), True),
        (weeks(36), False),
        (weeks(36, status="draft"), False),
        (weeks(36, publish_at="2026-12-01"), False),
        (weeks(36, stage="nowhere"), False),  # it is there, and has to be mended
        (weeks(36, status="withdrawn"), True),
        (weeks(35, date="2026-09-04"), True),
        ({"docs/entries/2026-w36.md": "---\ntitle: A: b\n---\nText.\n"}, False),
        ({"docs/entries/2026-w36.md": entry(body="<!-- What moved? -->")}, True),
    ],
)
def test_it_stays_away_where_the_week_has_words(
    tmp_path: Path, files: dict[str, str], due: bool
) -> None:
    assert reminds(desk(tmp_path, files)) == due


def test_a_scaffold_is_no_reason_to_stay_away_until_it_has_words(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.say("new")
    assert reminds(at)
    path = "docs/entries/2026-w36.md"
    at.write({path: at.text(path) + "It moved.\n"})
    assert not reminds(at)


def test_nobody_is_reminded_in_a_pause(tmp_path: Path) -> None:
    at = desk(tmp_path, weeks(33), with_pause("2026-W35", "2026-W36"))
    days = ("2026-08-21", "2026-08-28", "2026-09-04", "2026-09-11")
    assert [reminds(at, day) for day in days] == [True, False, False, True]


def test_who_writes_every_third_week_is_asked_in_the_third(tmp_path: Path) -> None:
    third = settings(cadence="{weeks: 3}", pauses="[{starts: 2026-W34, until: 2026-W34}]")
    at = desk(tmp_path, weeks(28, 31), third)
    fridays = ("08-07", "08-14", "08-21", "08-28", "09-04")  # weeks 32 to 36
    assert [reminds(at, f"2026-{day}") for day in fridays] == [False, False, False, True, True]
    assert reminds(desk(tmp_path / "new", {}, third))


def test_it_tells_what_readers_know_and_nothing_else(tmp_path: Path) -> None:
    secret = {
        "docs/entries/d.md": entry("QVARK1", "2026-W35", status="draft", next="[QVARK2]"),
        "docs/entries/s.md": entry("QVARK3", "2026-W34", date="2026-09-11", next="[QVARK4]"),
        "docs/entries/w.md": entry("QVARK5", "2026-W34", status="withdrawn", next="[QVARK6]"),
        "docs/entries/2026-w36-q.md": entry("QVARK7", "2026-W36", body="<!-- QVARK8 -->"),
        "docs/decisions/a.md": DECISION.format(title="QVARK9", day="2026-09-06").replace(
            "2026-06-01", "2026-09-05"
        ),
    }
    before = secret | {"docs/entries/a.md": entry("Known", "2026-W33", next="[Ask the desk]")}
    at = desk(tmp_path, before, settings())
    assert "QVARK4" in at.say("status").out
    said = at.say("remind", env=GITHUB).out
    assert "- Ask the desk\n" in said
    assert "There is 1 week behind you." in said
    assert "QVARK" not in said


def test_what_is_written_by_its_link_has_an_id_of_its_own(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.say("new", "--title", "QVARK")
    said = at.say("remind", env=GITHUB).out
    value = parse_qs(urlsplit(said.partition("](")[2].partition(")")[0]).query)["value"][0]
    at.write({"docs/entries/2026-w36.md": value + "Text.\n"})
    assert at.say("check").status == 0
    assert "QVARK" not in value


def test_her_words_stay_words(tmp_path: Path) -> None:
    cunning = '["[x](javascript:y) <img src=z> **b** `c` @anna #1", "- d"]'
    at = desk(tmp_path, {"docs/entries/a.md": entry(week="2026-W35", next=cunning)})
    said = at.say("remind").out.partition("You meant to do:\n\n")[2].splitlines()
    assert len(said) == 3
    for line in said[:2]:
        assert line.startswith("- ")
        assert not set("[]()<>*`@") & set(line)


def test_nobody_is_reminded_on_guesses(tmp_path: Path) -> None:
    done = desk(tmp_path, settings="authority: example.org,2026\n").say("remind")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("journal.yml:1: author: This field is missing.")


def test_what_a_phase_should_have_by_now_is_told(tmp_path: Path) -> None:
    phase = (
        "---\ntitle: P\nstarts: 2026-08-01\ndeliverables:\n"
        "  - {what: A list, due: 2026-08-05}\n  - {what: On Sunday, due: 2026-09-06}\n"
        "  - {what: A page, due: 2026-09-07}\n  - {what: Never, due: 2026-08-05, priority: won't}\n"
        "  - {what: There, due: 2026-08-05, done: 2026-08-04}\n"
        "  - {what: Gone, due: 2026-08-05, dropped: 2026-08-04, because: Nobody asked.}\n"
        "---\nText.\n"
    )
    at = desk(tmp_path, {"docs/phases/p.md": phase})
    assert section(status(at), "Due by the end of this week") == ["- A list", "- On Sunday"]
