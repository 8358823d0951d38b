"""Pictures with their captions, and what some homes of diaries make of links."""

import re
from collections.abc import Iterator
from posixpath import basename, splitext
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

_LAZY = ("data-src", "data-lazy-src", "data-original", "data-orig-file")
_SIZE = re.compile(r"(?:-\d+x\d+|-scaled|-e\d{10,})+$")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)$", re.IGNORECASE)
_RICH = ["a", "code", "fnref", "br"]


def unfolded(soup: BeautifulSoup) -> None:
    """Figures become pictures that know their captions, one after another."""
    _sources(soup)
    for card in soup.find_all("figure", class_="kg-bookmark-card"):
        _bookmark(soup, card)
    for card in soup.find_all("div", class_=["kg-callout-card", "kg-toggle-card"]):
        _card(card)
    for button in soup.find_all("a", class_="wp-block-file__button"):
        if button.find_previous_sibling("a"):  # the same link again
            button.decompose()
    for picture in soup.find_all("picture"):
        picture.unwrap()
    for around in soup.find_all("div", class_="wp-caption"):
        around.name = "figure"
        for words in around.find_all("p", class_="wp-caption-text"):
            words.name = "figcaption"
    for figure in reversed(soup.find_all("figure")):  # the inner ones first
        _figure(figure)
    for listed in soup.find_all(["ul", "ol"]):
        if _is_gallery(listed):
            for item in listed.find_all("li", recursive=False):
                item.name = "div"
            listed.name = "div"
    for link in soup.find_all("a"):
        _to_itself(link)


def _sources(soup: BeautifulSoup) -> None:
    """Pictures that a script would have fetched later are where the script would find them."""
    for image in soup.find_all("img"):
        source = str(image.get("src") or "")
        if not source or source.startswith("data:image/gif"):
            source = next((str(image[name]) for name in _LAZY if image.get(name)), source)
        if source:
            image["src"] = f"https:{source}" if source.startswith("//") else source
        else:
            image.decompose()


def _figure(figure: Tag) -> None:
    captions = figure.find_all("figcaption")
    images = figure.find_all("img")
    if len(captions) == 1 and len(images) == 1 and not captions[0].find([*_RICH, "img"]):
        words = " ".join(captions[0].get_text().split())
        link = images[0].find_parent("a")
        is_said = images[0].has_attr("data-captioned")  # by a figure within
        if words and not is_said and (link is None or _shows(link, images[0])):
            images[0]["title"], images[0]["data-captioned"] = words, ""
            captions[0].decompose()
    for caption in captions:
        if not caption.decomposed:
            caption.name = "div"
    figure.name = "div"


def _is_gallery(listed: Tag) -> bool:
    near = [listed, *listed.parents][:3]
    return any(
        sign in name
        for each in near
        for name in _classes(each)
        for sign in ("gallery", "slideshow")
    )


def _to_itself(link: Tag) -> None:
    """A link from a picture to the same picture, larger, is none that a reader needs."""
    image = link.find("img")
    if isinstance(image, Tag) and not link.get_text().strip() and _shows(link, image):
        link.unwrap()


def _shows(link: Tag, image: Tag) -> bool:
    return _name(str(link.get("href") or "")) == _name(str(image.get("src")))


def _name(address: str) -> str | None:
    """What a picture is called, whatever its size; None for what is no picture."""
    try:
        name = basename(urlsplit(address).path)
    except ValueError:
        return address
    return _SIZE.sub("", splitext(name)[0]) if _PICTURE.search(name) else f"{address}\n"


def _bookmark(soup: BeautifulSoup, card: Tag) -> None:
    """A link with a title and what its page says, without the pictures of that page."""
    link = card.find("a", href=True)
    if not isinstance(link, Tag):
        return
    said = {
        part: " ".join(each.get_text().split())
        for part in ("title", "description")
        if isinstance(each := card.find(class_=f"kg-bookmark-{part}"), Tag)
    }
    made = soup.new_tag("div")
    href = str(link["href"])
    paragraph = soup.new_tag("p")
    paragraph.append(soup.new_tag("a", attrs={"href": href}, string=said.get("title") or href))
    made.append(paragraph)
    caption = card.find("figcaption")
    words = caption.get_text() if isinstance(caption, Tag) else ""
    for text in filter(None, (said.get("description"), words.strip())):
        made.append(soup.new_tag("p", string=text))
    card.replace_with(made)


def _card(card: Tag) -> None:
    """A text that stands out is a quotation, one that opens an own part to unfold."""
    if "kg-callout-card" in _classes(card):
        card.name = "blockquote"
        _together(card)
        return
    heading = card.find(class_="kg-toggle-heading-text")
    if isinstance(heading, Tag):
        summary = heading.extract()
        summary.name = "summary"
        card.name = "details"
        for each in card.find_all("button"):
            each.decompose()
        card.insert(0, summary)


def _together(card: Tag) -> None:
    """The sign of a callout stands before its first word."""
    sign, text = card.find(class_="kg-callout-emoji"), card.find(class_="kg-callout-text")
    if isinstance(sign, Tag) and isinstance(text, Tag):
        words = sign.get_text().strip()
        sign.decompose()
        if words:
            text.insert(0, NavigableString(f"{words} "))


def _classes(element: Tag) -> Iterator[str]:
    found = element.get("class")
    yield from found if isinstance(found, list) else [found or ""]
