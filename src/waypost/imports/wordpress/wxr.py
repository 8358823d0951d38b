"""The XML of an export, without anything in it that could reach beyond it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.entities import html5
from typing import NamedTuple

from lxml import etree

_OPEN = (
    "It declares things of its own (<!DOCTYPE>), which no export of WordPress does, "
    "and which can do harm."
)
_NO_XML = "It is damaged, and nothing in it could be read. Export it again."
_CUT = "The file ends in the middle of this text. Export it again."
_HURT = "What is written of it in the file is damaged ({}). Export it again, or copy it by hand."
_EMPTY_FILE = "No post, page or picture is in this file."

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ILLEGAL_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.I
)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)""")
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_TOKEN = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<(/?)item\b[^>]*>", re.DOTALL)
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_TITLE = re.compile(r"<title>\s*(?:<!\[CDATA\[)?([^<\]]{0,200})")
_REFERENCE = re.compile(r"&(#?\w*)(;?)")
_XML_NAMES = {"amp", "lt", "gt", "quot", "apos"}
_NAMESPACES = {
    "wp": "http://wordpress.org/export/1.2/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


class Category(NamedTuple):
    """What an item is filed under: in which order of things, its short name and its label."""

    domain: str
    nicename: str
    label: str


@dataclass(frozen=True)
class Item:
    """A post, a page, a picture: what the export says of it; nothing of who wrote or read it."""

    number: int
    said: Mapping[str, str]
    categories: Sequence[Category] = ()
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What WordPress takes it for; exports of old say nothing, and hold posts."""
        return self.said.get("wp:post_type", "post").strip() or "post"


@dataclass(frozen=True)
class Damage:
    """A part of the file that could not be read."""

    where: str
    why: str
    title: str = ""


@dataclass(frozen=True)
class Part:
    """What one file holds."""

    language: str = ""
    base: str = ""
    items: Sequence[Item] = ()
    damages: Sequence[Damage] = ()


def read_export(data: bytes) -> Part:
    """What a file holds; of a damaged one, what stands whole, and what does not."""
    text = _text(data)
    start = _PROLOG.match(text)
    if (
        text[start.end() if start else 0 :]
        .lstrip()[:9]
        .upper()
        .startswith(("<!DOCTYPE", "<!ENTITY"))
    ):
        return Part(damages=[Damage("", _OPEN)])
    root = _tree(text)
    if root is None:
        return _mended(text)
    channel = root if _local(root.tag) == "channel" else root.find(".//{*}channel")
    if channel is None:
        return Part(damages=[Damage("", _NO_XML)])
    items = [_item(number, each) for number, each in enumerate(channel.iterfind("{*}item"), 1)]
    missing = [] if items else [Damage("", _EMPTY_FILE)]
    return Part(*_site(channel), items, missing)


def _text(data: bytes) -> str:
    """The text of a file, whatever it is encoded in, without what no XML may hold."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        said = "utf-16"
    else:
        found = _ENCODING.match(data.lstrip(b"\xef\xbb\xbf \t\r\n")[:200])
        said = found[1].decode("ascii") if found else "utf-8"
    try:
        text = data.decode(
            said if said.lower() not in ("utf-8", "utf8") else "utf-8-sig", "replace"
        )
    except LookupError:
        text = data.decode("utf-8-sig", "replace")
    text = re.sub(r"\A\s*<\?xml.*?\?>", "", text, count=1, flags=re.DOTALL)
    return _ILLEGAL_REFERENCE.sub("", _ILLEGAL.sub("", text))


def _tree(text: str) -> etree._Element | None:
    """A tree of XML that stands whole and asks for nothing from elsewhere."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.strip().encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _name(element: etree._Element) -> str:
    """What an element is called, whichever version of WordPress wrote it."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    namespace, _, local = tag.rpartition("}")
    if "/excerpt" in namespace:
        return f"excerpt:{local}"
    if "wordpress.org/export" in namespace:
        return f"wp:{local}"
    if "modules/content" in namespace:
        return f"content:{local}"
    return local if not namespace else f"{namespace[1:]}:{local}"


