"""`waypost export`, and the archive that lies beside the pages of a site."""

import subprocess
import sys
import zipfile
from pathlib import Path

from conftest import Built, Project, build, contents, entry, environment

from waypost.downloads import FORMATS, files
from waypost.exports.verify import verify


def export(root: Path, *words: str) -> Built:
    """Call the command, as an author does."""
    done = subprocess.run(
        [sys.executable, "-m", "waypost.cli", "export", *words],
        cwd=root,
        env=environment(archive=None),
        capture_output=True,
        text=True,
        check=False,
    )
    return Built(root, done.returncode, done.stdout + done.stderr)


def test_the_site_offers_what_the_settings_name(sample: Built) -> None:
    there = {
        path.removeprefix("archive/") for path in sample.files() if path.startswith("archive/")
    }
    assert set(files([name for name in FORMATS if name != "pdf"])) <= there
    page = sample.text("archive/index.html")
    for name in files([name for name in FORMATS if name != "pdf"]):
        assert f"archive/{name}" in page, name
    assert "journal.pdf" not in page


def test_without_formats_there_is_no_such_page(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    settings = (root / "journal.yml").read_text("utf-8")
    (root / "journal.yml").write_text(f"{settings}\narchive: []\n", "utf-8")
    built = build(root, archive=None)
    assert built.status == 0, built.log
    assert not (built.site / "archive/index.html").exists()
    assert not list((built.site / "archive").glob("journal*"))
    assert "archive/" not in built.text("index.html")


def test_what_was_asked_for_lies_in_the_folder_and_the_site_stays(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    told = export(root, "site", "--to", "out")
    assert told.status == 0, told.log
    assert set(contents(root / "out")) == set(files(["site"]))
    assert "out/journal-offline.zip" in told.log
    assert "The site is in" not in told.log
    assert not (root / "site").exists()


def test_what_a_former_export_left_behind_goes_and_other_files_stay(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    (root / "exports").mkdir()
    (root / "exports/journal.pdf").write_bytes(b"old")
    (root / "exports/SHA256SUMS").write_text(f"{'0' * 64}  journal.pdf\n", "utf-8")
    (root / "exports/letter.txt").write_bytes(b"mine")
    assert export(root, "site").status == 0
    assert set(contents(root / "exports")) == {*files(["site"]), "letter.txt"}


def test_a_file_of_hers_that_is_called_like_one_of_ours_is_left_alone(project: Project) -> None:
    root = project({"docs/entries/a.md": entry(), "CITATION.cff": "hers"})
    told = export(root, "site", "--to", ".")
    assert told.status == 2
    assert ". holds a file CITATION.cff that waypost export did not write." in told.log
    assert (root / "CITATION.cff").read_text("utf-8") == "hers"
    assert not (root / "SHA256SUMS").exists()


def test_nothing_is_put_among_the_pages(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    for folder in ("docs", "docs/taken away"):
        told = export(root, "site", "--to", folder)
        assert told.status == 2
        assert f"{folder} lies among your pages, and would be published." in told.log
    assert set(contents(root / "docs")) == {"about.md", "entries/a.md", "index.md"}


def test_a_folder_that_can_not_be_written_is_named(project: Project) -> None:
    root = project({"docs/entries/a.md": entry(), "out": "a file, where a folder is to be"})
    told = export(root, "site", "--to", "out/more")
    assert told.status == 1
    assert "Not all can be written into out/more. The computer says: " in told.log
    assert "Traceback" not in told.log


def test_an_export_takes_the_place_of_another(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    for words in (["site"], ["data"]):
        told = export(root, *words, "--to", "out")
        assert told.status == 0, told.log
        assert set(contents(root / "out")) == set(files(words))


def test_what_has_to_be_mended_first_stops_it(project: Project) -> None:
    root = project({"docs/entries/a.md": entry(stage="nowhere")})
    told = export(root)
    assert told.status == 1
    assert "docs/entries/a.md:4: stage:" in told.log
    assert not (root / "exports").exists()


def test_a_name_on_the_private_list_stops_it(project: Project) -> None:
    root = project({"docs/entries/a.md": entry(), "private.yml": "names: {Quartz: a colleague}\n"})
    (root / "docs/about.md").write_text("# About\n\n![Quartz](x.png)\n", "utf-8")
    told = export(root)
    assert told.status == 1
    assert not (root / "exports").exists()


def test_a_file_of_hers_in_the_place_of_one_of_ours_stays(project: Project) -> None:
    root = project({"docs/entries/a.md": entry(), "docs/archive/entries.csv": "mine"})
    built = build(root, archive=None)
    assert built.status == 0, built.log
    assert built.text("archive/entries.csv") == "mine"
    lines, is_sound = verify(built.site / "archive")
    assert is_sound, lines


def test_the_same_journal_gives_the_same_bytes(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    assert export(root, "--to", "one").status == 0
    assert export(root, "--to", "two").status == 0
    assert contents(root / "one") == contents(root / "two")


def test_an_export_says_nothing_that_the_site_does_not(project: Project) -> None:
    files = {
        "docs/entries/a.md": entry("Out", body="Seen. <!-- Basalt -->", extra="{mood: Gneiss}"),
        "docs/entries/b.md": entry("Not yet", "2026-W37", "Quartz.", status="draft"),
        "docs/entries/c.md": entry("Later", "2026-W38", "Schist.", publish_at="2027-01-01"),
        "docs/entries/d.md": entry("Back", "2026-W35", "Marble.", status="withdrawn"),
    }
    root = project(files)
    told = export(root)
    assert told.status == 0, told.log
    everything = dict(contents(root / "exports"))
    for name in [name for name in everything if name.endswith((".zip", ".epub"))]:
        with zipfile.ZipFile(root / "exports" / name) as package:
            everything |= {f"{name}/{each}": package.read(each) for each in package.namelist()}
    for name, data in everything.items():
        for word in (b"Quartz", b"Schist", b"Marble", b"Basalt", b"Gneiss"):
            assert word not in data, name
    assert any(b"Seen." in data for data in everything.values())
