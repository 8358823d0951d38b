"""`waypost check`."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import click

from waypost.cli import options
from waypost.problems import Problem, Severity

if TYPE_CHECKING:
    from waypost.cli.reading import Project
    from waypost.pages import Pages


_ADVICE = 20  # pieces; more is not read on a Friday


def everything_said(found: "Project", is_strict: bool = False) -> "list[Problem]":
    """Every problem of a project that can be known without a build.

    `is_strict` if it may not be published where the private list of names is missing.
    """
    from waypost import checks
    from waypost.checks.advice import missing_pictures
    from waypost.checks.places import one_place_each
    from waypost.cli import guarding, keeping
    from waypost.pages import Pages
    from waypost.permalinks import Site
    from waypost.pictures.originals import originals
    from waypost.redirects import redirects

    site = Site(found.address, "", "")
    pages = Pages(found.journal.released(found.now), found.language, found.now, site)
    _, misled = redirects(found.journal, site, (place for place, _ in places(pages, found)))
    misplaced = set(one_place_each(places(pages, found)))
    advice = checks.check(found.journal, found.now, found.language.code, found.known)
    files = set(beside(found))
    gone = [
        problem
        for source in found.journal.sources.values()
        for problem in missing_pictures(source, files)
    ]
    whole, in_pictures = originals(Path(), found.docs)
    in_pictures = [*_shown(in_pictures, {f"{found.docs}/{uri}" for uri in whole}, found)]
    is_strict = is_strict or found.journal.settings.strict_privacy
    gate, in_list = guarding.gate(Path(), os.environ, is_strict)
    named = gate.in_sources(guarding.sources(Path(), found.docs, found.opened))
    private = [*in_list, *named, *keeping.said()]
    found.known.close()
    told = {*found.problems, *misled, *misplaced, *advice, *gone, *in_pictures, *private}
    return sorted(map(gate.masked, told))


def _shown(problems: "list[Problem]", whole: set[str], found: "Project") -> "Iterator[Problem]":
    """What is wrong with pictures: a mistake where a page shows one that can't be read.

    `whole` are the paths of those that can.
    """
    held = {each.uri for each in found.journal.released(found.now).held}
    sources = found.journal.sources.items()
    texts = [unquote(source.text) for uri, source in sources if uri not in held]
    for problem in problems:
        is_there = any(problem.path.rpartition("/")[2] in text for text in texts)
        is_broken = problem.path not in whole and not problem.line and is_there
        yield replace(problem, severity=Severity.ERROR) if is_broken else problem


def _in_history(is_strict: bool) -> "Iterator[Problem]":
    """What of the private list stands in former versions."""
    from waypost.cli import guarding
    from waypost.cli.history import in_history

    return in_history(guarding.gate(Path(), os.environ, is_strict)[0])


def _behind(found: "Project") -> "Iterator[Problem]":
    """What editors and the form on GitHub are told, where that is not what journal.yml says."""
    if found.unreadable or not Path(".vscode/schemas").is_dir():
        return
    from waypost.cli.current import outdated

    for path in outdated(found.journal.settings, found.language, Path()):
        what = "This says something else than journal.yml."
        yield Problem(path, 0, "", what, "Bring it up to date: waypost schema", Severity.HINT)


def beside(found: "Project") -> "Iterator[str]":
    """Every file in the folder of the pages, by its path in it."""
    from waypost.files import can_be_said, is_litter

    docs = Path(found.docs)
    for path in docs.rglob("*"):
        beside = path.relative_to(docs).as_posix()
        if can_be_said(beside) and not is_litter(beside) and path.is_file():
            yield beside


def places(pages: "Pages", found: "Project") -> "Iterator[tuple[str, str]]":
    """What lies in the site, with the author's file, as far as that is known before a build."""
    from waypost.downloads import FOLDER, files
    from waypost.permalinks import address
    from waypost.redirects import file_at
    from waypost.topics import ARCHIVE, HEADERS, OPML

    for uri in beside(found):
        is_page = uri in found.journal.sources
        yield file_at(unquote(address(uri))) if is_page else uri, f"{found.docs}/{uri}"
    made = (file_at(unquote(address(uri))) for uri, _ in pages.planned())
    yield from ((place, "") for place in made)
    yield from ((f"{FOLDER}/{name}", "") for name in files(pages.archived))
    yield from ((place, "") for place in (*map(unquote, found.feeds), OPML, ARCHIVE, HEADERS))


