"""Tables as Markdown knows them: one row of headings, and a line of words in each cell."""

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from waypost.imports.html.elements import BLOCKS, HEADINGS, is_blank

_WIDEST = 50
_TOO_MUCH = ["pre", "table", "blockquote", "hr", "dl", "details", *HEADINGS]
_JOINED = "A table with joined cells became a plain one."
_UNFOLDED = "A table with more than words in its cells became plain text, cell by cell."


def plain(soup: BeautifulSoup) -> list[str]:
    """Make plain tables of all, or text of those that can't be."""
    notes = []
    for table in reversed(soup.find_all("table")):  # the inner ones first
        rows = table.find_all("tr")
        cells = table.find_all(["td", "th"])
        widest = max(
            (sum(_span(cell, "colspan") for cell in row.find_all(["td", "th"])) for row in rows),
            default=0,
        )
        if not cells or is_blank(table):
            table.decompose()
        elif table.find(_TOO_MUCH) or table.find("img", title=True) or not 0 < widest <= _WIDEST:
            _unfold(table)
            notes.append(_UNFOLDED)
        elif len(cells) == 1:
            _unfold(table)
        else:
            if any(_span(cell, name) > 1 for cell in cells for name in ("colspan", "rowspan")):
                notes.append(_JOINED)
            _caption(soup, table)
            _square(soup, table)
    return notes


def _unfold(table: Tag) -> None:
    for each in table.find_all(["td", "th", "caption"]):
        each.name = "div"
    for each in table.find_all(["tr", "tbody", "thead", "tfoot", "colgroup", "col"]):
        each.unwrap()
    table.name = "div"


def _span(cell: Tag, name: str) -> int:
    said = str(cell.get(name) or "1")
    return max(1, min(_WIDEST, int(said))) if said.isascii() and said.isdigit() else 1


def _caption(soup: BeautifulSoup, table: Tag) -> None:
    for caption in table.find_all("caption"):
        words = caption.extract()
        words.name = "p"
        table.insert_before(words)
    for child in list(table.contents):  # words between the rows stand before them
        if isinstance(child, NavigableString) and child.strip():
            table.insert_before(soup.new_tag("p", string=str(child.extract())))


def _square(soup: BeautifulSoup, table: Tag) -> None:
    """Rows of the same width, the first of them the headings."""
    taken: dict[tuple[int, int], None] = {}
    grid: list[list[Tag]] = []
    for number, row in enumerate(table.find_all("tr")):
        cells: list[Tag] = []
        for cell in row.find_all(["td", "th"]):
            while (number, len(cells)) in taken:
                cells.append(soup.new_tag("td"))
            column = len(cells)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for below in range(1, high):
                taken.update({(number + below, column + each): None for each in range(wide)})
            cells += [cell, *(soup.new_tag("td") for _ in range(wide - 1))]
        while (number, len(cells)) in taken:
            cells.append(soup.new_tag("td"))
        grid.append(cells)
    head = grid[0] and all(each.name == "th" or is_blank(each) for each in grid[0])
    first = table.find("tr")
    if not head and not (isinstance(first, Tag) and first.find_parent("thead")):
        grid.insert(0, [])
    width = max(map(len, grid))
    for each in grid:
        for cell in each:
            cell.extract()
    table.clear()
    for each in grid:
        made = soup.new_tag("tr")
        made.extend([*each, *(soup.new_tag("td") for _ in range(width - len(each)))])
        for cell in each:
            cell.name = "td"
            _in_a_line(soup, cell)
        table.append(made)


def _in_a_line(soup: BeautifulSoup, cell: Tag) -> None:
    """What stands below each other in a cell does so behind a break of the line."""
    for item in cell.find_all("li"):
        item.insert(0, NavigableString("• "))
    for block in cell.find_all(BLOCKS):
        block.insert_before(soup.new_tag("br"))
        block.insert_after(soup.new_tag("br"))
        block.unwrap()
