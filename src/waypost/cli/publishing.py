"""`waypost ping`."""

from urllib.parse import urljoin

import click

from waypost.cli import options


@click.command(short_help="Tell a hub that there is something new.")
@options.today
def ping(today: str | None) -> None:
    """Tell your hub that there is something new; to be called once the site is published.

    A hub that does not answer does no harm: readers then look by themselves.
    """
    from waypost.cli.elsewhere import UnreachableError, tell
    from waypost.cli.reading import read_project

    found = read_project(today)
    if found.unreadable:
        click.echo("\n".join(map(str, found.unreadable)))
        raise SystemExit(1)
    hub = found.journal.settings.hub
    if hub is None:
        click.echo("journal.yml names no hub, so there is nobody to tell.")
        return
    if not found.address:
        raise click.UsageError("mkdocs.yml names no site_url, so the hub can't be told where.")
    feeds = [urljoin(found.address, path) for path in found.feeds]
    try:
        tell(hub, feeds)
    except UnreachableError as error:
        click.echo(f"The hub {hub} did not take it ({error}). Readers will look by themselves.")
        return
    click.echo(f"The hub {hub} knows that {len(feeds)} feeds may have changed.")
