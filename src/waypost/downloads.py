"""What the archive of a journal holds, by the names that it has in the site."""

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

Format = Literal["site", "book", "pdf", "data", "markdown"]
FORMATS: Sequence[Format] = get_args(Format)
"""What the journal can be taken away as."""

PAGE = "archive.md"
"""The source path of the page that leads to it all."""

FOLDER = "archive"
"""The folder of the site in which it lies."""

OFFLINE = "journal-offline.zip"
BOOK = "journal.epub"
PDF = "journal.pdf"
DATA = "journal.json"
SCHEMA = "journal.schema.json"
TABLES = ("entries.csv", "decisions.csv", "experiments.csv", "readings.csv")
MARKDOWN = "journal-markdown.zip"
CITATION = ("CITATION.cff", "citation.bib", "LICENCE.txt")
SEALS = ("provenance.json", "SHA256SUMS", "verify.py")
"""Where the rest comes from, and how to see that it is whole."""

_FILES: dict[str, Sequence[str]] = {
    "site": (OFFLINE,),
    "book": (BOOK,),
    "pdf": (PDF,),
    "data": (DATA, SCHEMA, *TABLES),
    "markdown": (MARKDOWN,),
}


def files(formats: Iterable[str]) -> Sequence[str]:
    """The files of some formats, and what tells of them all; none if there are no formats."""
    wanted = [name for each in FORMATS if each in formats for name in _FILES[each]]
    return [*wanted, *CITATION, *SEALS] if wanted else []
