"""A journal with something of everything, whose own texts are made of words that are none."""

import re

from conftest import ROOT

from waypost.pages.markers import MARKERS


def entry(week: str, number: int, **fields: str) -> str:
    given = {
        "title": f"Quorv {number}",
        "week": week,
        "summary": "Zelbat morn.",
        "stage": "define",
        "barriers": "[mandate, systems]",
        "beliefs": "[cost-centre]",
        "tasks": "[strategy]",
        "goals": "[gorv]",
        "tags": "[fleem]",
        "next": "[Blorv, Snarb]",
    } | fields
    lines = "".join(f"{name}: {value}\n" for name, value in given.items())
    return f"---\n{lines}---\nZelbat[^1] morn.\n\n## Krelm\n\n```text\nvarg\n```\n\n[^1]: Plonk.\n"


def decision(number: int, **fields: str) -> str:
    given = {
        "title": f"Drazz {number}",
        "date": f"2026-0{1 + number % 6}-1{number % 10}",
        "status": "accepted",
        "summary": "Zelbat.",
        "options": "[Vorn, Yelm]",
        "chosen": "Vorn",
        "because": "Wuzz.",
        "expected": "Nerp.",
        "confidence": "70",
        "stage": "define",
        "barriers": "[mandate]",
        "goals": "[gorv]",
        "outcome": "{date: 2026-09-01, result: Zelp., learned: Narp., as_expected: "
        + ("'yes'}", "partly}", "'no'}")[number % 3],
    } | fields
    return "---\n" + "".join(f"{k}: {v}\n" for k, v in given.items() if v) + "---\nZelbat.\n"


def experiment(title: str, starts: str, ends: str, more: str = "") -> str:
    return f"""---
title: {title}
hypothesis: Vrell.
starts: {starts}
ends: {ends}
criteria_written: {starts}
criteria: [{{metric: nelk, at_least: 3, at_most: 9, unit: frub}}, {{metric: welk, at_least: 1}}]
effort: 2
stage: define
barriers: [mandate]
key_result: kelm
{more}---
Zelbat.
"""


def key_result(title: str, disclosure: str) -> str:
    figures = "" if disclosure == "trend" else "baseline: 100\ntarget: 150\n"
    return (
        f"---\ntitle: {title}\ngoal: gorv\nunit: frub\ndirection: up\n"
        f"disclosure: {disclosure}\n{figures}---\nZelbat.\n"
    )


READINGS = ("{kelm: 110, velm: 105, nelm: up}", "{kelm: 120, velm: 98, nelm: down}")
PHASE = """---
title: Phlob {number}
starts: {starts}
{ends}guide_point: Gelp.
goals: [gorv]
deliverables:
  - {{what: Ark, priority: must, due: 2026-03-01, key_result: kelm, effort: 1, done: 2026-03-01}}
  - {{what: Brk, priority: should, due: 2026-04-01, key_result: velm, effort: 9, done: 2026-04-09}}
  - {{what: Crk, priority: could, dropped: 2026-04-01, because: Wuzz.}}
  - {{what: Drk, priority: won't}}
  - {{what: Erk, priority: must, due: 2026-11-01, key_result: nelm, effort: 9}}
  - {{what: Frk, due: 2026-12-01}}
---
Zelbat.
"""
FILES = {
    "docs/index.md": "---\ntitle: Glorb\n---\n"
    + "".join(f"<!-- waypost: {name} -->\n\n" for name in MARKERS if name != "blueprint"),
    "docs/about.md": "---\ntitle: Vreel\n---\nZelbat.\n",
    "docs/zork.md": "---\ntitle: Zork\nredirect_from: [/old-zork/]\n---\nZelbat.\n",
    "docs/empty.md": "---\ntitle: Yark\n---\n| Nerp | Zelp |\n| --- | --- |\n| *a* | `b` |\n",
    "docs/goals/gorv.md": "---\ntitle: Gorv\nlevel: organisation\nperiod: 2026\nwhy: Wuzz.\n---\n",
    "docs/goals/porv.md": "---\ntitle: Porv\nlevel: channel\nparent: gorv\n---\nZelbat.\n",
    "docs/goals/morv.md": "---\ntitle: Morv\nlevel: marketing\n---\nZelbat.\n",
    "docs/key-results/kelm.md": key_result("Kelm", "absolute"),
    "docs/key-results/velm.md": key_result("Velm", "indexed"),
    "docs/key-results/nelm.md": key_result("Nelm", "trend"),
    "docs/phases/one.md": PHASE.format(number=1, starts="2026-01-05", ends="ends: 2026-05-01\n"),
    "docs/phases/two.md": PHASE.format(number=2, starts="2026-06-01", ends=""),
    "docs/experiments/a.md": experiment(
        "Trell A",
        "2026-02-02",
        "2026-02-13",
        "results: {nelk: 4, welk: 2}\nlearned: Narp.\nnext_step: scale\ndecision: d1\n",
    ),
    "docs/experiments/b.md": experiment(
        "Trell B",
        "2026-03-02",
        "2026-03-13",
        "results: {nelk: 1}\nverdict: stopped early\n"
        "verdict_because: Wuzz.\nnext_step: test again\n",
    ),
    "docs/experiments/c.md": experiment("Trell C", "2026-04-06", "2026-04-17"),
    "docs/experiments/d.md": experiment("Trell D", "2026-11-02", "2026-12-18"),
    "docs/experiments/e.md": experiment("Trell E", "2027-01-04", "2027-01-15"),
    **{f"docs/decisions/d{number}.md": decision(number) for number in range(9)},
    "docs/decisions/new.md": decision(
        9, date="2026-10-01", outcome="", revisit_on="2026-11-01", supersedes="[d8]"
    ),
    "docs/decisions/open.md": decision(
        10, date="2026-11-10", outcome="", status="proposed", chosen="", confidence=""
    ),
    **{
        f"docs/entries/{year}-w{week:02}.md": entry(
            f"{year}-W{week:02}", year * 100 + week, readings=READINGS[week % 2]
        )
        for year, weeks in (
            (2024, (5, 9)),
            (2025, (6, 47)),
            (2026, (3, 4, 8, 9, 20, 40, 45, 46, 47)),
        )
        for week in weeks
    },
    "docs/entries/2026-w21.md": entry("2026-W21", 1, status="withdrawn"),
    "docs/entries/2026-w22.md": entry("2026-W22", 2, updated="2026-10-01", changes="Nerp."),
    "docs/entries/2026-w23.md": entry(
        "2026-W23",
        3,
        thread="https://social.example/@zelp/113456789",
        image="pic.png",
        image_alt="Nerp",
    ),
    "docs/entries/2026-w24.md": entry("2026-W24", 4, lang="fo", redirect_from="[old.md]"),
}


def vocabulary() -> str:
    """The sample's vocabulary, without what is said in it in one language only."""
    text = (ROOT / "journal.yml").read_text("utf-8")
    text = re.sub(r"name: The author.*", "name: Zelp Norv\n  email: zelp@norv.example", text)
    return text.replace("why: Summer holiday", "why: Zwick")
