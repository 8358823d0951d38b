"""What is worth saying of a journal as a whole, and of a finished page."""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import unquote, urlsplit

from waypost import permalinks
from waypost.journal import Journal
from waypost.languages import Language
from waypost.pages import unclear_markers
from waypost.problems import Problem, Severity
from waypost.prose import Prose
from waypost.records import ENTRIES, PHASES, Entry
from waypost.sources import Source, code_regions
from waypost.weeks import Week

# Commands of other generators, which readers would see as they stand: Hugo's shortcodes, and the
# tags of Liquid (Jekyll), Nunjucks (Eleventy) and Jinja.
_FOREIGN = re.compile(r"\{\{[<%].*?[>%]\}\}|\{%.*?%\}", re.DOTALL)


def check(journal: Journal, now: datetime, language: Language) -> list[Problem]:
    """Advice on a journal as it was read; whatever stops it was said while reading."""
    problems: list[Problem] = []
    for source in journal.sources.values():
        problems += unclear_markers(source)
        problems += _foreign_commands(source)
        problems += _unreadable_addresses(source)
        problems += _cut_off(source)
    for entry in journal.entries:
        problems += _tags(entry)
        problems += _hold(entry, now, language)
        problems += _picture(entry)
    problems += _cadence(journal.released(now), now)
    problems += _phases(journal)
    if "index.md" not in journal.sources:
        what = "The journal has no first page."
        cure = "Write one: what the journal is about, and <!-- waypost: latest --> below it."
        problems.append(Problem("docs/index.md", 0, "", what, cure, Severity.WARNING))
    return sorted(problems)


def dead_links(
    source: Source, prose: Prose, address: str, known: Collection[str]
) -> Iterator[Problem]:
    """Links and pictures of a finished page that lead nowhere.

    `address` is the page's own, relative to the site; `known` holds every address of the site.
    """
    for link in prose.addresses:
        path = _local(link)
        if not path or _resolved(address, path) in known:
            continue
        what = f"This points to '{link}', which is not there."
        cure = "Check the spelling and the folder; a path starts from this file."
        if _resolved(source.uri, path) in known:
            what = f"This points to '{link}', and the page is one folder further down."
            cure = f"Write ../{link}, since this is HTML, or use ![what it shows]({link})."
        yield Problem(source.path, *_where(source, link), what, cure, Severity.WARNING)


def early_links(source: Source, prose: Prose, held: Collection[str]) -> Sequence[str]:
    """Links of a finished page, as written, to entries that readers can't see yet.

    `held` are the source paths of those entries. The host could not resolve links to them, since
    it does not know them; raw HTML may name them in other ways.
    """
    names = {posixpath.basename(unquote(permalinks.address(uri)).rstrip("/")) for uri in held}
    return [
        link
        for link in prose.addresses
        if (path := _local(link))
        and (_resolved(source.uri, path) in held or posixpath.basename(path.rstrip("/")) in names)
    ]


def early(source: Source, links: Collection[str]) -> Iterator[Problem]:
    """What to say of links that were taken out because they came too early."""
    for link in links:
        what = f"This links to '{link}', which is not public yet."
        cure = "Until it is, readers see the words without the link."
        yield Problem(source.path, *_where(source, link), what, cure, Severity.HINT)


def visible_comments(source: Source, prose: Prose) -> Iterator[Problem]:
    """What was meant as a comment, and would be read by everybody."""
    for text in prose.visible_comments:
        what = "This comment would be shown as text."
        cure = "Begin it with <!-- and end it with -->, outside of brackets and quotes."
        yield Problem(source.path, _where(source, text[:12])[0], "text", what, cure)


def unused(files: Mapping[str, str], shown: Collection[str]) -> Sequence[str]:
    """Files beside entries and phases that no public page shows, by source path.

    `files` are source paths with the address of each, `shown` the addresses that pages point to.
    """
    return [
        uri
        for uri, address in files.items()
        if uri.split("/")[0] in (ENTRIES, PHASES) and address not in shown
    ]


def withheld(journal: Journal, files: Collection[str]) -> Sequence[str]:
    """Files elsewhere that only entries speak of which readers can't see, by their names."""
    secret = journal.secret_names
    hidden = {entry.uri for entry in (*journal.held, *journal.withdrawn)}
    named = [uri for uri in files if posixpath.basename(uri) in secret]
    public = (
        [each.text for uri, each in journal.sources.items() if uri not in hidden] if named else []
    )
    return [uri for uri in named if not any(posixpath.basename(uri) in text for text in public)]


def targets(address: str, prose: Prose) -> set[str]:
    """The addresses in the site that a finished page points to."""
    local = map(_local, prose.addresses)
    return {_resolved(address, path) for path in local if path}


def pictures(source: Source, prose: Prose) -> Iterator[Problem]:
    """Pictures of a finished page without alternative text."""
    for picture in prose.pictures_without_text:
        what = "This picture has no alternative text, so some readers do not learn what it shows."
        cure = "Say it in the brackets: ![what it shows](picture.png)."
        where = _where(source, posixpath.basename(picture))
        yield Problem(source.path, *where, what, cure, Severity.HINT)


