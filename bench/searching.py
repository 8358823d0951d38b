"""What a reader's browser fetches for a first search, compressed."""

import gzip
import json
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

SHOWN = 20
"""Results whose passages are fetched at once."""


def ours(site: Path) -> float:
    """Kilobytes, at most, of any first search for one word, also while it is being typed.

    The dialog and what it starts with, the words that begin with any two letters, what all results
    say, and the longest texts.
    """
    folder = site / "search"
    assets = site / "assets" / "waypost"
    start = folder / "search.js"
    told = json.loads(start.read_text("utf-8").partition("(")[2].rpartition(")")[0])
    stemmers = [assets / "stemmers" / f"{code}.js" for code in told["words"] if code]
    first = sum(map(packed, [assets / "search.js", start, *stemmers]))
    words = sum(_most(folder, code, dict(parts)) for code, parts in told["words"].items())
    results = sum(map(packed, folder.glob("pages-*.js")))
    texts = sorted(map(packed, folder.glob("text-*.js")), reverse=True)[:SHOWN]
    return (first + words + results + sum(texts)) / 1000


def stock(site: Path) -> float:
    """Kilobytes of Material's index, which is fetched whole; its script comes on top."""
    return packed(site / "search" / "search_index.json") / 1000


def packed(file: Path) -> int:
    """Bytes, as a server sends them."""
    return len(gzip.compress(file.read_bytes(), 9, mtime=0))


def _most(folder: Path, code: str, firsts: Iterable[str]) -> int:
    """Bytes of the parts of a language that the words with one beginning stand in, at most.

    `firsts` has the first word of each part, in their order.
    """
    firsts = list(firsts)
    parts = [packed(folder / f"words-{code}-{number}.js") for number in range(len(firsts))]
    ranges = [*pairwise(firsts), (firsts[-1], "\uffff")] if firsts else []
    starts = {first[:2] for first in firsts}
    return max(
        (
            sum(
                size
                for size, (first, after) in zip(parts, ranges, strict=True)
                if first <= f"{start}\uffff" and after > start
            )
            for start in starts
        ),
        default=0,
    )


MEASURES = {"ours": ours, "stock": stock}
"""By side."""
