"""The journal to take away, beside its pages: made of the finished site, and of nothing else."""

import os
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from waypost import __version__, downloads, looks
from waypost.build import Build
from waypost.cli import archiving
from waypost.cli.asked import is_serve
from waypost.reuse import Htmls


# When pictures are clean, and before names are looked for in all that would get out.
@event_priority(-900)
def on_post_build(config: MkDocsConfig) -> None:
    """Make what the author's settings name, or what was asked for."""
    formats = archiving.asked(os.environ, Build.of(config.extra).journal.settings)
    if formats and not is_serve():
        _make(config, formats)


def _make(config: MkDocsConfig, formats: Collection[str]) -> None:
    # Loaded by those who make an archive only: it takes a tenth of what loading the rest takes.
    from waypost.exports.archive import archive
    from waypost.exports.book import PrintingError
    from waypost.exports.model import Edition

    build, site = Build.of(config.extra), Path(config.site_dir)
    place = site / downloads.FOLDER
    edition = Edition(
        journal=build.public,
        language=build.language,
        site=build.pages.site,
        now=build.now,
        contents=Htmls(build.prose),
        file=archiving.reader(site),
        version=__version__,
        commit=archiving.commit(Path(config.config_file_path or "mkdocs.yml").parent),
        looks=looks.chosen(config.theme)[0],
    )
    try:
        hers = archiving.files(place, downloads.files(formats))
        made = archive(edition, formats, lambda: archiving.files(site), hers, _teller(config))
    except PrintingError as error:
        raise Abort(str(error)) from None
    archiving.write(made, place)
    # Each file in it is in the site too, where names are looked for.
    config.extra["waypost_theirs"].add(f"{downloads.FOLDER}/{downloads.OFFLINE}")


def _teller(config: MkDocsConfig) -> Callable[[int, int], None]:
    whisper = config.extra["waypost_whisper"]
    return partial(whisper.tell, "Making the archive") if whisper else lambda *_: None
