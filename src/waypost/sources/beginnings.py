"""Where the fields at the top of a file end and its text begins.

A word processor, a form or a tired hand can write the lines of hyphens in many ways. Whatever a
person could mean as fields is either read as fields or is a mistake, and never text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

_TELLING_NAMES = (
    *("title", "date", "week", "id", "summary", "stage", "barriers", "beliefs", "tasks", "goals"),
    *("readings", "next", "tags", "status", "publish_at", "updated", "changes", "lang", "image"),
    *(
        "thread",
        "options",
        "chosen",
        "because",
        "expected",
        "confidence",
        "revisit_on",
        "supersedes",
    ),
    *("outcome", "hypothesis", "criteria", "results", "verdict", "learned", "next_step", "effort"),
    *("decision", "deliverables", "criteria_written", "verdict_because", "key_result"),
    *("image_alt", "redirect_from", "extra", "starts", "ends", "guide_point", "description"),
    *("hide", "search", "author", "template", "icon", "draft", "slug"),
)
# Words with which notes begin as well, `goal: more leads`: they tell fields only in company.
_COMMON_NAMES = (
    *("level", "parent", "period", "why", "goal", "unit", "direction", "kind", "disclosure"),
    *("baseline", "target"),
)
FIELD_NAMES = (*_TELLING_NAMES, *_COMMON_NAMES)
"""What people write at the top of a file: our own fields, and those of other generators."""

_NAMES = "|".join(_TELLING_NAMES)
# A field in whatever dress (`- title: x`, `**title:** x`, `"title": x`, `title = x`), but in small
# letters: prose begins with a capital, `Next: the fair`.
_DRESSED = re.compile(rf"(?:[^\w|]|_)*(?:yaml\s+)?(?:{_NAMES})[\"'*_`]*\s*[:：=]")
_CAPITAL = re.compile(_DRESSED.pattern, re.IGNORECASE)
# Names that no sentence begins with.
_PRIVATE = re.compile(
    r"(?:extra|status|publish_at|barriers|image_alt|redirect_from):(?:\s*$|\s+\S+$)"
)
_PLAIN = re.compile(rf"(?:{_NAMES}):(?:\s|$)")
_COMMON = re.compile(rf"(?:{'|'.join(_COMMON_NAMES)}):(?:\s|$)")
_NO_LETTERS = re.compile(r"[\W_]+(?:ya?ml|toml)?|<p>-{3}</p>|.?-{3}\s?ya?ml")
_RULE = re.compile(r"[-—–*_=~+. ]+")
_NOTES = re.compile(r"(?:\s*<!--.*?-->)*[^\S\n]*\n?", re.DOTALL)
_UNSEEN = re.compile("[\ufeff\u200b\u200e\u200f\u00ad\u2060]")
_ENDS = ("---", "...")
_LOOKED_AT = 12  # lines that say something; fields further down are a text about fields


@dataclass(frozen=True)
class Beginning:
    """How a file begins: the lines of its fields, if any, the first line of its text, a mistake.

    Lines count from 0. A mistake is a line, what is wrong, and the cure.
    """

    front: range | None = None
    body: int = 0
    mistake: tuple[int, str, str] | None = None


def beginning(lines: Sequence[str]) -> Beginning:
    """Tell the fields of a file from its text."""
    telling = list(islice((n for n, line in enumerate(lines) if _seen(line)), _LOOKED_AT))
    if not telling:
        return Beginning()
    first = telling[0]
    if lines[first].rstrip() != "---":
        return Beginning(mistake=_false_start(lines, telling))
    end = next((n for n in range(first + 1, len(lines)) if lines[n].rstrip() in _ENDS), None)
    block = lines[first + 1 : end]
    is_rule = not (block and _seen(block[0])) and not any(map(_DRESSED.match, block[:_LOOKED_AT]))
    if end is None:
        if is_rule:
            return Beginning()
        if (almost := _almost_an_end(block)) is not None:
            what = "The line below the fields is not three plain hyphens."
            cure = "Type --- there, at the start of the line; some programs make it a dash."
            return Beginning(mistake=(first + 1 + almost, what, cure))
        what = "The first lines begin with --- but no second --- ends them."
        return Beginning(
            mistake=(first, what, "Put a line of three hyphens between the fields and the text.")
        )
    if is_rule and any(map(_seen, block)):
        return Beginning()
    return Beginning(range(first + 1, end), end + 1, _second_block(lines, end + 1))


def _false_start(lines: Sequence[str], telling: Sequence[int]) -> tuple[int, str, str] | None:
    first = telling[0]
    if _seen(lines[first]) == "+++":
        what = "The fields at the top stand between +++ lines."
        return first, what, "Put --- instead, and write each field as `name: value`."
    what = "The line above the fields is not three plain hyphens at the top of the file."
    cure = "Type --- there, at the start of the first line; some programs make it a dash."
    for number, following in pairwise(telling):
        line, field = _seen(lines[number]), _seen(lines[following])
        is_fence = _NO_LETTERS.fullmatch(line) if number == first else line == "---"
        # One line with a capital may be prose, `Next: the fair`; two in a row are fields.
        two = [_seen(lines[n]) for n in telling[1:3]] if number == first else []
        looks_like_fields = (
            _DRESSED.match(field)
            or (len(two) == 2 and all(map(_CAPITAL.match, two)))
            or _in_company(lines, following)
        )
        if is_fence and looks_like_fields and "|" not in line:
            return number, what, cure
        if line.startswith(("```", "~~~")):
            break  # what follows shows something, such as how fields are written
    if _DRESSED.match(_seen(lines[first])) or _in_company(lines, first):
        what = "The fields at the top do not stand between --- lines."
        return first, what, "Put a line of three hyphens above the first field and below the last."
    return None


def _almost_an_end(block: Sequence[str]) -> int | None:
    """The line that was meant to end the fields: hyphens, dashes or stars in another number."""
    for number, line in enumerate(block):
        if len(seen := _seen(line)) > 1 and _RULE.fullmatch(seen):
            return number
    return None


def _second_block(lines: Sequence[str], start: int) -> tuple[int, str, str] | None:
    """Fields that stand below the line that ends the fields."""
    first = _past_notes(lines, start)
    telling = [n for n in range(first, min(first + _LOOKED_AT, len(lines))) if _seen(lines[n])]
    after_a_rule = bool(telling) and _RULE.fullmatch(lines[telling[0]].strip()) is not None
    found = None
    if (
        after_a_rule
        and len(telling) > 1
        and (_PLAIN.match(lines[telling[1]]) or _in_company(lines, telling[1]))
    ):
        found = telling[1]
    elif telling and _PRIVATE.match(lines[telling[0]]):
        found = telling[0]
    else:
        found = _block_further_down(lines, start)
    if found is not None:
        what = "This looks like a field, but the line of hyphens above it has ended the fields."
        return found, what, "Move it above that line, or write it as a sentence."
    return None


def _past_notes(lines: Sequence[str], start: int) -> int:
    """The line behind the comments that a text begins with, since readers see none of them."""
    text = "\n".join(lines[start:])
    notes = _NOTES.match(text)
    return start + text.count("\n", 0, notes.end()) if notes else start


def _block_further_down(lines: Sequence[str], start: int) -> int | None:
    """The first field of another entry that was put below this one; in code it shows something."""
    is_code = False
    for number in range(start, len(lines) - 2):
        line = lines[number]
        if line.startswith(("```", "~~~")):
            is_code = not is_code
        if not is_code and line.rstrip() == "---":
            one, two = lines[number + 1 : number + 3]
            if _PLAIN.match(one) and _PLAIN.match(two):
                return number + 1
    return None


def _in_company(lines: Sequence[str], number: int) -> bool:
    """Whether a field with a common name stands in a line, and another one below it."""
    if not _COMMON.match(lines[number]):
        return False
    below = takewhile(_seen, islice(lines, number + 1, None))
    return any(_PLAIN.match(line) or _COMMON.match(line) for line in below)


def _seen(line: str) -> str:
    return _UNSEEN.sub("", line).strip()
