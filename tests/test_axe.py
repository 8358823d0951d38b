"""What axe-core has against the pages: nothing, on any kind, in both schemes, wide and narrow."""

from collections.abc import Iterator

import pytest
from conftest import Built
from judging import AXE, JUDGED_BY_AXE, violations
from kinds import EXAMPLES, KINDS, kind, pages
from playwright.sync_api import Browser, Page

pytestmark = JUDGED_BY_AXE


@pytest.fixture(scope="module")
def looking(browser: Browser) -> Iterator[Page]:
    """A page that axe stands in, which the policy of a journal's pages would not let in."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(path=AXE)
    yield context.new_page()
    context.close()


def test_no_kind_of_page_is_forgotten(judged: Built) -> None:
    found = pages(judged.site)
    assert {kind(each) for each in found} == KINDS.keys()
    assert set(EXAMPLES) <= set(found)


@pytest.mark.parametrize("example", EXAMPLES)
def test_axe_has_nothing_against_it(example: str, judged_site: str, looking: Page) -> None:
    found: dict[str, list[str]] = {}
    looking.goto(judged_site + example)
    looking.wait_for_load_state("networkidle")
    for width in (1280, 390):
        looking.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            looking.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            for each in violations(looking):
                found.setdefault(each, []).append(f"{scheme} {width}")
    assert "\n".join(f"{each} ({', '.join(where)})" for each, where in found.items()) == ""
