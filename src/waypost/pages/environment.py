"""What the templates of pages can say: the journal, the views, drawings, addresses."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from jinja2 import BytecodeCache, ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from waypost.journal import Journal
from waypost.languages import Language
from waypost.markdown import as_markdown, quoted
from waypost.pages.charts import chart, spark
from waypost.pages.marks import mark
from waypost.pages.moves import say
from waypost.pages.openings import opening
from waypost.pages.ribbon import ribbon
from waypost.pages.scatter import scatter
from waypost.pages.signs import key
from waypost.pages.squares import squares
from waypost.pages.strips import axis, strip
from waypost.pages.tongues import Tongues
from waypost.permalinks import Site, year_uri
from waypost.records import Entry
from waypost.topics import OPML
from waypost.vocabulary import KINDS, term_uri


def environment(
    journal: Journal,
    language: Language,
    now: datetime,
    site: Site,
    ask: Mapping[str, Callable[[], Any]],
    about: Callable[[Entry], Markup],
    compiled: BytecodeCache | None,
) -> Environment:
    """The templates of a journal's pages, in which every value is text and no markup."""
    tongues = Tongues(language)
    found = Environment(
        loader=ChoiceLoader(
            [PackageLoader("waypost.pages"), PackageLoader("waypost", "templates")]
        ),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,  # by as_markdown, which leaves nothing for Jinja's own to escape
        finalize=as_markdown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled,
        auto_reload=False,
    )
    found.globals |= {
        "journal": journal,
        "now": now,
        "language": language,
        "ask": ask,
        "about": about,
        "mark": partial(mark, journal.settings),
        "opening": opening,
        "squares": squares,
        "ribbon": ribbon,
        "key": key,
        "chart": chart,
        "spark": spark,
        "scatter": scatter,
        "say": say,
        "strip": strip,
        "axis": axis,
        "stages": journal.settings.terms("stage"),
        "term_uri": term_uri,
        "year_uri": year_uri,
        "kinds": KINDS,
        "passage": tongues.passage,
        "text_of": tongues.text,
        "opml": OPML,
        "site": site,
    }
    found.filters["quoted"] = quoted
    found.install_gettext_translations(language.translations, newstyle=True)  # type: ignore[attr-defined]
    return found
