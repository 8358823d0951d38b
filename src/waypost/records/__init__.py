"""The typed front matter of the author's files, a kind a module; the folder says the kind."""

from waypost.files import (
    DECISIONS,
    ENTRIES,
    EXPERIMENTS,
    FOLDERS,
    GOALS,
    KEY_RESULTS,
    PHASES,
)
from waypost.records.base import Record, name_of
from waypost.records.decision import Decision, DecisionFields, Outcome, Status, read_decision
from waypost.records.deliverable import Deliverable
from waypost.records.entry import Entry, EntryFields, read_entry
from waypost.records.experiment import (
    Criterion,
    Experiment,
    ExperimentFields,
    Verdict,
    read_experiment,
)
from waypost.records.goal import Goal, GoalFields, read_goal
from waypost.records.key_result import KeyResult, KeyResultFields, read_key_result
from waypost.records.page import PageFields, read_page
from waypost.records.phase import Phase, PhaseFields, read_phase

__all__ = [
    "DECISIONS",
    "ENTRIES",
    "EXPERIMENTS",
    "FOLDERS",
    "GOALS",
    "KEY_RESULTS",
    "PHASES",
    "Criterion",
    "Decision",
    "DecisionFields",
    "Deliverable",
    "Entry",
    "EntryFields",
    "Experiment",
    "ExperimentFields",
    "Goal",
    "GoalFields",
    "KeyResult",
    "KeyResultFields",
    "Outcome",
    "PageFields",
    "Phase",
    "PhaseFields",
    "Record",
    "Status",
    "Verdict",
    "folder_of",
    "name_of",
    "read_decision",
    "read_entry",
    "read_experiment",
    "read_goal",
    "read_key_result",
    "read_page",
    "read_phase",
]


def folder_of(uri: str) -> str | None:
    """The folder that makes a file a record; `entries/index.md` is a page about the entries."""
    folder, _, name = uri.partition("/")
    return folder if folder in FOLDERS and name != "index.md" else None
