"""Journals in which anything may stand: the reading floor, the checks and the views end well.

What a long run finds becomes a case in `cases/problems/`, or an example here:

    FUZZ_EXAMPLES=20000 make fuzz ARGS="-n 0 tests/test_fuzz_journal.py"
"""

import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from conftest import COMPILED, ROOT, SITE
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from waypost import checks
from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.languages import language
from waypost.pages import Pages
from waypost.private import read_private
from waypost.problems import Problem
from waypost.records import (
    FOLDERS,
    DecisionFields,
    EntryFields,
    ExperimentFields,
    GoalFields,
    KeyResultFields,
    PhaseFields,
)
from waypost.redirects import redirects

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PATIENCE = 10  # seconds of work for one journal

# What authors and their programs put where something else was meant.
VALUES = st.sampled_from(
    [
        *("", "~", "null", "no", "2026", "1.50", "0x1F", "12_000", "1e400", ".inf", ".nan", "-0"),
        *("2026-09-04", "2026-02-31", "04.09.2026", "2026-W36", "2026-W53", "2025-W53", "2026-W00"),
        *("0001-01-01", "9999-12-31", "10000-01-01", "2026-09-04 16:00", "2026-09-04T16:00+99:00"),
        *("1900-W01", "2999-W52", "2999-12-31T23:59:59-12:00", "1900-01-01T00:00:00+14:00"),
        *("[]", "{}", "[[]]", "[a, b]", "[~, '']", "{a: b}", "{a: {b: c}}", "- a", "a, b; c", ","),
        *("&a [*a]", "*a", "!!python/object:x {}", "!x y", "<<", "? a", "| x", "> x", "@x", "`x`"),
        *('"a\\0b"', '"\\ud800"', "'", '"', "“a”", "a: b", "a # b", "{a", "[a", "a\tb", "\u00a0a"),
        *("draft", "withdrawn", "published", "define", "mandate", "leads", "grow", "up", "level"),
        *("<script>", "<!-- x -->", "<!-- waypost: timeline -->", "{{ x }}", "{% x %}", "]]>", "&"),
        *(
            "../..",
            "/etc/passwd",
            "C:\\x",
            "https://[",
            "http://a.b/",
            "tag:a.b,2026:x",
            "a\u2028b",
        ),
        *("\u202ea", "\u200b", "\ufeff", "e\u0301", "مرحبا", "😀", "x" * 3000, "9" * 500, "٣"),
        *("absolute", "indexed", "trend", "accepted", "must", "2026-09-01", "2026-08-31", "100"),
    ]
) | st.text(max_size=12)
PIECES = st.sampled_from(
    [
        *(
            "---",
            "\n",
            "\n\n",
            "---\n",
            "...\n",
            "+++\n",
            "```\n",
            "~~~\n",
            "<!--",
            "-->",
            "`",
            "``",
        ),
        *(
            "title: x\n",
            "status: draft\n",
            "extra: s\n",
            "- ",
            "> ",
            "    ",
            "\t",
            "1. ",
            "# ",
            "|",
        ),
        *(
            "<!-- waypost: latest -->\n",
            "[a](b.md)",
            "![](c.png)",
            "<img src='x'>",
            "<div>",
            "</p>",
        ),
        *("[^1]", "\n[^1]: n\n", "{{< x >}}", "{% y %}", "://[", "&nbsp;", "\u00a0", "\r", "\x00"),
        *("\ufeff", "\u2028", "Ã¦", "\ufffd", "é", "file:///x", "[a]: b\n", "*", "_", "~~", "\\"),
    ]
)
BODIES = st.lists(PIECES | st.text(max_size=20), max_size=30).map("".join)

VALID: Mapping[str, Mapping[str, str]] = {
    "entries": {"title": "A week", "week": "2026-W36", "stage": "define", "barriers": "[mandate]"},
    "phases": {"title": "A phase", "starts": "2026-08-01", "ends": "2026-12-01"},
    "decisions": {"title": "A decision", "date": "2026-09-02"},
    "experiments": {
        "title": "A test",
        "hypothesis": "It works.",
        "starts": "2026-09-01",
        "ends": "2026-09-30",
        "criteria": "[{metric: pairs, at_least: 40}]",
    },
    "goals": {"title": "Grow", "level": "organisation"},
    "key-results": {"title": "Leads", "goal": "grow", "unit": "leads", "direction": "up"},
}
KINDS = (EntryFields, PhaseFields, DecisionFields, ExperimentFields, GoalFields, KeyResultFields)
NAMES = {folder: sorted(kind.model_fields) for folder, kind in zip(FOLDERS, KINDS, strict=True)}
NESTED = ("outcome", "deliverables", "criteria", "results", "readings", "options", "effort")


