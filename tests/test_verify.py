"""Whether an archive is as it was made is told years later, with nothing but Python."""

import ast
import io
import os
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import ROOT
from test_cli import waypost

from waypost.exports import verify
from waypost.exports.packing import packed
from waypost.exports.provenance import sums

PROGRAM = ROOT / "src/waypost/exports/verify.py"
NAME = "Name a folder or a zip that has a file SHA256SUMS."
GOOD = {"a.txt": b"One.\n", "b/c.txt": b"Two.\n", "ærø.txt": b"", "d.json": b"{}"}
SOUND = "4 files compared: all are as they were made."


def listed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {**files, "SHA256SUMS": sums(files)}


def folder(root: Path, files: Mapping[str, bytes]) -> Path:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def zipped(path: Path, members: list[tuple[str, bytes]]) -> Path:
    """A zip with members as they are given, also two of one name."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(name, content)
    return path


def said(place: Path) -> list[str]:
    """What is found wrong; nothing where all is well."""
    lines, is_sound = verify.verify(place)
    wrong = [line for line in lines if "compared" not in line and "The list itself" not in line]
    assert is_sound == (not wrong)
    return wrong


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_an_archive_that_is_whole_passes(tmp_path: Path, kind: str) -> None:
    place = folder(tmp_path, listed(GOOD))
    if kind == "zip":
        place = tmp_path / "x.zip"
        place.write_bytes(packed(listed(GOOD)))
    lines, is_sound = verify.verify(place) if kind == "zip" else verify.verify(tmp_path)
    assert is_sound
    whole = sha256(sums(GOOD)).hexdigest()
    assert lines == [SOUND, f"The list itself, SHA256SUMS, has the SHA-256 {whole}."]


def test_the_page_that_an_archive_lies_under_is_no_part_of_it(tmp_path: Path) -> None:
    place = folder(tmp_path, {**listed(GOOD), "index.html": b"<p>", "12.xml": b"<feed/>"})
    assert verify.verify(place)[1]
    inside = tmp_path / "x.zip"
    inside.write_bytes(packed({**listed(GOOD), "index.html": b"<p>"}))
    assert not verify.verify(inside)[1]


CHANGES = {
    "changed": ({"a.txt": b"One!\n"}, ["a.txt: this was changed."]),
    "other ends": (
        {"a.txt": b"One.\r\n"},
        ["a.txt: this was changed, though only in the ends of its lines."],
    ),
    "later": ({"e.txt": b""}, ["e.txt: this is not in the list, so it came later."]),
    "missing": ({"a.txt": None}, ["a.txt: this is missing."]),
    "no list": (
        {"SHA256SUMS": None},
        [f"There is no list SHA256SUMS in it to compare with. {NAME}"],
    ),
    "empty list": (
        {"SHA256SUMS": b"", **dict.fromkeys(GOOD, None)},
        ["The list SHA256SUMS is empty."],
    ),
    "odd list": (
        {"SHA256SUMS": b"\xff\xfe oops\n" + sums(GOOD)},
        ["SHA256SUMS, line 1: this can't be right."],
    ),
    "a name twice in the list": (
        {"SHA256SUMS": sums(GOOD) + sums({"a.txt": b"other"})},
        ["SHA256SUMS, line 5: this can't be right."],
    ),
    "a list that leads out": (
        {"SHA256SUMS": sums(GOOD) + sums({"../x": b"", "/etc/passwd": b"", "C:/x": b""})},
        [f"SHA256SUMS, line {number}: this can't be right." for number in (5, 6, 7)],
    ),
    "a name that moves what a window shows": (
        {"\x1b[2Jx": b""},
        ["\\x1b[2Jx: this is not in the list, so it came later."],
    ),
}


@pytest.mark.parametrize("kind", ["folder", "zip"])
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_not_as_it_was_is_named(tmp_path: Path, change: str, kind: str) -> None:
    given, expected = CHANGES[change]
    files = {name: each for name, each in {**listed(GOOD), **given}.items() if each is not None}
    place = folder(tmp_path / "x", files)
    if kind == "zip":
        place = zipped(tmp_path / "x.zip", list(files.items()))
    assert said(place) == expected


def test_a_list_may_have_other_ends_of_lines_and_the_sign_for_files_as_they_are(
    tmp_path: Path,
) -> None:
    text = sums(GOOD).decode().replace("  ", " *", 1).replace("\n", "\r\n").upper()
    text = "".join(f"{line[:66]}{line[66:].lower()}\r\n" for line in text.splitlines())
    folder(tmp_path, {**GOOD, "SHA256SUMS": b"\xef\xbb\xbf" + text.encode()})
    assert said(tmp_path) == []


def test_what_a_computer_leaves_behind_is_no_change(tmp_path: Path) -> None:
    litter = {".DS_Store": b"x", "b/Thumbs.db": b"x", "__MACOSX/._a.txt": b"x"}
    assert said(folder(tmp_path / "x", {**listed(GOOD), **litter})) == []
    assert said(zipped(tmp_path / "x.zip", [*listed(GOOD).items(), *litter.items()])) == []


def test_letters_that_a_mac_takes_apart_are_the_same(tmp_path: Path) -> None:
    files = listed({"a\u0301.txt": b"x", "e\u0301.txt": b"y"})
    files = {name.replace("e\u0301", "\u00e9"): content for name, content in files.items()}
    assert said(folder(tmp_path, files)) == []


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    secret = folder(tmp_path / "secret", {"a.txt": b"One.\n"})
    place = folder(tmp_path / "x", listed(GOOD))
    (place / "a.txt").unlink()
    (place / "a.txt").symlink_to(secret / "a.txt")
    (place / "more").symlink_to(secret)
    os.mkfifo(place / "pipe")
    assert said(place) == [
        "a.txt: this is a link, or no ordinary file.",
        "more: this is a link, or no ordinary file.",
        "pipe: this is a link, or no ordinary file.",
        "a.txt: this is missing.",
    ]


UNSAFE = ["../x.txt", "a/../../x.txt", "/x.txt", "C:/x.txt", "a\\..\\x.txt", "./x.txt", "a//x.txt"]


@pytest.mark.parametrize("name", UNSAFE)
def test_a_zip_that_climbs_out_is_told(tmp_path: Path, name: str) -> None:
    place = zipped(tmp_path / "x.zip", [*listed(GOOD).items(), (name, b"x")])
    assert said(place) == [f"{name}: this would be put outside of the folder, so do not unpack it."]


def test_of_two_files_with_one_name_neither_is_believed(tmp_path: Path) -> None:
    place = zipped(tmp_path / "x.zip", [*listed(GOOD).items(), ("a.txt", b"Evil.")])
    assert said(place) == ["a.txt: this is in it twice, and one hides the other."]
    place = zipped(tmp_path / "y.zip", [*listed(GOOD).items(), ("A.TXT", b"Evil.")])
    assert said(place) == [
        "A.TXT: only capitals tell this from another one, and many computers do not."
    ]


def test_a_link_in_a_zip_is_told(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    place = tmp_path / "x.zip"
    with zipfile.ZipFile(place, "w") as archive:
        for name, content in listed(GOOD).items():
            archive.writestr(name, content)
        archive.writestr(link, "/etc/passwd")
    assert said(place) == ["link: this is a link to elsewhere."]


def test_what_would_be_far_too_large_is_not_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = zipped(tmp_path / "x.zip", list(listed({"a": bytes(5_000_000)}).items()))
    monkeypatch.setattr(verify, "_THINNEST", 100)
    too_large = "Unpacked it would be far too large, so it is not looked into."
    assert said(place) == [too_large]
    inner = place.read_bytes()
    outer = folder(tmp_path / "y", listed({"x.zip": inner}))
    assert said(outer) == [f"x.zip: {too_large}"]
    monkeypatch.setattr(verify, "_MOST", 1)
    assert said(place) == ["There are 2 files in it, more than any journal has."]


def test_a_zip_that_lies_about_its_sizes_is_damaged(tmp_path: Path) -> None:
    place = zipped(tmp_path / "x.zip", list(listed({"a.txt": b"x" * 1000}).items()))
    data = place.read_bytes()
    size = (1000).to_bytes(4, "little")
    assert data.count(size) >= 2
    place.write_bytes(data.replace(size, (10).to_bytes(4, "little")))
    assert said(place) == ["a.txt: this can't be read, or is damaged."]


def test_where_the_list_lies_deeper_the_folder_is_named(tmp_path: Path) -> None:
    deeper = {f"my journal/{name}": data for name, data in listed(GOOD).items()}
    told = [
        "There is no list SHA256SUMS in it to compare with.",
        "There is one in its folder my journal: name that, unpacked.",
    ]
    assert said(folder(tmp_path / "mail", deeper)) == told
    assert said(zipped(tmp_path / "mail.zip", list(deeper.items()))) == told
    assert said(tmp_path / "mail/my journal") == []


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\x03\x04" + b"\0" * 40, b"\0" * 1000, b"text"], ids=repr
)
def test_what_is_no_zip_is_told_without_a_traceback(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    assert said(tmp_path / "x.zip") == [
        f"{tmp_path}/x.zip: this is no archive, or a damaged one. {NAME}"
    ]


def test_a_zip_cut_or_harmed_anywhere_never_passes(tmp_path: Path) -> None:
    whole = packed(listed(GOOD))
    names = {name.encode() for name in listed(GOOD)}
    for at in range(0, len(whole), 7):
        for harmed in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
            (tmp_path / "x.zip").write_bytes(harmed)
            lines, is_sound = verify.verify(tmp_path / "x.zip")
            assert lines
            if is_sound:  # only what no reader of the files looks at may differ
                archive = zipfile.ZipFile(io.BytesIO(harmed))
                assert {each.encode() for each in archive.namelist()} == names
                assert all(
                    archive.read(name.decode()) == listed(GOOD)[name.decode()] for name in names
                )


def test_packages_within_are_looked_into(tmp_path: Path) -> None:
    inner = {**listed(GOOD), "a.txt": b"Changed."}
    files = {"in.zip": packed(inner), "book.epub": packed({"mimetype": b"x"}), "bad.zip": b"none"}
    assert said(folder(tmp_path, listed(files))) == [
        "bad.zip: this can't be opened, or is damaged.",
        "in.zip, a.txt: this was changed.",
    ]


def test_packages_in_packages_come_to_an_end(tmp_path: Path) -> None:
    data = packed(listed(GOOD))
    for _ in range(12):
        data = packed(listed({"in.zip": data}))
    (tmp_path / "x.zip").write_bytes(data)
    assert said(tmp_path / "x.zip") == []


def test_a_long_list_of_changes_can_still_be_read(tmp_path: Path) -> None:
    files = {f"{number:04}.txt": b"" for number in range(1000)}
    changed = {**listed(files), **dict.fromkeys(files, b"x")}
    place = zipped(tmp_path / "x.zip", list(changed.items()))
    wrong = said(place)
    assert len(wrong) == 101
    assert wrong[-1] == "and 900 more of these."


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    assert said(tmp_path / "none.zip") == [f"There is nothing here: {tmp_path}/none.zip"]


# As a program, and as a command


def test_an_old_python_reads_it() -> None:
    tree = ast.parse(PROGRAM.read_text("utf-8"), feature_version=(3, 8))
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name) or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert {name.partition(".")[0] for name in imported} <= set(sys.stdlib_module_names)


def test_in_the_archive_it_runs_with_nothing_but_python(tmp_path: Path) -> None:
    place = folder(tmp_path, listed({**GOOD, "verify.py": PROGRAM.read_bytes()}))

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        # Without what is installed, and in a language of few letters.
        command = [sys.executable, "-I", "-S", "verify.py", *words]
        named = {**os.environ, "PYTHONIOENCODING": "ascii"}
        return subprocess.run(
            command, cwd=place, env=named, capture_output=True, text=True, timeout=60, check=False
        )

    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("5 files compared: all are as they were made.\n")
    (place / "ærø.txt").write_bytes(b"x")
    done = run(".")
    assert (done.returncode, done.stderr) == (1, "")
    assert "this was changed." in done.stdout
    assert run("a", "b").returncode == 2
    assert run("--help").stdout.startswith("Says whether an archive is as it was made")


def test_the_command_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(packed(listed(GOOD)))
    done = waypost(tmp_path, "verify", "x.zip")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{SOUND}\nThe list itself, SHA256SUMS, has the SHA-256 ")
    (tmp_path / "x.zip").write_bytes(packed({**listed(GOOD), "a.txt": b""}))
    done = waypost(tmp_path, "verify", "x.zip")
    assert done.returncode == 1
    assert "a.txt: this was changed." in done.stdout
    assert waypost(tmp_path, "verify", "none.zip").returncode == 1
