"""`waypost reading`: what was measured stands in the entry as far as readers may know it."""

import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from itertools import takewhile
from pathlib import Path
from time import sleep

import pytest
from conftest import entry
from desk import FRIDAY, Desk, Said, desk
from hypothesis import example, given
from hypothesis import strategies as st
from test_cli import waypost

from waypost.cli import keeping
from waypost.files import PRIVATE
from waypost.private import BEGINNING, read_private
from waypost.readings import figure
from waypost.sources import read
from waypost.sources.editing import with_field, with_item

STAYS = "The figure itself stays on this computer."
ENTRY = "docs/entries/2026-w36.md"
GOAL = "---\ntitle: More leads\nlevel: marketing\n---\n"


def key_result(disclosure: str, **more: str) -> str:
    figures = {
        "absolute": "baseline: 200\ntarget: 400\n",
        "indexed": "baseline: 100\ntarget: 150\n",
    }
    fields = "".join(f"{name}: {value}\n" for name, value in more.items())
    return (
        f"---\ntitle: Qualified leads\ngoal: more\nunit: a month\ndirection: up\n"
        f"disclosure: {disclosure}\n{figures.get(disclosure, '')}{fields}---\n"
    )


def measuring(
    root: Path, disclosure: str = "indexed", private: str = "", files: dict[str, str] | None = None
) -> Desk:
    """A desk with a key result `leads` and, unless another is given, an entry of week 36."""
    there = {"docs/goals/more.md": GOAL, "docs/key-results/leads.md": key_result(disclosure)}
    kept = {PRIVATE: private} if private else {}
    return desk(root, there | kept | ({ENTRY: entry()} if files is None else files))


def refused(at: Desk, *words: str, today: str = FRIDAY) -> list[str]:
    """What is said where nothing is written."""
    before = at.files()
    done = at.say("reading", *words, today=today)
    assert at.files() == before
    assert (done.status, done.err) == (1, "Nothing was written; mend this first.\n")
    return done.lines


def written(at: Desk, *words: str, today: str = FRIDAY) -> Said:
    done = at.say("reading", *words, today=today)
    assert (done.status, done.err) == (0, "")
    return done


def readings(at: Desk, path: str = ENTRY) -> object:
    return at.journal().sources[path.removeprefix("docs/")].front.get("readings")


def kept(at: Desk) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    private, problems = read_private((at.root / PRIVATE).read_bytes())
    assert private
    assert problems == []
    return private.baselines, private.readings


# What readers learn


def test_an_index_is_counted_from_a_baseline_that_stays_inside(tmp_path: Path) -> None:
    at = measuring(tmp_path)
    assert written(at, "leads", "321", "--baseline").lines == [
        f"For 'leads', 321 is 100 from now on. {STAYS}",
        "The reading of this week is not written yet: waypost reading leads NUMBER",
    ]
    assert kept(at) == ({"leads": 321}, {})
    assert at.text(PRIVATE) == f"{BEGINNING}baselines: {{leads: 321}}\n"
    assert written(at, "leads", "421").lines == [
        f"{ENTRY}: leads is 131.2.",
        f"Readers see the index 131.2. {STAYS}",
    ]
    assert at.text(ENTRY) == (
        "---\ntitle: A week\nweek: 2026-W36\nreadings: {leads: 131.2}\n---\nText.\n"
    )
    assert at.say("check").status == 0
    assert "421" not in "".join(text.decode() for text in at.files().values())


@pytest.mark.parametrize(
    ("number", "index"),
    [("321", "100"), ("0", "0"), ("160.5", "50"), ("321.1", "100"), ("322", "100.3")],
)
def test_an_index_has_a_decimal_at_most(tmp_path: Path, number: str, index: str) -> None:
    at = measuring(tmp_path, private="baselines: {leads: 321}\n")
    assert f"the index {index}." in written(at, "leads", number).out
    assert readings(at) == {"leads": index}


