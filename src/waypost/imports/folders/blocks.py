"""A block of HTML within Markdown, such as a table, as Markdown itself."""

import re
from typing import Any

_WRAPPERS = "div|section|article|aside|main|header|footer|nav|center|hgroup"
WRAPPER = re.compile(rf"<(/?)(?:{_WRAPPERS})\b[^<>]*>", re.IGNORECASE)
"""The tags of boxes that mean nothing by themselves."""

_JOINED = re.compile(r"<t[dh] [^<>]*(?:col|row)span|<t[dh]\b[^<>]*>\s*<(?:p|ul|ol|pre|table|h\d)\b")
_KEPT = frozenset(
    re.findall(
        r"\w+",
        "a abbr b blockquote br caption cite code dd del details dl dt em figcaption figure h1 "
        "h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s small strong sub summary sup "
        "table tbody td tfoot th thead tr u ul ",
    )
)


def as_markdown(block: str) -> str:
    """A block of HTML as Markdown; what is no plain element is not in it."""
    import nh3
    from markdownify import markdownify

    # Empty lines part what is Markdown within HTML; entities are what people wrote to be seen.
    block = WRAPPER.sub("\n\n", block)
    block = re.sub(r"\n[ \t]*(?=\n)", "\n\n\ue020\n\n", block)
    block = re.sub(r"(?m)^([ \t]*)(?=(?:[-*+]|\d+\.)\s)", "\ue024\\1", block)
    block = re.sub(r"(?<=\n)([ ]+)(?=[-*+] )", lambda m: "\ue023" * len(m[1]), block)
    block = block.replace("&lt;", "\ue021").replace("&amp;", "\ue022")
    block = re.sub(r"<figcaption\b[^<>]*>\s*(.*?)\s*</figcaption\s*>", _caption, block, flags=re.S)
    clean = nh3.clean(
        block,
        tags=set(_KEPT),
        attributes={
            "a": {"href"},
            "img": {"src", "alt"},
            "code": {"class"},
            "ol": {"start"},
            "td": {"colspan", "rowspan"},
            "th": {"colspan", "rowspan"},
        },
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    if _JOINED.search(clean):  # a row that is wider than the first one would lose its end
        clean = _with_plain_tables(clean)
    found = markdownify(
        clean,
        heading_style="ATX",
        bullets="-",
        escape_asterisks=False,
        escape_underscores=False,
        escape_misc=False,
        strip_pre=None,
        code_language_callback=_language,
        autolinks=False,
    )
    found = re.sub(r"\n(> ?)*\s*\ue020[ \t]*", lambda m: f"\n{m[1] or ''}", found)
    found = re.sub(r"\ue025(?:\s*\ue025)+", "\ue025", found)
    found = re.sub(r"(?<=\|) ?\ue025|\ue025 ?(?=\|)", " ", found)
    found = (
        found.replace("\ue025", "<br>")
        .replace("\ue020", "")
        .replace("\ue024", "")
        .replace("\ue023", " ")
    )
    found = re.sub(r"(?m)^[ \t]+(?=[^\s\-*+\d>|`])", "", found) if "```" not in found else found
    return found.replace("\ue021", "&lt;").replace("\ue022", "&amp;")


def _with_plain_tables(block: str) -> str:
    from bs4 import BeautifulSoup

    from waypost.imports.html import tables

    soup = BeautifulSoup(block, "html.parser")
    tables.plain(soup)
    for table in soup.find_all("table"):
        for cell in table.find_all("td"):
            for name in ("colspan", "rowspan"):
                del cell[name]
            for line in cell.find_all("br"):
                line.replace_with("\ue025")
        for cell in table.find_all("tr")[0].find_all("td"):
            cell.name = "th"
    return str(soup)


def _caption(match: re.Match[str]) -> str:
    words = re.sub(r"</?(?:p|em|i)\b[^<>]*>", "", match[1]).replace("*", "").strip()
    return f"<p><em>{words}</em></p>" if words else ""


def _language(element: Any) -> str:
    """The language of code, which stands in a class as a rule."""
    names = (element.find("code") or element).get("class") or []
    found = (re.fullmatch(r"lang(?:uage)?-([\w+#.-]+)", name) for name in names)
    return next((match[1] for match in found if match), "")
