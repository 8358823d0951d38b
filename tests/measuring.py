"""A desk at which something is measured: `waypost reading`, and what it has kept."""

from pathlib import Path

from conftest import entry
from desk import FRIDAY, Desk, Said, desk

from waypost.files import PRIVATE
from waypost.private import read_private

STAYS = "The figure itself stays on this computer."
ENTRY = "docs/entries/2026-w36.md"
GOAL = "---\ntitle: More leads\nlevel: marketing\n---\n"


def key_result(disclosure: str, **more: str) -> str:
    figures = {
        "absolute": "baseline: 200\ntarget: 400\n",
        "indexed": "baseline: 100\ntarget: 150\n",
    }
    fields = "".join(f"{name}: {value}\n" for name, value in more.items())
    return (
        f"---\ntitle: Qualified leads\ngoal: more\nunit: a month\ndirection: up\n"
        f"disclosure: {disclosure}\n{figures.get(disclosure, '')}{fields}---\n"
    )


def measuring(
    root: Path, disclosure: str = "indexed", private: str = "", files: dict[str, str] | None = None
) -> Desk:
    """A desk with a key result `leads` and, unless another is given, an entry of week 36."""
    there = {"docs/goals/more.md": GOAL, "docs/key-results/leads.md": key_result(disclosure)}
    kept = {PRIVATE: private} if private else {}
    return desk(root, there | kept | ({ENTRY: entry()} if files is None else files))


def refused(at: Desk, *words: str, today: str = FRIDAY) -> list[str]:
    """What is said where nothing is written."""
    before = at.files()
    done = at.say("reading", *words, today=today)
    assert at.files() == before
    assert (done.status, done.err) == (1, "Nothing was written; mend this first.\n")
    return done.lines


def written(at: Desk, *words: str, today: str = FRIDAY) -> Said:
    done = at.say("reading", *words, today=today)
    assert (done.status, done.err) == (0, "")
    return done


def readings(at: Desk, path: str = ENTRY) -> object:
    return at.journal().sources[path.removeprefix("docs/")].front.get("readings")


def kept(at: Desk) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    private, problems = read_private((at.root / PRIVATE).read_bytes())
    assert private
    assert problems == []
    return private.baselines, private.readings
