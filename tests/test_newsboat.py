"""A feed reader that people use, newsboat, follows a journal for years: nothing comes twice."""

import hashlib
import http.server
import itertools
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import NOW, entry, published, weekly

from waypost.permalinks import Site
from waypost.topics import ATOM, RSS
from waypost.weeks import Week

NEWSBOAT = shutil.which("newsboat") or ""

pytestmark = pytest.mark.skipif(not NEWSBOAT, reason="Debian's newsboat is not on this machine")

# Not feed.json: newsboat 2.21 takes it for broken XML ("XML root node is NULL").
FEEDS = ["feed.xml", "atom.xml", "stages/define/feed.xml"]
TYPES = {each.name: each.type for each in (RSS, ATOM)}

each_feed = pytest.mark.parametrize("feed", FEEDS)


class Answer(http.server.BaseHTTPRequestHandler):
    """Answers as hosts of static files do: with a tag of the bytes, and 304 to who has them."""

    server: "Host"

    def do_GET(self) -> None:
        path = self.path.removeprefix(self.server.folder)
        data = self.server.files.get(path)
        if self.server.moved_to:
            self._say(301, Location=self.server.moved_to + path)
        elif data is None:
            self._say(404)
        else:
            tag = f'"{hashlib.sha256(data).hexdigest()}"'
            known = self.headers["If-None-Match"] == tag
            kind = TYPES[path.rpartition("/")[2]]
            self._say(304 if known else 200, b"" if known else data, ETag=tag, Content_Type=kind)

    def _say(self, status: int, data: bytes = b"", **headers: str) -> None:
        self.server.answers.append(status)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """A test has other things to say."""


class Host(http.server.ThreadingHTTPServer):
    """Where a journal is public; `answers` are the statuses of all answers so far."""

    def __init__(self, root: Path, folder: str) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.root, self.folder = root, folder
        self.address = f"http://127.0.0.1:{self.server_port}{folder}"
        self.files: Mapping[str, bytes] = {}
        self.moved_to = ""
        self.answers: list[int] = []
        self._builds = itertools.count()

    def publish(
        self,
        entries: Mapping[str, str],
        contents: Mapping[str, str] | None = None,
        now: datetime = NOW,
    ) -> None:
        """Put a journal in the place of what was public: these entries, and no others."""
        root = self.root / str(next(self._builds))
        root.mkdir(parents=True)
        site = Site(self.address, "A journal", "A diary of a way")
        self.files = published(root, entries, contents, site=site, now=now).files


class Kept(NamedTuple):
    """What newsboat has of an entry."""

    address: str
    text: str


