"""The journal as a book: an EPUB that its own judge finds nothing in, and a PDF."""

import re
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from books import HTML, JAVA, complaints, needs_java, opened, pages, text
from conftest import Built, Project, build, entry
from judging import JUDGED_BY_ACE, ace
from photos import image, jpeg, put
from pypdf import PdfReader

from waypost.weeks import Week


def _judged(test: Callable[..., None]) -> Callable[..., None]:
    for mark in JUDGED_BY_ACE:
        test = mark(test)
    return test


HOSTILE = """
<p>An <b>unclosed <i>tag</b> and a <div>block in words</div>
<script>alert(1)</script><style>p{}</style>
<form action="/x"><input type="text" name="a"><input type="checkbox" checked> done
<button>Go</button> <select><option>one</option></select></form>
<details><summary>More</summary>Hidden <em>words</em></details>
<center><font color="red">old</font></center> <marquee>moves</marquee>
<a href="">nowhere</a> <a href="javascript:alert(1)">bad</a> <a href="#gone">gone</a>
<a href="https://example.org/a b?c=d|e#f g">spaces</a>
<a href="https://exämple.org/ü%zz">letters</a> <a href="mailto:a@example.org">mail</a>
<a href="../gone/#x">old</a> <a id="1 bad id" name="x">odd</a>
<p id="twice">one</p><p id="twice">two</p>
<a href="#1%20bad%20id">to the odd one</a> <a href="/elsewhere/">elsewhere</a>
<a href="https://example.org/"><a href="https://example.com/">nested</a></a>
<iframe src="https://video.example/x" title="A film"></iframe>
<video controls><source src="https://video.example/y.mp4">no</video>
<object data="https://video.example/z.swf"><p>alternative</p></object>
<ul><p>no item</p><li>an item</ul> <li>a stray item</li> <dl><dd>no term</dd></dl> <dt>stray</dt>
<table><tr><td colspan="0" align="left" width="10">a<td>b</table> <table>text</table>
<td>stray cell</td>
<table><tr><th scope="nonsense">a</th></tr><caption>late</caption></table>
<figure><figcaption>a</figcaption><p>b</p><figcaption>c</figcaption></figure>
<svg viewBox="0 0 10 10" onload="x()"><foreignObject><p>x</p></foreignObject><path d="M0 0"/></svg>
<math><mi>x</mi></math> <custom-tag foo="bar">custom</custom-tag> <ruby>漢<rt>kan</rt></ruby>
<img src="https://elsewhere.example/a.png" alt="From elsewhere"> <img alt="no source">
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" alt="within">
<p lang="no language at all">x</p> <p dir="sideways">y</p> <time datetime="yesterday">z</time>
<h5>Deep</h5><h2>Up</h2><h6>Deeper</h6> <o:p>word</o:p> <p>&nbsp;&copy;&#1;&#xFFFE; end</p>
""".strip()


@needs_java
def test_epubcheck_finds_nothing_in_the_sample(sample: Built) -> None:
    assert complaints(sample) == []


@needs_java
@pytest.mark.parametrize("language", ["en", "es", "da"])
def test_epubcheck_finds_nothing_in_an_empty_journal(project: Project, language: str) -> None:
    root = project({})
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(
        settings.replace("language: en", f"language: {language}"), "utf-8"
    )
    built = build(root, archive="book")
    assert built.status == 0, built.log
    assert complaints(built) == []


@needs_java
def test_epubcheck_finds_nothing_whatever_an_author_wrote_raw(project: Project) -> None:
    notes = (
        "A claim.[^1] Another.[^two words]\n\n[^1]: A note.\n[^two words]: A longer\n\n    note.\n"
    )
    files = {
        "docs/entries/a.md": entry("<Odd> & “odd”", body=HOSTILE),
        "docs/entries/b.md": entry("Notes", "2026-W37", notes, lang="da"),
        "docs/entries/ü y.md": entry(
            "A name of its own", "2026-W38", "[a](a.md#twice) [b](b.md#none)"
        ),
    }
    built = build(project(files), archive="book")
    assert built.status == 0, built.log
    assert complaints(built) == []
    page = pages(built)["entries/a.xhtml"]
    for words in (
        "unclosed",
        "Hidden words",
        "alternative",
        "custom",
        "stray cell",
        "☑ done",
        "late",
    ):
        assert words in text(page) or words == "alternative", words
    assert "alert" not in text(page)
    links = [each.get("href") for each in page.iter(f"{HTML}a")]
    assert "https://video.example/x" in links
    assert "https://elsewhere.example/a.png" in links
    assert not [link for link in links if link and link.startswith("javascript")]