def test_without_a_baseline_it_says_how_to_give_one(tmp_path: Path) -> None:
    assert refused(measuring(tmp_path), "leads", "321") == [
        "private.yml: baselines: This computer does not know what 'leads' is counted from. Say it "
        "once, and it is 100 from then on: waypost reading leads NUMBER --baseline"
    ]


def test_another_baseline_is_told_beside_the_former_one(tmp_path: Path) -> None:
    at = measuring(tmp_path, private="# Mine.\nbaselines:\n  calls: 2 # a day\n  leads: 300\n")
    said = written(at, "leads", "321", "--baseline").lines
    assert said[1] == "Before, it was 300. What your entries say is still from there."
    assert at.text(PRIVATE) == "# Mine.\nbaselines:\n  calls: 2 # a day\n  leads: 321\n"


@pytest.mark.parametrize(
    ("disclosure", "number", "told"),
    [
        ("indexed", "0", "NUMBER: Nothing can be counted from a baseline of 0 or less."),
        ("indexed", "-5", "NUMBER: Nothing can be counted from a baseline of 0 or less."),
        (
            "absolute",
            "5",
            "--baseline: The figures of 'leads' are public, and so is what they began with.",
        ),
    ],
)
def test_a_baseline_that_can_be_none(
    tmp_path: Path, disclosure: str, number: str, told: str
) -> None:
    (line,) = refused(measuring(tmp_path, disclosure), "leads", number, "--baseline")
    assert line.startswith(told)


def test_a_baseline_of_nothing_in_the_file_divides_nothing(tmp_path: Path) -> None:
    (line,) = refused(measuring(tmp_path, private="baselines: {leads: 0}\n"), "leads", "5")
    assert line.startswith("private.yml: baselines: Nothing can be counted from a baseline of 0")


@pytest.mark.parametrize("number", ["48213", "-1"])
def test_an_index_that_is_none_is_not_written(tmp_path: Path, number: str) -> None:
    (line,) = refused(measuring(tmp_path, private="baselines: {leads: 10}\n"), "leads", number)
    assert re.match(r"NUMBER: The index of that would be [-\d]+, which is far from", line)


@pytest.mark.parametrize(
    ("number", "word", "told"),
    [
        ("306.1", "up", "went up"),
        ("305.9", "level", "stayed level"),
        ("300", "level", "stayed level"),
        ("294.1", "level", "stayed level"),
        ("293", "down", "went down"),
    ],
)
def test_a_trend_is_the_movement_since_an_earlier_week(
    tmp_path: Path, number: str, word: str, told: str
) -> None:
    private = "readings: {leads: {2026-W34: 300, 2026-W30: 1, 2026-W36: 9, 2026-W37: 1}}\n"
    at = measuring(tmp_path, "trend", private)
    assert written(at, "leads", number).lines[:2] == [
        f"{ENTRY}: leads is {word}.",
        f"Readers see that it {told}. {STAYS}",
    ]
    assert readings(at) == {"leads": word}
    assert kept(at)[1]["leads"]["2026-W36"] == float(number)


def test_a_trend_begins_with_its_baseline(tmp_path: Path) -> None:
    at = measuring(tmp_path, "trend")
    assert written(at, "leads", "300", "--baseline").lines[0] == (
        f"For 'leads', 300 is what the first reading is compared with. {STAYS}"
    )
    written(at, "leads", "200")
    assert readings(at) == {"leads": "down"}
    assert kept(at) == ({"leads": 300}, {"leads": {"2026-W36": 200}})


def test_a_trend_that_was_written_on_another_computer_asks_for_its_figures(tmp_path: Path) -> None:
    files = {"docs/entries/2026-w35-x.md": entry("X", "2026-W35", readings="{leads: down}")}
    at = measuring(tmp_path, "trend", files=files)
    assert written(at, "leads", "200").lines[2:] == [
        "The entry of 2026-W35 has a reading, but its figure is not on this",
        "computer: if you wrote it on another one, bring private.yml over from there.",
    ]


