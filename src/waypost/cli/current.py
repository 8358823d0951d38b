"""What the repository keeps that follows from journal.yml, for editors and for GitHub."""

from collections.abc import Mapping
from pathlib import Path

from waypost import schemas
from waypost.languages import Language
from waypost.scaffolds.snippets import SNIPPETS, snippets
from waypost.settings import Settings
from waypost.submissions.form import FORM, issue_form


def files(settings: Settings, language: Language) -> Mapping[str, str]:
    """Every such file, by its path in the folder of the journal."""
    return {
        **schemas.files(settings, language.code),
        SNIPPETS: snippets(settings, language),
        FORM: issue_form(settings, language),
    }


def outdated(settings: Settings, language: Language, root: Path) -> list[str]:
    """Which of them say something else than journal.yml, or are missing."""
    return [
        path for path, text in files(settings, language).items() if _is_other(root / path, text)
    ]


def bring_up_to_date(settings: Settings, language: Language, root: Path) -> list[str]:
    """Write those that are outdated; their paths."""
    current = files(settings, language)
    written = outdated(settings, language, root)
    for path in written:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(current[path], "utf-8", newline="\n")
    return written


def _is_other(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_text("utf-8", "replace") != text
