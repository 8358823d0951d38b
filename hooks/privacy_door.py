"""Nothing leaves that is on the author's private list; it is held against the sources here.

The finished site is held against it by the door that lets it out.
"""

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

from waypost.cli import guarding, keeping
from waypost.journal.loading import load_settings
from waypost.privacy.gate import Searched
from waypost.problems import errors

_OURS = "assets/waypost/"  # of the engine, and the same for everybody


# Before the journal is read: what was found is told with everything else that is to be mended.
@event_priority(150)
def on_config(config: MkDocsConfig) -> None:
    """Look for the names of the private list in what the author wrote."""
    root = Path(config.config_file_path or "mkdocs.yml").parent
    settings, _ = load_settings(root)
    gate, problems = guarding.gate(root, os.environ, settings.strict_privacy)
    docs = os.path.relpath(config.docs_dir, root)
    config.extra["waypost_gate"] = gate
    searched = config.extra["waypost_searched"] = Searched()
    named = gate.in_sources(guarding.sources(root, docs), searched)
    config.extra["waypost_private"] = [*problems, *errors(keeping.exposed(root)), *named]


def on_env(_: object, config: MkDocsConfig, files: Files) -> None:
    """Note which files are the theme's own, and speak of nobody."""
    mine = os.path.realpath(config.theme.custom_dir or "")
    theirs = {os.path.realpath(folder) for folder in config.theme.dirs} - {mine}
    config.extra["waypost_theirs"] = {
        file.dest_uri
        for file in files
        if os.path.realpath(file.src_dir or "") in theirs
        or (file.dest_uri.startswith(_OURS) and os.path.realpath(file.src_dir or "") == mine)
    }
