"""A name of the private list gets out nowhere: not in a repository, and not in a site."""

import bz2
import gzip
import io
import lzma
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path
from random import Random
from time import process_time

import pytest
from conftest import Project, build, entry, everything, write
from places import NAME, PLACES, Files, packed, pdf, picture, png, printed, svg
from pypdf import PdfReader, PdfWriter
from test_cli import waypost

from waypost.cli import guarding
from waypost.privacy.gate import Gate, Searched
from waypost.privacy.names import listed

LIST = "names:\n  Nordvik A/S: a supplier\n  Jens Holm:\n"
GATE = Gate(listed({"Nordvik A/S": "a supplier", "Jens Holm": None}, is_there=True))


def put(root: Path, files: Files) -> Path:
    for path, data in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode() if isinstance(data, str) else data)
    return root


@pytest.mark.parametrize("place", PLACES)
def test_a_name_is_found_in_the_sources(place: str, tmp_path: Path) -> None:
    files = PLACES[place]()
    root = put(tmp_path, files)
    # One of them stands over two lines, and no line has it by itself.
    two = Gate(listed({"Anna Nordvik": None}, is_there=True))
    gate = two if place == "two lines" else GATE
    said = [str(each) for each in gate.in_sources(guarding.sources(root, "docs"))]
    assert len(said) == 1, said
    path = next(iter(files))
    assert said[0].startswith((f"{path}:", f"{path.rpartition('/')[0]}:"))
    assert "is on your private list" in said[0]


@pytest.mark.parametrize("place", PLACES)
def test_without_the_name_the_same_place_is_innocent(place: str, tmp_path: Path) -> None:
    gate = Gate(listed({"Sydvik": None, "Ole": None, "Jens Holm": None}, is_there=True))
    root = put(tmp_path, PLACES[place]())
    assert list(gate.in_sources(guarding.sources(root, "docs"))) == []


SITE: Mapping[str, str | bytes] = {
    "index.html": "<title>Nordvik</title>",
    "a/index.html": '<meta name="description" content="Nordvik">',
    "b/index.html": "<p>Nord<em>vik</em></p>",
    "c/index.html": '<a href="../nordvik/">here</a>',
    "d/index.html": '<script type="application/ld+json">{"name": "N\\u006frdvik"}</script>',
    "nordvik/index.html": "<p>Text.</p>",
    "search/pages-0.js": 'waypostSearch.part("a","pages-0",[["Nördvik","a/",0,"",0,"en","en"]])',
    "search/text-0.js": 'waypostSearch.part("a","text-0","We met \\"Nordvik\\".")',
    "feed.xml": "<rss><item><title>&lt;b&gt;Nord&lt;/b&gt;vik</title></item></rss>",
    "atom.xml": "<feed><content type='html'>&lt;p&gt;N&amp;#111;rdvik&lt;/p&gt;</content></feed>",
    "feed.json": '{"items": [{"content_html": "<p>Nord\\u00advik<\\/p>"}]}',
    "feeds.opml": '<outline text="Nordvik"/>',
    "sitemap.xml": "<url><loc>https://example.org/nordvik/</loc></url>",
    "sitemap.xml.gz": gzip.compress(b"<url><loc>https://example.org/nordvik/</loc></url>"),
    "_headers": "/nordvik/*",
    "images/a.png": png("Nordvik", is_packed=True),
    "images/a.svg": svg("<title>Nordvik</title>"),
    "archive/journal.zip": packed("entries/nordvik.md", "Text."),
    "archive/journal.epub": packed("OEBPS/a.xhtml", "<p>Nordvik</p>"),
    "archive/journal.pdf": printed("We met Nordvik."),
    "archive/entries.csv": "week,title\n2026-W36,Nordvik\n",
    "assets/own.js": "document.title = 'Nordvik'",
}


@pytest.mark.parametrize("path", SITE)
def test_a_name_is_found_in_the_finished_site(path: str) -> None:
    data = SITE[path]
    said = list(GATE.in_site([(path, data.encode() if isinstance(data, str) else data)]))
    assert [each.path for each in said] == [f"site/{path}"]
    assert f'"{NAME} A/S" is on your private list' in str(said[0])


