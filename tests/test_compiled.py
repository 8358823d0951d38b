"""What a build need not do twice: it gives the same pages, whatever happens to what was kept."""

import re
import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest
from conftest import Project, build, contents, entry
from jinja2 import DictLoader, Environment

from waypost.compiled import PREFIX, Compiled

WEEK = {"docs/entries/a.md": entry("A *week*", stage="define", barriers="[mandate]")}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for compiled templates that no other test knows."""
    folder = tmp_path / "kept"
    monkeypatch.setenv("WAYPOST_CACHE", str(folder))
    return folder


def test_a_second_build_finds_its_templates_and_gives_the_same_bytes(
    kept: Path, project: Project
) -> None:
    root = project(WEEK)
    first = build(root).files()
    found = contents(kept)
    assert len(found) > 50
    assert build(root).files() == first
    assert contents(kept) == found


def test_whatever_lies_there_the_build_gives_the_same_bytes(kept: Path, project: Project) -> None:
    root = project(WEEK)
    first = build(root).files()
    harm = [lambda _: b"", lambda _: b"j2", lambda _: b"no template", lambda data: data[:-200]]
    for number, file in enumerate(sorted(kept.rglob("*.cache"))):
        file.write_bytes(harm[number % len(harm)](file.read_bytes()))
    (style,) = kept.rglob("*.text")
    style.write_bytes(style.read_bytes()[:-200])
    again = build(root)
    assert again.status == 0, again.log
    assert again.files() == first
    shutil.rmtree(kept)
    kept.write_text("A file lies in the place of the folder.")
    without = build(root)
    assert without.status == 0, without.log
    assert without.files() == first


def test_a_changed_template_is_compiled_anew(kept: Path, project: Project) -> None:
    root = project(WEEK)
    build(root)
    footer = root / "overrides/partials/waypost/colophon.html"
    footer.write_text(footer.read_text("utf-8") + "<p>Quite another foot.</p>", "utf-8")
    assert "Quite another foot." in build(root).text("about/index.html")
    assert kept.exists()


def test_what_another_state_of_the_engine_has_kept_goes(kept: Path, project: Project) -> None:
    former = kept / f"{PREFIX}0123456789abcdef"
    former.mkdir(parents=True)
    (former / "a.cache").write_bytes(b"old")
    own = kept / "notes.txt"
    own.write_text("Stays.")
    assert build(project(WEEK)).status == 0
    assert not former.exists()
    assert own.exists()
    assert len(list(kept.glob("templates-*"))) == 1


@pytest.fixture
def bytecode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation whose bytecode nobody has made yet, and journals that keep their own."""
    monkeypatch.delenv("WAYPOST_CACHE")
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path / "bytecode"))
    return tmp_path / "bytecode"


def made_once(folder: Path) -> dict[str, bytes]:
    return {at: data for at, data in contents(folder).items() if PREFIX in at}


def test_the_first_journal_of_an_installation_makes_what_all_of_them_share(
    bytecode: Path, project: Project
) -> None:
    first = build(project(WEEK))
    assert first.status == 0, first.log
    assert not list((first.root / ".cache").rglob(f"{PREFIX}*"))
    found = made_once(bytecode)
    assert len(found) > 50
    first.root.rename(first.root.with_name("another"))
    other = {"docs/entries/b.md": entry("Nordvik", stage="define", barriers="[mandate]")}
    second = build(project(other | {"docs/nordvik.md": "# Nordvik\n"}))
    assert "Nordvik" in second.text("nordvik/index.html")
    assert made_once(bytecode) == found
    assert not [at for at, data in found.items() if b"Nordvik" in data]


def test_where_python_keeps_no_bytecode_a_journal_keeps_its_own(
    bytecode: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    bytecode.write_text("A file lies in the place of the folder.")
    root = build(project(WEEK)).root
    assert len(made_once(root / ".cache")) > 50
    shutil.rmtree(root / ".cache")
    bytecode.unlink()
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert len(made_once(build(root).root / ".cache")) > 50
    assert not bytecode.exists()


def test_a_template_that_somebody_tries_out_many_times_leaves_little_behind(
    kept: Path, project: Project
) -> None:
    root = project(WEEK)
    build(root)
    (place,) = kept.glob(f"{PREFIX}*")
    for number in range(400):
        (place / f"tried-{number}.cache").write_bytes(b"old")
    build(root)
    assert len(list(place.iterdir())) < 400


def test_two_environments_do_not_share_what_each_compiles_in_its_own_way(tmp_path: Path) -> None:
    def said(**options: object) -> str:
        found = Environment(bytecode_cache=Compiled(str(tmp_path)), **options)  # type: ignore[arg-type]
        found.loader = DictLoader({"a": "{{ '<' }}\n{% if 1 %}\n{% endif %}|"})
        return found.get_template("a").render()

    assert [said(), said(autoescape=True), said(trim_blocks=True), said()] == [
        *("<\n\n|", "&lt;\n\n|", "<\n|", "<\n\n|")
    ]
    assert len(list(tmp_path.iterdir())) == 3


def test_no_page_has_anything_of_the_page_before_it(project: Project) -> None:
    first = (
        "# Same\n\nA note.[^1] A [word][ref], and *HTML*.\n\n## Same\n\n[^1]: Below.\n\n"
        "[ref]: https://example.org/\n\n*[HTML]: Language\n\n```python\nx = 1\n```\n"
    )
    second = "# Same\n\nA [word][ref][^1] and HTML.\n\n## Same\n\n## Same\n"
    alone = build(project({"docs/b.md": second}), "-d", "alone")
    root = alone.root
    (root / "docs/a.md").write_text(first, "utf-8")
    (root / "docs/c.md").write_text("", "utf-8")
    both = build(root, "-d", "both")
    assert both.status == 0, both.log
    assert 'class="footnote"' in (root / "both/a/index.html").read_text("utf-8")

    def text(folder: str) -> str:
        return (root / folder / "b/index.html").read_text("utf-8").partition("<article")[2]

    assert text("both") == text("alone")
    assert "Same" not in (root / "both/c/index.html").read_text("utf-8").partition("<article")[2]


def test_what_many_pages_share_leads_from_each_to_the_same_place(project: Project) -> None:
    there = {"stage": "define", "barriers": "[mandate]"}
    folders = ("", "2026/", "2026/autumn/")
    root = project(
        {
            f"docs/entries/{at}{name}.md": entry(f"A {name}", week=f"2026-W{week}", **there)
            for at, weeks in zip(folders, ((30, 31), (32, 33), (34, 35)), strict=True)
            for name, week in zip(("first", "second"), weeks, strict=True)
        }
    )
    built = build(root)
    for at in folders:
        for name in ("first", "second"):
            page = f"entries/{at}{name}/"
            found = re.findall(r'href="([^"]*)">All entries<', built.text(f"{page}index.html"))
            assert [urljoin(f"/{page}", each) for each in found] == [
                "/stages/define/",
                "/barriers/mandate/",
            ]
