"""A title, a summary, a tag or a label is text everywhere: no markup from it works anywhere."""

import gzip
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml
from browsers import in_browser, of
from conftest import PROJECT, ROOT, Built, Project, build, write
from lxml import etree, html
from playwright.sync_api import Browser

SHAPES = [
    "<script>window.hurt=1</script>",
    '"><img src=x onerror=window.hurt=1>',
    "'-window.hurt=1-'",
    "</title><script>window.hurt=1</script>",
    "</script><script>window.hurt=1</script>",
    "]]><script>window.hurt=1</script>",
    "--> <b>bold</b> <!doctype html>",
    "[x](javascript:window.hurt=1)",
    "![x](x)",
    "{{ 7*7 }}",
    "{% raw %}",
    "*a* **b** _c_ ~~d~~ ==e== ^f^",
    "`a` ``b``",
    "&lt;b&gt; &amp; &copy &#60;i&#62;",
    "\\ \\* \\<b>",
    "{: onclick=window.hurt=1 #x .y }",
    "<svg onload=window.hurt=1><style>*{display:none}</style>",
    "' onmouseover='window.hurt=1",
    "<javascript:window.hurt=1> <https://a.example/> https://b.example/",
    "# heading {#x}",
    "- list",
    "1. list",
    "> quote",
    "    code",
    "| a | b |",
    "!!! note",
    "??? note",
    "```",
    "[^1]: note",
    "*[abbr]: x",
    "[x]: https://a.example/",
    "$x$ \\(y\\)",
    "<textarea> <plaintext> <base href=//a.example>",
    "%3Cscript%3E \u2028 \u00ad \u200b",
    ':::x --8<-- "README.md"',
    "\"\"\" ''' `js\\`",
    "&lt;script&gt;window.hurt=1&lt;/script&gt;",
]
BUILDS = 7
"""So many, and each place has seen every shape: it gets a few in a row, others in each build."""


def shapes(number: int) -> Iterator[str]:
    """What stands in one place after another; no two are the same."""
    for place in count():
        first = (place * 7 + number * 6) % len(SHAPES)
        row = (SHAPES * 2)[first : first + 7]
        yield " ".join([*row, f"n{place}n"])


def words() -> Iterator[str]:
    for place in count():
        yield f"Word & word < n{place}n"


def record(fields: Mapping[str, Any], body: str = "Text.") -> str:
    front = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=9999)
    return f"---\n{front}---\n{body}\n"