def _words(element: etree._Element) -> str:
    return "".join(str(each) for each in element.itertext())


def _site(channel: etree._Element) -> tuple[str, str]:
    """The language of a site, and where it was."""
    said = {_name(each): _words(each).strip() for each in channel if _name(each) != "item"}
    return said.get("language", ""), said.get("wp:base_blog_url") or said.get("link", "")


def _item(number: int, element: etree._Element) -> Item:
    said: dict[str, str] = {}
    categories, meta = list[Category](), dict[str, str]()
    for each in element:
        name = _name(each)
        if name == "category":
            domain = (each.get("domain") or "category").strip()
            categories.append(Category(domain, each.get("nicename") or "", _words(each).strip()))
        elif name == "wp:postmeta":
            pair = {_name(part): _words(part) for part in each}
            meta.setdefault(pair.get("wp:meta_key", "").strip(), pair.get("wp:meta_value", ""))
        elif name and name != "wp:comment":
            said.setdefault(name, _words(each))
    return Item(number, said, categories, meta)


def _mended(text: str) -> Part:
    """The items of a damaged file that stand whole, one by one."""
    items, damages = list[Item](), list[Damage]()
    head = text[: found.start()] if (found := re.search(r"<item\b", text)) else text
    for number, (inner, is_whole) in enumerate(_pieces(text), 1):
        root = _tree(_wrapped(inner)) if is_whole else None
        if is_whole and root is None:
            root = _tree(_wrapped(_with_references(inner)))
        element = root.find("{*}item") if root is not None else None
        if element is not None:
            items.append(_item(number, element))
            continue
        title = _TITLE.search(inner)
        why = _HURT.format(_reason(inner)) if is_whole else _CUT
        damages.append(Damage(f"item {number}", why, title[1].strip() if title else ""))
    if not items and not damages:
        damages = [Damage("", _NO_XML)]
    elif not re.search(r"</(?:rss|channel)>\s*\Z", text):
        damages.append(Damage("", "The file ends too early: more texts may have stood in it."))
    language = re.search(r"<language>\s*([\w-]+)\s*</language>", head)
    base = re.search(r"<(?:wp:base_blog_url|link)>\s*(\S+?)\s*</", head)
    return Part(language[1] if language else "", base[1] if base else "", items, damages)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """What stands between the beginning and the end of each item, and whether it has an end."""
    began = None
    for token in _TOKEN.finditer(text):
        if token[1] is None:
            continue
        if token[1]:
            if began is not None:
                yield text[began : token.end()], True
            began = None
        else:
            if began is not None:
                yield text[began : token.start()], False
            began = token.start()
    if began is not None:
        yield text[began:], False


def _wrapped(inner: str) -> str:
    """An item in a document of its own that knows every name an export uses."""
    names = dict(_NAMESPACES)
    for prefix in re.findall(r"</?([A-Za-z_][\w.-]*):", _CDATA.sub("", inner)):
        names.setdefault(prefix, f"urn:{prefix}")
    said = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in names.items())
    return f"<channel {said}>{inner}</channel>"


def _with_references(text: str) -> str:
    """What HTML knows by name and XML does not, as what it means; a bare & as one."""

    def meant(match: re.Match[str]) -> str:
        name, end = match[1], match[2]
        if end and (name in _XML_NAMES or name.startswith("#")):
            return match[0]
        known = html5.get(f"{name};") if end else None
        return known if known and known not in "<>&\"'" else f"&amp;{name}{end}"

    return "".join(
        part if part.startswith("<![CDATA[") else _REFERENCE.sub(meant, part)
        for part in _CDATA.split(text)
    )


def _reason(inner: str) -> str:
    """What a parser says of an item, in a few words."""
    try:
        etree.fromstring(_wrapped(inner).encode(), etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        return str(error.msg).partition(", line")[0].strip()
    return "it can't be read"
