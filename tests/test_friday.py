"""From a fresh clone over three Fridays, a pause, a new name and an entry of a day to come."""

import json
import re
import shutil
from pathlib import Path

from conftest import Built, Clone, build, page, write
from test_cli import waypost
from test_sending import git
from test_start import words

ORIGIN = "https://anna.example/diary/"


def say(root: Path, *command: str) -> str:
    """What a command says, which has to be content."""
    done = waypost(root, *command)
    assert done.returncode == 0, done
    assert "Traceback" not in done.stderr
    return done.stdout


def answer(root: Path, path: str, text: str, **fields: str) -> None:
    """What she writes beneath the first question of an entry, and into its fields."""
    written = (root / path).read_text("utf-8")
    for name, value in fields.items():
        written = re.sub(rf"^{name}:.*$", f"{name}: {value}", written, flags=re.MULTILINE)
    write(root, {path: written.replace(" -->\n", f" -->\n\n{text}\n", 1)})


def shown(built: Built) -> list[tuple[str, str]]:
    items = json.loads(built.text("feed.json"))["items"]
    return sorted((item["id"], item["title"]) for item in items)


def published(root: Path, day: str, former: Path) -> Built:
    """What a workflow does: compare with what is out, build, and put it there."""
    if former.exists():
        say(root, "check", "--published", str(former), "--today", day)
    built = build(root, today=day)
    assert built.status == 0, built.log
    assert "WARNING" not in built.log
    shutil.rmtree(former, ignore_errors=True)
    shutil.copytree(built.site, former)
    return built


def test_three_fridays(clone: Clone, tmp_path: Path) -> None:
    root, former = clone(), tmp_path / "out"
    say(root, *words(language="en", timezone="Europe/Copenhagen", weekday="friday"))
    first = "docs/entries/2026-w48.md"
    assert "Week 48" not in published(root, "2026-11-27", former).text("index.html")
    answer(root, first, "We began.", title='"The first week"', summary="A beginning.")
    built = published(root, "2026-11-27", former)
    assert shown(built) == [("tag:anna.example,2026:2026-W48", "The first week")]

    said = say(root, "new", "--today", "2026-12-04", "--title", "Who asks?")
    assert "docs/entries/2026-w49-who-asks.md is there, for week 49" in said
    answer(root, "docs/entries/2026-w49-who-asks.md", "Sales.", summary="Sales asks.")
    assert "2 weeks written" in say(root, "status", "--today", "2026-12-04")
    published(root, "2026-12-04", former)

    settings = (root / "journal.yml").read_text("utf-8")
    pause = "pauses:\n  - starts: 2026-W50\n    until: 2026-W50\n    why: Fair\n"
    write(root, {"journal.yml": re.sub(r"pauses:\n(#.*\n)+", pause, settings)})
    assert say(root, "remind", "--today", "2026-12-11") == ""
    assert "This week is a pause (Fair)." in say(root, "status", "--today", "2026-12-11")
    assert "three lines will do" in say(root, "remind", "--today", "2026-12-18")

    say(root, "new", "--today", "2026-12-18")
    third = (root / "docs/entries/2026-w51.md").read_text("utf-8")
    assert "stage: understand" in third
    answer(root, "docs/entries/2026-w51.md", "They disagree.", title='"Two lists"', summary="Two.")

    renamed = root / "docs/entries/2026-w48-the-first-week.md"
    (root / first).rename(renamed)
    told = waypost(root, "check", "--published", str(former), "--today", "2026-12-18").stdout
    assert "redirect_from: [entries/2026-w48/]" in told
    text = renamed.read_text("utf-8")
    renamed.write_text(text.replace("summary:", "redirect_from: [entries/2026-w48/]\nsummary:"))
    built = published(root, "2026-12-18", former)
    assert [name for _, name in shown(built)] == ["The first week", "Who asks?", "Two lists"]
    old = page(built, "entries/2026-w48/")
    assert old.xpath("//link[@rel='canonical']/@href") == [
        f"{ORIGIN}entries/2026-w48-the-first-week/"
    ]

    said = say(root, "new", "--week", "2026-W53", "--title", "A new year", "--today", "2026-12-18")
    ahead = "docs/entries/2026-w53-a-new-year.md"
    answer(root, ahead, "We go on.", summary="We go on.")
    assert "date: 2027-01-01" in (root / ahead).read_text("utf-8")
    assert "“A new year”" in say(root, "status", "--today", "2026-12-18").partition("Scheduled:")[2]
    assert "new-year" not in "".join(published(root, "2026-12-31", former).files())
    assert len(shown(published(root, "2027-01-01", former))) == 4

    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch", "main", "origin.git")
    for command in (
        ["init", "--quiet", "--initial-branch", "main"],
        ["config", "user.name", "Anna"],
        ["config", "user.email", "anna@anna.example"],
        ["add", "engine.yml"],
        ["commit", "--quiet", "--message", "As it came"],
        ["remote", "add", "origin", str(tmp_path / "origin.git")],
        ["push", "--quiet", "--set-upstream", "origin", "main"],
    ):
        git(root, *command)
    assert "Sent." in say(root, "publish", "--yes", "--today", "2027-01-01")
    there = git(tmp_path / "origin.git", "ls-tree", "-r", "--name-only", "main").split()
    assert ahead in there
    assert not [path for path in there if path.startswith(("site/", "hooks/"))]
