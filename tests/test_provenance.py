"""An archive says where it is from, how to cite it, and what one may do with it."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files as resources
from pathlib import Path

import pytest
import yaml
from conftest import NOW, SITE, entry, journal_of
from jsonschema import Draft7Validator

from waypost.exports.model import Edition
from waypost.exports.provenance import sealed, sums
from waypost.languages import language
from waypost.permalinks import Site
from waypost.settings import Licence


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    files = {
        "a.md": entry("A", "2026-W20"),
        "b.md": entry("B", "2026-W36", updated="2026-10-01", changes="More."),
    }
    journal = journal_of(tmp_path, files)
    contents = dict.fromkeys(journal.sources, "<p>Text.</p>")
    return Edition(journal, language("en"), SITE, NOW, contents, lambda _: None, "1.2.3", "a" * 40)


def licensed(edition: Edition, licence: Licence | None) -> Edition:
    settings = edition.journal.settings.model_copy(update={"licence": licence})
    return replace(edition, journal=replace(edition.journal, settings=settings))


def named(edition: Edition, title: str, author: str) -> Edition:
    own = edition.journal.settings
    settings = own.model_copy(update={"author": own.author.model_copy(update={"name": author})})
    return replace(
        edition,
        journal=replace(edition.journal, settings=settings),
        site=Site("https://example.org/", title, ""),
    )


def test_every_file_stands_in_the_lists_with_its_sum(edition: Edition) -> None:
    given = {"b/c.txt": b"one", "a.txt": b"", "ærø & søn.txt": b"two"}
    found = sealed(edition, given)
    assert given.items() <= found.items()
    lines = found["SHA256SUMS"].decode().splitlines()
    listed = {line[66:]: line[:64] for line in lines}
    assert listed == {
        path: sha256(content).hexdigest() for path, content in found.items() if path != "SHA256SUMS"
    }
    assert lines == sorted(lines, key=lambda line: line[66:])
    told = json.loads(found["provenance.json"])
    assert {each["path"] for each in told["files"]} == listed.keys() - {"provenance.json"}
    for each in told["files"]:
        assert each["sha256"] == listed[each["path"]]
        assert each["size"] == len(found[each["path"]])


def test_a_name_with_odd_signs_is_listed_as_sha256sum_does() -> None:
    empty = sha256(b"").hexdigest()
    assert sums({"a\nb": b"", "c\\d": b""}).decode() == f"\\{empty}  a\\nb\n\\{empty}  c\\\\d\n"


def test_it_says_what_made_it_and_what_it_was_made_of(edition: Edition) -> None:
    told = json.loads(sealed(edition, {})["provenance.json"])
    assert told["made_by"] == {"name": "Waypost", "version": "1.2.3"}
    assert told["commit"] == "a" * 40
    assert told["url"] == SITE.address
    assert told["updated"] == "2026-10-01T00:00:00+02:00"


def test_it_does_not_say_when_it_was_made(edition: Edition) -> None:
    later = replace(edition, now=datetime(2027, 3, 1, tzinfo=UTC))
    assert sealed(later, {"a": b"b"}) == sealed(edition, {"a": b"b"})


def test_sealed_again_it_is_the_same(edition: Edition) -> None:
    once = sealed(edition, {"a": b"b"})
    assert sealed(edition, once) == once


def test_a_licence_of_the_author_s_own_stays(edition: Edition) -> None:
    assert sealed(edition, {"LICENCE.txt": b"Mine."})["LICENCE.txt"] == b"Mine."


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        (Licence(name="CC BY 4.0", url="https://a.example/"), ("CC-BY-4.0", None)),
        (Licence(name="cc-by-nc-sa 3.0"), ("CC-BY-NC-SA-3.0", None)),
        (Licence(name="CC0 1.0 Universal"), ("CC0-1.0", None)),
        (Licence(name="CC BY 4.0 & more", url="https://a.example/"), (None, "https://a.example/")),
        (Licence(name="All mine"), (None, None)),
        (None, (None, None)),
    ],
)
def test_a_citation_is_one_for_programs(
    edition: Edition, licence: Licence | None, expected: tuple[str | None, str | None]
) -> None:
    vendored = resources("check_jsonschema") / "builtin_schemas/vendor/citation-file-format.json"
    schema = json.loads(vendored.read_text("utf-8"))
    found = yaml.safe_load(sealed(licensed(edition, licence), {})["CITATION.cff"])
    Draft7Validator(schema).validate(found)
    assert (found.get("license"), found.get("license-url")) == expected
    assert found["title"] == SITE.title
    assert found["date-released"] == "2026-10-01"


def test_a_citation_needs_neither_entries_nor_a_name(edition: Edition) -> None:
    bare = replace(
        edition,
        journal=replace(edition.journal, entries=()),
        site=Site("https://example.org/", "", ""),
        commit="",
    )
    found = yaml.safe_load(sealed(bare, {})["CITATION.cff"])
    assert found["title"] == "https://example.org/"
    assert "date-released" not in found
    assert "year" not in sealed(bare, {})["citation.bib"].decode()


def test_latex_reads_what_the_author_wrote(edition: Edition) -> None:
    hostile = named(edition, r"50 % of {R&D}: $x_1$ #2 ~ ^ \input{x}", "Anna and Bo, Ltd")
    assert sealed(hostile, {})["citation.bib"].decode().splitlines() == [
        "@misc{50-of-r-d-x-1-2-input-x2026,",
        "  author = {{Anna and Bo, Ltd}},",
        r"  title = {{50 \% of \textbraceleft{}R\&D\textbraceright{}: \$x\_1\$ \#2 "
        r"\textasciitilde{} \textasciicircum{} "
        r"\textbackslash{}input\textbraceleft{}x\textbraceright{}}},",
        "  year = {2026},",
        "  month = {10},",
        "  url = {https://example.org/},",
        "  note = {CC BY 4.0},",
        "  langid = {english},",
        "}",
    ]


def test_what_one_may_do_with_it_is_said_in_the_journal_s_language(edition: Edition) -> None:
    danish = replace(edition, language=language("da"))
    text = sealed(danish, {})["LICENCE.txt"].decode()
    assert "Licens for tekster og billeder:\nCC BY 4.0\nhttps://creativecommons.org/" in text
    none = sealed(licensed(edition, None), {})["LICENCE.txt"].decode()
    assert "has named no licence" in none
