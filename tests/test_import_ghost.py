"""What Ghost exports becomes texts of the journal, or is refused with its reason."""

import json
import random
from datetime import UTC, datetime
from typing import Any

import pytest
from conftest import CASES
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from waypost.imports import ghost
from waypost.imports.kinds import recognised
from waypost.imports.model import Found, Post

EXPORT = CASES / "imports" / "ghost.json"


def read(data: bytes, with_pages: bool = False) -> Found:
    return ghost.read({"export.json": data}, with_pages)


@pytest.fixture(scope="module")
def found() -> Found:
    found = recognised(EXPORT)
    assert found is not None
    return found


def post(found: Found, title: str) -> Post:
    return next(each for each in found.posts if each.title == title)


def test_a_post_keeps_what_its_readers_know_it_by(found: Found) -> None:
    first = post(found, "What is a lead? a < b & c")
    assert first.id == "64b0c0ffee0000000000abcd"
    assert first.published == datetime(2023, 7, 14, 8, tzinfo=UTC)
    assert first.updated == datetime(2023, 8, 1, 9, tzinfo=UTC)
    assert first.summary == "In short."
    assert first.language == "da"
    assert first.labels == ["Leads", "Sales & marketing"]
    assert first.addresses == ["/what-is-a-lead/"]
    assert first.name == "what-is-a-lead"
    assert (first.image, first.image_alt) == ("/content/images/2023/07/head.jpg", "Six people")


def test_a_post_of_old_is_known_by_what_its_feed_said_then(found: Found) -> None:
    old = post(found, "Of old")
    assert old.id == "22222222-2222-4333-8444-555555555555"
    assert old.published == datetime(2014, 6, 29, tzinfo=UTC)
    assert old.language == "en-US"


def test_cards_read_as_they_did(found: Found) -> None:
    assert post(found, "What is a lead? a < b & c").text == (
        "We asked [everybody](/about/).\n\n"
        '![Team](/content/images/2023/07/team.jpg "Our team")\n\n> 💡 Mind this'
    )


def test_a_text_in_mobiledoc_reads_as_it_did(found: Found) -> None:
    old = post(found, "Of old")
    assert old.text.split("\n\n") == [
        "## Begin",
        "Some **bold [link](https://a.example/)**  \n\\# end",
        "- one\n- two",
        '![A](/content/images/a.png "Below")',
        "```python\nx = 1\n```",
        "---",
        "A *card* of",
        "- Markdown",
    ]
    assert old.notes == ["A part that Ghost calls 'strange' was left out."]


def test_a_text_in_lexical_reads_as_it_did(found: Found) -> None:
    today = post(found, "Of today")
    assert today.text.split("\n\n") == [
        "## Begin",
        "<em><strong>Bold</strong></em>  \n[a &lt;link>](https://a.example/)",
        "1. one\n    - inner",
        '![B](/content/images/b.png "Below")',
        "```python\ny = 2\n```",
        "> 💡 Mind",
        "[B page](https://b.example/)",
        "About b",
        '??? note "Why?"',
        "    So.",
    ]
    assert today.notes == ["A part that Ghost calls 'unheard-of' was left out."]


def test_only_what_was_public_is_published(found: Found) -> None:
    assert {each.title: each.state for each in found.posts} == {
        "What is a lead? a < b & c": "published",
        "Of old": "published",
        "Of today": "published",
        "For members": "private",
        "For payers": "private",
        "A draft": "draft",
        "Some day": "future",
        "A letter": "private",
    }
    assert [(each.title, each.why) for each in found.refusals] == [
        ("Empty", "There is no text in it."),
        ("Broken", "Its text is written in a way that this version of Waypost does not know."),
        ("", "What stands there is no post."),
    ]


def test_pages_come_when_they_are_asked_for() -> None:
    assert "About" in [each.title for each in read(EXPORT.read_bytes(), with_pages=True).posts]


def test_nobody_s_name_or_address_comes_along(found: Found) -> None:
    assert "secret" not in repr(found).lower()


def test_an_export_without_its_outer_part_is_read_the_same(found: Found) -> None:
    database = json.loads(EXPORT.read_bytes())["db"][0]
    for whole in (database, database["data"], {"data": database["data"]}):
        assert read(json.dumps(whole).encode()).posts == [
            each.__class__(**{**each.__dict__, "origin": each.origin.replace("ghost", "export")})
            for each in found.posts
        ]


def test_a_damaged_export_says_where() -> None:
    data = EXPORT.read_bytes()
    (refusal,) = read(data[: len(data) // 2]).refusals
    assert refusal.why.startswith("It is damaged and can't be read as JSON (line ")
    (refusal,) = read(b'{"posts": "none", "lexical": 1}').refusals
    assert refusal.why == "No list of posts is in this file, where an export of Ghost has one."
    assert read(b'{"a":' * 100_000).refusals


ANY: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@effort(max_examples=100)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                *("id", "title", "html", "lexical", "mobiledoc", "status", "visibility", "slug"),
                *("published_at", "updated_at", "feature_image", "type", "page", "locale"),
            ]
        ),
        ANY | ANY.map(json.dumps),
    ),
    ANY,
)
def test_whatever_stands_in_its_fields_nothing_raises(row: dict[str, Any], other: Any) -> None:
    tables = {"posts": [row], "tags": other, "posts_tags": other, "settings": other}
    found = read(json.dumps({"db": [{"data": tables}]}).encode(), with_pages=True)
    assert len(found.posts) + len(found.refusals) == 1


@effort(max_examples=100)
@given(
    st.recursive(
        st.fixed_dictionaries(
            {"type": st.sampled_from(["text", "image", "html", "bookmark", "list", "x"])},
            optional={"text": ANY, "src": ANY, "url": ANY, "html": ANY, "metadata": ANY},
        ),
        lambda inner: st.fixed_dictionaries(
            {"type": st.sampled_from(["paragraph", "list", "listitem", "link", "heading"])},
            optional={"children": st.lists(inner | ANY, max_size=3), "tag": ANY, "start": ANY},
        ),
        max_leaves=6,
    )
)
def test_whatever_stands_in_a_text_nothing_raises(node: dict[str, Any]) -> None:
    row = {"title": "a", "lexical": json.dumps({"root": {"children": [node, 1]}})}
    found = read(json.dumps({"posts": [row]}).encode())
    assert len(found.posts) + len(found.refusals) == 1


def test_a_file_that_was_harmed_never_raises() -> None:
    chance = random.Random(9)
    data = EXPORT.read_bytes()
    for _ in range(150):
        harmed = bytearray(data)
        for _ in range(chance.randrange(1, 4)):
            harmed[chance.randrange(len(harmed))] = chance.choice(b'{}[]",:0a \\\x00\xff')
        found = read(bytes(harmed), with_pages=True)
        assert found.posts or found.refusals