def test_what_all_pages_share_is_told_of_the_first_that_has_it() -> None:
    shared = "<header>\n<p>A journal</p>\n<p>of Nordvik</p>\n<p>\n</p>\n</header>\n"
    pages = [(f"{n}/index.html", f"{shared}<p>Page {n}</p>".encode()) for n in range(30)]
    assert [each.path for each in GATE.in_site(pages)] == ["site/0/index.html"]


def test_a_name_over_lines_that_were_seen_apart_is_found() -> None:
    pages = [
        ("a.html", b"<p>one\nJens\ntwo</p>"),
        ("b.html", b"<p>one\nHolm\ntwo</p>"),
        ("c.html", b"<p>one\nJens\nHolm\ntwo</p>"),
    ]
    assert [each.path for each in GATE.in_site(pages)] == ["site/c.html"]


def test_what_is_the_themes_own_speaks_of_nobody() -> None:
    assert list(GATE.in_site([("assets/a.js", b"nordvik")], known={"assets/a.js"})) == []


def test_a_document_that_nobody_can_look_into_is_not_published() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(author="A"))))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    broken = packed("a.txt", "Text.")[:-30]
    for name, data in (
        ("a.pdf", file.getvalue()),
        ("b.pdf", b"%PDF-1.7 and no more"),
        ("c.zip", broken),
    ):
        said = [str(each) for each in GATE.in_sources([(f"docs/{name}", data)])]
        assert len(said) == 1
        assert said[0].startswith(f"docs/{name}: Nobody can look into this ")
    assert list(Gate(listed({}, is_there=True)).in_sources([("docs/a.pdf", b"%PDF-1.7")])) == []


OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LOCKED: Mapping[str, bytes] = {
    "a.7z": b"7z\xbc\xaf\x27\x1c\0\4",
    "a.rar": b"Rar!\x1a\x07\x01\0",
    "a.zst": b"\x28\xb5\x2f\xfd\x04\0",
    "a.cab": b"MSCF\0\0\0\0\x2c\0",
    "packed": b"7z\xbc\xaf\x27\x1c\0\4",
    "cut.xz": lzma.compress(b"Text.")[:-8],
    "cut.bz2": bz2.compress(b"Text.")[:-4],
    "cut.tar.gz": gzip.compress(b"Text.")[:-4],
    "none.tar": b"Text.",
    "a.docx": OFFICE + "EncryptedPackage".encode("utf-16-le"),
    "a.doc": OFFICE + b"\xec\xa5" + bytes(9) + b"\x01" + bytes(500),
    "a.xls": OFFICE + b"\x09\x08\x10\0\0\6\5\0" + bytes(12) + b"\x2f\0\6\0" + bytes(500),
}


@pytest.mark.parametrize("name", LOCKED)
def test_what_nobody_here_can_open_is_not_published(name: str) -> None:
    said = [str(each) for each in GATE.in_sources([(f"docs/{name}", LOCKED[name])])]
    assert len(said) == 1
    assert said[0].startswith(f"docs/{name}: Nobody can look into this ")


def test_documents_of_an_office_without_a_password_are_searched() -> None:
    for data in (OFFICE + b"\xec\xa5" + bytes(500), OFFICE + b"\x09\x08\x10\0" + bytes(508)):
        assert list(GATE.in_sources([("docs/a.doc", data)])) == []
        assert "inside this file" in str(*GATE.in_sources([("docs/a.doc", data + b"Nordvik")]))


AES = (
    b"<</Filter/Standard/V 5/R 6/Length 256/P -4/O(%s)/U(%s)/OE(%s)/UE(%s)/Perms(%s)"
    b"/CF<</StdCF<</CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>/StmF/StdCF/StrF/StdCF>>"
) % (b"o" * 48, b"u" * 48, b"e" * 32, b"e" * 32, b"p" * 16)


