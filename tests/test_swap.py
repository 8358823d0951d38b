"""A build takes the place of the former site in one step; nothing that happens breaks either."""

import os
import random
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from conftest import Clone, Project, build, contents, entry, environment, write
from kill import TEXTS, Journal

from waypost.cli import placing

GOOD = {"docs/entries/a.md": entry()}


def no_exchange(_: Path, __: Path) -> bool:
    """A system that can't exchange two folders, such as Windows."""
    return False


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def host(root: Path, *options: str) -> "subprocess.Popen[bytes]":
    """A build that goes on meanwhile."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", "mkdocs.yml", *options]
    # A shell that starts the tests in its background lets nothing below it be interrupted.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=root, env=environment(), stderr=quiet, preexec_fn=heed)


def hooked(root: Path, text: str) -> Path:
    """The journal, in whose builds another hook takes part."""
    engine = (root / "engine.yml").read_text("utf-8")
    engine = engine.replace("hooks:\n", "hooks:\n  - late.py\n")
    return write(root, {"late.py": text, "engine.yml": engine})


def beside(site: Path) -> list[str]:
    """The names of what is around a site, but for the site."""
    return sorted(path.name for path in site.parent.iterdir() if path != site)


def ready(site: Path, text: str = "new") -> placing.Place:
    """A build of a site that is about to take its place."""
    place = placing.beside(site)
    write(place.folder, {"index.html": text, "feeds/all.xml": text})
    return place


def texts(site: Path) -> set[bytes]:
    return set(contents(site).values())


PREPARE = """
import os, signal, sys
from pathlib import Path
from waypost.cli import placing

def no_exchange(one, other):
    return False

site, text, times, swap = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
swap = placing.exchange if swap == "exchange" else no_exchange
def ready():
    place = placing.beside(site)
    (place.folder / "feeds").mkdir()
    for name in ("index.html", "feeds/all.xml"):
        (place.folder / name).write_text(text)
    return place
