"""`waypost`, the command: a door, like the hooks, and as thin.

It imports no host: `build` and `serve` start it as a program of its own.
"""

import click

from waypost import __version__
from waypost.cli.checking import check
from waypost.cli.hosting import build, serve
from waypost.cli.publishing import ping
from waypost.cli.schema import schema as _schema


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Turn a folder of weekly entries into a journal: a site and its feeds."""


for command in (serve, build, check, _schema, ping):
    main.add_command(command)