def test_of_the_first_figure_no_trend_can_be_told(tmp_path: Path) -> None:
    at = measuring(tmp_path, "trend", files={})
    assert written(at, "leads", "0").lines == [
        "The first figure of 'leads' is kept, for week 36 of 2026.",
        f"There is nothing before it; from the next one on it can be told. {STAYS}",
    ]
    assert kept(at) == ({}, {"leads": {"2026-W36": 0}})
    at.write({"docs/entries/w37.md": entry(week="2026-W37")})
    written(at, "leads", "0", today="2026-09-11")
    assert readings(at, "docs/entries/w37.md") == {"leads": "level"}


def test_a_figure_put_in_later_may_change_what_the_next_week_says(tmp_path: Path) -> None:
    private = "readings: {leads: {2026-W35: 300, 2026-W37: 320}}\n"
    files = {ENTRY: entry(), "docs/entries/w37.md": entry(week="2026-W37", readings="{leads: up}")}
    at = measuring(tmp_path, "trend", private, files)
    assert len(written(at, "leads", "310").lines) == 2
    assert written(at, "leads", "340").lines[2:] == [
        "After this, what the entry of 2026-W37 says is no longer so. To mend it:",
        "waypost reading leads 320 --week 2026-W37",
    ]
    written(at, "leads", "320", "--week", "2026-W37")
    assert readings(at, "docs/entries/w37.md") == {"leads": "down"}


def test_a_figure_that_is_public_stands_as_it_is(tmp_path: Path) -> None:
    at = measuring(tmp_path, "absolute")
    assert written(at, "leads", "48,213.50").lines == [
        f"{ENTRY}: leads is 48213.5.",
        "Readers see 48,213.5, as it is.",
    ]
    assert readings(at) == {"leads": "48213.5"}
    assert not (tmp_path / PRIVATE).exists()


# In which entry


def test_a_reading_is_replaced_and_the_former_one_told(tmp_path: Path) -> None:
    fields = "{calls: 3, leads: 120.0} # so far"
    at = measuring(
        tmp_path, private="baselines: {leads: 300}", files={ENTRY: entry(readings=fields)}
    )
    at.write({"docs/key-results/calls.md": key_result("absolute")})
    assert written(at, "leads", "390").lines[0] == (f"{ENTRY}: leads is 130, in the place of 120.")
    assert "readings: {calls: 3, leads: 130} # so far\n" in at.text(ENTRY)


def test_a_long_figure_is_told_as_it_was_written(tmp_path: Path) -> None:
    at = measuring(tmp_path, "absolute", files={ENTRY: entry(readings="{leads: 123456789012.5}")})
    assert written(at, "leads", "12").lines[0].endswith("in the place of 123456789012.5.")


def test_a_figure_by_mistake_is_mended_by_the_command(tmp_path: Path) -> None:
    files = {ENTRY: entry(readings="{leads: 48213}")}
    at = measuring(tmp_path, private="baselines: {leads: 40000}\n", files=files)
    assert at.say("check").status == 1
    written(at, "leads", "48213")
    assert at.say("check").status == 0


def test_of_two_entries_of_a_week_the_later_has_it_and_a_draft_counts(tmp_path: Path) -> None:
    files = {
        "docs/entries/b.md": entry(date="2026-09-01", id="tag:example.org,2026:b"),
        "docs/entries/a.md": entry(status="draft", date="2026-09-03", id="tag:example.org,2026:a"),
        "docs/entries/c.md": entry(status="withdrawn", date="2026-09-04"),
    }
    at = measuring(tmp_path, "absolute", files=files)
    written(at, "leads", "5")
    assert readings(at, "docs/entries/a.md") == {"leads": "5"}