class Subscriber:
    """Someone who follows feeds with newsboat, and reads everything that comes."""

    def __init__(self, home: Path, config: str, *addresses: str) -> None:
        home.mkdir()
        self.home, self.cache, self.log = home, home / "cache.db", home / "log"
        (home / "config").write_text(config, "utf-8")
        (home / "urls").write_text("\n".join(addresses), "utf-8")
        self.had: set[str] = set()

    def news(self) -> list[str]:
        """Ask for what is new: the titles that newsboat shows as unread now, newest first."""
        files = [f"-u{self.home}/urls", f"-C{self.home}/config", f"-c{self.cache}"]
        done = subprocess.run(
            [NEWSBOAT, *files, "-l1", f"-d{self.log}", "-q", "-x", "reload", "print-unread"],
            env={"HOME": str(self.home), "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
        # A feed that newsboat can't fetch or read has nothing new either; it says so only here.
        assert not self.log.exists() or not self.log.read_text("utf-8")
        found = self._ask("SELECT guid, title FROM rss_item WHERE unread ORDER BY pubDate DESC")
        assert int(done.stdout.split()[0]) == len(found)
        self._ask("UPDATE rss_item SET unread = 0")
        self.had.update(guid for guid, _ in found)
        return [title for _, title in found]

    def has(self) -> dict[str, Kept]:
        """Everything that newsboat has, by title; no title and no id twice."""
        found = self._ask("SELECT guid, title, url, content FROM rss_item WHERE NOT deleted")
        assert sorted(guid for guid, *_ in found) == sorted(self.had)
        titles = [title for _, title, *_ in found]
        assert len(titles) == len(set(titles))
        return {title: Kept(*rest) for _, title, *rest in found}

    def _ask(self, question: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(self.cache)) as cache, cache:
            return cache.execute(question).fetchall()


@pytest.fixture
def new_host(tmp_path: Path) -> Iterator[Callable[[str], Host]]:
    running: list[Host] = []

    def start(folder: str) -> Host:
        host = Host(tmp_path / f"host{len(running)}", folder)
        # It looks for its end every so many seconds.
        threading.Thread(target=host.serve_forever, args=(0.01,), daemon=True).start()
        running.append(host)
        return host

    yield start
    for host in running:
        host.shutdown()
        host.server_close()


@pytest.fixture
def host(new_host: Callable[[str], Host]) -> Host:
    return new_host("/journal/")


@pytest.fixture
def subscriber(tmp_path: Path, host: Host) -> Callable[..., Subscriber]:
    """Someone who follows feeds of the host, and has read what is there."""

    def subscribe(*feeds: str, config: str = "") -> Subscriber:
        addresses = [host.address + feed for feed in feeds]
        reader = Subscriber(tmp_path / "reader", config, *addresses)
        assert reader.news()
        return reader

    return subscribe


def weeks(count: int) -> dict[str, str]:
    return weekly(count, stage="define")


def imported(count: int) -> dict[str, str]:
    """Entries of another blog, years before, with the ids that they had there."""
    first = Week(2019, 1)
    return {
        f"old-{n:02}.md": entry(
            f"Old {n}", str(first.plus(n)), stage="define", id=f'"https://old.example.org/?p={n}"'
        )
        for n in range(1, count + 1)
    }


@each_feed
def test_whoever_subscribes_gets_the_newest_twenty_once(
    feed: str, host: Host, tmp_path: Path
) -> None:
    host.publish(weeks(25))
    reader = Subscriber(tmp_path / "reader", "", host.address + feed)
    assert reader.news() == [f"Week {n}" for n in range(25, 5, -1)]
    assert reader.news() == []
    assert len(reader.has()) == 20


@each_feed
def test_a_build_that_changes_nothing_is_not_even_fetched(
    feed: str, host: Host, subscriber: Callable[..., Subscriber]
) -> None:
    host.publish(weeks(25))
    reader = subscriber(feed)
    # newsboat 2.21 forgets the tag of the first answer and remembers the second one's.
    assert reader.news() == []
    host.publish(weeks(25), now=datetime(2026, 11, 29, tzinfo=UTC))
    assert reader.news() == []
    assert host.answers == [200, 200, 304]


@each_feed
def test_one_more_entry_is_new_and_nothing_else(
    feed: str, host: Host, subscriber: Callable[..., Subscriber]
) -> None:
    host.publish(weeks(20))
    # Who asks for it gets an entry again whose text has changed: no other entry's has.
    reader = subscriber(feed, config=f"reset-unread-on-update {host.address}{feed}\n")
    host.publish(weeks(21))
    assert reader.news() == ["Week 21"]
    assert reader.news() == []
    assert len(reader.has()) == 21


@each_feed
def test_a_mended_title_is_shown_and_is_not_new(
    feed: str, host: Host, subscriber: Callable[..., Subscriber]
) -> None:
    host.publish(weeks(3))
    reader = subscriber(feed)
    mended = entry("'Et spørgsmål: what is R&D?'", "2026-W02", stage="define")
    host.publish(weeks(3) | {"w02.md": mended})
    assert reader.news() == []
    assert sorted(reader.has()) == ["Et spørgsmål: what is R&D?", "Week 1", "Week 3"]


@each_feed
def test_a_renamed_file_is_found_at_its_new_address_and_is_not_new(
    feed: str, host: Host, subscriber: Callable[..., Subscriber]
) -> None:
    entries = weeks(3)
    host.publish(entries)
    reader = subscriber(feed)
    host.publish({"renamed.md": entries.pop("w02.md"), **entries})
    assert reader.news() == []
    assert reader.has()["Week 2"].address == f"{host.address}entries/renamed/"


@each_feed
def test_a_journal_that_moves_takes_its_readers_along_and_nothing_is_new(
    feed: str,
    host: Host,
    new_host: Callable[[str], Host],
    subscriber: Callable[..., Subscriber],
) -> None:
    host.publish(weeks(20))
    reader = subscriber(feed)
    other = new_host("/")
    other.publish(weeks(20))
    host.moved_to = other.address
    assert reader.news() == []
    shown = {title: kept.address for title, kept in reader.has().items()}
    assert shown == {f"Week {n}": f"{other.address}entries/w{n:02}/" for n in range(1, 21)}
    assert reader.news() == []
    other.publish(weeks(21))
    assert reader.news() == ["Week 21"]
    assert (set(host.answers[1:]), set(other.answers)) == ({301}, {200, 304})


@each_feed
@pytest.mark.parametrize("count", [20, 25])
def test_forty_old_entries_behind_a_full_feed_are_not_new(
    count: int, feed: str, host: Host, subscriber: Callable[..., Subscriber]
) -> None:
    host.publish(weeks(count))
    reader = subscriber(feed)
    host.publish(weeks(count) | imported(40))
    assert reader.news() == []


@each_feed
def test_of_forty_old_entries_those_that_fill_a_feed_of_seventeen_are_new(
    feed: str, host: Host, subscriber: Callable[..., Subscriber]
) -> None:
    host.publish(weeks(17))
    reader = subscriber(feed)
    host.publish(weeks(17) | imported(40))
    # Nobody has them yet, and the feed has room for three.
    assert reader.news() == ["Old 40", "Old 39", "Old 38"]
    assert reader.news() == []


@each_feed
def test_a_withdrawn_entry_makes_room_for_an_old_one_that_is_not_new(
    feed: str, host: Host, subscriber: Callable[..., Subscriber]
) -> None:
    host.publish(weeks(20))
    reader = subscriber(feed)
    host.publish(weeks(21))
    assert reader.news() == ["Week 21"]
    assert b"Week 1<" not in host.files[feed]
    gone = entry("Week 21", "2026-W21", stage="define", status="withdrawn")
    host.publish(weeks(20) | {"w21.md": gone})
    assert b"Week 1<" in host.files[feed]
    assert reader.news() == []
    # What newsboat has, it keeps, also when the journal has it no longer.
    assert "Week 21" in reader.has()


CORRECTED = {
    "w02.md": entry("Week 2", "2026-W02", stage="define", updated="2026-10-16", changes="A number.")
}


@each_feed
def test_a_correction_arrives_and_is_not_new(
    feed: str, host: Host, subscriber: Callable[..., Subscriber]
) -> None:
    host.publish(weeks(3))
    reader = subscriber(feed)
    host.publish(weeks(3) | CORRECTED, {"w02.md": "<p>Fourteen.</p>"})
    assert reader.news() == []
    assert "Fourteen." in reader.has()["Week 2"].text
    assert len(reader.has()) == 3


@each_feed
def test_a_correction_is_new_again_to_those_who_ask_newsboat_for_it(
    feed: str, host: Host, subscriber: Callable[..., Subscriber]
) -> None:
    host.publish(weeks(3))
    reader = subscriber(feed, config=f"reset-unread-on-update {host.address}{feed}\n")
    host.publish(weeks(3) | CORRECTED, {"w02.md": "<p>Fourteen.</p>"})
    assert reader.news() == ["Week 2"]
    assert reader.news() == []


@each_feed
def test_a_draft_is_new_once_it_is_public(
    feed: str, host: Host, subscriber: Callable[..., Subscriber]
) -> None:
    entries = weeks(5)
    draft = entry("Late", "2026-W03", stage="define", id='"tag:a.example,2026:b"', status="draft")
    host.publish(entries | {"late.md": draft})
    reader = subscriber(feed)
    assert reader.news() == []
    host.publish(entries | {"late.md": draft.replace("status: draft\n", "")})
    assert reader.news() == ["Late"]
    assert reader.news() == []


@each_feed
def test_an_entry_with_an_hour_is_new_once_that_has_come(
    feed: str, host: Host, subscriber: Callable[..., Subscriber]
) -> None:
    later = {"later.md": entry("Later", "2026-W47", stage="define", publish_at="2026-11-20 16:00")}
    host.publish(weeks(5) | later, now=datetime(2026, 11, 20, 14, 59, tzinfo=UTC))
    reader = subscriber(feed)
    host.publish(weeks(5) | later, now=datetime(2026, 11, 20, 15, tzinfo=UTC))
    assert reader.news() == ["Later"]
    assert reader.news() == []


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_a_stage_tells_of_its_own_entries_and_of_one_that_joins_it(
    name: str, host: Host, subscriber: Callable[..., Subscriber]
) -> None:
    host.publish(weeks(3))
    reader = subscriber(f"stages/define/{name}")
    other = {"w04.md": entry("Another", "2026-W04", stage="align")}
    host.publish(weeks(3) | other)
    assert reader.news() == []
    host.publish(weeks(3) | {"w04.md": other["w04.md"].replace("align", "define")})
    assert reader.news() == ["Another"]
    assert reader.news() == []


@pytest.mark.parametrize("feeds", [FEEDS[:2], FEEDS[::2], FEEDS], ids=" ".join)
def test_who_follows_several_feeds_gets_each_entry_once(
    feeds: list[str], host: Host, subscriber: Callable[..., Subscriber]
) -> None:
    host.publish(weeks(20))
    reader = subscriber(*feeds)
    assert len(reader.has()) == 20
    assert reader.news() == []
    host.publish(weeks(21))
    assert reader.news() == ["Week 21"]
    assert reader.news() == []
    assert len(reader.has()) == 21


@each_feed
def test_in_a_long_life_exactly_the_new_entries_are_new(
    feed: str,
    host: Host,
    new_host: Callable[[str], Host],
    subscriber: Callable[..., Subscriber],
) -> None:
    host.publish(weeks(20))
    reader = subscriber(feed)
    entries, told = weeks(21), {}
    host.publish(entries)
    told["one more entry"] = reader.news()
    entries["w07.md"] = entries["w07.md"].replace("Week 7", "Seven")
    host.publish(entries)
    told["a mended title"] = reader.news()
    entries["eight.md"] = entries.pop("w08.md")
    host.publish(entries)
    told["a renamed file"] = reader.news()
    other = new_host("/blog/")
    other.publish(entries)
    host.moved_to = other.address
    told["another domain"] = reader.news()
    other.publish(entries | imported(40))
    told["forty old entries"] = reader.news()
    entries["w22.md"] = weeks(22)["w22.md"]
    other.publish(entries | imported(40))
    told["an entry after all that"] = reader.news()
    assert {step: new for step, new in told.items() if new} == {
        "one more entry": ["Week 21"],
        "an entry after all that": ["Week 22"],
    }
    assert len(reader.has()) == 22
