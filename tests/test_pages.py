"""Views as Markdown: what an author wrote is text, wherever it is shown."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import markdown
import pytest
import yaml
from conftest import COMPILED, ROOT, SITE, entry, write
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from waypost.journal.loading import load
from waypost.languages import language
from waypost.markdown import as_markdown, quoted
from waypost.pages import Pages
from waypost.pages.markers import MARKERS

NOW = datetime(2026, 11, 22, tzinfo=UTC)
# Those of engine.yml that could take a title for markup.
EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "pymdownx.betterem",
    "pymdownx.superfences",
    "pymdownx.tilde",
]


def pages(root: Path, files: dict[str, str], code: str = "en") -> Pages:
    shutil.copy(ROOT / "journal.yml", root)
    journal, problems = load(write(root, {f"docs/{path}": text for path, text in files.items()}))
    assert problems == []
    return Pages(journal.released(NOW), language(code), NOW, SITE, COMPILED)


def rendered(text: str) -> str:
    found = markdown.markdown(text, extensions=EXTENSIONS)
    return str(html.fragment_fromstring(found, create_parent="div").text_content())


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1))
def test_any_text_comes_out_of_markdown_as_it_went_in(text: str) -> None:
    assert rendered(f"- [{as_markdown(text)}](x.md)").strip() == text


@pytest.mark.parametrize(
    "text",
    [
        "A & B <b>bold</b>",
        "*not* _emphasis_ `code` ~~struck~~ ^^x^^ ==y==",
        "[a](b) ![c](d) [^1] {: .class } {.class}",
        "- no list",
        "12. no list either",
        "# no heading | no table",
        "C:\\path\\n and $money$ &amp; &#38;",
        "(c) (tm) 1/2 -->",
    ],
)
def test_signs_that_markdown_knows_mean_themselves(text: str) -> None:
    assert rendered(str(as_markdown(text))).strip() == text


def test_a_title_is_one_line_of_yaml_and_text_whatever_is_in_it() -> None:
    written = str(quoted('a: "b"\n---\n<c>'))
    assert "\n" not in written
    assert yaml.safe_load(f"title: {written}") == {"title": "a: &#34;b&#34;\n---\n&lt;c&gt;"}


def test_pages_that_nobody_writes(tmp_path: Path) -> None:
    found = dict(pages(tmp_path, {"entries/a.md": entry(stage="define")}).generated())
    assert sorted(found) == [
        "archive.md",
        "backlog.md",
        "barriers/direction.md",
        "barriers/index.md",
        "barriers/mandate.md",
        "barriers/resources.md",
        "barriers/systems.md",
        "barriers/understanding.md",
        "decisions/index.md",
        "digests/2026-08.md",
        "digests/2026-q3.md",
        "digests/index.md",
        "effort.md",
        "entries/index.md",
        "experiments/index.md",
        "goals/index.md",
        "key-results/index.md",
        "matrix.md",
        "now.md",
        "phases/index.md",
        "progress.md",
        "stages/align.md",
        "stages/build.md",
        "stages/collect.md",
        "stages/decide.md",
        "stages/define.md",
        "stages/hand-over.md",
        "stages/index.md",
        "stages/measure.md",
        "stages/understand.md",
        "subscribe.md",
        "tags.md",
        "timeline.md",
        "years/2026.md",
    ]


def test_a_stage_page_tells_its_meaning_and_its_entries(tmp_path: Path) -> None:
    files = {
        "entries/a.md": entry("First", "2026-W36", stage="define", summary="The first."),
        "entries/b.md": entry("Other", "2026-W37", stage="align"),
        "entries/c.md": entry("Last", "2026-W38", stage="define"),
    }
    page = dict(pages(tmp_path, files).generated())["stages/define.md"]
    assert "Agree on what the words mean" in page
    listed = page.partition("## 2026")[2]
    assert listed.index("[Last](../entries/c.md)") < listed.index("[First](../entries/a.md)")
    assert "The first." in page
    assert "Other" not in page


def test_a_page_in_danish_speaks_danish(tmp_path: Path) -> None:
    files = {"entries/a.md": entry(stage="define")}
    page = dict(pages(tmp_path, files, "da").generated())["stages/define.md"]
    assert 'title: "Definere"' in page
    assert "Uge 36 · 31. august–6. september 2026" in page.replace("\u2009", " ").replace(
        "&#46;", "."
    )


@pytest.mark.parametrize("marker", MARKERS)
@pytest.mark.parametrize("files", [{}, {"entries/a.md": entry(stage="define")}])
def test_a_marker_becomes_its_view(marker: str, files: dict[str, str], tmp_path: Path) -> None:
    text = pages(tmp_path, files).expand("index.md", f"Before.\n\n<!-- waypost: {marker} -->\n")
    assert text.startswith("Before.")
    assert "waypost:" not in text
    assert len(text) > len("Before.\n\n") + 10


def test_an_entrys_own_heading_does_not_repeat_its_title(tmp_path: Path) -> None:
    found = pages(tmp_path, {"entries/a.md": entry("What is a lead?")})
    (written,) = found.journal.entries
    for body in ("# What is a lead?\nText.", "\n# what is a  lead? #\n\nText.", "Text."):
        assert found.entry(written, body).strip() == "Text."
    setext = "What is a lead?\n===\n\nText."
    assert found.entry(written, setext).strip() == "Text."
    assert found.entry(written, "# Another\n\nText.").strip().startswith("# Another")


def test_an_entry_ends_with_what_comes_next_and_what_was_changed(tmp_path: Path) -> None:
    text = entry(
        next='["Ask, then *listen*.", "Count."]',
        updated="2026-10-16",
        changes="A number.",
        image="images/a b.png",
        image_alt="A board.",
    )
    found = pages(tmp_path, {"entries/a.md": text})
    (written,) = found.journal.entries
    body = found.entry(written, "Text.")
    assert body.lstrip().startswith("![A board.](images/a%20b.png)")
    assert "- Ask, then &#42;listen&#42;." in body
    assert "Updated on 16 October 2026. A number." in body


def test_a_picture_that_the_text_shows_already_is_not_shown_twice(tmp_path: Path) -> None:
    text = entry(image="a.png", image_alt="A board.")
    found = pages(tmp_path, {"entries/a.md": text})
    (written,) = found.journal.entries
    assert found.entry(written, "See ![it](a.png).").count("a.png") == 1
