"""One style sheet: what a text needs of Material's, and the journal's own."""

import gzip
import re
from pathlib import Path

import material
import pytest
from conftest import Built

from waypost.sheets import sheet

THEME = next(Path(material.__file__).parent.glob("templates/assets/stylesheets/main.*.min.css"))


def test_rules_for_a_text_stay_and_those_for_what_is_around_it_go() -> None:
    theme = (
        ".md-typeset p,.md-header p{margin:0}.md-search{top:0}body{color:red}"
        "@media print{.md-tabs{display:none}}@media screen{.md-typeset a{color:red}.md-nav{top:0}}"
    )
    assert sheet(theme, [], []) == (
        ".md-typeset p{margin:0}body{color:red}@media screen{.md-typeset a{color:red}}"
    )


def test_a_comma_within_brackets_divides_no_selector() -> None:
    theme = '.md-typeset :is(h1,h2),.md-typeset [title="a,b"]{margin:0}'
    assert sheet(theme, [], []) == theme


@pytest.mark.parametrize(
    ("extension", "rule"),
    [
        ("pymdownx.keys", ".md-typeset .keys kbd{top:0}"),
        ("pymdownx.tabbed", ".md-typeset .tabbed-set{top:0}"),
        ("pymdownx.tasklist", ".md-typeset .task-list-item{top:0}"),
    ],
)
def test_what_an_extension_makes_has_its_rules_where_it_is_on(extension: str, rule: str) -> None:
    assert sheet(rule, [], []) == ""
    assert sheet(rule, [], [extension]) == rule


def test_a_picture_that_nothing_shows_is_left_out() -> None:
    theme = (
        ":root{--md-a-icon:url('data:a;b');--md-b-icon:url(data:b);--md-c-icon:url(c)}"
        ".md-typeset p{mask-image:var(--md-a-icon)}"
    )
    own = "q { mask-image: var( --md-b-icon ) }"
    text = sheet(theme, [own], [])
    assert "--md-a-icon:" in text
    assert "--md-b-icon:" in text
    assert "--md-c-icon:" not in text


def test_the_journal_s_own_follows_without_its_comments() -> None:
    own = 'p {\n  /* so */\n  margin: 0 ;\n}\n\nq::before { content: "/* no */  x" }\n'
    assert sheet("a{b:c}", [own], []) == 'a{b:c}p{margin:0;}q::before{content:"/* no */  x"}'


def test_a_third_of_material_s_own_is_enough() -> None:
    theme = THEME.read_text("utf-8")
    text = sheet(theme, [], [])
    assert len(text) < len(theme) / 4
    for needed in (".admonition", ".footnote", ".highlight", ".md-tag", "table", "details"):
        assert needed in text, needed
    assert not re.findall(r"\.md-(?:header|search|tabs|nav|sidebar|source|dialog)\b", text)


def test_a_page_loads_one_sheet_and_one_script(sample: Built) -> None:
    text = sample.text("entries/2026-w36-what-is-a-lead/index.html")
    (link,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', text)
    assert re.fullmatch(r"\.\./\.\./assets/waypost/waypost\.[0-9a-f]{8}\.css", link)
    assert re.findall(r'<script src="([^"]+)"', text) == ["../../assets/waypost/waypost.js"]
    data = sample.files()[link.removeprefix("../../")]
    assert len(gzip.compress(data)) < 20_000
    assert not [
        path for path in sample.files() if path.startswith(("assets/javascripts", "assets/st"))
    ]
