"""What stands in a file that `waypost new` makes: its title, the notes in it, and its id."""

import tempfile
from pathlib import Path

import pytest
from conftest import Project, build, entry, everything
from desk import FRIDAY, Desk, desk, fields, made, passes, settings
from hypothesis import HealthCheck, example, given
from hypothesis import settings as effort
from hypothesis import strategies as st

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
    # The search gives a week as an example.
    text = everything(built).lower().replace("such as 2026-w36.", "")
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
