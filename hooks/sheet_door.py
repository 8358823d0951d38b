"""The site has one style sheet and no script but its own: what the theme brings beside goes."""

from hashlib import sha256

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from waypost.cli import installed

_OWN = ("assets/waypost/fonts.css", "assets/waypost/waypost.css")
_THEME = "assets/stylesheets/main."
_BROUGHT = ("assets/stylesheets/", "assets/javascripts/", "assets/images/")


# Before the journal's, which looks at all that will be there.
@event_priority(50)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Put one sheet in the place of the theme's, under a name that changes with it."""
    brought = [file for file in files if _is_brought(file, config)]
    theme = next((file for file in brought if file.src_uri.startswith(_THEME)), None)
    if theme is None:
        raise Abort("The theme has no style sheet of its own. Is `name: material` in engine.yml?")
    own = [file for name in _OWN if (file := files.get_file_from_path(name))]
    texts = [file.content_string for file in own]
    text = _sheet(theme.content_string, texts, config)
    for file in (*brought, *own):
        files.remove(file)
    name = f"assets/waypost/waypost.{sha256(text.encode()).hexdigest()[:8]}.css"
    files.append(File.generated(config, name, content=text))
    config.extra["waypost_sheet"] = name


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001
    """Let the pages name it."""
    env.globals["waypost_sheet"] = config.extra["waypost_sheet"]


def _is_brought(file: File, config: MkDocsConfig) -> bool:
    """Whether it is the theme's and none of the author's."""
    theirs = {*config.theme.dirs} - {config.theme.custom_dir}
    return file.src_uri.startswith(_BROUGHT) and file.src_dir in theirs


def _sheet(theme: str, own: list[str], config: MkDocsConfig) -> str:
    extensions = sorted(config.markdown_extensions)

    def make() -> str:
        # Imported here: most builds find it made.
        from waypost.sheets import sheet

        return sheet(theme, own, extensions)

    return installed.text(config.extra["waypost_installed"], (theme, *own, "", *extensions), make)
