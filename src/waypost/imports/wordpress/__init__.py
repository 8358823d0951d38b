"""Exports of WordPress: WXR 1.0 to 1.2, one file or the several that a large one is cut into."""

import re
from dataclasses import replace

from waypost.imports.model import Found, Post, Refusal
from waypost.imports.packages import Named
from waypost.imports.wordpress.posts import Export, post_of
from waypost.imports.wordpress.wxr import read_export

_HEAD = 100_000
_SIGN = re.compile(
    rb"wordpress\.org/export/|<wp:(?:wxr_version|base_site_url|base_blog_url|post_type|author)\b"
)


def own(files: Named) -> Named:
    """The files that are exports of WordPress."""
    return {name: data for name, data in files.items() if _is_export(data[:_HEAD])}


def _is_export(head: bytes) -> bool:
    head = head.replace(b"\x00", b"")  # of UTF-16
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and bool(_SIGN.search(head))


def read(files: Named, with_pages: bool = False) -> Found:
    """All posts of an export, with its pages if they are asked for.

    Revisions, menus and whatever else WordPress keeps as items are none. Pictures of all files are
    known to the posts of each.
    """
    parts = {name: read_export(data) for name, data in sorted(files.items())}
    export = Export.of(list(parts.values()))
    kinds = ("post", "page") if with_pages else ("post",)
    posts, refusals, known = list[Post](), list[Refusal](), set[str]()
    for name, part in parts.items():
        for damage in part.damages:
            origin = f"{name}, {damage.where}" if damage.where else name
            refusals.append(Refusal(origin, damage.why, damage.title))
        for item in part.items:
            if item.kind not in kinds:
                continue
            origin = f"{name}, item {item.number}"
            found = post_of(origin, item, part, export)
            if isinstance(found, Refusal):
                refusals.append(found)
            elif found.id and found.id in known:
                why = "A text with the same id stands in this export already."
                refusals.append(Refusal(origin, why, found.title))
            else:
                known.add(found.id)
                is_page = item.kind == "page"
                posts.append(replace(found, front={"kind": "page"}) if is_page else found)
    return Found(posts, refusals)
