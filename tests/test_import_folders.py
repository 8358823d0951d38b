"""Folders of Markdown from other generators: what goes in, and what becomes of it."""

import csv
import os
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from conftest import cases, write
from desk import Desk, desk
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown import Markdown

from waypost.imports.folders import read_folder
from waypost.imports.folders.commands import translated
from waypost.imports.folders.front import front_of
from waypost.imports.folders.markup import cleaned
from waypost.imports.folders.times import moment
from waypost.imports.kinds import recognised

MKDOCS = "site_name: A journal\nsite_url: https://example.org/journal/\n"
TODAY = "2026-11-22"


def journal(root: Path) -> Desk:
    return desk(root, {"mkdocs.yml": MKDOCS})


@pytest.mark.parametrize("case", cases("imports"))
def test_what_becomes_of_a_folder(case: dict[str, Any], tmp_path: Path) -> None:
    old = write(tmp_path / "old", case["files"])
    for name, data in case.get("bytes", {}).items():
        (old / name).write_bytes(bytes.fromhex(data))
    here = journal(tmp_path / "journal")
    before = here.files()
    said = here.say("import", str(old), "--report", "r.csv", *case.get("options", ()), today=TODAY)
    assert said.status == 0, said.out

    with (here.root / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    told = {row["from"]: " ".join(filter(None, (row["why"], row["notes"]))) for row in rows}
    assert {name: text for name, text in told.items() if text} == case["told"]
    made = {
        path: here.text(path)
        for path in here.files().keys() - before.keys()
        if path.startswith("docs/")
    }
    assert made == case["wants"]
    assert here.say("check", today=TODAY).status == 0


def test_every_text_of_a_folder_is_an_entry_or_a_refusal_with_its_reason(tmp_path: Path) -> None:
    hostile = {
        "2020-01-01-a.md": "[" * 3000,
        "2020-01-02-b.md": "---\n" + "a: [" * 500 + "\n---\nText",
        "2020-01-03-c.md": "{{< " * 400 + "{% " * 400,
        "2020-01-04-d.md": "<div>" * 400 + "<blockquote>" * 300,
        "2020-01-05-e.md": "---\na: &a [*a]\n<<: *a\n? [x]\n: y\n---\nText",
        "2020-01-06-f.md": "```\nnever ends <script>x()</script>",
        "2020-01-07-g.md": "---\ndate: 2020-13-45\ntitle: [a, {b: c}]\ntags: {x: 1}\n---\nText",
        "2020-01-08-h.md": "--- \n---\n---\n---\n",
        "2020-01-09-i.md": "![](" + "../" * 50 + "etc/passwd.png) [x](http://[bad)",
        "2020-01-10-\N{LATIN SMALL LETTER O WITH STROKE}.md": "Text",
        "2020-01-11-j.md": "+++\ndate = 2020-01-11\n[[x]]\n+++\nText",
    }
    old = write(tmp_path / "old", hostile)
    here = journal(tmp_path / "journal")
    said = here.say("import", str(old), "--report", "r.csv", today=TODAY)
    assert said.status == 0
    with (here.root / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["from"] for row in rows} == set(hostile)
    assert all(bool(row["why"]) != (row["state"] == "entry") for row in rows)
    assert here.say("check", today=TODAY).status == 0


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2014-03-12", date(2014, 3, 12)),
        ("2014-3-5", date(2014, 3, 5)),
        ("2014-03-12 00:00:00 +0000", date(2014, 3, 12)),
        ("2014-03-12T09:30", datetime(2014, 3, 12, 9, 30)),  # noqa: DTZ001
        (
            "2014-03-12 10:11:00 -0400",
            datetime(2014, 3, 12, 10, 11, tzinfo=timezone(timedelta(hours=-4))),
        ),
        ("2014-03-12T10:11:00.250Z", datetime(2014, 3, 12, 10, 11, tzinfo=timezone.utc)),  # noqa: UP017
        ("March 12, 2014", date(2014, 3, 12)),
        ("Wed, 12 Mar 2014 10:11:00 GMT", datetime(2014, 3, 12, 10, 11, tzinfo=timezone.utc)),  # noqa: UP017
        ("12. marts 2014", date(2014, 3, 12)),
        ("12 de marzo de 2014", date(2014, 3, 12)),
        ("31/12/2014", date(2014, 12, 31)),
        ("12/31/2014", date(2014, 12, 31)),
        ("3/4/2014", None),  # nobody can tell which of the two is the month
        ("31.12.2014", date(2014, 12, 31)),
        ("2014-02-30", None),
        ("0214-02-03", None),
        ("soon", None),
        ("", None),
        (None, None),
        ({"created": "x"}, None),
        (True, None),
        (1394582400, date(2014, 3, 12)),
    ],
)
def test_days_are_read_as_people_write_them(written: object, meant: object) -> None:
    assert moment(written) == meant


