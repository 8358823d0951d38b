"""What goes out to those who follow: one model, and a file for each format."""

from waypost.feeds import xml
from waypost.feeds.model import Feed, Site

RSS, ATOM = "feed.xml", "atom.xml"


def files(feed: Feed, site: Site) -> dict[str, bytes]:
    """A feed in every format, by its path in the site."""
    rss, atom = f"{feed.path}{RSS}", f"{feed.path}{ATOM}"
    return {rss: xml.rss(feed, site.url(rss)), atom: xml.atom(feed, site.url(atom))}
