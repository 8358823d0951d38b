"""The pictures of the README and the manual are there, small, and of what a reader sees now."""

import re
from pathlib import Path

import pytest
from browsers import in_browser
from conftest import ROOT
from pictures import FOLDER, PICTURES, Picture, difference, taken
from PIL import Image
from playwright.sync_api import Browser

PAGES = [ROOT / "README.md", *sorted((ROOT / "manual").glob("*.md"))]
SHOWN = re.compile(r"(?:\]\(|src(?:set)?=\")((?:manual/)?pictures/[^\")]+\.png)")
# Seen from across the room. The letters of another computer's system make less than 0.004 of it, a
# page in another order 0.02, another page 0.03.
AN_AGE = 0.015


def shown(page: Path) -> set[Path]:
    return {(page.parent / each).resolve() for each in SHOWN.findall(page.read_text("utf-8"))}


def test_what_is_shown_is_what_is_taken() -> None:
    files = {picture.file for picture in PICTURES}
    assert set().union(*map(shown, PAGES)) == files == set(FOLDER.glob("*.png"))


def test_the_readme_has_each_of_its_pictures_in_both_schemes() -> None:
    found = {path.stem for path in shown(ROOT / "README.md")}
    assert {f"{name.removesuffix('-dark')}-dark" for name in found} <= found
    assert {name.removesuffix("-dark") for name in found} <= found


def test_they_are_small() -> None:
    assert sum(picture.file.stat().st_size for picture in PICTURES) < 500_000


def test_pages_that_differ_are_told_apart() -> None:
    home, entry, *_ = (Image.open(FOLDER / f"{name}.png") for name in ("home", "entry"))
    assert difference(home, home) == 0
    assert difference(home, entry) > AN_AGE


@in_browser
@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.file.stem)
def test_a_picture_has_not_aged(picture: Picture, served: str, browser: Browser) -> None:
    now = taken(browser, served, picture)
    with Image.open(picture.file) as then:
        assert then.size == now.size
        assert difference(then, now) < AN_AGE, "Call `make pictures`."
