"""What she wrote goes to where the journal lies, and nothing else does."""

import os
import subprocess
from pathlib import Path

import pytest
from conftest import Project, entry, write
from test_cli import GOOD, waypost

from waypost.files import PRIVATE

DAY = ("--today", "2026-09-05")


def git(root: Path, *words: str) -> str:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        ["git", *identity, *words], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def clone(project: Project, tmp_path: Path) -> Path:
    """A journal that is the clone of a repository elsewhere."""
    root, origin = project(GOOD), tmp_path / "origin.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch", "main", str(origin))
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "config", "user.name", "Anna")
    git(root, "config", "user.email", "anna@example.org")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "The journal")
    git(root, "remote", "add", "origin", str(origin))
    git(root, "push", "--quiet", "--set-upstream", "origin", "main")
    return root


def there(root: Path) -> list[str]:
    return git(root.parent / "origin.git", "ls-tree", "-r", "--name-only", "main").split()


def test_what_she_wrote_is_sent_and_nothing_else(clone: Path) -> None:
    write(clone, {"docs/entries/b.md": entry(week="2026-W35"), "notes.txt": "Not yours."})
    done = waypost(clone, "publish", "--yes", *DAY)
    assert done.returncode == 0, done
    assert "  docs/entries/b.md\n" in done.stdout
    assert "docs/entries/b.md" in there(clone)
    assert "notes.txt" not in there(clone)
    assert git(clone, "log", "-1", "--format=%s") == "Week 36, 2026\n"
    again = waypost(clone, "publish", "--yes", *DAY)
    assert (again.returncode, again.stdout) == (0, "Nothing has changed since the last time.\n")


def test_a_mistake_is_told_and_nothing_is_sent(clone: Path) -> None:
    write(clone, {"docs/entries/b.md": entry(week="2026-W99")})
    before = git(clone, "rev-parse", "HEAD")
    done = waypost(clone, "publish", "--yes", *DAY)
    assert done.returncode == 1
    assert "docs/entries/b.md:3: week: '2026-W99' is not a week" in done.stdout
    assert git(clone, "rev-parse", "HEAD") == before


def test_what_others_sent_meanwhile_is_taken_in(clone: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(tmp_path / "origin.git"), "other")
    other = write(tmp_path / "other", {"docs/entries/form.md": entry(week="2026-W34")})
    git(other, "add", ".")
    git(other, "commit", "--quiet", "--message", "From the form")
    git(other, "push", "--quiet")
    write(clone, {"docs/entries/b.md": entry(week="2026-W35")})
    done = waypost(clone, "publish", "--yes", *DAY)
    assert done.returncode == 0, done
    assert {"docs/entries/b.md", "docs/entries/form.md"} <= set(there(clone))


def test_two_who_changed_the_same_lines_lose_nothing(clone: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(tmp_path / "origin.git"), "other")
    other = write(tmp_path / "other", {"docs/about.md": "# Theirs\n"})
    git(other, "commit", "--quiet", "--all", "--message", "Theirs")
    git(other, "push", "--quiet")
    write(clone, {"docs/about.md": "# Mine\n"})
    done = waypost(clone, "publish", "--yes", *DAY)
    assert done.returncode == 1
    assert "What you wrote is safe on this computer." in done.stderr
    assert "undo it in one of the two places: docs/about.md" in done.stderr
    assert (clone / "docs/about.md").read_text("utf-8") == "# Mine\n"
    assert "rebase" not in git(clone, "status")


def test_a_folder_that_is_no_clone_is_told_so(project: Project) -> None:
    done = waypost(project(GOOD), "publish", "--yes", *DAY)
    assert done.returncode == 1
    assert "there is nowhere to send it" in done.stderr


def test_without_a_yes_nothing_is_sent(clone: Path) -> None:
    write(clone, {"docs/entries/b.md": entry(week="2026-W35")})
    done = waypost(clone, "publish", *DAY)
    assert done.returncode == 1
    assert "docs/entries/b.md" not in there(clone)


def test_who_has_never_named_herself_to_git_sends_as_the_author(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for name in ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL"):
        monkeypatch.delenv(f"GIT_{name}", raising=False)
    for name in ("user.name", "user.email"):
        git(clone, "config", "--unset", name)
    write(clone, {"docs/entries/b.md": entry(week="2026-W35")})
    done = waypost(clone, "publish", "--yes", *DAY)
    assert done.returncode == 0, done
    assert git(clone, "log", "-1", "--format=%an %ae") == (
        "The author of this sample journal@waypost.example\n"
    )


def test_a_folder_within_the_repository_of_others_sends_nothing(clone: Path) -> None:
    inner = clone / "inner"
    inner.mkdir()
    for name in ("mkdocs.yml", "engine.yml", "journal.yml", "docs"):
        (clone / name).rename(inner / name)
    before = git(clone, "rev-parse", "HEAD")
    done = waypost(inner, "publish", "--yes", *DAY)
    assert done.returncode == 1
    assert "there is nowhere to send it" in done.stderr
    assert git(clone, "rev-parse", "HEAD") == before


def test_the_form_goes_along_when_it_was_brought_up_to_date(clone: Path) -> None:
    assert waypost(clone, "schema").returncode == 0
    done = waypost(clone, "publish", "--yes", *DAY)
    assert done.returncode == 0, done
    assert ".github/ISSUE_TEMPLATE/entry.yml" in there(clone)


def test_what_must_stay_inside_is_never_sent(clone: Path) -> None:
    figures = "baselines: {leads: 739201347}\n"
    write(clone, {PRIVATE: figures, "docs/entries/b.md": entry(week="2026-W35")})
    done = waypost(clone, "publish", "--yes", *DAY)
    assert done.returncode == 0, done
    assert "private.yml: Git would send this file along" in done.stdout
    assert "docs/entries/b.md" in there(clone)
    git(clone, "add", PRIVATE)
    write(clone, {"docs/entries/c.md": entry(week="2026-W34")})
    done = waypost(clone, "publish", "--yes", *DAY)
    assert done.returncode == 1
    assert "private.yml: Git keeps this file" in done.stdout
    git(clone, "commit", "--quiet", "--message", "All")
    git(clone, "rm", "--quiet", "--cached", PRIVATE)
    git(clone, "commit", "--quiet", "--message", "But that")
    done = waypost(clone, "publish", "--yes", *DAY)
    assert done.returncode == 1
    assert "private.yml: A former version of this file is kept by git" in done.stdout
    assert "This lies in what was not sent yet." in done.stderr
    assert "docs/entries/c.md" not in there(clone)
    sent = git(clone.parent / "origin.git", "log", "--all", "--patch")
    assert "739201347" not in sent
    assert PRIVATE not in sent


def test_a_name_that_was_taken_back_is_not_sent_with_its_former_version(clone: Path) -> None:
    names = "names: {Nordvik A/S: a supplier}"
    write(clone, {"docs/entries/b.md": entry(week="2026-W35", body="We met Nordvik.")})
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "All")
    write(clone, {"docs/entries/b.md": entry(week="2026-W35", body="We met a supplier.")})
    done = waypost(clone, "publish", "--yes", *DAY, WAYPOST_PRIVATE=names)
    assert done.returncode == 1
    assert (
        'docs/entries/b.md: "Nordvik A/S" is on your private list, and stands in a' in done.stdout
    )
    assert "This lies in what was not sent yet." in done.stderr
    assert "docs/entries/b.md" not in there(clone)
