"""Pictures go out with nothing but the image, and large ones in smaller copies.

The pages say which copies there are, and the end of a build makes them, out of a folder in which
they are kept from build to build.
"""

from functools import partial
from pathlib import Path
from urllib.parse import unquote

from mkdocs import plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from waypost.build import Build
from waypost.cli import copying
from waypost.pictures import inline, sizes
from waypost.pictures.responsive import Shown, responsive
from waypost.problems import to_mend
from waypost.targets import target

log = plugins.log.getChild("waypost")


# When the journal's addresses are known.
@event_priority(-150)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Note where the author's pictures are, and which of them have smaller copies."""
    build = Build.of(config.extra)
    there = {
        file.src_uri: (unquote(file.url), Path(file.abs_src_path))
        for file in files
        if file.abs_src_path
    }
    taken = {unquote(file.url) for file in files}
    shown, sources = copying.placed(build.pictures, there, taken)
    config.extra["waypost_shown"], config.extra["waypost_sources"] = shown, sources


# Before the journal reads the finished text, which it hands on to the feeds.
@event_priority(-90)
def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Let pictures say their size, and be there in several; those in the text tell nothing else."""
    build, shown = Build.of(config.extra), config.extra["waypost_shown"]
    source = build.journal.sources.get(page.file.src_uri)
    path, written = (source.path, source.text) if source else (page.file.src_uri, "")
    html, problems = inline.cleaned(html, path, written)
    build.found += problems
    trace = build.traces[page.file.src_uri]

    def find(link: str) -> Shown | None:
        place = target(link, page.url, config.site_url or "")
        found: Shown | None = shown.get(place)
        trace.pictures[str(place)] = repr(found)
        if found and found.copies:
            copies = [sizes.named(str(place), width) for width in found.copies]
            build.addresses.update(copies)
            build.copied[str(place)] = copies[-1]
            trace.copied[str(place)] = copies
        return found

    return responsive(html, find)


# The pages are there; the site is still beside the old one.
def on_post_build(config: MkDocsConfig) -> None:
    """Make the copies; the door that lets the site out takes from all what is not the image."""
    build, site = Build.of(config.extra), Path(config.site_dir)
    sources, kept = config.extra["waypost_sources"], Path(config.extra["waypost_cache"], "pictures")
    whisper = config.extra["waypost_whisper"]
    tell = partial(whisper.tell, "Making smaller pictures") if whisper else None
    problems = copying.copy(site, build.copied, sources, kept, tell)
    for problem in sorted(problems):
        log.error(str(problem))
    if problems and not build.preview:
        things = to_mend(len(problems))
        raise Abort(f"{things} first (see above). Nothing was published or changed.")
