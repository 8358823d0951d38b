"""The interface speaks English, Spanish and Danish, and leaves no sentence out."""

from datetime import UTC, date, datetime

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from conftest import ROOT

from waypost.languages import language
from waypost.settings import read_settings
from waypost.weeks import Week


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "31 August – 6 September 2026"),
        ("es", "31 de agosto – 6 de septiembre de 2026"),
        ("da", "31. august–6. september 2026"),
    ],
)
def test_a_week_is_written_as_the_language_writes_it(code: str, expected: str) -> None:
    written = language(code).week_days(Week(2026, 36))
    assert written.replace("\u2009", " ").replace("\u202f", " ") == expected


def test_nothing_is_said_twice_in_a_span() -> None:
    english = language("en")
    assert english.span(date(2026, 9, 7), date(2026, 9, 13)) == "7–13 September 2026"
    assert "2026" in english.week_days(Week(2026, 53))
    assert "2027" in english.week_days(Week(2026, 53))
    assert english.span(date(2026, 9, 7), date(2026, 9, 7)) == "7 September 2026"


def test_a_time_is_told_unless_it_is_midnight() -> None:
    english = language("en")
    assert english.moment(datetime(2026, 9, 4, tzinfo=UTC)) == "4 September 2026"
    assert english.moment(datetime(2026, 9, 4, 16, tzinfo=UTC)) == "4 September 2026, 16:00"


@pytest.mark.parametrize("code", ["es", "da"])
def test_no_sentence_lacks_a_translation(code: str) -> None:
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    said = {
        message if isinstance(message, str) else message[0]
        for folder, pattern, method in (
            ("src/waypost/pages/templates", "**.md", "jinja2"),
            ("src/waypost/templates", "**.md", "jinja2"),
            ("src/waypost/exports/portable/templates", "**.md", "jinja2"),
            ("src/waypost/feeds/templates", "**.html", "jinja2"),
            ("src/waypost/feeds/templates", "**.md", "jinja2"),
            ("src/waypost/scaffolds/templates", "**.md", "jinja2"),
            ("overrides", "**.html", "jinja2"),
            ("src/waypost", "**.py", "python"),
        )
        for _, _, message, _, _ in extract_from_dir(
            ROOT / folder, [(pattern, method)], keywords=keywords
        )
    }
    assert len(said) > 30, "the templates were not found"
    with (ROOT / f"src/waypost/catalogues/{code}.po").open("rb") as file:
        catalogue = read_po(file)
    translated = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and all(message.string if message.pluralizable else [message.string])
    }
    assert said - translated == set(), "sentences without a translation"
    assert translated - said == set(), "translations of what nobody says any more"


def test_a_sentence_says_what_varies_in_it() -> None:
    assert language("da").say("Week %(number)s", number=36) == "Uge 36"
    assert language("en").say("Week %(number)s", number=36) == "Week 36"


def test_an_unknown_language_falls_back_to_english_sentences() -> None:
    assert language("fr").translations.gettext("Entries") == "Entries"


def test_the_shipped_vocabulary_speaks_all_three() -> None:
    settings, problems = read_settings((ROOT / "journal.yml").read_bytes())
    assert problems == []
    assert [term.id for term in settings.stages] == [
        "understand",
        "define",
        "align",
        "build",
        "collect",
        "measure",
        "decide",
        "hand-over",
    ]
    for term in (*settings.stages, *settings.barriers, *settings.beliefs, *settings.tasks):
        assert set(term.label) == set(term.meaning) == {"en", "es", "da"}, term.id
