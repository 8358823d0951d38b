"""`waypost start`: a fresh clone becomes the author's own journal."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import click

from waypost.cli import options, placing

if TYPE_CHECKING:
    from waypost.languages import Language
    from waypost.scaffolds.beginning import Answers

Answer = TypeVar("Answer")


@click.command(short_help="Turn the sample into a journal of your own.")
@options.today
@click.option("--title", help="What your journal is called.")
@click.option("--address", help="Where it will be on the web: https://example.org/journal/")
@click.option("--language", help="The language that it speaks: en, es or da.")
@click.option("--weekday", help="The day on which you mean to write: friday.")
@click.option("--timezone", help="A large city near you: Europe/Copenhagen.")
@click.option("--author", default="", help="Your name, if readers may know it. You are not asked.")
def start(
    today: str | None,
    title: str | None,
    address: str | None,
    language: str | None,
    weekday: str | None,
    timezone: str | None,
    author: str,
) -> None:
    """Clear the sample journal, and begin your own in its place.

    Asks five questions, each of which can be answered by an option, and writes your first entry and
    its phase. It does nothing once you have begun: no page of yours is ever deleted.
    """
    from waypost import languages
    from waypost.cli.reading import read_project
    from waypost.scaffolds.beginning import Answers

    root, found = Path(), read_project(today)
    docs = root / found.docs
    sample = _sample(docs)
    answers = Answers(
        title=_ask("What is your journal called?", title, _title),
        address=_ask("Where will it be on the web?", address, _address, found.likely_address),
        language=_ask("Which language does it speak: en, es or da?", language, _language, "en"),
        weekday=_ask("On which day do you mean to write?", weekday, _weekday, "friday"),
        timezone=_ask("Which large city is near you?", timezone, _timezone, _zone_here()),
        author=" ".join(author.split()),
    )
    written = _begin(root, docs, answers, today)
    for path in sample:
        if path not in written:
            path.unlink()
    for folder in sorted({path.parent for path in sample}, reverse=True):
        if folder != docs and not any(folder.iterdir()):
            folder.rmdir()
    first = read_project(today).journal.entries[0].source.path
    days = languages.language("en").day(found.now.date())
    click.echo(f"\nYour journal has begun, on {days}.")
    click.echo(f"Write your first entry in {first}; three lines will do.")
    click.echo("To see it while you write: waypost serve")


def _sample(docs: Path) -> list[Path]:
    """The files of the sample, if nothing else is there; else the reason why nothing is done."""
    from waypost import sample

    listed = docs / sample.LISTING
    if not listed.is_file():
        raise click.ClickException("This journal has begun already, so nothing was changed.")
    paths = [path for path in docs.rglob("*") if path.is_file() and path != listed]
    files = {path.relative_to(docs).as_posix(): path.read_bytes() for path in paths}
    if own := sample.own(files, listed.read_text("utf-8")):
        named = "".join(f"\n  {(docs / path).as_posix()}" for path in own)
        raise click.ClickException(
            f"These files are not those of the sample, and might be yours:{named}\n"
            "Nothing was changed. Move them out of the folder, say waypost start again, and put "
            "them back."
        )
    return [*paths, listed]


def _begin(root: Path, docs: Path, answers: "Answers", today: str | None) -> set[Path]:
    """Write the settings and the first pages; the paths of what was written."""
    import yaml

    from waypost.cli.current import bring_up_to_date
    from waypost.cli.reading import read_project
    from waypost.cli.site_settings import SETTINGS
    from waypost.journal import Journal
    from waypost.scaffolds import beginning
    from waypost.settings import FILE

    now = read_project(today).now
    try:
        texts = {
            FILE: beginning.settings((root / FILE).read_text("utf-8"), answers, now),
            SETTINGS: beginning.site((root / SETTINGS).read_text("utf-8"), answers),
        }
    except (KeyError, OSError, UnicodeError, yaml.YAMLError) as error:
        what = f"{FILE} and {SETTINGS} are not as they came with Waypost ({error})."
        raise click.ClickException(
            f"{what} Put them back as they came; nothing was changed."
        ) from None
    _write(root, texts)
    found = read_project(today)
    settings = found.journal.settings
    _write(docs, pages := beginning.pages(Journal(settings), answers, found.now))
    bring_up_to_date(settings, answers.language, root)
    return {docs / path for path in pages}


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        placing.replace(path, text.encode())


def _ask(
    question: str, given: str | None, read: Callable[[str], Answer], default: str | None = None
) -> Answer:
    """An answer: that of an option, or else one that is asked for until it can be read."""
    if given is not None:
        return read(given)
    answer: Answer = click.prompt(question, value_proc=read, default=default)
    return answer


def _title(text: str) -> str:
    if not (title := " ".join(text.split())):
        raise click.UsageError("Write a few words; you can change them later in mkdocs.yml.")
    return title


def _address(text: str) -> str:
    from waypost.permalinks import in_ascii, is_authority

    address = text.strip() if "://" in text else f"https://{text.strip()}"
    try:
        parts = urlsplit(in_ascii(address))
        is_fine = parts.scheme in ("http", "https") and is_authority(f"{parts.hostname},2000")
    except ValueError:
        is_fine = False
    more = parts.username or parts.query or parts.fragment if is_fine else None
    if not is_fine or more or " " in address or "." not in (parts.hostname or ""):
        what = f"'{text}' is not an address on the web."
        raise click.UsageError(f"{what} Write it in full, such as https://example.org/journal/")
    return f"{in_ascii(address).rstrip('/')}/"


def _language(text: str) -> "Language":
    from babel import Locale

    from waypost.languages import SPOKEN, language

    names = {code: code for code in SPOKEN}
    for code in SPOKEN:  # Danish, danés, dansk
        names |= {(Locale(code).get_display_name(in_) or "").casefold(): code for in_ in SPOKEN}
    if not (found := names.get(text.strip().casefold())):
        raise click.UsageError(f"'{text}' is none of: {', '.join(SPOKEN)}.")
    return language(found)


def _weekday(text: str) -> str:
    from babel.dates import get_day_names

    from waypost.languages import SPOKEN
    from waypost.problems import did_you_mean
    from waypost.settings import WEEKDAYS

    names: dict[str, str] = {day: day for day in WEEKDAYS}
    for code in SPOKEN:
        named = get_day_names(locale=code)
        names |= {named[number].casefold(): day for number, day in enumerate(WEEKDAYS)}
    if not (day := names.get(text.strip().casefold())):
        cure = did_you_mean(text, names)
        raise click.UsageError(f"'{text}' is not a day of the week. {cure}")
    return day


def _timezone(text: str) -> str:
    from zoneinfo import available_timezones

    from waypost.problems import did_you_mean

    zones = available_timezones()
    cities = {zone.rpartition("/")[2].replace("_", " "): zone for zone in sorted(zones)}
    name = text.strip()
    found = (
        name
        if name in zones
        else {each.casefold(): cities[each] for each in cities}.get(name.casefold())
    )
    if not found:
        cure = did_you_mean(name, cities) if len(name) > 2 else ""
        raise click.UsageError(
            f"'{text}' is not a place that has a time zone. "
            f"{cure or 'Name a large city, such as Europe/Copenhagen.'}"
        )
    return found


def _zone_here() -> str | None:
    """The time zone of this computer, where it says so."""
    path = Path("/etc/localtime").resolve().as_posix()
    _, known, zone = path.partition("/zoneinfo/")
    return zone if known and zone.count("/") == 1 and not zone.startswith("Etc/") else None
