"""What Lighthouse says of home, an entry and the matrix, on a telephone with a slow network."""

from pathlib import Path
from statistics import median
from typing import Any

import click
import pytest
from judging import JUDGED_BY_LIGHTHOUSE, lighthouse

pytestmark = JUDGED_BY_LIGHTHOUSE

WHOLE = ("accessibility", "best-practices", "seo")
FAST = 0.95


def score(report: Any, category: str) -> float:
    return float(report["categories"][category]["score"] or 0)


def lost(report: Any, category: str) -> list[str]:
    """What a category has lost its points by."""
    audits = report["audits"]
    return [
        f"{each['id']}: {audits[each['id']]['title']}"
        for each in report["categories"][category]["auditRefs"]
        if each["weight"] and (audits[each["id"]]["score"] or 0) < 1
    ]


@pytest.mark.parametrize("page", ["", "entries/2026-w36-what-is-a-lead/", "matrix/"])
def test_it_is_whole_and_fast(page: str, judged_site: str, tmp_path: Path) -> None:
    address, to = judged_site + page, tmp_path / "report.json"
    reports = [lighthouse(address, to)]
    # A machine that has other things to do is slow at times: then the middle of three counts.
    if score(reports[0], "performance") < FAST:
        reports += [lighthouse(address, to) for _ in range(2)]
    found = {each: score(reports[0], each) for each in WHOLE}
    speed = median(score(each, "performance") for each in reports)
    click.echo(f"{page or 'home'}: {found}, performance {speed}")
    assert {each: lost(reports[0], each) for each in WHOLE} == {each: [] for each in WHOLE}
    assert speed >= FAST, lost(reports[0], "performance")
