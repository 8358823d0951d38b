"""`waypost`, the command: a door, like the hooks, and as thin.

It imports no host: `build` and `serve` start it as a program of its own. A command is loaded when
it is called, so that the hooks, whose doors stand in here too, load none.
"""

import atexit
import gc
from collections.abc import Iterator, Mapping
from importlib import import_module

import click

from waypost import __version__

# In the order in which an author needs them, with where they stand and what they are called there.
_COMMANDS = {
    "start": ("starting", "start"),
    "new": ("writing", "new"),
    "reading": ("measuring", "reading"),
    "status": ("standing", "status"),
    "check": ("checking", "check"),
    "import": ("importing", "import_"),
    "clean-images": ("cleaning", "clean_images"),
    "serve": ("hosting", "serve"),
    "build": ("hosting", "build"),
    "publish": ("sending", "publish"),
    "export": ("archiving", "export"),
    "render": ("rendering", "render"),
    "digest": ("telling", "digest"),
    "verify": ("verifying", "verify"),
    "schema": ("schema", "schema"),
    "ping": ("publishing", "ping"),
    "remind": ("standing", "remind"),
}


class _Commands(Mapping[str, click.Command]):
    """The commands by name, each loaded when it is asked for."""

    def __getitem__(self, name: str) -> click.Command:
        module, command = _COMMANDS[name]
        found = getattr(import_module(f"{__name__}.{module}"), command)
        assert isinstance(found, click.Command), "that is what the table names"
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_COMMANDS)

    def __len__(self) -> int:
        return len(_COMMANDS)


class _InOrder(click.Group):
    """The commands in the order in which an author needs them, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)


@click.group(
    cls=_InOrder,
    commands=_Commands(),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__)
def main() -> None:
    """Turn a folder of weekly entries into a journal: a site and its feeds."""


def run() -> None:
    """The command as a program, which ends so soon that nobody need look for what is left over."""
    gc.disable()
    atexit.register(gc.freeze)
    main()
