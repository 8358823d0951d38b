"""Where the host takes fewer steps for a page, it comes to the same."""

import importlib
import inspect
import re
import runpy
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import markdown
import pytest
from conftest import ROOT, Built, Project, build, entry
from mkdocs.structure import pages

from waypost.converter import Shared

DOOR = "hooks/page_door.py"
TEXT = """
# A heading { #here }

[Here](#here), [there](#there), [up](#), [ø](#ø), [a blank](#a%20b), [a question](?b#c),
[another](b.md#what), [its text](b.md), <a href="#by-hand">by hand</a>, <a id="hand"></a>

A note.[^1]

[^1]: What it says.
"""


def told(built: Built) -> list[str]:
    return [line for line in built.log.splitlines() if line.startswith("WARNING")]


def as_ever(root: Path) -> Path:
    """A journal whose host is of a version that nobody has read."""
    door = root / DOOR
    text, changed = re.subn(r"(?m)^KNOWN = .*$", "KNOWN = set()", door.read_text("utf-8"))
    assert changed == 1
    door.write_text(text, "utf-8")
    shutil.rmtree(root / ".cache", ignore_errors=True)
    return root


def test_the_sample_comes_out_the_same(sample: Built, tmp_path: Path) -> None:
    root = tmp_path / "journal"
    shutil.copytree(sample.root, root, ignore=shutil.ignore_patterns("site", "again", ".cache"))
    other = build(as_ever(root), archive=None)
    assert other.status == 0, other.log
    assert other.files() == sample.files()


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_links_lead_where_they_led_and_the_same_ones_are_told(host: str, project: Project) -> None:
    root = project(
        {
            "docs/entries/a.md": entry(body=TEXT),
            "docs/entries/b.md": entry("Another", week="2026-W37", body="Nothing but words."),
        }
    )
    first = build(root, host=host)
    assert "'#there', but there is no such anchor" in first.log
    files = first.files()
    other = build(as_ever(root), host=host)
    assert told(other) == told(first)
    assert other.files() == files


def test_a_page_takes_the_converter_of_all_and_others_get_one_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    host: Any = pages
    for name in ("markdown", "_RelativePathTreeprocessor", "_RawHTMLPreprocessor"):
        monkeypatch.setattr(host, name, getattr(host, name))
    door = runpy.run_path(str(ROOT / DOOR))
    door["on_config"](None)
    door["on_config"](None)  # as for the next build under `serve`
    shared = Shared(["tables"], {})
    first = host.markdown.Markdown(extensions=[shared], extension_configs={})
    again = host.markdown.Markdown(extensions=[shared], extension_configs={})
    assert host.markdown.Markdown(extensions=[shared], extension_configs={}) is again
    assert again.convert("[a]: b\n\n[a]") == first.convert("[a]: b\n\n[a]")
    assert again is not host.markdown.Markdown(extensions=["tables"], extension_configs={})
    assert host.markdown.util is markdown.util
    assert host._RelativePathTreeprocessor.__mro__[1].__module__ == host.__name__


READ = {
    "Page.render": ("320529348f7a", "ee0472474623"),
    "_RelativePathTreeprocessor": ("523b46edca94", "8504828b8702"),
    "_RawHTMLPreprocessor": ("1bc67630834f", "d9a4531e4f15"),
    "_HTMLHandler": ("0e6902ddbb25",),
}
"""What was read of the host's module of pages, by the first figures of a hash of its source."""


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
@pytest.mark.parametrize("name", sorted(READ))
def test_what_was_read_of_the_host_is_as_it_was(host: str, name: str) -> None:
    pages = importlib.import_module(f"{host}.structure.pages")
    kind, _, method = name.partition(".")
    read = getattr(pages, kind)
    source = inspect.getsource(getattr(read, method) if method else read)
    found = sha256(source.encode()).hexdigest()[:12]
    assert found in READ[name], (
        f"{name} of {host} is not what it was when {DOOR} was written. Read what has changed, "
        f"change what stands for it there, and write this into READ: {found}"
    )


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_the_versions_that_are_installed_are_those_that_were_read(host: str) -> None:
    version = importlib.import_module(host).__version__
    assert f'"{version}"' in (ROOT / DOOR).read_text("utf-8"), (
        f"With this version of {host} pages take all its steps. Read what changed in its pages, "
        f"compare with {DOOR}, and add it to KNOWN there."
    )
