"""Footnotes, whoever made them: a reference that leads to a note, which leads back."""

import re

from bs4 import BeautifulSoup, Tag

_NUMBER = re.compile(r"\W*[\w*†‡]{1,4}\W*")
_BACK = re.compile(r"[\s\[\]()↩↑^⤴︎️#]*(?:\w{1,2}[\s\[\]()↩↑^⤴︎️]*)?")


def with_notes(soup: BeautifulSoup) -> None:
    """References become `<fnref>`, and notes `<fnote>`, at the end of the text."""
    named = {str(each["id"]): each for each in soup.find_all(id=True)}
    numbers: dict[str, int] = {}
    for link in soup.find_all("a", href=re.compile("^#.")):
        target = str(link["href"])[1:]
        note = named.get(target)
        if note is None or not _NUMBER.fullmatch(link.get_text()):
            continue
        note = _whole(note)
        if target not in numbers and not (note is not None and _leads_back(note, link)):
            continue
        number = numbers.setdefault(target, len(numbers) + 1)
        around = link.parent
        mark = soup.new_tag("fnref", attrs={"n": str(number)})
        alone = around is not None and around.name == "sup"
        if alone and around is not None and around.get_text().strip() == link.get_text().strip():
            around.replace_with(mark)
        else:
            link.replace_with(mark)
    for target, number in numbers.items():
        _moved(soup, named[target], number)


def _whole(target: Tag) -> Tag | None:
    """The note of which a target is the beginning."""
    note = target if target.name in ("li", "p", "div", "dd") else target.find_parent(["li", "p"])
    return note if isinstance(note, Tag) else None


def _leads_back(note: Tag, link: Tag) -> bool:
    """Whether a note leads to the place from which a link leads to it."""
    places = {str(each.get("id")) for each in (link, *list(link.parents)[:2]) if each.get("id")}
    return any(str(each["href"])[1:] in places for each in note.find_all("a", href=True))


def _moved(soup: BeautifulSoup, target: Tag, number: int) -> None:
    note = _whole(target)
    if note is None or note.parent is None:
        return
    for link in note.find_all("a", href=re.compile("^#.")):
        if _BACK.fullmatch(link.get_text()):
            link.decompose()
    around = note.parent
    moved = soup.new_tag("fnote", attrs={"n": str(number)})
    moved.extend(list(note.contents))
    note.decompose()
    soup.append(moved)
    if around.name in ("ol", "ul") and not around.get_text().strip():
        block = around.parent
        around.decompose()
        if block is not None and block.name in ("div", "section") and _is_bare(block):
            block.decompose()


def _is_bare(block: Tag) -> bool:
    return not block.get_text().strip() and block.find("img") is None
