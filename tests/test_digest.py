"""What happened lately, told on request: public matter only, for mail or a chat."""

from pathlib import Path

import markdown
import pytest
from conftest import entry
from desk import FRIDAY, Desk, desk, settings
from lxml import html

from waypost.languages import SPOKEN

BASE = "https://example.org/"
DECISION = """\
---
title: A card on each desk
date: 2026-08-20
status: accepted
expected: Forty of fifty.
outcome: { date: 2026-09-02, result: It was 43., as_expected: "yes" }
---
"""
EXPERIMENT = """\
---
title: Pairs
hypothesis: They agree.
starts: 2026-08-10
ends: {ends}
criteria: [{{ metric: pairs, at_least: 40 }}]
results: {{ pairs: 43 }}
learned: Ask.
---
"""


def written(*days: str) -> dict[str, str]:
    return {
        f"docs/entries/{day}.md": f"---\ntitle: Of {day}\ndate: {day}\n---\nA.\n" for day in days
    }


def told(at: Desk, *words: str, today: str = FRIDAY) -> list[str]:
    done = at.say("digest", *words, today=today)
    assert (done.status, done.err) == (0, "")
    return done.lines


def titles(at: Desk, *words: str, today: str = FRIDAY) -> list[str]:
    """The days of the entries that are told."""
    lines = told(at, *words, today=today)
    return [line[len("- [Of ") :][:10] for line in lines if line.startswith("- [Of ")]


def test_four_weeks_as_markdown(tmp_path: Path) -> None:
    files = {
        "docs/entries/a.md": entry("Before", "2026-W32", date="2026-08-07"),
        "docs/entries/b.md": entry(
            "What *is* it?", "2026-W36", summary="It rained.", stage="define", barriers="[mandate]"
        ),
        "docs/decisions/card.md": DECISION,
        "docs/experiments/pairs.md": EXPERIMENT.format(ends="2026-09-03"),
    }
    assert told(desk(tmp_path, files)) == [
        "# [A way](https://example.org/): 8 August – 4 September 2026",
        "",
        f"- [What \\*is\\* it?]({BASE}entries/b/) · Week 36 · Define",
        "  It rained.",
        "",
        "## Decisions",
        "",
        f"- [A card on each desk]({BASE}decisions/card/) · Accepted",
        "",
        "## Outcomes",
        "",
        f"- [A card on each desk]({BASE}decisions/card/) · As expected: It was 43.",
        "",
        "## Experiments",
        "",
        f"- [Pairs]({BASE}experiments/pairs/) · Met: Ask.",
        "",
        "## Barriers",
        "",
        f"- [Mandate]({BASE}barriers/mandate/) · in 1 entry",
    ]


@pytest.mark.parametrize(
    ("since", "days"),
    [
        ("4w", ["2026-08-14", "2026-08-31", "2026-09-04"]),
        ("1w", ["2026-08-31", "2026-09-04"]),
        ("2026-08-07", ["2026-08-07", "2026-08-14", "2026-08-31", "2026-09-04"]),
        ("2026-W36", ["2026-08-31", "2026-09-04"]),
        ("2026-09-04", ["2026-09-04"]),
        ("200 weeks", ["2026-08-07", "2026-08-14", "2026-08-31", "2026-09-04"]),
    ],
)
def test_from_when_on(since: str, days: list[str], tmp_path: Path) -> None:
    files = {
        f"docs/entries/{day}.md": entry(f"Of {day}", date=day, week=week)
        for day, week in (
            ("2026-08-07", "2026-W32"),
            ("2026-08-14", "2026-W33"),
            ("2026-08-31", "2026-W35"),
            ("2026-09-04", "2026-W36"),
        )
    }
    assert titles(desk(tmp_path, files), "--since", since) == days


def test_said_every_week_it_tells_no_day_twice(tmp_path: Path) -> None:
    at = desk(tmp_path, written("2026-08-21", "2026-08-28", "2026-09-04"))
    assert titles(at, "--since", "1w", today="2026-08-28") == ["2026-08-28"]
    assert titles(at, "--since", "1w", today="2026-09-04") == ["2026-09-04"]


