"""The index as scripts: what is loaded first, the words, what results say, and the texts.

Scripts, because a page that was opened from a folder may load nothing else.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from waypost.languages import Language
from waypost.search.documents import Document
from waypost.search.index import Postings, in_stems, written
from waypost.settings import Settings
from waypost.vocabulary import Term

# Letters of a part with words, which are half as many bytes when they are packed, or fewer.
_PART = 16_000
_RESULTS = 64  # documents of which a part says what a result shows


def files(
    documents: Sequence[Document],
    words: Mapping[str, Mapping[str, Postings]],
    settings: Settings,
    language: Language,
) -> dict[str, bytes]:
    """Path in the site → script; each part says of which state of the journal it is."""
    parts: dict[str, Any] = {}
    firsts: dict[str, list[str]] = {}
    for code, known in sorted(words.items()):
        firsts[code] = []
        for number, (first, text) in enumerate(_cut(known)):
            firsts[code].append(first)
            parts[f"words-{code}-{number}"] = text
    kinds = list(dict.fromkeys(document.kind for document in documents))
    stages = {stage.id: number for number, stage in enumerate(settings.stages, 1)}
    for start in range(0, len(documents), _RESULTS):
        parts[f"pages-{start // _RESULTS}"] = [
            _result(each, kinds, stages) for each in documents[start : start + _RESULTS]
        ]
    for number, document in enumerate(documents):
        is_told = document.summary in document.text
        text = document.text if is_told else f"{document.summary} {document.text}".strip()
        parts[f"text-{number}"] = text
    told = {
        "size": len(documents),
        "pages": _RESULTS,
        "words": firsts,
        "kinds": kinds,
        "stages": _terms(settings.stages, documents, language.code, lambda each: (each.stage,)),
        "barriers": _terms(settings.barriers, documents, language.code, lambda each: each.barriers),
        "boosts": {str(n): each.boost for n, each in enumerate(documents) if each.boost != 1},
        "said": _said(language),
    }
    written_parts = {name: _json(part) for name, part in parts.items()}
    state = sha256("\n".join([_json(told), *written_parts.values()]).encode()).hexdigest()[:12]
    found = {"search/search.js": f"waypostSearch.begin({_json({'state': state} | told)})\n"}
    for name, part in written_parts.items():
        found[f"search/{name}.js"] = f'waypostSearch.part("{state}","{name}",{part})\n'
    return {path: text.encode() for path, text in found.items()}


def _cut(known: Mapping[str, Postings]) -> Iterator[tuple[str, str]]:
    """Words in their order, in parts of about one size, each with the first word of the part."""
    lines: list[str] = []
    first, size = "", 0
    for stem in sorted(known):
        line = f"{stem} {written(known[stem])}"
        if lines and size + len(line) > _PART:
            yield first, " ".join(lines)
            lines, size = [], 0
        first = first if lines else stem
        lines.append(line)
        size += len(line)
    if lines:
        yield first, " ".join(lines)


def _result(document: Document, kinds: Sequence[str], stages: Mapping[str, int]) -> list[Any]:
    """What a result says, in the order that `search.js` counts on."""
    stage, kind = stages.get(document.stage, 0), kinds.index(document.kind)
    told = [document.title, document.address, kind, document.when, stage]
    return [*told, in_stems(document.code), document.code]


def _terms(
    terms: Iterable[Term], documents: Sequence[Document], code: str, of: Any
) -> list[list[str]]:
    """Each term that documents have: its id, what it is called, and the documents."""
    found = []
    for term in terms:
        having = [(number, 1) for number, each in enumerate(documents) if term.id in of(each)]
        found.append([term.id, term.label_in(code), written(having)])
    return found


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


def _json(value: Any) -> str:
    # Letters as they are: what looks for names in the site reads them, and they are fewer bytes.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
