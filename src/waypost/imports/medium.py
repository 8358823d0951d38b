"""Exports of Medium: a folder or a zip with one HTML file for each text, in `posts/`."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from posixpath import basename

from bs4 import BeautifulSoup, Tag

from waypost.imports.html import as_markdown
from waypost.imports.model import Found, Post, Refusal
from waypost.imports.packages import Named

_HEAD = 20_000
_POST = re.compile(rb"<article\b[^<>]*\bh-entry\b|class=\"p-name\"")
_BODY = re.compile(rb"data-field=\"body\"|\be-content\b|graf--")
_NAMED = re.compile(r"-{1,2}([0-9a-f]{8,14})\.html?$", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"(?:-|/p/)([0-9a-f]{8,14})/?(?:[?#].*)?$", re.IGNORECASE)
_EMPTY = "There is no text in it."
_REPLY = "It is a reply to somebody else's text, which means nothing without that."
_LONG = 200  # words: a reply is shorter
_NO_TEXT = "It is damaged: the part with the text is missing. Export it again from Medium."


def own(files: Named) -> Named:
    """The files that are texts of an export of Medium; the others there are lists of its own."""
    return {
        name: data
        for name, data in files.items()
        if name.lower().endswith((".html", ".htm")) and _is_post(data)
    }


def _is_post(data: bytes) -> bool:
    head = data[:_HEAD]
    return bool(_POST.search(head)) and bool(_BODY.search(data)) and b"graf" in data


def read(files: Named, _with_pages: bool = False) -> Found:
    """All texts of an export, which knows no pages; replies are refused, each by its title."""
    posts, refusals = list[Post](), list[Refusal]()
    for name, data in sorted(files.items()):
        found = _post(name, data)
        if isinstance(found, Refusal):
            refusals.append(found)
        else:
            posts.append(found)
    return Found(posts, refusals)


def _post(name: str, data: bytes) -> Post | Refusal:
    soup = BeautifulSoup(data.decode("utf-8-sig", "replace"), "html.parser")
    title = _words(soup.select_one(".p-name")) or _words(soup.select_one("title"))
    body = soup.select_one("[data-field=body]") or soup.select_one(".e-content")
    if body is None:
        return Refusal(name, _NO_TEXT, title)
    if soup.select_one(".u-in-reply-to, .p-in-reply-to") is not None or _is_reply(title, body):
        return Refusal(name, _REPLY, title)
    subtitle = _words(soup.select_one("[data-field=subtitle]"))
    image = _first_picture(body)
    _without_head(body, title, subtitle)
    text = as_markdown(str(body))
    if not text.text:
        return Refusal(name, _EMPTY, title)
    published = _published(soup)
    canonical = _address(soup.select_one("a.p-canonical"))
    links = [canonical, *(_address(each) for each in soup.select("footer a[href]"))]
    key = _key(name, links)
    html = soup.find("html")
    file = basename(name)
    is_draft = file.lower().startswith("draft") or published is None
    is_cut = subtitle.endswith("…") or text.text.startswith(subtitle[:40])
    return Post(
        origin=name,
        title=title,
        published=published,
        text=text.text,
        id=f"https://medium.com/p/{key}" if key else "",
        state="draft" if is_draft else "published",
        summary="" if is_cut else subtitle,
        language=str(html.get("lang") or "") if isinstance(html, Tag) else "",
        addresses=[canonical] if canonical else [],
        name=_slug(canonical, file.removeprefix("draft_")),
        image=image,
        notes=text.notes,
    )


def _words(element: Tag | None) -> str:
    return " ".join(element.get_text().split()) if element is not None else ""


def _address(element: Tag | None) -> str:
    found = str(element.get("href") or "").strip() if element is not None else ""
    return found if re.match("https?://", found) else ""


def _published(soup: BeautifulSoup) -> datetime | None:
    time = soup.select_one("time.dt-published")
    try:
        found = datetime.fromisoformat(str(time.get("datetime")).strip()) if time else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def _key(name: str, links: list[str]) -> str:
    """What Medium calls a text for ever, as it stands in its file's name and in its address."""
    if found := _NAMED.search(name):
        return found[1]
    matches = (_IN_ADDRESS.search(link) for link in links)
    return next((match[1] for match in matches if match), "")


def _slug(canonical: str, file: str) -> str:
    last = canonical.partition("?")[0].rstrip("/").rpartition("/")[2] if canonical else ""
    last = last or re.sub(r"^\d{4}-\d\d-\d\d_", "", file.rpartition(".")[0])
    return re.sub(r"-+[0-9a-f]{8,14}$", "", last)


def _is_reply(title: str, body: Tag) -> bool:
    """Whether a text is a short one without a title of its own: Medium takes its first words."""
    if body.find(["h1", "h2", "h3", "h4", "figure"]) is not None:
        return False
    words = _words(body)
    begin = title.rstrip("….").strip()
    return bool(begin) and words.startswith(begin) and len(words.split()) < _LONG


def _first_picture(body: Tag) -> str:
    """The picture that Medium shows for a text: the one that its author marked."""
    image = body.select_one("[data-is-featured=true]")
    return str(image.get("src") or "") if image is not None else ""


def _without_head(body: Tag, title: str, subtitle: str) -> None:
    """Take out the title, which stands in the text again, and the rule above it."""
    for each in _beginning(body):
        is_subtitle = each.name == "h4" and _words(each) == subtitle
        if each.name == "hr" or _words(each) == title or is_subtitle:
            each.decompose()
        elif _words(each):
            return


def _beginning(body: Tag) -> Iterator[Tag]:
    for each in body.find_all(["hr", "h1", "h2", "h3", "h4", "p", "figure", "ul", "ol", "pre"]):
        if not each.decomposed:
            yield each