@click.command(short_help="Say what is to be mended.")
@options.today
@click.option(
    "--published",
    metavar="[PLACE]",
    is_flag=False,
    flag_value="",
    help="Compare with the feeds that are out: at your site, another address, or in a folder.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Lines to read, data for a program, or annotations in a pull request on GitHub.",
)
@options.strict_privacy
@click.option("--history", "is_whole", is_flag=True, help="Also former versions, which git keeps.")
@click.option("--all", "is_all", is_flag=True, help="All advice, also on pages of long ago.")
def check(
    today: str | None,
    published: str | None,
    form: str,
    is_strict: bool,
    is_whole: bool,
    is_all: bool,
) -> None:
    """Say everything that is to be mended in the author's files, and build nothing.

    What has to be mended stands first, then advice, which may stay as it is. With --published, also
    what those who follow would get twice, or lose, if the journal were published now. With
    --history, also whether a name of your private list stands in a former version.
    """
    # Imported here, as in the other commands, so that --help starts without them.
    from waypost.checks import report
    from waypost.cli import guarding
    from waypost.cli.reading import read_project
    from waypost.problems import errors

    found = read_project(today)
    problems = [*everything_said(found, is_strict), *_behind(found)]
    if is_whole:
        problems += _in_history(is_strict)
    if published is not None and errors(problems):
        click.echo("Nothing is compared until this is mended.", err=True)
    elif published is not None:
        problems += _against(published or found.address, found)
    problems.sort()
    if form == "text":
        click.echo(report.as_text(problems, None if is_all else _ADVICE), nl=False)
    else:
        forms = {"json": report.as_json, "github": report.as_github}
        click.echo(forms[form](problems), nl=False)
    count = len(found.journal.entries)
    entries = "1 entry" if count == 1 else f"{count} entries"
    wrong = errors(problems)
    click.echo(f"{entries} read, {len(wrong)} to mend.", err=True)
    if names := len(guarding.gate(Path(), os.environ, is_strict)[0].names.names):
        things = (
            "1 name of your private list is"
            if names == 1
            else f"{names} names of your private list are"
        )
        click.echo(f"{things} looked for.", err=True)
    raise SystemExit(1 if wrong else 0)


def _against(place: str, found: "Project") -> "list[Problem]":
    """What is wrong between the journal and what is out at a place."""
    from waypost.checks.continuity import continuity
    from waypost.cli.elsewhere import NoPlaceError, UnreachableError, site_at
    from waypost.feeds.published import NotAFeedError, PartError, published
    from waypost.permalinks import Site
    from waypost.redirects import redirects

    if not place:
        what = "The address of the site is missing here, so nobody knows what is out."
        cure = "Add a line such as: site_url: https://example.org/journal/"
        return [Problem("mkdocs.yml", 0, "site_url", what, cure)]
    try:
        out = published(*site_at(place))
    except NoPlaceError:
        what = "This is neither an address nor a folder."
        return [Problem(place, 0, "", what, "Write it in full, such as https://example.org/.")]
    except UnreachableError as error:
        cure = "Try again later; until then nobody knows whether something would be sent twice."
        return [Problem(place, 0, "", f"This can't be reached ({error}).", cure)]
    except NotAFeedError as error:
        cure = "Say --published with the address of the feed that people follow."
        return [Problem(f"{place} {error}".strip(), 0, "", "This is not a feed.", cure)]
    except PartError as error:
        what = "This is a feed of a part of a journal, so not all can be compared with it."
        cure = "Name the main feed, or the address of the site."
        return [Problem(f"{place} {error}".strip(), 0, "", what, cure)]
    if out is None:
        click.echo(f"No feed is out at {place} yet, so there is nothing to compare with.", err=True)
        return []
    count = len(out.items)
    things = "1 thing that is" if count == 1 else f"{count} things that are"
    click.echo(f"Compared with {things} out at {place}.", err=True)
    moved, _ = redirects(found.journal.released(found.now), Site(found.address, "", ""))
    return continuity(found.journal, found.now, found.feeds, moved, out)
