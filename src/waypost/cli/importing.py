"""`waypost import`: what was written elsewhere becomes entries."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from waypost.cli import imported, options, placing

if TYPE_CHECKING:
    from waypost.cli.reading import Project
    from waypost.imports.labels import Labels
    from waypost.imports.model import Found
    from waypost.imports.pictures import Pictures
    from waypost.imports.writing import Importer, Outcome, Wanted
    from waypost.problems import Problem
    from waypost.settings import Settings


class _Source(click.Path):
    """Something on this computer, with a word on how to name it where there is nothing."""

    def convert(
        self,
        value: "str | os.PathLike[str]",
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> "str | bytes | os.PathLike[str]":
        """The path of what was named."""
        from waypost.permalinks import is_web_address

        named = str(value)
        if is_web_address(named):
            what = "Nothing is read from an address on the web."
            cure = "Name the file of an export, or a folder: manual/import.md tells how to get one."
            raise click.UsageError(f"{what} {cure}", ctx)
        if not Path(named).exists():
            cure = "Look where it lies; a path with spaces in it stands between quotation marks."
            raise click.UsageError(f"There is nothing at {named}. {cure}", ctx)
        return super().convert(value, param, ctx)


@click.command("import", short_help="Take over what you wrote elsewhere.")
@click.argument("source", type=_Source(exists=True, path_type=Path))
@click.option(
    "--map",
    "table",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What each label becomes here; import.yml without this.",
)
@click.option(
    "--pictures",
    "folder",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the pictures lie, if not beside the texts.",
)
@click.option(
    "--site", "address", metavar="ADDRESS", default="", help="Where it was: https://old.example/"
)
@click.option("--fetch", is_flag=True, help="Get pictures that are not here from the web.")
@click.option("--drafts", is_flag=True, help="Also what was not public there, as drafts.")
@click.option("--pages", is_flag=True, help="Also pages that are no part of the diary.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Write nothing; say what would be done.")
@click.option(
    "--report",
    metavar="FILE.csv",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the table into a file for a spreadsheet, too.",
)
@options.today
def import_(
    source: Path,
    table: Path | None,
    folder: Path | None,
    address: str,
    fetch: bool,
    drafts: bool,
    pages: bool,
    is_dry: bool,
    report: Path | None,
    today: str | None,
) -> None:
    """Make entries of what you wrote elsewhere: an export, or a folder of texts, as SOURCE.

    What is there is never written over, so that you may call it again: texts that were taken over
    before are there already. Drafts and whatever was not public stay out, unless you say --drafts.
    Nothing is fetched from the web, unless you say --fetch.
    """
    from waypost.imports.writing import Wanted
    from waypost.permalinks import is_web_address

    if address and not is_web_address(address):
        what = f"'{address}' is not an address on the web."
        raise click.UsageError(f"{what} Write it in full, such as https://old.example/.")
    try:
        _take_over(
            source, table, folder, address, fetch, Wanted(drafts, pages), is_dry, report, today
        )
    except KeyboardInterrupt:
        kept = "What was written stays; call this again, and it goes on from there."
        raise click.ClickException(f"The import was stopped. {kept}") from None


def _take_over(
    source: Path,
    table: Path | None,
    folder: Path | None,
    address: str,
    fetch: bool,
    wanted: "Wanted",
    is_dry: bool,
    report: Path | None,
    today: str | None,
) -> None:
    from waypost.cli.carrying import carry, is_package
    from waypost.cli.unpacking import opened
    from waypost.cli.writing import ready

    with opened(source) as place:
        if is_package(place):
            carry(place, is_dry)
            return
        found = ready(today)
        texts = _texts(place, source, wanted.pages)
        labels = _labels(found, texts, table, is_dry)
        pictures = _pictures(found, place, folder, texts, fetch and not is_dry)
        work = _importer(found, labels, pictures, wanted)
        work.targets.stood_at(address)
        outcomes, is_whole = _outcomes(work, texts), True
        if not is_dry:
            outcomes, is_whole = imported.written(found.docs, outcomes, pictures)
    imported.say(found.docs, outcomes, pictures, is_dry)
    if report and not is_dry:
        imported.report(report, outcomes, found.docs)
    if not texts.posts:  # but what could not be read
        raise SystemExit(1)
    if not is_whole:
        cure = "Mend that, and call this again: what was written stays."
        raise click.ClickException(f"Not all could be written. {cure}")


def _texts(place: Path, source: Path, with_pages: bool) -> "Found":
    from waypost.imports.kinds import recognised

    found = recognised(place, with_pages)
    if found is None or not (found.posts or found.refusals):
        what = f"{source} holds no text that Waypost can take over."
        cure = "manual/import.md tells what it reads, and how to get it from where it is."
        if packed := sorted(place.glob("*.zip") if place.is_dir() else ()):
            cure = f"But a zip is in it, {packed[0].name}: take that out, if need be, and name it."
        raise click.ClickException(f"{what} {cure}")
    return found


def _labels(found: "Project", texts: "Found", table: Path | None, is_dry: bool) -> "Labels":
    """The author's table, or a first one, which is written for her."""
    from waypost.imports import labels

    settings = found.journal.settings
    path = table or Path(labels.FILE)
    count = labels.counted(texts.posts)
    if path.is_file():
        given, problems = labels.read_table(path.as_posix(), path.read_bytes(), settings)
        if problems:
            click.echo("\n".join(map(str, problems)))
            click.echo("Nothing was written; mend this first.", err=True)
            raise SystemExit(1)
        new = {label: n for label, n in count.items() if label.casefold() not in given.meant}
        if new:
            click.echo(f"{path.as_posix()} has no line for some labels. They become:")
            click.echo(labels.lines(new, settings), nl=False)
        return labels.guessed(new, settings).and_then(given)
    if count and is_dry:
        click.echo(f"{path.as_posix()} would say what the labels become:")
        click.echo(labels.lines(count, settings), nl=False)
    elif count:
        _first_table(path, count, settings)
    return labels.guessed(count, settings)


