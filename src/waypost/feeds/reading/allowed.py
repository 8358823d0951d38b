"""What may stand in an item: elements and their attributes, as data."""

import nh3

# W3C's feed validator takes all of these without a warning; copies from before 2022 know neither
# `controls` nor `reversed`, but a film without the former can't be played.
_ALLOWED = """
    a: href hreflang target title
    abbr dfn: title
    audio: controls src
    b bdi br cite code em i kbd mark rp rt ruby s samp small span strong sub sup u var wbr:
    blockquote q: cite
    caption dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr p picture pre ul:
    col colgroup: span
    del ins: cite datetime
    img: alt height sizes src srcset title width
    li: value
    ol: reversed start type
    source: height media sizes src srcset type width
    table tbody tfoot thead tr:
    td: align colspan rowspan
    th: abbr align colspan rowspan scope
    time: datetime
    track: default kind label src srclang
    video: controls height poster src width
"""
_EVERYWHERE = {"dir", "id", "lang"}
# The same by another name.
_RENAMED = """
    address article aside center details dialog fieldset footer header: div
    hgroup legend main nav search section summary: div
    acronym: abbr
    dir menu: ul
    strike: s
    tt: code
"""
# Nobody reads these on the page either.
_SILENT = """
    area base datalist frame frameset head link meta noembed noframes noscript param script style
    template title
"""
# Seen on the page, of no use in a reader.
_CONTROLS = """
    button canvas input meter optgroup option progress select textarea
"""
# What begins a line of its own, and ends a paragraph.
_BLOCKS = """
    blockquote dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre table ul
"""
# What stands nowhere else than in one of these.
_PARENTS = """
    caption colgroup tbody tfoot thead: table
    col: colgroup table
    dd dt: dl
    figcaption: figure
    li: ol ul
    td th: tr
    tr: table tbody tfoot thead
"""
# What everything else in a list stands in.
_ITEMS = """
    dl: dd
    ol ul: li
"""
# What holds no block.
_PHRASES = "h1 h2 h3 h4 h5 h6 pre"


def _by_name(table: str) -> dict[str, str]:
    """What stands behind the colon, for each name before it."""
    rows = (line.partition(":") for line in table.strip().splitlines())
    return {name: values.strip() for names, _, values in rows for name in names.split()}


TAGS = {tag: frozenset(names.split()) for tag, names in _by_name(_ALLOWED).items()}
PARENTS = {tag: frozenset(names.split()) for tag, names in _by_name(_PARENTS).items()}
ITEMS = _by_name(_ITEMS)
RENAMED = _by_name(_RENAMED)
SILENT = frozenset(_SILENT.split())
CONTROLS = frozenset(_CONTROLS.split())
BLOCKS = frozenset(_BLOCKS.split()) | {
    tag for tag, name in RENAMED.items() if name in ("div", "ul")
}
PHRASES = frozenset(_PHRASES.split())
PLACES = frozenset({"http", "https"})
SCHEMES = PLACES | {"mailto", "sms", "tel", "xmpp"}

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in TAGS.items() if names} | {"*": _EVERYWHERE},
    clean_content_tags=set(SILENT | CONTROLS),
    url_schemes=set(SCHEMES | {"data"}),  # data: of pictures only; the addresses see to that
    link_rel=None,
)


def cleaned(text: str) -> str:
    """Nothing but what is allowed, nested as a browser nests it."""
    # Of all that is written as an entity, only this one is unknown to XML.
    return _CLEANER.clean(text).replace("&nbsp;", "\xa0").strip()
