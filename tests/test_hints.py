"""What everybody could read, and was perhaps not meant for everybody; and what is innocent."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import CASES, ROOT

from waypost.checks.disclosure import disclosures
from waypost.checks.tone import judgements
from waypost.journal.loading import load
from waypost.problems import Problem, Severity
from waypost.settings import Author, Hints, Settings
from waypost.sources import read

TOLD: Mapping[str, Sequence[str]] = yaml.safe_load((CASES / "hints/told.yml").read_text("utf-8"))
INNOCENT: Mapping[str, Sequence[str]] = yaml.safe_load(
    (CASES / "hints/innocent.yml").read_text("utf-8")
)
KINDS = tuple(Hints.model_fields)


def journal(**others: Any) -> Settings:
    given: dict[str, Any] = {
        "authority": "example.org,2026",
        "author": Author(name="Anna", email="anna@own.dk"),
        "timezone": "Europe/Copenhagen",
    }
    return Settings(**given | others)


def hints(text: str, language: str = "en", **others: Any) -> list[Problem]:
    source, problems = read("docs/about.md", "about.md", text.encode(), needs_front=False)
    assert problems == []
    settings = journal(**others)
    return [*disclosures(source, settings), *judgements(source, settings, language)]


def only(kind: str) -> Hints:
    return Hints(**{each: each == kind for each in KINDS})


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in TOLD.items() for text in texts]
)
def test_what_everybody_could_read_is_told_once_and_for_what_it_is(kind: str, text: str) -> None:
    kind, _, language = kind.partition(" in ")
    found = hints(text, language or "en")
    assert len(found) == 1
    assert found == hints(text, language or "en", hints=only(kind))
    assert found[0].severity is Severity.HINT


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, texts in INNOCENT.items() for text in texts]
)
def test_of_an_innocent_text_nothing_is_said(language: str, text: str) -> None:
    assert [str(each) for each in hints(text, language)] == []
    assert [str(each) for each in hints(text, language, timezone="Europe/Madrid")] == []


def test_the_list_of_innocent_texts_is_long() -> None:
    assert sum(map(len, INNOCENT.values())) >= 60
    assert set(INNOCENT) == {"en", "es", "da"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_texts_and_can_be_turned_off(kind: str) -> None:
    everything_but = Hints(**{each: each != kind for each in KINDS})
    assert len(TOLD[kind]) >= 10
    for text in TOLD[kind]:
        assert hints(text, hints=everything_but) == []


@pytest.mark.parametrize("kind", ["accounts", "keys", "telephones", "emails"])
def test_advice_never_repeats_what_must_not_be_read(kind: str) -> None:
    for text in TOLD[kind]:
        figures = {each for each in text.split() if sum(map(str.isdigit, each)) > 1 or "@" in each}
        said = " ".join(map(str, hints(text)))
        assert [each for each in figures if each.strip("`*<>.,:;") in said] == []


def test_in_the_sample_only_true_amounts_of_money_are_told() -> None:
    loaded, _ = load(ROOT)
    found = [
        each
        for source in loaded.sources.values()
        for each in (
            *disclosures(source, loaded.settings),
            *judgements(source, loaded.settings, "en"),
        )
    ]
    assert [str(each) for each in found if "is an amount of money" not in each.what] == []
    assert {each.what[1] for each in found} <= {"€"}


def test_the_authors_own_address_is_hers_to_show() -> None:
    assert hints("Write to anna@own.dk or Anna@Own.dk.") == []
    assert len(hints("Write to anna@own.dk.", author=Author(name="Anna"))) == 1


def test_a_number_without_a_plus_is_one_of_the_country_in_which_she_writes() -> None:
    assert hints("Anna, 913 90 60 00, has the key.", timezone="Europe/Copenhagen") == []
    assert len(hints("Anna, 913 90 60 00, has the key.", timezone="Europe/Madrid")) == 1
    assert hints("Anna, 33 37 55 00, has the key.", timezone="UTC") == []
    assert len(hints("Anna, +45 33 37 55 00, has the key.", timezone="UTC")) == 1


def test_what_is_looked_for_in_fields_is_what_readers_see() -> None:
    text = (
        '---\ntitle: "Ring 33 37 55 00"\nid: "tag:33375500,2026:x"\n'
        'redirect_from: [entries/33375500]\nextra: { note: "Anna, 33 37 55 00" }\n'
        'next: ["Ask anna.holm@nordvik.dk"]\n---\n'
    )
    assert [(each.line, each.field) for each in hints(text)] == [(6, "next"), (2, "title")]


def test_comments_are_her_own_and_code_is_searched_for_keys_only() -> None:
    assert hints("<!-- Anna, 33 37 55 00, anna.holm@nordvik.dk -->\n") == []
    assert hints("```\nAnna, 33 37 55 00, anna.holm@nordvik.dk, €4,000\nThey never.\n```\n") == []
    assert len(hints("```\nkey = ghp_16C7e42F292c6912E7710c838347Ae178B4a\n```\n")) == 1


def test_a_line_is_told_once_for_each_kind() -> None:
    found = hints("Call +45 33 37 55 00 or +34 913 90 60 00 about the €4,000 and the €5,000.")
    assert len(found) == 2


def test_much_of_a_kind_is_told_in_one_sentence() -> None:
    lines = [f"On day {day} we paid €{day}00.\n" for day in range(1, 11)]
    (found,) = hints("\n".join(lines[:2]))
    assert found.cure.endswith("Line 3 has something like it, too.")
    (found,) = hints("\n".join(lines[:4]))
    assert (found.line, found.cure.partition("per cent. ")[2]) == (
        1,
        "Lines 3, 5 and 7 have something like it, too.",
    )
    (found,) = hints("\n".join(lines))
    assert found.cure.endswith("Lines 3, 5, 7, 9, 11 and 4 more have something like it, too.")


def test_little_of_a_kind_is_told_line_by_line() -> None:
    lines = [f"Write to anna{n}@nordvik.dk.\n" for n in range(4)]
    assert [each.line for each in hints("\n".join(lines[:3]))] == [1, 3, 5]
    assert [each.line for each in hints("\n".join(lines))] == [1]


def test_a_text_in_another_language_is_judged_by_the_words_of_that() -> None:
    assert len(hints("---\nlang: da\n---\nDe svarer aldrig.\n", "en")) == 1
    assert len(hints("---\nlang: es-MX\n---\nEllos nunca contestan.\n", "en")) == 1
    assert hints("---\nlang: de\n---\nThey never answer.\n", "en") == []


def test_detectors_are_loaded_only_where_something_looks_like_a_key() -> None:
    code = (
        "import sys\nfrom datetime import datetime, UTC\nfrom pathlib import Path\n"
        "from waypost import checks\nfrom waypost.journal.loading import load\n"
        f"checks.check(load(Path({str(ROOT)!r}))[0], datetime(2026, 11, 22, tzinfo=UTC))\n"
        "print({'detect_secrets', 'requests', 'phonenumbers', 'stdnum'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path("/")
    )
    assert done.stdout.strip() == "set()"
