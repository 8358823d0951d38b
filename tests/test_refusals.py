"""A build with errors says so and changes nothing; an innocent one is left alone."""

import re

import pytest
from conftest import (
    Project,
    build,
    entry,
    page,
    write,
)


def test_a_build_with_errors_says_them_all_and_leaves_the_former_site(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    before = build(root)
    assert before.status == 0
    former = before.files()
    wrong = {
        "docs/entries/a.md": entry("A: b", stage="defin", mood="x"),
        "docs/entries/b.md": entry(week="2026-W99"),
        "docs/index.md": "# Home\n\n<!-- waypost: nothing -->\n",
    }
    after = build(write(root, wrong))
    assert after.status != 0
    said = [line.removeprefix("ERROR   -  ") for line in after.log.splitlines() if "ERROR" in line]
    assert [line.partition(" ")[0] for line in said] == [
        "docs/entries/a.md:2:",
        "docs/entries/a.md:4:",
        "docs/entries/a.md:5:",
        "docs/entries/b.md:3:",
        "docs/index.md:3:",
    ]
    assert "5 things have to be mended first" in after.log
    assert "Traceback" not in after.log
    assert after.files() == former


def test_a_strict_build_with_warnings_leaves_the_former_site(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    former = build(root).files()
    write(root, {"docs/entries/a.md": entry(body="![x](missing.png)")})
    strict = build(root, "--strict")
    assert strict.status != 0
    assert "docs/entries/a.md:5: text: This points to 'missing.png'" in strict.log
    assert strict.files() == former
    assert build(root).status == 0


def test_a_site_without_address_is_refused_in_plain_words(project: Project) -> None:
    root = project({})
    settings = root / "mkdocs.yml"
    settings.write_text(re.sub("site_url: .*\n", "", settings.read_text("utf-8")), "utf-8")
    built = build(root)
    assert built.status != 0
    assert "mkdocs.yml: site_url: The address of the site is missing" in built.log


def test_a_day_that_nobody_can_read_is_refused_in_plain_words(project: Project) -> None:
    built = build(project({}), today="Friday")
    assert built.status != 0
    assert "--today wants a day" in built.log
    assert "Traceback" not in built.log


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("theme: {language: xx}", "mkdocs.yml: theme.language: 'xx' is not a language"),
        ("theme: {language: EN}", "mkdocs.yml: theme.language: 'EN' is not a language"),
        ("use_directory_urls: false", "mkdocs.yml: use_directory_urls: Feeds and links count"),
        ("exclude_docs: a.md", "docs/entries/a.md: mkdocs.yml leaves this entry out"),
    ],
)
def test_a_setting_that_breaks_the_journal_is_refused(
    setting: str, said: str, project: Project
) -> None:
    root = project({"docs/entries/a.md": entry()})
    base = "INHERIT: engine.yml\nsite_name: A\nsite_url: https://a.b/\n"
    write(root, {"mkdocs.yml": f"{base}{setting}\n"})
    built = build(root)
    assert built.status != 0
    assert said in built.log
    assert "Traceback" not in built.log


def test_whatever_happens_the_author_reads_a_sentence(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    (root / "overrides/main.html").write_text("{% nonsense %}", "utf-8")
    built = build(root)
    assert built.status != 0
    assert "Waypost stopped at something that it did not expect" in built.log
    assert "Traceback" not in built.log
    assert not built.site.exists()


def test_a_dirty_build_is_refused(project: Project) -> None:
    built = build(project({"docs/entries/a.md": entry()}), "--dirty")
    assert built.status != 0
    assert "--dirty" in built.log
    assert "Traceback" not in built.log


def test_a_site_that_is_a_link_stays_one_and_keeps_what_is_hidden(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    target = root.parent / "elsewhere"
    write(target, {".git/HEAD": "ref", "old.html": "old"})
    (root / "site").symlink_to(target)
    built = build(root)
    assert built.status == 0, built.log
    assert (root / "site").is_symlink()
    assert (target / "index.html").is_file()
    assert (target / ".git/HEAD").is_file()
    assert not (target / "old.html").exists()


INNOCENT = {
    "table": "# Home\n\n| What | n |\n|---|---|\n| Stage | define |\n",
    "rule": "# About\n\nme\n\n---\n\nNext: the plan\n\n***\n\nGoals: many\n",
    "setext": "About\n-----\n\nSearch: use the box.\n",
    "code about fields": "# How\n\nSo:\n\n```yaml\n---\ntitle: x\nstage: y\n---\n```\n",
    "first words": "Status: this is a sample.\n\n**Author:** a marketing manager\n",
    "heading": "# Author: who writes\n\nI do.\n",
    "rule at the top": "---\n\nThis journal: what it is\n\n---\n\nMore.\n",
    "arrows": "A --> B, and if a <! b then c &lt;!-- not --&gt;.\n",
    "addresses": "[f](/journal/feed.xml) [s](stages/define.md) [h](#x) [m](mailto:a@b.c)\n\n## X\n",
}


def test_an_innocent_text_is_left_alone(project: Project) -> None:
    pages = {f"docs/page-{number}.md": text for number, text in enumerate(INNOCENT.values())}
    built = build(project(pages | {"docs/entries/a.md": entry()}))
    assert built.status == 0, built.log
    said = {kind for number, kind in enumerate(INNOCENT) if f"docs/page-{number}.md" in built.log}
    assert said == set()


def test_a_draft_takes_no_link_and_no_file_of_others_along(project: Project) -> None:
    built = build(
        project(
            {
                "docs/entries/define.md": entry(status="draft", body="On CNAME and x.css."),
                "docs/index.md": "# Home\n\n[Define](stages/define.md) [A](about.md)\n",
                "docs/CNAME": "example.org",
                "docs/assets/x.css": "p {}",
            }
        )
    )
    assert built.status == 0, built.log
    assert page(built, "").xpath("//article//a[text()='Define']/@href") == ["stages/define/"]
    assert (built.site / "CNAME").is_file()
    assert (built.site / "assets/x.css").is_file()
