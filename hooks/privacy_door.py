"""Nothing leaves that is on the author's private list: a build looks for it, and refuses."""

import os
from pathlib import Path

from mkdocs import plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

from waypost.cli import guarding, keeping
from waypost.cli.asked import is_serve
from waypost.journal import load_settings
from waypost.problems import errors

log = plugins.log.getChild("waypost")


# Before the journal is read: what was found is told with everything else that is to be mended.
@event_priority(150)
def on_config(config: MkDocsConfig) -> None:
    """Look for the names of the private list in what the author wrote."""
    root = Path(config.config_file_path or "mkdocs.yml").parent
    settings, _ = load_settings(root)
    gate, problems = guarding.gate(root, os.environ, settings.strict_privacy)
    docs = os.path.relpath(config.docs_dir, root)
    config.extra["waypost_gate"] = gate
    named = gate.in_sources(guarding.sources(root, docs))
    config.extra["waypost_private"] = [*problems, *errors(keeping.exposed()), *named]


def on_env(_: object, config: MkDocsConfig, files: Files) -> None:
    """Note which files are the theme's own, and speak of nobody."""
    mine = [os.path.realpath(config.docs_dir), os.path.realpath(config.theme.custom_dir or "")]
    config.extra["waypost_theirs"] = {
        file.dest_uri
        for file in files
        if file.src_dir and os.path.realpath(file.src_dir) not in mine
    }


# After everybody has written, and before the new site takes the old one's place.
@event_priority(-90)
def on_post_build(config: MkDocsConfig) -> None:
    """Look for them in everything that would be published; refuse, and leave the old site."""
    if is_serve():
        return
    site = guarding.below(Path(config.site_dir))
    found = list(config.extra["waypost_gate"].in_site(site, config.extra["waypost_theirs"]))
    for problem in found:
        log.error(str(problem))
    if found:
        raise Abort("This is on your private list, so nothing was published or changed.")
