"""What WordPress and its plugins write in square brackets."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from waypost.imports.wordpress import builders

_NAME = r"[A-Za-z][\w-]*"
_SHORT = re.compile(
    rf"\[(?P<name>{_NAME})(?P<said>(?:[\s/=](?:[^\[\]\"'<>]|\"[^\"]*\"|'[^']*'|<[^<>]*>)*)?)\]"
)
_CODE = re.compile(
    r"(?P<open>\[?)\[(?P<name>code|sourcecode|source|highlight|cc|crayon|codesyntax|prism"
    r"|actionscript3|as3|bash|shell|cpp|csharp|css|delphi|diff|erlang|fsharp|go|groovy|html|java"
    r"|javascript|js|json|matlab|objc|perl|php|powershell|python|r|ruby|scala|sql|swift|vb|xml|yaml)"
    r"(?P<said>\s[^\[\]]*)?\](?P<inner>.*?)\[/(?P=name)\](?P<close>\]?)",
    re.DOTALL | re.IGNORECASE,
)
# Of WP-Syntax, which takes everything in it for code, tags of HTML too.
_GESHI = re.compile(
    r"(<pre\b(?=[^<>]*\slang=)(?![^<>]*\sescaped=)[^<>]*>)(?!\s*<code)(.*?)(</pre\s*>)",
    re.DOTALL | re.IGNORECASE,
)
_SAID = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))|(\S+)")
_ESCAPED = re.compile(rf"\[(\[{_NAME}[^\[\]]*\])\]")
_GENERIC = {"code", "sourcecode", "source", "highlight", "cc", "crayon", "codesyntax", "prism"}
_NOTES = ("ref", "footnote", "efn_note", "mfn", "fn")
# What is for those alone who pay, or whom the site knows.
_GUARDED = re.compile(
    r"private|protected|hidden|premium\w*|paid\w*|paywall|logged_?in|s2if\w*|wlm_\w+|ppwp\w*|access"
    r"|passster|content_protector|members?(?:[_-](?:only|content|area))?|is_?member|membership\w*"
    r"|(?:\w+[_-])?restrict\w*|subscribers?(?:[_-]only)?|ihc-hide-content|mepr-\w+|memberful\w*"
    r"|um_loggedin"
)
_MEDIA = {"audio", "video", "playlist", "wpvideo", "embed", "youtube", "vimeo", "tweet", "gist"}
_MEDIA |= {"soundcloud", "instagram", "slideshare", "spotify", "dailymotion", "flickr", "ted"}
_MEDIA |= {"googlemaps", "scribd", "bandcamp", "mixcloud", "wufoo", "facebook", "pinterest"}
_ADDRESSES = ("src", "url", "href", "mp3", "mp4", "m4a", "m4v", "ogg", "webm", "wav", "ogv", "flv")
_FORMS = {"contact-form", "contact-field", "contact-form-7", "gravityform", "wpforms", "ninja_form"}
_FORMS |= {"ninja_forms", "formidable", "mc4wp_form", "et_pb_contact_form", "et_pb_contact_field"}
# Those that are told nothing, and could be taken for words of the author's.
_BARE = {
    "toc",
    "ez-toc",
    "latexpage",
    "sharethis",
    "archives",
    "sitemap",
    "subscribe2",
    "printfriendly",
}
_KEPT = "\x19"


@dataclass
class Codes:
    """The short codes of one post; `notes` says which could not be kept.

    `pictures` are those of the library as HTML, `files` where everything in it lies, by number.
    """

    pictures: Mapping[str, str]
    own: Sequence[str]
    files: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _whole: list[str] = field(default_factory=list)
    _footnotes: list[str] = field(default_factory=list)

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

        text = _GESHI.sub(lambda match: match[1] + _plain(match[2]) + match[3], text)
        return _CODE.sub(keep, text.replace(_KEPT, ""))

    def unfolded(self, text: str) -> str:
        """HTML in place of the codes; of those that nobody knows, what stands between them."""
        closed = {each.lower() for each in re.findall(rf"\[/({_NAME})\]", text)}
        for name in sorted(closed):
            if _GUARDED.fullmatch(name):
                text = self._without_guarded(text, name)
        parts = re.split(r"(<pre\b.*?</pre\s*>|<code\b.*?</code\s*>)", text, flags=re.DOTALL)
        done = (
            part if part.startswith(("<pre", "<code")) else self._codes(part, closed)
            for part in parts
        )
        made = re.sub(
            rf"(?:<p>\s*)?{_KEPT}(\d+){_KEPT}(?:\s*</p>)?",
            lambda match: self._whole[int(match[1])],
            "".join(done),
        )
        notes = (
            f'<li id="codenote-{number}">{each} <a href="#codenoteref-{number}">↩</a></li>'
            for number, each in enumerate(self._footnotes, 1)
        )
        return f"{made}<ol>{''.join(notes)}</ol>" if self._footnotes else made

    def _without_guarded(self, text: str, name: str) -> str:
        """A text without what only some could read there, whatever the code is told."""
        parts = re.split(
            rf"\[{re.escape(name)}(?![\w-])[^\]]*\](.*?)\[/{re.escape(name)}\]",
            text,
            flags=re.DOTALL | re.IGNORECASE,
        )
        if any(inner.strip() for inner in parts[1::2]):
            self.notes.append("A part that only members could read was left out.")
        return "".join(parts[::2])

    def _footnote(self, _: str, inner: str) -> str:
        """The number of a footnote, which stands at the end."""
        self._footnotes.append(inner.strip())
        at = len(self._footnotes)
        return f'<sup id="codenoteref-{at}"><a href="#codenote-{at}">{at}</a></sup>'

    def _codes(self, text: str, closed: set[str]) -> str:
        if "[" not in text:
            return text
        escaped: list[str] = []

        def keep(match: re.Match[str]) -> str:
            escaped.append(match[1])
            return f"\x18{len(escaped) - 1}\x18"

        text = _ESCAPED.sub(keep, text.replace("\x18", ""))
        for name in _NOTES:
            text = _around(text, name, self._footnote) if name in closed else text
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
        if name == "playlist" and said.get("ids"):
            links = (self.files.get(each.strip(), "") for each in said["ids"].split(","))
            return "".join(map(_link, links))
        if name in _MEDIA:
            return self._media(name, said, bare)
        is_code = (
            name in closed
            or said
            or match["said"].rstrip().endswith("/")
            or name in _FORMS | _BARE
            or "_" in name
        )
        if not is_code:
            return match[0]
        if builders.is_builder_s(name) and name not in _FORMS:
            return self._of_builder(name, said, is_around=name in closed)
        words = "A form was left out" if name in _FORMS else "Its words are kept"
        if name in closed and name not in _FORMS:
            self.notes.append(f"[{name}] means nothing outside of WordPress. {words}.")
        else:
            self.notes.append(f"[{name}] means nothing outside of WordPress, and was left out.")
        return ""

    def _of_builder(self, name: str, said: Mapping[str, str], is_around: bool) -> str:
        """What a page builder shows there; one note for all its codes."""
        found = builders.shown(name, said, self.pictures)
        if found or is_around or builders.is_layout(name):
            note = "It was laid out with a page builder: its words and pictures are kept, in a row."
        else:
            note = f"[{name}] means nothing outside of WordPress, and was left out."
        self.notes.append(note)
        return found

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


def _plain(code: str) -> str:
    """Code with the tags in it as words."""
    return code.replace("<", "&lt;").replace(">", "&gt;")


def _link(address: str) -> str:
    address = unescape(re.sub(r"<[^<>]*>", "", address)).strip()
    return f'<p><a href="{escape(address)}">{escape(address)}</a></p>' if address else ""


def _said(text: str) -> tuple[dict[str, str], list[str]]:
    """What a code is told, by name, and without one."""
    named, bare = dict[str, str](), list[str]()
    text = text.strip().rstrip("/")
    # Quotation marks that are written as references may be those around a value, or within it.
    plain = text if re.search("[\"']", text) else unescape(text)
    for name, *values, alone in _SAID.findall(plain.lstrip("=")):
        if name:
            named[name.lower()] = unescape(next(filter(None, values), ""))
        elif alone:
            bare.append(unescape(alone))
    return named, bare


def _around(text: str, name: str, made: "object") -> str:
    """Codes with an end, and what is between."""
    assert callable(made)
    return re.sub(
        rf"\[{re.escape(name)}(\s[^\[\]]*)?\](.*?)\[/{re.escape(name)}\]",
        lambda match: str(made(match[1] or "", match[2])),
        text,
        flags=re.DOTALL | re.IGNORECASE,
    )
