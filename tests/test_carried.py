"""What is carried over from former builds changes no byte of what goes out."""

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import ROOT, SITE, entry, write
from hypothesis import given, settings
from hypothesis import strategies as st

from waypost import feeds, search
from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.languages import language
from waypost.ledger import Ledger, Row, key
from waypost.prose import Prose
from waypost.search.blocks import SIZE
from waypost.search.documents import Shown, documents
from waypost.weeks import Week

ENGLISH = language("en")
FIRST = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass
class InMemory:
    """What builds keep, where nothing is ever written to a disk."""

    kinds: dict[str, dict[str, Row]] = field(default_factory=dict)

    def read(self, kind: str, lazy: bool) -> dict[str, Row]:
        rows = self.kinds.get(kind, {})
        return {name: Row(row.key, None if lazy else row.data) for name, row in rows.items()}

    def data(self, kind: str, name: str, key: bytes) -> bytes | None:
        row = self.kinds.get(kind, {}).get(name)
        return row.data if row and row.key == key else None

    def write(self, kind: str, rows: Mapping[str, Row], gone: Iterable[str]) -> None:
        kept = self.kinds.setdefault(kind, {})
        for name in gone:
            del kept[name]
        kept |= rows


class Contents(dict[str, str]):
    """Finished texts of which it is noted which were looked at."""

    def __init__(self, journal: Journal) -> None:
        records = [*journal.entries, *journal.judgements, *journal.phases]
        super().__init__({each.uri: f"<p>{each.source.body}</p>" for each in records})
        self.digests = {uri: key(text) for uri, text in self.items()}
        self.seen = set[str]()

    def __getitem__(self, uri: str) -> str:
        self.seen.add(uri)
        return super().__getitem__(uri)


def fed(journal: Journal, now: datetime, ledger: Ledger) -> tuple[feeds.Publication, set[str]]:
    """The feeds of a journal, and the texts that were looked at to make them."""
    contents = Contents(journal)
    made = feeds.publish(
        journal, ENGLISH, SITE, contents, now, ledger=ledger, digests=contents.digests
    )
    return made, contents.seen


class Texts(Contents):
    """The same for those who want more of a text than its HTML."""

    def __getitem__(self, uri: str) -> Prose:  # type: ignore[override]
        return Prose(super().__getitem__(uri))


def indexed(
    journal: Journal, ledger: Ledger, others: int = 3
) -> tuple[Mapping[str, bytes], set[str]]:
    """The index of a journal and some other pages, and the texts that were looked at to make it."""
    texts = Texts(journal)
    shown = {f"page-{number}.md": Shown(f"Page {number}") for number in range(others)}
    found = documents(journal, ENGLISH, texts, shown, texts.digests)  # type: ignore[arg-type]
    return search.index(found, journal.settings, ENGLISH, ledger), texts.seen


def weeks(*numbers: int, **fields: str) -> dict[str, str]:
    first = Week(2026, 1)
    return {
        f"docs/entries/{n:02}.md": entry(
            f"Week {n}", str(first.plus(n - 1)), f"Text {n}.", **fields
        )
        for n in numbers
    }


def journal_in(root: Path, files: Mapping[str, str], now: datetime) -> Journal:
    shutil.rmtree(root / "docs", ignore_errors=True)
    if not (root / "journal.yml").exists():
        shutil.copy(ROOT / "journal.yml", root)
    return load(write(root, {"docs/index.md": "# Home\n", **files}))[0].released(now)


# Feeds