def test_a_pdf_with_a_password_of_today_is_told_and_its_reader_says_nothing(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    plain = printed("Text.")
    locked = plain.replace(b"/Root 1 0 R", b"/ID[(a)(a)]/Encrypt " + AES + b"/Root 1 0 R")
    said = [str(each) for each in GATE.in_sources([("docs/a.pdf", locked)])]
    assert len(said) == 1
    assert "Nobody can look into this PDF" in said[0]
    moved = plain.replace(b"startxref\n", b"startxref\n1")  # a slip of many programs
    assert list(GATE.in_sources([("docs/a.pdf", moved)])) == []
    assert caplog.records == []
    assert capfd.readouterr().err == ""


def test_a_pdf_that_can_be_read_in_part_is_not_published() -> None:
    cut = printed("Text.").replace(b"/FlateDecode", b"/FlateDecoda")
    assert "Nobody can look into this PDF" in str(*GATE.in_sources([("docs/a.pdf", cut)]))


def test_a_film_is_searched_before_the_coffee_is_cold() -> None:
    film = b"\0\0\0\x20ftypisom" + Random(1).randbytes(30_000_000)
    names = Gate(listed({"Nordvik A/S": None, "Bo \u00c5g\u00e5rd": None}, is_there=True))
    start = process_time()
    assert list(names.in_sources([("docs/a.mp4", film)])) == []
    assert process_time() - start < 3
    tracemalloc.start()
    told = [*names.in_sources([("docs/a.mp4", film + b"\0Bo \xc5g\xe5rd\0")])]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "inside this file" in str(*told)
    assert most < 100_000_000


def test_what_was_searched_is_not_searched_again() -> None:
    film, searched = b"\0\1\2film", Searched()
    files = [("docs/a.mp4", film), ("docs/b.md", b"A."), ("docs/c.mp4", b"\0Nordvik A/S\0")]
    assert len(list(GATE.in_sources(files, searched))) == 1
    assert film in searched
    assert b"A." not in searched
    assert b"\0Nordvik A/S\0" not in searched
    searched.add(b"\0Nordvik A/S\0")
    site = [("c.mp4", b"\0Nordvik A/S\0"), ("nordvik.mp4", film)]
    assert [each.path for each in GATE.in_site(site, (), searched)] == ["site/nordvik.mp4"]
    assert [each.path for each in GATE.in_site(site)] == ["site/c.mp4", "site/nordvik.mp4"]


def test_a_packed_file_that_would_fill_the_computer_is_not_opened() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", b"\0" * 90_000_000)
    assert "Nobody can look into" in str(next(GATE.in_sources([("docs/a.zip", file.getvalue())])))


def test_the_line_of_a_name_is_that_of_the_file(project: Project) -> None:
    at = project(
        {"docs/entries/2026-w47.md": entry(summary="Nordvik", body="A.\n\nBy Nord\u00advik\nA/S.")}
    )
    done = waypost(at, "check", WAYPOST_PRIVATE=LIST)
    said = [line for line in done.stdout.splitlines() if "private list" in line]
    assert said == [
        'docs/entries/2026-w47.md:4: "Nordvik A/S" is on your private list. Say "a supplier".',
        'docs/entries/2026-w47.md:8: "Nordvik A/S" is on your private list. Say "a supplier".',
    ]
    assert done.returncode == 1


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_a_build_refuses_and_leaves_the_site_as_it_was(host: str, project: Project) -> None:
    at = project({"docs/entries/a.md": entry(), "private.yml": LIST})
    before = build(at, host=host)
    assert before.status == 0, before.log
    kept = before.files()
    write(at, {"docs/entries/a.md": entry(body="We met Jens\nHolm.")})
    after = build(at, host=host)
    assert after.status == 1
    assert 'docs/entries/a.md:5: "Jens Holm" is on your private list.' in after.log
    assert after.files() == kept


def test_what_stands_in_the_finished_site_only_stops_it_too(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = project({"private.yml": LIST})
    settings = (at / "mkdocs.yml").read_text("utf-8")
    named = settings.replace("site_name: The Long Way to a Lead", "site_name: !ENV JOURNAL")
    write(at, {"mkdocs.yml": named})
    monkeypatch.setenv("JOURNAL", "A way with Nordvik")
    built = build(at)
    assert built.status == 1
    assert 'site/index.html: "Nordvik A/S" is on your private list, and would' in built.log
    assert not built.site.exists()
    monkeypatch.setenv("JOURNAL", "A way with a supplier")
    built = build(at)
    assert built.status == 0, built.log
    assert NAME not in everything(built)


def test_a_log_that_everybody_reads_does_not_name_it(project: Project) -> None:
    at = project({"docs/entries/nordvik.md": entry(body="By Jens Holm.")})
    done = waypost(at, "check", WAYPOST_PRIVATE=LIST, GITHUB_ACTIONS="true")
    said = done.stdout + done.stderr
    assert "docs/entries/…:5: A name, number 2, is on your private list." in said
    assert (
        "docs/entries/…: A name, number 1, is on your private list, and this is called so." in said
    )
    assert done.returncode == 1


def test_without_a_list_it_says_so_and_goes_on(project: Project) -> None:
    at = project({})
    done = waypost(at, "check", WAYPOST_PRIVATE="")
    assert done.returncode == 0
    assert done.stdout.count("There is no private list, so no names are looked for.") == 1


def test_where_one_is_asked_for_nothing_is_built_without_it(project: Project) -> None:
    at = project({})
    for words in (["check"], ["build"]):
        done = waypost(at, *words, "--strict-privacy", WAYPOST_PRIVATE=" ")
        assert done.returncode == 1
        assert "nothing is to be built without one" in done.stdout + done.stderr
        assert waypost(at, *words, "--strict-privacy", WAYPOST_PRIVATE=LIST).returncode == 0
    journal = (at / "journal.yml").read_text("utf-8")
    write(at, {"journal.yml": f"{journal}\nstrict_privacy: true\n"})
    assert waypost(at, "check", WAYPOST_PRIVATE="").returncode == 1
    assert waypost(at, "build", WAYPOST_PRIVATE="").returncode == 1
    assert waypost(at, "build", WAYPOST_PRIVATE="names: {}").returncode == 0


def test_a_list_that_cant_be_read_stops_a_build(project: Project) -> None:
    at = project({"private.yml": "names: [Jens Holm\n"})
    built = build(at)
    assert built.status == 1
    assert "private.yml:2: names: This line can't be read as a field." in built.log


def git(root: Path, *words: str) -> None:
    named = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *named, *words], cwd=root, check=True, capture_output=True)