def test_another_week_can_be_named(tmp_path: Path) -> None:
    files = {"docs/entries/old.md": entry(week="2026-W20"), ENTRY: entry()}
    at = measuring(tmp_path, "absolute", files=files)
    written(at, "leads", "5", "--week", "2026-w20")
    assert readings(at, "docs/entries/old.md") == {"leads": "5"}
    assert readings(at) is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--week: Week 36 of 2026 has no entry in which the reading could stand. Make one: "
             "waypost new"),
        (("--week", "2026-W35"), "--week: Week 35 of 2026 has no entry in which the reading could "
                                 "stand. Make one: waypost new --week 2026-W35"),
        (("--week", "2026-W54"), "--week: '2026-W54' is not a week of the calendar. Write it such "
                                 "as 2026-W36."),
    ],
)  # fmt: skip
def test_a_week_without_an_entry_is_told(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    assert refused(measuring(tmp_path, "absolute", files={}), "leads", "5", *words) == [told]


def test_an_entry_that_cannot_be_read_is_mended_first(tmp_path: Path) -> None:
    at = measuring(tmp_path, "absolute", files={ENTRY: entry(stage="nowhere", tags="'open")})
    assert [line.partition(": ")[0] for line in refused(at, "leads", "5")] == [
        f"{ENTRY}:4", f"{ENTRY}:5"
    ]  # fmt: skip


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    at = measuring(tmp_path, private="baselines: {leads: much}\nnotes: [A]\n")
    wrong = [
        "private.yml:1: baselines.leads: 'much' is not a number. Write it in figures, such as "
        "12.5.",
        "private.yml:2: notes: No field has this name. Choose one of: names, baselines, readings.",
    ]
    words = ("lead", "48,213", "--week", "next")
    assert refused(at, *words) == [
        "NUMBER: '48,213' can be read in two ways. Write 48213, or 48.2130 if it is a small one.",
        "KEY-RESULT: No key result is called 'lead'. Did you mean 'leads'?",
        *wrong,
        "--week: 'next' is not a week of the calendar. Write it such as 2026-W36.",
    ]
    assert refused(at, "leads", "5") == wrong


def test_a_key_result_is_found_by_its_title_too(tmp_path: Path) -> None:
    at = measuring(tmp_path, "absolute")
    (line,) = refused(at, "Qualified leads", "5")
    assert line.endswith("Did you mean 'leads'?")


def test_before_there_is_a_key_result_it_says_how_to_make_one(tmp_path: Path) -> None:
    (line,) = refused(desk(tmp_path, {ENTRY: entry()}), "leads", "5")
    assert line.endswith('Make one first: waypost new key-result "Qualified leads"')


def test_a_key_result_that_cannot_be_read_is_mended_first(tmp_path: Path) -> None:
    at = measuring(tmp_path)
    at.write({"docs/key-results/leads.md": key_result("indexed", kind="income")})
    (line,) = refused(at, "leads", "5")
    assert line.startswith("docs/key-results/leads.md:9: kind: 'income' can't stand here.")


def test_a_baseline_of_a_week_is_asked_back(tmp_path: Path) -> None:
    done = measuring(tmp_path).say("reading", "leads", "5", "--baseline", "--week", "2026-W36")
    assert done.status == 2
    assert "A baseline belongs to no week." in done.err


def test_fields_that_cannot_be_edited_are_left_alone(tmp_path: Path) -> None:
    text = "---\ntitle: A week\nweek: 2026-W36\nreadings:\n  ? leads\n  : 4\n---\nText.\n"
    at = measuring(tmp_path, "absolute", files={ENTRY: text})
    done = at.say("reading", "leads", "5")
    assert (done.status, at.text(ENTRY)) in ((0, text.replace("4", "5")), (1, text))


# How a number is written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("48213", "48213"), ("48213.5", "48213.5"), ("12 %", "12"),
        ("48213,5", "48213.5"), ("12,5", "12.5"),
        ("48,213.5", "48213.5"), ("48.213,5", "48213.5"), ("1.234.567", "1234567"),
        ("1,234,567.89", "1234567.89"), ("48 213", "48213"), ("48\u202f213,5", "48213.5"),
        ("48'213.5", "48213.5"), ("48’213", "48213"), ("0.125", "0.125"), ("0,125", "0.125"),
        ("48.2130", "48.2130"), ("1234.567", "1234.567"), ("-3", "-3"), ("−3,5", "-3.5"),
        ("+4", "4"), (" 7 ", "7"), ("007", "7"),
    ],
)  # fmt: skip
def test_a_number_is_taken_as_people_write_it(text: str, number: str) -> None:
    assert figure(text) == (Decimal(number), [])


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("48,213", "Write 48213, or 48.2130 if it is a small one."),
        ("48.213", "Write 48213, or 48.2130 if it is a small one."),
        ("-1.234", "Write -1234, or -1.2340 if it is a small one."),
    ],
)
def test_a_number_that_can_be_read_in_two_ways_is_asked_back(text: str, cure: str) -> None:
    number, problems = figure(text)
    assert number is None
    assert [str(each) for each in problems] == [f"NUMBER: '{text}' can be read in two ways. {cure}"]