"""


def swapping(
    site: Path, text: object, times: int, swap: str = "exchange", then: str = ""
) -> "subprocess.Popen[str]":
    """A process that builds a tiny site again and again; it has begun."""
    code = f"{PREPARE}\nprint(flush=True)\n{then or 'for _ in range(times): ready().take(swap)'}"
    command = [sys.executable, "-c", code, str(site), str(text), str(times), swap]
    begun = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert begun.stdout
    with begun.stdout as said:
        said.readline()
    return begun


def die_after(site: Path, steps: str) -> None:
    """A build that is killed after some steps."""
    then = f"place = ready(); {steps}; os.kill(os.getpid(), signal.SIGKILL)"
    assert swapping(site, "new", 1, then=then).wait(60) < 0


STRICT = (sys.executable, "-X", "dev", "-W", "error", "-m")


def waypost(root: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """The command, in a process of its own, where Python overlooks nothing."""
    return subprocess.run(
        [*STRICT, "waypost.cli", *words],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


SWAPS = pytest.mark.parametrize("swap", [placing.exchange, no_exchange])


# One step, or where the system has none, two


def test_this_system_exchanges_two_folders_in_one_step(tmp_path: Path) -> None:
    write(tmp_path, {"one/a": "1", "other/b": "2"})
    assert placing.exchange(tmp_path / "one", tmp_path / "other")
    assert contents(tmp_path) == {"one/b": b"2", "other/a": b"1"}


@SWAPS
def test_a_site_takes_the_place_of_the_former_and_leaves_nothing_beside(
    tmp_path: Path, swap: placing.Swap
) -> None:
    site = tmp_path / "site"
    ready(site, "first").take(swap)
    assert texts(site) == {b"first"}
    ready(site, "second").take(swap)
    assert texts(site) == {b"second"}
    assert beside(site) == []


@SWAPS
def test_what_is_hidden_in_a_site_stays_in_it(tmp_path: Path, swap: placing.Swap) -> None:
    site = tmp_path / "site"
    write(site, {"old.html": "", ".git/objects/ab": "1", ".htaccess": "Deny", ".own": "theirs"})
    (site / ".link").symlink_to("nowhere")
    place = ready(site)
    write(place.folder, {".own": "ours"})
    (site / ".git/objects/ab").chmod(0o444)
    place.take(swap)
    assert contents(site) == {
        ".git/objects/ab": b"1",
        ".htaccess": b"Deny",
        ".own": b"ours",
        "feeds/all.xml": b"new",
        "index.html": b"new",
    }
    assert (site / ".link").readlink() == Path("nowhere")
    assert beside(site) == []


@SWAPS
def test_a_site_that_has_what_is_hidden_is_whole_until_the_new_one_is_there(
    tmp_path: Path, swap: placing.Swap
) -> None:
    site = write(tmp_path / "site", {"index.html": "old", ".htaccess": "Deny"})
    former = contents(site)

    def fails(new: Path, old: Path) -> bool:
        assert (new / ".htaccess").is_file()
        assert contents(old) == former
        raise OSError(16, "Device or resource busy")

    place = ready(site)
    with pytest.raises(OSError, match="busy"):
        place.take(fails)
    assert contents(site) == former
    place.leave()
    assert beside(site) == []
    ready(site).take(swap)
    assert (site / ".htaccess").read_text("utf-8") == "Deny"


def test_without_one_step_a_site_that_can_not_move_in_gives_the_former_its_place_back(
    tmp_path: Path,
) -> None:
    site = write(tmp_path / "site", {"index.html": "old"})
    place = ready(site)
    (place.folder / "index.html").unlink()
    (place.folder / "feeds/all.xml").unlink()
    (place.folder / "feeds").rmdir()
    place.folder.rmdir()
    with pytest.raises(FileNotFoundError):
        place.take(no_exchange)
    assert contents(site) == {"index.html": b"old"}


def test_the_former_site_is_never_taken_away_while_there_is_no_other(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"index.html": "old"})
    place = ready(site)
    site.rename(place.former)  # and here the build is stopped by hand
    place.leave()
    assert contents(site) == {"index.html": b"old"}
    assert beside(site) == []


# Builds that were killed, and builds of others


def test_what_a_killed_build_has_left_goes_with_the_next(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"index.html": "old"})
    die_after(site, "pass")
    assert len(beside(site)) == 2
    place = ready(site)
    assert len(beside(site)) == 2  # its own folder, and its lock
    place.take()
    assert beside(site) == []
    assert texts(site) == {b"new"}


def test_a_build_killed_between_two_steps_has_its_site_put_back(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"index.html": "old"})
    die_after(site, "place.site.rename(place.former)")
    assert not site.exists()
    place = placing.beside(site)
    assert contents(site) == {"index.html": b"old"}
    place.leave()
    assert beside(site) == []


def test_a_build_killed_after_both_steps_leaves_the_new_site(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"index.html": "old"})
    die_after(site, "place.site.rename(place.former); place.folder.rename(place.site)")
    placing.beside(site).leave()
    assert texts(site) == {b"new"}
    assert beside(site) == []


def test_a_build_that_goes_on_keeps_its_folder(tmp_path: Path) -> None:
    site = tmp_path / "site"
    one, other = ready(site, "one"), ready(site, "other")
    one.take()
    assert texts(site) == {b"one"}
    other.take()
    assert texts(site) == {b"other"}
    assert beside(site) == []


def test_a_site_knows_what_was_left_from_that_of_a_site_with_a_longer_name(tmp_path: Path) -> None:
    site, longer = tmp_path / "site", write(tmp_path / "site-2", {"index.html": "old"})
    die_after(longer, "place.site.rename(place.former)")
    left = beside(site)
    place = placing.beside(site)
    assert set(left) < set(beside(site))
    placing.beside(longer).leave()
    place.leave()
    assert contents(longer) == {"index.html": b"old"}


@SWAPS
def test_the_last_of_many_builds_at_once_wins_and_each_is_whole(
    tmp_path: Path, swap: placing.Swap
) -> None:
    site = tmp_path / "site"
    builds = [swapping(site, number, 200, swap.__name__) for number in range(3)]
    for each in builds:
        assert each.wait(60) == 0
    assert len(contents(site)) == 2
    assert len(texts(site)) == 1
    assert beside(site) == []


def test_there_is_no_moment_without_a_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    ready(site).take()
    build = swapping(site, 1, 300)
    seen = set()
    while build.poll() is None:
        seen.add(site.is_dir())
    assert build.returncode == 0
    assert seen == {True}


def test_a_site_is_there_whole_whenever_its_build_is_killed(tmp_path: Path) -> None:
    """Builds that do little else than to take their place, so that this is where they are hit."""
    site, chance, found = tmp_path / "site", random.Random(6), set()
    ready(site, "first").take()
    for number in range(25):
        build = swapping(site, number, 10_000)
        time.sleep(chance.uniform(0, 0.05))
        build.kill()
        build.wait()
        (text,) = texts(site)
        assert len(contents(site)) == 2
        found.add(text)
    assert len(found) > 10
    ready(site).take()
    assert beside(site) == []


# Whole builds


def test_a_build_that_is_killed_about_the_end_leaves_the_old_site_or_the_new(
    tmp_path: Path,
) -> None:
    """Many more, at any moment: python tests/kill.py"""
    journal, chance = Journal(tmp_path), random.Random(25)
    for _ in range(4):

        def wait(root: Path) -> None:
            until = time.monotonic() + 60
            while not list(root.glob(".site-in-progress-*/feed.xml")) and time.monotonic() < until:
                time.sleep(0.002)
            time.sleep(chance.uniform(0, 0.05))

        assert journal.killed(wait) in TEXTS
    assert build(journal.root).status == 0
    assert journal.left() == []


def test_two_builds_at_once_into_folders_side_by_side_are_both_whole(project: Project) -> None:
    root = project(GOOD)
    hosts = [host(root, "-d", name) for name in ("one", "other", "other")]
    for each in hosts:
        assert each.wait(120) == 0
    one, other = contents(root / "one"), contents(root / "other")
    assert one == other
    assert "entries/a/index.html" in one
    assert list(root.glob(".site-*")) == []


SLOW = """
import time

