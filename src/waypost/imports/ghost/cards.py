"""What stands between the paragraphs of Ghost's editor, as HTML like Ghost's own."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from markdown import Markdown

from waypost.sources.tangles import tangles

Card = Mapping[str, Any]
_NOTHING = {"paywall", "email", "email-cta", "emailcta", "signup", "horizontalrule", "hr"}


def said(card: Card, *names: str) -> str:
    """The first of some fields that holds words."""
    found = (card.get(name) for name in names)
    return next((each for each in found if isinstance(each, str) and each), "")


def markdown(text: str) -> str:
    """A card of Markdown as HTML; one that no converter would come to an end with, as it is."""
    if not text.strip():
        return ""
    if tangles("", text, 1):
        return f"<pre>{escape(text)}</pre>"
    converter = Markdown(extensions=["fenced_code", "footnotes", "tables", "sane_lists"])
    try:
        return converter.convert(text)
    except RecursionError:
        return f"<pre>{escape(text)}</pre>"


def card(kind: str, given: Card, notes: list[str]) -> str:
    """A card as HTML; one that is unknown, or says nothing outside of Ghost, is noted."""
    kind = kind.lower().removeprefix("card-")
    if kind in ("markdown",):
        return markdown(said(given, "markdown"))
    if kind == "html":
        return said(given, "html")
    if kind in ("code", "codeblock", "code-block"):
        language = escape(said(given, "language"))
        body = f'<pre><code class="language-{language}">{escape(said(given, "code"))}</code></pre>'
        return _with_caption(body, given)
    if kind in ("hr", "horizontalrule"):
        return "<hr>"
    if kind == "image":
        return _with_caption(_image(given), given)
    if kind == "gallery":
        pictures = given.get("images")
        each = (
            [one for one in pictures if isinstance(one, dict)] if isinstance(pictures, list) else []
        )
        inner = "".join(_with_caption(_image(one), one) for one in each)
        return f"<div>{inner}<p>{said(given, 'caption')}</p></div>"
    if kind in ("callout", "aside"):
        sign = escape(said(given, "calloutEmoji"))
        return f"<blockquote><p>{sign} {said(given, 'calloutText')}</p></blockquote>"
    if kind == "toggle":
        heading, content = said(given, "heading"), said(given, "content")
        return f"<details><summary>{heading}</summary>{content}</details>"
    links = list(_links(kind, given))
    if links:
        return _with_caption("".join(links), given)
    if kind not in _NOTHING:
        notes.append(f"A part that Ghost calls '{kind}' was left out.")
    return ""


def _image(given: Card) -> str:
    source, alt = (
        said(given, "src", "cardWidth" if "src" not in given else "src"),
        said(given, "alt"),
    )
    return f'<img src="{escape(source)}" alt="{escape(alt)}">' if source else ""


def _with_caption(inner: str, given: Card) -> str:
    words = said(given, "caption")
    return (
        f"<figure>{inner}<figcaption>{words}</figcaption></figure>"
        if words
        else f"<div>{inner}</div>"
    )


def _links(kind: str, given: Card) -> Iterator[str]:
    """A card of which a link can stand for all."""
    about = given.get("metadata")
    more = about if isinstance(about, dict) else {}
    url = said(given, "url", "buttonUrl", "src", "productUrl") or said(more, "url")
    words = (
        said(given, "buttonText", "fileTitle", "title", "productTitle", "header", "heading")
        or said(more, "title")
        or url
    )
    if kind in ("button", "bookmark", "embed", "file", "audio", "video", "product", "header") and (
        url or words
    ):
        link = f'<a href="{escape(url)}">{escape(words)}</a>' if url else escape(words)
        yield f"<p>{link}</p>"
        about_it = (
            said(more, "description")
            if kind == "bookmark"
            else said(given, "fileCaption", "productDescription", "subheader")
        )
        if about_it:
            yield f"<p>{about_it if kind != 'bookmark' else escape(about_it)}</p>"
