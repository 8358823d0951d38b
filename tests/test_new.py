"""`waypost new` makes a file that passes the check, of the right week, and writes over nothing."""

from pathlib import Path

import pytest
from conftest import contents, entry
from desk import FRIDAY, MADE, SAMPLE, Desk, desk, fields, made, passes, settings

from waypost.cli import writing
from waypost.cli.reading import read_project
from waypost.scaffolds import Scaffold
from waypost.weeks import Week

# This week's entry


def test_the_entry_of_this_week_has_what_is_required_and_its_id(tmp_path: Path) -> None:
    at = desk(tmp_path)
    assert made(at) == MADE
    assert fields(at, MADE) == {
        "title": "Week 36",
        "week": "2026-W36",
        "date": "2026-09-04",
        "id": "tag:waypost.example,2026:2026-W36",
        "summary": None,
        "stage": None,
        "barriers": [],
        "next": None,
    }
    assert passes(at)


def test_it_says_where_the_entry_is_and_how_to_go_on(tmp_path: Path) -> None:
    assert desk(tmp_path, code="da").say("new").lines == [
        f"{MADE} is there, for week 36 (31 August\u2009–\u20096 September 2026).",
        "Write below the questions; three lines will do. To see it: waypost serve",
    ]


@pytest.mark.parametrize(
    ("code", "title", "question"),
    [
        ("en", "Week 36", "What is in the way?"),
        ("es", "Semana 36", "¿Qué hay en el camino?"),
        ("da", "Uge 36", "Hvad står i vejen?"),
    ],
)
def test_it_speaks_the_language_of_the_journal(
    tmp_path: Path, code: str, title: str, question: str
) -> None:
    at = desk(tmp_path, code=code)
    path = made(at)
    assert fields(at, path)["title"] == title
    assert f"\n<!-- {question} -->\n" in at.text(path)
    assert passes(at)
    text = at.text(path).replace("summary:", "summary: It moved.").replace("next:", "next: [Ask]")
    at.write({path: text.replace("-->", "-->\nThis did.")})
    assert passes(at)
    (written,) = at.journal().entries
    assert not written.is_draft
    assert written.source.body.split() == ["This", "did."] * 3


def test_three_lines_make_it_public(tmp_path: Path) -> None:
    at = desk(tmp_path)
    path = made(at)
    assert at.journal().entries[0].is_draft
    at.write({path: at.text(path) + "One.\nTwo.\nThree.\n"})
    assert not at.journal().entries[0].is_draft
    assert passes(at)


def test_a_title_stands_in_the_name_of_the_file(tmp_path: Path) -> None:
    at = desk(tmp_path)
    assert made(at, "--title", "Hvad er et 'lead'?") == "docs/entries/2026-w36-hvad-er-et-lead.md"


def test_the_stage_is_that_of_the_last_entry_with_one_and_brings_its_question(
    tmp_path: Path,
) -> None:
    before = {
        "docs/entries/a.md": entry(week="2026-W33", stage="align"),
        "docs/entries/b.md": entry(week="2026-W34", stage="measure"),
        "docs/entries/c.md": entry(week="2026-W35"),
    }
    at = desk(tmp_path, before)
    assert fields(at, made(at))["stage"] == "measure"
    questions = [line for line in at.text(MADE).splitlines() if line.startswith("<!--")]
    assert len(questions) == 4
    assert questions[3] == "<!-- What had I expected, and what came out? -->"


def test_a_stage_that_journal_yml_no_longer_knows_is_not_passed_on(tmp_path: Path) -> None:
    before = {
        "docs/entries/a.md": entry(week="2026-W34", stage="align"),
        "docs/entries/b.md": entry(week="2026-W35", stage="measure"),
    }
    at = desk(tmp_path / "one", before, SAMPLE.replace("- id: measure", "- id: weigh"))
    assert fields(at, made(at))["stage"] == "align"
    at = desk(
        tmp_path / "none",
        {"docs/entries/a.md": entry(stage='"a: [b"', week="2026-W35")},
        settings(),
    )
    assert fields(at, made(at))["stage"] is None
    assert passes(at)


# Which week it is


