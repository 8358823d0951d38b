"""An editor that checks the fields as they are written agrees with Waypost."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, cases
from editors import KIND_OF, fields_of, places, seen
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from waypost.fields import Fields, forms, held_by
from waypost.files import FOLDERS
from waypost.journal.loading import load_settings
from waypost.problems import Problem
from waypost.records import (
    read_decision,
    read_entry,
    read_experiment,
    read_goal,
    read_key_result,
    read_page,
    read_phase,
)
from waypost.schemas import FOLDER, KINDS, files, schema
from waypost.schemas.descriptions import fields_of as described
from waypost.settings import read_settings
from waypost.sources import read

SETTINGS, _ = load_settings(ROOT)
SCHEMAS = {kind: Draft202012Validator(schema(kind, SETTINGS)) for kind in KINDS}


def underlined(texts: dict[str, str]) -> set[tuple[str, str]]:
    """What an editor underlines in some files: file and field."""
    return {
        (path, place)
        for path, text in texts.items()
        for kind, fields in fields_of(path, text)
        for error in SCHEMAS[kind].iter_errors(fields)
        for place in places(error)
    }


def records(kind: type[Fields]) -> Iterator[type[Fields]]:
    """A record and those that stand in it."""
    yield kind
    for field in kind.model_fields.values():
        for inner in held_by(field.annotation):
            yield from records(inner)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_says_what_it_is_for(kind: str) -> None:
    for record in records(KINDS[kind]):
        for name, field in described(record).items():
            assert len((field.description or "").split()) > 2, f"{record.__name__}.{name}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(schema(kind, SETTINGS))


def test_the_schemas_in_the_repository_are_current() -> None:
    written = files(SETTINGS)
    for path, text in written.items():
        assert (ROOT / path).read_text("utf-8") == text, f"{path}: call `make manual`."
    assert {f"{FOLDER}/{path.name}" for path in (ROOT / FOLDER).iterdir()} <= set(written)


def test_vs_code_is_told_of_every_schema_and_every_folder() -> None:
    told = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert set(told) == {f"./{FOLDER}/{kind}.json" for kind in KINDS}
    folders = {f"docs/{folder}/*.md" for folder in FOLDERS}
    assert set(told.values()) == {"journal.yml", "docs/*.md", *folders}


def test_other_editors_are_told_of_the_schema_of_journal_yml() -> None:
    first = (ROOT / "journal.yml").read_text("utf-8").partition("\n")[0]
    assert first == f"# yaml-language-server: $schema={FOLDER}/journal.json"


def test_an_editor_offers_the_words_of_journal_yml() -> None:
    for code, told in (("en", "Hand over: Give it to"), ("da", "Overdrage: Giv det til")):
        stage = schema("entry", SETTINGS, code)["properties"]["stage"]["anyOf"][0]
        assert stage["enum"] == [term.id for term in SETTINGS.stages]
        assert stage["enumDescriptions"][-1].startswith(told)


def test_stages_may_be_numbers_and_may_be_none() -> None:
    numbered = b"authority: a.b,2026\nauthor: {name: A}\nbarriers: [{id: 7, label: Seven}]\n"
    settings, problems = read_settings(numbered)
    assert problems == []
    entry = Draft202012Validator(schema("entry", settings))
    for right in ("barriers: 7", "barriers: '7'", "barriers: [7, '7']", "stage: whatever"):
        assert entry.is_valid(seen(f"title: A\nweek: 2026-W36\n{right}")), right
    for wrong in ("barriers: [8]", "barriers: 7 8", "barriers: seven", "stage: [whatever]"):
        assert not entry.is_valid(seen(f"title: A\nweek: 2026-W36\n{wrong}")), wrong


def test_an_editor_says_what_to_write_and_never_shows_a_pattern() -> None:
    def parts(of: Any) -> Iterator[dict[str, Any]]:
        if isinstance(of, dict):
            yield of
        for part in of.values() if isinstance(of, dict) else of if isinstance(of, list) else ():
            yield from parts(part)

    for kind in KINDS:
        for part in parts(schema(kind, SETTINGS)):
            if "pattern" in part or "enum" in part:
                assert part["errorMessage"].startswith("Write ")


@pytest.mark.parametrize("root", [ROOT, ROOT / "tests/journals/hurtful"])
def test_nothing_is_underlined_in_a_whole_journal(root: Path) -> None:
    paths = [root / "journal.yml", *(root / "docs").rglob("*.md")]
    texts = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}
    assert len(texts) > 10
    assert underlined(texts) == set()


@pytest.mark.parametrize("case", cases("problems"))
def test_nothing_is_underlined_where_waypost_has_no_complaint(case: dict[str, Any]) -> None:
    if not case.get("says"):
        odd = {tuple(each) for each in case.get("underlined", [])}
        assert underlined(case.get("files", {})) == odd


@pytest.mark.parametrize(
    "name",
    [
        "cadence-of-a-week-and-a-half",
        "cadence-of-nothing",
        "date-in-the-european-order",
        "date-that-does-not-exist",
        "date-with-slashes",
        "empty-status-hides-nothing",
        "empty-title",
        "five-mistakes-at-once",
        "id-is-not-an-address",
        "id-with-a-control-sign",
        "image-from-elsewhere",
        "no-title",
        "odd-fields-of-a-page",
        "phase-without-start",
        "publish-at-unreadable",
        "readings-are-numbers",
        "readings-in-readings",
        "stage-by-its-label",
        "stage-called-index",
        "status-is-a-list",
        "title-is-a-list",
        "unknown-barrier-in-a-list",
        "unknown-field",
        "unknown-field-of-a-page",
        "unknown-field-of-her-own",
        "unknown-stage",
        "week-without-year",
        "what-holds-nothing-back",
        "year-9999",
        "year-one",
    ],
)
def test_what_waypost_says_of_one_field_is_underlined(name: str) -> None:
    [case] = [each.values[0] for each in cases("problems") if each.id == name]
    said = [re.match(r"([^:]+):\d+: (\w+)", line) for line in case["says"]]
    assert underlined(case["files"]) == {(each[1], each[2]) for each in said if each}


def test_an_entry_without_a_date_or_a_week_is_underlined() -> None:
    assert underlined({"docs/entries/a.md": "---\ntitle: A\n---\n"})
    assert not underlined({"docs/entries/a.md": "---\ntitle: A\ndate: 2026-09-04\n---\n"})


WHOLE = {
    "entry": {"title": "A", "week": "2026-W36"},
    "phase": {"title": "A", "starts": "2026-09-04"},
    "decision": {"title": "A", "date": "2026-09-04"},
    "experiment": {
        "title": "A",
        "hypothesis": "It works.",
        "starts": "2026-09-04",
        "ends": "2026-09-11",
        "criteria": "[{metric: m, at_least: 1}]",
    },
    "goal": {"title": "A", "level": "marketing"},
    "key-result": {"title": "A", "goal": "a", "unit": "m", "direction": "up"},
    "page": {"title": "A"},
    "journal": {"authority": "'example.org,2026'", "author": "{name: A}"},
}
"""What each kind of file needs."""

WRITTEN = r"""
~ | "" | a | A sentence, with a comma. | 1984 | 12.5 | -3 | +07 | "7" | 0 | 70 | 101 | no | [] | {}
2026-09-04 | 2026-9-4 | 04.09.2026 | 2026-09-04 16:00 | 2026-09-04T16:00:00+02:00 | 2026-09-04 25:00
2026-W36 | 2026w6 | 2026-W99 | 36 | define | Define | mandate | mandate, systems | mandate; sistems
[mandate, systems] | [mandate, 7] | [a, "b c", 3] | [[a]] | [{a: b}] | {a: b} | {a: {b: 1}} | {m: 3}
draft | met | not met | accepted | scale | da | es-MX | danish | https://example.org/x | example.org
images/x.png | /x.png | C:\x | anna@example.org | "tag:example.org,2026:x" | Europe/Copenhagen | UTC
{name: A} | {name: A, url: } | {name: A, email: a@example.org} | {name: A, email: a} | {name: [A]}
{weeks: 2, weekday: monday} | {weeks: 0} | {weeks: "2"} | {weekday: Monday} | [{starts: 2026-W30}]
[{starts: 2026-W30, until: 2026-W31}] | [{id: define, label: Define}] | [{id: a}]
[{id: a, label: }] | [{id: 1, label: {en: One}, meaning: x}] | [{id: A b, label: x}]
[{id: a, label: A, opens: [x]}] | [{id: a, label: A, keeps: [x]}] | 2026-02-30 | 2026-11-31T10:00
{giscus: {repo: a, repo_id: b, category: c, category_id: d}} | {giscus: {repo: a}} | {giscus: }
{exclude: true} | {exclude: yes} | {exclude: maybe} | {boost: 2} | {boost: much} | [{metric: m}]
{date: 2026-09-04, result: x} | {date: 2026-09-04} | [{metric: m, at_most: 3, unit: x}] | {m: x}
"""
"""What people write behind a colon, whether it belongs there or not."""

DIFFERENT = {
    # A date by its week, of which the manual does not speak.
    *((kind, "date", "2026-W36") for kind in ("entry", "decision")),
    *(("entry", name, "2026-W36") for name in ("publish_at", "updated")),
    *((kind, "updated", "2026-W36") for kind in ("decision", "experiment")),
    *((kind, "starts", "2026-W36") for kind in ("phase", "experiment")),
    ("decision", "revisit_on", "2026-W36"),
    ("experiment", "criteria_written", "2026-W36"),
    # As programs write yes and no, of which the manual does not speak.
    ("journal", "strict_privacy", "0"),
    # What the results say is not looked into.
    *(("experiment", "verdict", text) for text in ("met", "not met")),
    # A schema has no list of languages and of time zones, and knows of one field at a time.
    *((kind, "lang", "met") for kind in ("entry", "decision", "experiment", "goal")),
    *((kind, "lang", "UTC") for kind in ("entry", "decision", "experiment", "goal")),
    ("journal", "timezone", "Define"),
    *(("experiment", "results", text) for text in ("{weeks: 0}", '{weeks: "2"}', "{boost: 2}")),
    *(("entry", "week", nothing) for nothing in ("", "~")),
    ("journal", "tasks", "[{id: a, label: A, opens: [x]}]"),
    ("journal", "beliefs", "[{id: a, label: A, keeps: [x]}]"),
    # Whether a figure may stand there depends on another field.
    *(
        ("key-result", name, figure)
        for name in ("baseline", "target")
        for figure in ("12.5", "1984", "36", "-3", "+07", '"7"', "0", "70", "101")
    ),
    # A list that is written as one text is not looked into.
    *(
        (kind, "redirect_from", text)
        for kind in ("entry", "phase", "decision", "experiment", "page")
        for text in (
            *("2026-09-04 16:00", "2026-09-04 25:00", "2026-09-04T16:00:00+02:00"),
            *("2026-11-31T10:00", "A sentence, with a comma.", "C:\\x", "images/x.png", "/x.png"),
            '"tag:example.org,2026:x"',
        )
    ),
}
READERS = {
    "entry": read_entry,
    "phase": read_phase,
    "decision": read_decision,
    "experiment": read_experiment,
    "goal": read_goal,
    "key-result": read_key_result,
}


def complaints(kind: str, text: str) -> list[Problem]:
    """What Waypost says of a file's fields."""
    if kind == "journal":
        return read_settings(text.encode())[1]
    folder = next((each for each, its in KIND_OF.items() if its == kind), "")
    uri = f"{folder}/a.md".lstrip("/")
    source, problems = read(f"docs/{uri}", uri, f"---\n{text}---\n".encode(), bool(folder))
    found = READERS[kind](source, SETTINGS) if folder else read_page(source)
    return [*problems, *found[1]]


