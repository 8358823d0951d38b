"""What is written in another language says so: on its page, in every list, and in the feeds."""

import json
from datetime import date
from pathlib import Path

import markdown
from conftest import Project, build, entry, page
from lxml import etree, html
from test_pages import EXTENSIONS, NOW, pages

from waypost.feeds.letters import Letters
from waypost.pages import VIEW_PAGES
from waypost.pages.markers import MARKERS
from waypost.views.stretch import stretch

XML = "{http://www.w3.org/XML/1998/namespace}"
ATOM = "{http://www.w3.org/2005/Atom}"
# Words that stand nowhere else, so that one can see where they went.
TITLE, SUMMARY, NEXT, TEXT = "Mirlo azul", "Zarza larga.", "Tordo", "Grajo"


def spanish(**fields: str) -> str:
    given = {"stage": "define", "barriers": "[mandate]", "lang": "es"} | fields
    return entry(TITLE, "2026-W46", summary=SUMMARY, next=f"[{NEXT}]", body=TEXT, **given)


DECISION = f"""---
title: {TITLE} 2
date: 2026-11-12
lang: es
status: accepted
summary: {SUMMARY}
options: [{NEXT}, Pinzón]
chosen: {NEXT}
because: Urraca
expected: Cuervo
confidence: 70
stage: define
barriers: [mandate]
revisit_on: 2026-11-20
---
{TEXT}
"""
EXPERIMENT = f"""---
title: {TITLE} 3
lang: es
hypothesis: Alondra
starts: 2026-11-02
ends: 2026-11-06
criteria: [{{metric: Garza, at_least: 5}}]
results: {{Garza: 6}}
learned: Cigüeña
stage: define
barriers: [mandate]
---
{TEXT}
"""
GOAL = f"---\ntitle: {TITLE} 4\nlang: es\nlevel: marketing\nwhy: Abubilla\n---\n{TEXT}\n"
FILES = {
    "docs/index.md": "<!-- waypost: latest -->\n",
    "docs/entries/2026-w45.md": entry(
        "Home", "2026-W45", stage="define", barriers="[mandate]", goals="[g]"
    ),
    "docs/entries/2026-w46.md": spanish(goals="[g]"),
    "docs/decisions/a.md": DECISION,
    "docs/experiments/a.md": EXPERIMENT,
    "docs/goals/g.md": GOAL,
}
THEIRS = (
    *(TITLE, SUMMARY.rstrip("."), NEXT, "Pinzón", "Urraca", "Cuervo", "Alondra", "Garza"),
    *("Cigüeña", "Abubilla", TEXT),
)


def unmarked(root: html.HtmlElement, words: tuple[str, ...]) -> list[str]:
    """What is in another language, and no element around it says so."""
    found = []
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "title"):
            continue
        for text, holder in ((element.text, element), (element.tail, element.getparent())):
            if not text or holder is None or not any(word in text for word in words):
                continue
            around = [holder, *holder.iterancestors()]
            if next((each.get("lang") for each in around if each.get("lang")), None) != "es":
                found.append(text.strip())
    return found


def test_every_list_says_which_of_its_titles_are_foreign(tmp_path: Path) -> None:
    given = {path.removeprefix("docs/"): text for path, text in FILES.items()}
    made = pages(tmp_path, given)
    wrong = {}
    views = "".join(f"<!-- waypost: {name} -->\n\n" for name in MARKERS)
    for uri, text in [*made.generated(), ("index.md", made.expand("index.md", views))]:
        body = text.partition("\n---\n")[2] if text.startswith("---") else text
        root = html.fragment_fromstring(
            markdown.markdown(body, extensions=EXTENSIONS), create_parent="div"
        )
        if found := unmarked(root, THEIRS):
            wrong[uri] = found
        if uri.removesuffix(".md") in VIEW_PAGES and uri not in ("backlog.md", "effort.md"):
            assert root.xpath("//*[@lang='es']"), f"nothing foreign stands in {uri}"
    assert wrong == {}


def test_in_a_journal_of_its_own_language_nothing_is_marked(tmp_path: Path) -> None:
    given = {path.removeprefix("docs/"): text for path, text in FILES.items()}
    del given["entries/2026-w45.md"]
    for uri, text in pages(tmp_path, given, "es").generated():
        assert "lang=" not in text, uri


def test_pages_and_feeds_say_what_is_foreign_in_them(project: Project) -> None:
    body = (
        'They say <span lang="da">hyggeligt</span>, and *feedback*{ lang=en-GB }.\n\n'
        "Hvem svarer?\n{ lang=da }"
    )
    last = entry("Mixed", "2026-W47", body=body)
    built = build(project(FILES | {"docs/entries/2026-w47.md": last}), "--strict")
    assert built.status == 0, built.log

    for path in ("decisions/a/", "experiments/a/", "goals/g/"):
        (article,) = page(built, path).xpath("//article")
        for heading in article.xpath(".//h1"):
            heading.drop_tree()
        assert unmarked(article, THEIRS) == [], path
    (next_up,) = page(built, "entries/2026-w46/").xpath("//h2[contains(@class, 'waypost-next')]")
    assert next_up.get("lang") == "en", "what stands around a foreign text speaks on in English"
    for path in ("", "entries/", "years/2026/", "now/"):
        assert unmarked(page(built, path).xpath("//article")[0], THEIRS) == [], path

    text = page(built, "entries/2026-w47/").xpath("//article")[0]
    assert [each.text for each in text.xpath(".//*[@lang='da']")] == ["hyggeligt", "Hvem svarer?"]
    mixed, foreign = json.loads(built.text("feed.json"))["items"][:2]
    assert '<span lang="da">hyggeligt</span>' in mixed["content_html"]
    assert '<em lang="en-GB">feedback</em>' in mixed["content_html"]
    assert '<p lang="da">Hvem svarer?</p>' in mixed["content_html"]
    assert (mixed.get("language"), foreign["language"]) == (None, "es")
    assert '<h2 lang="en"' in foreign["content_html"]

    atom = etree.fromstring(built.text("atom.xml").encode())
    said = {
        each.findtext(f"{ATOM}title"): each.get(f"{XML}lang") for each in atom.iter(f"{ATOM}entry")
    }
    assert said == {"Mixed": None, TITLE: "es", "Home": None}
    terms = atom.findall(f"{ATOM}entry[{ATOM}title='{TITLE}']/{ATOM}category")
    assert {each.get(f"{XML}lang") for each in terms} == {"en"}, "labels are the journal's"

    decided = json.loads(built.text("decisions/feed.json"))["items"][0]
    content = html.fragment_fromstring(decided["content_html"], create_parent="div")
    assert decided["language"] == "es"
    assert content[0].get("lang") == "en", "what its fields are called is not foreign"
    assert unmarked(content, THEIRS) == []


def test_letters_mark_the_titles_and_summaries_of_others(tmp_path: Path) -> None:
    given = {path.removeprefix("docs/"): text for path, text in FILES.items()}
    made = pages(tmp_path, given)
    month = stretch(made.public, date(2026, 11, 1), date(2026, 11, 22), NOW)
    letter = Letters(made.public, made.language, made.site).titled(month, "html")
    assert unmarked(html.fragment_fromstring(letter, create_parent="div"), THEIRS) == []
