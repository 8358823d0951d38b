"""What the public gets of a project, made without a host: texts, pictures, feeds, old addresses."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from waypost.cli.bookkeeping import cache
from waypost.cli.checking import beside
from waypost.cli.reading import Project
from waypost.exports.texts import Texts
from waypost.pages import Pages
from waypost.pages.pieces import Pieces
from waypost.permalinks import Site
from waypost.pictures import Picture, damaged, read
from waypost.problems import Problem, errors

_FORWARD = "redirect.html"


@dataclass
class Released:
    """What is public of a project at its moment.

    Everything is made when it is asked for; `problems` are what only the making has shown.
    """

    project: Project

    @cached_property
    def site(self) -> Site:
        """The site, as the feeds name it."""
        said = self.project.settings.get("site_description")
        return Site(self.project.address, self.project.title, str(said or ""))

    @cached_property
    def pages(self) -> Pages:
        """The pages of what is public."""
        found = self.project
        journal = found.journal.released(found.now)
        told = journal, found.language, found.now, self.site
        offered = _without_site(found.journal.settings.archive)
        return Pages(*told, pieces=Pieces(), formats=offered)

    @cached_property
    def archive(self) -> Mapping[str, bytes]:
        """The files to take away, by their path in the site. Raises PrintingError."""
        from waypost import __version__, downloads, looks
        from waypost.cli.archiving import asked, commit
        from waypost.exports.archive import archive
        from waypost.exports.model import Edition

        theme = self.project.settings.get("theme")
        edition = Edition(
            journal=self.pages.journal,
            language=self.pages.language,
            site=self.site,
            now=self.pages.now,
            contents=self.texts.contents,
            file=self._file,
            version=__version__,
            commit=commit(Path()),
            looks=looks.chosen(theme if isinstance(theme, dict) else {})[0],
        )
        formats = _without_site(asked(os.environ, self.project.journal.settings))
        names = downloads.files(formats)
        places = {name: f"{downloads.FOLDER}/{name}" for name in names}
        hers = {name: self.files[at] for name, at in places.items() if at in self.files}
        made = archive(edition, formats, dict, hers) if formats else {}
        return {f"{downloads.FOLDER}/{name}": data for name, data in made.items()}

    @cached_property
    def texts(self) -> Texts:
        """The author's texts as HTML."""
        from waypost.cli import copying

        there = {uri: (uri, path) for uri, path in self._others.items()}
        taken = {*there, *self.pages.journal.sources}
        shown, _ = copying.placed(self._pictures, there, taken)
        return Texts(self.pages, self._others, shown, self.project.settings)

    @cached_property
    def problems(self) -> list[Problem]:
        """What has to be mended first."""
        found = list(self._unmade())
        for uri, path in self._published.items():
            if uri in self._pictures:
                found += errors(read(f"{self.project.docs}/{uri}", path.read_bytes())[1])
        return sorted({*found})

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Her pictures and other files, with nothing in a picture but the image."""
        from waypost.cli import copying

        kept = cache(Path(), os.environ) / "pictures"
        found: dict[str, bytes] = {}
        for uri, path in self._others.items():
            if uri in self._published:
                data = path.read_bytes()
                picture, _ = read(uri, data)
                found[uri] = picture.clean if picture else data
            if uri in self.texts.copied:
                made = copying.smaller(uri, path.read_bytes(), kept)
                found |= {self._named(uri, width): each for width, each in made.items()}
        return found

    @cached_property
    def feeds(self) -> Mapping[str, bytes]:
        """Every feed, by its path in the site; where a file of hers lies, there is none."""
        from waypost.feeds import publish

        texts, journal = self.texts, self.pages.journal
        told = journal, self.pages.language, self.site, texts.contents, self.pages.now
        made = publish(*told, texts.copied)
        return {path: each for path, each in made.files.items() if path not in self._others}

    @cached_property
    def forwards(self) -> Mapping[str, bytes]:
        """The page that leads on from each old address, by its file in the site."""
        from jinja2 import Environment, FileSystemLoader

        from waypost.redirects import pages, redirects

        old, _ = redirects(self.pages.journal, self.site, [*self._others, *self.feeds])
        if not old:
            return {}
        templates = Environment(
            loader=FileSystemLoader("overrides"), extensions=["jinja2.ext.i18n"]
        )
        language = self.pages.language
        templates.install_gettext_translations(language.translations, newstyle=True)  # type: ignore[attr-defined]
        context = {"config": {"site_name": self.site.title}, "language": language}
        render = partial(templates.get_template(_FORWARD).render, context)
        return dict(pages(old, self.site, render))

    def _unmade(self) -> Iterator[Problem]:
        from waypost.cli import copying

        if not self.site.address:
            what = "The address of the site is missing here, and the feeds need it."
            cure = "Add a line such as: site_url: https://example.org/journal/"
            yield Problem("mkdocs.yml", 0, "site_url", what, cure)
        for uri in self.texts.tangled:
            what = "Too many lists, quotations or terms hang on each other in this text."
            cure = "Leave a line empty between them, or divide the text in two."
            path = self.pages.journal.sources[uri].path
            yield Problem(path, 0, "text", what, cure)
        kept = cache(Path(), os.environ) / "pictures"
        for uri in self.texts.copied:
            if not copying.smaller(uri, self._others[uri].read_bytes(), kept):
                yield damaged(f"{self.project.docs}/{uri}")

    def _file(self, path: str) -> bytes | None:
        """A file of the site, hers or one that every journal has."""
        with suppress(OSError):
            return self.files.get(path) or Path("overrides", path).read_bytes()
        return None

    @cached_property
    def _others(self) -> Mapping[str, Path]:
        """Her files that are no pages, by their path in the folder of the pages."""
        docs, sources = Path(self.project.docs), self.project.journal.sources
        there = sorted(uri for uri in beside(self.project) if uri not in sources)
        return {uri: docs / uri for uri in there if not _is_hidden(uri)}

    @cached_property
    def _pictures(self) -> Mapping[str, Picture]:
        from waypost.pictures.originals import originals

        return originals(Path(), self.project.docs)[0]

    @cached_property
    def _published(self) -> Mapping[str, Path]:
        """Of these files, those that may be shown: not what only hidden texts point to."""
        from waypost.checks.finished import unpublished

        given = self.project.settings
        named = str([given.get(name) for name in ("nav", "theme", "extra_css", "extra_javascript")])
        addresses = {uri: uri for uri in self._others}
        gone = unpublished(self.pages.journal, addresses, self.texts.targets, named)
        return {uri: each for uri, each in self._others.items() if uri not in gone}

    @staticmethod
    def _named(uri: str, width: int) -> str:
        from waypost.pictures.sizes import named

        return named(uri, width)


def _without_site(formats: Iterable[str]) -> Sequence[str]:
    """Formats but for the site in a folder, which is made of what a host makes."""
    return [each for each in formats if each != "site"]


def _is_hidden(uri: str) -> bool:
    """Whether the hosts leave a file out by its name."""
    parts = uri.split("/")
    return any(part.startswith(".") for part in parts) or parts[0] == "templates"
