"""Pictures that stand in a text themselves, films, and what is no file at all."""

import os
import re
import subprocess
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import Project, build, entry, everything
from photos import CITY, NAME, PICTURES, XMP, exif, image, put, saved

from waypost.checks.scripts import on_scripts
from waypost.pictures import inline, read
from waypost.pictures.originals import originals
from waypost.pictures.responsive import responsive
from waypost.sources import Source

PLACED = saved(image(), "JPEG", exif=exif())
PLACELESS = saved(image(), "JPEG", exif=exif(place=False))


def address(data: bytes, kind: str = "image/jpeg") -> str:
    return f"data:{kind};base64,{b64encode(data).decode()}"


def held(html: str) -> list[bytes]:
    """What the addresses in a page hold."""
    return [b64decode(each) for each in re.findall(r";base64,([A-Za-z0-9+/=]+)", html)]


# In a page


@pytest.mark.parametrize(
    "shape",
    [
        '<img alt="x" src="{}" />',
        "<img src={}>",
        '<img srcset="{} 1x, {} 2x" src="a.jpg">',
        '<img srcset="{} 1x,\n {}\n 2x">',
        "<p style=\"background: url('{}')\">x</p>",
        "<style>p {{ background: url({}) }}</style>",
        '<a href="{}">x</a>',
        "<svg><image xlink:href='{}'/></svg>",
    ],
)
def test_a_picture_in_a_text_is_published_as_the_image_alone(shape: str) -> None:
    html = shape.format(*[address(PLACED)] * 2)
    changed, problems = inline.cleaned(html, "docs/a.md", "")
    picture, _ = read("desk.jpg", PLACED)
    assert picture
    assert problems == []
    assert changed == shape.format(*[address(picture.clean)] * 2)
    assert inline.cleaned(changed, "docs/a.md", "") == (changed, [])


@pytest.mark.parametrize("name", PICTURES)
def test_so_is_one_of_every_kind(name: str) -> None:
    html = f'<img src="{address(PICTURES[name], "image/png")}">'
    changed, problems = inline.cleaned(html, "docs/a.md", "")
    assert problems == []
    (data,) = held(changed)
    assert NAME.encode() not in data
    assert CITY.encode() not in data
    picture, _ = read(name, data)
    assert picture
    assert not picture.walk.has_place


@pytest.mark.parametrize(
    "written",
    [
        address(PLACED).replace(";base64", ";charset=utf-8;base64"),
        address(PLACED, ""),
        address(PLACED, "application/octet-stream"),
        address(PLACED).replace("data:image", "DATA:Image"),
        re.sub("(.{76})", "\\1\n  ", address(PLACED)),
        re.sub("(.{76})", "\\1%0A", address(PLACED)).replace("+", "%2B").rstrip("="),
        f"data:image/jpeg,{quote(PLACED)}",
    ],
    ids=["a parameter", "no kind", "another kind", "capitals", "lines", "percents", "no base64"],
)
def test_however_the_address_is_written(written: str) -> None:
    changed, problems = inline.cleaned(f'<img src="{written}" alt="x">', "docs/a.md", "")
    assert problems == []
    picture, _ = read("desk.jpg", PLACED)
    assert picture
    assert held(changed) == [picture.clean]
    assert changed.endswith('" alt="x">')
    assert [each.what for each in inline.in_source("docs/a.md", f'<img src="{written}">')] == [
        "This picture tells where it was taken."
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<code>data:image/png;base64,iVBORw0KGgo=</code>",
        "<code>data:image/jpeg;base64,...</code> and metadata: a word",
        f'<a href="{address(b"Words. " * 50, "text/plain")}">x</a>',
        '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E">',
    ],
)
def test_an_example_of_an_address_and_what_is_no_picture_stay(html: str) -> None:
    assert inline.cleaned(html, "docs/a.md", html) == (html, [])
    assert list(inline.in_source("docs/a.md", html)) == []