def _local(link: str) -> str | None:
    """The path of a link that stays in the site."""
    try:
        parts = urlsplit(link)
    except ValueError:  # such as an unclosed [ in a host's name
        return None
    return None if parts.scheme or parts.netloc else unquote(parts.path) or None


def _resolved(base: str, path: str) -> str:
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), path)).lstrip("/")
    ends = path.endswith("/") or posixpath.basename(path) in (".", "..")
    return f"{joined}/" if ends and joined else joined


def _where(source: Source, text: str) -> tuple[int, str]:
    """The line and the field in which an address stands; 0 if it stands there in other words."""
    for shape in ("]({})", "]({} ", "]({}", "]: {}", '"{}"', "{}"):
        position = source.body.find(shape.format(text))
        if position >= 0:
            return source.line_at(position), "text"
    if text in str(source.front.get("image") or ""):
        return source.line_of(("image",)), "image"
    return 0, "text"


def _tags(entry: Entry) -> Iterator[Problem]:
    fields = entry.fields
    unread = entry.source.unread
    if fields.stage is None and "stage" not in unread:
        yield _hint(entry, "stage", "This entry has no stage.", "Name the one that it belongs to.")
    if not fields.barriers and "barriers" not in unread:
        what, cure = "This entry names no barrier.", "Name what stood in the way, if anything did."
        yield _hint(entry, "barriers", what, cure)


def _hold(entry: Entry, now: datetime, language: Language) -> Iterator[Problem]:
    if entry.is_draft:
        what, cure = "This is a draft; readers do not see it.", "To publish it, take out `status`."
        yield _hint(entry, "status", what, cure)
    elif not entry.is_due(now):
        field = next(name for name in ("publish_at", "date", "week") if getattr(entry.fields, name))
        what = f"Readers see this from {language.moment(entry.published)} on."
        yield _hint(entry, field, what, "Build the site again then.")


def _picture(entry: Entry) -> Iterator[Problem]:
    if entry.fields.image and not entry.fields.image_alt:
        what = "The picture has no alternative text, so some readers do not learn what it shows."
        yield _hint(entry, "image", what, "Add a line `image_alt: …`.")


def _cadence(journal: Journal, now: datetime) -> Iterator[Problem]:
    if not journal.entries:
        return
    last = max(journal.by_week)
    silent = journal.settings.silent_weeks(last, Week.of(now.date()))
    if silent >= journal.settings.cadence.weeks:
        entry = journal.by_week[last][-1]
        weeks = "A week" if silent == 1 else f"{silent} weeks"
        what = f"{weeks} since the last entry."
        yield _hint(entry, "week", what, "Three lines will do.")


def _phases(journal: Journal) -> Iterator[Problem]:
    for phase, following in zip(journal.phases, journal.phases[1:], strict=False):
        ends = phase.fields.ends
        if ends is None or ends >= following.fields.starts:
            what = f"This phase is not over when '{following.title}' starts."
            cure = "Entries of that time count for the later one."
            yield phase.source.problem(("ends",), what, cure, Severity.HINT)


def _foreign_commands(source: Source) -> Iterator[Problem]:
    code = list(code_regions(source.body)) if _FOREIGN.search(source.body) else []
    for match in _FOREIGN.finditer(source.body):
        if any(start <= match.start() < end for start, end, _ in code):
            continue
        line = source.line_at(match.start())
        command = " ".join(match[0].split())
        shown = command if len(command) <= 50 else f"{command[:49]}…"
        what = f"{shown} is a command of another program; readers see it as it stands."
        cure = "Write what it stood for: a picture is ![what it shows](picture.png)."
        yield Problem(source.path, line, "text", what, cure, Severity.WARNING)


def _unreadable_addresses(source: Source) -> Iterator[Problem]:
    """Addresses at which a host would stop."""
    if "://[" not in source.body:
        return
    for match in re.finditer(r"[\w+.-]*://\[[^\s)>\"']*", source.body):
        try:
            urlsplit(match[0])
        except ValueError:
            what = f"'{match[0]}' is not an address."
            cure = "Mend it, or put it between backticks to show it as it is."
            yield Problem(source.path, source.line_at(match.start()), "text", what, cure)


def _cut_off(source: Source) -> Iterator[Problem]:
    """Texts that YAML ends at a #, which the author may have meant."""
    if " #" not in source.text:
        return
    lines = source.text.split("\n")
    for name in ("title", "summary", "guide_point", "changes"):
        if name not in source.front or not (line := source.line_of((name,))):
            continue
        if match := re.match(rf"{name}\s*:\s*[^\"'\s].*?\s(#\S.*)", lines[line - 1]):
            what = f"'{match[1].strip()}' is left out, since # begins a note."
            cure = "Put the whole value in quotes if readers should see it."
            yield source.problem((name,), what, cure, Severity.WARNING)


def _hint(entry: Entry, field: str, what: str, cure: str) -> Problem:
    return entry.source.problem((field,), what, cure, Severity.HINT)
