"""`waypost new` makes a file that passes the check, of the right week, and writes over nothing."""

import re
import stat
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from conftest import Project, build, contents, entry, everything
from desk import FRIDAY, SAMPLE, Desk, desk, settings
from hypothesis import HealthCheck, example, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from waypost.cli import writing
from waypost.cli.reading import read_project
from waypost.scaffolds import Scaffold
from waypost.weeks import Week

MADE = "docs/entries/2026-w36.md"


def passes(at: Desk, today: str = FRIDAY) -> bool:
    done = at.say("check", today=today)
    assert done.status == 0, done.out
    return True


def fields(at: Desk, path: str) -> dict[str, object]:
    return dict(at.journal().sources[path.removeprefix("docs/")].front)


def made(at: Desk, *words: str, today: str = FRIDAY) -> str:
    """The path of the one file that a command makes."""
    before = at.files()
    done = at.say("new", *words, today=today)
    assert done.status == 0, done
    (path,) = at.new_since(before)
    assert done.lines[0].startswith(f"{path} is there")
    return path


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
    assert done.out.startswith("journal.yml: This file is missing. Put it back, beside mkdocs.yml")
    assert at.files() == {}


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


# Titles


TITLES = [
    'She said: "no"',
    "It's 5 o'clock",
    "Week 36: what is a # lead?",
    "# A heading",
    "- a list, [a link](x), {a: map}",
    "🚦 Leads 👩‍🚀",
    "Two\nlines\r\nand\ta tab",
    "---",
    "A\n---\nstage: define\n---\nB",
    "A\u2028---\u2028status: withdrawn",
    "A\x85---\x85B",
    "...",
    "../../etc/passwd",
    "C:\\Users\\x",
    "???",
    "不思議なリード",
    "Ωμέγα и др.",
    "x" * 500,
    "🚦" * 500,
    "$(touch /tmp/x) `id` ${{ secrets.TOKEN }} {{ body }} {% raw %} %(number)s %s",
    "yes",
    "null",
    "2026-09-04",
    "~",
    "A --> B <b>bold</b> & co",
    "\u202eevil",
    "A\u00a0\u2009B",
    "\ufeffA",
    "index",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("kind", [[], ["goal"], ["decision"]])
def test_a_title_is_what_she_wrote(tmp_path: Path, title: str, kind: list[str]) -> None:
    at = desk(tmp_path)
    path = made(at, *kind, *([] if kind else ["--title"]), *(["--"] if kind else []), title)
    assert path.startswith("docs/")
    assert len(Path(path).name) < 90
    journal = at.journal()
    (record,) = [*journal.entries, *journal.goals, *journal.decisions]
    assert record.title == " ".join(title.split())
    assert passes(at)


@pytest.mark.parametrize("title", ["A\0B", "A\x07", "\x7f", "A <!-- b -->", "A\ufffe", "caf\udce9"])
@pytest.mark.parametrize("kind", [[], ["goal"]])
def test_a_title_that_no_field_can_hold_is_refused(
    tmp_path: Path, title: str, kind: list[str]
) -> None:
    at = desk(tmp_path)
    before = at.files()
    done = at.say("new", *kind, *([] if kind else ["--title"]), title)
    assert done.status == 2
    assert "The title can't be written so. " in done.err
    assert at.new_since(before) == []


@effort(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=80) | st.text("-:#'\"\n{}[]<>!&*|%@`\\ a\u2028", max_size=20))
@example("\ud800")
@example("a\n---\nb")
def test_any_title_is_read_back_or_refused(title: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        at = desk(Path(folder), settings=settings())
        before = at.files()
        done = at.say("new", f"--title={title}")
        paths = at.new_since(before)
        if done.status:
            assert (done.status, paths) == (2, [])
            assert "The title can't be written so. " in done.err
        else:
            (path,) = paths
            assert path.startswith("docs/entries/2026-w36")
            assert at.journal().entries[0].title == (" ".join(title.split()) or "Week 36")


# The notes that she finds in it


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
title: {title}
hypothesis: It works.
starts: 2026-08-17
ends: {day}
criteria:
  - {{metric: replies, at_least: 4}}
---
Text.
"""
CUNNING = """["End --> here", "--!> or -->", "``` fence", "~~~", "`tick", "--- rule", "{{ x }}"]"""


def test_it_reminds_her_of_what_she_said_and_what_is_due(tmp_path: Path) -> None:
    before = {
        "docs/entries/a.md": entry(week="2026-W34", next="[Older]"),
        "docs/entries/b.md": entry(week="2026-W35", next="[Ask the desk, Draw it]"),
        "docs/decisions/a.md": DECISION.format(title="Buy it", day="2026-09-06"),
        "docs/decisions/b.md": DECISION.format(title="Later", day="2026-09-07").replace(
            "06-01", "06-02"
        ),
        "docs/experiments/a.md": EXPERIMENT.format(title="Call back", day="2026-09-05"),
        "docs/experiments/b.md": EXPERIMENT.format(title="Goes on", day="2026-09-11").replace(
            "08-17", "08-18"
        ),
    }
    at = desk(tmp_path, before)
    notes = at.text(made(at)).partition("---\n\n")[2].partition("-->")[0]
    assert notes.splitlines() == [
        "<!--",
        "For you; readers never see what stands between these signs.",
        "",
        "You meant to do:",
        "- Ask the desk",
        "- Draw it",
        "",
        "To look at again:",
        "- Buy it (docs/decisions/a.md)",
        "",
        "Over by the end of this week, and without a verdict:",
        "- Call back (docs/experiments/a.md)",
    ]
    assert at.journal().entries[-1].source.body.strip() == ""


def test_what_was_withdrawn_is_not_repeated(tmp_path: Path) -> None:
    before = {
        "docs/entries/a.md": entry(week="2026-W34", next="[Draw it]"),
        "docs/entries/b.md": entry(week="2026-W35", next="[Ask Bo]", status="withdrawn"),
    }
    at = desk(tmp_path, before)
    text = at.text(made(at))
    assert "- Draw it\n" in text
    assert "Ask Bo" not in text


def test_no_text_ends_the_notes_too_early(tmp_path: Path) -> None:
    before = {
        "docs/entries/a.md": entry(week="2026-W35", next=CUNNING),
        "docs/decisions/a.md": DECISION.format(title='"A -- B --> C"', day="2026-09-04"),
        "docs/experiments/a.md": EXPERIMENT.format(title='"```"', day="2026-09-04"),
    }
    own = """["Why --> so?", "What -", "```", "`Who?", "> --!> {% x %}", "Waypost: what?"]"""
    at = desk(tmp_path, before, settings(prompts=own))
    path = made(at)
    assert "\n- End –> here\n- –!> or –>\n- ``` fence\n" in at.text(path)
    assert "\n- A – B –> C (docs/decisions/a.md)\n" in at.text(path)
    assert "\n<!-- Why –> so? -->\n" in at.text(path)
    assert at.journal().entries[-1].source.body.strip() == ""
    assert passes(at)
    at.write({path: at.text(path) + "Seen.\n"})
    assert at.journal().entries[-1].source.body.strip() == "Seen."
    assert passes(at)


@pytest.mark.parametrize(
    ("own", "asked"),
    [
        ("[]", []),
        ("[What now?]", ["What now?"]),
        ("[{es: ¿Qué?, da: Hvad?}, {en: Why?}]", ["Hvad?", "Why?"]),
        ("[One?, Two?, Three?, Four?, Five?]", ["One?", "Two?", "Three?", "Four?", "Five?"]),
    ],
)
def test_the_questions_are_hers(tmp_path: Path, own: str, asked: list[str]) -> None:
    at = desk(tmp_path, settings=settings(prompts=own), code="da")
    text = at.text(made(at)).partition("---\n\n")[2]
    assert [line for line in text.splitlines() if line] == [f"<!-- {each} -->" for each in asked]
    assert passes(at)


def test_a_scaffold_leaves_no_word_in_the_site(project: Project) -> None:
    scheduled = entry(week="2026-W35", next="[ZINNOBER]", publish_at="2026-12-01")
    root = project({"docs/entries/a.md": entry(week="2026-W34"), "docs/entries/b.md": scheduled})
    at = Desk(root)
    path = made(at, "--title", "QVARKSILVER")
    assert "- ZINNOBER\n" in at.text(path)
    built = build(root, today=FRIDAY)
    assert built.status == 0, built.log
    assert "entries/a/index.html" in built.files()
    text = everything(built).lower()
    for word in ("qvarksilver", "zinnober", "readers never see", "what moved, and what", "w36"):
        assert word not in text


# Ids


def test_an_id_is_given_once(tmp_path: Path) -> None:
    week = "tag:waypost.example,2026:2026-W36"
    before = {"docs/entries/moved.md": entry(week="2026-W35", id=f'"{week}"')}
    at = desk(tmp_path, before)
    path = made(at, "--title", "A week")
    assert fields(at, path)["id"] == f"{week}-a-week"
    at = desk(
        tmp_path / "b", {"docs/entries/a.md": f'---\nid: "{week}"\nstage: nowhere\n---\nText.\n'}
    )
    assert fields(at, made(at))["id"] == f"{week}-2026-09-04"


def test_ids_stay_apart_also_where_titles_do_not(tmp_path: Path) -> None:
    at = desk(tmp_path)
    week = "tag:waypost.example,2026:2026-W36"
    taken = [week, f"{week}-a", f"{week}-a-2"]
    at.write(
        {
            f"docs/entries/{n}.md": entry(week=f"2026-W{20 + n}", id=f'"{each}"')
            for n, each in enumerate(taken)
        }
    )
    assert fields(at, made(at, "--title", "A"))["id"] == f"{week}-a-3"
    assert passes(at)


# In the browser, and in her editor


GITHUB = {"GITHUB_REPOSITORY": "anna/my.journal"}


def link(at: Desk, *words: str) -> tuple[str, dict[str, str]]:
    done = at.say("new", "--link", *words, env=GITHUB)
    assert done.status == 0
    (address,) = done.lines
    assert len(address) <= 7000
    assert address.isascii()
    assert " " not in address
    query = parse_qs(urlsplit(address).query, keep_blank_values=True, strict_parsing=True)
    return address, {name: value for name, (value,) in query.items()}


@pytest.mark.parametrize("code", ["en", "es", "da"])
def test_the_link_holds_what_would_be_written(tmp_path: Path, code: str) -> None:
    before = {"docs/entries/a.md": entry(week="2026-W35", next='["Ask & draw + 50 % 🚦?"]')}
    at = desk(tmp_path, before, code=code)
    files = at.files()
    address, given = link(at, "--title", "Æ & b")
    assert address.startswith("https://github.com/anna/my.journal/new/main/docs/entries?filename=")
    assert at.new_since(files) == []
    path = made(at, "--title", "Æ & b")
    assert given == {"filename": Path(path).name, "value": at.text(path)}


def test_a_link_that_would_be_too_long_holds_the_fields(tmp_path: Path) -> None:
    long = ", ".join(f'"{"æ" * 100} {n}"' for n in range(20))
    before = {"docs/entries/a.md": entry(week="2026-W35", next=f"[{long}]")}
    at = desk(tmp_path, before)
    _, given = link(at)
    assert at.text(made(at)).startswith(given["value"])
    assert given["value"].endswith("\n---\n")
    _, given = link(desk(tmp_path / "b", before), "--title", "🚦" * 800)
    assert given == {"filename": "2026-w36.md", "value": ""}


def test_the_link_to_an_entry_that_is_there_opens_it(tmp_path: Path) -> None:
    path = "docs/entries/min uge & #1.md"
    at = desk(tmp_path, {path: entry()})
    address = at.say("new", "--link", env=GITHUB).out.strip()
    head = "https://github.com/anna/my.journal/edit/main/"
    assert address.startswith(head)
    assert unquote(address.removeprefix(head)) == path
    assert "#" not in address


def editor(folder: Path, ends: int = 0) -> dict[str, str]:
    """An editor that writes down with which words it was called."""
    script = folder / "my editor"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> "$0.log"\nexit {ends}\n', "utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return {"EDITOR": f"'{script}' --wait"}


@pytest.mark.parametrize(
    ("words", "path"),
    [([], MADE), (["goal", "More leads"], "docs/goals/more-leads.md")],
)
def test_her_editor_opens_the_file(tmp_path: Path, words: list[str], path: str) -> None:
    at, env = desk(tmp_path / "journal"), editor(tmp_path)
    assert at.say("new", *words, "--open", env=env).status == 0
    assert (tmp_path / "my editor.log").read_text("utf-8") == f"--wait\n{path}\n"


def test_her_editor_opens_what_is_there_already_whatever_it_is_called(tmp_path: Path) -> None:
    path = 'docs/entries/2026-w36 "$(touch evil)`touch evil`;touch evil #.md'
    at, env = desk(tmp_path / "journal", {path: entry()}), editor(tmp_path)
    before = at.files()
    assert at.say("new", "--open", env=env).status == 0
    assert (tmp_path / "my editor.log").read_text("utf-8") == f"--wait\n{path}\n"
    assert at.new_since(before) == []


def test_an_editor_that_fails_leaves_the_file(tmp_path: Path) -> None:
    at = desk(tmp_path / "journal")
    done = at.say("new", "--open", env=editor(tmp_path, 3))
    assert done.status == 1
    assert done.err.endswith("Editing failed\n")
    assert passes(at)
    assert at.say("new", "--open", env={"EDITOR": "no-such-editor"}).status == 1
    assert MADE in at.files()


# The other kinds


FILLED = {
    "experiment": {
        "hypothesis:": "hypothesis: It works.",
        "criteria:": "criteria: [{metric: replies, at_least: 4}]",
    },
    "key-result": {"goal:": "goal: more-leads", "unit:": "unit: leads"},
}


@pytest.mark.parametrize("code", ["en", "es", "da"])
@pytest.mark.parametrize("kind", ["phase", "decision", "experiment", "goal", "key-result"])
def test_a_record_passes_or_says_what_is_missing(tmp_path: Path, kind: str, code: str) -> None:
    goal = {"docs/goals/more-leads.md": "---\ntitle: More leads\nlevel: marketing\n---\nText.\n"}
    stage = {"docs/entries/a.md": entry(week="2026-W35", stage="align")}
    at = desk(tmp_path, goal | stage, code=code)
    before = at.files()
    done = at.say("new", kind, 'A "new": one')
    assert done.status == 0
    (path,) = at.new_since(before)
    assert done.lines[0] == f"{path} is there."
    missing = [name.rstrip(":") for name in FILLED.get(kind, ()) if name != "goal:"]
    said = f"Still to fill in before the site can be built: {', '.join(missing)}."
    assert done.lines[1:] == ([said] if missing else [])
    checked = at.say("check")
    assert checked.status == bool(missing)
    for name in missing:
        assert f" {name}: There is nothing here yet." in checked.out
    text = at.text(path)
    for name, filled in FILLED.get(kind, {}).items():
        text = "\n".join(
            filled if line.partition(" ")[0] == name else line for line in text.split("\n")
        )
    at.write({path: text})
    assert passes(at)
    again = at.say("new", kind, "A new one")
    assert (again.status, again.out) == (1, f"{path} is there already. Nothing was written.\n")


@pytest.mark.parametrize("code", ["en", "es", "da"])
def test_the_notes_for_later_hold_once_they_are_no_notes(tmp_path: Path, code: str) -> None:
    """What comes of a decision and of an experiment, as the file itself shows how to write it."""
    at = desk(tmp_path, code=code)
    for path in (made(at, "decision", "Buy it"), made(at, "experiment", "Try it")):
        text = re.sub("^#(?=  )", " ", at.text(path), flags=re.MULTILINE)
        text = re.sub("^# (?=[a-z_]+:( |$))", "", text, flags=re.MULTILINE)
        at.write({path: text.replace("hypothesis:", "hypothesis: It works.")})
    assert passes(at)
    (decision,), (experiment,) = at.journal().decisions, at.journal().experiments
    assert decision.fields.outcome
    assert decision.fields.outcome.as_expected == "yes"
    assert (experiment.verdict, experiment.fields.next_step) == ("met", "scale")


def test_a_key_result_names_the_goal_if_there_is_one(tmp_path: Path) -> None:
    goal = "---\ntitle: A\nlevel: marketing\n---\nText.\n"
    name = "a: b # c"
    at = desk(tmp_path, {f"docs/goals/{name}.md": goal})
    assert fields(at, made(at, "key-result", "Leads"))["goal"] == name
    at.write({"docs/goals/b.md": goal})
    done = at.say("new", "key-result", "Replies")
    assert done.lines[1].endswith("built: goal, unit.")


@pytest.mark.parametrize("title", ["Index", "不思議"])
def test_a_name_that_would_mean_the_folder_gets_a_day(tmp_path: Path, title: str) -> None:
    at = desk(tmp_path)
    name = "index-2026-09-04" if title == "Index" else "2026-09-04"
    assert made(at, "goal", title) == f"docs/goals/{name}.md"
    assert at.journal().goals[0].title == title
    assert passes(at)


def test_week_is_what_it_says(tmp_path: Path) -> None:
    """Each week of two years, one with 53, gets a file of its own, and none a second one."""
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
