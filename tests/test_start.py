"""From a fresh clone to a journal of her own: five answers, and no page of hers is ever deleted."""

import subprocess
import sys

import pytest
import yaml
from conftest import ROOT, Clone, build, contents, page, texts, write
from test_cli import waypost

from waypost import sample
from waypost.journal.loading import load
from waypost.sources.editing import commented, with_values

ANSWERS = {
    "--title": 'Anna\'s "way": on & on',
    "--address": "https://anna.example/diary",
    "--language": "da",
    "--weekday": "Thursday",
    "--timezone": "Pacific/Auckland",
}
DAY = "2026-11-26"


def words(**others: str | None) -> list[str]:
    given = ANSWERS | {f"--{name}": text for name, text in others.items() if text is not None}
    return ["start", "--today", DAY, *(part for pair in given.items() for part in pair)]


def test_the_listing_of_the_sample_is_current() -> None:
    files = {path: data for path, data in contents(ROOT / "docs").items() if path != ".sample"}
    assert (ROOT / "docs/.sample").read_text("utf-8") == sample.listing(files)
    assert sample.own(files, sample.listing(files)) == []


def test_line_ends_of_windows_make_no_file_hers() -> None:
    listed = sample.listing({"a.md": b"one\ntwo\n"})
    assert sample.own({"a.md": b"one\r\ntwo\r\n"}, listed) == []
    assert sample.own({"a.md": b"one\ntwo and a half\n", "b.md": b""}, listed) == ["a.md", "b.md"]


def test_five_answers_make_a_journal_of_her_own(clone: Clone) -> None:
    root = clone()
    done = waypost(root, *words())
    assert done.returncode == 0, done
    assert "docs/entries/2026-w48.md" in done.stdout
    assert sorted(contents(root / "docs")) == [
        "about.md",
        "entries/2026-w48.md",
        "index.md",
        "phases/begyndelsen.md",
    ]
    journal, problems = load(root)
    assert problems == []
    settings = journal.settings
    assert settings.authority == "anna.example,2026"
    assert (str(settings.timezone), settings.cadence.weekday) == ("Pacific/Auckland", "thursday")
    assert (settings.licence, settings.pauses) == (None, ())
    assert settings.author.name == "Dagbogens forfatter"
    assert [each.id for each in journal.entries] == ["tag:anna.example,2026:2026-W48"]
    assert journal.entries[0].fields.stage == "understand"
    before = yaml.safe_load((ROOT / "journal.yml").read_text("utf-8"))
    after = yaml.safe_load((root / "journal.yml").read_text("utf-8"))
    kept = ("stages", "barriers", "beliefs", "tasks", "prompts")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_what_it_begins_with_passes_the_check_and_publishes_nothing_unwritten(clone: Clone) -> None:
    root = clone()
    assert waypost(root, *words()).returncode == 0
    done = waypost(root, "check", "--today", DAY)
    assert done.returncode == 0
    assert "Nothing is written here yet" in done.stdout
    built = build(root, today=DAY)
    assert built.status == 0, built.log
    assert "WARNING" not in built.log
    home = page(built, "")
    assert texts(home, "//title")[0].startswith('Anna\'s "way": on & on')
    assert "Indlæg" in texts(home, "//nav[@class='waypost-tabs']//a")
    assert not (built.site / "entries/2026-w48").exists()
    everything = b"".join(built.files().values())
    assert b"Long Way" not in everything
    assert b"waypost.example" not in everything


def test_the_form_and_the_editor_speak_her_language(clone: Clone) -> None:
    root = clone()
    assert waypost(root, *words()).returncode == 0
    assert "Skriv ugens indlæg" in (root / ".github/ISSUE_TEMPLATE/entry.yml").read_text("utf-8")
    assert waypost(root, "schema").stdout.startswith("Nothing to write")


@pytest.mark.parametrize("own", ["docs/entries/2026-w48-mine.md", "docs/index.md", "docs/x/y.png"])
def test_with_a_page_of_hers_nothing_is_touched(own: str, clone: Clone) -> None:
    root = write(clone(), {own: "Mine.\n"})
    before = contents(root)
    done = waypost(root, *words())
    assert done.returncode == 1
    assert f"  {own}\n" in done.stderr
    assert "Nothing was changed." in done.stderr
    assert contents(root) == before


def test_a_journal_that_has_begun_does_not_begin_again(clone: Clone) -> None:
    root = clone()
    assert waypost(root, *words()).returncode == 0
    before = contents(root)
    again = waypost(root, *words(title="Another"))
    assert again.returncode == 1
    assert "This journal has begun already, so nothing was changed." in again.stderr
    assert contents(root) == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": "  "}, "Write a few words"),
        ({"address": "my journal"}, "'my journal' is not an address on the web."),
        ({"address": "https://localhost/"}, "is not an address on the web."),
        ({"address": "anna@anna.example"}, "is not an address on the web."),
        ({"address": "https://anna.example/?p=1"}, "is not an address on the web."),
        ({"address": "ftp://anna.example/"}, "is not an address on the web."),
        ({"address": "https://[::1/"}, "is not an address on the web."),
        ({"language": "de"}, "'de' is none of: en, es, da."),
        ({"weekday": "frday"}, "Did you mean 'friday'?"),
        ({"timezone": "Copenhagn"}, "Did you mean 'Europe/Copenhagen'?"),
    ],
)
def test_a_slip_in_an_answer_is_met_with_a_sentence(
    wrong: dict[str, str], said: str, clone: Clone
) -> None:
    root = clone()
    before = contents(root)
    done = waypost(root, *words(**wrong))
    assert done.returncode == 2
    assert said in done.stderr
    assert contents(root) == before


def test_a_question_is_asked_until_its_answer_can_be_read(clone: Clone) -> None:
    root = clone()
    given = "\n".join(
        ["My way", "nowhere", "anna.example", "Dansk", "Fredag", "Xyz", "copenhagen", ""]
    )
    command = ["-m", "waypost.cli", "start", "--today", DAY]
    done = subprocess.run(
        [sys.executable, *command],
        cwd=root,
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done
    assert done.stdout.count("Where will it be on the web?") == 2
    assert load(root)[0].settings.authority == "anna.example,2026"
    assert str(load(root)[0].settings.timezone) == "Europe/Copenhagen"


def test_settings_that_are_not_as_they_came_are_left_alone(clone: Clone) -> None:
    root = clone()
    text = (root / "mkdocs.yml").read_text("utf-8").replace("site_name:", "#site_name:")
    write(root, {"mkdocs.yml": text})
    before = contents(root)
    done = waypost(root, *words())
    assert done.returncode == 1
    assert "Put them back as they came; nothing was changed." in done.stderr
    assert contents(root) == before


def test_a_value_is_written_anew_and_every_other_byte_stays() -> None:
    text = "# A\na: 1 # one\nb:\n  - c: { d: x, e: 'y' }\n    f:\n      - 1\n\n# After\ng:\n  - h\n"
    changed = with_values(text, {("a",): "2", ("b", 0, "c", "d"): '"z"', ("g",): "\n  - i\n  - j"})
    assert changed == text.replace("1 # one", "2 # one").replace("d: x", 'd: "z"').replace(
        "- h", "- i\n  - j"
    )
    assert commented(text, "b").count("# ") == 7
    assert yaml.safe_load(commented(text, "b")) == {"a": 1, "g": ["h"]}
    with pytest.raises(KeyError):
        with_values(text, {("b", 0, "x"): "1"})