def with_field(kind: str, name: str, value: str) -> str:
    return "".join(f"{key}: {text}\n" for key, text in (WHOLE[kind] | {name: value}).items())


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_agrees_with_waypost_whatever_stands_where(kind: str) -> None:
    values = ["", *(each.strip() for each in re.split(r"[|\n]", WRITTEN.strip()))]
    different = set()
    for name in KINDS[kind].model_fields:
        for value in values:
            text = with_field(kind, name, value)
            if SCHEMAS[kind].is_valid(seen(text)) == bool(complaints(kind, text)):
                different.add((kind, name, value))
    assert different == {each for each in DIFFERENT if each[0] == kind}


PRINTABLE = st.characters(codec="ascii", exclude_categories=["C"])


@pytest.mark.parametrize(
    ("kind", "name", "form"),
    [
        ("entry", "week", forms.WEEK),
        ("phase", "starts", forms.DAY),
        ("decision", "updated", forms.MOMENT),
        ("experiment", "effort", forms.DAYS),
        ("journal", "hub", forms.WEB_ADDRESS),
    ],
)
@given(st.data())
def test_what_an_editor_takes_for_well_formed_waypost_reads(
    kind: str, name: str, form: forms.Form, data: st.DataObject
) -> None:
    pattern = form.checks["pattern"]
    text = data.draw(st.from_regex(pattern, fullmatch=True, alphabet=PRINTABLE))
    said = complaints(kind, with_field(kind, name, json.dumps(text)))
    # What no pattern knows: leap years, and years of 53 weeks.
    if "-02-29" not in text and not re.fullmatch(r"\d{4}-?[Ww]53", text) and "<!--" not in text:
        assert said == []


@given(st.text(PRINTABLE, max_size=20) | st.integers().map(str) | st.floats().map(str))
def test_an_editor_takes_whatever_waypost_takes_for_a_number(text: str) -> None:
    written = with_field("experiment", "effort", json.dumps(text))
    assert SCHEMAS["experiment"].is_valid(seen(written)) or complaints("experiment", written)
