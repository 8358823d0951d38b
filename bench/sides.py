"""One corpus as two projects: a journal of Waypost's, and a blog of Material's."""

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bench.corpus import Corpus, Entry

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
ENGINE = ("mkdocs.yml", "engine.yml", "journal.yml", "hooks", "overrides")
HOME = "# Home\n\nWhat happened, week by week.\n"
ABOUT = "# About\n\nA diary that a marketing manager writes every Friday.\n"
# A post with this line shows only what stands before it in lists.
MORE = "<!-- more -->"
# A place on a page of ours where a view goes.
MARKER = re.compile(r"<!-- waypost:.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Side:
    """How to write a project, and where its entries stand when it is built."""

    name: str
    write: Callable[[Path, Corpus], None]
    pages: str
    """A pattern that matches the entries' pages and no others."""
    entries: str
    """The folder of the entries' files."""
    page: Callable[[Entry], str]
    """A pattern that matches the page of one entry."""


def ours(root: Path, corpus: Corpus) -> None:
    """A journal with the engine that stands in this repository."""
    for name in ENGINE:
        _copy(REPOSITORY / name, root / name)
    docs = root / "docs"
    _write_views(docs, {"index.md": HOME, "about.md": ABOUT})
    for phase in corpus.phases:
        front = {"title": phase.title, "starts": phase.starts, "ends": phase.ends}
        _write(docs / "phases" / phase.name, phase.body, front | {"guide_point": phase.guide_point})
    for entry in corpus.entries:
        front = _common(entry) | {"week": entry.week, "summary": entry.summary}
        front |= {"stage": entry.stage, "barriers": list(entry.barriers)}
        _write(docs / "entries" / entry.name, entry.body, front)
    _write_pictures(docs / "entries", corpus)


def stock(root: Path, corpus: Corpus) -> None:
    """A blog with Material's own plugins and mkdocs-rss-plugin."""
    _write(root / "mkdocs.yml", stock_configuration(REPOSITORY))
    docs = root / "docs"
    _write(docs / "index.md", HOME)
    _write(docs / "about.md", ABOUT)
    _write(docs / "tags.md", "# Tags\n\n<!-- material/tags -->\n")
    _write(docs / "blog" / "index.md", "# Journal\n")
    for phase in corpus.phases:
        _write(
            docs / "phases" / phase.name, f"# {phase.title}\n\n{phase.guide_point}\n\n{phase.body}"
        )
    for entry in corpus.entries:
        front = _common(entry) | {"description": entry.summary}
        front |= {"categories": [entry.stage], "tags": list(entry.barriers)}
        opening, rest = entry.body.split("\n\n", 1)
        _write(docs / "blog" / "posts" / entry.name, f"{opening}\n\n{MORE}\n\n{rest}", front)
    _write_pictures(docs / "blog" / "posts", corpus)


OURS = Side(
    "ours",
    ours,
    pages="entries/*-w[0-9][0-9]-*/index.html",
    entries="docs/entries",
    page=lambda entry: f"entries/{entry.name.removesuffix('.md')}/index.html",
)
STOCK = Side(
    "stock",
    stock,
    pages="blog/[0-9][0-9][0-9][0-9]/[0-9][0-9]/[0-9][0-9]/*/index.html",
    entries="docs/blog/posts",
    page=lambda entry: f"blog/{entry.day:%Y/%m/%d}/*/index.html",  # one a day
)


def stock_configuration(repository: Path) -> str:
    """The template, with the extensions of Markdown that our side has.

    All files stay trees of nodes, because tags like `!!python/name:` have to survive.
    """
    template = yaml.compose((HERE / "stock.yml").read_text(encoding="utf-8"), yaml.SafeLoader)
    ours = repository / "engine.yml"
    if ours.is_file():
        source = yaml.compose(ours.read_text(encoding="utf-8"), yaml.SafeLoader)
        _transplant(source, template, ["markdown_extensions"])
    return str(yaml.serialize(template, allow_unicode=True))


def _transplant(source: yaml.Node | None, target: yaml.Node | None, path: Sequence[str]) -> None:
    """Put what the source has under a path of keys in the place of what the target has there."""
    *parents, last = path
    for key in parents:
        source, target = _children(source).get(key), _children(target).get(key)
    found = _children(source).get(last)
    if found is not None and isinstance(target, yaml.MappingNode):
        target.value = [(k, found if k.value == last else v) for k, v in target.value]


def _children(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {k.value: v for k, v in node.value} if isinstance(node, yaml.MappingNode) else {}


def _common(entry: Entry) -> dict[str, object]:
    return {"title": entry.title, "date": entry.day}


def _write_views(docs: Path, pages: Mapping[str, str]) -> None:
    """Pages of their own, and on them the views that this repository's pages ask for.

    The prose there links to entries that are not in the corpus, so only the markers are taken.
    """
    found = {
        page.name: MARKER.findall(page.read_text(encoding="utf-8"))
        for page in (REPOSITORY / "docs").glob("*.md")
    }
    for name in sorted({*pages, *(name for name, markers in found.items() if markers)}):
        opening = pages.get(name, f"# {Path(name).stem.capitalize()}\n")
        _write(docs / name, "\n".join([opening, *(f"{m}\n" for m in found.get(name, []))]))


def _write_pictures(folder: Path, corpus: Corpus) -> None:
    (folder / "pictures").mkdir()
    for name, content in corpus.pictures.items():
        (folder / "pictures" / name).write_bytes(content)


def _write(path: Path, text: str, front: Mapping[str, object] | None = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if front:
        fields = yaml.safe_dump(dict(front), allow_unicode=True, sort_keys=False, width=1000)
        text = f"---\n{fields}---\n\n{text}"
    path.write_text(text, encoding="utf-8", newline="\n")


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    elif source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
