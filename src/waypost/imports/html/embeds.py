"""Films, sounds and windows into other sites, as links to them."""

import re
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

_HELD = ["iframe", "video", "audio", "embed", "object"]
_YOUTUBE = re.compile(
    r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/([\w-]{6,})(?!\S*list=)\S*"
)
_VIMEO = re.compile(r"https?://player\.vimeo\.com/video/(\d+)\S*")


def as_links(soup: BeautifulSoup) -> list[str]:
    """Let a link stand for each thing that would be played or fetched from elsewhere."""
    notes = []
    for held in soup.find_all(_HELD):
        address = _address(held)
        if not address:
            held.unwrap()
            notes.append("A film or a frame that says no address was left out.")
            continue
        words = " ".join(str(held.get("title") or "").split()) or _words(address)
        made = soup.new_tag("a", attrs={"href": address}, string=words)
        around = soup.new_tag("p")
        around.append(made)
        held.replace_with(around)
        notes.append("What was shown in a frame, or played, is a link now.")
    return notes


def _address(held: Tag) -> str:
    """Where something is to be found, as a person would visit it."""
    inner = held.find(["source", "embed"], src=True)
    found = next(
        (
            str(each[name]).strip()
            for each in (held, inner)
            if isinstance(each, Tag)
            for name in ("data-src", "src", "data")
            if each.get(name)
        ),
        "",
    )
    if found.startswith("//"):
        found = f"https:{found}"
    if found.startswith("about:"):
        return ""
    if match := _YOUTUBE.fullmatch(found):
        return f"https://www.youtube.com/watch?v={match[1]}"
    if match := _VIMEO.fullmatch(found):
        return f"https://vimeo.com/{match[1]}"
    return found


def _words(address: str) -> str:
    """What a link says: the address, or a file's name where it stands beside the text."""
    if re.match("https?:", address):
        return address
    return unquote(address.rstrip("/").rpartition("/")[2]) or address
