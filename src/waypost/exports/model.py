"""What all exports are made of, and what one is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from waypost.journal import Journal
from waypost.languages import Language
from waypost.looks import PLAIN, Looks
from waypost.permalinks import Site

Files = Mapping[str, bytes]
"""Files by their path."""

Export = Mapping[str, bytes | Files]
"""Files by their path in the archive; a package stands there as the files that are in it.

So what leaves can be looked at before it is packed.
"""


@dataclass(frozen=True)
class Edition:
    """The journal as the public has it at a moment: nothing else ever gets into an export.

    `journal` is the released one. `contents` is the finished HTML of each text by source path, as
    it stands on its page, with the page's own relative addresses; the text of a page that the
    author did not write is not among them. `file` gives a public file by its path in the site,
    pictures cleaned and all, or None. `version` is Waypost's, `commit` that of the journal's
    repository, or empty. `looks` are the colours and the face.
    """

    journal: Journal
    language: Language
    site: Site
    now: datetime
    contents: Mapping[str, str]
    file: Callable[[str], bytes | None]
    version: str
    commit: str = ""
    looks: Looks = PLAIN
