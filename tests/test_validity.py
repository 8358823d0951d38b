"""A feed is published only as the W3C's feed validator would have it: no errors, no warnings."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from conftest import ROOT, cases
from validity import complaints

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
MESSAGE = re.compile(r'"([A-Z]+[a-z0-9]+[A-Z][A-Za-z0-9]*)[":]')
COMPOSED = {
    *(f"Missing{name}" for name in ("Description", "Link", "Title")),
    *(f"Image{name}DoesntMatch" for name in ("Link", "Title")),
}


def names(lines: list[str]) -> set[str]:
    return {line.partition(":")[0] for line in lines}


@pytest.mark.parametrize("case", cases("validity"))
def test_a_feed_gets_the_complaints_that_it_deserves(case: dict[str, Any]) -> None:
    """`wants` names each message, or `Message: element` to say where as well."""
    found = complaints(case["feed"].encode(), case["url"], NOW)
    wants = tuple(f"{want}:" for want in case["wants"])
    assert [line for line in found if not line.startswith(wants)] == []
    assert [want for want in wants if not any(line.startswith(want) for line in found)] == []


def test_a_complaint_names_the_element_and_the_reason() -> None:
    assert complaints(b"<rss version='2.0'/>", "https://example.org/feed.xml") == [
        "MissingElement: rss: channel"
    ]


def test_a_feed_may_begin_with_a_mark_of_its_encoding_and_may_not_be_cut_off() -> None:
    url = "https://example.org/feed.xml"
    assert names(complaints(b"\xef\xbb\xbf<opml version='2.0'/>", url)) == {"MissingElement"}
    assert names(complaints(b"<opml version='2.0'", url)) == {"SAXError"}
    assert names(complaints(b"", url)) == {"SAXError"}


def test_every_complaint_that_a_feed_can_get_has_been_proven() -> None:
    sources = (ROOT / "tests" / "validity").glob("*.py")
    known = {name for file in sources for name in MESSAGE.findall(file.read_text("utf-8"))}
    wanted = names([want for case in cases("validity") for want in case.values[0]["wants"]])
    assert (known | COMPOSED) - wanted == set()
