"""`waypost`, the command: a door, like the hooks, and as thin.

It imports no host: `build` and `serve` start it as a program of its own.
"""

import click

from waypost import __version__
from waypost.cli.checking import check
from waypost.cli.cleaning import clean_images
from waypost.cli.hosting import build, serve
from waypost.cli.measuring import reading as _reading
from waypost.cli.publishing import ping
from waypost.cli.schema import schema as _schema
from waypost.cli.sending import publish
from waypost.cli.standing import remind, status
from waypost.cli.starting import start
from waypost.cli.telling import digest
from waypost.cli.writing import new


class _InOrder(click.Group):
    """The commands in the order in which an author needs them, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)


@click.group(cls=_InOrder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Turn a folder of weekly entries into a journal: a site and its feeds."""


for command in (
    *(start, new, _reading, status, check, clean_images, serve, build, publish),
    *(digest, _schema, ping, remind),
):
    main.add_command(command)