def journal(says: Iterator[str]) -> tuple[dict[str, str], list[str]]:
    """A journal in which every place for a text is filled, and the texts that readers see."""
    shown: list[str] = []

    def say() -> str:
        shown.append(next(says))
        return shown[-1]

    def vocabulary(kind: str, **more: Any) -> dict[str, Any]:
        return {"id": f"a-{kind}", "label": {"en": say()}, "meaning": {"en": say()}} | more

    settings = {
        "authority": "example.org,2026",
        "author": {"name": say(), "email": "anna@example.org"},
        "licence": {"name": say(), "url": "https://licence.example/"},
        "pauses": [{"starts": "2026-W20", "until": "2026-W21", "why": say()}],
        "prompts": [next(says)],
        "stages": [vocabulary("stage", prompt=next(says))],
        "barriers": [vocabulary("barrier"), {"id": "other", "label": say()}],
        "beliefs": [vocabulary("belief", keeps=["a-barrier"])],
        "tasks": [vocabulary("task", opens=["a-barrier"])],
        "comments": {
            "giscus": {name: next(says) for name in ("repo", "repo_id", "category", "category_id")}
        },
    }
    files = {"journal.yml": yaml.safe_dump(settings, allow_unicode=True, width=9999)}
    place = {"stage": "a-stage", "barriers": ["a-barrier"]}
    metric = say()
    tags = [say(), say()]
    for week in (20, 30, 36, 45, 46, 47):
        files[f"docs/entries/w{week}.md"] = record(
            {
                "title": say(),
                "week": f"2026-W{week}",
                "summary": say(),
                **place,
                "beliefs": ["a-belief"],
                "tasks": ["a-task"],
                "goals": ["goal"],
                "readings": {"result": week, "way": "up"},
                "next": [say(), say()],
                "tags": tags,
                "updated": f"2026-11-2{week % 2}",
                "changes": say(),
                "image": "images/x.svg",
                "image_alt": say(),
                "thread": "https://mastodon.example/@anna/1",
            },
            "See [this](../decisions/new.md), [that](../experiments/over.md).",
        )
    files["docs/entries/images/x.svg"] = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    files["docs/entries/w48.md"] = record(
        {"title": say(), "week": "2026-W19", "status": "withdrawn"}
    )
    files["docs/phases/phase.md"] = record(
        {
            "title": say(),
            "starts": "2026-07-01",
            "ends": "2026-12-01",
            "guide_point": say(),
            "summary": say(),
            "goals": ["goal"],
            "deliverables": [
                {"what": say(), "priority": "must", "due": "2026-08-01", "key_result": "result"},
                {"what": say(), "priority": "could", "due": "2026-12-01", "effort": 2},
                {"what": say(), "priority": "should", "dropped": "2026-09-01", "because": say()},
                {"what": say(), "priority": "won't"},
            ],
        }
    )
    decision = {"status": "accepted", "confidence": 60, "goals": ["goal"], **place}
    for name, more in {
        "old": {
            "date": "2026-07-10",
            "outcome": {"date": "2026-09-10", "result": say(), "learned": say()},
        },
        "new": {"date": "2026-09-02", "supersedes": ["old"], "revisit_on": "2026-10-01"},
        "open": {"date": "2026-11-10", "status": "proposed"},
    }.items():
        texts = {n: say() for n in ("title", "summary", "chosen", "because", "expected", "changes")}
        given = decision | texts | more | {"options": [say(), say()], "updated": "2026-11-20"}
        files[f"docs/decisions/{name}.md"] = record(given)
    for name, starts, ends, more in (
        (
            "over",
            "2026-09-01",
            "2026-09-20",
            {"results": {metric: 3}, "verdict": "not met", "verdict_because": say()},
        ),
        ("met", "2026-09-02", "2026-09-20", {"results": {metric: 7}, "decision": "new"}),
        ("running", "2026-11-01", "2026-12-20", {"key_result": "result"}),
    ):
        texts = {n: say() for n in ("title", "hypothesis", "summary", "learned", "changes")}
        criteria = [{"metric": metric, "at_least": 2, "unit": say()}]
        given = texts | {"starts": starts, "ends": ends, "criteria": criteria, "effort": 3}
        given |= {"updated": "2026-11-20", "criteria_written": "2026-08-30"}
        files[f"docs/experiments/{name}.md"] = record(given | more | place)
    files["docs/goals/goal.md"] = record(
        {"title": say(), "level": "marketing", "parent": "above", "period": say(), "why": say()}
    )
    files["docs/goals/above.md"] = record(
        {"title": say(), "level": "organisation", "period": say(), "why": say()}
    )
    for name, disclosure in (
        ("result", {"baseline": 20, "target": 60, "disclosure": "absolute"}),
        ("way", {"disclosure": "trend"}),
    ):
        files[f"docs/key-results/{name}.md"] = record(
            {"title": say(), "goal": "goal", "unit": say(), "direction": "up", **disclosure}
        )
    files["docs/index.md"] = record(
        {"title": say(), "description": say()},
        "\n\n".join(
            f"<!-- waypost: {view} -->"
            for view in ("latest", "timeline", "calendar", "goals", "now", "matrix")
        ),
    )
    files["docs/about.md"] = record({"title": say(), "description": say(), "tags": [say()]})
    files["docs/other.md"] = "Text without a title.\n"
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    config |= {"site_name": say(), "site_description": say(), "site_author": say()}
    config["nav"] = [
        {say(): "index.md"},
        {say(): [{say(): "entries/index.md"}, {say(): "about.md"}, "other.md"]},
        {say(): [{say(): "https://elsewhere.example/"}, "now.md", "decisions/index.md"]},
    ]
    files["mkdocs.yml"] = yaml.safe_dump(config, allow_unicode=True, sort_keys=False, width=9999)
    return files, shown


@dataclass(frozen=True)
class Told:
    """A journal that was built, and what it is to show."""

    built: Built
    shown: list[str]


def told(root: Path, says: Iterator[str]) -> Told:
    for name in PROJECT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    files, shown = journal(says)
    built = build(write(root, files))
    assert built.status == 0, built.log
    return Told(built, shown)


@pytest.fixture(scope="session")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The journal with a few plain words in each place."""
    return told(tmp_path_factory.mktemp("harmless"), words())


@pytest.fixture(scope="session", params=range(BUILDS))
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The same with what could be taken for markup."""
    return told(tmp_path_factory.mktemp("hostile"), shapes(request.param))


SCRIPTS = re.compile(r"^\s*(?:javascript|data|vbscript):", re.IGNORECASE)


TEXTS = ("title", "subtitle", "rights", "summary", "description", "category")


def skeleton(root: etree._Element) -> Counter[str]:
    """Every element with the names of its attributes, and what a link to a script would be."""
    found: Counter[str] = Counter()
    for each in root.iter():
        if not isinstance(each.tag, str):
            found[f"comment {each.text}"] += 1
            continue
        # A text in Atom is called HTML where it has signs that HTML knows.
        names = set(each.attrib) - (
            {"type"} if each.tag.startswith("{http://www.w3.org/2005") else set()
        )
        found[" ".join([each.tag, *sorted(names)])] += 1
        for name in ("href", "src", "action", "data"):
            if SCRIPTS.match(each.get(name) or ""):
                found[f"{name} {each.get(name)}"] += 1
    return found


