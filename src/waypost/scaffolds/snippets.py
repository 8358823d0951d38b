"""The same texts for an editor: a word typed in an empty file becomes a record."""

import json
import re
from datetime import date

from waypost import scaffolds
from waypost.journal import Journal
from waypost.languages import Language
from waypost.settings import Settings
from waypost.weeks import Week

SNIPPETS = ".vscode/waypost.code-snippets"
"""Where Visual Studio Code looks for them (code.visualstudio.com, "Snippets")."""

# What stands in a text until the editor knows better: a day of no diary's time, and a title.
_DAY, _TITLE = date(2222, 2, 2), "\ue000"
_TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"


def snippets(settings: Settings, language: Language) -> str:
    """Every kind of record as a snippet, called `waypost entry` and so on."""
    journal, week = Journal(settings), Week.of(_DAY)
    stage = next(iter(settings.terms("stage")), None)
    entry = scaffolds.entry(journal, language, week, _DAY, _TITLE, stage=stage)
    texts = {"entry": entry.text} | {
        kind: scaffolds.record(kind, journal, language, _DAY, _TITLE).text
        for kind in scaffolds.KINDS
    }
    found = {
        f"Waypost: {kind}": {
            "scope": "markdown",
            "prefix": f"waypost {kind}",
            "description": f"A new {kind.replace('-', ' ')} of the journal",
            "body": _snippet(text).split("\n"),
        }
        for kind, text in texts.items()
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _snippet(text: str) -> str:
    """A text with places to fill in; its id is left to its week or its day."""
    text = re.sub(r"^id: .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"([\\$}])", r"\\\1", text).replace(_TITLE, "${1:Title}")
    text = text.replace(str(_DAY), _TODAY).replace(str(Week.of(_DAY)), "$CURRENT_YEAR-W${2:36}")
    text = re.sub(rf"{_DAY.year}-\d\d-\d\d", "$CURRENT_YEAR-${3:12}-${4:31}", text)
    return f"{text.replace(str(_DAY.year), '$CURRENT_YEAR').rstrip()}\n\n$0"