@pytest.mark.parametrize(
    "text",
    [
        "", "much", "12 % %", "€ 5", "1e5", "inf", "nan", "1.2.3", "1,23,456", "48 2130",
        "1,234,5.6", "1.234.567.8", "1234567890123", "5-", "--5", "٣", "1 234,567.8",
    ],
)  # fmt: skip
def test_what_is_no_number_is_told_so(text: str) -> None:
    number, problems = figure(text)
    assert number is None
    assert [each.what for each in problems] == [f"'{text}' is not a number."]


def test_a_number_in_two_words_and_one_below_zero_are_numbers(tmp_path: Path) -> None:
    at = measuring(tmp_path, "absolute")
    written(at, "leads", "48", "213")
    assert readings(at) == {"leads": "48213"}
    written(at, "leads", "-5")
    assert readings(at) == {"leads": "-5"}


# Of several at once, and of one that was cut short


def test_of_two_commands_at_once_none_loses_what_the_other_keeps(tmp_path: Path) -> None:
    names = ["leads", "calls", "visits"]
    at = measuring(tmp_path, "trend", "readings:\n  leads: {2026-W30: 5}\n")
    at.write({f"docs/key-results/{name}.md": key_result("trend") for name in names})
    (tmp_path / f"{PRIVATE}.lock").touch()  # so that all of them wait, until the first may begin
    with ThreadPoolExecutor() as crowd:
        saying = [
            crowd.submit(waypost, tmp_path, "reading", each, "9", "--today", FRIDAY)
            for each in names
        ]
        sleep(2)
        assert not any(each.done() for each in saying)
        (tmp_path / f"{PRIVATE}.lock").unlink()
    assert [each.result().returncode for each in saying] == [0, 0, 0]
    figures = {name: {"2026-W36": 9.0} for name in names}
    assert kept(at) == ({}, figures | {"leads": {"2026-W30": 5, "2026-W36": 9}})
    assert readings(at) == {"leads": "up"}
    assert sorted(each.name for each in tmp_path.glob(f"{PRIVATE}*")) == [PRIVATE]


def test_a_lock_that_was_left_behind_is_no_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_PATIENCE", 0.1)
    at = measuring(tmp_path)
    at.write({f"{PRIVATE}.lock": ""})
    written(at, "leads", "10", "--baseline")
    assert not (tmp_path / f"{PRIVATE}.lock").exists()


def test_what_was_kept_is_there_until_the_new_text_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = "baselines: {leads: 300}\n"
    at = measuring(tmp_path, private=former)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = at.say("reading", "leads", "390", "--baseline")
    assert done.err.startswith(f"Error: {PRIVATE} can't be written.")
    assert at.text(PRIVATE) == former


# The file of the entry, but for the reading, stays as it is

