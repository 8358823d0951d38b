"""How a number is written, and what is none."""

from decimal import Decimal
from pathlib import Path

import pytest
from measuring import measuring, readings, written

from waypost.readings import figure


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
