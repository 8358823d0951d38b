"""A form that somebody filled in on GitHub becomes one file, and nothing else happens."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import CASES, Project, build, cases, everything
from desk import FRIDAY, SAMPLE, Desk, Said, desk, settings
from hypothesis import HealthCheck, example, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from waypost.languages import SPOKEN, language
from waypost.submissions.form import LABEL, NOW, issue_form, labels

SENT = "2026-09-04T12:00:00Z"
FIELDS = {"title", "week", "date", "id", "summary", "stage", "barriers", "status"}
NAME = re.compile(r"docs/entries/\d{4}-w\d\d(-[a-z0-9-]{1,60})?\.md")
SENTENCE = re.compile(r"(The form: |docs/entries/)[^\x00-\x1f\x7f-\x9f]{10,300}\.")


def long(value: Any) -> Any:
    """A value of a case; a text that is said many times is written once."""
    if isinstance(value, Mapping) and "repeat" in value:
        return value.get("begin", "") + value["repeat"] * value["times"] + value.get("end", "")
    return value


def body_of(form: Mapping[str, Any], code: str = "en", order: tuple[str, ...] = LABEL) -> str:
    """What GitHub makes of a form."""
    named = labels(language(code))
    filled = {"when": named[NOW]} | {name: long(text) for name, text in form.items()}
    return "\n\n".join(
        f"### {named[name]}\n\n{filled.get(name) or '_No response_'}" for name in order
    )


def event_of(case: Mapping[str, Any]) -> bytes:
    """The event of a case: recorded, in other words, or a form in an issue."""
    if "recorded" in case:
        return (CASES / "submissions" / case["recorded"]).read_bytes()
    if "bytes" in case:
        return bytes.fromhex(case["bytes"])
    if "raw" in case:
        return str(long(case["raw"])).encode()
    body = body_of(
        case.get("form", {}), case.get("language", "en"), tuple(case.get("order", LABEL))
    )
    body = case.get("before_body", "") + body
    issue = {
        "title": "A week",
        "created_at": SENT,
        "author_association": "OWNER",
        "body": body.replace("\n", "\r\n") if case.get("crlf") else body,
    } | {name: long(value) for name, value in case.get("issue", {}).items()}
    return json.dumps({"action": "opened", "issue": issue}).encode()


def send(at: Desk, event: bytes, today: str = FRIDAY) -> Said:
    path = at.root.with_name("event.json")
    path.write_bytes(event)
    return at.say("new", "--from-form", str(path), today=today)


def desk_of(root: Path, case: Mapping[str, Any]) -> Desk:
    return desk(
        root / "journal",
        case.get("files"),
        case.get("settings", SAMPLE),
        case.get("language", "en"),
    )


def mistakes(at: Desk, path: str) -> list[str]:
    done = at.say("check", "--format", "json")
    return [
        each["what"]
        for each in json.loads(done.out)
        if each["path"] == path and each["severity"] == "error"
    ]


@pytest.mark.parametrize("case", cases("submissions"))
def test_a_form_becomes_one_entry_or_is_answered(tmp_path: Path, case: dict[str, Any]) -> None:
    at = desk_of(tmp_path, case)
    before, event = at.files(), event_of(case)
    done = send(at, event)
    paths = list(at.new_since(before))
    there = re.compile(r"(\S+) is there, for week \d+\.")
    told = [line for line in done.lines if not line.startswith("docs/entries/2026-w")]
    assert told == case["says"]
    assert all(SENTENCE.fullmatch(line) for line in done.lines), done.lines
    if "wants" not in case:
        assert (done.status, paths) == (1, [])
        assert done.err in ("", "Nothing was written.\n")
        return
    (path,), wants = paths, case["wants"]
    assert done.status == 0
    assert [match[1] for line in done.lines if (match := there.fullmatch(line))] == [path]
    assert NAME.fullmatch(path)
    assert path == long(wants.get("path", "docs/entries/2026-w36-a-week.md"))
    front = dict(at.journal().sources[path.removeprefix("docs/")].front)
    assert front.keys() <= FIELDS
    assert {"title", "week", "date", "id", "stage", "barriers"} <= front.keys()
    wanted = {name: long(value) for name, value in wants.get("front", {}).items()}
    assert {name: front[name] for name in wanted} == wanted
    assert ("status" in front) == ("status" in wanted)
    body = at.text(path).partition("\n---\n\n")[2]
    assert body.rstrip("\n") + "\n" == long(wants.get("body", "The text.\n"))
    assert mistakes(at, path) == []

    written = at.files()
    again = send(at, event)
    assert (again.status, at.new_since(written)) == (1, [])
    assert again.lines[-1] == f"{path} is there already. Nothing was written."


@pytest.mark.parametrize(
    "path", sorted((CASES / "submissions").glob("*.json")), ids=lambda p: p.stem
)
def test_every_recorded_event_is_sent_by_a_case(path: Path) -> None:
    sent = [yaml.safe_load(each.read_text("utf-8")) for each in path.parent.glob("*.yml")]
    assert [each for each in sent if each.get("recorded") == path.name]


def test_a_form_that_was_changed_is_made_anew_from_a_clean_tree(tmp_path: Path) -> None:
    first = event_of({"form": {"text": "The text."}})
    second = event_of({"issue": {"title": "Other words"}, "form": {"text": "A better text."}})
    paths = []
    for name, event in (("one", first), ("two", second), ("three", first)):
        at = desk_of(tmp_path / name, {})
        send(at, event)
        (path,) = [each for each in at.files() if "entries" in each]
        paths.append((path, at.text(path)))
    assert paths[0] == paths[2]
    assert paths[1][0] == "docs/entries/2026-w36-other-words.md"
    assert "A better text." in paths[1][1]


def test_two_forms_of_one_week_are_two_entries_with_two_ids(tmp_path: Path) -> None:
    at = desk_of(tmp_path, {})
    for title in ("One", "Two"):
        event = event_of({"issue": {"title": title}, "form": {"text": "The text."}})
        assert send(at, event).status == 0
    assert len({each.id for each in at.journal().entries}) == 2
    assert at.say("check").status == 0


@pytest.mark.parametrize(
    ("zone", "sent", "week", "day"),
    [
        ("Europe/Copenhagen", "2026-09-04T21:30:00Z", "2026-W36", "2026-09-04"),
        ("Europe/Copenhagen", "2026-09-06T22:00:00Z", "2026-W37", "2026-09-07"),
        ("Europe/Copenhagen", "2026-09-07T00:00:00+03:00", "2026-W36", "2026-09-06"),
        ("Pacific/Auckland", "2026-09-06T12:00:00Z", "2026-W37", "2026-09-07"),
        ("America/Los_Angeles", "2026-09-07T06:59:59Z", "2026-W36", "2026-09-06"),
        ("Europe/Copenhagen", "2026-12-31T23:00:00Z", "2026-W53", "2027-01-01"),
        ("UTC", "2027-01-03T23:59:59Z", "2026-W53", "2027-01-03"),
        ("Pacific/Kiritimati", "2027-01-03T10:00:00Z", "2027-W01", "2027-01-04"),
        ("Pacific/Pago_Pago", "2027-01-04T10:59:59Z", "2026-W53", "2027-01-03"),
        ("UTC", "2025-12-29T00:00:00Z", "2026-W01", "2025-12-29"),
    ],
)
def test_this_week_is_that_in_which_the_form_was_sent(
    tmp_path: Path, zone: str, sent: str, week: str, day: str
) -> None:
    at = desk(tmp_path / "journal", settings=settings(timezone=zone))
    event = event_of({"issue": {"created_at": sent}, "form": {"text": "The text."}})
    assert send(at, event, today="2030-01-01").status == 0
    (found,) = at.journal().entries
    assert (str(found.week), str(found.date)) == (week, day)
    assert found.uri == f"entries/{week.lower()}-a-week.md"


@pytest.mark.parametrize("code", SPOKEN)
def test_every_choice_of_the_form_is_understood(tmp_path: Path, code: str) -> None:
    at = desk(tmp_path / "journal", code=code)
    vocabulary = at.journal().settings
    asked = yaml.safe_load(issue_form(vocabulary, language(code)))["body"]
    fields = {each["id"]: each["attributes"] for each in asked if "id" in each}
    assert list(fields) == list(LABEL)
    boxes = "\n".join(f"- [X] {each['label']}" for each in fields["barriers"]["options"])
    stages = [each.id for each in vocabulary.stages]
    for number, (label, stage) in enumerate(zip(fields["stage"]["options"], stages, strict=True)):
        form = {"stage": label, "barriers": boxes, "when": fields["when"]["options"][number % 2]}
        case = {"language": code, "issue": {"title": stage}, "form": form | {"text": "Text."}}
        assert send(at, event_of(case)).status == 0
        made = at.journal().entry(f"entries/2026-w36-{stage}.md")
        assert made is not None
        assert made.fields.stage == stage
        assert made.fields.barriers == tuple(each.id for each in vocabulary.barriers)
        assert made.is_draft == bool(number % 2)


def test_the_notes_of_a_new_entry_are_not_in_one_that_was_sent_in(tmp_path: Path) -> None:
    before = {"docs/entries/a.md": "---\ntitle: A\nweek: 2026-W35\nnext: [Ask Bo]\n---\nText.\n"}
    at = desk(tmp_path / "journal", before)
    send(at, event_of({"form": {"text": "The text."}}))
    text = at.text("docs/entries/2026-w36-a-week.md")
    assert "Ask Bo" not in text
    assert "<!--" not in text


def test_nothing_is_written_beside_a_broken_journal_yml(tmp_path: Path) -> None:
    at = desk(tmp_path / "journal", settings="authority: example.org,2026\n")
    before = at.files()
    done = send(at, event_of({"form": {"text": "The text."}}))
    assert (done.status, at.new_since(before)) == (1, [])


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = desk(tmp_path).say("new", "--from-form", "nowhere.json")
    assert done.status == 2
    assert "'nowhere.json' does not exist" in done.err


HOSTILE = """Before.

