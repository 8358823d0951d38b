"""The first lines of an entry, for those who have not opened it yet."""

from waypost.records import Entry

# What can stand at the beginning of a text, so that a mark is told from a word.
_EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tilde",
]
# No first lines: notes, code, what is hidden, and the signs of footnotes.
_NONE = (
    "//*[self::script or self::style or self::template or self::pre or self::table or self::details"
    " or self::figure or self::svg or @hidden or starts-with(@id, 'fnref')"
    " or contains(concat(' ', @class, ' '), ' admonition ')"
    " or contains(concat(' ', @class, ' '), ' highlight ')"
    " or contains(concat(' ', @class, ' '), ' footnote ')]"
)


def opening(entry: Entry) -> str:
    """How an entry's text begins, as plain text; empty where it begins with no words."""
    # Here, since a command that only names pages needs none of them.
    from lxml import html
    from markdown import Markdown

    from waypost.fragments import fragment
    from waypost.prose import Prose

    beginning = entry.source.body.lstrip()[:4000]
    try:
        converted = Markdown(extensions=_EXTENSIONS).convert(beginning)
    except RecursionError:
        return ""
    root = fragment(converted)
    for element in root.xpath(_NONE):
        if element.getparent() is not None:
            element.drop_tree()
    return Prose(html.tostring(root, encoding="unicode")).opening