def _first_table(path: Path, count: Mapping[str, int], settings: "Settings") -> None:
    from waypost.imports import labels

    try:
        placing.create(path, labels.table(count, settings).encode())
    except OSError as error:
        what = f"{path.as_posix()} can't be written. The computer says: {error.strerror}."
        raise click.ClickException(f"{what} Mend that, and call this again.") from None
    times = f"each of the {len(count)} labels" if len(count) > 1 else "the label"
    what = f"{path.as_posix()} is there: it says what {times} becomes."
    cure = "Look through it: to have an entry otherwise, change a line, delete the entry's file"
    click.echo(f"{what} {cure}, and call this again.")


def _pictures(
    found: "Project", place: Path, folder: Path | None, texts: "Found", fetches: bool
) -> "Pictures":
    from waypost.cli.fetching import fetching
    from waypost.imports.folders.site import home_of
    from waypost.imports.pictures import Pictures
    from waypost.imports.targets import hosts

    here = place if place.is_dir() else place.parent
    home = home_of(here).root
    docs = Path(found.docs)

    def there(uri: str) -> bytes | None:
        path = docs / uri
        return path.read_bytes() if path.is_file() else None

    roots = [root.resolve() for root in dict.fromkeys((here, home))]
    return Pictures(
        roots=roots if place.is_dir() or place.suffix.lower() not in (".xml", ".json") else [],
        others=[folder.resolve()] if folder else [],
        fetch=fetching(hosts(texts.posts)) if fetches else None,
        there=there,
    )


def _importer(
    found: "Project", labels: "Labels", pictures: "Pictures", wanted: "Wanted"
) -> "Importer":
    from waypost.imports.writing import Importer
    from waypost.permalinks import Site

    return Importer(
        journal=found.journal,
        site=Site(found.address, "", ""),
        language=found.language,
        now=found.now,
        labels=labels,
        pictures=pictures,
        judge=_judge(found),
        wanted=wanted,
        places=_places(found),
    )


def _places(found: "Project") -> list[str]:
    """What lies in the site already, by path."""
    from waypost.cli.checking import places
    from waypost.pages import Pages
    from waypost.permalinks import Site

    site = Site(found.address, "", "")
    pages = Pages(found.journal.released(found.now), found.language, found.now, site)
    return [place for place, _ in places(pages, found)]


def _judge(found: "Project") -> "Callable[[str, str], Sequence[Problem]]":
    """What would stop a build of a file."""
    from waypost import checks
    from waypost.cli import guarding
    from waypost.journal import Journal
    from waypost.problems import errors
    from waypost.records import read_entry
    from waypost.records.page import read_page
    from waypost.sources import read

    settings = found.journal.settings
    gate, _ = guarding.gate(Path(), os.environ, is_strict=False)

    def judge(uri: str, text: str) -> "Sequence[Problem]":
        data = text.encode("utf-8")
        path = f"{found.docs}/{uri}"
        is_entry = uri.startswith("entries/")
        source, said = read(path, uri, data, needs_front=is_entry)
        if is_entry:
            entry, in_fields = read_entry(source, settings)
            alone = Journal(settings, entries=(entry,) if entry else (), sources={uri: source})
            said += [*in_fields, *checks.check(alone, found.now, found.language.code)]
        else:
            said += read_page(source)[1]
        return errors([*said, *gate.in_sources([(path, data)])])

    return judge


def _outcomes(work: "Importer", texts: "Found") -> "list[Outcome]":
    from waypost.cli.progress import Progress, over

    far = Progress()
    try:
        return list(work.outcomes(texts, lambda posts: over(posts, "Reading texts", far)))
    finally:
        far.close()
