"""What WordPress and its plugins write in square brackets."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

_NAME = r"[A-Za-z][\w-]*"
_SHORT = re.compile(
    rf"\[(?P<name>{_NAME})(?P<said>(?:[\s/](?:[^\[\]\"'<>]|\"[^\"]*\"|'[^']*'|<[^<>]*>)*)?)\]"
)
_CODE = re.compile(
    r"(?P<open>\[?)\[(?P<name>code|sourcecode|source|highlight|php|css|html|javascript|js|python|bash|sql"
    r"|xml|ruby|java)(?P<said>\s[^\[\]]*)?\](?P<inner>.*?)\[/(?P=name)\](?P<close>\]?)",
    re.DOTALL | re.IGNORECASE,
)
_SAID = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))|(\S+)")
_ESCAPED = re.compile(rf"\[(\[{_NAME}[^\[\]]*\])\]")
_GENERIC = {"code", "sourcecode", "source", "highlight"}
_MEDIA = {"audio", "video", "playlist", "wpvideo", "embed", "youtube", "vimeo", "tweet", "gist"}
_MEDIA |= {"soundcloud", "instagram", "slideshare", "spotify", "dailymotion", "flickr", "ted"}
_ADDRESSES = ("src", "url", "href", "mp3", "mp4", "m4a", "m4v", "ogg", "webm", "wav", "ogv", "flv")
_FORMS = {"contact-form", "contact-field", "contact-form-7", "gravityform", "wpforms", "ninja_form"}
_KEPT = "\x19"


@dataclass
class Codes:
    """The short codes of one post; `notes` says which could not be kept."""

    pictures: Mapping[str, str]
    own: Sequence[str]
    notes: list[str] = field(default_factory=list)
    _whole: list[str] = field(default_factory=list)

    def kept(self, text: str) -> str:
        """Take code out, so that nobody takes anything in it for a paragraph or a tag."""

        def keep(match: re.Match[str]) -> str:
            if match["open"] and match["close"]:
                return match[0]
            said, _ = _said(match["said"] or "")
            name = match["name"].lower()
            language = said.get("lang") or said.get("language") or ""
            language = language or ("" if name in _GENERIC else name)
            inner = unescape(match["inner"]) if "&lt;" in match["inner"] else match["inner"]
            found = f' class="language-{escape(language)}"' if language else ""
            self._whole.append(f"<pre><code{found}>{escape(inner.strip(chr(10)))}</code></pre>")
            return f"{match['open']}\n\n{_KEPT}{len(self._whole) - 1}{_KEPT}\n\n{match['close']}"

        return _CODE.sub(keep, text.replace(_KEPT, ""))

    def unfolded(self, text: str) -> str:
        """HTML in place of the codes; of those that nobody knows, what stands between them."""
        parts = re.split(r"(<pre\b.*?</pre\s*>|<code\b.*?</code\s*>)", text, flags=re.DOTALL)
        done = (part if part.startswith(("<pre", "<code")) else self._codes(part) for part in parts)
        return re.sub(
            rf"(?:<p>\s*)?{_KEPT}(\d+){_KEPT}(?:\s*</p>)?",
            lambda match: self._whole[int(match[1])],
            "".join(done),
        )

    def _codes(self, text: str) -> str:
        if "[" not in text:
            return text
        escaped: list[str] = []

        def keep(match: re.Match[str]) -> str:
            escaped.append(match[1])
            return f"\x18{len(escaped) - 1}\x18"

        text = _ESCAPED.sub(keep, text.replace("\x18", ""))
        closed = {each.lower() for each in re.findall(rf"\[/({_NAME})\]", text)}
        text = _around(text, "caption", self._caption)
        text = _around(text, "wp_caption", self._caption)
        text = _around(text, "embed", lambda _, inner: _link(inner))
        text = _SHORT.sub(lambda match: self._one(match, closed), text)
        for name in sorted(closed):
            text = re.sub(rf"\[/{re.escape(name)}\]", "", text, flags=re.IGNORECASE)
        return re.sub("\x18(\\d+)\x18", lambda match: escaped[int(match[1])], text)

    def _caption(self, said: str, inner: str) -> str:
        """A picture, and below it what is said of it: in an attribute once, behind it today."""
        image = re.search(r"(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?", inner, re.IGNORECASE)
        if image is None:
            return inner
        words = inner[: image.start()] + inner[image.end() :]
        words = _said(said)[0].get("caption") or re.sub(r"</?p\b[^<>]*>|<br\s*/?>", " ", words)
        return f"<figure>{image[0]}<figcaption>{words.strip()}</figcaption></figure>"

    def _one(self, match: re.Match[str], closed: set[str]) -> str:
        name, (said, bare) = match["name"].lower(), _said(match["said"])
        if name == "gallery":
            return self._gallery(said)
        if name in _MEDIA:
            return self._media(name, said, bare)
        is_code = (
            name in closed
            or said
            or match["said"].rstrip().endswith("/")
            or name in _FORMS
            or "_" in name
        )
        if not is_code:
            return match[0]
        words = "A form was left out" if name in _FORMS else "Its words are kept"
        if name in closed and name not in _FORMS:
            self.notes.append(f"[{name}] means nothing outside of WordPress. {words}.")
        else:
            self.notes.append(f"[{name}] means nothing outside of WordPress, and was left out.")
        return ""

    def _gallery(self, said: Mapping[str, str]) -> str:
        asked = said.get("ids") or said.get("include") or ""
        wanted = [each.strip() for each in asked.split(",") if each.strip()]
        found = [self.pictures[each] for each in wanted if each in self.pictures]
        found = found if wanted else list(self.own)
        if not found or len(found) < len(wanted):
            self.notes.append("Pictures of a gallery are not in the export.")
        return f"<div>{''.join(found)}</div>"

    def _media(self, name: str, said: Mapping[str, str], bare: Sequence[str]) -> str:
        address = next((said[each] for each in _ADDRESSES if said.get(each)), "")
        address = address or next((each for each in bare if re.match("=?https?://", each)), "")
        address = address.lstrip("=")
        if not address and bare and name == "vimeo" and bare[0].isdigit():
            address = f"https://vimeo.com/{bare[0]}"
        if not address and bare and name == "youtube":
            address = f"https://www.youtube.com/watch?v={bare[0]}"
        if address:
            return _link(address)
        self.notes.append(f"[{name}] says no address, and was left out.")
        return ""


def _link(address: str) -> str:
    address = unescape(re.sub(r"<[^<>]*>", "", address)).strip()
    return f'<p><a href="{escape(address)}">{escape(address)}</a></p>' if address else ""


def _said(text: str) -> tuple[dict[str, str], list[str]]:
    """What a code is told, by name, and without one."""
    named, bare = dict[str, str](), list[str]()
    for name, *values, alone in _SAID.findall(unescape(text.strip().rstrip("/"))):
        if name:
            named[name.lower()] = next(filter(None, values), "")
        elif alone:
            bare.append(alone)
    return named, bare


def _around(text: str, name: str, made: "object") -> str:
    """Codes with an end, and what is between."""
    assert callable(made)
    return re.sub(
        rf"\[{name}(\s[^\[\]]*)?\](.*?)\[/{name}\]",
        lambda match: str(made(match[1] or "", match[2])),
        text,
        flags=re.DOTALL | re.IGNORECASE,
    )
