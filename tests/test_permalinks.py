"""An address is where a page is; an id is what it is, for ever."""

import posixpath
from urllib.parse import quote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.permalinks import (
    address,
    in_ascii,
    is_authority,
    is_id,
    join,
    relative,
    tag_uri,
    week_id,
)
from waypost.weeks import Week


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("index.md", ""),
        ("about.md", "about/"),
        ("entries/2026-w36-what-is-a-lead.md", "entries/2026-w36-what-is-a-lead/"),
        ("entries/2026/index.md", "entries/2026/"),
        ("entries/README.md", "entries/"),
        ("entries/über uns.md", "entries/%C3%BCber%20uns/"),
    ],
)
def test_a_source_path_says_the_address(uri: str, expected: str) -> None:
    assert address(uri) == expected


def test_links_are_relative_to_the_file_they_stand_in() -> None:
    assert relative("entries/a.md", "years/2026.md") == "../entries/a.md"
    assert relative("stages/define.md", "stages/index.md") == "define.md"
    assert relative("entries/a b.md", "index.md") == "entries/a%20b.md"


def test_the_id_of_a_week_is_a_tag_uri() -> None:
    assert week_id("example.org,2026", Week(2026, 36)) == "tag:example.org,2026:2026-W36"
    assert tag_uri("example.org,2026", "what is a lead?") == (
        "tag:example.org,2026:what%20is%20a%20lead%3F"
    )


@pytest.mark.parametrize("text", ["example.org,2026", "me@example.org,2026-09", "a.b,2026-09-01"])
def test_an_authority_is_a_domain_or_address_and_a_date(text: str) -> None:
    assert is_authority(text)


@pytest.mark.parametrize("text", ["example.org", "Example.org,2026", "example.org,26", "a b,2026"])
def test_anything_else_is_no_authority(text: str) -> None:
    assert not is_authority(text)


def test_an_imported_guid_is_an_id_too() -> None:
    assert is_id("https://example.org/?p=12")
    assert is_id("tag:example.org,2026:a")
    assert is_id("urn:uuid:7f0c")
    assert not is_id("week36")
    assert not is_id("tag:a b")


@pytest.mark.parametrize(
    ("written", "carried"),
    [
        ("https://example.org/journal/", "https://example.org/journal/"),
        (
            "https://ærlig.example:8080/dagbøger/",
            "https://xn--rlig-uoa.example:8080/dagb%C3%B8ger/",
        ),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://example.org/a%20b/~anna/", "https://example.org/a%20b/~anna/"),
    ],
)
def test_an_address_in_feeds_has_no_other_letters(written: str, carried: str) -> None:
    assert in_ascii(written) == carried


@given(
    st.sampled_from(["https://e.org/", "https://e.org/j/", "https://e.org/j/entries/a/"]),
    st.from_regex(r"(\.\.?/){0,4}[\w.-]{1,8}(/[\w.-]{1,8}){0,3}/?", fullmatch=True)
    | st.text(alphabet="./ab:?#%", max_size=12),
)
def test_a_link_leads_where_the_standard_says(base: str, link: str) -> None:
    assert join(base, link) == urljoin(base, link)


@given(
    st.from_regex(
        r"([\w. -]{1,4}/){0,3}[\w. -]{0,4}(index|README)?[\w. -]{0,3}(\.md)?", fullmatch=True
    )
)
def test_a_plain_path_has_the_address_that_every_path_has(uri: str) -> None:
    folder, name = posixpath.split(uri)
    stem = posixpath.splitext(name)[0]
    path = folder if stem in ("index", "README") else posixpath.join(folder, stem)
    assert address(uri) == (quote(f"{path}/") if path else "")
