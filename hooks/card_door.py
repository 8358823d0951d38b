"""What others see of a page: its card, its head, the sign of the site; in the author's colour."""

from contextlib import suppress
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from waypost import heads, looks
from waypost.build import Build
from waypost.cards import Cards
from waypost.cards.telling import HOME, place
from waypost.cli import dealing
from waypost.heads import Heads

_ICON, _ROBOTS = "apple-touch-icon.png", "robots.txt"


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let the templates know the looks, and which pages have a card; an author's file wins."""
    build = Build.of(config.extra)
    chosen, _ = looks.chosen(config.theme)
    env.globals["looks"] = chosen
    taken = {file.dest_uri for file in files}
    told = Cards(build.public, build.language, build.pages.site, chosen).all()
    cards = [] if build.preview else [each for each in told if each[0] not in taken]
    config.extra["waypost_cards"] = cards
    config.extra["waypost_heads"] = Heads(
        build.public, build.language, build.pages.site, {place(HOME), *(at for at, _ in cards)}
    )


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: object) -> None:
    """Say what stands in the head of a page; the host's texts are escaped, and these are not."""
    title = unescape(str(page.meta.get("title") or page.title or ""))
    description = unescape(str(page.meta.get("description") or ""))
    known: Heads = config.extra["waypost_heads"]
    context["head"] = known.of(page.file.src_uri, title, description)


# The pages are there; the site is still beside the old one.
def on_post_build(config: MkDocsConfig) -> None:
    """Put the cards beside their pages, and the sign at the top."""
    build, site = Build.of(config.extra), Path(config.site_dir)
    kind = "cards of a preview" if build.preview else "cards"
    kept = Path(config.extra["waypost_cache"], kind.replace(" ", "-"))
    dealer = dealing.Dealer(site, kept, config.extra["waypost_reading"].shelf(kind))
    dealer.icon(_ICON, looks.chosen(config.theme)[0])
    whisper = config.extra["waypost_whisper"]
    tell = partial(whisper.tell, "Drawing cards") if whisper else None
    dealer.deal(config.extra["waypost_cards"], tell)
    dealer.forget()
    config.extra["waypost_theirs"] |= dealer.places
    text = None if build.preview else heads.robots(build.pages.site)
    if text:
        with suppress(FileExistsError):
            dealing.write(site / _ROBOTS, text)
