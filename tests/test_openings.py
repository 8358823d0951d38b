"""The first lines of an entry on the home page: its words, and no mark of Markdown's."""

import pytest
from conftest import Project, build, entry, page, texts

TEXTS = {
    "Hello[^1] world.\n\n[^1]: A note.\n": "Hello world.",
    "![A desk](desk.jpg){ width=300 }\n\nIt was *Monday*.\n": "It was Monday.",
    "!!! note\n    Read this first.\n\nThen that.\n": "Then that.",
    "??? note\n    Hidden.\n\nSeen.\n": "Seen.",
    "| a | b |\n| --- | --- |\n| 1 | 2 |\n\nSo it is.\n": "So it is.",
    "```python\nx = 1\n```\n\nThat is all.\n": "That is all.",
    "~~No~~ yes.\n": "No yes.",
    "Intro.\n{ .lead }\n": "Intro.",
    "<div hidden><p>Not this.</p></div>\n\n<p>This.</p>\n": "This.",
    "- One\n- Two\n": "One",
}


@pytest.mark.parametrize(("text", "said"), TEXTS.items())
def test_an_entry_begins_with_its_words(text: str, said: str, project: Project) -> None:
    files = {"docs/index.md": "<!-- waypost: latest -->\n", "docs/entries/a.md": entry(body=text)}
    built = build(project(files))
    assert built.status == 0, built.log
    newest = "//div[@class='waypost-newest']/p"
    assert texts(page(built, ""), newest) == [f"{said} Read on"]


def test_a_text_without_spaces_is_cut_too(project: Project) -> None:
    files = {
        "docs/index.md": "<!-- waypost: latest -->\n",
        "docs/entries/a.md": entry(body="字" * 900),
    }
    (first,) = texts(page(build(project(files)), ""), "//div[@class='waypost-newest']/p")
    assert len(first) < 300


def test_the_navigation_marks_the_part_of_each_page(project: Project) -> None:
    one, two = entry("One"), entry("Two", "2026-W37")
    nav = "INHERIT: engine.yml\nsite_name: J\nsite_url: https://j.example/\nnav:\n  - index.md\n"
    nav += "  - The first week: entries/a.md\n  - about.md\n"
    files = {"docs/entries/a.md": one, "docs/entries/b.md": two, "mkdocs.yml": nav}
    built = build(project(files | {"docs/about.md": "# About\n"}))
    assert built.status == 0, built.log
    marked = "//nav[@class='waypost-tabs']//a[@aria-current]"
    for path in ("entries/a/", "entries/b/", "entries/"):
        assert texts(page(built, path), marked) == ["The first week"], path
    assert texts(page(built, "stages/"), marked) == []
    assert texts(page(built, "tags/"), marked) == []


def test_a_tag_that_no_list_names_is_no_link(project: Project) -> None:
    files = {"docs/tags.md": "# My tags\n", "docs/entries/a.md": entry(tags="[fair]")}
    built = build(project(files))
    assert built.status == 0, built.log
    assert texts(page(built, "entries/a/"), "//p[@class='waypost-own-tags']//a") == []
    assert texts(page(built, "entries/a/"), "//p[@class='waypost-own-tags']/span") == ["fair"]