def kept(root: Path, message: str = "A week") -> None:
    git(root, "add", "--all", "--force")
    git(root, "commit", "--quiet", "--message", message)


def test_a_list_that_git_keeps_is_a_mistake_itself(project: Project) -> None:
    at = project({"private.yml": LIST})
    git(at, "init", "--quiet")
    kept(at)
    assert "private.yml: Git keeps this file" in build(at).log
    assert build(at).status == 1


def test_former_versions_hold_what_was_deleted(project: Project) -> None:
    at = project({"docs/entries/a.md": entry(body="Nordvik"), "docs/a.jpg": ""})
    (at / "docs/a.jpg").write_bytes(picture("JPEG", comment=b"Jens Holm"))
    git(at, "init", "--quiet", "--initial-branch", "main")
    kept(at)
    write(at, {"docs/entries/a.md": entry(), "docs/entries/nordvik.md": entry(week="2026-W35")})
    (at / "docs/a.jpg").unlink()
    write(at, {"private.yml": "names: {}\n"})
    kept(at, "Without Jens Holm")
    (at / "docs/entries/nordvik.md").unlink()
    (at / "private.yml").unlink()
    kept(at)
    git(at, "branch", "for-nordvik")
    assert waypost(at, "check", WAYPOST_PRIVATE=LIST).returncode == 0
    done = waypost(at, "check", "--history", WAYPOST_PRIVATE=LIST)
    said = [line for line in done.stdout.splitlines() if "manual/privacy.md" in line]
    places = [line.partition(" is ")[0] for line in said if "former version" in line]
    assert places[:4] == [
        'docs/a.jpg: "Jens Holm"',
        'docs/entries/a.md: "Nordvik A/S"',
        'docs/entries/nordvik.md: "Nordvik A/S"',
        "private.yml: A former version of this file",
    ]
    assert any('"Jens Holm"' in line and "what was said of a version" in line for line in said)
    assert any('"Nordvik A/S"' in line and "at a branch or a mark" in line for line in said)
    assert len(said) == 6
    assert done.returncode == 1


def test_a_folder_that_git_does_not_keep_has_no_history(project: Project) -> None:
    done = waypost(project({}), "check", "--history", WAYPOST_PRIVATE=LIST)
    assert done.returncode == 2
    assert "Git keeps no versions of this folder." in done.stderr


def test_a_part_of_the_history_is_called_one(project: Project, tmp_path: Path) -> None:
    at = project({})
    git(at, "init", "--quiet")
    kept(at)
    write(at, {"docs/about.md": "# About us\n"})
    kept(at)
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{at}", "part")
    done = waypost(tmp_path / "part", "check", "--history", WAYPOST_PRIVATE=LIST)
    assert "This copy has the newest versions only" in done.stdout
    assert done.returncode == 0


