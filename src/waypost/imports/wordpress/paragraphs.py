"""Paragraphs where the old editor of WordPress left lines empty (as its `wpautop` does)."""

import re

_BLOCKS = (
    "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area"
    "|blockquote|address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header"
    "|footer|nav|figure|figcaption|details|menu|summary|iframe|video|audio|object|script"
)
_WHOLE = re.compile(r"<(pre|script|style|textarea)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_OPENS = re.compile(rf"(<(?:{_BLOCKS})[\s/>])", re.IGNORECASE)
_CLOSES = re.compile(rf"(</(?:{_BLOCKS})\s*>|<hr\b[^<>]*>)", re.IGNORECASE)
_IS_BLOCK = re.compile(rf"\s*</?(?:{_BLOCKS})[\s/>]", re.IGNORECASE)
_BREAKS = re.compile(r"<br\s*/?>\s*<br\s*/?>", re.IGNORECASE)
_IN_TAG = re.compile(r"<[a-z/][^<>]*>", re.IGNORECASE)
_LINE_END = re.compile(r"(?<!>)\n|(?<=>)(?<!<br>)(?<!<br/>)(?<!<br />)\n")
_KEPT = "\x1a"


def with_paragraphs(text: str) -> str:
    """A text whose empty lines divide paragraphs, and whose other ends of lines are breaks."""
    if not text.strip():
        return ""
    whole: list[str] = []

    def keep(match: re.Match[str]) -> str:
        whole.append(match[0])
        return f"\n\n{_KEPT}{len(whole) - 1}{_KEPT}\n\n"

    text = _WHOLE.sub(keep, text.replace(_KEPT, ""))
    text = _IN_TAG.sub(lambda match: match[0].replace("\n", " "), text)
    text = _BREAKS.sub("\n\n", text)
    text = _CLOSES.sub(r"\1\n\n", _OPENS.sub(r"\n\n\1", text))
    made = "\n".join(map(_paragraph, re.split(r"\n\s*\n", text)))
    return re.sub(rf"{_KEPT}(\d+){_KEPT}", lambda match: whole[int(match[1])], made)


def _paragraph(text: str) -> str:
    text = text.strip()
    if not text or text.startswith(_KEPT):
        return text
    block = _IS_BLOCK.match(text)
    if block:
        head, _, rest = text.partition(">")
        return f"{head}>{_LINE_END.sub('<br>', rest.strip())}"
    return f"<p>{_LINE_END.sub('<br>', text)}</p>"