def on_post_page(output, **_):
    time.sleep(30)
"""


def test_a_build_that_is_stopped_by_hand_leaves_nothing_beside_the_old_site(
    project: Project,
) -> None:
    root = hooked(project(GOOD | {"site/index.html": "old"}), SLOW)
    stopped = host(root)
    until = time.monotonic() + 60
    while not list(root.glob(".site-in-progress-*/*")) and time.monotonic() < until:
        time.sleep(0.002)
    stopped.send_signal(signal.SIGINT)
    assert stopped.wait(60) != 0
    assert contents(root / "site") == {"index.html": b"old"}
    assert list(root.glob(".site-*")) == []


LATE = """
def on_post_build(config):
    raise ValueError("Too late.")
"""


@pytest.mark.parametrize(
    ("files", "options", "said"),
    [
        ({"late.py": LATE}, [], "Too late."),
        ({"docs/index.md": "# Home\n\n[x](about.md#nowhere)\n"}, ["--strict"], "strict"),
    ],
    ids=["another hook fails", "a warning counts"],
)
def test_a_build_that_is_refused_at_the_end_leaves_nothing_beside_the_old_site(
    project: Project, files: dict[str, str], options: list[str], said: str
) -> None:
    root = project(GOOD | {"site/index.html": "old"} | files)
    if text := files.get("late.py"):
        hooked(root, text)
    built = build(root, *options)
    assert built.status != 0
    assert said in built.log
    assert "Traceback" not in built.log
    assert built.files() == {"index.html": b"old"}
    assert list(root.glob(".site-*")) == []


def test_waypost_build_says_why_the_host_gave_up(project: Project) -> None:
    root = project(GOOD | {"site": "A file of the author's."})
    done = waypost(root, "build")
    assert done.returncode == 1
    assert f"There is a file at {root / 'site'}, where the folder of the site goes." in done.stderr
    hooked(root, LATE)
    (root / "site").unlink()
    assert "Too late." in waypost(root, "build").stderr


def test_without_room_on_the_disk_the_old_site_stays_and_a_sentence_says_so(
    project: Project,
) -> None:
    """A limit on the size of a file is the nearest to a full disk that every machine has."""
    root = project(GOOD | {"site/index.html": "old"})
    code = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)); "
        "sys.argv.pop(0); runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)"
    )
    built = build(root, run=(sys.executable, "-c", code))
    assert built.status != 0
    assert "There is no room for the new site. The computer says: File too large." in built.log
    assert "Traceback" not in built.log
    assert built.files() == {"index.html": b"old"}
    assert list(root.glob(".site-*")) == []


def test_a_site_never_takes_the_place_of_the_authors_own_files(project: Project) -> None:
    root = project(GOOD)
    write(root, {"file": "Mine.", "mkdocs.yml": (root / "mkdocs.yml").read_text("utf-8")})
    for name, leads_to in (("to-docs", "docs"), ("to-part", "docs/entries"), ("to-all", ".")):
        (root / name).symlink_to(root / leads_to)

    def hers() -> dict[str, bytes]:  # and not what Python keeps of the hooks
        return {path: data for path, data in contents(root).items() if "__pycache__" not in path}

    before = hers()
    for name, said in (
        ("file", "There is a file at "),
        ("file/site", "Nothing can be written beside "),
        ("to-docs", "your own files are there, and would be replaced."),
        ("to-part", "your own files are there, and would be replaced."),
        ("to-all", "your own files are there, and would be replaced."),
    ):
        built = build(root, "-d", name)
        assert built.status != 0
        assert said in built.log
        assert "Traceback" not in built.log
    assert hers() == before


# Files: what `waypost new` and its like write


def test_a_file_holds_the_former_text_until_the_new_one_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.md": "former"})
    (tmp_path / "a.md").chmod(0o640)
    placing.replace(tmp_path / "a.md", b"new")
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        placing.replace(tmp_path / "a.md", b"newer")
    with pytest.raises(OSError, match="No space"):
        placing.create(tmp_path / "b.md", b"newer")
    assert contents(tmp_path) == {"a.md": b"new"}


def test_a_new_file_never_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placing.create(tmp_path / "a.md", b"mine")
    with pytest.raises(FileExistsError):
        placing.create(tmp_path / "a.md", b"another")
    monkeypatch.setattr(os, "link", full)  # a file system without links
    placing.create(tmp_path / "b.md", b"mine")
    with pytest.raises(FileExistsError):
        placing.create(tmp_path / "b.md", b"another")
    assert contents(tmp_path) == {"a.md": b"mine", "b.md": b"mine"}


# Python that overlooks nothing


@pytest.mark.parametrize("name", ["mkdocs", "properdocs"])
def test_the_sample_is_built_without_a_single_warning_of_python(clone: Clone, name: str) -> None:
    built = build(clone(), "--strict", "--quiet", host=name, run=STRICT)
    assert (built.status, built.log) == (0, "")


@pytest.mark.parametrize(
    "words", ["check", "new", "status", "reading ways-in-the-list 3", "digest", "schema", "build"]
)
def test_a_command_runs_without_a_single_warning_of_python(clone: Clone, words: str) -> None:
    done = waypost(clone(), *words.split())
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    assert "Traceback" not in done.stderr