BEFORE = {
    "nothing": "",
    "empty": "readings:\n",
    "with a note": "readings: # see the sheet\n",
    "with a note below": "readings:\n  # calls: 3\n",
    "not any": "readings: ~\n",
    "in brackets": "readings: {}\n",
    "in wide brackets": "readings: {  } # none\n",
    "one": "readings: {calls: 3}\n",
    "one with a comma": "readings: { calls: 3, }\n",
    "on lines": "readings: {\n  calls: 3, # a day\n  visits: 4 # a week\n  }\n",
    "a block": "readings:\n  calls: 3\n",
    "a wide block": "readings:\n      calls: 3 # a day\n      # and more\n",
    "quoted": 'readings:\n  "calls": "3"\n',
    "with leads": "readings: {calls: 3, leads: 9} # all\n",
    "with leads first": "readings:\n  leads: 9 # all\n  calls: 3\n",
    "with quoted leads": "readings: {\"leads\":9, 'calls': 3}\n",
    "with leads over lines": "readings:\n  calls: 3\n  leads: >\n    9\n",
    "with empty leads": "readings:\n  leads:   # ask\n  calls: 3\n",
    "with leads and no value": "readings: {leads, calls: 3}\n",
}
OTHERS = [
    "", "summary: It rained.\n", "# A note: {of hers}\n", "next:\n- Ask: not\n- Draw\n",
    "next: [a,\n  b]\n", "summary: >\n  Long\n  text.\n\n", 'summary: "a\n\n  b"\n', "next:\n",
    "extra: |+\n  kept\n\n", "summary: Æ 🚦 ñ\n", "tags:\n", "next:\n  # - later\n", "\n",
]  # fmt: skip
ENDS = ["\n", "\r\n", "\r"]
TRAILING = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=20)


def bare(value: object) -> object:
    """A value without the ends of lines behind a text, which depend on what stands below it."""
    if isinstance(value, dict):
        return {name: bare(each) for name, each in value.items()}
    return value.rstrip("\n") if isinstance(value, str) else value