ENTRY_FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "summary": st.sampled_from(["Short.", "Other."]),
        "stage": st.sampled_from(["define", "build"]),
        "barriers": st.sampled_from(["[mandate]", "[mandate, systems]"]),
        "tags": st.sampled_from(["[one]", "[two]"]),
        "lang": st.sampled_from(["da", "en"]),
        "updated": st.sampled_from(["2026-10-01", "2026-11-12"]),
        "changes": st.just("A slip."),
        "image": st.sampled_from(["a.png", "b.png"]),
        "status": st.sampled_from(["published", "draft", "withdrawn"]),
    },
)
RECORDS = {
    "docs/decisions/one.md": "---\ntitle: One\ndate: 2026-02-03\n---\nSo.\n",
    "docs/decisions/two.md": (
        "---\ntitle: Two\ndate: 2026-02-10\nstatus: accepted\nexpected: So.\nsupersedes: one\n---\n"
    ),
    "docs/decisions/three.md": (
        "---\ntitle: Three\ndate: 2026-03-03\nstatus: accepted\nchosen: This\nbecause: Of that.\n"
        "expected: More.\noutcome: {date: 2026-11-10, result: Less., as_expected: 'no'}\n---\n"
    ),
    "docs/experiments/card.md": (
        "---\ntitle: Card\nhypothesis: It works.\nstarts: 2026-03-02\nends: 2026-11-20\n"
        "criteria:\n- {metric: m, at_least: 3}\nresults: {m: 4}\n---\nSo.\n"
    ),
    "docs/phases/p.md": "---\ntitle: Phase\nstarts: 2026-01-01\nends: 2026-03-01\n---\nSo.\n",
}


W40 = "docs/entries/40.md"
JOURNAL = weeks(*range(1, 44)) | weeks(39, updated="2026-11-05", changes="To come.") | RECORDS
REPLACED = RECORDS["docs/decisions/two.md"].replace("02-10", "11-03").replace(": one", ": three")


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[str, str | None]]:
    """Some files with what they hold now, or None where they are gone."""
    found: list[tuple[str, str | None]] = []
    for _ in range(draw(st.integers(1, 3))):
        number, body = draw(st.integers(1, 45)), draw(st.sampled_from(["A.", "B.", "C" * 60]))
        path = f"docs/entries/{number:02}.md"
        text = entry(f"Week {body[0]}", str(Week(2026, 1).plus(number - 1)), body)
        fields = draw(ENTRY_FIELDS)
        lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
        text = text.replace("title:", f"{lines}title:", 1)
        found.append((path, draw(st.sampled_from([text, text, None]))))
    if draw(st.booleans()):
        path = draw(st.sampled_from(sorted(RECORDS)))
        text = draw(st.sampled_from([RECORDS[path], RECORDS[path].replace("So.", "Or."), None]))
        found.append((path, text))
    return found


@settings(max_examples=8)
@given(st.lists(edits(), min_size=2, max_size=5), st.lists(st.integers(0, 60), min_size=5))
def test_feeds_and_search_are_those_of_a_first_build(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[list[tuple[str, str | None]]],
    days: list[int],
) -> None:
    root, rows = tmp_path_factory.mktemp("journal"), InMemory()
    files, now = JOURNAL, FIRST
    for step, passed in zip(steps, days, strict=False):
        now += timedelta(days=passed)
        changed = files | dict(step)
        files = {path: text for path, text in changed.items() if text is not None}
        journal = journal_in(root, files, now)
        ledger = Ledger(rows)
        assert fed(journal, now, ledger)[0] == fed(journal, now, Ledger())[0]
        assert indexed(journal, ledger, passed)[0] == indexed(journal, Ledger(), passed)[0]
        ledger.close()


def with_line(path: str, line: str) -> dict[str, str]:
    return {path: JOURNAL[path].replace("title:", f"{line}\ntitle:", 1)}


@pytest.mark.parametrize(
    ("changed", "days"),
    [
        (with_line(W40, "summary: Short."), 0),
        (with_line(W40, "stage: define"), 0),
        (with_line(W40, "image: a.png"), 0),
        (with_line(W40, "lang: da"), 0),
        (with_line(W40, "updated: 2026-10-20\nchanges: A slip."), 0),
        ({}, 5),
        (weeks(44), 7),
        ({"docs/entries/40b.md": entry("Beside", "2026-W40", id="tag:a,2026:b")}, 0),
        ({W40: None}, 0),
        ({"docs/decisions/one.md": RECORDS["docs/decisions/one.md"].replace("One", "Une")}, 0),
        ({"docs/decisions/two.md": None}, 0),
        ({"docs/decisions/four.md": REPLACED}, 3),
        ({}, 25),
    ],
)
def test_a_change_goes_out(changed: dict[str, str | None], days: int, tmp_path: Path) -> None:
    rows = InMemory()
    ledger = Ledger(rows)
    journal = journal_in(tmp_path, JOURNAL, FIRST)
    before = fed(journal, FIRST, ledger)[0]
    indexed(journal, ledger)
    ledger.close()
    files = {path: text for path, text in (JOURNAL | changed).items() if text is not None}
    later = FIRST + timedelta(days=days)
    journal = journal_in(tmp_path, files, later)
    after = fed(journal, later, Ledger(rows))[0]
    assert after == fed(journal, later, Ledger())[0]
    assert after != before
    assert indexed(journal, Ledger(rows))[0] == indexed(journal, Ledger())[0]


