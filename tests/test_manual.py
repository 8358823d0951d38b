"""The manual has a paragraph for every field, view and command, and none for what is not there."""

import re

import click
import pytest
from conftest import ROOT

from waypost.cli import main
from waypost.pages.markers import MARKERS
from waypost.records import (
    DecisionFields,
    EntryFields,
    ExperimentFields,
    GoalFields,
    KeyResultFields,
    PageFields,
    PhaseFields,
)
from waypost.schemas.manual import with_fields
from waypost.settings import Settings


def parts(text: str, mark: str) -> dict[str, str]:
    """What stands under each heading of a level."""
    found = re.findall(rf"^{mark} (.+?)\n(.*?)(?=^{mark} |\Z)", text, re.MULTILINE | re.DOTALL)
    return dict(found)


PAGE = (ROOT / "manual/fields.md").read_text("utf-8")
SECTIONS = parts(PAGE, "##")


def paragraphs(section: str) -> set[str]:
    return {name for name, text in parts(SECTIONS[section], "###").items() if len(text.split()) > 2}


@pytest.mark.parametrize(
    ("section", "names"),
    [
        ("An entry", set(EntryFields.model_fields)),
        ("A phase", set(PhaseFields.model_fields)),
        ("A decision", set(DecisionFields.model_fields)),
        ("An experiment", set(ExperimentFields.model_fields)),
        ("A goal", set(GoalFields.model_fields)),
        ("A key result", set(KeyResultFields.model_fields)),
        ("Any other page", set(PageFields.model_fields)),
        ("journal.yml", set(Settings.model_fields)),
        ("Views in a page", {f"waypost: {name}" for name in MARKERS}),
    ],
)
def test_everything_has_its_paragraph(section: str, names: set[str]) -> None:
    assert paragraphs(section) == names


def test_what_the_manual_says_of_a_field_is_what_its_record_says() -> None:
    assert with_fields(PAGE) == PAGE, "Call `make manual`."


def test_only_the_fields_are_written_by_a_program() -> None:
    page = "Before.\n<!-- fields: phase -->\nOld.\n<!-- end of fields -->\nAfter.\n"
    written = with_fields(page)
    assert written.startswith(
        "Before.\n<!-- fields: phase -->\n\n### title\n\n**Needed.** A text.\n"
    )
    assert written.endswith("can be read there.\n\n<!-- end of fields -->\nAfter.\n")
    assert "Old." not in written


COMMANDS = parts((ROOT / "manual/command.md").read_text("utf-8"), "##")


def test_every_command_has_its_paragraph() -> None:
    told = {name for name, text in COMMANDS.items() if len(text.split()) > 10}
    assert told == {f"waypost {name}" for name in main.commands}


@pytest.mark.parametrize("name", main.commands)
def test_every_option_of_a_command_is_named(name: str) -> None:
    command, text = main.commands[name], COMMANDS[f"waypost {name}"]
    inner = command.commands if isinstance(command, click.Group) else {}
    for each in inner:
        assert f"`waypost {name} {each} " in text.replace("\n", " ")
    for parameter in (x for each in (command, *inner.values()) for x in each.params):
        if isinstance(parameter, click.Option):
            assert parameter.opts[0] in text, parameter.opts[0]


def test_every_link_of_the_documents_leads_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *ROOT.glob("manual/*.md"), *ROOT.glob("adr/*.md")]:
        text = re.sub(r"```.*?```|`[^`\n]+`", "", path.read_text("utf-8"), flags=re.DOTALL)
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
            assert (path.parent / link).exists(), (path.name, link)
