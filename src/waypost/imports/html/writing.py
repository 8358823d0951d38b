"""Markdown of a tree in order, by markdownify, with what Waypost's own Markdown wants otherwise."""

# ruff: noqa: ARG002 - markdownify says to each what it may want to know
import re

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from waypost.imports.html import signs
from waypost.imports.html.elements import HEADINGS

_STRESSED = ["em", "i", "strong", "b", "cite", "dfn", "var", "del", "s", "strike"]
_CODE = ["code", "samp", "tt"]
_CELL, _ROW = "\x1f", "\x1e"  # no text holds them
_AUTOLINK = re.compile(r"https?://[^\s<>\\`*\[\]{}|^\"&]+")


class Writer(MarkdownConverter):
    """A converter for a tree that is in order."""

    def written(self, soup: BeautifulSoup) -> str:
        """The whole text."""
        return str(self.convert_soup(soup)).strip("\n")

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Words as they are."""
        text = signs.escaped(text)
        return text.replace("#", "\\#") if parent_tags & {*HEADINGS, "summary"} else text

    # What stands in a line

    def _stressed(self, el: Tag, text: str, sign: str, tag: str) -> str:
        core = text.strip()
        if not core:
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        near = [el.previous_sibling, el.next_sibling, *el.contents]
        is_apart = not el.find_parent(_STRESSED) and not any(
            isinstance(each, Tag) and (each.name in _STRESSED or each.find(_STRESSED))
            for each in near
        )
        if sign == "~~":
            is_apart = is_apart and _is_free(el, before, after)
        if is_apart and "\n" not in core and core[0] not in "*~<" and core[-1] not in "*~\\":
            return f"{before}{sign}{core}{sign}{after}"
        return f"{before}<{tag}>{core}</{tag}>{after}"

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: D102
        return self._stressed(el, text, "*", "em")

    def convert_strong(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: D102
        return self._stressed(el, text, "**", "strong")

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: D102
        return self._stressed(el, text, "~~", "del")

    convert_i = convert_cite = convert_dfn = convert_var = convert_em
    convert_b = convert_strong
    convert_s = convert_strike = convert_del

    def _kept(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"<{el.name}>{text}</{el.name}>" if text.strip() else text

    convert_sub = convert_sup = convert_kbd = convert_mark = convert_ins = convert_q = _kept
    convert_u = convert_small = _kept

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A line ends; within one that can't, there is a sign for it, or a space."""
        if parent_tags & {"td", "summary"}:
            return "<br>" if "td" in parent_tags else " "
        return " " if parent_tags & {*HEADINGS, "dt"} else "  \n"

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Code in a line, between backticks where none is in it."""
        if "pre" in parent_tags:
            return text
        words = " ".join(el.get_text().split())
        if not words:
            return " " if el.get_text() else ""
        is_plain = not re.search(r"[`|]|<\s*!|&#(?!(?:\d+|[xX][\da-fA-F]+);)|\\\Z", words)
        near = (el.previous_sibling, el.next_sibling)
        is_apart = not any(isinstance(each, Tag) and each.name in _CODE for each in near)
        if is_plain and is_apart and not el.find_parent(_CODE):
            return f"`{words}`"
        return f"<code>{signs.escaped(words)}</code>"

    convert_samp = convert_tt = convert_code

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link."""
        href = str(el.get("href") or "")
        core = text.strip()
        if not core:
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if el.get_text() == href and _AUTOLINK.fullmatch(href):
            return f"<{href}>"
        return f"{before}[{core}]({signs.address(href)}){after}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A picture, with its caption as a title."""
        caption = signs.title(str(el.get("title") or ""))
        alt = signs.title(str(el.get("alt") or ""))
        title = f' "{caption}"' if caption else ""
        return f"![{alt}]({signs.address(str(el['src']))}{title})"

    def convert_gap(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Nothing to see."""
        return "<span></span>"

    def convert_fnref(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The number of a footnote."""
        return f"[^{el['n']}]"

    # Blocks

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A paragraph, no line of which begins anything."""
        said = signs.lines(text)
        direction = '\n{: dir="rtl" }' if str(el.get("dir")).lower() == "rtl" else ""
        return f"\n\n{said}{direction}\n\n" if said else ""

    def convert_hN(  # noqa: N802
        self, n: int, el: Tag, text: str, parent_tags: set[str]
    ) -> str:
        """A heading, with its name where a link leads to it."""
        name = f" {{: #{el['id']} }}" if el.get("id") else ""
        return f"\n\n{'#' * n} {' '.join(text.split())}{name}\n\n" if text.strip() else ""

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Code between fences that are longer than any in it."""
        code = el.get_text()
        if not code.strip():
            return ""
        longest = max((len(each) for each in re.findall("`+", code)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"\n\n{fence}{el.get('language') or ''}\n{code}\n{fence}\n\n"

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A quotation."""
        said = (f"> {line}" if line else ">" for line in text.strip("\n").split("\n"))
        return "\n\n" + "\n".join(said) + "\n\n"

    def convert_list(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A list, of which all items are made."""
        return "\n\n" + text.strip("\n") + "\n\n"

    convert_ul = convert_ol = convert_list

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An item; below its mark, four spaces."""
        parent = el.parent
        assert parent is not None, "items are in lists"
        tight = parent.has_attr("tight")
        text = text.strip("\n")
        mark = "- "
        if parent.name == "ol":
            before = len(el.find_previous_siblings("li"))
            start = str(parent.get("start") or 1)
            first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
            mark = f"{first + before}. "
            if tight and not before and first != 1:
                words, cut, rest = text.partition("\n\n")
                text = f'{words}\n{{: value="{first}" }}{cut}{rest}'
        text = re.sub(r"\n{2,}", "\n", text) if tight else text
        return mark + _indented(text) + ("\n" if tight else "\n\n")

    def convert_dl(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Terms and what they mean."""
        return "\n\n" + text.strip("\n") + "\n\n"

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A term, on a line of its own."""
        above = el.find_previous_sibling()
        is_first = not isinstance(above, Tag) or above.name == "dd"
        return ("\n\n" if is_first else "") + signs.lines(text.replace("\n", " ")) + "\n"

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """What a term means."""
        return ":   " + _indented(text.strip("\n")) + "\n\n"

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A part that opens when it is asked to."""
        summary, _, rest = text.lstrip("\n").partition("\n")
        more = "+" if el.has_attr("open") else ""
        if el.find("summary", recursive=False) is None:
            summary, rest = "…", text
        return f'\n\n???{more} note "{summary}"\n\n    {_indented(rest.strip(chr(10)))}\n\n'

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """What can be read of such a part before it is open."""
        return (" ".join(text.split()).replace('"', "&quot;") or "…") + "\n\n"

    def convert_fnote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A footnote."""
        return f"\n\n[^{el['n']}]: {_indented(text.strip(chr(10)))}\n\n"

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A table, its first row the headings."""
        rows = [row.split(_CELL)[:-1] for row in text.split(_ROW)[:-1]]
        rows.insert(1, ["---"] * len(rows[0]))
        return "\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n\n"

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: D102
        return text + _ROW

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A cell: one line, without breaks at its ends."""
        line = re.sub(r"\s*(?:<br>\s*)+", "<br>", " ".join(text.split()))
        return line.removeprefix("<br>").removesuffix("<br>").strip() + _CELL

    def convert_div(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """What orders nothing that can be seen."""
        return text


def _indented(text: str) -> str:
    """Lines below the first one behind four spaces."""
    return re.sub(r"\n(?=[^\n])", "\n    ", text)


def _is_free(el: Tag, before: str, after: str) -> bool:
    """Whether words that are struck out are whole ones."""
    left, right = el.previous_sibling, el.next_sibling
    free_left = bool(before) or left is None or str(left)[-1:].isspace()
    free_right = bool(after) or right is None or str(right)[:1].isspace()
    return free_left and free_right
