"""The manual has a paragraph for all that Waypost can say, and none for what it never says."""

import ast
import re
from collections.abc import Iterator, Mapping

import pytest
from conftest import CASES, ROOT, cases
from messages import VARIES, Source

PAGE = (ROOT / "manual/problems.md").read_text("utf-8")
SOURCE = Source.of(ROOT)

# What no file of the author's can bring about by itself.
BEYOND_FILES = {
    "When the site is made",
    "Before you publish",
    "What must not get out",
    "The form in the browser",
    "The command",
}

# Words that only those know who write programs; `waypost schema` is the name of a command.
JARGON = re.compile(
    r"nonetype|\b(?:mappings?|scalars?|regex\w*|traceback|tokens?|str|null|booleans?|integers?|"
    r"floats?|strings?|(?<!waypost )schemas?|pars(?:e[drs]?|ing)|codec|key ?error|exceptions?|"
    r"syntax|arguments?|undefined|invalid|dict\w*|iterable|yaml)\b",
    re.IGNORECASE,
)

LINE = re.compile(
    r"(?:(?:error|warning|hint): )?(?:docs(?:/.+?)?|pages|\w+\.yml|The form)(?::\d+)?: "
    r"(?:[\w<]+(?:\.[\w-]+)*: )?(.+)",
    re.DOTALL,
)

_FEW = 12  # words; a paragraph with fewer says no reason


def headings() -> Mapping[str, str]:
    """Each heading of a message, and the section in which it stands."""
    found: dict[str, str] = {}
    section = ""
    for line in PAGE.split("\n"):
        if line.startswith("## "):
            section = line.removeprefix("## ")
        elif line.startswith("### "):
            assert line.removeprefix("### ") not in found, line
            found[line.removeprefix("### ")] = section
    return found


HEADINGS = headings()


def shape(heading: str, varying: str) -> re.Pattern[str]:
    """What a heading stands for; `varying` is what can be in the place of its `…`."""
    return re.compile(varying.join(map(re.escape, heading.split(VARIES))), re.DOTALL)


# In the source, what varies is a `…` or a few words of ours, and never a sentence.
IN_SOURCE = {heading: shape(heading, "[^.:;]+") for heading in HEADINGS}
SAID = {heading: shape(heading, ".+?") for heading in HEADINGS}


def lines() -> Iterator[str]:
    """What every case says, without its place."""
    for case in cases("problems"):
        for key in ("says", "warns", "hints"):
            for line in case.values[0].get(key, []):
                match = LINE.fullmatch(line)
                assert match, line
                yield match[1]


CASES_SAY = sorted(set(lines()))


def test_every_message_in_the_source_has_its_paragraph() -> None:
    without = [
        message
        for message in sorted(SOURCE.messages)
        if not any(each.fullmatch(message) for each in IN_SOURCE.values())
    ]
    assert without == [], "Write a paragraph under this sentence in manual/problems.md."


def test_every_paragraph_is_of_a_message_in_the_source() -> None:
    stale = [
        heading
        for heading, each in IN_SOURCE.items()
        if not any(each.fullmatch(message) for message in SOURCE.messages)
    ]
    assert stale == []


def test_everything_that_a_case_says_has_its_paragraph() -> None:
    without = [
        line
        for line in CASES_SAY
        if not any(re.match(rf"{each.pattern}(?: |$)", line) for each in SAID.values())
    ]
    assert without == []


def test_everything_that_files_alone_can_bring_about_has_a_case() -> None:
    without = [
        heading
        for heading, section in HEADINGS.items()
        if section not in BEYOND_FILES
        and not any(re.match(rf"{SAID[heading].pattern}(?: |$)", line) for line in CASES_SAY)
    ]
    assert without == [], f"Write a case into {CASES / 'problems'}."


