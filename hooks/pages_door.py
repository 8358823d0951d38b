"""Which pages there are: what is not public yet goes, and pages that nobody writes come in."""

from collections.abc import Callable
from urllib.parse import unquote

from mkdocs import plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from waypost.build import Build
from waypost.checks import host
from waypost.topics import ARCHIVE, OPML


class _Planned(File):
    """A page that nobody writes, made when the host reads it."""

    render: Callable[[], str]

    @classmethod
    def of(cls, config: MkDocsConfig, uri: str, render: Callable[[], str]) -> File:
        """The page at a source path."""
        page = cls.generated(config, uri, content="")
        assert isinstance(page, cls)
        page.render = render
        return page

    @property  # type: ignore[misc]
    def content_string(self) -> str:
        """Its text."""
        return self.render()


def _take_and_add(files: Files, config: MkDocsConfig) -> None:
    """Take out what is not public yet, and add the pages that nobody writes."""
    build = Build.of(config.extra)
    for entry in build.journal.held:
        if file := files.get_file_from_path(entry.uri):
            files.remove(file)
    pages = {file.src_uri for file in files.documentation_pages()}
    build.found += host.unread(build.journal, pages)
    taken = {file.dest_uri for file in files}
    for uri, render in build.pages.planned():
        page = _Planned.of(config, uri, render)
        if page.dest_uri not in taken:  # an author's page of that address wins
            files.append(page)


# When all other files are there, before anybody asks whether a link leads somewhere.
@event_priority(-100)
def _note_addresses(files: Files, config: MkDocsConfig) -> None:
    """Note every address that a link can lead to, once all files are known."""
    build = Build.of(config.extra)
    followed = {path for topic in build.topics for _, path in topic.feeds()}
    own = {*map(unquote, followed), OPML, ARCHIVE, "", "./"}
    build.redirect()
    build.addresses = {unquote(file.url) for file in files} | own | set(build.redirects)


on_files = plugins.CombinedEvent(_take_and_add, _note_addresses)
