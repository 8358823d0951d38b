"""Files that the host would take, and nobody wants; and those that can't lie side by side."""

from pathlib import Path
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from waypost import downloads, search
from waypost.build import Build
from waypost.checks.places import one_place_each
from waypost.files import is_litter
from waypost.topics import ARCHIVE, OPML


# Before the journal's door looks at what would be published.
@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Leave out what programs leave behind, and in a preview what could never be copied."""
    is_preview = Build.of(config.extra).preview
    for file in [file for file in files if file.src_dir == config.docs_dir]:
        is_whole = not is_preview or Path(file.abs_src_path or "").is_file()
        if is_litter(file.src_uri) or not is_whole:
            files.remove(file)


def on_nav(_: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Note what would lie in one place of the site, once all files are known."""
    build = Build.of(config.extra)
    followed = [unquote(path) for topic in build.topics for _, path in topic.feeds()]
    taken_away = [f"{downloads.FOLDER}/{name}" for name in downloads.files(build.pages.archived)]
    made = [(path, "") for path in (*followed, OPML, ARCHIVE, search.FIRST, *taken_away)]
    taken = [(file.dest_uri, _of_author(file, config)) for file in files]
    build.found += one_place_each([*taken, *made])


def _of_author(file: File, config: MkDocsConfig) -> str:
    """The author's file that is behind one of the site, from the project's folder on, if any is."""
    is_hers = file.src_dir == config.docs_dir and not file.generated_by
    return f"{Path(config.docs_dir).name}/{file.src_uri}" if is_hers else ""
