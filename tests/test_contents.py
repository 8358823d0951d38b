"""The navigation of a journal whose author wrote none: one line changes its language."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, entry
from test_pages import pages

from waypost.pages.contents import contents


def made(root: Path, code: str = "en", **files: str) -> list[Any]:
    given = {"index.md": "# Home\n", "about.md": "# About\n"} | files
    return contents(pages(root, given, code))


def below(navigation: list[Any], part: str) -> list[Any]:
    return next(each[part] for each in navigation if part in each)


def names(navigation: list[Any]) -> list[str]:
    return [name for each in navigation for name in each]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "Home, Now, Entries, The way, Decisions, Goals, Yes, we are moving, About"),
        (
            "es",
            "Inicio, Ahora, Entradas, El camino, Decisiones, Objetivos, Sí, avanzamos, Acerca de",
        ),
        ("da", "Forside, Nu, Indlæg, Vejen, Beslutninger, Mål, Ja, det går fremad, Om"),
    ],
)
def test_the_parts_are_called_as_the_journal_speaks(
    code: str, expected: str, tmp_path: Path
) -> None:
    assert ", ".join(names(made(tmp_path, code))) == expected


def test_pages_of_her_own_stand_below_about_by_their_titles(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        **{
            "a.md": "---\ntitle: Words we use\n---\nText.\n",
            "b.md": "# Answers\n",
            "c.md": "Imprint\n=======\n",
            "zebra.md": "Text.\n",
        },
    )
    own = ["b.md", "c.md", "a.md", "zebra.md"]
    assert below(found, "About") == [
        {"This journal": "about.md"},
        *own,
        {"Subscribe": "subscribe.md"},
        {"Archive": "archive.md"},
    ]


def test_a_folder_of_hers_stands_there_by_its_own_page_and_else_by_all(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        **{
            "talks/index.md": "# Talks\n",
            "talks/first.md": "# The first talk\n",
            "talks/2026/README.md": "# Talks of a year\n",
            "press/one.md": "# A letter\n",
            "press/two.md": "# Another letter\n",
        },
    )
    assert below(found, "About")[1:-2] == ["press/one.md", "press/two.md", "talks/index.md"]


def test_her_page_in_the_place_of_one_of_ours_stands_there_once(tmp_path: Path) -> None:
    files = {
        "goals/index.md": "# Mine\n",
        "timeline.md": "# Mine\n",
        "tags.md": "# Mine\n",
        "a.md": "# Only this\n",
    }
    assert below(made(tmp_path, **files), "About")[1:-2] == ["a.md"]


def test_entries_are_not_listed_and_pages_that_are_missing_are_not_named(tmp_path: Path) -> None:
    found = contents(pages(tmp_path, {"README.md": "# Home\n", "entries/a.md": entry()}))
    assert found[0] == {"Home": "README.md"}
    assert below(found, "About") == [{"Subscribe": "subscribe.md"}, {"Archive": "archive.md"}]
    assert "entries/a.md" not in str(found)


def test_the_list_in_the_manual_is_the_one_that_makes_itself(tmp_path: Path) -> None:
    manual = (ROOT / "manual/publishing.md").read_text("utf-8")
    listed = yaml.safe_load(manual.partition("```yaml\nnav:")[2].partition("```")[0])
    assert listed == made(tmp_path)
