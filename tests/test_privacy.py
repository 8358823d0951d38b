"""A name of the private list is found however it is written, and nothing else is taken for it."""

import re
from pathlib import Path
from time import process_time

import pytest
import yaml
from conftest import CASES, ROOT
from hypothesis import given
from hypothesis import strategies as st

from waypost.privacy.folding import readings
from waypost.privacy.names import listed
from waypost.privacy.passages import passages
from waypost.private import Private, read_private, read_secret

FOUND = yaml.safe_load((CASES / "private/found.yml").read_text("utf-8"))
INNOCENT = yaml.safe_load((CASES / "private/innocent.yml").read_text("utf-8"))
LIST = listed(dict.fromkeys(FOUND), is_there=True)
WRITTEN = [(name, text) for name, texts in FOUND.items() for text in texts]


@pytest.mark.parametrize(("name", "text"), WRITTEN, ids=[text[:40] for _, text in WRITTEN])
def test_it_is_found_however_it_is_written(name: str, text: str) -> None:
    assert [each.written for each in LIST.holds(text)] == [name]


@pytest.mark.parametrize("text", INNOCENT, ids=[text[:40] for text in INNOCENT])
def test_what_only_comes_near_is_left_alone(text: str) -> None:
    assert LIST.holds(text) == []


def test_the_sample_journal_holds_none_of_them() -> None:
    for path in (ROOT / "docs").rglob("*.md"):
        assert LIST.holds(path.read_text("utf-8")) == [], path


@pytest.mark.parametrize("text", [text for _, text in WRITTEN if "\n" not in text])
def test_each_has_its_line(text: str) -> None:
    whole = f"One.\n\n<b\n>Two</b>\n{text}\nThree."
    assert {line for _, line in LIST.find(whole)} == {5}


def test_a_name_over_two_lines_has_the_first_of_them() -> None:
    assert [line for _, line in LIST.find("One.\n\nTwo Jens\nHolm.")] == [3]


MARKUP = st.sampled_from(["**", "_", "\u00ad", "\u200b", "<b>", "</b>", "&shy;", "<i\n>", "`"])


@given(st.lists(st.tuples(st.integers(1, 6), MARKUP), max_size=4))
def test_markup_within_a_name_never_hides_it(cuts: list[tuple[int, str]]) -> None:
    text = "Nordvik"
    for place, mark in sorted(cuts, reverse=True):
        text = text[:place] + mark + text[place:]
    # An underscore within a word is a letter of it, also for who reads it.
    assert LIST.holds(f"We met {text} there.")


@given(st.text(max_size=300))
def test_any_text_can_be_searched_and_keeps_its_lines(text: str) -> None:
    plain = text.replace("\ue000", "").replace("&", "").replace("%", "").replace("\\", "")
    lines = plain.count("\n")
    assert all(each.count("\n") + each.count("\ue000") == lines for each in readings(plain))
    assert all(1 <= line <= 1 + text.count("\n") for _, line in LIST.find(text))


