"""Markdown that somebody else wrote: the words stay, and nothing in them can run."""

import re
from functools import cache
from time import monotonic
from typing import Any

import pytest
import yaml
from conftest import ROOT, cases
from hypothesis import example, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from lxml import html
from markdown import Markdown

from waypost.sources.foreign import harmless


@pytest.mark.parametrize("case", cases("foreign"))
def test_what_becomes_of_a_text(case: dict[str, Any]) -> None:
    for text, wanted in case["texts"].items():
        assert harmless(text) == (text if wanted is None else wanted)


@cache
def converter() -> Markdown:
    """What makes pages of texts: the extensions of engine.yml."""
    engine = (ROOT / "engine.yml").read_text("utf-8")
    part = re.search(r"^markdown_extensions:\n(?:[ #].*\n|\n)+", engine, re.MULTILINE)
    assert part is not None
    given = yaml.safe_load(part[0])["markdown_extensions"]
    named = [each if isinstance(each, dict) else {each: {}} for each in given]
    configs = {name: config for each in named for name, config in each.items()}
    return Markdown(extensions=list(configs), extension_configs=configs)


# What the signs of Markdown make, and what is kept.
ELEMENTS = set(
    re.findall(
        r"\w+",
        """a abbr b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img input
        ins kbd label li mark ol p pre q s section small span strong sub summary sup table tbody td
        th thead tr u ul""",
    )
)
ATTRIBUTES = {"id", "class", "href", "title", "src", "alt", "open", "start", "style", "data-lang"}
ADDRESS = re.compile(r"[\s\x00-\x20]*(?!(?:https?|mailto|tel):)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def dangers(text: str) -> list[str]:
    """What a page made of a text would have that its words do not ask for."""
    page = converter().reset().convert(text)
    found = []
    for each in html.fragment_fromstring(page, create_parent="div").iter():
        if not isinstance(each.tag, str):
            continue
        if each.tag not in ELEMENTS:
            found.append(f"<{each.tag}>")
        for name, value in each.attrib.items():
            if name not in ATTRIBUTES or (name == "style" and "text-align" not in value):
                found.append(f"{name}={value}")
            if name in ("href", "src") and ADDRESS.match(re.sub("[\t\n\r]", "", value)):
                found.append(f"{name}={value}")
    return found


PIECES = [
    *("<script>", "</script>", "<b>", "</b>", "<", ">", "/", "!", "<!--", "-->", "<p onclick=x>"),
    *(
        "<img src=x onerror=y>",
        "<svg onload=x>",
        "<a href='javascript:x'>",
        "</a>",
        "<javascript:x>",
    ),
    *(
        "[",
        "]",
        "(",
        ")",
        "](",
        "]:",
        "[x]",
        "[x]:",
        "[^1]:",
        "javascript:x",
        "java",
        "script:",
        "&#58;",
    ),
    *(
        "&#10;",
        "&Tab;",
        "data:text/html,x",
        "\\",
        "`",
        "``",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "    ",
        "- ",
        "> ",
    ),
    *(
        "1. ",
        "| ",
        "|-|\n",
        "# ",
        "{",
        "}",
        "{: ",
        "onclick=x",
        "=",
        "#x",
        ".y",
        '"',
        "'",
        "*",
        "_",
        "~~",
    ),
    *(
        " ",
        "a",
        "b",
        "!!! note",
        '"t"',
        "??? x",
        "html",
        ":",
        ": ",
        "<div markdown>",
        "</div>",
        "<br>",
        "&lt;",
    ),
    *(
        "<https://a.example/>",
        "&",
        "<style>",
        "<textarea>",
        "![",
        "<a@b.c>",
        "---",
        "<?x ?>",
        "<![CDATA[",
    ),
]


@effort(max_examples=400)
@given(text=st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
@example(text="[x](java`script`:x)")
@example(text="- `a\n- <script>x</script>`")
@example(text="a ` b\nc ` <script>x</script> ` d")
@example(text="\\`<script>x</script>`")
@example(text="| a ` b | <script>x</script> ` |\n|-|-|\n| a ` b | <script>x</script> ` |")
@example(text="<b>```\n</b><script>x</script>\n```\n<script>x</script>\n```")
@example(text="](<b onclick=x>)")
@example(text="<a href='https://x/[y](https://z \"onclick=x\")'>a</a>")
@example(text="<!--> <script>x</script> -->")
@example(text="``` {.html onclick=x}\na\n```")
@example(text="# A\n{: onclick=x }\n\nb { onclick=x }\n\n[a](b){: href=javascript:x }")
@example(text="[x]:\njavascript:x\n\n[x]")
@example(text="[x]: <<javascript:x\n\n[x]")
@example(text="> [x]: javascript:x\n\n[x]")
@example(text="![x](javascript\\:x)")
@example(text="<!----><https://a.example/>")
def test_nothing_that_somebody_writes_can_run(text: str) -> None:
    done = harmless(text)
    assert dangers(done) == [], done
    assert harmless(done) == done


WORDS = st.text("ab c.,;!?&<>=-\n'\"$%+/", max_size=60).map(
    lambda text: re.sub("<(?=[^ ]|$)", "< ", text)
)


@given(text=WORDS)
def test_what_has_no_markup_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


CODE = st.text("<>/{}[]()=\"' abon\\!-:&;", min_size=1, max_size=30).filter(str.strip)


@given(code=CODE)
def test_code_stays_as_it_is(code: str) -> None:
    for text in (
        f"A `{code}` b.",
        f"A ``{code}``, `c`.\n\nB.",
        f"A:\n\n```html\n{code}\n```\n\nB.",
    ):
        assert harmless(text) == text


@pytest.mark.parametrize(
    "piece", ["<", "<b ", "[", "](", "{", "`", "<!--", "<script>", "]:", "<b>", "```\n", "<a '"]
)
def test_much_of_it_takes_no_time(piece: str) -> None:
    begun = monotonic()
    harmless(piece * (65_000 // len(piece)))
    harmless(f"{piece} x\n" * (65_000 // (len(piece) + 3)))
    assert monotonic() - begun < 5, "some seconds on any machine"