@st.composite
def records(draw: st.DrawFn) -> tuple[str, str]:
    """A record that is right but for some of its fields."""
    folder = draw(st.sampled_from(FOLDERS))
    fields = dict(VALID[folder])
    some = st.sampled_from([*NAMES[folder], "Title", "título", "draft"])
    for name in draw(st.lists(some, max_size=4)):
        inner = draw(VALUES) if name not in NESTED else f"{{{draw(some)}: {draw(VALUES)}}}"
        fields[name] = draw(st.sampled_from([inner, f"[{inner}]", f"\n  - {inner}\n  - {inner}"]))
    lines = [f"{name}: {value}" for name, value in fields.items()]
    text = "\n".join(["---", *lines, "---", draw(BODIES), ""])
    name = {"goals": "grow", "key-results": "leads"}.get(folder, draw(st.sampled_from("abc")))
    return f"docs/{folder}/{name}.md", text


@st.composite
def mutated(draw: st.DrawFn, text: st.SearchStrategy[str]) -> bytes:
    """A text with slips of the keyboard and of programs in it."""
    found = draw(text)
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(found)))
        end = min(len(found), start + draw(st.integers(0, 12)))
        found = found[:start] + draw(PIECES | VALUES) + found[end:]
    encoding = draw(st.sampled_from(["utf-8"] * 12 + ["utf-8-sig", "utf-16", "latin-1", "cp1252"]))
    return found.encode(encoding, "replace" if encoding[0] in "lc" else "surrogatepass")


SETTINGS = st.sampled_from(
    [(ROOT / "journal.yml").read_text("utf-8"), "authority: a.b,2026\nauthor: {name: A}\n"]
)


@st.composite
def journals(draw: st.DrawFn) -> dict[str, bytes]:
    """The files of a journal."""
    files = {"docs/index.md": b"# Home\n"}
    for _ in range(draw(st.integers(1, 4))):
        path, text = draw(records())
        files[path] = draw(mutated(st.just(text)))
    if draw(st.booleans()):
        files["docs/about.md"] = draw(mutated(BODIES))
    is_plain = draw(st.integers(0, 3))
    files["journal.yml"] = draw(mutated(SETTINGS)) if not is_plain else draw(SETTINGS).encode()
    return files


def journal_of(files: Mapping[str, bytes], root: Path) -> tuple[Journal, list[Problem]]:
    for path, data in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return load(root)


def ends_well(files: Mapping[str, bytes], *, is_shown: bool) -> None:
    """Reading, checking and telling raise nothing, take no time, and say the same twice."""
    began = time.process_time()
    root = Path(tempfile.mkdtemp())
    try:
        journal, problems = journal_of(files, root)
        again = load(root)[1]
    finally:
        shutil.rmtree(root)
    assert problems == again
    released = journal.released(NOW)
    said = [*problems, *checks.check(journal, NOW), *redirects(journal, SITE)[1]]
    for problem in said:
        assert "\n" not in str(problem)
        assert problem.what
        lines = max(1, len(files.get(problem.path, b"").decode("utf-8", "replace").splitlines()))
        assert 0 <= problem.line <= lines + 1, problem
    if is_shown:
        pages = Pages(released, language("en"), NOW, SITE, COMPILED)
        assert all(text for _, text in pages.generated())
        for entry in released.entries:
            assert pages.expand(entry.uri, pages.entry(entry, entry.source.body)) is not None
        for uri in released.sources:
            pages.meta(uri)
    assert time.process_time() - began < PATIENCE


@settings(max_examples=EXAMPLES or 200, suppress_health_check=list(HealthCheck))
@given(journals())
@example({"docs/entries/a.md": b"---\ntitle: A\nextra: " + b"{a: " * 3000 + b"\n---\n"})
def test_any_journal_is_read_or_refused(files: dict[str, bytes]) -> None:
    ends_well(files, is_shown=False)


@settings(max_examples=EXAMPLES or 40, suppress_health_check=list(HealthCheck))
@given(journals())
def test_any_journal_that_is_read_can_be_told(files: dict[str, bytes]) -> None:
    ends_well(files, is_shown=True)


@settings(max_examples=EXAMPLES or 60)
@given(
    st.binary(max_size=100) | mutated(st.just("baselines: {leads: 40}\nreadings: {a: {b: 1}}\n"))
)
def test_any_private_file_is_read_or_refused(data: bytes) -> None:
    private, problems = read_private(data)
    assert private or problems
