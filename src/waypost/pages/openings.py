"""The first lines of an entry, for those who have not opened it yet."""

from waypost.records import Entry


def opening(entry: Entry) -> str:
    """How an entry's text begins, as plain text; empty where its first words are none."""
    # Here, since a command that only names pages needs neither.
    from markdown import Markdown

    from waypost.prose import Prose

    # Only its beginning is looked at; plain Markdown is enough to know words from marks.
    beginning = entry.source.body.lstrip()[:4000]
    try:
        return Prose(Markdown().convert(beginning)).opening
    except RecursionError:
        return ""
