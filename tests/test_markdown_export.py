"""The journal as plain Markdown: other programs read it, and read again it is the same journal."""

import io
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from conftest import NOW, ROOT, SITE, entry, write
from editions import edition_of, project_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image
from ruamel.yaml import YAML
from test_cli import waypost

from waypost.exports.disclosed import disclosed, records
from waypost.exports.fronts import front, written
from waypost.exports.markdown import markdown
from waypost.exports.model import Edition
from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.languages import language
from waypost.sources import read_yaml
from waypost.weeks import Week

pytestmark = pytest.mark.xdist_group("exports")


@pytest.fixture(scope="module", params=["sample", "everything", "hurtful", "secretive"])
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    root = project_of(request.param, tmp_path_factory.mktemp(request.param))
    return edition_of(root)[0]


def unpacked(edition: Edition, root: Path) -> Path:
    for path, content in markdown(edition).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def told(journal: Journal) -> list[tuple[Any, ...]]:
    """Each record as it is: what it is called, its ids and moments, its fields and its text."""
    return [
        (
            type(each).__name__,
            each.uri,
            *(getattr(each, name, None) for name in ("id", "week", "published", "updated")),
            each.fields.model_dump(),
            each.source.body.strip("\n"),
        )
        for each in records(journal)
    ]


def test_read_again_it_is_the_same_journal(edition: Edition, tmp_path: Path) -> None:
    journal, problems = load(unpacked(edition, tmp_path))
    assert problems == []
    again, before = journal.released(edition.now), disclosed(edition)
    assert told(again) == told(before)
    assert again.settings == before.settings
    assert again.pages == before.pages
    assert {uri: each.body.strip("\n") for uri, each in again.sources.items()} == {
        uri: each.body for uri, each in before.sources.items()
    }


def test_it_holds_what_the_public_journal_holds(edition: Edition) -> None:
    public, found = edition.journal, disclosed(edition)
    for name in ("entries", "withdrawn", "phases", "decisions", "experiments", "goals"):
        there, here = getattr(found, name), getattr(public, name)
        assert [(e.uri, e.title) for e in there] == [(e.uri, e.title) for e in here]
    for name in ("entries", "withdrawn", "decisions", "experiments"):
        there, here = getattr(found, name), getattr(public, name)
        assert [(e.id, e.published) for e in there] == [(e.id, e.published) for e in here]


def test_exported_once_more_it_does_not_change(edition: Edition, tmp_path: Path) -> None:
    first = markdown(edition)
    journal, _ = load(unpacked(edition, tmp_path))
    again = replace(edition, journal=journal.released(edition.now))
    assert markdown(again) == first


def test_it_passes_the_check(edition: Edition, tmp_path: Path) -> None:
    done = waypost(unpacked(edition, tmp_path), "check", "--today", "2026-11-22")
    assert done.returncode == 0, done.stdout
    assert "0 to mend." in done.stderr


def test_every_version_of_yaml_reads_the_same(edition: Edition) -> None:
    newer = YAML(typ="safe", pure=True)
    for path, content in markdown(edition).items():
        text = content.decode() if path.endswith((".md", ".yml")) else ""
        if path.startswith("docs/") and text:
            text = text.split("---\n")[1]
        if text and path != "README.md":
            assert newer.load(io.StringIO(text)) == yaml.safe_load(text), path


def test_a_picture_that_a_text_shows_is_there(tmp_path: Path) -> None:
    root = project_of("everything", tmp_path)
    Image.new("RGB", (60, 40), "navy").save(root / "docs/entries/small.png")
    Image.new("RGB", (60, 40), "red").save(root / "docs/entries/unseen.png")
    (root / "docs/sheet.pdf").write_bytes((ROOT / "tests/places.py").read_bytes())
    text = "![A](small.png) and [a sheet](../sheet.pdf) and ![B](pic.png)"
    (root / "docs/entries/x.md").write_text(entry("Pictures", "2026-W01", text), "utf-8")
    edition, built = edition_of(root)
    files = markdown(edition)
    assert files["docs/entries/small.png"] == built.files()["entries/small.png"]
    assert "docs/entries/unseen.png" not in files
    assert files["docs/sheet.pdf"] == (root / "docs/sheet.pdf").read_bytes()
    # Of a large one, only smaller copies were published.
    assert files["docs/entries/pic.png"] == built.files()["entries/pic.1600w.png"]
    assert {path for path in files if path.endswith(".png")} == {
        "docs/entries/small.png",
        "docs/entries/pic.png",
    }


