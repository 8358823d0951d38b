"""What is worth saying of a journal as it was read.

`advice` is what may stay as it is; `finished` speaks of finished pages, `continuity` of what
followers would notice.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from urllib.parse import urlsplit

from waypost.checks import advice
from waypost.checks.disclosure import disclosures
from waypost.checks.scripts import on_scripts
from waypost.checks.tone import judgements
from waypost.journal import Journal
from waypost.languages import language
from waypost.ledger import Ledger, key
from waypost.pages.markers import unclear_markers
from waypost.pictures import inline
from waypost.problems import Problem, Severity
from waypost.records import Entry
from waypost.settings import Settings
from waypost.sources import Source, outside_code

# Commands of other generators, which readers would see as they stand: Hugo's shortcodes, and the
# tags of Liquid (Jekyll), Nunjucks (Eleventy) and Jinja.
_FOREIGN = re.compile(
    r"\{\{[<%](?:(?!\{\{[<%]).)*?[>%]\}\}|\{%(?:(?!\{%).)*?%\}", re.DOTALL
)  # none looks beyond the next, so that no text takes long
# Where a link leads that was dragged into a text: C:\\Users\\anna\\plan.docx, file:///home/anna.
_HERS = re.compile(r"(?:\]\(\s*<?|(?:href|src)=[\"']?)(?:file:|[A-Za-z]:[\\/])[^)>\"'\n]*", re.I)
_LOST = "\ufffd"
# What becomes of letters in UTF-8 that a program takes for Windows' own, and saves again: Ã¦, â€™.
_GARBLED = re.compile("Ã[\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€[\x80-\xbfœ™˜“”¦¢]")


# Fields of which readers would miss the end.
_SENTENCES = (
    *("title", "summary", "guide_point", "changes", "chosen", "because", "expected", "hypothesis"),
    *("learned", "why", "verdict_because"),
)


def check(
    journal: Journal, now: datetime, spoken: str = "en", ledger: Ledger | None = None
) -> list[Problem]:
    """Advice on a journal as it was read; whatever stops it was said while reading.

    `spoken` is the code of the language in which it is written. Of a file that a ledger knows, what
    it says by itself is not looked for again.
    """
    problems: list[Problem] = []
    english = language("en")
    known = (ledger or Ledger()).shelf("advice")
    entries = {entry.uri: entry for entry in journal.entries}
    for source in journal.sources.values():
        asked = key(source.digest, spoken)
        told = known.get(source.path, asked) if source.digest else None
        if told is None:
            told = list(_on_file(source, entries.get(source.uri), journal.settings, spoken))
            known.put(source.path, asked, told)
        problems += told
    for entry in journal.entries:
        problems += advice.on_release(entry, now, english)
    for record in journal.judgements:
        problems += advice.on_judgement(record, journal, now, english)
    for each in (*journal.entries, *journal.judgements):
        problems += advice.on_correction(each)
    problems += advice.on_cadence(journal.released(now), now)
    problems += advice.on_phases(journal)
    problems += advice.on_goals(journal)
    problems += advice.on_key_results(journal)
    if "index.md" not in journal.sources:
        what = "The journal has no first page."
        cure = "Write one: what the journal is about, and <!-- waypost: latest --> below it."
        problems.append(Problem("docs/index.md", 0, "", what, cure, Severity.WARNING))
    return sorted(problems)


def _on_file(
    source: Source, entry: Entry | None, settings: Settings, spoken: str
) -> Iterator[Problem]:
    """What there is to say of a file by itself, whatever the day and the other files."""
    yield from unclear_markers(source)
    yield from _foreign_commands(source)
    yield from _unreadable_addresses(source)
    yield from _cut_off(source)
    yield from _lost_letters(source)
    yield from _on_her_computer(source)
    yield from advice.on_pictures(source)
    yield from on_scripts(source)
    yield from inline.in_source(source.path, source.text)
    yield from disclosures(source, settings)
    yield from judgements(source, settings, spoken)
    if entry:
        yield from advice.on_entry(entry, settings, spoken)


def _foreign_commands(source: Source) -> Iterator[Problem]:
    for match in outside_code(source.body, _FOREIGN.finditer(source.body)):
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
    for match in re.finditer(r"(?<![\w+.-])[\w+.-]*://\[[^\s)>\"']*", source.body):
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
    for name in _SENTENCES:
        if name not in source.front or not (line := source.line_of((name,))):
            continue
        if match := re.match(rf"{name}\s*:\s*[^\"'\s].*?\s(#\S.*)", lines[line - 1]):
            what = f"'{match[1].strip()}' is left out, since # begins a note."
            cure = "Put the whole value in quotes if readers should see it."
            yield source.problem((name,), what, cure, Severity.WARNING)


def _on_her_computer(source: Source) -> Iterator[Problem]:
    """Links to what lies on the author's own computer, where no reader can follow."""
    body = source.body
    may_be = any(sign in body for sign in (":\\", "file:", "C:/", "D:/"))
    for match in outside_code(body, _HERS.finditer(body)) if may_be else ():
        what = "This leads to a file on your own computer, where no reader can follow."
        cure = "Put the file beside your pages and write its name, or take the link out."
        line = source.line_at(match.start())
        yield Problem(source.path, line, "text", what, cure, Severity.WARNING)


def _lost_letters(source: Source) -> Iterator[Problem]:
    """The first letter that a program has lost or taken for two; as a rule there are more."""
    text = source.text
    if (position := text.find(_LOST)) >= 0:
        line = text.count("\n", 0, position) + 1
        what = "A letter of this line was lost on its way, and readers see a sign in its place."
        cure = "Write it again; other lines may have lost some too."
        yield Problem(source.path, line, "", what, cure, Severity.WARNING)
    found = _GARBLED.search(text) if "Ã" in text or "â€" in text else None
    if found and (meant := _meant(found[0])):
        line = text.count("\n", 0, found.start()) + 1
        what = f"Readers see '{found[0]}' here, which was {meant} before it was saved wrongly."
        cure = "Write it again; other lines may have such signs too."
        yield Problem(source.path, line, "", what, cure, Severity.WARNING)


def _meant(garbled: str) -> str | None:
    """The letter in whose place others stand, if there was one."""
    for encoding in ("cp1252", "latin-1"):
        with suppress(UnicodeError):
            return garbled.encode(encoding).decode("utf-8")
    return None