def inner(text: str) -> Counter[str]:
    return skeleton(html.fragment_fromstring(text, create_parent="div"))


def skeleton_of(path: str, data: bytes) -> Counter[str]:
    """What a file consists of, apart from its texts."""
    if path.endswith(".html"):
        return skeleton(html.document_fromstring(data.decode("utf-8")))
    if path.endswith(".json"):
        return _json(json.loads(data))
    root = etree.fromstring(gzip.decompress(data) if path.endswith(".gz") else data)
    found = skeleton(root)
    for each in root.iter():
        name = etree.QName(each).localname
        if each.text and (name == "encoded" or (name == "content" and each.get("type") == "html")):
            found += inner(each.text)
        elif each.text and each.text.strip() and name in TEXTS:  # some readers take it for HTML
            assert inner(each.text) == {"div": 1}, each.text
    return found


def _json(value: Any, name: str = "") -> Counter[str]:
    if isinstance(value, dict):
        return Counter(value.keys()) + sum((_json(v, k) for k, v in value.items()), Counter())
    if isinstance(value, list):
        return sum((_json(each, name) for each in value), Counter())
    return inner(value or "-") if name in ("content_html", "text") else Counter()


MADE = re.compile(r"\.(?:html|json|xml|opml|xml\.gz)$")


def test_nothing_that_is_written_changes_of_what_a_file_consists(
    harmless: Told, hostile: Told
) -> None:
    before, after = harmless.built.files(), hostile.built.files()
    assert before.keys() == after.keys()
    paths = [path for path in before if MADE.search(path) and not path.startswith("assets")]
    assert len(paths) > 60
    different = {}
    for path in paths:
        plain, other = skeleton_of(path, before[path]), skeleton_of(path, after[path])
        if plain != other:
            different[path] = plain - other, other - plain
    assert different == {}


def seen(built: Built) -> str:
    """Everything that a reader of the pages can see or hear, with one space between words."""
    spoken = ("title", "alt", "aria-label", "content")
    texts = []
    for path, page in built.files().items():
        if path.endswith(".html"):
            root = html.document_fromstring(page.decode("utf-8"))
            found = [root.text_content(), *root.xpath("|".join(f"//@{name}" for name in spoken))]
            texts.append(" ".join(" ".join(found).split()))
    return "\n".join(texts)


def test_what_is_written_is_shown_as_it_is(harmless: Told, hostile: Told) -> None:
    plain, other = seen(harmless.built), seen(hostile.built)
    both = zip(harmless.shown, hostile.shown, strict=True)
    expected = [" ".join(text.split()) for words, text in both if words in plain]
    assert len(expected) > len(hostile.shown) - 5
    assert [each for each in expected if each not in other] == []


def test_feeds_name_what_they_tell_as_it_is(hostile: Told) -> None:
    as_json = json.loads(hostile.built.text("feed.json"))
    titles = [item["title"] for item in as_json["items"]]
    assert len(titles) >= 6
    shown = {" ".join(each.split()) for each in hostile.shown}
    assert {" ".join(as_json["title"].split()), *titles} <= shown


def test_the_name_of_a_file_is_text_too(project: Project) -> None:
    built = build(project({"docs/b <img src=x onerror=alert(1)> <i>c.md": "Text.\n"}))
    assert built.status == 0, built.log
    named = 0
    for path, page in built.files().items():
        if path.endswith(".html"):
            root = html.document_fromstring(page.decode("utf-8"))
            assert not root.xpath("//@onerror | //i[not(@class)]"), path
            named += "<img src=x" in root.text_content()
    assert named > 0


# In a browser


@in_browser
@pytest.mark.parametrize("hostile", [2, 5], indirect=True)
def test_nothing_of_it_runs(hostile: Told, browser: Browser) -> None:
    """Not even where there is no policy."""
    page = browser.new_page(bypass_csp=True)
    noticed: list[str] = []
    page.on("pageerror", lambda error: noticed.append(str(error)))
    page.on("request", lambda asked: noticed.append(asked.url))
    with of(hostile.built) as address:
        for path in sorted(hostile.built.site.rglob("*.html")):
            page.goto(f"{address}{path.relative_to(hostile.built.site).as_posix()}")
            assert page.evaluate("window.hurt") is None, path
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.keyboard.press("/")
        page.locator("dialog.waypost-search").wait_for()
        page.keyboard.type("n40n")
        found = page.locator(".waypost-search-results a")
        found.first.wait_for(timeout=10_000)
        assert page.evaluate("window.hurt") is None
        markup = "a, b, i, em, img, script, svg, style, textarea, form"
        for each in found.all():
            assert each.locator(markup).count() == 0
        assert [each for each in noticed if not each.startswith(address)] == []
    page.close()
