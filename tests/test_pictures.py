"""What goes out of a picture is the image, the way up, and nothing else."""

import zlib
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from photos import CITY, NAME, PICTURES, XMP, chunk, exif, image, jpeg, saved, segment
from PIL import Image, ImageOps

from waypost.pictures import MOST, Picture, read
from waypost.pictures.places import tells_place
from waypost.pictures.responsive import Shown, responsive
from waypost.pictures.sizes import named
from waypost.pictures.walk import CAMERA, COPY, PLACE, PROGRAM, REST, WORDS

# What the list of pictures in a JPEG names is not there.
pytestmark = pytest.mark.filterwarnings("ignore:Image appears to be a malformed MPO")

RASTER = sorted(PICTURES.keys() - {"desk.svg"})


def picture(name: str, data: bytes) -> Picture:
    found, problems = read(name, data)
    assert found, problems
    return found


def frames(data: bytes) -> list[tuple[tuple[int, int], int, bytes]]:
    """What is seen, frame by frame: its size, how long it is shown, its dots."""
    with Image.open(BytesIO(data)) as opened:
        found = []
        for at in range(getattr(opened, "n_frames", 1)):
            opened.seek(at)
            seen = ImageOps.exif_transpose(opened).convert("RGBA")
            found.append((seen.size, opened.info.get("duration", 0), seen.tobytes()))
        return found


# What is taken out


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_is_left_that_is_not_the_image(name: str) -> None:
    data = PICTURES[name]
    assert NAME.encode() in data or CITY.encode() in data
    found = picture(name, data)
    assert found.walk.has_place or name == "desk.gif"
    assert NAME.encode() not in found.clean
    assert CITY.encode() not in found.clean
    again = picture(name, found.clean)
    assert (again.walk.has_place, again.walk.said) == (False, [])
    assert not tells_place(found.clean)


@pytest.mark.parametrize("name", PICTURES)
def test_what_is_clean_stays_as_it_is_byte_by_byte(name: str) -> None:
    clean = picture(name, PICTURES[name]).clean
    assert picture(name, clean).clean == clean
    assert picture(name, PICTURES[name]).clean == clean


@pytest.mark.parametrize("name", RASTER)
def test_every_dot_is_seen_as_before(name: str) -> None:
    data = PICTURES[name]
    assert frames(picture(name, data).clean) == frames(data)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stays_the_right_way_up(orientation: int) -> None:
    for data in (
        jpeg(image(40, 24), orientation=orientation),
        saved(image(40, 24), "PNG", exif=exif(orientation, little=True)),
        saved(image(40, 24), "WEBP", exif=exif(orientation), lossless=True),
    ):
        found = picture("desk.jpg", data)
        assert frames(found.clean) == frames(data)
        assert (found.width, found.height) == frames(data)[0][0]


def test_the_author_is_told_what_it_is() -> None:
    said = picture("desk.jpg", PICTURES["desk.jpg"]).walk.said
    assert said == [PLACE, CAMERA, WORDS, COPY, REST]
    assert picture("desk.svg", PICTURES["desk.svg"]).walk.said == [
        *(PLACE, CAMERA, WORDS, COPY, REST, PROGRAM)
    ]


def test_colours_stay() -> None:
    profile = b"\0" * 16 + b"RGB " + b"\0" * 200
    for form in ("JPEG", "PNG", "WEBP"):
        clean = picture("x.jpg", saved(image(), form, icc_profile=profile, exif=exif())).clean
        assert Image.open(BytesIO(clean)).info["icc_profile"] == profile
    four = saved(image(mode="CMYK"), "JPEG", comment=NAME)
    assert frames(picture("x.jpg", four).clean) == frames(four)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_what_moves_goes_on_moving(form: str) -> None:
    steps = [image(32, 32), image(32, 32).rotate(90), image(32, 32).rotate(180)]
    options = {"exif": exif(1), "xmp": XMP} if form == "WEBP" else {"comment": NAME}
    data = saved(
        steps[0], form, save_all=True, append_images=steps[1:], duration=[50, 70, 90], loop=0,
        **options,
    )  # fmt: skip
    found = picture("desk.gif", data)
    assert found.walk.is_animated
    assert len(frames(data)) == 3
    assert frames(found.clean) == frames(data)
    assert Image.open(BytesIO(found.clean)).info.get("loop") == 0
    assert NAME.encode() not in found.clean


def test_a_thumbnail_in_the_oldest_place_is_gone() -> None:
    plain = saved(image(), "JPEG")
    assert plain[6:10] == b"JFIF"
    small = plain[:4] + (16 + 12).to_bytes(2, "big") + plain[6:18] + b"\2\2" + b"Nordvik 1234"
    found = picture("desk.jpg", small + plain[20:])
    assert found.clean == plain
    assert found.walk.said == [COPY]


# Where it was taken


@pytest.mark.parametrize("little", [False, True])
def test_a_place_is_seen_in_exif(little: bool) -> None:
    assert tells_place(exif(little=little).tobytes())
    assert not tells_place(exif(little=little, place=False).tobytes())
    assert not tells_place(exif(little=little, zero=True).tobytes())  # no satellite was in sight