@pytest.mark.parametrize(
    ("zone", "moment", "week", "day"),
    [
        ("Europe/Copenhagen", "2026-09-04T21:30Z", "2026-W36", "2026-09-04"),  # Friday at 23:30
        ("Pacific/Auckland", "2026-09-04T11:30Z", "2026-W36", "2026-09-04"),
        ("America/Los_Angeles", "2026-09-05T06:30Z", "2026-W36", "2026-09-04"),
        ("Europe/Copenhagen", "2026-09-06T21:59Z", "2026-W36", "2026-09-06"),
        ("Europe/Copenhagen", "2026-09-06T22:00Z", "2026-W37", "2026-09-07"),
        ("Pacific/Auckland", "2026-09-06T12:30Z", "2026-W37", "2026-09-07"),
        ("America/Los_Angeles", "2026-09-07T06:30Z", "2026-W36", "2026-09-06"),
        ("Europe/Copenhagen", "2026-12-31T23:30Z", "2026-W53", "2027-01-01"),
        ("UTC", "2027-01-03T23:59Z", "2026-W53", "2027-01-03"),
        ("UTC", "2027-01-04T00:00Z", "2027-W01", "2027-01-04"),
        ("Pacific/Kiritimati", "2027-01-03T10:00Z", "2027-W01", "2027-01-04"),
        ("Pacific/Pago_Pago", "2027-01-04T10:59Z", "2026-W53", "2027-01-03"),
        ("UTC", "2025-12-29T00:00Z", "2026-W01", "2025-12-29"),
    ],
)
def test_the_week_is_that_of_the_journals_zone(
    tmp_path: Path, zone: str, moment: str, week: str, day: str
) -> None:
    at = desk(tmp_path, settings=settings(timezone=zone))
    assert at.say("new", at=moment).status == 0
    path = f"docs/entries/{week.lower()}.md"
    assert fields(at, path)["week"] == week
    assert fields(at, path)["date"] == day
    assert at.say("check", at=moment).status == 0


@pytest.mark.parametrize(
    ("words", "week", "day"),
    [
        (["--week", "2026-W30"], "2026-W30", FRIDAY),
        (["--week", "2026w36"], "2026-W36", FRIDAY),
        (["--week", "2026-W53"], "2026-W53", "2027-01-01"),  # the Friday that she promised
        (["--date", "2026-08-28"], "2026-W35", "2026-08-28"),
        (["--date", "2027-01-01"], "2026-W53", "2027-01-01"),
        (["--week", "2026-W34", "--date", "2026-09-02"], "2026-W34", "2026-09-02"),
    ],
)
def test_another_week_or_day(tmp_path: Path, words: list[str], week: str, day: str) -> None:
    at = desk(tmp_path)
    path = made(at, *words)
    assert (fields(at, path)["week"], fields(at, path)["date"]) == (week, day)
    assert path == f"docs/entries/{week.lower()}.md"
    assert passes(at)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--week", "36"], "'36' is not a week of the calendar. Write it such as 2026-W36."),
        (["--week", "2025-W53"], "'2025-W53' is not a week of the calendar."),
        (["--week", "9999-W52"], "'9999-W52' is far from any diary's time. Check the year."),
        (["--week", "0000-W01"], "'0000-W01' is not a week of the calendar."),
        (["--date", "4/9/2026"], "'4/9/2026' is not a date. Write it such as 2026-09-04."),
        (["--date", "0001-01-01"], "'0001-01-01' is far from any diary's time."),
        (["--date", "9999-12-31"], "'9999-12-31' is far from any diary's time."),
        (["--week", "2026-W36", "--date", "2026-08-30"], "is before the week 2026-W36 that the"),
        (["--today", "Friday"], "--today wants a day such as 2026-09-04, not 'Friday'."),
        (["What I learned"], "'What I learned' is not a kind of page. Choose one of: phase,"),
        (["gaol", "More leads"], "'gaol' is not a kind of page. Did you mean 'goal'?"),
        (["What"], "The title of an entry stands behind --title."),
        (
            ["--title", "A", "goal", "B"],
            "stand in the wrong place. Write them behind the title: waypost new goal TITLE",
        ),
        (["--today", "2026-01-01", "goal", "B"], "These options stand in the wrong place."),
        (["goal", " "], "The title is empty. A few words will do."),
        (["--link"], "Nobody knows where this journal lies on the web."),
    ],
)
def test_what_it_does_not_know_it_says_and_writes_nothing(
    tmp_path: Path, words: list[str], told: str
) -> None:
    at = desk(tmp_path)
    before = at.files()
    done = at.say("new", *words)
    assert done.status == 2
    assert told in " ".join(done.err.split())
    assert at.new_since(before) == []


def test_each_week_gets_a_file_of_its_own(tmp_path: Path) -> None:
    """At the turn of a year with 53 weeks, and none gets a second one."""
    at = desk(tmp_path, settings=settings())
    week, names = Week(2026, 50), []
    for _ in range(8):
        names.append(Path(made(at, today=str(week.sunday))).name)
        assert at.say("new", today=str(week.monday)).lines[0].endswith(f"week {week.number}.")
        week = week.plus(1)
    assert names == [f"2026-w{n}.md" for n in (50, 51, 52, 53)] + [
        f"2027-w0{n}.md" for n in (1, 2, 3, 4)
    ]
    assert len(contents(tmp_path / "docs/entries")) == 8
    assert passes(at, today=str(week.monday))


# Nothing is written over, and a week has one entry