REPEATED = [
    *("<", "data:", "&", "](", "<sup", "[^", "{: ", "xn--", "%", "<a\n", "](a (", "](a(", "Jens "),
    *("Nordvik\n", "[", "\u0301\u0316", "\u05b0\u0591", "data:;", "*", "_", "\\u", "> ", "a-\n"),
]
LONG = {
    **{sign: sign * (1_000_000 // len(sign)) for sign in REPEATED},
    "a gap": f"Jens{' ' * 500_000}-{' ' * 500_000}Holm",
    "a broken word": f"ab-\nc {'a' * 1_000_000}",
    "a number": f"&#{'1' * 1_000_000};",
    "a domain": f"xn--{'b9z' * 300_000}",
    "parameters": f"data:{';a' * 500_000}",
}


@pytest.mark.parametrize("kind", LONG)
def test_no_text_takes_long(kind: str) -> None:
    start = process_time()
    for passage in passages("a.md", LONG[kind].encode(), ()):
        list(LIST.find(passage.text))
    assert process_time() - start < 3


def test_a_number_with_many_zeros_is_a_letter() -> None:
    assert LIST.holds(f"N&#{'0' * 5000}111;rdvik")


def names(data: str) -> dict[str, str | None] | None:
    private, problems = read_private(data.encode())
    assert problems == [], problems
    assert private is not None
    return private.names


def test_the_list_is_written_as_people_write_lists() -> None:
    wanted = {"Nordvik A/S": "a supplier", "Jens Holm": None}
    assert names("names:\n  Nordvik A/S: a supplier\n  Jens Holm:\n") == wanted
    assert names("names:\n  - Nordvik A/S: a supplier\n  - Jens Holm\n") == wanted
    assert names("baselines: {leads: 40}\n") is None
    assert names("names: {}\n") == {}


def test_the_list_comes_as_text_too() -> None:
    wanted = {"Nordvik A/S": "a supplier", "Jens Holm": None, "Project 47": None}
    for text in (
        "Nordvik A/S: a supplier\nJens Holm\n'Project 47':",
        "# mine\n- Nordvik A/S: a supplier\n- Jens Holm:\n\n- 'Project 47':\n",
        "names:\n  Nordvik A/S: a supplier\n  Jens Holm:\n  'Project 47':\nbaselines: {a: 1}\n",
    ):
        private, problems = read_secret(text)
        assert problems == []
        assert private is not None
        assert private.names == wanted


def test_nothing_is_no_list() -> None:
    assert read_secret(" \n") == (None, [])
    assert Private().names is None


def test_a_secret_that_cant_be_read_is_not_told_to_everybody() -> None:
    for text in (
        *("'Jens Holm", "names:\n\tJens Holm: [", "names:\n  J: {a: [b]}", "Jens Holm; Ole Hansen"),
        *('["Jens Holm", "Ole"]', '{"Jens Holm": "x"}', "Jens Holm, Ole", "Jens Holm:\tx"),
    ):
        private, problems = read_secret(text)
        assert private is None
        assert [str(each) for each in problems] == [
            "WAYPOST_PRIVATE: This list of names can't be read. Write a name a line: Nordvik A/S: "
            "a supplier."
        ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("names:\n  X: a person\n", "'X' is too short to be looked for."),
        ("names:\n  - - Jens Holm\n", "A name belongs here, and there is none, or a list of some."),
        ("names:\n  Jens Holm\n  Ole Hansen\n", "One text stands here, and not a list of names."),
        ("names: [a]\n", "'a' is too short"),
        ("names:\n  - Jens Holm, Ole\n", "'Jens Holm, Ole' is more than a name"),
        ("names:\n  - Jens Holm:a colleague\n", "'Jens Holm:a colleague' is more than a name"),
        ("names:\n  - Jens Holm (sales)\n", "'Jens Holm (sales)' is more than a name"),
        ("names:\n  - Jens Holm - a colleague\n", "is more than a name"),
        ("names:\n  Jens: [a, b]\n", "What to say instead of 'Jens' is more than a few words."),
    ],
)
def test_a_list_that_helps_nobody_is_told(text: str, said: str) -> None:
    private, problems = read_private(text.encode())
    assert private is None
    assert re.search(re.escape(said), str(problems[0]))
    assert Path(problems[0].path).name == "private.yml"


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        *((f"Nordvik {form}", True) for form in ("A/S", "ApS", "GmbH", "S.L.", "Ltd.", "AS", "SA")),
        ("Nordvik, Inc.", True),
        ("Nordvik as", False),
        ("Nordvik Group", False),
        ("Nordvik se", False),
    ],
)
def test_a_company_is_known_without_what_the_law_adds(written: str, bare: bool) -> None:
    names = listed({written: None}, is_there=True)
    assert bool(names.holds("We met Nordvik.")) == bare
    assert names.holds(f"We met {written}")
