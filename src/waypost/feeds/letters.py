"""What happened in a stretch of time, as a letter: HTML for feeds and mail, Markdown for a chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from waypost.journal import Journal
from waypost.languages import Language
from waypost.markdown import as_plain_markdown
from waypost.permalinks import Site, address
from waypost.views.stretch import Stretch
from waypost.vocabulary import term_uri


@dataclass(frozen=True)
class Letters:
    """Letters from a journal that readers see; without the site's address they have no links."""

    journal: Journal
    language: Language
    site: Site

    def as_html(self, told: Stretch, summaries: Mapping[str, str] | None = None) -> str:
        """What happened, as a piece of HTML that needs nothing around it.

        `summaries` are what entries say of themselves, by source path, where their fields are not
        all there is to know.
        """
        return self._render("digest.html", told, summaries)

    def as_markdown(self, told: Stretch) -> str:
        """What happened, as plain Markdown that can be read as it stands."""
        return self._render("digest.md", told)

    def titled(self, told: Stretch, form: str) -> str:
        """A letter of its own (`html` or `markdown`), with the name of the journal at its head."""
        is_html = form == "html"
        text = self.as_html(told) if is_html else self.as_markdown(told)
        return self._render("letter.html" if is_html else "letter.md", told, text=text)

    def _render(
        self,
        template: str,
        told: Stretch,
        summaries: Mapping[str, str] | None = None,
        text: str = "",
    ) -> str:
        said = {each.uri: each.fields.summary or "" for each in told.entries}
        said.update(summaries or {})
        found = self._plain if template.endswith(".md") else self._html
        values = {"told": told, "said": said, "text": text, "term_uri": term_uri}
        values |= {"stages": self.journal.settings.terms("stage"), "site": self.site}
        status = self.journal.relations.status_of
        return (
            found.get_template(template).render(values, link=self._link, status_of=status).strip()
        )

    @cached_property
    def _html(self) -> Environment:
        return templates(self.language)

    @cached_property
    def _plain(self) -> Environment:
        return templates(self.language, is_markdown=True)

    def _link(self, uri: str) -> str:
        """Where a record's page is on the web; empty where that is not known."""
        return self.site.url(address(uri)) if self.site.address else ""


def templates(language: Language, *, is_markdown: bool = False) -> Environment:
    """The templates of feeds and letters, which escape what is not theirs."""
    environment = Environment(
        loader=ChoiceLoader(
            [PackageLoader("waypost.feeds"), PackageLoader("waypost", "templates")]
        ),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        finalize=as_plain_markdown if is_markdown else None,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"language": language}
    environment.install_gettext_translations(language.translations, newstyle=True)  # type: ignore[attr-defined]
    return environment
