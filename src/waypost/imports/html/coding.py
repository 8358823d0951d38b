"""Code in blocks: what it says, and in which language."""

import re

from bs4 import BeautifulSoup, Tag

_LANGUAGE = re.compile(r"(?:lang(?:uage)?-|brush:\s*|lang:|highlight-source-)\s*([\w+#.-]+)")
_NAME = re.compile(r"[\w+#.-]+")
_NONE = {
    "none",
    "plain",
    "plaintext",
    "text",
    "auto",
    "default",
    "nohighlight",
    "highlighter-rouge",
}
_SAYS = ("data-code-block-lang", "data-language", "data-lang", "lang")
_AROUND = re.compile(r"\A(?:[^\S\n]*\n)+|\s+\Z")


def as_text(soup: BeautifulSoup) -> None:
    """Let nothing but text be in a block of code, and the block say its language."""
    for poem in soup.find_all("pre", class_=["wp-block-verse", "verse"]):
        _as_lines(soup, poem)
    for code in soup.find_all("pre"):
        if code.find_parent("pre"):
            continue
        language = _language(code)
        for each in code.find_all("br"):
            each.replace_with("\n")
        text = _AROUND.sub("", code.get_text().replace("\t", "    "))
        code.clear()
        code.append(text)
        if language and language not in _NONE:
            code["language"] = language


def _as_lines(soup: BeautifulSoup, poem: Tag) -> None:
    """A poem is no code, but its lines end where they do."""
    poem.name = "p"
    for text in list(poem.find_all(string=True)):
        first, *rest = str(text).split("\n")
        text.replace_with(first, *(part for each in rest for part in (soup.new_tag("br"), each)))


def _language(code: Tag) -> str:
    """The language of code, where its home says so: of itself, or in what is right around it."""
    for each in (code, code.find("code")):
        for name in _SAYS if isinstance(each, Tag) else ():
            said = str(each.get(name) or "").lower() if isinstance(each, Tag) else ""
            if _NAME.fullmatch(said):
                return said
    for each in (code, code.find("code"), *list(code.parents)[:2]):
        classes = each.get("class") if isinstance(each, Tag) else None
        found = _LANGUAGE.search(" ".join(classes) if isinstance(classes, list) else str(classes))
        if found:
            return found[1].lower().rstrip(".")
    return ""
