"""Below an entry: what else there was in its week, a year ago, and what is related and why."""

import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import ROOT, Project, build, entry, page, texts, write

from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.views.foot import Foot, a_year_before, foot
from waypost.views.related import Kinship
from waypost.weeks import Week

NOW = datetime.fromisoformat("2026-11-20T16:00+01:00")
GOAL = "---\ntitle: More leads\nlevel: marketing\n---\nText.\n"


def decision(title: str, date: str) -> str:
    return f"---\ntitle: {title}\ndate: {date}\n---\nText.\n"


def experiment(title: str, starts: str, ends: str) -> str:
    fields = f"hypothesis: It helps.\nstarts: {starts}\nends: {ends}\nresults: {{calls: 5}}"
    criteria = "criteria: [{metric: calls, at_least: 3}]"
    return f"---\ntitle: {title}\n{fields}\n{criteria}\n---\nText.\n"


def key_result(disclosure: str = "trend", figures: str = "") -> str:
    fields = f"title: Calls\ngoal: more\nunit: a week\ndirection: up\ndisclosure: {disclosure}"
    return f"---\n{fields}\n{figures}---\nText.\n"


def journal(root: Path, files: Mapping[str, str]) -> Journal:
    shutil.copy(ROOT / "journal.yml", root)
    found, problems = load(write(root, {f"docs/{path}": text for path, text in files.items()}))
    assert problems == []
    return found.released(NOW)


def of_week(week: str, **fields: str) -> str:
    return entry(f"In {week}", week, fields.pop("body", "Text."), **fields)


def below(found: Journal, name: str) -> Foot:
    written = found.entry(f"entries/{name}.md")
    assert written
    return foot(Kinship(found), written, NOW)


def related(found: Journal, name: str) -> list[tuple[str, list[str]]]:
    """The names of the entries that are related to one, and why."""
    return [
        (each.entry.name, [reason.why.value for reason in each.reasons])
        for each in below(found, name).related
    ]


def test_what_was_in_the_week_stands_below_its_entry_without_a_link(tmp_path: Path) -> None:
    files = {
        "entries/a.md": of_week("2026-W36"),
        "entries/b.md": of_week("2026-W37"),
        "decisions/d.md": decision("Monday", "2026-08-31"),
        "decisions/e.md": decision("Sunday", "2026-09-06"),
        "decisions/f.md": decision("The next Monday", "2026-09-07"),
        "experiments/g.md": experiment("A trial", "2026-09-06", "2026-09-07"),
    }
    found = journal(tmp_path, files)
    first, second = below(found, "a"), below(found, "b")
    assert [each.title for each in first.decisions] == ["Monday", "Sunday"]
    assert [each.title for each in second.decisions] == ["The next Monday"]
    assert [each.title for each in first.begun] == ["A trial"] == [e.title for e in second.ended]
    assert not first.ended
    assert not second.begun


def test_an_experiment_that_is_not_over_or_has_not_begun_is_not_told_as_such(
    tmp_path: Path,
) -> None:
    files = {
        "entries/a.md": of_week("2026-W47"),
        "experiments/b.md": experiment("Ends today", "2026-11-16", "2026-11-20"),
        "experiments/c.md": experiment("Begins tomorrow", "2026-11-21", "2026-11-22"),
    }
    found = below(journal(tmp_path, files), "a")
    assert [each.title for each in found.begun] == ["Ends today"]
    assert not found.ended


def test_a_reading_that_may_not_be_told_is_not_told_in_a_preview_either(tmp_path: Path) -> None:
    files = {
        "entries/a.md": of_week("2026-W36", readings="{calls: 48213}"),
        "goals/more.md": GOAL,
        "key-results/calls.md": key_result("indexed", "baseline: 100\ntarget: 150\n"),
    }
    shutil.copy(ROOT / "journal.yml", tmp_path)
    found, problems = load(write(tmp_path, {f"docs/{path}": files[path] for path in files}))
    assert len(problems) == 1, "a build refuses it, a preview goes on"
    assert below(found, "a").measured == []


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        (["2025-W36", "2025-W35"], "2025-W36"),
        (["2025-W35", "2025-W37"], "2025-W35"),
        (["2025-W37"], "2025-W37"),
        (["2025-W38", "2024-W36", "2026-W35"], None),
        ([], None),
    ],
)
def test_a_year_ago_is_the_same_week_or_the_one_beside_it_and_never_invented(
    weeks: list[str], expected: str | None, tmp_path: Path
) -> None:
    names = {f"entries/{week}.md": of_week(week) for week in [*weeks, "2026-W36"]}
    found = below(journal(tmp_path, names), "2026-W36").ago
    assert (found.name if found else None) == expected


def test_a_year_before_a_week_53_is_the_last_week(tmp_path: Path) -> None:
    found = journal(tmp_path, {"entries/a.md": of_week("2019-W52")})
    ago = a_year_before(found, Week(2020, 53))
    assert ago
    assert ago.name == "a"


