"""Whole journals with photographs, and what is then in the site."""

import os
import re
import shutil
import time
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from conftest import Built, Project, build, entry, everything, page
from lxml import etree
from photos import CITY, CLEAN, NAME, PICTURES, PLACELESS, image, jpeg, put, saved
from PIL import Image, ImageOps

from waypost.pictures import read

# What the list of pictures in a JPEG names is not there.
pytestmark = pytest.mark.filterwarnings("ignore:Image appears to be a malformed MPO")

IMAGES = "docs/entries/images"
# Telephones hold a picture sideways, and say so.
LARGE = jpeg(image(2000, 1700), place=False)
WIDE = saved(image(2400, 1200), "PNG")
DESK = {f"{IMAGES}/desk.jpg": LARGE}


def journal(project: Project, body: str, files: dict[str, bytes], **fields: str) -> Path:
    return put(project({"docs/entries/a.md": entry(body=body, **fields)}), files)


def pictures(built: Built) -> list[str]:
    return sorted(path.name for path in (built.site / "entries/images").glob("*"))


def shown(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data)) as opened:
        return ImageOps.exif_transpose(opened).convert("RGB")


def test_no_byte_of_what_a_picture_tells_is_published(project: Project) -> None:
    files = {f"{IMAGES}/{name}": data for name, data in PLACELESS.items()}
    files |= {
        "docs/linked.JPG": PLACELESS["desk.jpg"],
        "docs/assets/without-an-ending": PLACELESS["desk.jpg"],
        "overrides/assets/logo.png": PICTURES["desk.png"],
    }
    shows = " ".join(f"![a](images/{name})" for name in PLACELESS)
    root = journal(project, f"{shows} [d](../linked.JPG)", files)
    before = shown(files[f"{IMAGES}/desk.jpg"]).tobytes()
    built = build(root)
    assert built.status == 0, built.log
    assert pictures(built) == sorted(PLACELESS)
    assert (built.site / "assets/logo.png").exists()
    assert (built.site / "assets/without-an-ending").exists()
    found = everything(built)
    for told in (NAME, CITY, "Acme"):
        assert told not in found
    for name in PLACELESS:  # also what is packed
        clean, _ = read(name, (built.site / "entries/images" / name).read_bytes())
        assert clean
        assert clean.walk.gone == []
    assert shown((built.site / "entries/images/desk.jpg").read_bytes()).tobytes() == before
    assert (root / f"{IMAGES}/desk.jpg").read_bytes() == files[f"{IMAGES}/desk.jpg"]


def test_a_large_picture_is_there_in_sizes_to_choose_from(project: Project) -> None:
    built = build(journal(project, "Before.\n\n![A desk](images/desk.jpg)\n", DESK))
    assert built.status == 0, built.log
    assert pictures(built) == ["desk.1600w.jpg", "desk.480w.jpg", "desk.960w.jpg"]
    assert "No public page shows this" not in built.log
    (tag,) = page(built, "entries/a/").xpath("//article//img")
    assert tag.get("src") == "../images/desk.1600w.jpg"
    assert (tag.get("alt"), tag.get("width"), tag.get("height")) == ("A desk", "1600", "1882")
    places = re.findall(r"(\S+) (\d+)w", tag.get("srcset"))
    assert [int(width) for _, width in places] == [480, 960, 1600]
    for place, width in places:
        copy = (built.site / "entries/a" / place).resolve().read_bytes()
        with Image.open(BytesIO(copy)) as opened:
            assert opened.size == (int(width), round(2000 * int(width) / 1700))
            assert not opened.getexif()
        # The red corner is where it is seen in the original: top right, once it is turned.
        red, green, blue = shown(copy).getpixel((int(width) - 5, 5))
        assert red > 230
        assert green + blue < 60
    assert NAME not in everything(built)


def test_the_feed_shows_a_picture_of_sane_size(project: Project) -> None:
    body, fields = "![A desk](images/desk.jpg)\n", {"image": "images/desk.jpg", "image_alt": "D"}
    built = build(journal(project, body, DESK, **fields))
    assert built.status == 0, built.log
    home = "https://waypost.example/journal/entries/images/desk"
    for name in ("feed.xml", "atom.xml", "feed.json"):
        assert f"{home}.1600w.jpg" in built.text(name)
        assert f"{home}.480w.jpg 480w" in built.text(name)
        assert "desk.jpg" not in built.text(name)
    feed = etree.fromstring((built.site / "feed.xml").read_bytes())
    assert feed is not None


def test_an_original_that_something_links_to_is_published_too(project: Project) -> None:
    body = "[![A desk](images/desk.jpg)](images/desk.jpg)"
    built = build(journal(project, body, DESK))
    assert built.status == 0, built.log
    assert "desk.jpg" in pictures(built)
    assert NAME not in everything(built)


def test_a_drawing_keeps_its_room_free_until_it_is_there(project: Project) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6"{}><path d="M0 0h9"/></svg>'
    sides = {"sized": ' width="2000" height="1200px"', "free": "", "half": ' width="30"'}
    sides |= {"whole": ' width="100%" height="100%"', "large": ' width="2400" height="9"'}
    files = {
        f"{IMAGES}/{name}.svg": (drawing.format(given) + " " * 400_000 * (name == "large")).encode()
        for name, given in sides.items()
    }
    body = " ".join(f"![x](images/{name}.svg)" for name in sides)
    built = build(journal(project, body, files))
    assert built.status == 0, built.log
    tags = page(built, "entries/a/").xpath("//article//img")
    said = [(tag.get("width"), tag.get("height"), tag.get("srcset")) for tag in tags]
    free = (None, None, None)
    assert said == [("2000", "1200", None), free, free, free, ("2400", "9", None)]


