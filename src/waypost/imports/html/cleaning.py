"""HTML without anything that could run or spy, and what went with that."""

import re
from collections.abc import Iterator

import nh3

# Those that mean something in Markdown; of others, such as <span>, the words stay.
_TAGS = set(
    re.findall(
        r"\w+",
        """a address article aside audio b blockquote br caption center cite code col colgroup dd
        del details dfn div dl dt em embed figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup
        hr i iframe img ins kbd li main mark nav object ol p picture pre q s samp section small
        source strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var video""",
    )
)
_GONE = {
    "script",
    "style",
    "template",
    "noscript",
    "textarea",
    "select",
    "svg",
    "math",
    "title",
    "button",
}
_ATTRIBUTES = {
    "*": {"id", "class", "dir", "lang"},
    "a": {"href", "data-href"},
    "audio": {"src"},
    "details": {"open"},
    "embed": {"src"},
    "iframe": {"src", "title", "data-src"},
    "img": {"src", "alt", "data-src", "data-lazy-src", "data-orig-file", "data-original"},
    "object": {"data"},
    "ol": {"start"},
    "pre": {"lang", "data-lang", "data-language", "data-code-block-lang"},
    "code": {"data-lang", "data-language"},
    "source": {"src"},
    "sup": {"data-fn"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "video": {"src", "poster"},
}
_SCHEMES = {"http", "https", "mailto", "tel", "data"}
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)
# A script that shows a piece of code which lies elsewhere.
_GIST = re.compile(
    r"<script\b[^<>]*\bsrc=[\"'](https://gist\.github\.com/[\w./-]+)\.js[^<>]*>\s*</script>",
    re.IGNORECASE,
)
# What no document may hold, and what Python-Markdown keeps for itself; then ends of lines.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_DEEPEST = 40
_TOO_DEEP = "Parts lay very deeply one within another; they were set side by side."
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)(?:\s[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*)?>")
_VOID = {"br", "hr", "img", "wbr", "col", "embed", "source"}
_LOST = {
    "script": "A script was left out.",
    "form": "A form was left out; its words are kept.",
    "svg": "A drawing that is part of the page (SVG) was left out.",
    "math": "A formula was left out.",
}


def cleaned(html: str) -> tuple[str, list[str]]:
    """HTML with nothing but words, pictures and what orders them; and what was left out."""
    html = _ENDS.sub("\n", _CONTROL.sub("", html))
    html = _GIST.sub(r'<p><a href="\1">\1</a></p>', html)
    lost = list(_lost(html))
    clean = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_GONE,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    clean = clean.replace("&nbsp;", "\u00a0")  # a sign is read quicker than its name
    flat = _flattened(clean)
    return flat, lost if flat == clean else [*lost, _TOO_DEEP]


def _flattened(html: str) -> str:
    """HTML of which nothing lies deeper than anybody would write it."""
    depth = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal depth
        if match[2] in _VOID:
            return match[0]
        depth += 0 if match[1] else 1
        said = match[0] if depth <= _DEEPEST else ""
        depth -= 1 if match[1] else 0
        return said

    return _TAG.sub(kept, html)


def _lost(html: str) -> Iterator[str]:
    for tag, sentence in _LOST.items():
        if re.search(rf"<{tag}[\s>]", html, re.IGNORECASE):
            yield sentence


def _attribute(tag: str, name: str, value: str) -> str | None:
    """A value, if it may stay: pictures alone may stand in an address."""
    if re.match(r"[\s\x00-\x20]*data:", value, re.IGNORECASE):
        return value if tag == "img" and _PICTURE.fullmatch(value) else None
    if name.startswith("data-") and re.match(r"\s*[a-z0-9+.-]+:", value, re.IGNORECASE):
        return value if re.match(r"\s*https?:", value, re.IGNORECASE) else None
    return value
