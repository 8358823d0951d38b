"""No word of the interface is English in a journal that speaks another language.

The journal here has something of everything, and its own texts are made of words that are none: so
whatever is English in what comes out is the interface's.
"""

import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from babel.dates import get_month_names
from babel.messages.pofile import read_po
from conftest import PROJECT, ROOT, Built, build, write
from everything import FILES, vocabulary
from lxml import etree, html

# Names that are the same in every language, and words that are spelled alike in two of them.
NAMES = "rss atom json feed opml mastodon github giscus waypost mail"
# What catalogues do not have, and programs that come along may say.
COMMON = (
    "about after all and are back before below click close copied copy every footnote for from "
    "have here jump link menu more next not open page permanent previous read search see show skip "
    "table tag tags text that the their there these this top was were what when where which with"
)
# Attributes for scripts and search that nobody is shown.
IDS = ("data-status", "data-stage", "data-search-exclude")
SAID = ("title", "alt", "aria-label", "aria-description", "placeholder", "label", "summary")
# The elements of RSS and Atom that people read.
TEXTS = (
    *("title", "subtitle", "description", "summary", "content", "encoded"),
    *("category", "rights", "copyright"),
)
WORD = re.compile(r"[^\W\d_]{3,}")


@pytest.fixture(scope="module", params=["es", "da"])
def spoken(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Built]:
    """The journal in a language, with its code."""
    from PIL import Image

    code = request.param
    root = tmp_path_factory.mktemp("interface") / "journal"
    root.mkdir()
    for name in PROJECT:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    settings = (root / "mkdocs.yml").read_text("utf-8")
    settings = re.sub("site_name: .*", "site_name: Glorb", settings)
    settings = re.sub("site_description: .*", "site_description: Zelbat", settings)
    settings = settings.replace("language: en", f"language: {code}")
    write(root, FILES | {"mkdocs.yml": settings, "journal.yml": vocabulary()})
    Image.new("RGB", (800, 400)).save(root / "docs/entries/pic.png")
    built = build(root, today="2026-11-22")
    assert built.status == 0, built.log
    return code, built


@cache
def english() -> frozenset[str]:
    """Words of the interface as it is written: English, also those that Material brings along."""
    import material

    with (ROOT / "src/waypost/catalogues/es.po").open("rb") as file:
        ids = " ".join(str(each.id) for each in read_po(file) if each.id)
    theirs = Path(material.__file__).parent / "templates/partials/languages/en.html"
    said = re.sub(r'"[\w.]+":|%\(\w+\)s', "", ids + theirs.read_text("utf-8"))
    return frozenset(words(f"{said} {COMMON}")) - frozenset(NAMES.split())


@cache
def foreign(code: str) -> frozenset[str]:
    """Words of a language that are right where they stand, also if English has them too."""
    with (ROOT / f"src/waypost/catalogues/{code}.po").open("rb") as file:
        said = " ".join(str(each.string) for each in read_po(file) if each.id)
    terms = yaml.safe_load((ROOT / "journal.yml").read_text("utf-8"))
    for kind in ("stages", "barriers", "beliefs", "tasks"):
        for term in terms[kind]:
            said += f" {term['label'][code]} {term['meaning'][code]}"
    months = " ".join(get_month_names("abbreviated", locale=code).values())
    return frozenset(words(re.sub(r"%\(\w+\)s", "", f"{said} {months}")))


def words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def told(text: str, code: str) -> list[str]:
    """The English words in a text, with what stands around them."""
    plain = re.sub(r"(?:https?://|tag:)\S+|The Old Reader", "", text)
    wrong = {word for word in words(plain) if word in english() - foreign(code)}
    return [f"{word}: {' '.join(text.split())[:90]}" for word in sorted(wrong)]


def texts_of(root: html.HtmlElement) -> Iterator[str]:
    """Whatever a page shows or says, and what its scripts may show later."""
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("style", "code", "pre"):
            yield element.tail or ""
            continue
        if element.tag != "script":
            yield element.text or ""
        yield element.tail or ""
        for name, value in element.attrib.items():
            is_said = element.tag == "meta" and element.get("name") == "description"
            is_shown = name in SAID or (name.startswith("data-") and name not in IDS)
            is_code = value.startswith(("{", "[")) or ("/" in value and " " not in value)
            if (is_shown or (is_said and name == "content")) and not is_code:
                yield value


def test_no_page_says_a_word_in_english(spoken: tuple[str, Built]) -> None:
    code, built = spoken
    found: dict[str, set[str]] = {}
    pages = sorted(built.site.rglob("*.html"))
    assert len(pages) > 70, "something of everything"
    for path in pages:
        root = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        assert root.get("lang") == code, path
        for text in texts_of(root):
            for wrong in told(text, code):
                found.setdefault(wrong, set()).add(path.relative_to(built.site).as_posix())
    assert {wrong: sorted(paths)[:2] for wrong, paths in found.items()} == {}


def test_no_feed_says_a_word_in_english(spoken: tuple[str, Built]) -> None:
    code, built = spoken
    found = set()
    for path in sorted(built.site.rglob("*")):
        if path.suffix in (".xml", ".opml") and path.name != "sitemap.xml":
            for element in etree.parse(path).iter():
                said = [element.get(name, "") for name in ("text", "title", "label")]
                if etree.QName(element).localname in TEXTS:
                    said.append(_shown(element.text or ""))
                found |= set(told(" ".join(said), code))
        elif path.name == "feed.json":
            feed = json.loads(path.read_bytes())
            for item in feed["items"]:
                shown = (_shown(item["content_html"]), item["summary"], item["title"])
                found |= set(told(" ".join((*shown, *item.get("tags", ()))), code))
            found |= set(told(f"{feed['title']} {feed.get('description', '')}", code))
    assert found == set()


def _shown(text: str) -> str:
    if "<" not in text:
        return text
    return " ".join(texts_of(html.fragment_fromstring(text, create_parent="div")))


# What a template says without being asked to: commands, code, HTML, and what stands in Markdown.
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
FRONT = re.compile(r"^---$.*?^---$", re.DOTALL | re.MULTILINE)
MARKUP = re.compile(
    r"<!.*?>|[\w-]+=\"[^\"]*\"|<(script|style)\b.*?</\1>|</?[a-zA-Z][^>]*>|\{[^{}\n]*\}|```\w*|&\w+;|\]\([^)]*\)",
    re.DOTALL,
)
ATTRIBUTE = re.compile(rf'\b({"|".join(SAID)})="([^"]*)"')


@pytest.mark.parametrize(
    "folder",
    [
        "overrides",
        "src/waypost/pages/templates",
        "src/waypost/feeds/templates",
        "src/waypost/templates",
    ],
)
def test_templates_hold_no_word_that_could_not_be_translated(folder: str) -> None:
    found = []
    kinds = (".html", *([".md"] if folder != "overrides" else []))  # there it is for developers
    paths = [path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in kinds]
    assert paths
    for path in paths:
        text = FRONT.sub("", JINJA.sub("", path.read_text("utf-8")))
        said = [value for _, value in ATTRIBUTE.findall(text)] + [MARKUP.sub(" ", text)]
        bare = [word for each in said for word in WORD.findall(each)]
        found += [f"{path.name}: {word}" for word in bare]
    assert found == []