def test_a_day_and_a_moment_stay_what_they_are() -> None:
    fields = {
        "day": date(2026, 9, 4),
        "midnight": datetime(2026, 9, 4, tzinfo=ZoneInfo("Europe/Copenhagen")),
        "elsewhere": datetime(2026, 9, 4, tzinfo=timezone(timedelta(hours=9))),
        "later": datetime(2026, 9, 4, 16, tzinfo=ZoneInfo("Europe/Copenhagen")),
        "week": Week(2026, 36),
        "number": 14.0,
        "part": 0.000001,
        "yes": True,
    }
    assert written(fields).splitlines() == [
        "day: 2026-09-04",
        "midnight: 2026-09-04",
        "elsewhere: 2026-09-04T00:00:00+09:00",
        "later: 2026-09-04T16:00:00+02:00",
        'week: "2026-W36"',
        "number: 14",
        "part: 0.000001",
        '"yes": true',
    ]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
@example({"no": "no", "y": "012", "a: b": "12:30", "~": "~", "1": "1e3", "<<": "=", "": ""})
@example(
    {"a": ["- b", ["c", {"d": ["e"]}]], "f": {"g": []}, "h": [{}], "i": "\u2028\x85\ufeff\x7f"}
)
def test_any_text_is_read_as_it_was_written(fields: Mapping[str, Any]) -> None:
    text = written(fields)
    assert yaml.safe_load(text) == (fields or None)
    assert YAML(typ="safe", pure=True).load(io.StringIO(text)) == (fields or None)
    plain = all(ord(sign) < 0x2000 or ord(sign) > 0x3000 for sign in text)
    if plain and "\u00a0" not in text:
        found, _, problems = read_yaml("x.md", text)
        assert (found, problems) == (fields, [])


LINES = st.sampled_from(
    [
        *(
            "---",
            "title: x",
            "Text.",
            "# Heading",
            "```",
            "    code",
            "",
            "<!-- note -->",
            "> said",
        ),
        *("[a](hidden.md)", "- one", "extra: x", "...", "+++", "![x](a.png)", "&nbsp;", "\ttab"),
    ]
)


@settings(max_examples=60)
@given(st.lists(LINES, max_size=8), TEXTS.filter(lambda text: "<!--" not in text))
def test_whatever_an_entry_says_it_says_again(lines: list[str], title: str) -> None:
    body = "\n".join(lines)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "one")
        own = {"docs/entries/a.md": front({"title": title, "week": "2026-W36"}) + body}
        held = {"docs/entries/hidden.md": entry("Hidden", "2026-W37", status="draft")}
        write(root, own | held | {"docs/index.md": "# Home\n"})
        shutil.copy(ROOT / "journal.yml", root)
        journal, problems = load(root)
        if problems:
            return
        public = journal.released(NOW)
        contents = dict.fromkeys(public.sources.keys() - {"entries/hidden.md"}, "<p>Text.</p>")
        edition = Edition(public, language("en"), SITE, NOW, contents, lambda _: None, "1")
        again, problems = load(unpacked(edition, Path(folder, "two")))
        assert problems == []
        assert told(again) == told(disclosed(edition))
        if again.entries and "`" not in body and "    " not in body:
            assert "hidden.md" not in again.entries[0].source.body


def test_what_was_withdrawn_stays_so_however_often_it_is_released(tmp_path: Path) -> None:
    write(tmp_path, {"docs/entries/a.md": entry("A", status="withdrawn", body="")})
    write(tmp_path, {"docs/entries/b.md": entry("B", "2026-W35", status="draft")})
    shutil.copy(ROOT / "journal.yml", tmp_path)
    journal = load(tmp_path)[0]
    now = datetime(2026, 11, 22, tzinfo=UTC)
    for public in (journal.released(now).released(now), journal.previewed().released(now)):
        assert [each.title for each in public.withdrawn] == ["A"]
        assert [each.title for each in public.held] == ["B"]
