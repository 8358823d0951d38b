"""What the repository keeps that follows from journal.yml, for editors and for GitHub."""

from collections.abc import Mapping
from pathlib import Path

from waypost import schemas
from waypost.cli import placing
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


def outdated(settings: Settings, language: Language, root: Path) -> Mapping[str, str]:
    """Those that say something else than journal.yml, or are missing, as they should be."""
    current = files(settings, language).items()
    return {path: text for path, text in current if _is_other(root / path, text)}


def bring_up_to_date(settings: Settings, language: Language, root: Path) -> list[str]:
    """Write those that are outdated; their paths."""
    written = outdated(settings, language, root)
    for path, text in written.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        placing.replace(root / path, text.encode())
    return list(written)


def _is_other(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_text("utf-8", "replace") != text
