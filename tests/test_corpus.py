"""Text that nobody here wrote: a founder's retrospectives of ten years, built whole."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import feedparser
import pytest
import yaml
from conftest import ROOT, build

CORPUS = ROOT.parent / "shared/corpora/mtlynch-retrospectives"

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of retrospectives is not on this machine"
)


def as_entry(text: str) -> str:
    """A retrospective with the fields of an entry; its text is left as it is."""
    _, front, body = text.split("---\n", 2)
    given = yaml.safe_load(front)
    day = given["date"]
    fields = {
        "title": given["title"],
        "date": day.isoformat() if isinstance(day, date) else str(day)[:10],
        "summary": given.get("description"),
        "tags": given.get("tags"),
        "extra": {name: str(value) for name, value in given.items()},
    }
    written = {name: value for name, value in fields.items() if value}
    return f"---\n{yaml.safe_dump(written, allow_unicode=True)}---\n{body}"


def test_every_retrospective_is_a_page_and_an_item(
    project: Callable[[Mapping[str, str]], Path],
) -> None:
    texts = {
        f"docs/entries/{path.parent.relative_to(CORPUS).as_posix().replace('/', '-')}.md": path
        for path in sorted(CORPUS.rglob("index.md"))
    }
    assert len(texts) == 94
    root = project({name: as_entry(path.read_text("utf-8")) for name, path in texts.items()})
    built = build(root)
    assert built.status == 0, built.log
    assert "Traceback" not in built.log

    for name in texts:
        assert (built.site / "entries" / Path(name).stem / "index.html").is_file(), name
    listed = "".join(path.read_text("utf-8") for path in (built.site / "years").rglob("*.html"))
    for name in texts:
        assert f'href="../../entries/{Path(name).stem}/"' in listed, name
    for feed in ("feed.xml", "atom.xml"):
        found = feedparser.parse((built.site / feed).read_bytes())
        assert not found.bozo
        assert len(found.entries) == 20
        assert len({item.id for item in found.entries}) == 20

    # What could not be understood is told: Hugo's commands, and addresses that lead nowhere.
    told = set(re.findall(r"docs/entries/(\S+?\.md):(\d+): text: \{\{<", built.log))
    commands = {
        (Path(name).name, str(number))
        for name in texts
        for number, line in enumerate((root / name).read_text("utf-8").splitlines(), 1)
        if re.match(r"\{\{<(?!/)", line)
    }
    assert len(commands) > 500
    assert commands <= told
    assert "which is not there" in built.log
