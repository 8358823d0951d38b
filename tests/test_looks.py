"""The colour and the face of a journal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost import looks
from waypost.looks import COLOURS, DARK, LIGHT, contrast


def accents(colour: str) -> tuple[str, str]:
    found, problems = looks.chosen({"colour": colour})
    assert problems == []
    return found.light, found.dark


def is_readable(light: str, dark: str) -> bool:
    places = [(light, paper) for paper in LIGHT] + [(dark, paper) for paper in DARK]
    return all(contrast(colour, paper) >= 4.5 for colour, paper in places)


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_can_be_read_on_light_and_on_dark_paper(number: int) -> None:
    assert is_readable(*accents(f"#{number:06x}"))


@pytest.mark.parametrize("name", COLOURS)
def test_a_colour_with_a_name_can_be_read(name: str) -> None:
    assert accents(name) == COLOURS[name]
    assert is_readable(*COLOURS[name])


@given(st.integers(0, 0xFFFFFF))
def test_a_colour_that_can_be_read_stays_as_it_is(number: int) -> None:
    colour = f"#{number:06x}"
    for accent, papers in zip(accents(colour), (LIGHT, DARK), strict=True):
        fits = all(contrast(colour, paper) >= 4.5 for paper in papers)
        assert (accent == colour) == fits


def test_a_colour_is_changed_no_further_than_it_has_to_be() -> None:
    light, dark = accents("#3399ff")
    assert 4.5 <= min(contrast(light, paper) for paper in LIGHT) < 4.6
    assert dark == "#3399ff"


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_three_figures_are_six() -> None:
    assert accents("#C39") == accents("#cc3399")


def test_without_a_word_the_style_sheet_stays_as_it_is() -> None:
    assert looks.chosen({})[0].style == ""
    assert looks.chosen({"colour": "brick", "face": "serif"})[0].style == ""


def test_a_colour_and_a_face_change_two_lines_of_the_style_sheet() -> None:
    style = looks.chosen({"colour": "plum", "face": "system"})[0].style
    assert style.startswith(":root{--waypost-accent:light-dark(#7d3560,#dba3c4);--waypost-text:")
    assert style.endswith(",serif}")
    assert "Literata" not in style