def test_what_is_small_or_moves_or_is_called_like_a_copy_has_none(project: Project) -> None:
    steps = [image(1700, 400), image(1700, 400).rotate(180)]
    files = {
        f"{IMAGES}/small.png": CLEAN,
        f"{IMAGES}/moves.webp": saved(
            steps[0], "WEBP", save_all=True, append_images=steps[1:], lossless=True
        ),
        f"{IMAGES}/light.jpg": saved(Image.new("RGB", (3000, 2000)), "JPEG"),
        f"{IMAGES}/desk.jpg": LARGE,
        f"{IMAGES}/desk.480w.jpg": saved(image(), "JPEG"),
    }
    body = " ".join(f"![x](images/{Path(path).name})" for path in files)
    built = build(journal(project, body, files))
    assert built.status == 0, built.log
    assert pictures(built) == sorted(Path(path).name for path in files)
    tags = page(built, "entries/a/").xpath("//article//img")
    assert [tag.get("srcset") for tag in tags] == [None] * 5
    assert [tag.get("width") for tag in tags] == ["64", "1700", "3000", "1700", "64"]
    assert [tag.get("loading") for tag in tags] == [None] + ["lazy"] * 4


def test_a_second_build_makes_no_copy_again_and_the_same_site(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("WAYPOST_CACHE", str(cache))
    files = DESK | {f"{IMAGES}/wide.png": WIDE}
    root = journal(project, "![A desk](images/desk.jpg) ![B](images/wide.png)", files)
    first = build(root)
    assert first.status == 0, first.log
    kept = sorted((cache / "pictures").iterdir())
    assert len(kept) == 6
    numbers = [file.stat().st_ino for file in kept]
    second = build(root)
    assert second.files() == first.files()
    assert [file.stat().st_ino for file in kept] == numbers
    # What is broken is made again; what is metadata would be too.
    kept[0].write_bytes(kept[0].read_bytes()[:-9])
    kept[1].write_bytes(b"")
    third = build(root)
    assert third.files() == first.files()
    assert sorted((cache / "pictures").iterdir()) == kept
    shutil.rmtree(cache)
    cache.write_text("no folder")
    assert build(root).files() == first.files()


def test_a_copy_that_nobody_asks_for_goes(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYPOST_CACHE", str(tmp_path / "cache"))
    old, young = (tmp_path / "cache/pictures" / name for name in ("old.480", "young.480"))
    put(tmp_path, {"cache/pictures/old.480": b"a", "cache/pictures/young.480": b"b"})
    os.utime(old, (time.time() - 31 * 86400,) * 2)
    assert build(project({})).status == 0
    assert (old.exists(), young.exists()) == (False, True)


def test_a_photograph_with_its_place_stops_a_build_wherever_it_is(project: Project) -> None:
    files = {f"{IMAGES}/desk.jpg": jpeg(), "docs/unused/b.PNG": PICTURES["desk.png"]}
    root = journal(project, "Text.", files)
    built = build(root)
    assert built.status == 1
    said = "This picture tells where it was taken. Take that out of it: waypost clean-images"
    assert f"docs/entries/images/desk.jpg: {said}" in built.log
    assert f"docs/unused/b.PNG: {said}" in built.log
    assert "2 things have to be mended first" in built.log
    assert not built.site.exists()


@pytest.mark.parametrize(
    "data",
    [LARGE[: len(LARGE) // 2], b"\x89PNG\r\n\x1a\n", b"", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"],
    ids=["cut off", "only a beginning", "empty", "heic"],
)
def test_a_picture_that_cannot_be_cleaned_is_not_published(data: bytes, project: Project) -> None:
    root = journal(project, "![A desk](images/desk.jpg)", {f"{IMAGES}/desk.jpg": CLEAN})
    first = build(root)
    assert first.status == 0, first.log
    put(root, {f"{IMAGES}/desk.jpg": data})
    built = build(root)
    assert built.status == 1
    assert "docs/entries/images/desk.jpg: This " in built.log
    assert "This must not get out, so nothing was published or changed." in built.log
    assert "Traceback" not in built.log
    assert built.files() == first.files()


def test_a_damaged_picture_of_a_draft_stops_nobody(project: Project) -> None:
    files = {
        "docs/entries/b.md": entry(week="2026-W35", status="draft", body="![x](images/b.jpg)"),
    }
    root = put(project(files), {f"{IMAGES}/b.jpg": b"Nothing"})
    built = build(root)
    assert built.status == 0, built.log
    assert "docs/entries/images/b.jpg: This picture is damaged" in built.log
    assert not (built.site / "entries/images").exists()


def test_a_large_picture_whose_inside_is_broken_is_refused(project: Project) -> None:
    broken = bytearray(WIDE)
    place = broken.index(b"IDAT") + 4
    size = int.from_bytes(broken[place - 8 : place - 4], "big")
    broken[place + 2 : place + 40] = bytes(38)
    crc = zlib.crc32(bytes(broken[place - 4 : place + size]))
    broken[place + size : place + size + 4] = crc.to_bytes(4, "big")
    root = journal(project, "![A](images/wide.png)", {f"{IMAGES}/wide.png": bytes(broken)})
    built = build(root)
    assert built.status == 1
    assert "docs/entries/images/wide.png: This picture is damaged" in built.log