@_judged
def test_ace_finds_nothing_in_the_sample(sample: Built, tmp_path: Path) -> None:
    assert ace(sample.site / "archive/journal.epub", tmp_path) == []


def test_it_is_read_by_phases_and_then_by_kinds(sample: Built) -> None:
    files = list(pages(sample))
    assert files[:3] == ["cover.xhtml", "title.xhtml", "contents.xhtml"]
    phase = files.index("phases/understand-what-we-mean.xhtml")
    first = files.index("entries/2026-w36-what-is-a-lead.xhtml")
    later = files.index("entries/2026-w37-fifty-enquiries-marked-twice.xhtml")
    next_phase = files.index("phases/the-smallest-thing-that-measures.xhtml")
    decided = min(files.index(each) for each in files if each.startswith("decisions/"))
    assert phase < first < later < next_phase < decided
    assert files[-1] == "register.xhtml"


def test_it_holds_every_entry_and_every_record_once(sample: Built) -> None:
    files = [each for each in pages(sample) if "/" in each]
    wanted = {
        each.relative_to(sample.root / "docs").with_suffix(".xhtml").as_posix()
        for folder in ("entries", "phases", "decisions", "experiments", "goals", "key-results")
        for each in (sample.root / "docs" / folder).glob("*.md")
        if "status: withdrawn" not in each.read_text("utf-8")
        and "status: draft" not in each.read_text("utf-8")
    }
    assert set(files) == wanted
    assert len(files) == len(set(files))


def test_an_entry_says_its_week_its_place_on_the_way_and_its_text(sample: Built) -> None:
    page = pages(sample)["entries/2026-w36-what-is-a-lead.xhtml"]
    said = text(page)
    for words in ("Week 36", "What is a lead?", "Stage", "Define", "Eleven people write down"):
        assert words in said, words
    assert [each.text for each in page.iter(f"{HTML}h1")] == ["What is a lead?"]


def test_links_between_entries_lead_within_the_book(sample: Built) -> None:
    page = pages(sample)["phases/the-smallest-thing-that-measures.xhtml"]
    links = [each.get("href") for each in page.iter(f"{HTML}a")]
    assert "../entries/2026-w40-four-fields.xhtml" in links


def test_charts_are_drawings_beside_their_figures(sample: Built) -> None:
    page = pages(sample)["key-results/qualified-leads.xhtml"]
    assert page.find(".//{http://www.w3.org/2000/svg}path") is not None
    assert page.find(f".//{HTML}table") is not None


def test_pictures_of_every_kind_are_in_it(project: Project) -> None:
    root = project(
        {
            "docs/entries/a.md": entry(
                body="\n\n".join(f"![A {kind}](images/a.{kind})" for kind in ("svg", "jpg", "avif"))
            )
        }
    )
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
    avif = BytesIO()
    image(64, 48).save(avif, "AVIF")
    photo = jpeg(place=False)
    put(root, {"docs/entries/images/a.svg": drawing.encode(), "docs/entries/images/a.jpg": photo})
    put(root, {"docs/entries/images/a.avif": avif.getvalue()})
    built = build(root, archive="book")
    assert built.status == 0, built.log
    page = pages(built)["entries/a.xhtml"]
    shown = [(each.get("alt"), each.get("src")) for each in page.iter(f"{HTML}img")]
    assert [alt for alt, _ in shown] == ["A svg", "A jpg", "A avif"]
    with opened(built) as package:
        for _, source in shown:
            assert package.read(f"EPUB/{source.removeprefix('../')}")
    assert not JAVA or complaints(built) == []


def test_a_text_in_another_language_says_so(sample: Built) -> None:
    page = pages(sample)["entries/2026-w45-hylden-bag-kaffemaskinen.xhtml"]
    assert page.get("lang") == "da"


def test_the_register_leads_from_stages_and_barriers_to_entries(sample: Built) -> None:
    page = pages(sample)["register.xhtml"]
    heads = [each.text for each in page.iter(f"{HTML}h3")]
    assert {"Define", "Systems"} <= set(heads)
    assert "entries/2026-w36-what-is-a-lead.xhtml" in [
        each.get("href") for each in page.iter(f"{HTML}a")
    ]


def test_a_stage_that_is_named_leads_to_its_place_in_the_register(sample: Built) -> None:
    found = pages(sample)
    decided = found["decisions/2026-09-three-words-three-meanings.xhtml"]
    links = [each.get("href") for each in decided.iter(f"{HTML}a")]
    assert {"../register.xhtml#stage-align", "../register.xhtml#barrier-mandate"} <= set(links)
    places = {each.get("id") for each in found["register.xhtml"].iter(f"{HTML}h3")}
    assert {"stage-align", "barrier-mandate"} <= places