@pytest.mark.parametrize(
    ("since", "why"),
    [
        ("yesterday", "'yesterday' is no time to begin with."),
        ("2026-W60", "'2026-W60' is no time to begin with."),
        ("2026-02-30", "'2026-02-30' is no time to begin with."),
        ("99999w", "'99999w' is no time to begin with."),
        ("0w", "'0w' is no time at all."),
        ("2026-09-05", "'2026-09-05' has not come yet."),
        ("2026-W37", "'2026-W37' has not come yet."),
    ],
)
def test_a_time_that_is_none(since: str, why: str, tmp_path: Path) -> None:
    done = desk(tmp_path).say("digest", "--since", since)
    assert (done.status, done.out) == (2, "")
    cure = "Write so many weeks, such as 4w, a day, such as 2026-09-04, or a week: 2026-W36."
    assert f"Error: {why} {cure}" in done.err


def test_it_tells_only_what_readers_see(tmp_path: Path) -> None:
    files = {
        "docs/entries/a.md": entry("Known", "2026-W36"),
        "docs/entries/b.md": entry("QVARK1", "2026-W35", status="draft"),
        "docs/entries/c.md": entry("QVARK2", "2026-W34", status="withdrawn"),
        "docs/entries/d.md": entry("QVARK3", "2026-W33", publish_at="2026-09-05 08:00"),
        "docs/decisions/a.md": "---\ntitle: QVARK4\ndate: 2026-09-05\n---\nText.\n",
        "docs/decisions/b.md": DECISION.replace("2026-09-02", "2026-09-05").replace("43", "QVARK5"),
        "docs/experiments/a.md": EXPERIMENT.format(ends="2026-09-04").replace("Ask", "QVARK6"),
    }
    at = desk(tmp_path, files)
    for form in ("markdown", "html"):
        said = at.say("digest", "--format", form).out
        assert "Known" in said
        assert "until 4 September 2026" in said
        assert "QVARK" not in said


def test_as_html_it_needs_nothing_around_it(tmp_path: Path) -> None:
    cunning = '"<img src=x onerror=y> & [b](c)"'
    at = desk(tmp_path, {"docs/entries/a.md": entry(cunning, "2026-W36", summary=cunning)})
    said = at.say("digest", "--format", "html").out
    root = html.fragment_fromstring(said, create_parent="div")
    assert " ".join(root.xpath("string(h2)").split()) == "A way: 8 August – 4 September 2026"
    assert root.xpath("//li/a/@href") == [f"{BASE}entries/a/"]
    assert root.xpath("string(//li/a)") == "<img src=x onerror=y> & [b](c)"
    assert {each.tag for each in root.iter()} <= {"div", "h2", "h3", "a", "p", "ul", "li", "br"}
    assert not root.xpath("//@style | //@class")


def test_her_words_stay_words_in_markdown(tmp_path: Path) -> None:
    for cunning in ("[x](y) <img src=z> **b** `c`", "- d &amp; e", "1. f", "# g_h _i_", "a < b"):
        at = desk(tmp_path, {"docs/entries/a.md": entry("A", "2026-W36", summary=f"'{cunning}'")})
        body = "\n".join(told(at)).partition("\n\n")[2]
        root = html.fragment_fromstring(markdown.markdown(body), create_parent="div")
        assert root.xpath("string(//li)").split("\n")[1].strip() == cunning


def test_without_an_address_there_are_no_links(tmp_path: Path) -> None:
    at = desk(tmp_path, {"docs/entries/a.md": entry("A week", "2026-W36")})
    at.write({"mkdocs.yml": "site_name: A way\n"})
    assert told(at)[:3] == ["# A way: 8 August – 4 September 2026", "", "- A week · Week 36"]
    assert "href" not in at.say("digest", "--format", "html").out


def test_its_days_are_plain_text_in_every_language(tmp_path: Path) -> None:
    assert told(desk(tmp_path, code="da"))[0].endswith(": 8. august–4. september 2026")


@pytest.mark.parametrize("code", SPOKEN)
def test_when_nothing_happened_it_says_so(tmp_path: Path, code: str) -> None:
    at = desk(tmp_path, code=code)
    nothing = {
        "en": "Nothing appeared in this time.",
        "es": "No apareció nada en este tiempo.",
        "da": "Der er ikke kommet noget i denne tid.",
    }[code]
    assert told(at)[2:] == [nothing]
    assert nothing in at.say("digest", "--format", "html").out


def test_nothing_is_told_while_something_is_to_be_mended(tmp_path: Path) -> None:
    at = desk(tmp_path, {"docs/entries/a.md": entry("A week", "2026-W36", stage="defne")})
    done = at.say("digest")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("docs/entries/a.md:4: stage: 'defne' is not a stage.")
    assert done.err.endswith("Nothing is told until this is mended.\n")
    done = desk(tmp_path / "other", settings=settings(timezone="Nowhere")).say("digest")
    assert (done.status, done.out) == (1, "")
