"""Before anything is published: what would those who follow get twice, or lose?"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import NOW, ROOT, SITE, Project, entry, published, weekly, write
from loopback import site
from test_cli import waypost

from waypost.checks.continuity import continuity
from waypost.feeds.published import NotAFeedError, PartError
from waypost.feeds.published import published as what_is_out
from waypost.journal.loading import load
from waypost.languages import language
from waypost.permalinks import Site
from waypost.redirects import redirects
from waypost.topics import topics

SETTINGS = (ROOT / "journal.yml").read_text("utf-8")


def told(
    root: Path,
    before: Mapping[str, str],
    after: Mapping[str, str],
    *,
    settings: str = SETTINGS,
    out: Mapping[str, bytes] | None = None,
    name: str = "",
    at: Site = SITE,
) -> list[str]:
    """What is said of a journal when another state of it is out."""
    for folder in ("before", "after"):
        (root / folder).mkdir()
    files = published(root / "before", before, site=at).files if out is None else out
    found = what_is_out(files.get, name)
    assert found is not None
    write(root / "after", {"journal.yml": settings, "docs/entries/.keep": ""})
    write(root / "after", {f"docs/entries/{name}": text for name, text in after.items()})
    journal, problems = load(root / "after")
    assert problems == []
    now = NOW
    moved, misled = redirects(journal.released(now), at)
    assert misled == []
    feeds = [
        path
        for each in topics(journal.released(now), language("en"), now)
        for _, path in each.feeds()
    ]
    problems = continuity(journal, now, feeds, moved, found)
    return sorted(f"{each.severity}: {each}" for each in problems)


def test_nothing_is_said_of_what_followers_will_not_notice(tmp_path: Path) -> None:
    before = weekly(45, stage="define")
    after = before | {
        "w46.md": entry("A new week", "2026-W46"),
        "w44.md": entry("Another title", "2026-W44", "Another text.", stage="align"),
        "w43.md": entry("Week 43", "2026-W43", updated="2026-11-01", changes="A number."),
        "w42.md": entry("Week 42", "2026-W42", status="withdrawn"),
    }
    assert told(tmp_path, before, after) == []


def test_an_entry_that_would_be_gone(tmp_path: Path) -> None:
    before = weekly(45)
    after = {name: text for name, text in before.items() if name != "w03.md"}
    assert told(tmp_path, before, after) == [
        "error: docs/entries/w03.md: 'Week 3' is out at entries/w03/, and would be gone without a "
        "word. "
        "Put the file back; with `status: withdrawn` in it, a page says that it was taken back."
    ]


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"publish_at": "2026-12-24 08:00"}])
def test_an_entry_that_is_out_and_now_held_back(fields: dict[str, str], tmp_path: Path) -> None:
    found = told(tmp_path, weekly(2), weekly(1) | {"w02.md": entry("Week 2", "2026-W02", **fields)})
    assert len(found) == 1
    assert found[0].startswith("error: docs/entries/w02.md:")
    assert "This is out already, and would be gone" in found[0]
    assert "`status: withdrawn`" in found[0]


def test_another_id_at_the_same_address(tmp_path: Path) -> None:
    after = weekly(1) | {"w02.md": entry("Week 2", "2026-W02", id='"tag:other.example,2020:x"')}
    assert told(tmp_path, weekly(2), after) == [
        "error: docs/entries/w02.md:4: id: Its id is out as 'tag:waypost.example,2026:2026-W02' "
        "and would be 'tag:other.example,2020:x', so that everybody who follows gets it a second "
        "time. "
        'Write this in it: id: "tag:waypost.example,2026:2026-W02"'
    ]


def test_another_week_and_file_name_for_an_entry_without_an_id(tmp_path: Path) -> None:
    after = weekly(1) | {"new-name.md": entry("Week 2", "2026-W03")}
    found = told(tmp_path, weekly(2), after)
    assert len(found) == 1
    assert found[0].startswith("error: docs/entries/new-name.md:")
    assert 'id: "tag:waypost.example,2026:2026-W02"' in found[0]


def test_another_beginning_of_all_ids_is_told_once(tmp_path: Path) -> None:
    settings = SETTINGS.replace("waypost.example,2026", "new.example,2027")
    assert told(tmp_path, weekly(45), weekly(45), settings=settings) == [
        "error: journal.yml: authority: The ids that are out begin with 'waypost.example,2026', so "
        "45 entries would be sent again. Put it back: authority: waypost.example,2026"
    ]


def test_a_date_that_would_move(tmp_path: Path) -> None:
    before = weekly(1) | {"b.md": entry("B", "2026-W36", date="2026-09-04")}
    after = weekly(1) | {"b.md": entry("B", "2026-W36", date="2026-09-11")}
    assert told(tmp_path, before, after) == [
        "warning: docs/entries/b.md:4: date: Its date is out as 4 September 2026 and would move to "
        "11 September 2026; some readers would show it as new. Write `date: 2026-09-04` in it, "
        "unless that was wrong."
    ]


def test_another_time_zone_is_told_once(tmp_path: Path) -> None:
    settings = SETTINGS.replace("Europe/Copenhagen", "America/New_York")
    assert told(tmp_path, weekly(5), weekly(5), settings=settings) == [
        "warning: journal.yml: timezone: With another time zone the dates of 5 entries would move. "
        "Put the former one back, unless it was wrong."
    ]


def test_a_correction_that_would_be_taken_back(tmp_path: Path) -> None:
    before = {"a.md": entry(date="2026-09-04", updated="2026-10-16 09:30", changes="A number.")}
    assert told(tmp_path, before, {"a.md": entry(date="2026-09-04")}) == [
        "warning: docs/entries/a.md:1: updated: Its correction of 16 October 2026, 09:30 is out, "
        "and "
        "would be taken back. Write `updated: 2026-10-16 09:30` in it."
    ]


def test_an_address_that_would_change(tmp_path: Path) -> None:
    after = {"new.md": weekly(1)["w01.md"]}
    assert told(tmp_path, weekly(1), after) == [
        "warning: docs/entries/new.md:1: redirect_from: Its address is out as entries/w01/ and "
        "would change; links to it break. Add a line `redirect_from: [entries/w01/]`."
    ]


@pytest.mark.parametrize("line", ["[entries/w01/]", "w01.md", "[a.md, /journal/entries/w01/]"])
def test_an_address_that_leads_on_has_not_changed(line: str, tmp_path: Path) -> None:
    after = {"new.md": weekly(1, redirect_from=line)["w01.md"]}
    assert told(tmp_path, weekly(1), after) == []


def test_an_old_address_more_stands_beside_the_others(tmp_path: Path) -> None:
    after = {"new.md": weekly(1, redirect_from='[a.md, "https://a.example/b c/"]')["w01.md"]}
    (found,) = told(tmp_path, weekly(1), after)
    line = 'redirect_from: [a.md, "https://a.example/b c/", entries/w01/]'
    assert "docs/entries/new.md:4: redirect_from: Its address is out" in found
    assert found.endswith(f"Write it as `{line}`.")
    (tmp_path / "mended").mkdir()
    mended = {"new.md": weekly(1, redirect_from=line.partition(" ")[2])["w01.md"]}
    assert told(tmp_path / "mended", weekly(1), mended) == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("læd.md", "[entries/læd/]"),
        ("what is it.md", '["entries/what%20is%20it/"]'),
        ("a, b.md", '["entries/a%2C%20b/"]'),
        ("100%25.md", '["entries/100%2525/"]'),
    ],
)
def test_the_line_for_an_odd_address_can_be_taken_as_it_is(
    name: str, line: str, tmp_path: Path
) -> None:
    before = {name: weekly(1)["w01.md"]}
    (found,) = told(tmp_path, before, {"new.md": weekly(1)["w01.md"]})
    assert found.endswith(f"Add a line `redirect_from: {line}`.")
    (tmp_path / "mended").mkdir()
    mended = {"new.md": weekly(1, redirect_from=line)["w01.md"]}
    assert told(tmp_path / "mended", before, mended) == []


def test_two_files_that_exchange_their_names(tmp_path: Path) -> None:
    one, two = weekly(2).values()
    found = told(tmp_path, weekly(2), {"w01.md": two, "w02.md": one})
    assert len(found) == 2
    for line in found:
        assert line.endswith("Another page stands there now: give both files their former names.")


def test_a_journal_that_moves_as_a_whole_is_the_same_journal(tmp_path: Path) -> None:
    elsewhere = Site("https://old.example.com/", "Old", "")
    assert told(tmp_path, weekly(45), weekly(45), at=elsewhere) == []


def test_old_entries_that_would_arrive_as_new(tmp_path: Path) -> None:
    before = {name: text for name, text in weekly(40).items() if name > "w23.md"}
    after = before | {f"old{n}.md": entry(f"Old {n}", f"2019-W{n + 10}") for n in range(1, 41)}
    found = told(tmp_path, before, after)
    assert len(found) == 3, "seventeen were in the feed of twenty"
    assert found[0] == (
        "hint: docs/entries/old38.md: This is of 25 November 2019, and everybody who follows "
        "would get it as new. If that is not what you mean, publish it when there are newer ones."
    )
    (tmp_path / "full").mkdir()
    before = weekly(40)
    after = before | {f"old{n}.md": entry(f"Old {n}", f"2019-W{n + 10}") for n in range(1, 41)}
    assert told(tmp_path / "full", before, after) == []


def test_an_entry_that_would_slide_back_into_the_feed(tmp_path: Path) -> None:
    withdrawn = {"w40.md": entry("Week 40", "2026-W40", status="withdrawn")}
    found = told(tmp_path, weekly(45), weekly(45) | withdrawn)
    assert found == [
        "hint: docs/entries/w25.md: This is of 15 June 2026, and would come back into the feed. "
        "Nothing needs mending: only a reader with a short memory shows it again."
    ]


def test_a_feed_that_would_be_gone(tmp_path: Path) -> None:
    settings = SETTINGS.replace("id: decide", "id: choose")
    assert told(tmp_path, weekly(1), weekly(1), settings=settings) == [
        "warning: journal.yml: People may follow the feed stages/decide/feed.xml, which would be "
        "gone. Keep the id 'decide' in stages; its label may change."
    ]


def test_a_feed_of_another_program_can_be_compared_with(tmp_path: Path) -> None:
    rss = """<rss version="2.0"><channel><title>Old</title><link>https://old.example.com</link>
      <description/><item><title>Kept</title><link>https://old.example.com/2019/kept/</link>
      <guid isPermaLink="false">https://old.example.com/?p=1</guid>
      <pubDate>Fri, 06 Sep 2019 10:00:00 +0000</pubDate></item>
      <item><title>Lost</title><link>https://old.example.com/2019/lost/</link>
      <guid isPermaLink="false">https://old.example.com/?p=2</guid>
      <pubDate>Fri, 13 Sep 2019 10:00:00 +0000</pubDate></item></channel></rss>"""
    kept = entry(
        "Kept", "2019-W36", id='"https://old.example.com/?p=1"', publish_at="2019-09-06 12:00"
    )
    lost = entry("Lost", "2019-W37")
    out = {"rss.xml": rss.encode()}
    after = {"kept.md": kept, "lost.md": lost}
    found = told(tmp_path, {}, after, out=out, name="rss.xml")
    assert len(found) == 2
    assert 'Write this in it: id: "https://old.example.com/?p=2"' in found[0]
    assert found[1] == (
        "warning: docs/entries/kept.md:1: redirect_from: Its address is out as 2019/kept/ and "
        "would change; links to it break. Add a line `redirect_from: [2019/kept/]`."
    )


def test_an_address_that_no_page_can_lead_on_is_let_be(tmp_path: Path) -> None:
    rss = """<rss version="2.0"><channel><title>Old</title><link>https://old.example.com</link>
      <description/><item><title>Kept</title><link>https://old.example.com/?p=1</link>
      <guid isPermaLink="false">https://old.example.com/?p=1</guid>
      <pubDate>Fri, 06 Sep 2019 10:00:00 +0000</pubDate></item>
      <item><title>Bare</title><guid>https://elsewhere.example/2</guid>
      <pubDate>Fri, 13 Sep 2019 10:00:00 +0000</pubDate></item></channel></rss>"""
    after = {
        "kept.md": entry(
            "Kept", "2019-W36", id='"https://old.example.com/?p=1"', publish_at="2019-09-06 12:00"
        ),
        "bare.md": entry(
            "Bare", "2019-W37", id='"https://elsewhere.example/2"', publish_at="2019-09-13 12:00"
        ),
    }
    assert told(tmp_path, {}, after, out={"rss.xml": rss.encode()}, name="rss.xml") == []


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml", "feed.json"])
def test_every_format_tells_the_same_of_what_is_out(name: str, tmp_path: Path) -> None:
    files = published(tmp_path, weekly(3)).files
    found = what_is_out({name: files[name]}.get)
    whole = what_is_out(files.get)
    assert found is not None
    assert whole is not None
    assert [item.id for item in found.newest] == [item.id for item in whole.newest]
    assert [item.path for item in found.newest] == ["entries/w03/", "entries/w02/", "entries/w01/"]
    assert [item.published for item in found.newest] == [each.published for each in whole.newest]


def test_the_whole_archive_is_read(tmp_path: Path) -> None:
    now = datetime(2027, 12, 31, tzinfo=UTC)
    found = what_is_out(published(tmp_path, weekly(79), now=now).files.get)
    assert found is not None
    assert (len(found.newest), len(found.items), len(found.feeds)) == (20, 79, 19)


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b"[",
        b"",
        b'{"items": 3}',
        b"<rss/>",
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><x>&e;</x></rss>',
    ],
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(NotAFeedError):
        what_is_out({"atom.xml": data}.get)


@pytest.mark.parametrize(
    "page", [b"<!DOCTYPE html>\n<p>Nothing here", b"\n<!-- x --><HTML lang=en>"]
)
def test_a_page_in_the_place_of_a_feed_is_no_feed(page: bytes, tmp_path: Path) -> None:
    assert what_is_out(lambda _: page) is None
    files = published(tmp_path, weekly(1)).files
    found = what_is_out(lambda path: files[path] if path == "feed.xml" else page)
    assert found is not None
    assert (len(found.items), found.feeds) == (1, ())


def test_only_digests_would_be_sent_again_where_every_entry_has_an_id(tmp_path: Path) -> None:
    files = {"a.md": entry(id='"tag:old.example,2020:a"')}
    settings = SETTINGS.replace("waypost.example,2026", "waypost.example,2027")
    assert told(tmp_path, files, files, settings=settings) == [
        "error: journal.yml: authority: The ids that are out begin with 'waypost.example,2026', so "
        "digests would be sent again. Put it back: authority: waypost.example,2026"
    ]


def test_a_title_that_several_have_says_nothing(tmp_path: Path) -> None:
    def note(week: str) -> str:
        return entry("Week note", week)

    before = {"a.md": note("2026-W36"), "b.md": note("2026-W37")}
    found = told(tmp_path, before, {"b.md": before["b.md"], "c.md": note("2026-W38")})
    assert len(found) == 1
    assert found[0].startswith("error: docs/entries/a.md: 'Week note' is out at entries/a/")


def test_the_hour_of_an_entry_is_put_back_where_it_counts(tmp_path: Path) -> None:
    before = {"a.md": entry(publish_at="2026-10-02 16:00")}
    found = told(tmp_path, before, {"a.md": entry(publish_at="2026-10-03 09:00")})
    assert len(found) == 1
    assert "Write `publish_at: 2026-10-02 16:00` in it" in found[0]


def test_a_feed_that_was_cut_for_its_size_is_no_reason_to_worry(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    long = {f"w{n:02}.md": "<p>" + "x" * 100_000 + "</p>" for n in range(1, 26)}
    out = published(tmp_path / "out", weekly(25), long).files
    assert told(tmp_path, {}, weekly(25), out=out) == []


def test_entries_of_long_ago_are_noticed_between_those_that_are_out(tmp_path: Path) -> None:
    before = {"a.md": entry("A", "2026-W01"), "z.md": entry("Z", "2026-W45")}
    late = {"b.md": entry("B", "2026-W10"), "y.md": entry("Y", "2026-W44")}
    found = told(tmp_path, before, before | late)
    assert len(found) == 1, "an entry may come a week late"
    assert found[0].startswith(
        "hint: docs/entries/b.md: This is of 2 March 2026, and everybody who"
    )


JUDGED = {
    "../decisions/a.md": "---\ntitle: No platform\ndate: 2026-09-04\n---\nText.\n",
    "../experiments/b.md": "---\ntitle: The card\nhypothesis: It works.\nstarts: 2026-09-07\n"
    "ends: 2026-09-11\ncriteria: [{metric: pairs, at_least: 40}]\nresults: {pairs: 43}\n"
    "---\nText.\n",
}
TEXTS = dict.fromkeys(JUDGED, "<p>Text.</p>")


def test_decisions_and_verdicts_are_compared_too(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    out = published(tmp_path / "out", JUDGED, TEXTS).files
    assert told(tmp_path, {}, JUDGED, out=out) == []
    (tmp_path / "renamed").mkdir()
    renamed = {name.replace("/a.md", "/new.md"): text for name, text in JUDGED.items()}
    assert told(tmp_path / "renamed", {}, renamed, out=out) == [
        "warning: docs/decisions/new.md:1: redirect_from: Its address is out as decisions/a/ and "
        "would change; links to it break. Add a line `redirect_from: [decisions/a/]`."
    ]
    (tmp_path / "another").mkdir()
    another = {name: text.replace("09-04", "09-05") for name, text in JUDGED.items()}
    found = told(tmp_path / "another", {}, another, out=out)
    assert len(found) == 1
    assert 'Write this in it: id: "tag:waypost.example,2026:decisions/2026-09-04"' in found[0]
    (tmp_path / "moved").mkdir()
    moved = {name: text.replace("2026-09-11", "2026-12-11") for name, text in JUDGED.items()}
    found = told(tmp_path / "moved", {}, moved, out=out)
    assert len(found) == 1
    assert found[0].startswith("error: docs/experiments/b.md: 'The card' is out at experiments/b/")


def test_a_feed_of_a_part_is_not_compared_with(tmp_path: Path) -> None:
    found = published(tmp_path, weekly(3, stage="define")).files
    for name in ("feed.xml", "atom.xml", "feed.json"):
        with pytest.raises(PartError):
            what_is_out({name: found[f"stages/define/{name}"]}.get, name)


# The command


FULL = {"stage": "define", "barriers": "[mandate]", "summary": "A week."}


def out_and_new(project: Project, tmp_path: Path) -> tuple[Path, Mapping[str, bytes]]:
    """A journal, and what was out when its entry had another id."""
    (tmp_path / "out").mkdir()
    files = published(tmp_path / "out", weekly(1, **FULL)).files
    root = project(
        {"docs/entries/w01.md": entry("Week 1", "2026-W01", id='"tag:a.b,2026:x"', **FULL)}
    )
    return root, files


def test_the_command_compares_with_a_live_site(project: Project, tmp_path: Path) -> None:
    root, files = out_and_new(project, tmp_path)
    with site(files) as address:
        for place in (address, address.rstrip("/"), f"{address}feed.xml", f"{address}atom.xml"):
            done = waypost(root, "check", "--published", place, "--today", "2026-01-05")
            assert done.returncode == 1, done
            assert "docs/entries/w01.md:4: id: Its id is out as" in done.stdout
            assert f"Compared with 1 thing that is out at {place}." in done.stderr


def test_the_command_knows_where_the_site_is(project: Project, tmp_path: Path) -> None:
    root, files = out_and_new(project, tmp_path)
    with site(files) as address:
        text = (root / "mkdocs.yml").read_text("utf-8")
        write(root, {"mkdocs.yml": re.sub("site_url: .*", f"site_url: {address}", text)})
        done = waypost(root, "check", "--published")
    assert done.returncode == 1
    assert f"Compared with 1 thing that is out at {address}." in done.stderr


def test_the_command_compares_with_a_folder(project: Project, tmp_path: Path) -> None:
    root, files = out_and_new(project, tmp_path)
    for path, data in files.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_bytes(data)
    for place in (tmp_path / "site", tmp_path / "site/feed.json"):
        done = waypost(root, "check", "--published", str(place), "--today", "2026-01-05")
        assert done.returncode == 1
        assert "docs/entries/w01.md:4: id: Its id is out as" in done.stdout


def test_with_no_site_there_yet_it_says_so_and_passes(project: Project) -> None:
    root = project({"docs/entries/a.md": entry(**FULL, date="2026-09-04")})
    with site({}) as empty:
        pass
    with site({}) as address:
        for place in (address, empty, "http://nobody.invalid/", "no-such-folder"):
            done = waypost(root, "check", "--published", place, "--today", "2026-09-05")
            assert (done.returncode, done.stdout) == (0, ""), done
            assert f"No feed is out at {place} yet" in done.stderr


def test_a_place_that_is_none_is_no_permission(project: Project) -> None:
    root = project({"docs/entries/a.md": entry(**FULL, date="2026-09-04")})
    for place in ("htps://a.example/", "file:///tmp/site", "http://[::1/", "http://127.0.0.1:abc/"):
        done = waypost(root, "check", "--published", place, "--today", "2026-09-05")
        assert done.returncode == 1, place
        assert f"{place}: This is neither an address nor a folder. Write it in full" in done.stdout
        assert "Traceback" not in done.stderr


def test_the_address_of_the_site_may_come_from_elsewhere(project: Project, tmp_path: Path) -> None:
    root, files = out_and_new(project, tmp_path)
    text = (root / "mkdocs.yml").read_text("utf-8")
    with site(files) as address:
        for value in (f'!ENV [NOBODY, "{address}"]', address.rstrip("/")):
            write(root, {"mkdocs.yml": re.sub("site_url: .*", f"site_url: {value}", text)})
            done = waypost(root, "check", "--published")
            assert done.returncode == 1, done
            assert "Its id is out as" in done.stdout
        inherited = "INHERIT: base.yml\nsite_name: A\n"
        base = re.sub("site_url: .*", f"site_url: {address}", text)
        write(root, {"mkdocs.yml": inherited, "base.yml": base})
        assert "Its id is out as" in waypost(root, "check", "--published").stdout
    write(root, {"mkdocs.yml": re.sub("site_url: .*", "", text)})
    done = waypost(root, "check", "--published")
    assert done.returncode == 1
    assert "mkdocs.yml: site_url: The address of the site is missing here" in done.stdout


def test_nothing_is_compared_while_files_cannot_be_read(project: Project, tmp_path: Path) -> None:
    root, files = out_and_new(project, tmp_path)
    write(root, {"docs/entries/w01.md": "---\ntitle: A: b\nweek: 2026-W01\n---\nText."})
    with site(files) as address:
        done = waypost(root, "check", "--published", address)
    assert done.returncode == 1
    assert "is out" not in done.stdout
    assert "Nothing is compared until this is mended." in done.stderr


def test_a_site_that_fails_to_answer_is_no_permission(project: Project) -> None:
    root = project({"docs/entries/a.md": entry(**FULL, date="2026-09-04")})
    with site({}, status=503) as address:
        done = waypost(root, "check", "--published", address, "--today", "2026-09-05")
    assert done.returncode == 1
    assert re.search(r"This can't be reached \(the answer was 503 .*\)\. Try again", done.stdout)
    with site({"atom.xml": b"<feed><title>Welcome!"}) as address:
        done = waypost(root, "check", "--published", address, "--today", "2026-09-05")
    assert done.returncode == 1
    assert "This is not a feed." in done.stdout
