"""A page that would come out the same is neither rendered nor written: it is a former build's.

Which ones are is asked once all files are known. What is made anew is kept for builds to come, when
the site is out and nothing in it had to stay inside.
"""

from functools import partial
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from waypost import navigation
from waypost.build import Build
from waypost.cli.asked import is_serve
from waypost.cli.shelving import Shelved
from waypost.converter import is_pure
from waypost.ledger import key
from waypost.reuse import Finished
from waypost.stamps import Stamps
from waypost.targets import is_known
from waypost.topics import alternates

# What else may have its hands in a page, and depends on nothing but what a key holds.
_KNOWN_PLUGINS = {"material/search", "search"}


class _Kept(File):
    """A page of a former build, which lies in the site already."""

    @classmethod
    def of(cls, file: File, anchors: object) -> "_Kept":
        """The same page, with the places in it that others may point to."""
        found = cls(file.src_uri, file.src_dir, file.dest_dir, True, dest_uri=file.dest_uri)
        found.inclusion, found.generated_by = file.inclusion, file.generated_by
        found.page = SimpleNamespace(present_anchor_ids=anchors)  # type: ignore[assignment]
        return found

    def is_documentation_page(self) -> bool:
        """It is none that the host has to do anything with."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """It is there."""


# When everybody else has said which files there are.
@event_priority(-1000)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Put finished pages of a former build into the site, in the place of those to be made."""
    build, pages = Build.of(config.extra), files.documentation_pages()
    build.listed = [(file.src_uri, file.url) for file in pages]
    shelved = config.extra["waypost_shelved"] = _shelved(build, files, config)
    shown = config.extra["waypost_shown"]
    is_there = partial(is_known, known=build.addresses)
    for file in pages:
        uri = file.src_uri
        if known := shelved.finished.trace(uri, is_there, lambda at: repr(shown.get(at))):
            trace, mark = known
            if build.can_take(uri, trace) and shelved.put(uri, mark, file.abs_dest_path):
                build.take(uri, trace)
                shelved.taken.add(file.dest_uri)
                files.remove(file)
                files.append(_Kept.of(file, trace.anchors))


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let the map of the site list all pages, made now or not."""
    build = Build.of(config.extra)
    # They got out before, past the same list of names.
    config.extra["waypost_theirs"] |= config.extra["waypost_shelved"].taken
    found = [(build.pages.site.url(url), build.updated(uri)) for uri, url in build.listed]
    env.globals["listed"] = found
    # The host dates the packed map by the newest of its pages, which may not be among those it has.
    for page in [file.page for file in files.documentation_pages() if file.page][:1]:
        page.update_date = max(updated for _, updated in found)


# The very last: everybody else has changed it by then.
@event_priority(-1000)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Note what a page holds that may be one of builds to come."""
    shelved: Shelved = config.extra["waypost_shelved"]
    shelved.note(page.file.src_uri, output.encode("utf-8", errors="xmlcharrefreplace"), page)


# After the door that lets the site out.
@event_priority(-2000)
def on_post_build(config: MkDocsConfig) -> None:
    """Keep what was made, unless there was something to say of it."""
    build, shelved = Build.of(config.extra), config.extra["waypost_shelved"]
    told = {problem.path for problem in build.found}
    for uri, page in shelved.made():
        source = build.journal.sources.get(uri)
        if (source is None or source.path not in told) and _leads_to_itself(page):
            build.traces[uri].anchors = frozenset(page.present_anchor_ids or ())
            shelved.keep(uri, build.trace_of(uri), str(Path(config.site_dir, page.file.dest_uri)))
    shelved.forget()
    config.extra["waypost_ledger"].close()
    config.extra["waypost_reading"].close()


def _shelved(build: Build, files: Files, config: MkDocsConfig) -> Shelved:
    """The pages of former builds of this kind; none where somebody else may change them."""
    kind = f"{'preview' if build.preview else 'site'}{' served' if is_serve() else ''}"
    keys = Stamps(build.pages, build.kinship, _frame(build, files, config)).keys()
    named = navigation.uris(config.nav)
    may_be = (
        {}
        if not _is_sure(config)
        else {
            uri: each for uri, each in keys.items() if uri not in named and not build.is_told(uri)
        }
    )
    finished = Finished.of(config.extra["waypost_ledger"], kind, may_be)
    return Shelved(finished, Path(config.extra["waypost_cache"], "pages", kind.replace(" ", "-")))


def _frame(build: Build, files: Files, config: MkDocsConfig) -> bytes:
    """What stands around the text of every page, besides what the ground is."""
    named = sorted(navigation.uris(config.nav))
    sources = [build.journal.sources.get(uri) for uri in named]
    return key(
        config.nav,
        [(each.uri, each.digest) for each in sources if each],
        (config.site_url, config.site_name, config.site_description),
        alternates(build.topics[0], config.site_name),
        config.extra["waypost_sheet"],
        sorted(file.dest_uri for file in files if file.dest_uri.endswith("card.png")),
        config.extra["waypost_gate"].names,
    )


def _is_sure(config: MkDocsConfig) -> bool:
    """Whether nothing makes pages but what we know."""
    ours = {f"hooks/{path.name}" for path in Path(__file__).parent.glob("*_door.py")}
    return is_pure(config.markdown_extensions) and set(config.plugins) <= ours | _KNOWN_PLUGINS


def _leads_to_itself(page: Page) -> bool:
    """Whether a page points to no places in others, which may go, nor to one that it has not."""
    there = page.present_anchor_ids or ()
    return all(
        file is page.file and set(anchors) <= set(there)
        for file, anchors in (page.links_to_anchors or {}).items()
    )
