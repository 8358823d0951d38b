"""`waypost render`: what stands in a rendering, and what stops it."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from conftest import PROJECT, contents, copied, write
from lxml import html
from renderings import hosted_in, rendered, tricky, waypost

from waypost.languages import language
from waypost.weeks import Week


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rendered(tricky(tmp_path_factory.mktemp("tricky")))


def test_what_is_held_back_is_in_no_file(out: Path) -> None:
    for path, data in contents(out).items():
        for held in ("Wuthering", "Brontosaurus", "Heathcliff", "Zabriskie", "hidden.jpg"):
            assert held.encode() not in data, path
            assert held not in path
    names = [path for path in contents(out) if path.endswith(("later.md", "draft.md"))]
    assert names == []
    assert b"This entry was withdrawn." in (out / "docs/entries/gone.md").read_bytes()


def test_words_that_lead_to_what_comes_later_stay(out: Path) -> None:
    text = (out / "docs/entries/a/index.md").read_text("utf-8")
    assert "what comes" in text
    assert re.findall(r"later/?(?:\.md)?", text) == ["later.md"] * text.count("later.md")
    assert text.count("later.md") == 2, "in code, which shows it"


def test_a_reader_loses_neither_date_nor_correction_nor_way(out: Path) -> None:
    text = (out / "docs/entries/a/index.md").read_text("utf-8")
    front = yaml.safe_load(text.split("---\n")[1])
    assert front["title"] == "What we learned"
    assert front["description"] == "The *first* &amp; only."
    assert front["date"].startswith("2026-08-31")
    assert front["tags"] == ["Define", "Mandate", "one", "two words"]
    assert front["id"] == "tag:waypost.example,2026:2026-W36"
    for said in (
        language("en").week_days(Week(2026, 36)),
        "Updated on 1 October 2026.",
        "A number.",
        "[Define](../../stages/define.md)",
        "[A decision](../../decisions/d.md)",
        "[The first phase](../../phases/one.md)",
        '[Noch eine Woche](../b.md){ lang="de" }',
        "https://waypost.example/journal/entries/a/",
    ):
        assert said in text, said


def test_her_own_heading_keeps_its_address_beside_the_title(out: Path) -> None:
    place = out.parent / "once"
    shutil.copytree(out, place)
    hosted_in(place, "mkdocs")
    root = html.document_fromstring((place / "site/entries/a/index.html").read_text("utf-8"))
    (heading,) = root.xpath("//h2[@id='what-we-learned']")
    assert heading.text == "What we learned"


def test_a_large_picture_is_shown_by_a_smaller_one(out: Path) -> None:
    there = sorted(path.name for path in (out / "docs/entries/images").iterdir())
    assert there == ["dot.jpg", "large.1600w.jpg", "large.480w.jpg", "large.960w.jpg"]


def test_licence_and_author_are_named(out: Path) -> None:
    said = yaml.safe_load((out / "mkdocs.yml").read_text("utf-8"))
    assert "The author of this sample" in said["copyright"]
    assert "https://creativecommons.org/licenses/by/4.0/" in said["copyright"]
    assert "hooks" not in said


def test_a_folder_with_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    root = tricky(tmp_path / "journal")
    (root / "out").mkdir()
    (root / "out/plan.txt").write_text("mine", "utf-8")
    done = waypost(root, "render", "out")
    assert done.returncode == 2
    assert "out holds something that waypost render did not write: plan.txt." in done.stderr
    assert contents(root / "out") == {"plan.txt": b"mine"}


def test_what_was_changed_in_a_rendering_is_not_written_over(tmp_path: Path) -> None:
    root = tricky(tmp_path / "journal")
    out = rendered(root)
    (out / "site").mkdir()
    (out / "site/index.html").write_text("built", "utf-8")
    rendered(root)
    page = out / "docs/about.md"
    page.write_text(page.read_text("utf-8") + "More.\n", "utf-8")
    done = waypost(root, "render", "out")
    assert "out holds something that waypost render did not write: docs/about.md." in done.stderr
    assert page.read_text("utf-8").endswith("More.\n")


@pytest.mark.parametrize("place", [".", "docs", "docs/new", ".."])
def test_her_own_files_are_never_in_its_way(place: str, tmp_path: Path) -> None:
    root = tricky(tmp_path / "journal")
    before = contents(root)
    done = waypost(root, "render", place)
    assert done.returncode == 2
    assert "Your own files are in" in done.stderr
    assert {path: before.get(path) for path in contents(root)} == contents(root)


def test_a_file_in_the_place_of_the_folder_stays(tmp_path: Path) -> None:
    root = tricky(tmp_path / "journal")
    (root / "out").write_text("mine", "utf-8")
    done = waypost(root, "render", "out")
    assert "There is a file at out. Name a folder." in done.stderr


def test_a_mistake_comes_first(tmp_path: Path) -> None:
    root = write(tricky(tmp_path / "journal"), {"docs/entries/c.md": "---\ntitle: A\n---\n"})
    done = waypost(root, "render", "out")
    assert done.returncode == 1
    assert "docs/entries/c.md" in done.stderr
    assert not (root / "out").exists()


def test_without_an_address_there_is_nothing_for_the_feeds(tmp_path: Path) -> None:
    root = tricky(tmp_path / "journal")
    told = re.sub(r"(?m)^site_url:.*\n", "", (root / "mkdocs.yml").read_text("utf-8"))
    (root / "mkdocs.yml").write_text(told, "utf-8")
    done = waypost(root, "render", "out")
    assert done.returncode == 1
    assert "The address of the site is missing here" in done.stderr
    assert not (root / "out").exists()


def test_a_name_of_the_private_list_stops_it(tmp_path: Path) -> None:
    root = tricky(tmp_path / "journal")
    told = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(told + "markdown_extensions:\n  - abbr\n", "utf-8")
    (root / "docs/about.md").write_text(
        "# About\n\nAnna&zwnj;bel Karen&shy;ina wrote it.\n", "utf-8"
    )
    named = 'names: {"Annabel Karenina": "a colleague"}'
    done = waypost(root, "render", "out", WAYPOST_PRIVATE=named)
    assert done.returncode == 1
    assert "is on your private list" in done.stderr
    assert not (root / "out").exists()


def test_a_folder_of_the_engine_that_is_gone_is_named(tmp_path: Path) -> None:
    root = write(tmp_path / "journal", {"docs/index.md": "# Home\n"})
    copied(root, PROJECT)
    shutil.rmtree(root / "overrides")
    done = waypost(root, "render", "../out")
    assert done.returncode == 1
    assert "overrides/assets/waypost/waypost.css can't be read. The computer says: " in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