def test_git_tells_of_people_tags_and_former_names(project: Project) -> None:
    at = project({"docs/nordvik.txt": "Text.", "src/a.txt": "By Nordvik."})
    git(at, "init", "--quiet")
    kept(at)
    (at / "docs/nordvik.txt").rename(at / "docs/a.txt")
    git(at, "add", "--all", "--force")
    git(at, "commit", "--quiet", "--message", "More", "--author", "Jens Holm <jh@example.org>")
    git(at, "tag", "--annotate", "week-36", "--message", "With Nordvik")
    done = waypost(at, "check", "--history", WAYPOST_PRIVATE=LIST)
    said = [line for line in done.stdout.splitlines() if "manual/privacy.md tells what" in line]
    assert said[2].startswith("docs/nordvik.txt: ")
    told = [line.partition("list, and ")[2] for line in said]
    assert sorted(line.partition(".")[0].partition(" (")[0] for line in told) == [
        "git names them for a version",
        "stands at a branch or a mark of git",
        "stands in a former version",
    ]


@pytest.mark.parametrize("door", ["privacy_door.py", "picture_door.py", "site_door.py"])
def test_a_list_of_hooks_does_not_switch_the_gate_off(door: str, project: Project) -> None:
    at = project({"private.yml": LIST, "docs/about.md": "# About Jens Holm\n"})
    doors = [path.name for path in sorted((at / "hooks").glob("*_door.py")) if path.name != door]
    settings = (at / "mkdocs.yml").read_text("utf-8")
    write(
        at, {"mkdocs.yml": f"{settings}\nhooks: [{', '.join(f'hooks/{name}' for name in doors)}]\n"}
    )
    built = build(at)
    assert built.status == 1
    assert f"This list leaves out {door}" in built.log
    assert not built.site.exists()


def test_what_another_hook_writes_at_the_end_is_searched_too(project: Project) -> None:
    at = project({"private.yml": LIST})
    names = [path.name for path in sorted((at / "hooks").glob("*.py"))]
    write(
        at,
        {
            "hooks/late.py": "from pathlib import Path\n"
            "from mkdocs.plugins import event_priority\n\n\n"
            "@event_priority(-999)\n"
            "def on_post_build(config):\n"
            "    Path(config.site_dir, 'late.txt').write_text('By Jens Holm')\n",
        },
    )
    listed_hooks = ", ".join(f"hooks/{name}" for name in (*names, "late.py"))
    settings = (at / "mkdocs.yml").read_text("utf-8")
    write(at, {"mkdocs.yml": f"{settings}\nhooks: [{listed_hooks}]\n"})
    built = build(at)
    assert built.status == 1
    assert 'site/late.txt: "Jens Holm" is on your private list' in built.log


def test_a_list_that_git_keeps_is_found_from_anywhere(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    at = project({"private.yml": LIST})
    git(at, "init", "--quiet")
    kept(at)
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(at / "mkdocs.yml")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "private.yml: Git keeps this file" in done.stderr
    # Nor does it matter whether there is a program called git.
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setenv("PATH", str(empty))
    assert "private.yml: Git keeps this file" in build(at).log


@pytest.mark.parametrize("name", ["private.txt", "Private.yml", "private.yaml"])
def test_a_list_that_is_called_otherwise_is_a_mistake(name: str, project: Project) -> None:
    done = waypost(project({name: LIST}), "check")
    assert (
        f"{name}: This looks like your private list, and only private.yml is read." in done.stdout
    )
    assert done.returncode == 1


def test_the_check_tells_how_many_names_it_looks_for(project: Project) -> None:
    at = project({"private.yml": "names: {Jens Holm: , 'Client #4': a client}"})
    assert "2 names of your private list are looked for." in waypost(at, "check").stderr
    write(at, {"private.yml": "names:\n  Client #4: a client\n  Jens Holm:\n"})
    assert "'#4: a client' is left out, since # begins a note." in waypost(at, "check").stdout


def test_a_picture_that_a_page_shows_and_nobody_can_read_is_a_mistake(project: Project) -> None:
    at = project({"docs/entries/a.md": entry(body="![A desk](images/a.jpg)")})
    put(at, {"docs/entries/images/a.jpg": picture("JPEG")[:-40]})
    assert waypost(at, "check").returncode == 1
    write(at, {"docs/entries/a.md": entry(status="draft", body="![A desk](images/a.jpg)")})
    assert waypost(at, "check").returncode == 0
