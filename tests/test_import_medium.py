"""What Medium exports becomes texts of the journal, or is refused with its reason."""

import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import CASES

from waypost.imports import medium
from waypost.imports.kinds import recognised
from waypost.imports.model import Found

EXPORT = CASES / "imports" / "medium"
LEAD = EXPORT / "posts/2023-05-04_What-is-a-lead--1a2b3c4d5e6f.html"


def read(path: Path) -> Found:
    found = recognised(path)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def found() -> Found:
    return read(EXPORT)


def test_a_post_keeps_what_its_readers_know_it_by(found: Found) -> None:
    first = found.posts[0]
    assert first.title == "What is a lead?"
    assert first.id == "https://medium.com/p/1a2b3c4d5e6f"
    assert first.published == datetime(2023, 5, 4, 10, 11, 12, 345000, UTC)
    assert first.summary == "And who says so"
    assert first.addresses == ["https://medium.com/@secret/what-is-a-lead-1a2b3c4d5e6f"]
    assert first.name == "what-is-a-lead"
    assert first.image == "https://cdn-images-1.medium.com/max/800/1*x.jpeg"
    assert first.state == "published"


def test_a_text_reads_as_it_did_below_its_title(found: Found) -> None:
    assert found.posts[0].text.split("\n\n") == [
        '![](https://cdn-images-1.medium.com/max/800/1*x.jpeg "Our team")',
        "We asked **everybody**.  \n2024\\. Nobody knew.",
        "## What they said",
        "```python\nx = 1\ny = 2\n```",
        "> Said",
        "- one\n- two",
        "---",
        "[**B page**  \n*About b*b.example](https://b.example/)",
        "<https://www.youtube.com/watch?v=abcdefg>",
    ]


def test_drafts_are_drafts_and_replies_are_refused(found: Found) -> None:
    assert [(each.title, each.state, each.name) for each in found.posts[1:]] == [
        ("Not yet", "draft", "Not-yet")
    ]
    assert found.posts[1].id == "https://medium.com/p/aabbccddeeff"
    assert [(each.title, each.why) for each in found.refusals] == [
        (
            "Thank you for this",
            "It is a reply to somebody else's text, which means nothing without that.",
        )
    ]


def test_nobody_s_name_comes_along(found: Found) -> None:
    assert "Secret Author" not in repr(found)


def test_a_package_a_folder_of_posts_and_a_single_post_are_read_the_same(
    found: Found, tmp_path: Path
) -> None:
    package = tmp_path / "medium-export.zip"
    with zipfile.ZipFile(package, "w") as packed:
        for path in sorted(EXPORT.rglob("*.html")):
            packed.write(path, f"medium-export/{path.relative_to(EXPORT).as_posix()}")
        packed.writestr("medium-export/profile/profile.html", "<h1 class='p-name'>Secret</h1>")
        packed.writestr("medium-export/claps/claps-0001.html", "<ul><li>graf</li></ul>")
    for path in (package, EXPORT / "posts"):
        again = read(path)
        assert [each.text for each in again.posts] == [each.text for each in found.posts]
        assert [each.why for each in again.refusals] == [each.why for each in found.refusals]
    assert [each.id for each in read(LEAD).posts] == ["https://medium.com/p/1a2b3c4d5e6f"]


def test_a_file_that_was_harmed_never_raises() -> None:
    chance = random.Random(9)
    data = LEAD.read_bytes()
    for _ in range(80):
        harmed = bytearray(data[: chance.randrange(len(data))] if chance.random() < 0.4 else data)
        for _ in range(chance.randrange(1, 20)):
            if harmed:
                harmed[chance.randrange(len(harmed))] = chance.choice(b"<>/\"'& a\x00\xff")
        found = medium.read({"posts/a.html": bytes(harmed)})
        assert len(found.posts) + len(found.refusals) == 1
