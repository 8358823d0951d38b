"""The command speaks plainly, and its exit status says whether all is well."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs

from conftest import ROOT, Project, build, contents, entry, write
from loopback import Quiet, serving
from photos import CLEAN, put

from waypost.schemas import KINDS

FILES = [
    *(f".vscode/schemas/{kind}.json" for kind in KINDS),
    ".vscode/waypost.code-snippets",
    ".github/ISSUE_TEMPLATE/entry.yml",
]
GOOD = {
    "docs/entries/a.md": entry(
        stage="define", barriers="[mandate]", date="2026-09-04", summary="A week."
    )
}


def waypost(root: Path, *words: str, **named: str) -> subprocess.CompletedProcess[str]:
    """Call the command in a folder; `named` stands in its environment."""
    command = [sys.executable, "-m", "waypost.cli", *words]
    return subprocess.run(
        command,
        cwd=root,
        env={**os.environ, **named},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_journal_without_mistakes_passes_the_check(project: Project) -> None:
    done = waypost(project(GOOD), "check", "--today", "2026-09-05")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "1 entry read, 0 to mend.\n"


def test_mistakes_stand_before_advice(project: Project) -> None:
    wrong = {"docs/entries/b.md": entry(week="2026-W99")}
    done = waypost(project(GOOD | wrong), "check", "--today", "2026-12-01")
    assert done.returncode == 1
    mistakes, _, advice = done.stdout.partition("\nAdvice:\n")
    assert mistakes.startswith("docs/entries/b.md:3: week: '2026-W99' is not a week")
    assert "Three lines will do." in advice


def test_a_slip_in_mkdocs_yml_is_told_in_a_sentence(project: Project) -> None:
    root = project(GOOD)
    write(root, {"mkdocs.yml": "INHERIT: engine.yml\nsite_name: My Way: a diary\n"})
    for command in ("check", "build", "serve"):
        done = waypost(root, command, *(["--address", "127.0.0.1:0"] if command == "serve" else []))
        assert done.returncode == 1
        assert "mkdocs.yml:2: site_name: The value has a colon in it" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_what_mkdocs_knows_and_waypost_does_not_is_left_to_mkdocs(project: Project) -> None:
    root = project(GOOD)
    text = (root / "mkdocs.yml").read_text("utf-8")
    write(root, {"mkdocs.yml": f"{text}\ncopyright: !ENV [NOBODY, 'CC']\n"})
    assert waypost(root, "check", "--today", "2026-09-05").returncode == 0
    done = waypost(root, "build", "--today", "2026-09-05")
    assert done.returncode == 0, done.stderr


def test_a_second_preview_is_told_of_the_first(project: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = waypost(project(GOOD), "serve", "--address", f"127.0.0.1:{port}")
    assert done.returncode == 2
    assert f"--address 127.0.0.1:{port + 1}" in done.stderr


@contextmanager
def hub(status: int = 204) -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """A WebSub hub on loopback, and what it is told."""
    told: list[dict[str, list[str]]] = []

    class Handler(Quiet):
        def do_POST(self) -> None:  # noqa: N802 - the name that the library asks for
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.append(parse_qs(body.decode("ascii")))
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def do_GET(self) -> None:  # noqa: N802 - the name that the library asks for
            self.send_response(200)
            self.end_headers()

    with serving(Handler) as address:
        yield address, told


def with_hub(project: Project, address: str) -> Path:
    settings = (ROOT / "journal.yml").read_text("utf-8")
    return project(GOOD | {"journal.yml": f"{settings}\nhub: {address}\n"})


def test_a_hub_is_told_of_every_feed(project: Project) -> None:
    with hub() as (address, told):
        root = with_hub(project, address)
        done = waypost(root, "ping", "--today", "2026-09-05")
    assert done.returncode == 0, done
    assert told[0]["hub.mode"] == ["publish"]
    topics = set(told[0]["hub.url"])
    assert build(root).status == 0
    base = "https://waypost.example/journal/"
    for path, data in contents(root / "site").items():
        if path.endswith(("feed.xml", "atom.xml", "feed.json", "archive.xml")):
            assert address.encode() in data, path
            assert f"{base}{path}" in topics
    assert len(topics) == 3 * (1 + 2 + 8 + 5 + 2) + 1
    assert f"knows that {len(topics)} feeds may have changed" in done.stdout


def test_a_hub_that_does_not_answer_fails_nothing(project: Project) -> None:
    with hub(503) as (address, _):
        root = with_hub(project, address)
        done = waypost(root, "ping")
        assert done.returncode == 0
        assert "did not take it (the answer was 503" in done.stdout
    done = waypost(root, "ping")
    assert done.returncode == 0
    assert "(connection refused). Readers will look by themselves." in done.stdout
    assert "Traceback" not in done.stderr


def test_a_hub_that_sends_one_elsewhere_has_been_told_nothing(project: Project) -> None:
    with hub(302) as (address, _):
        done = waypost(with_hub(project, address), "ping")
    assert done.returncode == 0
    assert "did not take it (the answer was 302" in done.stdout


def test_without_a_hub_nobody_is_told(project: Project) -> None:
    done = waypost(project(GOOD), "ping")
    assert (done.returncode, done.stdout) == (
        0,
        "journal.yml names no hub, so there is nobody to tell.\n",
    )


def test_the_schemas_for_editors_are_written_once(project: Project) -> None:
    root = project(GOOD)
    first = waypost(root, "schema")
    assert first.returncode == 0
    assert first.stdout.splitlines() == [f"Wrote {name}" for name in FILES]
    written = {name: (root / name).read_bytes() for name in FILES}
    second = waypost(root, "schema")
    assert second.stdout.startswith("Nothing to write:")
    assert {name: (root / name).read_bytes() for name in FILES} == written


def test_the_check_says_when_editors_are_told_something_else(project: Project) -> None:
    root = project(GOOD)
    waypost(root, "schema")
    settings = (root / "journal.yml").read_text("utf-8")
    write(root, {"journal.yml": settings.replace("en: Understand", "en: Listen")})
    said = waypost(root, "check", "--today", "2026-09-05").stdout
    behind = "This says something else than journal.yml. Bring it up to date: waypost schema"
    assert f".vscode/schemas/entry.json: {behind}" in said
    assert f".github/ISSUE_TEMPLATE/entry.yml: {behind}" in said
    assert ".vscode/schemas/journal.json" not in said


def test_advice_on_pages_of_long_ago_is_told_if_she_asks(project: Project) -> None:
    weeks = [f"2026-W{number:02}" for number in range(1, 31)]
    fields = {"stage": "define", "barriers": "[mandate]"}
    old = {f"docs/entries/{week}.md": entry(week=week, **fields) for week in weeks}
    root = project(old | {"docs/entries/wrong.md": entry(week="2026-W99", **fields)})
    said = waypost(root, "check", "--today", "2026-08-01").stdout.splitlines()
    assert said[0].startswith("docs/entries/wrong.md:3: week:")
    assert len([line for line in said if "no summary" in line]) == 20
    assert said[-1] == "10 more on older pages: waypost check --all"
    everything = waypost(root, "check", "--all", "--today", "2026-08-01").stdout
    assert everything.count("no summary") == 30


def test_problems_for_programs_and_for_pull_requests(project: Project) -> None:
    root = project(
        GOOD | {"docs/entries/b.md": entry('"50% of: a, b"', stage="x%y", week="2026-W35")}
    )
    found = json.loads(waypost(root, "check", "--format", "json", "--today", "2026-09-05").stdout)
    assert [each["severity"] for each in found if each["field"] == "stage"] == ["error"]
    assert {"path", "line", "field", "what", "cure", "severity"} == set(found[0])
    done = waypost(root, "check", "--format", "github", "--today", "2026-09-05")
    assert done.returncode == 1
    first, *rest = done.stdout.splitlines()
    assert first.startswith("::error file=docs/entries/b.md,line=4,title=stage::'x%25y' is not a")
    assert all(line.startswith("::notice ") for line in rest)


def test_one_schema_is_shown_in_the_language_of_the_journal(project: Project) -> None:
    root = project(GOOD)
    text = (root / "mkdocs.yml").read_text("utf-8").replace("language: en", "language: da")
    write(root, {"mkdocs.yml": text})
    done = waypost(root, "schema", "entry")
    assert json.loads(done.stdout)["required"] == ["title"]
    assert "Forstå: Find ud af" in done.stdout
    assert not (root / ".vscode").exists()


def test_no_schema_comes_from_a_journal_yml_that_has_to_be_mended(project: Project) -> None:
    root = project(GOOD | {"journal.yml": "authority: example.org,2026\n"})
    done = waypost(root, "schema")
    assert done.returncode == 1
    assert done.stdout == "journal.yml:1: author: This field is missing. Add a line `author: …`.\n"
    assert not (root / ".vscode").exists()


def test_a_kind_of_file_that_is_none_is_met_with_the_nearest(project: Project) -> None:
    done = waypost(project(GOOD), "schema", "entires")
    assert done.returncode == 2
    assert "'entires' is not a kind of file. Did you mean 'entry'?" in done.stderr


def test_an_address_that_is_none_is_told_before_a_build(project: Project) -> None:
    root = project(GOOD)
    text = (root / "mkdocs.yml").read_text("utf-8")
    write(root, {"mkdocs.yml": text.replace("site_url: https://", "site_url: www.")})
    done = waypost(root, "check", "--today", "2026-09-05")
    assert done.returncode == 1
    said = "mkdocs.yml: site_url: 'www.waypost.example/journal/' is not an address on the web."
    assert done.stdout.startswith(said)


def test_a_picture_that_is_not_there_is_told_without_a_build(project: Project) -> None:
    body = "![a](gone.png) ![b](images/b%20c.png) ![c](C:\\\\a.png) ![d](https://a.example/d.png)"
    files = {"docs/entries/b.md": entry(week="2026-W35", body=f"{body} `![e](code.png)`")}
    root = put(project(GOOD | files), {"docs/entries/images/b c.png": CLEAN})
    done = waypost(root, "check", "--today", "2026-09-05")
    assert done.returncode == 0
    missing = re.findall(
        r"b\.md:5: text: This points to '([^']+)', which is not there", done.stdout
    )
    assert missing == ["C:\\\\a.png", "gone.png"]
    built = waypost(root, "build", "--today", "2026-09-05")
    assert built.stderr.count("This points to 'gone.png'") == 1
