"""What records have to do with each other, seen from the other side."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from conftest import NOW, ROOT, entry, write

from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.records import Decision
from waypost.weeks import Week

DECISION = """---
title: {title}
date: {date}
status: {status}
expected: Much.
supersedes: {supersedes}
---
Text.
"""
GOAL = "---\ntitle: More leads\nlevel: marketing\n---\nText.\n"
LEADS = "---\ntitle: Leads\ngoal: more\nunit: leads\ndirection: up\n---\nText.\n"


def journal(root: Path, files: Mapping[str, str]) -> Journal:
    shutil.copy(ROOT / "journal.yml", root)
    found, problems = load(write(root, {f"docs/{path}": text for path, text in files.items()}))
    assert problems == []
    return found


def decision(title: str, date: str, status: str = "accepted", supersedes: str = "[]") -> str:
    return DECISION.format(title=title, date=date, status=status, supersedes=supersedes)


def named(found: Journal, name: str) -> Decision:
    one = found.relations.decision(name)
    assert one
    return one


def test_a_decision_is_replaced_by_the_one_that_says_so(tmp_path: Path) -> None:
    found = journal(
        tmp_path,
        {
            "decisions/a.md": decision("A", "2026-06-01"),
            "decisions/b.md": decision("B", "2026-06-02", supersedes="[a]"),
            "decisions/c.md": decision(
                "C",
                "2026-06-03",
                supersedes='["tag:waypost.example,2026:decisions/2026-06-02", a]',
            ),
        },
    )
    related = found.relations
    assert [related.status_of(each) for each in found.decisions] == [
        *("superseded", "superseded", "accepted")
    ]
    assert [each.title for each in related.replaced_by(named(found, "a"))] == ["B", "C"]
    assert [each.title for each in related.replaces(named(found, "c"))] == ["A", "B"]


def test_a_proposal_and_a_rejected_one_replace_nothing(tmp_path: Path) -> None:
    found = journal(
        tmp_path,
        {
            "decisions/a.md": decision("A", "2026-06-01"),
            "decisions/b.md": decision("B", "2026-06-02", "proposed", "[a]"),
            "decisions/c.md": decision("C", "2026-06-03", "rejected", "[a]"),
        },
    )
    assert found.relations.status_of(named(found, "a")) == "accepted"
    assert found.relations.replaced_by(named(found, "a")) == ()


def test_what_is_not_public_yet_replaces_nothing_for_readers(tmp_path: Path) -> None:
    files = {
        "decisions/a.md": decision("A", "2026-06-01"),
        "decisions/b.md": decision("B", "2027-06-02", supersedes="[a]"),
    }
    found = journal(tmp_path, files)
    assert found.relations.status_of(named(found, "a")) == "superseded"
    public = found.released(NOW)
    assert public.relations.status_of(named(public, "a")) == "accepted"


def test_a_decision_in_which_nothing_is_written_is_held_back(tmp_path: Path) -> None:
    files = {"decisions/a.md": "---\ntitle: A\ndate: 2026-06-01\nrevisit_on: 2026-07-01\n---\n"}
    public = journal(tmp_path, files).released(NOW)
    assert public.decisions == ()
    assert [each.uri for each in public.held] == ["decisions/a.md"]


def test_an_entry_mentions_what_it_has_a_link_to(tmp_path: Path) -> None:
    body = (
        "Why stands [there](../decisions/a.md#because), and [in the card][card].\n\n"
        "`[not](../decisions/b.md)`\n\n[card]: <../experiments/x%20y.md>\n"
    )
    found = journal(
        tmp_path,
        {
            "decisions/a.md": decision("A", "2026-06-01"),
            "decisions/b.md": decision("B", "2026-06-02"),
            "entries/2026-w36-x.md": entry("X", "2026-W36", body=body),
            "entries/2026-w37-y.md": entry("Y", "2026-W37", body="No link."),
        },
    )
    mentions = found.relations.mentions
    assert [each.title for each in mentions(named(found, "a"))] == ["X"]
    assert mentions(named(found, "b")) == ()
    assert found.relations.mentioned_in(found.entries[0]) == {
        *("decisions/a.md", "experiments/x y.md")
    }
    assert found.relations.mentioned_in(found.entries[1]) == frozenset()


def test_decisions_stand_in_the_week_of_their_day(tmp_path: Path) -> None:
    found = journal(tmp_path, {"decisions/a.md": decision("A", "2027-01-03")})
    assert [each.title for each in found.relations.decided_in(Week(2026, 53))] == ["A"]
    assert found.relations.decided_in(Week(2027, 1)) == ()


def test_readings_are_told_in_the_order_of_their_weeks_one_a_week(tmp_path: Path) -> None:
    def measured(week: str, date: str, value: str) -> str:
        return entry(week, week, date=date, readings=f"{{leads: {value}}}")

    found = journal(
        tmp_path,
        {
            "goals/more.md": GOAL,
            "key-results/leads.md": LEADS,
            "entries/a.md": measured("2026-W37", "2026-09-11", "up"),
            "entries/b.md": measured("2026-W36", "2026-09-18", "level"),
            "entries/c.md": entry(
                "2026-W37",
                "2026-W37",
                date="2026-09-12",
                id='"tag:waypost.example,2026:c"',
                readings="{leads: down}",
            ),
            "entries/d.md": entry("None", "2026-W38"),
        },
    )
    (leads,) = found.key_results
    told = [(str(each.week), each.value) for each in found.relations.series(leads)]
    assert told == [("2026-W36", "level"), ("2026-W37", "down")]


def test_what_serves_a_goal_and_a_key_result_is_found(tmp_path: Path) -> None:
    phase = (
        "---\ntitle: P\nstarts: 2026-06-01\ngoals: [more]\ndeliverables:\n"
        "  - {what: A list, key_result: leads}\n  - what: A page\n---\nText.\n"
    )
    trial = (
        "---\ntitle: X\nhypothesis: H\nstarts: 2026-06-01\nends: 2026-06-05\n"
        "criteria: [{metric: m, at_least: 1}]\nkey_result: leads\ndecision: a\n---\nText.\n"
    )
    found = journal(
        tmp_path,
        {
            "goals/more.md": GOAL,
            "key-results/leads.md": LEADS,
            "phases/p.md": phase,
            "experiments/x.md": trial,
            "decisions/a.md": decision("A", "2026-06-08").replace(
                "---\nText", "goals: more\n---\nText"
            ),
            "entries/a.md": entry("E", "2026-W36", goals="[more]"),
            "entries/b.md": entry("F", "2026-W37"),
        },
    )
    related, (leads,) = found.relations, found.key_results
    assert [each.title for each in related.serving(found.goals[0])] == ["P", "A", "E"]
    assert [each.what for _, each in related.deliverables_for(leads)] == ["A list"]
    assert [each.title for each in related.experiments_on(leads)] == ["X"]
    assert [each.title for each in related.leading_to(named(found, "a"))] == ["X"]
