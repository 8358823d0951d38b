"""The journal as data: all that is published, nothing else, and enough to tell it again."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import entry
from editions import HIDDEN, edition_of, packages, project_of
from jsonschema import Draft202012Validator, ValidationError

from waypost.exports.archive import archive
from waypost.exports.data import as_json, data, schema
from waypost.exports.data.meanings import MEANINGS, meaning
from waypost.exports.model import Edition
from waypost.views.decisions import decision_log
from waypost.views.goals import goals
from waypost.views.series import progress

pytestmark = pytest.mark.xdist_group("exports")

JOURNALS = ["sample", "everything", "hurtful", "secretive"]


@pytest.fixture(scope="module", params=JOURNALS)
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    root = project_of(request.param, tmp_path_factory.mktemp(request.param))
    return edition_of(root)[0]


@pytest.fixture(scope="module")
def told(edition: Edition) -> Mapping[str, Any]:
    return json.loads(data(edition)["journal.json"])


def rows(edition: Edition, name: str) -> list[dict[str, str]]:
    text = data(edition)[name].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def header(edition: Edition, name: str) -> list[str]:
    return data(edition)[name].decode("utf-8-sig").splitlines()[0].split(",")


def parts(told: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for kind in ("entries", "phases", "decisions", "experiments", "goals", "key_results", "pages"):
        yield from told[kind]


def test_what_stands_in_it_is_what_its_schema_says(told: Mapping[str, Any]) -> None:
    Draft202012Validator.check_schema(schema())
    Draft202012Validator(schema()).validate(told)


def test_the_schema_lets_nothing_else_in(edition: Edition, told: Mapping[str, Any]) -> None:
    assert json.loads(data(edition)["journal.schema.json"]) == schema()
    kinds = [schema(), *schema()["$defs"].values()]
    for kind in kinds:
        if kind["type"] == "object":
            assert kind["additionalProperties"] is False
            assert set(kind["required"]) == set(kind["properties"])
    for wrong in ({**told, "more": 1}, {**told, "version": "9.0"}, {**told, "entries": None}):
        with pytest.raises(ValidationError):
            Draft202012Validator(schema()).validate(wrong)


def test_the_list_of_entries_can_be_made_of_it_alone(
    edition: Edition, told: Mapping[str, Any]
) -> None:
    found = [
        (each["week"], each["title"], each["url"], each["published"]) for each in told["entries"]
    ]
    assert [(week, title) for week, title, _, _ in found] == [
        (str(each.week), each.title) for each in edition.journal.entries
    ]
    assert [published for _, _, _, published in found] == [
        each.published.isoformat().replace("+00:00", "Z") for each in edition.journal.entries
    ]
    assert all(url.startswith(edition.site.address) for _, _, url, _ in found)


def test_the_decision_log_can_be_made_of_it_alone(
    edition: Edition, told: Mapping[str, Any]
) -> None:
    today = edition.now.date().isoformat()
    newest = told["decisions"][::-1]
    due = [e for e in newest if e["look_on"] and max(e["look_on"], e["date"]) <= today]
    others = [each for each in newest if each not in due]
    log = [*sorted(due, key=lambda each: (each["look_on"], each["path"])), *others]
    titles = {each["id"]: each["title"] for each in told["decisions"]}
    found = [
        (
            e["title"],
            e["status"],
            e["stage"],
            e["outcome"] and e["outcome"]["result"],
            [titles[each] for each in e["replaced_by"]],
        )
        for e in log
    ]
    assert found == [
        (
            each.decision.title,
            each.status,
            each.stage.id if each.stage else None,
            each.outcome.result if each.outcome else None,
            [other.title for other in each.replaced_by[0]] if each.replaced_by else [],
        )
        for each in decision_log(edition.journal, edition.now).every
    ]


def test_the_chain_of_goals_can_be_made_of_it_alone(
    edition: Edition, told: Mapping[str, Any]
) -> None:
    titles = {each["id"]: each["title"] for each in parts(told)}

    def walk(parent: str | None, depth: int) -> Iterator[tuple[str, int, list[str], list[str]]]:
        for goal in told["goals"]:
            if goal["parent"] == parent:
                measured = [e["title"] for e in told["key_results"] if e["goal"] == goal["id"]]
                yield goal["title"], depth, measured, [titles[each] for each in goal["entries"]]
                yield from walk(goal["id"], depth + 1)

    assert list(walk(None, 0)) == [
        (
            aim.record.title,
            aim.depth,
            [each.key_result.title for each in aim.results],
            [each.title for each in aim.entries],
        )
        for aim in goals(edition.journal, edition.now).tree
    ]


def test_the_readings_are_those_that_readers_see(edition: Edition, told: Mapping[str, Any]) -> None:
    for each, key_result in zip(told["key_results"], edition.journal.key_results, strict=True):
        series = progress(edition.journal, key_result).readings
        assert [(e["week"], e["value"]) for e in each["readings"]] == [
            (str(reading.week), reading.value) for reading in series
        ]
        figures = [e["value"] for e in each["readings"] if not isinstance(e["value"], str)]
        if each["disclosure"] == "trend":
            assert (figures, each["baseline"], each["target"]) == ([], None, None)
        if each["disclosure"] == "indexed":
            assert each["baseline"] == 100


BOTH_WAYS = [
    ("entries", "phase", "phases", "entries"),
    ("entries", "decisions", "decisions", "entries"),
    ("entries", "previous", "entries", "following"),
    ("decisions", "replaces", "decisions", "replaced_by"),
    ("goals", "parent", "goals", "below"),
    ("key_results", "goal", "goals", "key_results"),
    ("experiments", "key_result", "key_results", "experiments"),
    ("entries", "mentions", "entries", "mentioned_by"),
]


@pytest.mark.parametrize("way", BOTH_WAYS, ids=" ".join)
def test_what_belongs_together_says_so_on_both_sides(
    way: tuple[str, str, str, str], told: Mapping[str, Any]
) -> None:
    kind, field, other, back = way

    def pairs(kind: str, field: str) -> set[tuple[str, str]]:
        found = set()
        for each in told[kind]:
            value = each[field]
            found |= {
                (each["id"], to) for to in ([value] if isinstance(value, str) else value or ())
            }
        return found

    there = {each["id"] for each in told[other]}
    forth = {(one, two) for one, two in pairs(kind, field) if two in there}
    assert forth == {(two, one) for one, two in pairs(other, back)}


def test_every_id_is_of_one_thing_and_leads_to_it(told: Mapping[str, Any]) -> None:
    every = [*parts(told), *told["withdrawn"]]
    ids = [each["id"] for each in every]
    assert len(ids) == len(set(ids))
    authority = {each.partition(",")[0] for each in ids if each.startswith("tag:")}
    named = {text for text in _texts(list(parts(told))) if text.startswith(tuple(authority))}
    assert named <= set(ids)
    assert all(each["path"].startswith("docs/") for each in every)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def test_html_can_stand_anywhere(told: Mapping[str, Any]) -> None:
    for each in parts(told):
        assert 'href="../' not in each["text"]["html"]
        assert 'src="../' not in each["text"]["html"]
        assert "<script" not in each["text"]["html"]


def test_tables_are_what_the_document_says(edition: Edition, told: Mapping[str, Any]) -> None:
    assert [each["id"] for each in rows(edition, "entries.csv")] == [
        each["id"] for each in told["entries"]
    ]
    assert [each["status"] for each in rows(edition, "decisions.csv")] == [
        each["status"] for each in told["decisions"]
    ]
    criteria = [(e["id"], c["metric"]) for e in told["experiments"] for c in e["criteria"]]
    assert [(e["id"], e["metric"]) for e in rows(edition, "experiments.csv")] == criteria
    read = [(e["week"], e["value"]) for e in rows(edition, "readings.csv")]
    assert read == [
        (e["week"], str(e["value"])) for k in told["key_results"] for e in k["readings"]
    ]


def test_a_table_is_one_for_a_spreadsheet(edition: Edition) -> None:
    for name, content in data(edition).items():
        if name.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf")
            assert content.count(b"\r\n") >= 1
            assert content.endswith(b"\r\n")


def test_it_is_the_same_as_long_as_nothing_has_changed(edition: Edition) -> None:
    before = packages(edition)
    assert packages(edition) == before
    assert packages(replace(edition, now=edition.now + timedelta(minutes=-9))) == before


def test_nothing_that_is_hidden_leaves(tmp_path: Path) -> None:
    edition, _ = edition_of(project_of("secretive", tmp_path))
    for files in packages(edition).values():
        for path, content in files.items():
            assert HIDDEN.findall(path.encode() + b"\n" + content) == [], path
    shown = as_json(json.loads(data(edition)["journal.json"])).decode()
    for word in ("Seen", "Taken back", "The [last][one]", "131.2", "`<!-- shown -->`"):
        assert word in shown
    for word in ("[kept]: https://c.example/ 'Said'", "*[HTML]: Told", "    [code]: is shown"):
        assert word in shown
    assert "<?php and ?> this" in shown
    assert "[elsewhere](https://b.example/" in shown


HARMFUL = {
    "=HYPERLINK(0)": "'=HYPERLINK(0)",
    "+49 30": "'+49 30",
    "-1+1": "'-1+1",
    "@SUM(A1)": "'@SUM(A1)",
    "＝1": "'＝1",
    "1 = 1": "1 = 1",
    'a "b", c': 'a "b", c',
}


def test_no_text_is_taken_for_something_to_calculate(tmp_path: Path) -> None:
    root = project_of("none", tmp_path)
    for number, title in enumerate(HARMFUL, 1):
        text = entry(json.dumps(title, ensure_ascii=False), f"2026-W{10 + number}")
        (root / f"docs/entries/x{number}.md").write_text(text, "utf-8")
    text = entry("Less", "2026-W20", readings="{absolute: -5}")
    (root / "docs/entries/less.md").write_text(text, "utf-8")
    edition, _ = edition_of(root)
    titles = {each["title"] for each in rows(edition, "entries.csv")}
    assert set(HARMFUL.values()) <= titles
    assert "-5" in {each["value"] for each in rows(edition, "readings.csv")}


def test_whoever_waits_for_an_archive_learns_how_much_of_it_is_made(edition: Edition) -> None:
    told = list[tuple[int, int]]()
    made = archive(edition, ["markdown", "data"], dict, tell=lambda *how: told.append(how))
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert {"journal.json", "journal-markdown.zip", "SHA256SUMS"} <= set(made)


def test_the_schema_tells_what_each_field_means(edition: Edition) -> None:
    parts = {"Document": schema(), **schema()["$defs"]}
    fields = [(part, name) for part in parts for name in parts[part].get("properties", {})]
    for part, name in fields:
        assert parts[part]["properties"][name]["description"] == meaning(part, name)
    own = {each for each in MEANINGS if "." in each}
    plain = {name for part, name in fields if f"{part}.{name}" not in own}
    assert set(MEANINGS) == plain | (own & {f"{part}.{name}" for part, name in fields})
    tables = {name for name in data(edition) if name.endswith(".csv")}
    columns = {column for name in tables for column in header(edition, name)}
    named = {name for _, name in fields}
    assert columns - named == {"outcome_date"}, "a column is called as the field is"
