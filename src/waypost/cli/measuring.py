"""`waypost reading`: a figure becomes what may be told of it, and stands in the week's entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from waypost.cli import options

if TYPE_CHECKING:
    from decimal import Decimal

    from waypost.cli.reading import Project
    from waypost.private import Private
    from waypost.problems import Problem
    from waypost.readings import Taken
    from waypost.records import Entry, KeyResult
    from waypost.sources import Place
    from waypost.weeks import Week

_MOVED: Mapping[str, str] = {"up": "went up", "level": "stayed level", "down": "went down"}
_STAYS = "The figure itself stays on this computer."


@dataclass(frozen=True)
class _Measured:
    """A figure of a key result, and what is kept beside it."""

    aim: "KeyResult"
    amount: "Decimal"
    private: "Private"


@click.command(
    short_help="Write down what you measured, as far as readers may know it.",
    context_settings={"ignore_unknown_options": True},  # so that -5 is a number
)
@click.argument("key_result", metavar="KEY-RESULT")
@click.argument("number", nargs=-1, required=True, metavar="NUMBER")
@click.option("--week", metavar="WEEK", help="Another week than this one, such as 2026-W47.")
@click.option("--baseline", "is_baseline", is_flag=True, help="Count from this figure from now on.")
@options.today
def reading(
    key_result: str, number: Sequence[str], week: str | None, is_baseline: bool, today: str | None
) -> None:
    """Write what you measured of a key result into this week's entry.

    Its `disclosure` decides what stands there: the figure itself, an index, or up, level or down.
    What an index is counted from, and the figures behind a direction, are kept in private.yml,
    which stays on your computer.
    """
    from waypost.cli import keeping
    from waypost.cli.writing import ready

    if is_baseline and week:
        raise click.UsageError("A baseline belongs to no week. Leave one of the two out.")
    with keeping.alone():
        _take(ready(today), key_result, " ".join(number), week, is_baseline)


def _take(
    found: "Project", key_result: str, number: str, week: str | None, is_baseline: bool
) -> None:
    """Write down a figure of a key result, or say everything that is in the way."""
    from waypost import readings

    measured, problems = _measured(found, key_result, number)
    if is_baseline:
        problems += readings.unfit_baseline(measured.aim, measured.amount) if measured else []
        if measured is None or problems:
            _refuse(problems)
        _keep_baseline(measured)
        return
    its_week, more = _week(week, found.now)
    problems += more
    taken, entry = None, None
    if measured and its_week:
        taken, more = readings.taken(measured.aim, measured.amount, its_week, measured.private)
        problems += more
    if its_week and (taken is None or taken.told):
        entry, more = _entry(found, its_week)
        problems += more
    if measured is None or its_week is None or taken is None or problems:
        _refuse(problems)
    series = found.journal.relations.series(measured.aim)
    _write_down(measured, its_week, taken, entry, {each.week: each.value for each in series})


def _refuse(problems: "Sequence[Problem]") -> NoReturn:
    click.echo("\n".join(map(str, problems)))
    click.echo("Nothing was written; mend this first.", err=True)
    raise SystemExit(1)


def _measured(found: "Project", name: str, number: str) -> "tuple[_Measured | None, list[Problem]]":
    """What was measured, and of what; or everything that is in the way."""
    from waypost import readings
    from waypost.cli import keeping

    amount, problems = readings.figure(number)
    aim, more = _named(found, name)
    problems += more
    private, in_private = keeping.private()
    if aim and aim.fields.disclosure == "absolute":
        in_private = []  # nothing in there is asked for
    elif aim:
        in_private = [*in_private, *keeping.exposed()]
    if aim is None or amount is None or in_private:
        return None, [*problems, *in_private]
    return _Measured(aim, amount, private), problems


def _keep_baseline(measured: _Measured) -> None:
    """Keep what a key result is counted from."""
    from waypost.languages import language
    from waypost.readings import plainly

    name, number = measured.aim.name, language("en").number
    _write([_kept(("baselines", name), plainly(measured.amount))])
    is_indexed = measured.aim.fields.disclosure == "indexed"
    counted = "is 100 from now on" if is_indexed else "is what the first reading is compared with"
    click.echo(f"For '{name}', {number(float(measured.amount))} {counted}. {_STAYS}")
    former = measured.private.baselines.get(name)
    if former is not None and former != measured.amount:
        click.echo(f"Before, it was {number(former)}. What your entries say is still from there.")
    click.echo(f"The reading of this week is not written yet: waypost reading {name} NUMBER")


def _write_down(
    measured: _Measured,
    week: "Week",
    taken: "Taken",
    entry: "Entry | None",
    said: "Mapping[Week, float | str]",
) -> None:
    """Write a reading into its entry, keep the figure if need be, and say so.

    `said` is what the entries say of each week.
    """
    from waypost.languages import language
    from waypost.readings import next_one, plainly

    name, number = measured.aim.name, language("en").number
    edits = []
    if taken.is_kept:
        edits.append(_kept(("readings", name, str(week)), plainly(measured.amount)))
    if entry and taken.told:
        edits.append(_noted(entry, name, taken.told))
    _write(edits)
    if entry is None or taken.told is None:
        click.echo(f"The first figure of '{name}' is kept, for week {week.number} of {week.year}.")
        click.echo(f"There is nothing before it; from the next one on it can be told. {_STAYS}")
        if earlier := [each for each in said if each < week]:
            click.echo(f"The entry of {earlier[-1]} has a reading, but its figure is not on this")
            click.echo(
                "computer: if you wrote it on another one, bring private.yml over from there."
            )
        return
    former = entry.fields.readings.get(name)
    instead = f", in the place of {_plain(former)}" if former is not None else ""
    click.echo(f"{entry.source.path}: {name} is {taken.told}{instead}.")
    told = {
        "absolute": f"Readers see {number(float(measured.amount))}, as it is.",
        "indexed": f"Readers see the index {taken.told}. {_STAYS}",
        "trend": f"Readers see that it {_MOVED.get(taken.told)}. {_STAYS}",
    }
    click.echo(told[measured.aim.fields.disclosure])
    if taken.is_kept and (
        following := next_one(measured.aim, measured.amount, week, measured.private)
    ):
        later, figure, moved = following
        if said.get(later, moved) != moved:
            click.echo(f"After this, what the entry of {later} says is no longer so. To mend it:")
            click.echo(f"waypost reading {name} {plainly(figure)} --week {later}")


def _kept(place: "Place", written: str) -> tuple[Path, bytes]:
    """The private file with a figure in it."""
    from waypost.files import PRIVATE
    from waypost.private import BEGINNING
    from waypost.sources.editing import with_item

    path = Path(PRIVATE)
    # As bytes, since reading text would turn the ends of its lines into other ones.
    text = path.read_bytes().decode("utf-8") if path.exists() else BEGINNING
    edited = with_item(text, place, written, "\r\n" if "\r\n" in text else "\n")
    return path, _edited(path, edited.encode() if edited else None, place, written)


def _noted(entry: "Entry", name: str, told: str) -> tuple[Path, bytes]:
    """The file of an entry with a reading in it."""
    from waypost.sources.editing import with_field

    path, place = Path(entry.source.path), ("readings", name)
    return path, _edited(path, with_field(path.read_bytes(), place, told), place, told)


def _edited(path: Path, edited: bytes | None, place: "Place", written: str) -> bytes:
    from waypost.sources.editing import item

    if edited is None:
        what = f"Waypost can't find its way in the fields of {path.as_posix()}."
        cure = f"Nothing was written; write it there yourself: {item(place, written)}"
        raise click.ClickException(f"{what} {cure}")
    return edited


def _write(edits: "Sequence[tuple[Path, bytes]]") -> None:
    from waypost.cli import keeping, placing
    from waypost.files import PRIVATE

    for path, data in edits:
        try:
            if path == Path(PRIVATE):
                keeping.replace(path, data)
            else:
                placing.replace(path, data)
        except OSError as error:
            what = f"{path.as_posix()} can't be written."
            cure = f"The computer says: {error.strerror}."
            raise click.ClickException(f"{what} {cure}") from None


def _named(found: "Project", name: str) -> "tuple[KeyResult | None, list[Problem]]":
    """The key result with a name, or why there is none."""
    from waypost.files import KEY_RESULTS
    from waypost.problems import Problem, did_you_mean
    from waypost.records import folder_of, name_of

    aim = next((each for each in found.journal.key_results if each.name == name), None)
    if aim:
        return aim, []
    path = f"{found.docs}/{KEY_RESULTS}/{name}.md"
    if wrong := _wrong(found, path):
        return None, wrong
    files = (each for each in found.journal.sources if folder_of(each) == KEY_RESULTS)
    names = {each: each for each in map(name_of, files)}
    titles = {each.title: each.name for each in found.journal.key_results}
    make = 'Make one first: waypost new key-result "Qualified leads"'
    cure = did_you_mean(name, names | titles) or ("" if names else make)
    what = f"No key result is called '{name}'."
    return None, [Problem("KEY-RESULT", 0, "", what, cure)]


def _week(written: str | None, now: datetime) -> "tuple[Week | None, list[Problem]]":
    from waypost.problems import Problem
    from waypost.weeks import Week

    try:
        return (Week.parse(written) if written else Week.of(now.date())), []
    except ValueError:
        what = f"'{written}' is not a week of the calendar."
        return None, [Problem("--week", 0, "", what, "Write it such as 2026-W36.")]


def _entry(found: "Project", week: "Week") -> "tuple[Entry | None, list[Problem]]":
    """The entry of a week in which a reading can stand, the later one of two; or why not."""
    from waypost.problems import Problem
    from waypost.views.standing import unread_in
    from waypost.weeks import Week

    entries = [each for each in found.journal.by_week.get(week, ()) if not each.is_withdrawn]
    source = entries[-1].source if entries else unread_in(found.journal, week)
    if source:
        # What is wrong with readings may be the one that is about to be replaced.
        wrong = _wrong(found, source.path, but="readings" if entries else "")
        return (entries[-1] if entries else None), wrong
    option = "" if week == Week.of(found.now.date()) else f" --week {week}"
    what = f"Week {week.number} of {week.year} has no entry in which the reading could stand."
    return None, [Problem("--week", 0, "", what, f"Make one: waypost new{option}")]


def _wrong(found: "Project", path: str, but: str = "") -> "list[Problem]":
    wrong = [each for each in found.problems if each.path == path and each.is_error]
    return [each for each in wrong if not but or each.field != but]


def _plain(reading: float | str) -> str:
    """A reading as it stands in an entry."""
    from decimal import Decimal

    from waypost.readings import plainly

    return reading if isinstance(reading, str) else plainly(Decimal(str(reading)))
