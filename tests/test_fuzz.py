"""Whatever an author's computer produces, reading it ends well: a record, or a reason."""

from hypothesis import example, given
from hypothesis import strategies as st

from waypost.records import (
    DecisionFields,
    EntryFields,
    ExperimentFields,
    GoalFields,
    KeyResultFields,
    PageFields,
    PhaseFields,
    read_entry,
)
from waypost.settings import UNREADABLE, read_settings
from waypost.sources import read
from waypost.sources.beginnings import FIELD_NAMES
from waypost.sources.comments import without_comments

SIGNS = "--- ... : - [ ] { } # &a *a !!x ' \" | > <!-- --> ` ``` ~~~ title week 2026-W36 extra é"
PIECES = st.sampled_from([*SIGNS.split(), ": ", "- ", "\n", " ", "\t"])
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def test_the_beginning_of_a_file_knows_every_field() -> None:
    kinds = (
        *(EntryFields, PhaseFields, PageFields, DecisionFields, ExperimentFields),
        *(GoalFields, KeyResultFields),
    )
    fields = {name for kind in kinds for name in kind.model_fields}
    assert fields <= set(FIELD_NAMES)


@given(st.binary(max_size=200) | TEXTS.map(str.encode), st.booleans())
@example(b"---\n? a\n---\n", True)
@example(b"---\ntitle: &a [*a]\n---\n", True)
def test_any_file_is_read_or_refused_in_a_sentence(data: bytes, needs_front: bool) -> None:
    source, problems = read("docs/entries/a.md", "entries/a.md", data, needs_front)
    entry, more = read_entry(source, UNREADABLE)
    assert entry or problems or more
    for problem in (*problems, *more):
        assert "\n" not in str(problem)
        assert 0 <= problem.line <= data.decode("utf-8", "replace").count("\n") + 99


@given(st.lists(PIECES, max_size=40).map("".join))
def test_fields_never_become_text(between: str) -> None:
    fields = between.replace("---", "").replace("...", "")
    text = f"---\ntitle: A\nweek: 2026-W36\n{fields}\n---\nThe text."
    source, problems = read("docs/entries/a.md", "entries/a.md", text.encode(), needs_front=True)
    assert source.body == "The text." or (problems and not source.body)


@given(st.binary(max_size=200) | TEXTS.map(str.encode))
def test_any_journal_file_is_read_or_refused(data: bytes) -> None:
    settings, problems = read_settings(data)
    assert settings is UNREADABLE or not problems


@given(TEXTS)
def test_comments_leave_as_many_lines_as_there_were(text: str) -> None:
    kept, _ = without_comments("a.md", text, 1)
    assert kept.count("\n") == text.count("\n")


@given(st.text(st.characters(codec="utf-8", exclude_characters="`~<>\r"), max_size=60))
def test_what_stands_in_a_comment_is_gone_wherever_it_stands(around: str) -> None:
    kept, _ = without_comments("a.md", f"{around}<!-- QVARKSILVER -->{around}", 1)
    assert "QVARKSILVER" not in kept
