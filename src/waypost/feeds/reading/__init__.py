"""HTML for a feed reader: an entry's text without what belongs to its page only."""

from lxml import etree, html
from lxml.html import HtmlElement

from waypost.feeds.reading.addresses import link_within
from waypost.feeds.reading.allowed import cleaned
from waypost.feeds.reading.plain import if_plain
from waypost.feeds.reading.tidying import select, tidy, without_unseen
from waypost.feeds.reading.unfolding import unfold
from waypost.fragments import legible

_PARSER = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)


def for_readers(text: str, url: str, name: str = "") -> str:
    """An entry's HTML as it can stand anywhere.

    Every address is absolute, seen from the page at `url`, save links within the entry: they lead
    to ids that begin with `name`, which no other entry has. The words are those of the page; what
    it folds is unfolded, what it draws or computes is text, and its controls, scripts, styles and
    marks for permalinks are gone. What was done already stays as it is.
    """
    found = if_plain(text, url)
    return cleaned(_unfolded(text, url, name) if found is None else found)


def _unfolded(text: str, url: str, name: str) -> str:
    """The long way: HTML for readers, not yet cleaned, of whatever HTML there is."""
    root = _parsed(text)
    held = list(root.iter())  # lxml would make each element anew at every step
    without_unseen(root)
    unfold(root, text, url)
    select(root)
    link_within(root, url, name)
    tidy(root, url)
    del held
    return str(etree.tostring(root, encoding="unicode", method="html"))


def _parsed(text: str) -> HtmlElement:
    fit = legible(text).encode("utf-8", "replace")
    page = html.document_fromstring(b"<html><body>" + fit, parser=_PARSER)
    return next(page.iter("body"))
