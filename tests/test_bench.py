"""The benchmark itself, on a diary of a few weeks: it measures what it says, and misses nothing."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench import scenarios, searching, serving
from bench.__main__ import main
from bench.corpus import generate
from bench.measure import BenchError, Cost, inspect
from bench.profiling import profile, told
from bench.results import CHECK, COLD, FIRST_SAVE, ONE, SAVE, Measured, Results, limit, table
from bench.sampling import place
from bench.scenarios import Pair, differences, grow, write
from bench.sides import OURS

WEEKS = 5


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pair, list[Measured], Path]:
    """Both sides, built without their newest entry, and then with it."""
    folder = tmp_path_factory.mktemp("bench")
    pair = write(WEEKS + 1, folder)
    return pair, grow(pair, 1), folder


# One test for all that needs these builds, so that no two processes make them.
def test_a_diary_grows_by_an_entry_on_both_sides_and_a_changed_byte_is_noticed(
    grown: tuple[Pair, list[Measured], Path],
) -> None:
    pair, measured, folder = grown
    assert [(each.what, each.size, each.other) for each in measured] == [
        (COLD, WEEKS, "stock"),
        (ONE, WEEKS, "stock"),
    ]
    for each in measured:
        for side in ("ours", "stock"):
            assert each.middle(side) > 0.1
            assert each.middle(side, "memory") > 10
    for project in pair.values():
        assert project.file(project.corpus.entries[-1]).is_file()
        assert inspect(project.side, project.root, WEEKS + 1).entries == WEEKS + 1
        with pytest.raises(BenchError, match="pages of entries"):
            inspect(project.side, project.root, WEEKS)

    ours = pair["ours"]
    site = ours.root / "site"
    assert differences(ours, folder) == []
    page = site / ours.address(ours.corpus.entries[0]) / "index.html"
    text = page.read_bytes()
    page.write_bytes(text[:-2] + b"?" + text[-1:])
    (site / "feed.xml").unlink()
    (site / "old.html").touch()
    name = page.relative_to(site).as_posix()
    said = ["feed.xml: missing", "old.html: left over", f"{name}: other bytes"]
    assert scenarios.differing(site, folder / f"{ours.root.name}-whole" / "site") == said

    assert (
        10
        < searching.ours(site)
        < searching.ours(site) + searching.stock(pair["stock"].root / "site")
    )


def test_a_corpus_without_its_newest_entry_has_all_others_as_they_are() -> None:
    for size in (1, 2, 8):
        corpus = generate(size)
        assert len({entry.name for entry in corpus.entries}) == size
        assert all(phase.starts <= phase.ends for phase in corpus.phases)


def test_a_save_is_followed_until_the_page_shows_it(tmp_path: Path) -> None:
    pair = write(3, tmp_path, [OURS])
    scenarios.warm(pair)
    saved = serving.save(pair, 2)
    assert [(each.what, each.size) for each in saved] == [(FIRST_SAVE, 2), (SAVE, 2)]
    for each in saved:
        (cost,) = each.costs["ours"]
        assert 0 < cost.cpu < 60
        assert cost.memory > 10
    assert serving.differences(pair["ours"], tmp_path) == []
    assert (tmp_path / f"{pair['ours'].root.name}-shown/index.html").is_file()
    middle = pair["ours"].corpus.entries[1]
    assert "This was said otherwise 0 times" in pair["ours"].file(middle).read_text("utf-8")


def test_a_profile_says_whose_code_a_build_was_in(tmp_path: Path) -> None:
    found = profile(write(2, tmp_path, [OURS])["ours"])
    assert found[COLD]["imports"] > 0
    assert {"host", "imports"} <= {line.split("  ")[0] for line in told(found).splitlines()}
    assert place("/a/src/waypost/feeds/atom.py") == "waypost.feeds"
    assert place("/a/src/waypost/cli/placing.py") == "waypost.cli.placing"
    assert place("/a/site-packages/markdown/core.py") == "Markdown"
    assert place("/a/hooks/site_door.py") == "hooks"
    assert place("/markdown/lib/python3/json/encoder.py") is None


def costs(*seconds: float, memory: float = 100) -> list[Cost]:
    return [Cost(each, each, memory) for each in seconds]


def test_each_value_has_the_limit_of_its_size_and_what_is_above_it_is_missed() -> None:
    results = Results(
        [
            Measured(COLD, 52, {"ours": costs(0.5, 0.6, 9), "stock": costs(1, 1, 1)}),
            Measured(COLD, 104, {"ours": costs(1.3)}),
            Measured(COLD, 2600, {"ours": costs(4, memory=151), "stock": costs(10)}),
            Measured(ONE, 52, {"ours": costs(0.4), "stock": costs(1)}),
            Measured(ONE, 2600, {"ours": costs(1.3), "stock": costs(20)}),
            Measured(SAVE, 520, {"ours": costs(1.1), "stock": costs(10)}),
            Measured(CHECK, 520, {"ours": costs(0.6), "script": costs(0.1)}),
        ],
        {520: ["index.html: other bytes"], 2600: []},
        {520: {"ours": 299, "stock": 500}},
    )
    missed = [(row.what, row.entries) for row in results.missed()]
    assert missed == [
        (ONE, "2600"),
        (SAVE, "520"),
        (CHECK, "520"),
        ("cold build, twice the entries", "52, 104"),
        ("one new entry, small and large", "52, 2600"),
        ("memory, cold build", "2600"),
        ("files unlike a cold build's", "520"),
    ]
    assert table(results.rows()).count(" !") == len(missed)
    assert [limit({52: 1, 520: 2}, size) for size in (6, 52, 519, 520, 9999)] == [None, 1, 1, 2, 2]


def test_the_command_fails_where_a_limit_is_missed_and_keeps_every_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def measured(*_: object) -> Results:
        return Results(
            [Measured(COLD, 52, {"ours": costs(2), "stock": costs(1)})], {52: ["x: left over"]}
        )

    monkeypatch.setattr("bench.__main__.measure", measured)
    report = tmp_path / "report.json"
    ran = CliRunner().invoke(main, ["--json", str(report)])
    assert ran.exit_code == 1
    assert "cold build, 52 entries: 2 is above 0.6" in ran.output
    assert "52 entries: x: left over" in ran.output
    data = json.loads(report.read_text("utf-8"))
    assert [row["is_missed"] for row in data["rows"] if row["what"] == COLD] == [True]
    assert data["measured"][0]["costs"]["ours"] == [{"cpu": 2, "wall": 2, "memory": 100}]
    assert CliRunner().invoke(main, ["--no-limits"]).exit_code == 0
    wrong = CliRunner().invoke(main, ["--sizes", "many"])
    assert "like 52:3,520:1, please" in wrong.output
