"""What several commands share."""

import click

today = click.option("--today", metavar="DAY", help="As if it were this day, such as 2026-09-04.")

strict_privacy = click.option(
    "--strict-privacy", "is_strict", is_flag=True, help="Refuse where there is no private list."
)
