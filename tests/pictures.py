"""The pictures in the README and the manual, and sheets for human eyes: `make pictures`.

`python tests/pictures.py` takes the former anew, of the sample journal on a fixed day;
`--all FOLDER` takes every kind of page in both schemes, three widths and three languages.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from browsers import running
from conftest import PROJECT, ROOT, Built, build, copied
from judging import with_everything
from kinds import EXAMPLES
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser
from traffic import traffic

FOLDER = ROOT / "manual/pictures"
SCHEMES = ("light", "dark")
WIDTHS = (390, 768, 1280)
LANGUAGES = ("en", "es", "da")
LONGEST = 2600
SCALE = 0.6
GAP = 24
# From across the room: what a reader would call another picture is another one at this size.
ACROSS_THE_ROOM = (64, 48)


@dataclass(frozen=True)
class Picture:
    """A page of the sample as it is shown somewhere: without a scheme in its name, it is light."""

    name: str
    page: str
    width: int = 1280
    height: int = 880
    scheme: str = "light"

    @property
    def file(self) -> Path:
        return FOLDER / f"{self.name}{'-dark' if self.scheme == 'dark' else ''}.png"


ENTRY = "entries/2026-w36-what-is-a-lead/"
PICTURES = [
    *(Picture("home", "", scheme=scheme) for scheme in SCHEMES),
    *(Picture("entry", ENTRY, scheme=scheme) for scheme in SCHEMES),
    *(Picture("matrix", "matrix/", scheme=scheme) for scheme in SCHEMES),
    *(Picture("telephone", ENTRY, 390, 760, scheme) for scheme in SCHEMES),
    Picture("decision", "decisions/2026-10-one-form-for-every-country/"),
    Picture("now", "now/"),
]


def taken(browser: Browser, address: str, picture: Picture, *, whole: bool = False) -> Image.Image:
    """A page of a site, as it looks when everything is there and nothing moves."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto(address + picture.page)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    shot = page.screenshot(full_page=whole, animations="disabled")
    page.close()
    return Image.open(BytesIO(shot)).convert("RGB")


def packed(image: Image.Image) -> bytes:
    """As a small PNG: text and flat colours need no more than a palette."""
    few = image.quantize(128, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    file = BytesIO()
    few.save(file, "PNG", optimize=True)
    return file.getvalue()


def difference(one: Image.Image, other: Image.Image) -> float:
    """How much two pictures differ when one looks from across the room: from 0 to 1."""
    small = [each.convert("RGB").resize(ACROSS_THE_ROOM) for each in (one, other)]
    parts = ImageStat.Stat(ImageChops.difference(*small)).mean
    return sum(parts) / len(parts) / 255


def sheet(shots: Sequence[Sequence[Image.Image]]) -> Image.Image:
    """Rows of pages beside each other, made smaller."""
    rows = [
        [
            each.crop((0, 0, each.width, min(each.height, LONGEST))).resize(
                (int(each.width * SCALE), int(min(each.height, LONGEST) * SCALE))
            )
            for each in row
        ]
        for row in shots
    ]
    width = max(sum(each.width + GAP for each in row) for row in rows)
    whole = Image.new("RGB", (width, sum(max(e.height for e in row) + GAP for row in rows)), "grey")
    down = 0
    for row in rows:
        across = 0
        for each in row:
            whole.paste(each, (across, down))
            across += each.width + GAP
        down += max(each.height for each in row) + GAP
    return whole


@contextmanager
def of_the_sample() -> Iterator[str]:
    """The address of the sample journal, built for as long as it is looked at."""
    with TemporaryDirectory() as folder, traffic(sample_built(Path(folder)).site) as served:
        yield served.address


def sample_built(root: Path) -> Built:
    copied(root, (*PROJECT, "docs"))
    built = build(root)
    assert built.status == 0, built.log
    return built


def take_sheets(browser: Browser, out: Path, languages: Sequence[str], part: str) -> None:
    for code in languages:
        (out / code).mkdir(parents=True, exist_ok=True)
        with (
            TemporaryDirectory() as folder,
            traffic(with_everything(Path(folder), code).site, "journal/") as served,
        ):
            for page in (each for each in EXAMPLES if part in each):
                shots = [
                    [
                        taken(
                            browser,
                            served.address,
                            Picture("", page, width, 800, scheme),
                            whole=True,
                        )
                        for width in WIDTHS
                    ]
                    for scheme in SCHEMES
                ]
                name = page.strip("/").replace("/", "--") or "home"
                (out / code / f"{name}.png").write_bytes(packed(sheet(shots)))
                click.echo(f"{code} {page or 'home'}")


@click.command()
@click.option("--all", "out", type=click.Path(path_type=Path), help="Sheets, into this folder.")
@click.option("--language", "languages", multiple=True, default=LANGUAGES, help="Of these only.")
@click.option("--page", "part", default="", help="Only pages with this in their address.")
def main(out: Path | None, languages: tuple[str, ...], part: str) -> None:
    """Take the pictures of the README and the manual, or sheets of every kind of page."""
    with running() as browser:
        if out:
            take_sheets(browser, out, languages, part)
            return
        with of_the_sample() as address:
            for picture in PICTURES:
                picture.file.write_bytes(packed(taken(browser, address, picture)))
        for path in {*FOLDER.glob("*.png")} - {picture.file for picture in PICTURES}:
            click.echo(f"{path.name} is no longer taken", err=True)
    size = sum(picture.file.stat().st_size for picture in PICTURES)
    click.echo(f"{len(PICTURES)} pictures, {size // 1024} KB, in {FOLDER.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
