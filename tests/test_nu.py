"""What the Nu HTML checker has against the pages: nothing that stock Material has not as well."""

from pathlib import Path

from conftest import ROOT, Built, build, write
from judging import JUDGED_BY_NU, Message, messages
from kinds import pages
from traffic import traffic

from bench.corpus import generate
from bench.sides import STOCK

pytestmark = JUDGED_BY_NU

EVERYTHING = "tests/journals/judged/docs/entries/2026-w41-everything.md"


def said(site: Path) -> dict[str, Message]:
    """What is said of a whole site, which is fetched as readers fetch it."""
    with traffic(site, "journal/") as served:
        return messages(f"{served.address}{page}" for page in pages(site))


def stock(root: Path) -> Built:
    """A site of stock Material, with the text in which everything stands."""
    STOCK.write(root, generate(4))
    _, _, body = (ROOT / EVERYTHING).read_text("utf-8").split("---\n", 2)
    text = body.replace("(images/", "(pictures/").replace("2026-w36-what-is-a-lead.md", "#")
    built = build(
        write(root, {"docs/blog/posts/all.md": f"---\ndate: 2026-10-09\n---\n# All\n{text}"})
    )
    assert built.status == 0, built.log
    return built


def test_a_mistake_is_found(tmp_path: Path) -> None:
    write(tmp_path, {"site/index.html": "<!doctype html><title>A</title><p><img src=a.png>"})
    assert any("must have an “…” attribute" in each for each in said(tmp_path / "site"))


def test_nothing_is_said_of_our_pages_that_is_not_said_of_stock_material(
    judged: Built, tmp_path: Path
) -> None:
    if ours := said(judged.site):
        theirs = said(stock(tmp_path).site)
        assert [each for message, each in ours.items() if message not in theirs] == []
