"""What a text may hold: HTML that is safe wherever it is shown, or none where none is expected."""

import html
import html.entities
import re
from collections.abc import Iterator

from validity import markup
from validity.values import Finding
from validity.vocabulary import FINE, RISKY, STYLE_WORDS, STYLES

_STYLE_VALUE = re.compile(
    r"#[0-9a-f]+|rgb\(\d+%?,\d*%?,?\d*%?\)?|\d?\.?\d?\d(?:cm|em|ex|in|mm|pc|pt|px|%|,|\))?"
)
_STYLE_SIGNS = re.compile(r"""(?:[:,;#%.!\sa-zA-Z0-9]|\w-\w|'[\s\w]+'|"[\s\w]+"|\([\d,\s]+\))*""")
_QUOTED = r"""(?:(["'])(?P<quoted>.*?)\1|(?P<bare>[\w-]+))[\s>]"""
# The validator looks for no others: an href that stands second in its tag goes unseen.
_REFERENCES = (
    re.compile(rf"<img\s+[^>]*src={_QUOTED}", re.IGNORECASE),
    re.compile(rf"<a\s+href={_QUOTED}", re.IGNORECASE),
)


def unsafe(text: str) -> Iterator[Finding]:
    """HTML that is irregular, or that a careful reader would strip."""
    if "<?import " in text.lower():
        yield "SecurityRisk", "<?import"
    try:
        tags = markup.tags(text)
    except markup.NotHtmlError as slip:
        yield "NotHtml", str(slip)
        return
    for name, attributes in tags:
        yield from unsafe_tag(name)
        if name in FINE:
            yield from unsafe_attributes(attributes)


def unsafe_tag(name: str) -> Iterator[Finding]:
    if name in RISKY:
        yield "SecurityRisk", f"<{name}>"
    elif name not in FINE:
        yield "NotHtml", f"<{name}> is none of HTML's"


def unsafe_attributes(attributes: dict[str, str]) -> Iterator[Finding]:
    for name, value in attributes.items():
        if name == "style":
            yield from (("DangerousStyleAttr", each) for each in unsafe_styles(value))
        elif name.startswith("on"):
            yield "SecurityRiskAttr", name


def unsafe_styles(style: str) -> Iterator[str]:
    """What of a style attribute the validator doesn't know to be harmless."""
    parts = style.lower().removesuffix(";").split(";") if style else []
    declarations = [part.partition(":") for part in parts]
    regular = all(re.fullmatch(r"\s*[-\w]+\s*:[^:]*", part) for part in parts)
    if not regular or not _STYLE_SIGNS.fullmatch(style):
        yield style
        return
    for name, _, value in declarations:
        if name.strip() not in STYLES:
            yield name.strip()
        elif name.strip().partition("-")[0] in ("background", "border", "margin", "padding"):
            for word in value.split():
                if word not in STYLE_WORDS and not _STYLE_VALUE.fullmatch(word):
                    yield word


def relative(text: str) -> Iterator[Finding]:
    """Addresses in HTML that lead nowhere without the page that they were written for."""
    for pattern in _REFERENCES:
        for found in pattern.finditer(text):
            reference = html.unescape(found["quoted"] or found["bare"] or "").strip()
            if re.match(r"\w+:", reference):
                continue
            odd = re.search(r"[\x00-\x7f](?<![0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#])", reference)
            yield "InvalidUriChar" if odd else "ContainsRelRef", repr(reference)


def like_html(text: str, message: str, *, spelt: bool, rss: bool) -> Iterator[Finding]:
    """Signs of HTML in what is plain text.

    `spelt` says that its line holds a hexadecimal reference, from which the validator gathers that
    the writer meant it; `rss`, that this is RSS 2.0, where a lone `<` is doubtful too.
    """
    ends = [each for each in re.findall(r"</(\w+)>", text) if each.lower() in FINE | RISKY]
    names = re.findall(r"&(#?\w+)", text)
    if ends:
        yield message, f"</{ends[0]}>"
    elif names and not spelt:
        for name in names:
            if name in {*html.entities.name2codepoint, "apos"} or not name.isalpha():
                yield message, f"&{name}"
    elif not names and rss and not spelt and re.search("<[/a-zA-Z]", text):
        yield "CharacterData", "a < that may begin a tag: write it as &#x3C;"