def test_entries_about_one_decision_come_before_those_of_one_barrier(tmp_path: Path) -> None:
    place = {"stage": "define", "barriers": "[mandate]"}
    files = {
        "entries/a.md": of_week("2026-W30", **place),
        "entries/b.md": of_week("2026-W31", body="See [this](../decisions/d.md)."),
        "entries/c.md": of_week("2026-W33"),
        "entries/d.md": of_week("2026-W36", body="[It](../decisions/d.md) holds.", **place),
        "entries/e.md": of_week("2026-W37"),
        "entries/f.md": of_week("2026-W45", stage="build", barriers="[mandate]"),
        "decisions/d.md": decision("This", "2026-07-28"),
    }
    found = journal(tmp_path, files)
    assert related(found, "d") == [("b", ["decision"]), ("a", ["place"])]
    assert related(found, "e") == []
    assert related(found, "f") == [], "the same barrier alone is too little"


def test_the_entry_of_the_week_in_which_it_was_decided_belongs_to_it(tmp_path: Path) -> None:
    files = {
        "entries/a.md": of_week("2026-W30"),
        "entries/b.md": of_week("2026-W31"),
        "entries/c.md": of_week("2026-W36", body="See [this](../decisions/d.md)."),
        "decisions/d.md": decision("This", "2026-07-22"),
    }
    assert related(journal(tmp_path, files), "c") == [("a", ["decision"])]


def test_never_more_than_three_and_the_nearest_of_equals_first(tmp_path: Path) -> None:
    place = {"stage": "define", "barriers": "[mandate]", "tags": "[fair]"}
    weeks = ["2026-W20", "2026-W22", "2026-W24", "2026-W30", "2026-W32"]
    files = {f"entries/{week}.md": of_week(week, **place) for week in weeks}
    others = {f"entries/{week}.md": of_week(week) for week in ("2026-W29", "2026-W31")}
    found = related(journal(tmp_path, files | others), "2026-W30")
    names = [name for name, _ in found]
    assert names == ["2026-W32", "2026-W24", "2026-W22"]
    assert {tuple(why) for _, why in found} == {("place", "tag")}


def test_the_entries_right_before_and_after_count_only_if_nobody_else_does(tmp_path: Path) -> None:
    place = {"stage": "define", "barriers": "[mandate]"}
    weeks = ["2026-W20", "2026-W21", "2026-W22"]
    found = journal(tmp_path, {f"entries/{week}.md": of_week(week, **place) for week in weeks})
    assert related(found, "2026-W20") == [("2026-W22", ["place"])]
    assert [name for name, _ in related(found, "2026-W21")] == ["2026-W20", "2026-W22"]


def test_what_is_measured_every_week_relates_nothing(tmp_path: Path) -> None:
    weeks = [str(Week(2026, 1).plus(number)) for number in range(30)]
    files = {"goals/more.md": GOAL, "key-results/calls.md": key_result()}
    often = {f"entries/{week}.md": of_week(week, readings="{calls: up}") for week in weeks}
    seldom = {f"entries/{week}.md": of_week(week) for week in weeks} | {
        f"entries/{week}.md": of_week(week, readings="{calls: up}") for week in weeks[::10]
    }
    (tmp_path / "often").mkdir()
    assert related(journal(tmp_path / "often", files | often), weeks[10]) == []
    (tmp_path / "seldom").mkdir()
    found = related(journal(tmp_path / "seldom", files | seldom), weeks[10])
    assert found == [(weeks[0], ["key result"]), (weeks[20], ["key result"])]


def test_readers_find_it_below_the_text_with_the_reasons_in_words(project: Project) -> None:
    place = {"stage": "define", "barriers": "[mandate]"}
    monday = Week(2026, 36).monday
    files = {
        "docs/entries/ago.md": entry("Long *ago*", "2025-W35", **place),
        "docs/entries/between.md": entry("Between", "2026-W30"),
        "docs/entries/now.md": entry(
            "Now", "2026-W36", readings="{calls: 125, mood: level}", **place
        ),
        "docs/decisions/d.md": decision("Ours & theirs", str(monday)),
        "docs/experiments/e.md": experiment(
            "A trial", str(monday - timedelta(days=20)), str(monday)
        ),
        "docs/goals/more.md": GOAL,
        "docs/key-results/calls.md": key_result("indexed", "baseline: 100\ntarget: 150\n"),
        "docs/key-results/mood.md": key_result().replace("Calls", "Mood"),
    }
    built = build(project(files))
    assert built.status == 0, built.log
    found = page(built, "entries/now/")
    assert texts(found, "//section[@class='waypost-happened']//li") == [
        "◆ Decision Ours & theirs",
        "■ Experiment ends A trial · Met",
    ]
    measured = "//section[@class='waypost-measured']"
    assert texts(found, f"{measured}//dt") == ["Calls", "Mood"]
    assert texts(found, f"{measured}//dd") == ["125 index", "level"]
    assert texts(found, "//section[@class='waypost-related']//li") == [
        "Long *ago* Week 35, 2025 · the same barrier in the same stage: Mandate"
    ]
    assert texts(found, "//p[@class='waypost-ago']") == ["A year ago, in week 35: Long *ago*"]
    assert not texts(page(built, "entries/between/"), "//footer//h2 | //p[@class='waypost-ago']")
    for path, data in built.files().items():
        assert not path.startswith("search/") or b"same barrier in the same stage" not in data, path
