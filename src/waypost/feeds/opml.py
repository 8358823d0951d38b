"""OPML 2.0 (opml.org/spec2.opml): every feed in one list, which any reader takes in at once."""

from collections.abc import Sequence
from itertools import groupby

from lxml import etree

from waypost.feeds.text import legal
from waypost.permalinks import Site, address
from waypost.settings import Settings
from waypost.topics import RSS, Topic


def document(topics: Sequence[Topic], site: Site, settings: Settings) -> bytes:
    """The list of a journal's feeds, in groups: stages, barriers, phases and the like."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _text(site.title)
    etree.SubElement(head, "ownerName").text = _text(settings.author.name)
    body = etree.SubElement(root, "body")
    for group, found in groupby(topics, key=lambda topic: topic.group):
        parent, outlines = body, [_outline(topic, site) for topic in found]
        if len(outlines) > 1:
            parent = etree.SubElement(body, "outline", text=_text(group))
        parent.extend(outlines)
    etree.indent(root, "  ")
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _outline(topic: Topic, site: Site) -> etree._Element:
    name = _text(f"{site.title} · {topic.name}" if topic.name else site.title)
    found = {"type": "rss", "text": name, "title": name}
    kind, path = next(topic.feeds())
    if kind is RSS:
        found["version"] = "RSS2"
    found["xmlUrl"] = site.url(path)
    found["htmlUrl"] = site.url(address(topic.page))
    if description := topic.description or ("" if topic.path else site.description):
        found["description"] = _text(description)
    return etree.Element("outline", found)


# Signs that look the same and mean nothing to HTML, which OPML allows in its texts and most
# programs do not expect there.
_LOOKALIKES = str.maketrans({"&": "＆", "<": "＜"})


def _text(text: str) -> str:
    return legal(text).translate(_LOOKALIKES)
