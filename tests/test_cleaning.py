"""`waypost clean-images`: the author's own files, and what is taken out of them."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from desk import Desk, desk
from photos import CITY, CLEAN, NAME, PICTURES, exif, image, put, saved
from PIL import Image, ImageOps

pytestmark = pytest.mark.filterwarnings("ignore:Image appears to be a malformed MPO")

IMAGES = "docs/entries/images"


def album(root: Path, files: dict[str, bytes]) -> Desk:
    at = desk(root)
    put(root, {f"{IMAGES}/{name}": data for name, data in files.items()})
    return at


def seen(data: bytes) -> bytes:
    with Image.open(BytesIO(data)) as opened:
        return ImageOps.exif_transpose(opened).convert("RGB").tobytes()


def test_the_command_that_an_error_names_mends_it(tmp_path: Path) -> None:
    at = album(tmp_path, {"desk.jpg": PICTURES["desk.jpg"]})
    before = at.say("check")
    assert before.status == 1
    assert (
        f"{IMAGES}/desk.jpg: This picture tells where it was taken. Take that out of it: "
        "waypost clean-images"
    ) in before.lines
    done = at.say("clean-images")
    assert done.status == 0
    assert done.lines == [
        f"{IMAGES}/desk.jpg: where it was taken, the camera and the time, what was written into "
        "it, a smaller copy of the picture, what stood behind its end"
    ]
    assert done.err.startswith("1 picture cleaned. Former versions that git keeps still hold it: ")
    assert "waypost check --history" in done.err
    assert at.say("check").status == 0
    assert "more than can be seen" not in at.say("check").out


def test_every_picture_is_cleaned_and_its_image_stays(tmp_path: Path) -> None:
    at = album(tmp_path, PICTURES | {"DESK.JPG": PICTURES["desk.jpg"], "clean.png": CLEAN})
    others = {path: data for path, data in at.files().items() if IMAGES not in path}
    assert at.say("clean-images").status == 0
    now = at.files()
    assert {path: now[path] for path in others} == others
    assert now.keys() == others.keys() | {
        *(f"{IMAGES}/{name}" for name in (*PICTURES, "DESK.JPG", "clean.png"))
    }
    for name, data in PICTURES.items():
        clean = now[f"{IMAGES}/{name}"]
        assert clean != data
        assert NAME.encode() not in clean
        assert CITY.encode() not in clean
        if name != "desk.svg":
            assert seen(clean) == seen(data)
    again = at.say("clean-images")
    assert (again.status, again.out) == (0, "")
    assert again.err == "No picture tells more than can be seen.\n"
    assert at.files() == now


def test_a_dry_run_says_the_same_and_changes_nothing(tmp_path: Path) -> None:
    at = album(tmp_path, PICTURES)
    before = at.files()
    tried = at.say("clean-images", "--dry-run")
    assert tried.status == 0
    assert tried.err == "7 pictures would be cleaned; nothing was changed.\n"
    assert at.files() == before
    assert at.say("clean-images").out == tried.out


def test_only_the_named_files_are_cleaned(tmp_path: Path) -> None:
    at = album(tmp_path, PICTURES)
    before = at.files()
    assert at.say("clean-images", f"{IMAGES}/desk.png").status == 0
    changed = {path for path, data in at.files().items() if data != before[path]}
    assert changed == {f"{IMAGES}/desk.png"}


def test_what_cannot_be_read_as_a_whole_is_not_touched(tmp_path: Path) -> None:
    broken = bytearray(saved(image(), "PNG", exif=exif()))
    place = broken.index(b"IDAT") + 10
    broken[place : place + 9] = bytes(9)
    files = {
        "cut.jpg": PICTURES["desk.jpg"][:900],
        "broken.png": bytes(broken),
        "desk.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        "good.jpg": PICTURES["desk.jpg"],
    }
    at = album(tmp_path, files)
    done = at.say("clean-images")
    assert done.status == 1
    for name in ("cut.jpg", "broken.png"):
        assert f"{IMAGES}/{name}: This picture is damaged" in done.err
        assert at.files()[f"{IMAGES}/{name}"] == files[name]
    assert f"{IMAGES}/desk.heic: This kind of picture is not for the web" in done.err
    assert "1 picture cleaned." in done.err
    assert at.files()[f"{IMAGES}/good.jpg"] != files["good.jpg"]
    named = at.say("clean-images", "journal.yml")
    assert (named.status, named.out) == (1, "")
    assert "journal.yml: This file is no picture." in named.err
    gone = at.say("clean-images", "gone.png")
    assert gone.status == 1
    assert "gone.png: This file can't be read. The computer says: No such file" in gone.err


def test_an_image_that_would_not_be_the_same_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = album(tmp_path, {"desk.jpg": PICTURES["desk.jpg"]})
    before = at.files()
    shown = iter([[b"one"], [b"other"]])
    monkeypatch.setattr("waypost.pictures.variants.dots", lambda *_: next(shown))
    done = at.say("clean-images")
    assert done.status == 1
    assert "desk.jpg: This picture would look different afterwards, so it was not touched." in (
        done.err
    )
    assert at.files() == before


def test_a_picture_with_others_behind_it_keeps_the_first(tmp_path: Path) -> None:
    several = saved(image(), "MPO", save_all=True, append_images=[image(32, 32)], exif=exif())
    at = album(tmp_path, {"desk.jpg": several})
    assert at.say("clean-images").status == 0
    clean = at.files()[f"{IMAGES}/desk.jpg"]
    assert seen(clean) == seen(several)
    with Image.open(BytesIO(clean)) as opened:
        assert getattr(opened, "n_frames", 1) == 1


def test_a_file_keeps_its_rights(tmp_path: Path) -> None:
    at = album(tmp_path, {"desk.jpg": PICTURES["desk.jpg"]})
    path = tmp_path / IMAGES / "desk.jpg"
    path.chmod(0o640)
    assert at.say("clean-images").status == 0
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in path.parent.iterdir()] == ["desk.jpg"]


def test_hundreds_of_pictures_that_tell_something_are_one_line(tmp_path: Path) -> None:
    small = saved(image(), "PNG", exif=exif(place=False))
    at = album(tmp_path, {f"{n}.png": small for n in range(300)} | {"clean.png": CLEAN})
    done = at.say("check")
    assert done.status == 0
    told = [line for line in done.lines if "more than can be seen" in line]
    assert told == [
        f"{IMAGES}/0.png: This is one of 300 pictures that tell more than can be seen, such as the "
        "camera, the time or a name. Readers don't get it, but whoever sees the repository does. "
        "Take it out: waypost clean-images"
    ]
    shutil.rmtree(tmp_path / IMAGES)
    assert "more than can be seen" not in at.say("check").out