<script>alert("QVARK")</script>

<img src=x onerror="alert('QVARK')">

<a href="javascript:alert('QVARK')">one</a> [two](javascript:alert('QVARK'))

<iframe src="https://evil.example/QVARK"></iframe>

![three](https://evil.example/four.png)

<!-- QVARK -->

After."""


def test_what_was_sent_in_passes_the_gate_of_the_feeds(project: Project) -> None:
    at = Desk(project({}))
    title = "<script>QVARK()</script>"
    event = event_of({"issue": {"title": title}, "form": {"text": HOSTILE, "summary": title}})
    assert send(at, event).status == 0
    built = build(at.root, today=FRIDAY)
    assert built.status == 0, built.log
    for name in ("feed.xml", "atom.xml", "feed.json", "archive.xml"):
        text = built.text(name).replace("&lt;", "<").replace("\\u003c", "<")
        assert "After." in text, name
        for word in ("onerror", '="javascript:', "<iframe", 'src="https://evil', "<script>alert"):
            assert word not in text, (name, word)
    page = built.text("entries/2026-w36-script-qvark-script/index.html")
    assert "<script>QVARK" not in page
    assert 'src="https://evil.example/four.png"' not in everything(built)


SIGNS = st.text("-:#'\"\n\r{}[]()<>!&*|%@`~\\ at\t\u2028\0", max_size=40)


@effort(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=SIGNS | st.text(max_size=40), title=SIGNS, summary=SIGNS)
@example(text="---\n---\n---", title="a", summary="")
@example(text="<!--", title="a", summary="")
@example(text="![](<img src='//'>)", title="a", summary="")
def test_any_form_is_written_well_or_answered(
    tmp_path_factory: pytest.TempPathFactory, text: str, title: str, summary: str
) -> None:
    at = desk(tmp_path_factory.mktemp("a") / "journal", settings=settings())
    before = at.files()
    form = {"text": text, "summary": summary}
    done = send(at, event_of({"issue": {"title": title}, "form": form}))
    paths = list(at.new_since(before))
    if done.status:
        assert (done.status, paths) == (1, [])
        assert done.out.startswith("The form: ")
    else:
        (path,) = paths
        assert NAME.fullmatch(path)
        assert mistakes(at, path) == []
        assert not at.journal().entries[0].is_unwritten
