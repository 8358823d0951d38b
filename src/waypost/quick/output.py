"""A tree as text: the elements that Markdown makes, in a few steps each."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.serializers import (  # type: ignore[attr-defined]
    HTML_EMPTY,
    _escape_attrib_html,
    _escape_cdata,
    to_xhtml_string,
)

_RAW = {"script", "style"}


def hasten_output(md: Markdown) -> None:
    """Let a converter write its trees the short way, and remember which elements are blocks."""
    if md.output_formats["xhtml"] is to_xhtml_string:
        md.output_formats = {**md.output_formats, "xhtml": quick_xhtml}  # type: ignore[misc]
        if getattr(md, "serializer", None) is to_xhtml_string:
            md.serializer = quick_xhtml
    if type(md) is Markdown and "is_block_level" not in md.__dict__:
        md.is_block_level = _remembering(md)  # type: ignore[assignment,method-assign]


def quick_xhtml(element: Element) -> str:
    """An element and all that is in it; what is no plain element is left to the library."""
    out: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            out.append(each)
            continue
        tag, text, tail = each.tag, each.text, each.tail
        if not isinstance(tag, str):
            return to_xhtml_string(element)
        attributes = ""
        for name, value in sorted(each.items()):
            if not isinstance(name, str):
                return to_xhtml_string(element)
            if value is None:
                attributes += f" {name}"
            elif isinstance(value, str):
                attributes += f' {name}="{_escape_attrib_html(value)}"'
            else:
                return to_xhtml_string(element)
        tail = _escape_cdata(tail) if tail else ""
        if tag.lower() in HTML_EMPTY:
            out.append(f"<{tag}{attributes} />{tail}")
            continue
        if text and tag.lower() not in _RAW:
            text = _escape_cdata(text)
        if len(each):
            out.append(f"<{tag}{attributes}>{text or ''}")
            stack.append(f"</{tag}>{tail}")
            stack.extend(each[::-1])
        else:
            out.append(f"<{tag}{attributes}>{text or ''}</{tag}>{tail}")
    return "".join(out)


def _remembering(md: Markdown) -> Callable[[object], bool]:
    """Whether elements of a name are blocks, looked up once for each name."""
    ask, blocks = md.is_block_level, md.block_level_elements
    found: dict[object, bool] = {}
    count = len(blocks)

    def is_block_level(tag: object) -> bool:
        if tag not in found or len(blocks) != count:
            found[tag] = ask(tag)
        return found[tag]

    return is_block_level