def test_what_other_tests_expect_to_be_said_has_its_paragraph() -> None:
    texts = {
        node.value
        for path in (ROOT / "tests").glob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    told = [match[1] for text in texts if (match := LINE.fullmatch(text))]
    told = sorted(text.strip() for text in told if len(text.split()) > 2)
    assert len(told) > 20
    assert [text for text in told if not any(_is_like(text, each) for each in HEADINGS)] == []


def _is_like(text: str, heading: str) -> bool:
    """Whether a text is what a heading stands for, with more behind it, or only its beginning."""
    if re.match(rf"{SAID[heading].pattern}(?: |$)", text):
        return True
    beginnings = (heading[:end] for end in range(len(heading)))
    own = (each for each in beginnings if len(re.findall(r"\w+", each)) > 2)
    return any(shape(each, ".+?").fullmatch(text) for each in own)


def test_a_paragraph_says_more_than_its_sentence() -> None:
    parts = re.split(r"^### .+\n", PAGE, flags=re.MULTILINE)[1:]
    assert [text for text in parts if 0 < len(text.split()) < _FEW] == []
    assert re.findall(r"^### (.+)\n+(?=## |\Z)", PAGE, re.MULTILINE) == []


def test_a_heading_has_words_of_its_own() -> None:
    for heading in HEADINGS:
        own = re.findall(r"\w+", heading)
        assert len(own) >= 3, heading


def test_no_message_speaks_like_a_program() -> None:
    for text in (*SOURCE.messages, *SOURCE.cures, *CASES_SAY):
        assert not JARGON.search(text), text


# How the source is read


def said(text: str) -> set[str]:
    return Source([("src/waypost/x.py", text)]).messages


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f(p): return Problem(p, 0, '', 'One.', 'Two.')", {"One."}),
        ("def f(p): return Problem(p, 0, '', cure='Two.', what='One.')", {"One."}),
        ("what = f'{x} is {y.z}.'\nraise mistake(what, '')", {"… is …."}),
        ("if a:\n  what = 'A.'\nelse:\n  what = 'B.'\nmistake(what, '')", {"A.", "B."}),
        ("what = 'A.'\nmistake(what, '')\nwhat = 'B.'\nmistake(what, '')", {"A.", "B."}),
        ("day = 'day' if a else 'week'\nmistake(f'A {day}.', '')", {"A day.", "A week."}),
        ("def say(what): mistake(what, '')\nsay('A.')\nsay(what='B.')", {"A.", "B."}),
        ("def no(x): mistake(f'It {x}', '')\nno('is.')\nno('was.')", {"It is.", "It was."}),
        (
            "def g():\n  if a: return 1, 'A.'\n  return 2, 'B.'\nn, w = g()\nmistake(w, '')",
            {"A.", "B."},
        ),
        (
            "def g(): return ('A.', 'B.') if a else None\nif x := g(): Problem('', 0, '', *x)",
            {"A."},
        ),
        ("import waypost.problems as p\np.Problem('', 0, '', 'A.')", {"A."}),
        ("from waypost.problems import Problem as P\nP('', 0, '', 'A.')", {"A."}),
        ("raise click.UsageError(f'{x} is none. Write {y}.')", {"… is none."}),
        ("replace(problem, what='A.')", {"A."}),
    ],
)
def test_a_message_is_found_however_it_is_given(source: str, found: set[str]) -> None:
    assert said(source) == found


@pytest.mark.parametrize(
    "source",
    [
        "Problem('', 0, '', texts['a'], '')",
        "for what in ('A.', 'B.'):\n  mistake(what, '')",
        "what = 'A'\nwhat += '.'\nmistake(what, '')",
        "Problem(**given)",
        "Problem('', 0, '')",
        "def f(what): mistake(what, '')",
        "raise Abort(str(error))",
    ],
)
def test_a_message_that_cannot_be_followed_is_told(source: str) -> None:
    with pytest.raises(AssertionError):
        said(source)


def test_a_validator_speaks_by_a_mistake_only() -> None:
    calls = [call for call in SOURCE.calls if SOURCE.called(call) == "PydanticCustomError"]
    assert [getattr(SOURCE.scope[call], "name", "") for call in calls] == ["mistake"]