@given(st.text(alphabet=st.sampled_from("-+{}[]<>%`\"':#|\n\t ab!/*_~=&;.\\$@"), max_size=60))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    front = front_of(text)
    plain, _ = cleaned(translated(front.text, front.fields, lambda _: "").text)
    for odd in ("<script", "<iframe", "onclick="):
        assert odd not in plain.casefold()


@pytest.mark.parametrize(
    "text",
    [
        "<scr<script>ipt>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](java\nscript:alert(1))",
        "[x](java\nscri\npt:alert(1))",
        "> [x](java\n> script:alert(1))",
        "[x](\nJAVASCRIPT:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](<javascript:alert(1)>)",
        "[x]: javascript:alert(1)\n\n[x]",
        "<a href='javascript:alert(1)'>x</a>",
        "x {: onclick=alert(1) }",
        "<div>\n<script>alert(1)\n</script></div>",
        "`a\n<script>alert(1)</script>\nb`",
        "<svg><script>alert(1)</script></svg>",
        "<details ontoggle=alert(1) open>x</details>",
        "<blockquote onmouseover=alert(1)><iframe src=//x></iframe></blockquote>",
        "<!-- waypost: timeline -->\n<!-- x --!><script>alert(1)</script>",
        "<style>*{}</style><link rel=stylesheet href=//x><meta http-equiv=refresh>",
        "&lt;script&gt;alert(1)&lt;/script&gt;<p>&lt;script&gt;alert(2)&lt;/script&gt;</p>",
    ],
)
def test_nothing_that_could_run_is_left_of_html(text: str) -> None:
    plain, _ = cleaned(text)
    extensions = ["attr_list", "md_in_html", "pymdownx.superfences"]
    shown = html.fromstring(f"<div>{Markdown(extensions=extensions).convert(plain)}</div>")
    found = {each.tag for each in shown.iter() if isinstance(each.tag, str)}
    assert not found & {"script", "iframe", "svg", "style", "meta", "link", "details"}
    for each in shown.iter():
        assert not any(name.startswith("on") for name in each.attrib)
        target = "".join(each.get("href", "").split()).casefold()  # as a browser reads it
        assert not target.startswith("javascript:")
    assert "waypost:" not in html.tostring(shown, encoding="unicode")


def test_a_picture_or_a_name_from_outside_of_the_folder_is_not_taken(tmp_path: Path) -> None:
    write(tmp_path, {"secret.png": "x"})
    old = write(tmp_path / "old", {"2020-01-01-a.md": "![a](../secret.png) text"})
    (old / "2020-01-02-b.md").symlink_to(tmp_path / "secret.png")
    found = read_folder(old)
    assert [post.origin for post in found.posts] == ["2020-01-01-a.md"]
    here = journal(tmp_path / "journal")
    here.say("import", str(old), today=TODAY)
    assert not list((here.root / "docs").rglob("*.png"))


def test_a_single_file_is_read_too(tmp_path: Path) -> None:
    write(tmp_path, {"2020-01-01-a.md": "Text."})
    found = recognised(tmp_path / "2020-01-01-a.md")
    assert found
    assert [post.text for post in found.posts] == ["Text."]


@pytest.mark.parametrize(
    "sign",
    [
        "{>>",
        "{--",
        "{~~a~>",
        "<p><b>",
        "<a href=x>",
        "<iframe src=x>",
        "{% raw %}",
        "\n",
        "::: a\n",
    ],
)
def test_signs_that_never_end_take_no_time(sign: str) -> None:
    start = monotonic()
    cleaned(translated(sign * 20_000, {}, lambda _: "").text)
    assert monotonic() - start < 10  # it was a minute and more


def test_a_text_that_is_too_long_for_a_feed_is_named_and_left_out(tmp_path: Path) -> None:
    old = write(tmp_path / "old", {"2024-01-05-long.md": "Word after word. " * 60_000})
    here = journal(tmp_path / "journal")
    said = here.say("import", str(old), "--report", "r.csv", today=TODAY)
    assert said.status == 0
    assert " KB long, too long for a feed; divide it in two." in here.text("r.csv")
    assert not [path for path in here.files() if path.endswith("long.md")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has neither")
def test_a_link_to_a_file_is_named_and_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "2024-01-05-link.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "2024-01-06-pipe.md")
    found = read_folder(tmp_path)
    assert not found.posts
    assert [(each.origin, each.why) for each in found.refusals] == [
        ("2024-01-05-link.md", "It is only a link to another file: put that file in its place.")
    ]


def test_a_folder_that_is_closed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"open/2024-01-05-a.md": "A.\n", "closed/2024-01-05-b.md": "B.\n"})
    real = os.scandir

    def scandir(path: str) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = read_folder(tmp_path)
    assert [each.origin for each in found.posts] == ["open/2024-01-05-a.md"]
    assert [(each.origin, each.why) for each in found.refusals] == [
        ("closed", "It can't be opened.")
    ]
