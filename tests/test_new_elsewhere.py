"""`waypost new` in the browser and in her editor, and for the other kinds of page."""

import re
import stat
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from conftest import entry
from desk import MADE, Desk, desk, fields, made, passes

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
