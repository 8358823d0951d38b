"""HTML as nobody should write it: tags and signs in any order, open, crossed and odd."""

from hypothesis import strategies as st

_TAGS = """
a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption
center cite code col colgroup custom-element datalist dd del details dfn dialog dir div dl dt em
embed fieldset figcaption figure font footer form frameset h1 h2 h3 h6 head header hr html
iframe img input ins kbd label legend li link listing map mark marquee math menu meta nav
noscript object ol option o:p p param pre progress q rp rt ruby s samp script search section
select slot source span strike strong style sub summary sup svg path circle text title table
tbody td template textarea tfoot th thead time tr track u ul var video wbr xmp
"""
_NAMES = """
alt aria-hidden aria-label checked class colspan d data data-note datetime dir hidden href id
lang name onclick points reversed role rowspan scope span src start style title type value
viewBox x xlink:href xml:lang xmlns ä a"b < =
"""
_VALUES = [
    *("", "x", "two words", "ü", "#", "#x", "#a%20b", "#%zz", "0", "-1", "3", "100%", "2026-01-01"),
    *("javascript:1", "https://", "https://exämple.org/ü?ü#ü", "https://[::1", "https://xn--/"),
    *("//x.example/y", "https://example.org:99999/", "https://example.org/a|b{c}", "mailto:", "?"),
    *("../second/", "../second/#x", "second.md", "/", "/journal/", "../../../..", "urn:isbn:1"),
    *("data:image/png;base64,AAAA", "data:text/html,x", "&#1;", "&#xFFFE;", "&quot;", "&lt;b&gt;"),
    *("ltr", "RTL", "true", "de-AT", "zz-zz-zz-zz", "en_US", "img", "button", "doc-toc", "row"),
    *("footnote", "footnote-ref", "footnote-backref", "checkbox", "\u202e", "😀", "]]>", "url(#x)"),
]
_TEXTS = [
    *("words", " ", "a & b", "&nbsp;", "&#1;", "&#x0;", "&#xFFFF;", "&bogus;", "\u200b", "漢字"),
    *(
        "<!-- c -->",
        "<![CDATA[x]]>",
        "<?pi x?>",
        "<!DOCTYPE x>",
        "</p>",
        "</div>",
        "</body>",
        "< b",
    ),
    *("</", "<>", "\x0b", "\ufeff", "\ufffe"),
]


@st.composite
def _attributes(draw: st.DrawFn) -> str:
    chosen = st.tuples(st.sampled_from(_NAMES.split()), st.sampled_from([*_VALUES, None]))
    given = draw(st.lists(chosen, max_size=3))
    return "".join(f" {name}" + (f'="{said}"' if said is not None else "") for name, said in given)


@st.composite
def _element(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    tag = draw(st.sampled_from(_TAGS.split()))
    is_closed = draw(st.integers(0, 9)) > 0
    return f"<{tag}{draw(_attributes())}>{draw(inner)}" + (f"</{tag}>" if is_closed else "")


def _several(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(_element(inner) | st.sampled_from(_TEXTS), min_size=1, max_size=4).map("".join)


SOUP = st.recursive(st.sampled_from(_TEXTS), _several, max_leaves=24)
"""An HTML text."""