@pytest.mark.parametrize(
    ("text", "is_place"),
    [
        ('<a exif:GPSLatitude="55,23.7N"/>', True),
        ("<exif:GPSLongitude>10,23.1E</exif:GPSLongitude>", True),
        ("<Iptc4xmpExt:Sublocation><rdf:Alt> <rdf:li>Quay</rdf:li></rdf:Alt>", True),
        ('<a photoshop:Country = "Denmark"/>', True),
        ('<a photoshop:City="" photoshop:State=" "/>', False),
        ("<photoshop:City></photoshop:City><dc:title>Desk</dc:title>", False),
        ("<photoshop:ColorMode>3</photoshop:ColorMode>", False),
    ],
)
def test_a_place_is_seen_in_xmp(text: str, is_place: bool) -> None:
    assert tells_place(text.encode()) is is_place


def test_a_place_is_seen_in_words_of_a_news_agency_and_in_a_film_behind() -> None:
    assert tells_place(b"\x1c\x02\x5a\0\x06Odense")
    assert not tells_place(b"\x1c\x02\x50\0\x07Nordvik\x1c\x02\x5a\0\0")
    assert tells_place(b"....\xa9xyz\0\x12+55.4+010.4/")


@pytest.mark.parametrize("name", ["desk.jpg", "desk.png", "desk.webp", "desk.avif", "desk.svg"])
def test_a_place_is_seen_without_reading_the_image(name: str) -> None:
    found, problems = read(name, PICTURES[name], hurried=True)
    assert found
    assert found.walk.has_place
    assert [each.is_error for each in problems] == ([False] if name == "desk.svg" else [])


def test_a_place_behind_the_image_is_seen_in_a_hurry_too() -> None:
    plain = saved(image(), "JPEG")
    for data in (
        plain + b"\0\0\0\x18ftypmp42 \xa9xyz+55.4+010.4/",
        plain[:2] + segment(0xE2, b"MPF\0") + plain[2:] + jpeg()[:-15],
    ):
        found, _ = read("desk.jpg", data, hurried=True)
        assert found
        assert found.walk.has_place


# Whatever a file holds


