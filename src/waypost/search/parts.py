"""The index as scripts: what is loaded first, the words, what results say, and the texts.

Scripts, because a page that was opened from a folder may load nothing else. Each part says of which
version it is, so that what did not change is the same file as before.
"""

from collections.abc import Iterator, Mapping, Sequence

from waypost.languages import Language
from waypost.search.blocks import SIZE, Block, as_json, part, version
from waypost.settings import Settings
from waypost.vocabulary import Term

# Letters of a part with words, which are half as many bytes when they are packed, or fewer.
_PART = 16_000


def files(
    blocks: Sequence[Block],
    words: Mapping[str, Mapping[str, str]],
    settings: Settings,
    language: Language,
) -> dict[str, bytes]:
    """The words, and what is loaded first: path in the site → script."""
    parts: dict[str, bytes] = {}
    firsts: dict[str, list[tuple[str, str]]] = {}
    for code, known in sorted(words.items()):
        firsts[code] = []
        for number, (first, text) in enumerate(_cut(known)):
            data = as_json(text)
            firsts[code].append((first, version(data)))
            parts |= [part(f"words-{code}-{number}", version(data), data)]
    told = {
        "pages": SIZE,
        "blocks": [(block.size, block.version) for block in blocks],
        "words": firsts,
        "stages": _terms(settings.stages, [block.stages for block in blocks], language.code),
        "barriers": _terms(settings.barriers, [block.barriers for block in blocks], language.code),
        "boosts": {str(n): boost for block in blocks for n, boost in block.boosts.items()},
        "said": _said(language),
    }
    return {"search/search.js": f"waypostSearch.begin({as_json(told)})\n".encode()} | parts


def _cut(known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Words in their order, in parts of about one size, each with the first word of the part."""
    lines: list[str] = []
    first, size = "", 0
    for stem in sorted(known):
        line = f"{stem} {known[stem]}"
        if lines and size + len(line) > _PART:
            yield first, " ".join(lines)
            lines, size = [], 0
        first = first if lines else stem
        lines.append(line)
        size += len(line)
    if lines:
        yield first, " ".join(lines)


def _terms(
    terms: Sequence[Term], blocks: Sequence[Mapping[str, str]], code: str
) -> list[list[str]]:
    """Each term: its id, what it is called, and the documents that have it."""
    return [
        [term.id, term.label_in(code), "".join(block.get(term.id, "") for block in blocks)]
        for term in terms
    ]


def _said(language: Language) -> dict[str, str]:
    """The words of the dialog, which no page has to carry."""
    _, ngettext = language.translations.gettext, language.translations.ngettext
    return {
        "search": _("Search"),
        "close": _("Close"),
        "stage": _("Stage"),
        "stages": _("All stages"),
        "barrier": _("Barrier"),
        "barriers": _("All barriers"),
        "hint": _(
            "Words, or a week such as 2026-W36. With a stage or a barrier, also without words."
        ),
        "one": ngettext("%(num)s result", "%(num)s results", 1),
        "many": ngettext("%(num)s result", "%(num)s results", 2),
        "nothing": _("Nothing found."),
        "try": _("Try fewer words, or other ones."),
        "widen": _("Try all stages and all barriers."),
        "more": _("Show more"),
        "failed": _("The search could not be loaded. Load this page again."),
    }
