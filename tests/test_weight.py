"""What an entry weighs on a first visit, beside the same text in stock Material."""

from pathlib import Path

import click
from browsers import BROWSING
from conftest import build
from playwright.sync_api import Browser
from traffic import traffic

from bench.corpus import generate
from bench.sides import OURS, STOCK, Side

pytestmark = BROWSING

ENTRIES = 52  # a year of writing


def visited(side: Side, root: Path, browser: Browser) -> dict[str, int]:
    """What a browser that was never here fetches for the newest entry, in compressed bytes."""
    side.write(root, generate(ENTRIES))
    built = build(root)
    assert built.status == 0, built.log
    *_, newest = sorted(built.site.glob(side.pages))
    context = browser.new_context()
    page = context.new_page()
    with traffic(built.site) as served:
        page.goto(f"{served.address}{newest.parent.relative_to(built.site).as_posix()}/")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1500)  # what a worker fetches no state of the page tells of
        context.close()
        sent = dict(served.sent)
    return {path: size for path, size in sent.items() if "/pictures/" not in path}


def test_an_entry_weighs_at_most_half(tmp_path: Path, browser: Browser) -> None:
    ours = visited(OURS, tmp_path / "ours", browser)
    stock = visited(STOCK, tmp_path / "stock", browser)
    ratio = sum(ours.values()) / sum(stock.values())
    told = f"{ratio:.2f}\n" + "\n".join(
        f"{name} {sum(sent.values())}: {sent}" for name, sent in (("ours", ours), ("stock", stock))
    )
    click.echo(told)
    assert any("search" in path for path in stock), "what stock fetches late is counted"
    assert [path for path in ours if "search" in path] == [], "search comes when it is asked for"
    assert ratio <= 0.5, told