def test_one_that_can_not_be_cleaned_is_a_mistake_in_its_line() -> None:
    broken = address(PLACED[: len(PLACED) // 2])
    _, [problem] = inline.cleaned(f'<img src="{broken}">', "docs/a.md", f"One\n\n![x]({broken})\n")
    assert problem.is_error
    assert str(problem) == (
        "docs/a.md:3: This picture is damaged, or cut off, so it can't be published. "
        "Save it as a file of its own beside the text, and show that one."
    )


def test_neither_pages_nor_feeds_say_whose_camera_it_was(project: Project) -> None:
    shown = address(PLACELESS)
    body = f'![A desk]({shown})\n\n<div><img alt="x" srcset="{shown} 1x"></div>\n'
    built = build(project({"docs/entries/a.md": entry(body=body)}))
    assert built.status == 0, built.log
    assert b"Acme" in PLACELESS
    for path in ("entries/a/index.html", "feed.xml", "atom.xml"):
        found = held(built.text(path))
        assert len(found) >= 2, path
        assert not any(b"Acme" in data for data in found), path
    assert b64encode(PLACELESS).decode() not in everything(built)


def test_its_place_stops_a_build_with_the_line(project: Project) -> None:
    root = project({"docs/entries/a.md": entry(body=f"Text.\n\n![A desk]({address(PLACED)})")})
    built = build(root)
    assert built.status == 1
    line = (root / "docs/entries/a.md").read_text("utf-8").split("\n").index("Text.") + 3
    said = f"docs/entries/a.md:{line}: This picture tells where it was taken. Save it as a file"
    assert said in built.log
    cut = address(PLACELESS[: len(PLACELESS) // 2])
    (root / "docs/entries/a.md").write_text(entry(body=f"Text.\n\n![A desk]({cut})"), "utf-8")
    built = build(root)
    assert built.status == 1
    assert f"ERROR   -  docs/entries/a.md:{line}: This picture is damaged" in built.log


# Films


def box(kind: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return (len(body) + 8).to_bytes(4, "big") + kind + body


BEGINS = box(b"ftyp", b"mp42\0\0\0\0isommp42")
IMAGES = box(b"mdat", bytes(5000))
KEY = b"\0\0\0\x01mdtacom.apple.quicktime.location.ISO6709"
LOCI = box(b"loci", b"\0\0\0\0\x15\xc7\0\0" + bytes(14))
PLACES = {
    "android.mp4": box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+55.3960+010.3883/")),
    "iphone.MOV": box(b"meta", box(b"keys", bytes(8), KEY)),
    "old.3gp": box(b"udta", LOCI),
    "edited.m4v": box(b"udta", box(b"XMP_", b"<rdf:RDF>" + XMP)),
}


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("is_last", [True, False])
def test_a_film_with_its_place_is_warned_of(name: str, is_last: bool, tmp_path: Path) -> None:
    told = box(b"moov", box(b"mvhd", bytes(100)), PLACES[name])
    rest = [IMAGES, told] if is_last else [told, IMAGES]
    put(tmp_path, {f"docs/{name}": BEGINS + b"".join(rest)})
    _, [problem] = originals(tmp_path, "docs")
    assert not problem.is_error
    assert str(problem) == (
        f"docs/{name}: This film tells where it was taken. "
        "Export it again without the place, or leave it out."
    )


def test_nothing_is_said_of_other_films(tmp_path: Path) -> None:
    silent = BEGINS + box(b"mdat", *PLACES.values()) + box(b"moov", box(b"mvhd", bytes(100)))
    files = {"a.mp4": silent, "b.mp4": silent[:-40], "c.mp4": b"", "d.mov": b"\0" * 50}
    put(tmp_path, {f"docs/{name}": data for name, data in files.items()})
    assert originals(tmp_path, "docs") == ({}, [])


# What is no file


def test_a_pipe_keeps_nobody_waiting(project: Project) -> None:
    root = project({})
    for name in ("docs/pipe", "docs/pipe.jpg", "docs/pipe.mp4"):
        os.mkfifo(root / name)
    command = [sys.executable, "-m", "waypost.cli", "check"]
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.count("This is no ordinary file.") == 3, done.stderr


# Time


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


@pytest.mark.parametrize("beginning", ["<img ", "<!--<img ", "<script>", "<img a='"])
@pytest.mark.parametrize(
    "sign", ["<img ", "<!--", "<script>", '<img "', "<img a='", "<", "<noscript>", " data:a;b"]
)
def test_pictures_are_found_in_no_time_whatever_stands_there(beginning: str, sign: str) -> None:
    html = beginning + sign * (500_000 // len(sign))
    assert responsive(html, lambda _: None) == html
    assert seconds(lambda: responsive(html, lambda _: None)) < 2
    assert seconds(lambda: inline.cleaned(html, "", "")) < 2


@pytest.mark.parametrize("beginning", ["", "href=", "on= <a ", "{ onabcdef=", "<script>"])
@pytest.mark.parametrize(
    "sign", ["<script ", "<script>", "<a ", "{ on", "](", " ", "on", "`<script>` ", " onabcdef= "]
)
def test_so_are_scripts(beginning: str, sign: str) -> None:
    body = beginning + sign * (300_000 // len(sign))
    source = Source("docs/a.md", "a.md", body, body=body)
    assert seconds(lambda: list(on_scripts(source))) < 2


def test_most_texts_hold_no_script_and_cost_next_to_nothing() -> None:
    body = "Only one of ten <b>stations</b> had {12} questions on = and we went on.\n" * 60
    source = Source("docs/a.md", "a.md", body, body=body)
    assert seconds(lambda: [list(on_scripts(source)) for _ in range(520)]) < 0.3


def test_a_quote_in_a_tag_ends_where_browsers_end_it() -> None:
    def seen(html: str) -> list[str]:
        found: list[str] = []
        responsive(html, found.append)  # type: ignore[arg-type]
        return found

    assert seen("<p it's><img src=a.jpg>") == ["a.jpg"]
    assert seen("<p title='x><img src=a.jpg>'><img src=b.jpg>") == ["b.jpg"]
    assert seen("<img alt = \"a > b\" src = 'a.jpg'/><IMG/src=b.jpg>") == ["a.jpg", "b.jpg"]
