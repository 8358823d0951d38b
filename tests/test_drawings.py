"""What is drawn on the pages of a site: named, told in words, and seen in both schemes."""

import re
from collections import Counter

import pytest
from browsers import in_browser, visit
from conftest import Built, Project, build, entry, page
from lxml import html
from playwright.sync_api import Browser

SVG = "//*[name()='svg'][not(@aria-hidden)][starts-with(@class, 'waypost')]"


def pages(built: Built) -> list[tuple[str, html.HtmlElement]]:
    files = sorted(built.site.rglob("*.html"))
    return [(str(each), html.fromstring(each.read_bytes())) for each in files]


def test_every_drawing_has_a_name_a_description_and_its_numbers_in_words(sample: Built) -> None:
    drawings = 0
    for path, found in pages(sample):
        for each in found.xpath(SVG):
            drawings += 1
            assert each.get("role") in ("img", "group"), path
            assert each.xpath("string(*[name()='title'])"), path
            assert each.xpath("string(*[name()='desc'])"), path
            assert found.xpath("//table | //*[contains(@class, 'waypost-works')]"), path
    assert drawings > 4


def test_no_page_has_an_id_twice(sample: Built) -> None:
    for path, found in pages(sample):
        ids = Counter(found.xpath("//@id"))
        assert [each for each, times in ids.items() if times > 1] == [], path


def test_a_view_that_stands_twice_on_a_page_has_its_ids_once(project: Project) -> None:
    views = ("entries", "calendar", "way", "matrix", "timeline", "decisions", "progress")
    text = "# Home\n\n" + "\n\n".join(f"<!-- waypost: {each} -->" for each in (*views, *views))
    written = entry("One", "2026-W36", stage="define", barriers="[systems]")
    built = build(project({"docs/index.md": text, "docs/entries/a.md": written}))
    found = page(built, "")
    ids = Counter(found.xpath("//@id"))
    assert [each for each, times in ids.items() if times > 1] == []
    assert {"cell-define--systems", "cell-define--systems-2", "month-9", "month-9-2"} <= {*ids}
    links = found.xpath("//div[contains(@class, 'waypost-matrix')]//td/a/@href")
    assert links == ["#cell-define--systems", "#cell-define--systems-2"]


def luminance(colour: str) -> float:
    """How light a colour is, by WCAG 2.2, as the browser's canvas has painted it."""
    parts = [int(each) / 255 for each in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


# The browser tells colours as they are written; a canvas has them in red, green and blue.
PAINTED = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const painted = colour => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).join(" ");
  };
  const probe = document.createElement("p");
  document.body.append(probe);
  const of = (names, token) => {
    probe.className = names;
    probe.style.color = `var(${token})`;
    return painted(getComputedStyle(probe).color);
  };
  const found = { paper: of("", "--waypost-paper"), steps: [], kinds: [] };
  for (const total of [1, 2, 3, 5, 8, 12]) {
    for (let step = 1; step <= total; step += 1) {
      probe.style.setProperty("--step", step);
      probe.style.setProperty("--steps", total);
      const tokens = ["--waypost-step", "--waypost-step-edge", "--waypost-step-ink"];
      found.steps.push(tokens.map(each => of("waypost-step", each)));
    }
  }
  for (let n = 1; n <= 6; n += 1) found.kinds.push(of(`waypost-kind-${n}`, "--waypost-kind"));
  return found;
}"""


@in_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_stages_and_barriers_are_seen_on_the_paper(
    browser: Browser, served: str, scheme: str
) -> None:
    view, _ = visit(browser, f"{served}/entries/", 1280, scheme)
    found = view.evaluate(PAINTED)
    view.close()
    assert len({*map(tuple, found["steps"])}) > 12
    for step, edge, ink in found["steps"]:
        assert contrast(step, found["paper"]) >= 1.3
        assert contrast(edge, found["paper"]) >= 3
        assert contrast(ink, step) >= 4.5
    assert len({*found["kinds"]}) == 6
    for kind in found["kinds"]:
        assert contrast(kind, found["paper"]) >= 3


@in_browser
@pytest.mark.parametrize("width", [390, 1280])
def test_letters_in_drawings_can_be_read_on_a_telephone(
    browser: Browser, served: str, width: int
) -> None:
    """A letter of a drawing is as large as its style says times what the drawing is scaled by."""
    measured = """() => [...document.querySelectorAll("svg[viewBox] text")].map(each =>
      parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().a)"""
    sizes: list[float] = []
    for path in ("entries/", "progress/", "effort/"):
        view, _ = visit(browser, f"{served}/{path}", width, "light")
        sizes += view.evaluate(measured)
        view.close()
    assert len(sizes) > 30
    assert min(sizes) >= 10
