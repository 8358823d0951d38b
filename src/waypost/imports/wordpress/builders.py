"""What page builders of WordPress write into a text as codes: sections, headings, buttons."""

import base64
import binascii
import re
from collections.abc import Mapping
from html import escape
from urllib.parse import unquote

_PREFIXES = r"(?:et_pb|vc|fusion|av|cs|themify|mk|kc|thrive|fl)_"
_ANY = re.compile(rf"\[/?{_PREFIXES}[\w-]+(?:\s(?:[^\[\]\"']|\"[^\"]*\"|'[^']*')*)?\]")
_RAW = re.compile(
    r"\[(vc_raw_html|vc_raw_js|fusion_code)(?:\s[^\[\]]*)?\](.*?)\[/\1\]",
    re.DOTALL | re.IGNORECASE,
)
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*")
_IMAGE = re.compile(r"(?<=\])\s*(https?://[^\s\[\]<>\"]+)\s*(?=\[/fusion_imageframe\])")
_BUTTON = re.compile(
    r"\[fusion_button\s[^\[\]]*?\blink=\"(https?://[^\"<>]+)\"[^\[\]]*\]([^\[\]]+)\[/fusion_button\]"
)
_SILENT = re.compile(
    r".*_(?:separator|empty_space|divider|row|row_inner|column|column_inner|section)"
)
_TITLES = ("title", "heading", "question", "quote")
_PICTURES = ("src", "image", "image_url", "custom_src", "logo")
_SEVERAL = ("gallery_ids", "images", "image_ids", "ids")
_ALTS = ("alt", "title_text", "image_alt")
_LINKS = ("button_url", "button_link", "link", "url", "href")
_WORDS = ("button_text", "btn_text", "content")
_SAYS_NOTHING = {"", "true", "false", "yes", "no", "on", "off", "none", "default", "|||"}
_FILM = ("video", "audio", "youtube", "vimeo", "soundcloud")
_SHOWN = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:$|\?)", re.IGNORECASE)


def apart(text: str) -> str:
    """A text in which each code of a builder stands alone, as it does on the page."""
    text = _IMAGE.sub(r'<img src="\1" alt="">', _RAW.sub(_opened, text))
    text = _BUTTON.sub(r'\n\n<a href="\1">\2</a>\n\n', text)
    return _ANY.sub("\n\n\\g<0>\n\n", text)


def is_layout(name: str) -> bool:
    """Whether a code only says where things stand."""
    return _SILENT.fullmatch(name) is not None


def is_builder_s(name: str) -> bool:
    """Whether a code is one of a page builder's."""
    return re.match(_PREFIXES, name) is not None


def shown(name: str, said: Mapping[str, str], pictures: Mapping[str, str]) -> str:
    """What a code shows of itself, besides the text that stands in it; often nothing."""
    found = [_title(name, said), *_pictures(name, said, pictures)]
    found += [_link(name, said)]
    return "".join(filter(None, found))


def _opened(match: re.Match[str]) -> str:
    """HTML of the author's own, which a builder keeps in a form that nobody can read."""
    if match[1].lower() == "vc_raw_js":
        return "\n\n<script></script>\n\n"
    if not _BASE64.fullmatch(match[2]):
        return f"\n\n{match[2]}\n\n"
    try:
        html = base64.b64decode(match[2].strip(), validate=False).decode("utf-8")
    except (binascii.Error, ValueError):
        return f"\n\n{match[2]}\n\n"
    return f"\n\n{unquote(html) if html.startswith('%') else html}\n\n"


def _first(said: Mapping[str, str], names: tuple[str, ...]) -> str:
    found = (_plain(said.get(name, "")) for name in names)
    return next((each for each in found if each.lower() not in _SAYS_NOTHING), "")


def _plain(text: str) -> str:
    """A value without the signs that a builder writes for what no code may hold."""
    text = text.replace("%22", '"').replace("%91", "[").replace("%93", "]")
    return " ".join(text.strip().split())


def _title(name: str, said: Mapping[str, str]) -> str:
    names = ("text", *_TITLES) if name == "vc_custom_heading" else _TITLES
    if name in ("vc_btn", "vc_button", "vc_button2", "vc_single_image", "vc_gallery"):
        return ""
    title = _first(said, names)
    return f"<h3>{escape(title)}</h3>" if title else ""


def _pictures(name: str, said: Mapping[str, str], pictures: Mapping[str, str]) -> list[str]:
    if any(each in name for each in _FILM):
        return []
    numbers = _first(said, _SEVERAL) or _first(said, ("image", "photo"))
    if re.fullmatch(r"[\d,\s]+", numbers):
        wanted = (each.strip() for each in numbers.split(","))
        return [pictures[each] for each in wanted if each in pictures]
    address = _first(said, _PICTURES)
    if not re.match(r"https?://|/", address) or not _SHOWN.search(address):
        return []
    return [f'<p><img src="{escape(address)}" alt="{escape(_first(said, _ALTS))}"></p>']


def _link(name: str, said: Mapping[str, str]) -> str:
    """A button, or a film: an address, and what stands on it."""
    address = _first(
        said, ("src", "id", *_LINKS) if any(each in name for each in _FILM) else _LINKS
    )
    words = _first(said, _WORDS)
    if address.startswith("url:"):  # as WPBakery writes it: url:https%3A%2F%2Fa.example|title:Words
        parts = dict(each.partition(":")[::2] for each in address.split("|"))
        address, words = unquote(parts["url"]), words or unquote(parts.get("title", ""))
    if name.startswith("vc_b"):
        words = _first(said, ("title", *_WORDS)) or words
    is_shown = words or any(each in name for each in _FILM)
    if not re.match(r"https?://|/|mailto:|#", address):
        return f"<p>{escape(words)}</p>" if words and "button" in name else ""
    return f'<p><a href="{escape(address)}">{escape(words or address)}</a></p>' if is_shown else ""
