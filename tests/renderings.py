"""Journals that are rendered, and what hosts make of a rendering."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from conftest import PROJECT, ROOT, TODAY, copied, entry, environment, write
from everything import FILES, vocabulary
from photos import image, jpeg, put

# What other hosts could stumble over, in the author's own words.
TRICKY = {
    "docs/index.md": "---\ntitle: A & B <c>\n---\nRead [the first](/entries/a.md) and "
    "[about](about/).\n\n<!-- waypost: latest -->\n",
    "docs/about.md": "# About this\n\nThe feeds: [RSS](../feed.xml), [Atom](../atom.xml).\n",
    "docs/entries/a.md": entry(
        "What we learned",
        body="See [what comes](later.md#there), [again][later] and "
        "<a href='../later/'>more</a>.\n\n"
        "## What we learned\n\nA note.[^1] A [place](#what-we-learned), a [feed](../../feed.xml), "
        "[everything](/years/2026.md), `[not a link](later.md)`, "
        "<a href='../b/'>in HTML</a>.\n\n"
        '![A dot](images/dot.jpg "What it *shows*")\n\n'
        "![Large](images/large.jpg) ![Again][shot]\n\n"
        '```markdown\n[code](later.md)\n\n\n![x](images/dot.jpg "x")\n```\n\n'
        "[later]: later.md\n[shot]: images/large.jpg\n\n[^1]: Below the text.\n",
        summary="The *first* & only.",
        stage="define",
        barriers="[mandate]",
        tags="[one, two words]",
        redirect_from="[/2019/05/old/, old-a.html]",
        updated="2026-10-01",
        changes="A number.",
        next="[Write on]",
    ),
    "docs/entries/b.md": entry(
        "Noch eine Woche",
        week="2026-W37",
        lang="de",
        body="Ein [Verweis](a.md).\n\n## Überschrift\n",
    ),
    "docs/entries/open.md": entry(
        "Left open", week="2026-W38", body="<div><p>Never closed\n\n<ul><li>a<li>b\n"
    ),
    "docs/entries/gone.md": entry(
        "Gone again", week="2026-W39", status="withdrawn", body="What Zabriskie said."
    ),
    "docs/entries/later.md": entry("Wuthering", week="2027-W01", body="Brontosaurus."),
    "docs/entries/draft.md": entry(
        "Heathcliff", week="2026-W40", status="draft", body="![A](images/hidden.jpg)"
    ),
    "docs/decisions/d.md": "---\ntitle: A decision\ndate: 2026-09-02\nstatus: accepted\n"
    "chosen: This\nbecause: Reasons.\nexpected: Calm.\nconfidence: 70\nrevisit_on: 2027-01-01\n"
    "---\nIts text.[^n]\n\n[^n]: And a note.\n",
    "docs/phases/one.md": "---\ntitle: The first phase\nstarts: 2026-08-01\n"
    "guide_point: It moves.\n---\nA phase.\n",
}
PICTURES = {
    "docs/entries/images/dot.jpg": jpeg(place=False),
    "docs/entries/images/large.jpg": jpeg(image(2000, 1700), place=False),
    "docs/entries/images/hidden.jpg": jpeg(image(32, 32), place=False),
}


def waypost(root: Path, *words: str, **named: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "waypost.cli", *words, "--today", TODAY],
        cwd=root,
        env=environment() | named,
        capture_output=True,
        text=True,
        check=False,
    )


def rendered(root: Path, out: str = "out") -> Path:
    done = waypost(root, "render", out)
    assert done.returncode == 0, done.stderr
    return root / out


def tricky(root: Path) -> Path:
    root.mkdir(exist_ok=True)
    copied(root, PROJECT)
    return put(write(root, TRICKY), PICTURES)


def something_of_everything(root: Path, code: str = "en") -> Path:
    root.mkdir(exist_ok=True)
    copied(root, PROJECT)
    write(root, {**FILES, "journal.yml": vocabulary()})
    put(root, {"docs/entries/pic.png": jpeg(place=False)})
    told = (root / "mkdocs.yml").read_text("utf-8").replace("language: en", f"language: {code}")
    (root / "mkdocs.yml").write_text(told, "utf-8")
    return root


def hurtful(root: Path) -> Path:
    root.mkdir(exist_ok=True)
    copied(root, PROJECT)
    shutil.copytree(ROOT / "tests/journals/hurtful", root, dirs_exist_ok=True)
    return root


def the_sample(root: Path) -> Path:
    root.mkdir(exist_ok=True)
    copied(root, (*PROJECT, "docs"))
    return root


JOURNALS: Mapping[str, Callable[[Path], Path]] = {
    "sample": the_sample,
    "tricky": tricky,
    "everything": something_of_everything,
    "everything in Danish": lambda root: something_of_everything(root, "da"),
    "hurtful": hurtful,
}


def hosted_in(place: Path, host: str) -> str:
    run = [sys.executable, "-m", host, "build", "--strict", "-f", "mkdocs.yml"]
    done = subprocess.run(
        run,
        cwd=place,
        env=environment() | {"PYTHONPATH": "", "TERM": "dumb"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
    assert done.returncode == 0, said
    return said