def test_two_runs_in_a_week_make_one_entry(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.say("new", "--title", "A week", today="2026-08-31")
    before = at.files()
    for words, status in (
        ([], 0),
        (["--title", "A  week "], 0),
        (["--title", "Another"], 1),
        (["--week", "2026-W36"], 0),
        (["--date", "2026-09-01"], 0),
    ):
        done = at.say("new", *words, today="2026-09-06")
        assert done.status == status, words
        assert done.lines[0] == "docs/entries/2026-w36-a-week.md is there already, for week 36."
    assert (
        "Nothing was written. To call it something else, change `title`"
        in at.say("new", "--title", "B").out
    )
    assert at.new_since(before) == []


@pytest.mark.parametrize("path", ["docs/entries/mine.md", "docs/entries/2026/mine/index.md"])
def test_an_entry_by_hand_counts_whatever_it_is_called(tmp_path: Path, path: str) -> None:
    at = desk(tmp_path, {path: entry("By hand")})
    before = at.files()
    assert at.say("new").lines == [f"{path} is there already, for week 36."]
    assert at.new_since(before) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("2026-w36-a.md", "---\ntitle: Week: two\nweek: 2026-W36\n---\nText.\n"),
        ("2026-W36.md", "No fields.\n"),
        ("mine.md", entry(stage="nowhere")),
        ("2026-w36.md", ""),
    ],
)
def test_an_entry_of_this_week_that_has_to_be_mended_counts_too(
    tmp_path: Path, name: str, text: str
) -> None:
    at = desk(tmp_path, {f"docs/entries/{name}": text})
    before = at.files()
    assert at.say("new").lines[0] == f"docs/entries/{name} is there already, for week 36."
    assert at.say("new", "--title", "Another").status == 1
    assert at.new_since(before) == []


def test_a_mistake_elsewhere_does_not_keep_her_from_writing(tmp_path: Path) -> None:
    broken = {
        "docs/entries/2026-w35.md": "---\ntitle: A: b\nweek: 2026-W35\n---\nText.\n",
        "docs/entries/b.md": "\x00",
        "docs/decisions/a.md": "None.\n",
        "docs/goals/a.md": "---\ntitle: A\nlevel: sky\n---\n",
    }
    assert made(desk(tmp_path, broken)) == MADE


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("journal.yml", "authority: example.org,2026\n"),
        ("journal.yml", "stages: [\n"),
        ("mkdocs.yml", "site_name: My Way: a diary\n"),
    ],
)
@pytest.mark.parametrize("words", [["new"], ["new", "goal", "More leads"], ["new", "--link"]])
def test_nothing_is_written_on_guesses(
    tmp_path: Path, file: str, text: str, words: list[str]
) -> None:
    at = desk(tmp_path, {file: text})
    before = at.files()
    done = at.say(*words)
    assert (done.status, done.err) == (1, "Nothing was written; mend this first.\n")
    assert done.out.startswith(f"{file}:")
    assert at.new_since(before) == []


def test_in_a_folder_without_a_journal_nothing_is_written(tmp_path: Path) -> None:
    at = Desk(tmp_path)
    done = at.say("new")
    assert done.status == 1
    assert "There is no journal in this folder, " in done.err
    assert at.files() == {}


def test_a_journal_without_its_vocabulary_is_told_so(tmp_path: Path) -> None:
    at = desk(tmp_path)
    (tmp_path / "journal.yml").unlink()
    done = at.say("new")
    assert done.status == 1
    assert done.out.startswith("journal.yml: This file is missing. Put it back, beside mkdocs.yml")


def test_folders_that_are_missing_are_made(tmp_path: Path) -> None:
    at = desk(tmp_path)
    (tmp_path / "docs/index.md").unlink()
    (tmp_path / "docs").rmdir()
    assert made(at) == MADE
    assert made(at, "goal", "More leads") == "docs/goals/more-leads.md"


def test_the_folder_of_the_pages_may_be_another(tmp_path: Path) -> None:
    at = desk(tmp_path, {"mkdocs.yml": "site_name: A way\ndocs_dir: pages\n"})
    assert made(at) == "pages/entries/2026-w36.md"


def test_a_file_in_the_place_of_a_folder_is_told_in_plain_words(tmp_path: Path) -> None:
    at = desk(tmp_path, {"docs/entries": "A file."})
    before = at.files()
    done = at.say("new")
    assert done.status == 1
    assert done.err.startswith(f"Error: {MADE} can't be written. The computer says: ")
    assert at.new_since(before) == []


@pytest.mark.parametrize(
    "path", [MADE, "docs/entries/2026-W36.md", "docs/entries/2026-w36/index.md"]
)
def test_a_name_that_is_taken_stays_as_it_is(tmp_path: Path, path: str) -> None:
    at = desk(tmp_path, {path: entry(week="2026-W20")})
    before = at.files()
    done = at.say("new")
    assert (done.status, done.out) == (1, f"{path} is there already. Nothing was written.\n")
    assert at.new_since(before) == []


def test_a_file_that_comes_to_be_while_the_journal_is_read_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at = desk(tmp_path)
    monkeypatch.chdir(tmp_path)
    found = read_project(FRIDAY)
    at.write({MADE: "Of somebody else.\n"})
    with pytest.raises(SystemExit):
        writing.write(found, Scaffold("entries/2026-w36.md", "Mine.\n"))
    assert at.text(MADE) == "Of somebody else.\n"
    assert capsys.readouterr().out == f"{MADE} is there already. Nothing was written.\n"