def test_figures_stand_at_the_side_that_the_author_chose(project: Project) -> None:
    table = (
        "| way in | all | kind |\n| --- | ---: | :-: |\n| forms | 31 | odd |\n\n"
        '<table><tr><td align="RIGHT" class="mine">7</td><td style="color: red">8</td></tr></table>'
    )
    built = build(project({"docs/entries/a.md": entry(body=table)}), archive="book")
    cells = list(pages(built)["entries/a.xhtml"].iter(f"{HTML}td", f"{HTML}th"))
    assert [(each.text, each.get("class")) for each in cells] == [
        ("way in", None),
        ("all", "to-right"),
        ("kind", "to-center"),
        ("forms", None),
        ("31", "to-right"),
        ("odd", "to-center"),
        ("7", "mine to-right"),
        ("8", None),
    ]


def test_a_long_row_of_entries_without_a_phase_is_told_year_by_year(project: Project) -> None:
    weeks = [Week(2025, 40).plus(n) for n in range(54)]
    long = {f"docs/entries/{each}.md": entry(f"Of {each}", str(each)) for each in weeks}
    root = project(long)
    contents = pages(build(root, archive="book pdf"))["contents.xhtml"].find(
        f".//{HTML}nav/{HTML}ol"
    )
    assert contents is not None
    parts = {each[0].text: len(each.findall(f"{HTML}ol/{HTML}li")) for each in contents}
    assert parts.items() >= {"2025": 13, "2026": 41}.items()
    reader = PdfReader(BytesIO((root / "site/archive/journal.pdf").read_bytes()))
    first = reader.pages[2].extract_text()
    assert first.startswith("Contents")
    assert first.count("Of 20") > 20, "the list begins below its heading"
    assert "The Long Way" not in first, "of what stands before it, it says nothing"
    (root / f"docs/entries/{weeks[0]}.md").unlink()
    assert "Entries" in text(pages(build(root, archive="book"))["contents.xhtml"])


def test_notes_are_notes(project: Project) -> None:
    built = build(
        project({"docs/entries/a.md": entry(body="A claim.[^1]\n\n[^1]: A note.\n")}),
        archive="book",
    )
    page = pages(built)["entries/a.xhtml"]
    kinds = [
        each.get("{http://www.idpf.org/2007/ops}type")
        for each in page.iter()
        if isinstance(each.tag, str)
    ]
    assert {"noteref", "footnote"} <= set(kinds)


def test_a_book_without_pictures_of_ours_names_no_time_of_its_making(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    first = build(root, archive="book", today="2026-12-04")
    one = (first.site / "archive/journal.epub").read_bytes()
    later = build(root, archive="book", today="2027-03-04")
    assert (later.site / "archive/journal.epub").read_bytes() == one


def test_the_pdf_has_numbered_pages_running_heads_and_marks(project: Project) -> None:
    files = {
        "docs/entries/a.md": entry("The first week", "2026-W36", "Text.\n\n" * 60, stage="define"),
        "docs/entries/b.md": entry("The second week", "2026-W37", "See [the first](a.md)."),
    }
    built = build(project(files), archive="pdf")
    assert built.status == 0, built.log
    data = (built.site / "archive/journal.pdf").read_bytes()
    reader = PdfReader(BytesIO(data))
    assert reader.metadata
    assert reader.metadata.title == "The Long Way to a Lead"
    texts = [page.extract_text() for page in reader.pages]
    contents = next(each for each in texts if each.strip().startswith("Contents"))
    number = next(
        at
        for at, each in enumerate(texts, 1)
        if "The first week" in each and "Week 36" in each and "Contents" not in each
    )
    assert re.search(rf"The first week[ .]+{number}\b", contents), contents
    running = [each for each in texts if each.count("Text.") > 5]
    assert len(running) > 1
    assert all("The first week" in each for each in running[1:])
    marks = [each.title for each in reader.outline if not isinstance(each, list)]
    assert "Contents" in marks
    assert reader.trailer["/Root"]["/Lang"] == "en"
    again = build(built.root, archive="pdf")
    assert (again.site / "archive/journal.pdf").read_bytes() == data


def test_without_weasyprint_the_author_reads_a_sentence(project: Project, tmp_path: Path) -> None:
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden/weasyprint.py").write_text("raise ImportError\n", "utf-8")
    root = project({"docs/entries/a.md": entry()})
    hidden = f"import sys; sys.path.insert(0, {str(tmp_path / 'hidden')!r}); sys.argv.pop(0)"
    called = "import runpy; runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)"
    run = (sys.executable, "-c", f"{hidden}; {called}")
    built = build(root, archive="pdf", run=run)
    assert built.status == 1
    assert "The book to print needs WeasyPrint" in built.log
    assert "Traceback" not in built.log
