"""What the Nu HTML checker has against the pages: nothing that stock Material has not as well."""

from pathlib import Path

from conftest import Built, build
from judging import JUDGED_BY_NU, messages
from kinds import pages
from traffic import traffic

from bench.corpus import generate
from bench.sides import STOCK

pytestmark = JUDGED_BY_NU


def said(site: Path) -> dict[str, tuple[str, str]]:
    """What is said of a whole site, which is fetched as readers fetch it."""
    with traffic(site) as served:
        # A server answers 404 with that page, and asked for by its name it is a page like others.
        return messages(f"{served.address}{page}" for page in pages(site))


def test_nothing_is_said_of_our_pages_that_is_not_said_of_stock_material(
    judged: Built, tmp_path: Path
) -> None:
    ours = said(judged.site)
    if not ours:
        return
    STOCK.write(tmp_path, generate(4))
    stock = build(tmp_path)
    assert stock.status == 0, stock.log
    theirs = said(stock.site)
    assert [each for message, each in ours.items() if message not in theirs] == []
