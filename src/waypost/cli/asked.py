"""What the host was asked to do: each host is a command of click, and so says it."""

import click


def is_serve() -> bool:
    """Whether this is `serve`, which shows pages to their author alone."""
    context = click.get_current_context(silent=True)
    return context is not None and context.info_name == "serve"


def is_preview() -> bool:
    """Whether drafts are shown too; `serve --clean` shows what a build would publish."""
    context = click.get_current_context(silent=True)
    return is_serve() and context is not None and context.params.get("build_type") != "clean"
