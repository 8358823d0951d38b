"""Where an archive is from: how to cite it, what one may do with it, how to know it again."""

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from waypost.exports import verify
from waypost.exports.disclosed import changed
from waypost.exports.fronts import written
from waypost.exports.model import Edition, Files
from waypost.permalinks import slug

CITATION, BIBTEX, LICENCE = "CITATION.cff", "citation.bib", "LICENCE.txt"
PROVENANCE, VERIFY = "provenance.json", "verify.py"

# Those of Creative Commons, as SPDX names them.
_CREATIVE = re.compile(
    r"CC[ -](BY(?:-NC)?(?:-ND|-SA)?)[ -]([1-3]\.0|2\.5|4\.0)(?: International)?"
    r"|(CC ?0)[ -](1\.0)(?: Universal)?",
    re.IGNORECASE,
)
# What LaTeX takes for its own.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "{": r"\textbraceleft{}",  # an escaped one would still be counted by BibTeX
        "}": r"\textbraceright{}",
        **{sign: f"\\{sign}" for sign in "$&#_%"},
    }
)
_ENCODED = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "{}\\"})
_ODD = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}


def sealed(edition: Edition, files: Files) -> Files:
    """The files of an archive, or of a package, with those by which one can check and cite them.

    A licence or a citation that is among them stays; the lists are made anew. The list of sums is
    that of sha256sum (GNU coreutils), and holds all files but itself.
    """
    found = {
        CITATION: _cff(edition),
        BIBTEX: _bibtex(edition),
        LICENCE: _licence(edition),
        **files,
        VERIFY: Path(verify.__file__).read_bytes(),
    }
    for made in (PROVENANCE, verify.SUMS):
        found.pop(made, None)
    found[PROVENANCE] = _provenance(edition, found)
    found[verify.SUMS] = sums(found)
    return dict(sorted(found.items()))


def sums(files: Files) -> bytes:
    """A line for each file, as sha256sum writes and checks them."""
    return "".join(_line(path, files[path]) for path in sorted(files)).encode()


def _line(path: str, content: bytes) -> str:
    shown = re.sub(r"[\\\n\r]", lambda match: _ODD[match[0]], path)
    return f"{'' if shown == path else chr(92)}{sha256(content).hexdigest()}  {shown}\n"


def _provenance(edition: Edition, files: Files) -> bytes:
    settings, site, when = edition.journal.settings, edition.site, changed(edition.journal)
    found = {
        "made_by": {"name": "Waypost", "version": edition.version},
        "commit": edition.commit or None,
        "title": site.title,
        "url": site.address,
        "author": settings.author.name,
        "licence": settings.licence and settings.licence.model_dump(),
        "updated": when and when.isoformat(),
        "files": [
            {"path": path, "size": len(content), "sha256": sha256(content).hexdigest()}
            for path, content in sorted(files.items())
        ],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _cff(edition: Edition) -> bytes:
    """How to cite it, for programs: the Citation File Format 1.2.0, which GitHub reads."""
    _ = edition.language.translations.gettext
    settings, site, when = edition.journal.settings, edition.site, changed(edition.journal)
    licence = settings.licence
    spdx = _spdx(licence.name) if licence else ""
    cited = {
        "title": _title(edition),
        "authors": [{"name": settings.author.name}],
        "url": site.address,
    }
    found: Mapping[str, Any] = {
        "cff-version": "1.2.0",
        "message": _("If you quote this journal, please cite it like this."),
        "type": "dataset",
        **cited,
        "abstract": site.description,
        "license": spdx,
        "license-url": licence.url if licence and not spdx else None,
        "date-released": when and when.date().isoformat(),
        "commit": edition.commit,
        "preferred-citation": _said(
            {
                "type": "blog",
                **cited,
                "year": when and when.year,
                "languages": [edition.language.locale.language],
            }
        ),
    }
    return written(_said(found)).encode()


def _bibtex(edition: Edition) -> bytes:
    """How to cite it, for LaTeX; the author's name is one, however many words it has."""
    settings, site, when = edition.journal.settings, edition.site, changed(edition.journal)
    title = _title(edition)
    language = edition.language.locale.get_language_name("en") or ""
    fields = {
        "author": f"{{{_latex(settings.author.name)}}}",
        "title": f"{{{_latex(title)}}}",
        "year": str(when.year) if when else "",
        "month": str(when.month) if when else "",
        "url": site.address.translate(_ENCODED),
        "note": _latex(settings.licence.name) if settings.licence else "",
        "langid": language.lower(),
    }
    key = f"{slug(title) or 'journal'}{when.year if when else ''}"
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""]).encode()


def _licence(edition: Edition) -> bytes:
    """What readers may do with it, in a few lines."""
    _ = edition.language.translations.gettext
    settings = edition.journal.settings
    licence = settings.licence
    lines = [_title(edition), settings.author.name, edition.site.address, ""]
    if licence:
        lines += [_("Licence of texts and pictures:"), licence.name, *filter(None, [licence.url])]
    else:
        said = _("The author has named no licence: ask before you pass any of it on.")
        lines.append(said)
    return "\n".join([*lines, ""]).encode()


def _spdx(name: str) -> str:
    """The name of a licence in SPDX's list; empty where that is not sure."""
    match = _CREATIVE.fullmatch(name.strip())
    if match is None:
        return ""
    return f"CC-{match[1].upper()}-{match[2]}" if match[1] else f"CC0-{match[4]}"


def _title(edition: Edition) -> str:
    return edition.site.title or edition.site.address


def _latex(text: str) -> str:
    return text.translate(_LATEX)


def _said(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in values.items() if value}
