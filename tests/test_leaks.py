"""Nothing is published that is not meant to be."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import Project, build, contents, entry, everything, write
from test_cli import waypost

from waypost.files import PRIVATE

SECRET = "QVARKSILVER"

PLACES = {
    "draft": {"docs/entries/s.md": entry(SECRET, status="draft", body=SECRET, tags=f"[{SECRET}]")},
    "next week": {"docs/entries/s.md": entry(SECRET, "2026-W48", summary=SECRET, body=SECRET)},
    "tomorrow": {"docs/entries/s.md": entry(SECRET, date="2026-11-23", body=SECRET)},
    "embargo": {"docs/entries/s.md": entry(SECRET, publish_at="2026-11-23 00:01", body=SECRET)},
    "entry that nobody has written yet": {
        "docs/entries/s.md": entry(SECRET, body=f"<!-- {SECRET} -->\n\n<!-- And why? -->\n"),
    },
    "file name of a draft": {f"docs/entries/{SECRET}.md": entry(status="draft")},
    "drawer": {"docs/entries/s.md": entry(extra=f"{{note: {SECRET}, list: [{SECRET}]}}")},
    "yaml comment": {"docs/entries/s.md": entry(summary=f"Short. # {SECRET}")},
    "picture of a draft": {
        "docs/entries/s.md": entry(status="draft", body=f"![x](images/{SECRET}.png)"),
        f"docs/entries/images/{SECRET}.png": SECRET,
    },
    "withdrawn": {"docs/entries/s.md": entry(status="withdrawn", body=SECRET, summary=SECRET)},
    "link to a draft": {
        "docs/entries/a.md": entry(week="2026-W35", body=f"See [this]({SECRET}.md)."),
        f"docs/entries/{SECRET}.md": entry(status="draft"),
    },
    "drawer of a phase": {
        "docs/phases/s.md": f"---\ntitle: P\nstarts: 2026-01-01\nextra: {SECRET}\n---\nText.\n"
    },
    "next week, in spite of an embargo that is over": {
        "docs/entries/s.md": entry(SECRET, date="2026-11-30", publish_at="2026-09-01", body=SECRET)
    },
    "picture of a withdrawn entry": {
        "docs/entries/s.md": entry(status="withdrawn", body=f"![x](images/{SECRET}.png)"),
        f"docs/entries/images/{SECRET}.png": SECRET,
    },
    "picture elsewhere": {
        "docs/entries/s.md": entry(status="draft", body=f"![x](../img/{SECRET}.png)"),
        f"docs/img/{SECRET}.png": SECRET,
    },
    "file that a draft points to in other ways": {
        "docs/entries/s.md": entry(
            status="draft",
            body=f"[a](../files/{SECRET}(1).pdf) [b](/files/{SECRET}2.pdf) "
            f'<object data="../files/{SECRET}3.pdf"></object>',
            extra=f"../files/{SECRET}5.pdf",
        ),
        **{f"docs/files/{SECRET}{n}": SECRET for n in ("(1).pdf", "2.pdf", "3.pdf", "5.pdf")},
    },
    "picture beside a draft": {
        f"docs/entries/{SECRET}/index.md": entry(status="draft"),
        f"docs/entries/{SECRET}/a.png": SECRET,
    },
    "raw link to a draft": {
        "docs/entries/a.md": entry(
            week="2026-W35",
            body=f'<a href="{SECRET}/">a</a> <a href="../{SECRET}/index.html">b</a> '
            f"[c](https://waypost.example/journal/entries/{SECRET}/) "
            f'<iframe src="../{SECRET}/"></iframe><map><area href="../{SECRET}/"></map>',
        ),
        f"docs/entries/{SECRET}.md": entry(status="draft"),
    },
    "decision of next week": {
        "docs/decisions/s.md": f"---\ntitle: {SECRET}\ndate: 2026-11-29\n---\n{SECRET}\n",
    },
    "drawer of a decision": {
        "docs/decisions/s.md": f"---\ntitle: A\ndate: 2026-09-04\nextra: {SECRET}\n---\nText.\n"
    },
    "drawer of a goal": {
        "docs/goals/s.md": f"---\ntitle: A\nlevel: channel\nextra: {SECRET}\n---\nText.\n"
    },
    "drawer of a key result": {
        "docs/goals/a.md": "---\ntitle: A\nlevel: channel\n---\nText.\n",
        "docs/key-results/s.md": "---\ntitle: A\ngoal: a\nunit: letters\ndirection: up\n"
        f"extra: {SECRET}\n---\nText.\n",
    },
    "what comes out of an experiment that is not over": {
        "docs/experiments/s.md": "---\ntitle: A\nhypothesis: B\nstarts: 2026-11-16\n"
        "ends: 2026-11-27\ncriteria: [{metric: pairs, at_least: 40}]\n"
        f"results: {{pairs: 43}}\nlearned: {SECRET}\n---\nText.\n"
    },
    "old address of a draft": {
        "docs/entries/s.md": entry(status="draft", redirect_from=f"[{SECRET}.md]")
    },
    "old address of next week": {
        "docs/entries/s.md": entry(week="2026-W48", redirect_from=f"[/{SECRET}/]")
    },
    "drawer of a page": {"docs/about.md": f"---\ntitle: A\nextra: {SECRET}\n---\nText.\n"},
    "note in the fields of a page": {"docs/about.md": f"---\n# {SECRET}\n---\nText.\n"},
}

COMMENTS = {
    "block": f"Text.\n\n<!-- {SECRET} -->\n\nMore.",
    "inline": f"Text <!-- {SECRET} --> more.",
    "lines": f"Text.\n\n<!--\n{SECRET}\n\n{SECRET}\n-->\n\nMore.",
    "heading": f"## A heading <!-- {SECRET} -->\n\nText.",
    "alternative text": f"![x <!-- {SECRET} -->](https://example.org/a.png)",
    "list": f"- one\n- two <!-- {SECRET} -->\n    <!-- {SECRET} -->\n",
    "table": f"| a | b |\n| --- | --- |\n| 1 <!-- {SECRET} --> | 2 |\n",
    "quotation": f"> Said <!-- {SECRET} -->\n> so.\n",
    "note": f"Text.[^1]\n\n[^1]: A note <!-- {SECRET} -->\n",
    "box": f'!!! note "A box <!-- {SECRET} -->"\n    Text <!-- {SECRET} -->\n',
    "short end": f"Text <!--> {SECRET} --> more.",
    "odd end": f"Text <!-- {SECRET} --!> more.",
    "with code in it": f"Text <!-- `a {SECRET}` --> and `code`.",
    "with a fence in it": f"<!--\n```\n{SECRET}\n-->\n\nText.\n\n```\ncode\n```\n",
    "between backticks": f"It`s done <!-- {SECRET} --> that`s it",
    "across backticks": f"It`s done <!-- {SECRET} don`t tell --> ok",
    "as other programs write them": f"Text <? {SECRET} ?> and <![CDATA[{SECRET}]]>.",
    "raw block": f"<div>\n<!-- {SECRET} -->\n</div>\n",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_in_no_file_of_the_site(place: str, project: Project) -> None:
    built = build(project(PLACES[place]))
    assert built.status == 0, built.log
    assert SECRET not in everything(built)
    assert (built.site / "feed.xml").is_file()


def test_a_comment_is_in_no_file_of_the_site(project: Project) -> None:
    own = {name: f"QVARK{number:02}SILVER" for number, name in enumerate(COMMENTS)}
    files = {
        f"docs/entries/{number}.md": entry(
            f"Entry {number}", f"2026-W{number + 1:02}", COMMENTS[name].replace(SECRET, own[name])
        )
        for number, name in enumerate(COMMENTS)
    }
    built = build(project(files))
    assert built.status == 0, built.log
    published = everything(built)
    assert all(f"Entry {number}" in published for number in range(len(COMMENTS)))
    assert {name for name, secret in own.items() if secret in published} == set()


MALFORMED = {
    "a colon": f"---\ntitle: A: {SECRET}\nweek: 2026-W36\n---\nText.\n",
    "no end": f"---\ntitle: A\nextra: {SECRET}\n\nText.\n",
    "a tab": f"---\ntitle: A\n\textra: {SECRET}\n---\nText.\n",
    "no fence": f"title: A\nextra: {SECRET}\n\nText.\n",
    "a dash": f"—\ntitle: A\nextra: {SECRET}\n—\nText.\n",
    "toml": f'+++\nextra = "{SECRET}"\n+++\nText.\n',
    "a blank line first": f"\n\n---\ntitle: A: B\nextra: {SECRET}\n---\nText.\n",
    "not utf-8": f"---\ntitle: A\nextra: {SECRET}\n---\nText \udcff.\n",
}


REFUSED = {
    "in brackets that a fence opened": f"- ```\n  a\n  ```\n\n![a <!-- {SECRET} --> b](x.png)",
    "by a word processor": f"Text <!— {SECRET} —> more.",
    "almost": f"Text <!- {SECRET} -> more.",
    "with a space": f"Text < !-- {SECRET} --> more.",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_comment_that_would_be_read_stops_the_build(kind: str, project: Project) -> None:
    built = build(project({"docs/entries/a.md": entry(body=REFUSED[kind])}))
    if built.status == 0:
        assert SECRET not in everything(built)
    else:
        assert "This comment would be shown as text" in built.log
        assert not built.site.exists()


def test_the_navigation_does_not_name_what_is_not_public(project: Project) -> None:
    root = project({f"docs/entries/{SECRET}.md": entry(status="draft")})
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    forms = (f"entries/{SECRET}.md", f"./entries//{SECRET}.md#x", f"/entries/{SECRET}/")
    lines = [f"  - {SECRET} {number}: {form}" for number, form in enumerate(forms)]
    nav = "\n".join(["nav:", "  - Home: index.md", *lines, ""])
    settings.write_text(text + nav, "utf-8")
    built = build(root)
    assert built.status == 0, built.log
    assert SECRET not in everything(built)


@pytest.mark.parametrize("kind", MALFORMED)
@pytest.mark.parametrize("path", ["docs/entries/s.md", "docs/phases/s.md", "docs/index.md"])
def test_malformed_fields_stop_the_build_and_reach_no_page(
    kind: str, path: str, project: Project
) -> None:
    root = project({})
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_bytes(MALFORMED[kind].encode("utf-8", "surrogateescape"))
    built = build(root)
    assert built.status != 0
    assert f"ERROR   -  {path}:" in built.log
    assert "Traceback" not in built.log
    assert not built.site.exists()


# Figures that stay inside

BASELINE, FIGURE = "739201347", "812204913"


@pytest.mark.parametrize("disclosure", ["indexed", "trend"])
def test_a_figure_that_stays_inside_is_in_no_file_of_the_site(
    disclosure: str, project: Project
) -> None:
    figures = "baseline: 100\ntarget: 150\n" if disclosure == "indexed" else ""
    fields = "title: Leads\ngoal: more\nunit: a month\ndirection: up"
    root = project(
        {
            "docs/entries/w.md": entry(),
            "docs/goals/more.md": "---\ntitle: More\nlevel: marketing\n---\n",
            "docs/key-results/leads.md": (
                f"---\n{fields}\ndisclosure: {disclosure}\n{figures}---\n"
            ),
        }
    )
    for words in ((BASELINE, "--baseline"), (FIGURE,)):
        done = waypost(root, "reading", "leads", *words, "--today", "2026-09-04")
        assert (done.returncode, done.stderr) == (0, "")
    assert BASELINE in (root / PRIVATE).read_text("utf-8")
    told = {"indexed": "109.9", "trend": "up"}[disclosure]
    assert f"readings: {{leads: {told}}}" in (root / "docs/entries/w.md").read_text("utf-8")
    built = build(root)
    assert built.status == 0, built.log
    published = everything(built)
    assert BASELINE not in published
    assert FIGURE not in published
    assert PRIVATE not in built.files()


# What is written before its day: in the middle of a week, by whose end it is known

DAY = "2026-11-18"
DECIDED = "title: A\nstatus: accepted\nexpected: Much.\n"
TRIED = "title: T\nhypothesis: H\ncriteria: [{metric: pairs, at_least: 40}]\nkey_result: leads\n"
MEASURED = "readings: {leads: 48}\ngoals: [more]\nbarriers: [mandate]\nstage: define\n"
MEASURED += "tags: [new]\nnext: [More.]\n"
SERVED = "supersedes: [old]\ngoals: [more]\nbarriers: [mandate]\nstage: define\n"


def _later(**later: str) -> dict[str, str]:
    """A journal in which some of what is known of its records is dated after today, or held."""

    def said(name: str) -> str:
        return later.get(name, "")

    links = "[More](../goals/more.md), [leads](../key-results/leads.md), [old](../decisions/old.md)"
    files = {
        "docs/goals/more.md": "---\ntitle: More\nlevel: marketing\n---\nText.\n",
        "docs/key-results/leads.md": "---\ntitle: Leads\ngoal: more\nunit: a month\n"
        "direction: up\ndisclosure: absolute\nbaseline: 40\ntarget: 60\n---\nText.\n",
        "docs/entries/a.md": entry(week="2026-W36", readings="{leads: 41}"),
        "docs/entries/b.md": entry("Another week", week="2026-W46", readings="{leads: 43}"),
        "docs/decisions/old.md": f"---\n{DECIDED}date: 2026-09-04\nrevisit_on: 2026-10-01\n"
        f"{said('outcome')}---\nText.\n",
        "docs/decisions/kept.md": f"---\n{DECIDED}date: 2026-11-10\n{said('changes')}---\nText.\n",
        "docs/experiments/runs.md": f"---\n{TRIED}starts: 2026-11-02\nends: 2026-11-18\n"
        f"{said('results')}{said('followed_by')}---\nText.\n",
        "docs/experiments/over.md": f"---\n{TRIED}starts: 2026-10-05\nends: 2026-10-09\n"
        f"results: {{pairs: 41}}\n{said('led_to')}{said('changes')}---\nText.\n",
        "docs/phases/one.md": "---\ntitle: One\nstarts: 2026-09-01\ndeliverables:\n"
        "  - what: A list\n    due: 2026-10-01\n    effort: 2\n    key_result: leads\n"
        f"{said('done')}"
        "  - what: A card\n    due: 2026-12-01\n"
        f"{said('dropped')}  - what: A third\n    due: 2026-11-20\n{said('done')}---\nText.\n",
    }
    held = {"docs/entries/held.md": said("held"), "docs/decisions/new.md": said("decided")}
    return files | {path: f"---\n{text}---\n{links}\n" for path, text in held.items() if text}


def test_what_is_written_before_its_day_changes_no_byte_of_the_site(
    project: Project, tmp_path: Path
) -> None:
    root = project(_later())
    build(root, today=DAY).site.rename(tmp_path / "without")
    before = waypost(root, "digest", "--since", "52w", "--today", DAY)
    write(
        root,
        _later(
            outcome="outcome: {date: 2026-11-19, result: Came., as_expected: 'no', learned: L.}\n",
            changes="updated: 2026-11-19\nchanges: Corrected.\n",
            results="results: {pairs: 43}\nverdict: not met\nverdict_because: R.\nlearned: L.\n"
            "next_step: stop\neffort: 4\n",
            followed_by="decision: kept\n",
            led_to="decision: new\n",
            done="    done: 2026-11-19\n",
            dropped="    dropped: 2026-11-19\n    because: Nobody asked.\n",
            held=f"title: Held\nweek: 2026-W45\nstatus: draft\n{MEASURED}",
            decided=f"{DECIDED}date: 2026-11-19\n{SERVED}",
        ),
    )
    built = build(root, today=DAY)
    assert built.status == 0, built.log
    assert _unpacked(built.files()) == _unpacked(contents(tmp_path / "without"))
    after = waypost(root, "digest", "--since", "52w", "--today", DAY)
    assert (after.returncode, after.stdout) == (0, before.stdout)
    next_day = _unpacked(build(root, today="2026-11-19").files())
    seen = b"".join(next_day.values())
    for told in (b"Came.", b"Corrected.", b"Nobody asked.", b"Not met", b"decisions/new/"):
        assert told in seen


def test_what_a_withdrawn_entry_says_is_nowhere(project: Project, tmp_path: Path) -> None:
    gone = "title: Gone\nweek: 2026-W45\nstatus: withdrawn\n"
    root = project(_later(held=gone))
    build(root, today=DAY).site.rename(tmp_path / "without")
    write(root, _later(held=f"{gone}{MEASURED}summary: Said.\n"))
    built = build(root, today=DAY)
    assert built.status == 0, built.log
    assert _unpacked(built.files()) == _unpacked(contents(tmp_path / "without"))


def _unpacked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a site; what is compressed holds the moment at which it was."""
    return {path: data for path, data in files.items() if not path.endswith(".gz")}