def test_a_file_is_what_it_begins_with_whatever_it_is_called() -> None:
    assert picture("desk.jpg", PICTURES["desk.png"]).kind == "PNG"
    assert picture("DESK.JPG", PICTURES["desk.jpg"]).kind == "JPEG"
    assert picture("desk", PICTURES["desk.jpg"]).kind == "JPEG"
    assert read("desk.md", b"# Desk") == (None, [])
    assert read("desk.pdf", b"%PDF-1.7") == (None, [])


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_is_cut_off_is_refused(name: str) -> None:
    clean = picture(name, PICTURES[name]).clean
    for length in (0, 1, 12, len(clean) // 2, len(clean) - 12):
        found, problems = read(f"docs/{name}", clean[:length])
        assert found is None
        assert [str(each) for each in problems] == [
            f"docs/{name}: This picture is damaged, or cut off, so it can't be published. Save or "
            "copy it again from where it came from, or take it out of the folder."
        ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("desk.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        ("desk.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        ("scan.tif", saved(image(), "TIFF")),
        ("desk.bmp", saved(image(), "BMP")),
        ("desk.svgz", b"\x1f\x8b"),
    ],
)
def test_what_no_browser_shows_is_refused(name: str, data: bytes) -> None:
    found, [problem] = read(name, data)
    assert found is None
    assert str(problem) == (
        f"{name}: This kind of picture is not for the web, and can't be published. "
        "Save it as JPEG or PNG."
    )


def test_a_picture_that_would_stop_a_computer_is_refused() -> None:
    side = 60_000
    head = side.to_bytes(4, "big") * 2 + b"\x08\0\0\0\0"
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    found, [problem] = read("desk.png", b"\x89PNG\r\n\x1a\n" + body)
    assert found is None
    assert side * side > MOST
    assert problem.what == "This picture has 3600 million dots; 80 million are the most."


@pytest.mark.parametrize(
    "data",
    [
        b"<html></html>",
        b"<svg",
        b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY a%d "&a%s;&a%s;">' % (n, b"", b"") for n in range(3))
        + b']><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/png;base64,AAAA"/></svg>',
    ],
)
def test_a_drawing_that_is_none_is_refused(data: bytes) -> None:
    assert read("desk.svg", data)[0] is None


def test_a_drawing_reads_nothing_from_elsewhere(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "name").write_text(NAME)
    data = (
        f'<!DOCTYPE svg [<!ENTITY n SYSTEM "{(tmp_path / "name").as_uri()}">]>'
        '<svg xmlns="http://www.w3.org/2000/svg"><!-- x --><text>&n;</text></svg>'
    )
    assert NAME.encode() not in picture("desk.svg", data.encode()).clean


def test_a_drawing_without_notes_stays_as_it_is() -> None:
    plain = b'<svg xmlns="http://www.w3.org/2000/svg"  width="4"><title>A</title><style/></svg>\n'
    assert picture("desk.svg", plain).clean == plain
    marked = plain.replace(b"<style/>", b"<g><!-- x -->a<b xmlns='urn:x'>c</b>d</g>")
    assert b"<g>ad</g>" in picture("desk.svg", marked).clean
    assert b"A desk" in picture("desk.svg", PICTURES["desk.svg"]).clean
    assert b"Here it is" in picture("desk.svg", PICTURES["desk.svg"]).clean


@given(st.sampled_from(sorted(PICTURES)), st.data())
def test_no_file_stops_us_and_none_goes_out_with_a_place(name: str, data: st.DataObject) -> None:
    mangled = bytearray(PICTURES[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(mangled)))
        end = at + data.draw(st.sampled_from([0, 1, 2, 4, 12, 300]))
        mangled[at:end] = data.draw(st.binary(max_size=6))
    _is_refused_or_clean(name, bytes(mangled))


@given(st.sampled_from(sorted(PICTURES)), st.binary(max_size=300), st.booleans())
@example("desk.gif", b"GIF89a\1\0\1\0\x80\0\0" + b"\0" * 6 + b"!\xff\x0bNETSCAPE2.0\3\1", False)
def test_no_bytes_stop_us(name: str, tail: bytes, has_head: bool) -> None:
    _is_refused_or_clean(name, (PICTURES[name][:16] if has_head else b"") + tail)


def _is_refused_or_clean(name: str, data: bytes) -> None:
    hurried, _ = read(name, data, hurried=True)
    found, problems = read(name, data)
    if found is None:
        assert any(each.is_error for each in problems)
        return
    assert hurried
    assert (hurried.width, hurried.height) == (found.width, found.height)
    again, problems = read(name, found.clean)
    assert again
    assert problems == []
    assert again.clean == found.clean
    assert not again.walk.has_place
    assert again.walk.said == []


# In a page


SHOWN = {"a.jpg": Shown(4000, 3000, (480, 960, 1600)), "b.png": Shown(30, 20), "c,d e.jpg": None}


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<p>a<img alt="x" src="z.jpg" />b</p>', '<p>a<img alt="x" src="z.jpg" />b</p>'),
        (
            '<p><img alt="x" src="b.png" /></p>',
            '<p><img decoding="async" width="30" height="20" alt="x" src="b.png" /></p>',
        ),
        (
            '<img alt="x" src="a.jpg" title="T">',
            '<img decoding="async" src="a.1600w.jpg" '
            'srcset="a.480w.jpg 480w, a.960w.jpg 960w, a.1600w.jpg 1600w" '
            'sizes="(min-width: 44em) 700px, 100vw" width="1600" height="1200" '
            'alt="x" title="T">',
        ),
        (
            "<IMG SRC=b.png><img src='b.png' width=15 loading=eager>",
            '<IMG decoding="async" width="30" height="20" SRC=b.png>'
            "<img decoding=\"async\" src='b.png' width=15 loading=eager>",
        ),
        (
            '<img src="a.jpg" width="300"/>',
            '<img decoding="async" src="a.1600w.jpg" '
            'srcset="a.480w.jpg 480w, a.960w.jpg 960w, a.1600w.jpg 1600w" '
            'sizes="(max-width: 300px) 100vw, 300px" width="300"/>',
        ),
        (
            '<img src="a.jpg" srcset="a.jpg 2x">',
            '<img decoding="async" width="4000" height="3000" src="a.jpg" srcset="a.jpg 2x">',
        ),
        ('<!-- <img src="b.png"> --><a title="<img src=b.png>">', None),
        ('<script>"<img src=b.png>"</script><textarea><img src=b.png></textarea>', None),
        ("<p>no <image src='b.png'></p>", None),
    ],
)
def test_a_picture_in_a_page_says_its_size(html: str, wanted: str | None) -> None:
    assert responsive(html, SHOWN.get) == (html if wanted is None else wanted)


def test_only_the_first_picture_is_fetched_at_once() -> None:
    changed = responsive('<img src="z"><img src="b.png"><img src="b.png">', SHOWN.get)
    assert changed.split("<img")[2:] == [
        ' decoding="async" width="30" height="20" src="b.png">',
        ' loading="lazy" decoding="async" width="30" height="20" src="b.png">',
    ]


def test_addresses_keep_what_stands_behind_them() -> None:
    assert named("../a%20b.JPG?v=1#only-light", 480) == "../a%20b.480w.JPG?v=1#only-light"
    assert named("x.y/desk", 480) == "x.y/desk.480w"
    found = responsive('<img src="c,d e.jpg">', lambda _: Shown(4000, 3000, (480,)))
    assert 'srcset="c%2Cd%20e.480w.jpg 480w"' in found


@given(st.text(alphabet="<>img src=\"'a.jpg/!-\n", max_size=60))
def test_any_html_goes_through(html: str) -> None:
    assert responsive(html, lambda _: None) == html
    responsive(html, SHOWN.get)
