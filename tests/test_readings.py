"""`waypost reading`: what was measured stands in the entry as far as readers may know it."""

import re
from pathlib import Path

import pytest
from conftest import entry
from desk import desk
from measuring import ENTRY, STAYS, kept, key_result, measuring, readings, refused, written

from waypost.files import PRIVATE
from waypost.private import BEGINNING

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
