"""The author's texts as HTML, made without a host: the same to the byte as on their pages."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from waypost.converter import TANGLED, alone, callable_configs, worded
from waypost.exports.links import Converter, extensions
from waypost.ledger import Ledger
from waypost.pages import Pages
from waypost.permalinks import address
from waypost.pictures import inline, sizes
from waypost.pictures.responsive import Shown, responsive
from waypost.prose import Prose, with_captions, without_comments
from waypost.redirects import redirects
from waypost.targets import Reached, reached, target
from waypost.topics import ARCHIVE, OPML, topics


@dataclass
class Texts:
    """The finished texts of a journal.

    `pages` are those of the released journal. `files` are the source paths of all other files that
    are in the site: pictures, films, documents. `shown` says how a picture is shown, by its address
    in the site, and `settings` are those of mkdocs.yml, with what they inherit.
    """

    pages: Pages
    files: Collection[str]
    shown: Mapping[str, Shown]
    settings: Mapping[str, Any]

    @cached_property
    def contents(self) -> Mapping[str, str]:
        """The HTML of each text of the author's by source path, as it stands on its page."""
        return {uri: each.prose.html for uri, each in self._reached.items()}

    @cached_property
    def copied(self) -> Mapping[str, str]:
        """From the address of each picture that is too large to that of its largest copy."""
        copies = {at: each.copies for at, each in self.shown.items() if each.copies}
        found = self._pictures & copies.keys() if self._reached else set()
        return {at: sizes.named(at, copies[at][-1]) for at in sorted(found)}

    @cached_property
    def targets(self) -> Collection[str]:
        """All addresses in the site that the texts lead to, or show."""
        return {link for each in self._reached.values() for link in each.links.values()}

    @cached_property
    def tangled(self) -> Collection[str]:
        """The source paths of texts that can't be converted."""
        return [uri for uri in self._uris if self.bare(uri) == TANGLED]

    def bare(self, uri: str) -> str:
        """The HTML of a text before its pictures say their sizes, and early links go."""
        if uri not in self._bare:
            source = self.pages.journal.sources[uri]
            self._bare[uri] = self.converted(uri, self.pages.text(uri, source.for_host))
        return self._bare[uri]

    def converted(self, uri: str, text: str) -> str:
        """The HTML of Markdown that stands on a page, with the parts that were made beside it."""
        html, pieces = self._converter.convert(uri, text), self.pages.pieces
        return str(pieces.fill(html, self._alone, self._shelf)) if pieces else html

    def read(self, uri: str, html: str) -> Reached:
        """A text as readers get it: nothing that is held back, and captions below pictures."""
        text = Prose(with_captions(without_comments(html)))
        site = self.pages.site.address
        return reached(text, address(uri), site, self.addresses, self._held)

    @cached_property
    def known(self) -> Collection[str]:
        """The source paths of all pages that readers see, and of all other files."""
        return {*self._uris, *(uri for uri, _ in self.pages.planned()), *self.files}

    @cached_property
    def addresses(self) -> set[str]:
        """Every address that a link can lead to, relative to the site's."""
        found = {unquote(address(uri)) if uri.endswith(".md") else uri for uri in self.known}
        journal, pages = self.pages.journal, self.pages
        followed = topics(journal, pages.language, pages.now)
        feeds = {unquote(path) for topic in followed for _, path in topic.feeds()}
        return found | feeds | {OPML, ARCHIVE, "", "./", *redirects(journal, pages.site)[0]}

    @cached_property
    def extensions(self) -> tuple[list[str], dict[str, dict[str, Any]]]:
        """The extensions of Markdown, with what they say to readers in the journal's language."""
        names, told = extensions(self.settings)
        return names, worded(told, self.pages.language.translations.gettext)

    @cached_property
    def _uris(self) -> list[str]:
        return [uri for uri in self.pages.journal.sources if uri not in self._held]

    @cached_property
    def _held(self) -> Collection[str]:
        return {each.uri for each in self.pages.journal.held}

    @cached_property
    def _reached(self) -> Mapping[str, Reached]:
        return {uri: self.read(uri, self._pictured(uri)) for uri in self._uris}

    def _pictured(self, uri: str) -> str:
        """A text in which pictures say their size, and are there in several."""
        source = self.pages.journal.sources[uri]
        html, _ = inline.cleaned(self.bare(uri), source.path, source.text)

        def find(link: str) -> Shown | None:
            place = target(link, address(uri), self.pages.site.address)
            found = self.shown.get(place or "")
            if found and place:
                self._pictures.add(place)
                self.addresses.update(sizes.named(place, width) for width in found.copies)
            return found

        return responsive(html, find)

    @cached_property
    def _pictures(self) -> set[str]:
        return set()

    @cached_property
    def _bare(self) -> dict[str, str]:
        return {}

    @cached_property
    def _converter(self) -> Converter:
        return Converter(self.known, *self.extensions)

    @cached_property
    def _alone(self) -> Any:
        names, told = self.extensions
        return alone(names, callable_configs(told))

    @cached_property
    def _shelf(self) -> Any:
        return Ledger().shelf("pieces")