def test_a_text_or_a_picture_that_changes_on_its_page_goes_out(tmp_path: Path) -> None:
    journal = journal_in(tmp_path, weeks(*range(1, 4), image="a.png"), FIRST)
    texts = Contents(journal)
    changed = {uri: text.replace("Text 2", "Other") for uri, text in texts.items()}
    given: list[tuple[Mapping[str, str], Mapping[str, str]]]
    given = [(texts, {}), (changed, {}), (changed, {"entries/a.png": "entries/small.png"})]
    rows, found = InMemory(), []
    for contents, copied in given:
        ledger = Ledger(rows)
        found.append(feeds.publish(journal, ENGLISH, SITE, contents, FIRST, copied, ledger).files)
        ledger.close()
        assert found[-1] == feeds.publish(journal, ENGLISH, SITE, contents, FIRST, copied).files
    assert b"Other" in found[1]["atom.xml"]
    assert b"small.png" in found[2]["feed.json"]


def test_feeds_of_an_unchanged_journal_look_at_no_text(tmp_path: Path) -> None:
    journal, rows = journal_in(tmp_path, JOURNAL, FIRST), InMemory()
    for wanted in (True, False):
        ledger = Ledger(rows)
        _, seen = fed(journal, FIRST, ledger)
        assert bool(seen) is wanted
        ledger.close()


def test_a_new_entry_leaves_the_pages_of_the_archive_as_they_were(tmp_path: Path) -> None:
    before = fed(journal_in(tmp_path, weeks(*range(1, 43)), FIRST), FIRST, Ledger())[0].files
    after = fed(journal_in(tmp_path, weeks(*range(1, 44)), FIRST), FIRST, Ledger())[0].files
    changed = {path for path, data in after.items() if before.get(path) != data}
    in_digests = {f"digests/monthly/{name}" for name in ("feed.xml", "atom.xml", "feed.json")}
    assert changed == {"feed.xml", "atom.xml", "feed.json", "archive.xml", *in_digests}


# The search


def test_the_index_of_an_unchanged_journal_looks_at_no_text(tmp_path: Path) -> None:
    journal, rows = journal_in(tmp_path, JOURNAL, FIRST), InMemory()
    for wanted in (True, False):
        ledger = Ledger(rows)
        assert bool(indexed(journal, ledger)[1]) is wanted
        ledger.close()


def test_of_a_journal_with_a_new_entry_only_that_is_read(tmp_path: Path) -> None:
    rows = InMemory()
    for last, wanted in ((130, 130), (131, 1)):
        now = FIRST + timedelta(days=1000)
        journal = journal_in(tmp_path, weeks(*range(1, last + 1)), now)
        ledger = Ledger(rows)
        assert len(indexed(journal, ledger)[1]) == wanted
        ledger.close()


def test_a_new_entry_leaves_most_of_the_index_as_it_was(tmp_path: Path) -> None:
    now = FIRST + timedelta(days=1000)
    before, _ = indexed(journal_in(tmp_path, weeks(*range(1, 101)), now), Ledger())
    after, _ = indexed(journal_in(tmp_path, weeks(*range(1, 102)), now), Ledger(), others=4)
    texts = {path for path in before if re.match("search/(text|pages)-", path)}
    changed = {path for path in texts if before[path] != after[path]}
    # Pages without a date have a block of their own, the first; a new entry is in the last.
    undated = {f"search/text-{number}.js" for number in range(SIZE)}
    assert changed - undated == {"search/pages-0.js", "search/pages-2.js"}