def shared(one: str, other: str) -> int:
    """How many signs at their beginning two texts have in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@given(
    before=st.sampled_from(sorted(BEFORE)),
    above=st.sampled_from(OTHERS),
    below=st.sampled_from(OTHERS),
    end=st.sampled_from(ENDS),
    mark=st.sampled_from(["", "\ufeff"]),
    body=TRAILING,
)
@example("nothing", "", "extra: |\n  kept\n", "\r\n", "\ufeff", "")
def test_a_reading_changes_nothing_else_in_a_file(
    before: str, above: str, below: str, end: str, mark: str, body: str
) -> None:
    front = f"title: A\nweek: 2026-W36\n{above}{BEFORE[before]}{below}"
    text = f"{mark}---\n{front}---\n{body}".replace("\n", end)
    edited = with_field(text.encode(), ("readings", "leads"), "131.2")
    assert edited is not None
    now = edited.decode()
    old, _ = read("a.md", "entries/a.md", text.encode(), needs_front=True)
    new, _ = read("a.md", "entries/a.md", edited, needs_front=True)
    former = old.front.get("readings")
    wanted = {**(former if isinstance(former, dict) else {}), "leads": "131.2"}
    assert bare(new.front) == bare({**old.front, "readings": wanted})
    assert new.body == old.body
    # One stretch of the file is another one; what stood there was at most the former value.
    start = shared(text, now)
    rest = shared(text[start:][::-1], now[start:][::-1])
    assert text[start : len(text) - rest].replace(end, "\n") in ("", "9", "~", ">\n    9")
    put = now[start : len(now) - rest]
    assert "131.2" in put
    assert put.replace(end, "") == put.replace("\n", "").replace("\r", "")


def test_a_file_that_was_written_on_windows_stays_so(tmp_path: Path) -> None:
    at = measuring(tmp_path, "absolute", files={})
    before = "\ufeff---\r\ntitle: A\r\nweek: 2026-W36\r\n---\r\nText.\r\n"
    at.write({ENTRY: before})
    written(at, "leads", "5")
    wanted = before.replace("W36\r\n", "W36\r\nreadings: {leads: 5}\r\n")
    assert (tmp_path / ENTRY).read_bytes() == wanted.encode()


NAMES = st.text("abcæø-_/ 0123456789:#{}[],&*'\"", min_size=1).map(str.strip).filter(bool)


@given(
    name=NAMES,
    figures=st.lists(st.integers(0, 10**6), min_size=1, max_size=5),
    start=st.sampled_from(
        ["", BEGINNING, "# Mine", "baselines:\n    calls: 3\n\n", "readings: {}"]
    ),
)
def test_what_is_kept_reads_back(name: str, figures: list[int], start: str) -> None:
    text = start
    first = date(2026, 1, 5)
    weeks = [(first + timedelta(weeks=7 * n)).strftime("%G-W%V") for n in range(len(figures))]
    for week, number in zip(weeks, figures, strict=True):
        edited = with_item(text, ("readings", name, week), str(number))
        assert edited is not None
        assert edited.startswith(start.rstrip("{}"))
        text = edited
    private, problems = read_private(text.encode())
    assert problems == []
    assert private
    assert private.readings[name] == dict(zip(weeks, figures, strict=True))


# Figures that stay inside stay out of the repository


def git(root: Path, *words: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        ["git", *who, *words], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout


UNIGNORED = (
    "private.yml: Git would send this file along, and then others could read it. Add the line "
    "/private.yml to the file .gitignore, beside mkdocs.yml."
)
TRACKED = "private.yml: Git keeps this file, so whoever can see the repository can read it."


@pytest.mark.parametrize("words", [("5",), ("5", "--baseline")])
@pytest.mark.parametrize("disclosure", ["indexed", "trend"])
def test_where_git_would_send_the_figures_none_is_kept(
    tmp_path: Path, disclosure: str, words: tuple[str, ...]
) -> None:
    at = measuring(tmp_path, disclosure, "baselines: {leads: 5}\n")
    git(tmp_path, "init", "--quiet")
    assert refused(at, "leads", *words) == [UNIGNORED]
    assert UNIGNORED in at.say("check").out
    assert at.say("check").status == 0
    git(tmp_path, "add", PRIVATE)
    at.write({".gitignore": "/private.yml\n"})
    (line,) = refused(at, "leads", *words)
    assert line.startswith(TRACKED)
    (tmp_path / PRIVATE).unlink()
    done = at.say("check")
    assert done.status == 1
    assert TRACKED in done.out


def test_where_git_leaves_the_file_out_figures_are_kept(tmp_path: Path) -> None:
    at = measuring(tmp_path, "trend", files={})
    git(tmp_path, "init", "--quiet")
    at.write({".gitignore": "/private.yml\n"})
    written(at, "leads", "300")
    assert PRIVATE not in git(tmp_path, "status", "--porcelain", "--untracked-files=all")
    assert at.say("check").status == 0


def test_a_journal_in_the_folder_of_a_repository_is_looked_at_too(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    at = measuring(tmp_path / "inner", "trend")
    assert refused(at, "leads", "5") == [UNIGNORED]
    at.write({"../.gitignore": "private.yml\n"})
    written(at, "leads", "5")


def test_where_git_cannot_be_asked_no_figure_is_kept(tmp_path: Path) -> None:
    at = measuring(tmp_path, "trend", files={})
    (tmp_path / ".git").mkdir()
    before = at.files()
    done = at.say("reading", "leads", "5", env={"PATH": ""})
    assert (done.status, at.files()) == (1, before)
    assert "Nobody knows whether git would send this file along" in done.out
    (tmp_path / ".git").rmdir()
    assert at.say("reading", "leads", "5", env={"PATH": ""}).status == 0


def test_figures_that_are_public_do_not_ask_git(tmp_path: Path) -> None:
    at = measuring(tmp_path, "absolute", "not: fields: at all\n")
    git(tmp_path, "init", "--quiet")
    written(at, "leads", "5")


def test_the_project_itself_leaves_the_private_file_out() -> None:
    root = Path(__file__).parent.parent
    assert "/private.yml*" in (root / ".gitignore").read_text("utf-8").split("\n")


@pytest.mark.parametrize("name", [PRIVATE, "Private.yaml", "private (copy).yml", "private.yml~"])
def test_among_the_pages_the_private_file_stops_everything(tmp_path: Path, name: str) -> None:
    at = measuring(tmp_path, files={f"docs/{name}": "baselines: {}\n"})
    done = at.say("check")
    assert done.status == 1
    assert f"docs/{name}: This file holds what must stay inside" in done.out
