"""What is written in another language than the journal's, as Markdown that says so."""

from dataclasses import dataclass

from markupsafe import Markup

from waypost.languages import Language
from waypost.markdown import as_markdown


@dataclass(frozen=True)
class Tongues:
    """How pages in a language show what is written in another one; what is in theirs stays bare."""

    language: Language

    def passage(self, record: object, text: object) -> Markup:
        """Words of a record's."""
        said, mark = as_markdown(text), self.language.mark(record)
        return Markup(f"<span{mark}>{said}</span>") if mark else said

    def text(self, record: object, body: str) -> Markup:
        """The whole text of a record, on a page that says other things as well."""
        mark = self.language.mark(record)
        return Markup(f"<div{mark} markdown>\n\n{body}\n\n</div>" if mark else body)

    def link(self, record: object, title: str, to: str) -> Markup:
        """A link to a record by its title."""
        mark = self.language.mark(record)
        return Markup(f"[{as_markdown(title)}]({to}){f'{{{mark} }}' if mark else ''}")
