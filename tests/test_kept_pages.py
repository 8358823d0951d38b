"""Finished pages of former builds: nothing that was harmed, and nothing that grows."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Project, build, contents, entry, environment

from waypost.converter import is_pure
from waypost.ledger import Ledger
from waypost.pages.pieces import Kind, Pieces

WEEKS = {
    f"docs/entries/2026-w{week}.md": entry(f"Week {week}", f"2026-W{week}", stage="define")
    for week in range(30, 34)
}


@pytest.fixture
def journal(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("WAYPOST_CACHE", raising=False)
    return project(WEEKS)


def test_a_page_that_did_not_change_is_the_very_same_file(journal: Path) -> None:
    page = journal / "site/entries/2026-w30/index.html"
    build(journal)
    before = page.stat()
    (journal / "docs/entries/2026-w33.md").write_text(entry("Changed", "2026-W33"), "utf-8")
    assert build(journal).status == 0
    assert (page.stat().st_ino, page.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_whatever_is_lost_or_harmed_the_site_is_the_same(journal: Path) -> None:
    first = build(journal).files()
    page = journal / "site/entries/2026-w30/index.html"
    kept = journal / ".cache/waypost"
    harm = [
        lambda: page.write_text("somebody's own", "utf-8"),
        lambda: shutil.rmtree(journal / "site"),
        lambda: shutil.rmtree(kept / "pages"),
        lambda: [each.write_bytes(b"") for each in (kept / "pages").rglob("*") if each.is_file()],
        lambda: [each.unlink() for each in kept.glob("*.sqlite*")],
        lambda: shutil.rmtree(kept),
    ]
    for each in harm:
        each()
        built = build(journal)
        assert built.status == 0, built.log
        assert built.files() == first


def test_a_cache_that_was_taken_elsewhere_and_back_is_one(journal: Path) -> None:
    first = build(journal).files()
    shutil.copytree(journal / ".cache", journal / "elsewhere")
    shutil.rmtree(journal / ".cache")
    shutil.copytree(journal / "elsewhere", journal / ".cache", copy_function=shutil.copyfile)
    assert build(journal).files() == first


def test_what_is_kept_does_not_grow_with_the_builds(journal: Path) -> None:
    build(journal)
    before = len(contents(journal / ".cache/waypost/pages"))
    for number in range(3):
        text = entry(f"Version {number}", "2026-W33")
        (journal / "docs/entries/2026-w33.md").write_text(text, "utf-8")
        assert build(journal).status == 0
    assert len(contents(journal / ".cache/waypost/pages")) == before
    (journal / "docs/entries/2026-w33.md").unlink()
    build(journal)
    assert len(contents(journal / ".cache/waypost/pages")) < before


def test_two_builds_at_once_leave_a_whole_site(journal: Path) -> None:
    first = build(journal).files()
    (journal / "docs/entries/2026-w33.md").write_text(entry("Changed", "2026-W33"), "utf-8")
    run = [sys.executable, "-m", "mkdocs", "build", "-q"]
    both = [subprocess.Popen(run, cwd=journal, env=environment()) for _ in range(2)]
    assert [each.wait(120) for each in both] == [0, 0]
    found = contents(journal / "site")
    assert build(journal).files() == found != first


def test_where_the_folder_can_not_be_written_builds_go_on(journal: Path) -> None:
    first = build(journal).files()
    shutil.rmtree(journal / ".cache")
    (journal / ".cache").write_text("in the way", "utf-8")
    assert build(journal).files() == first


def test_an_extension_that_may_read_other_files_is_none_to_rely_on() -> None:
    assert is_pure(["toc", "tables", "pymdownx.superfences"])
    assert not is_pure(["toc", "pymdownx.snippets"])
    assert not is_pure(["an_extension_of_hers"])


def test_nothing_is_kept_of_pages_that_a_hook_of_hers_may_change(journal: Path) -> None:
    page = "def on_post_page(output, **_):\n    return output + os.environ.get('HERS', '')\n"
    (journal / "hers.py").write_text(f"import os\n{page}", "utf-8")
    engine = journal / "engine.yml"
    text = engine.read_text("utf-8").replace("hooks:\n", "hooks:\n  - hers.py\n")
    engine.write_text(text, "utf-8")
    build(journal)
    os.environ["HERS"] = "<!-- hers -->"
    try:
        built = build(journal)
    finally:
        del os.environ["HERS"]
    assert built.text("entries/2026-w30/index.html").endswith("<!-- hers -->")


def converted(text: str) -> str:
    """As a converter would, for lists of one line each."""
    items = "\n".join(f"<li>{line[2:]}</li>" for line in text.splitlines() if line)
    return f"<ul>\n{items}\n</ul>"


def test_an_item_is_converted_once_for_all_pages_that_are_as_deep() -> None:
    pieces, shelf = Pieces(), Ledger().shelf("pieces")
    asked: list[str] = []

    def convert(text: str) -> str:
        asked.append(text)
        return converted(text)

    for uri in ("years/2026.md", "stages/define.md"):
        signs = [pieces.item(uri, name, lambda name=name: f"- {name}\n") for name in ("a", "b")]
        body = "".join(map(str, signs))
        sign = pieces.lay(uri, f'<div class="waypost-list" markdown>\n\n{body}\n</div>\n')
        html = pieces.fill(f"<p>Before</p>\n{sign}", convert, shelf)
        assert html == (
            '<p>Before</p>\n<div class="waypost-list">\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n</div>'
        )
    assert len(asked) == 1


def test_a_sign_that_is_none_of_ours_stays_as_it_is() -> None:
    text = f'<div data-waypost-piece="{"0" * 32}"></div>'
    assert Pieces().fill(text, converted, Ledger().shelf("pieces")) == text


def test_an_item_that_stands_in_no_list_is_not_lost() -> None:
    pieces = Pieces()
    sign = pieces.item("index.md", "a", lambda: "- a\n", is_told=True)
    assert pieces.fill(str(sign), converted, Ledger().shelf("pieces")) == "<li>a</li>"


def test_html_is_put_in_as_it_is() -> None:
    pieces = Pieces()
    sign = pieces.lay("index.md", "<svg></svg>\n", Kind.HTML)
    assert pieces.fill(str(sign), converted, Ledger().shelf("pieces")) == "<svg></svg>"
