"""What a place holds that texts come from, and how each kind is read."""

from pathlib import Path

from waypost.imports.model import Found


def recognised(path: Path) -> Found | None:
    """The texts of a file or a folder; None if it is nothing that can be read."""
    from waypost.imports.folders import MARKDOWN, read_file, read_folder

    if path.is_dir():
        return read_folder(path)
    return read_file(path) if path.suffix.lower() in MARKDOWN else None
