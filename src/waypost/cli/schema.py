"""`waypost schema`: what an editor knows of the fields, written down for it."""

from pathlib import Path

import click


@click.command(short_help="Bring editor and form up to date with journal.yml.")
@click.argument("kind", required=False, metavar="[KIND]")
def schema(kind: str | None) -> None:
    """Bring your editor and the form in the browser up to date with journal.yml.

    Writes a JSON Schema and a snippet for each kind of file into .vscode/, and the form for an
    entry into .github/. With a KIND, such as entry or journal, it shows that schema and writes
    nothing.
    """
    from waypost import schemas
    from waypost.cli.current import bring_up_to_date
    from waypost.cli.reading import read_project
    from waypost.problems import did_you_mean

    if kind is not None and kind not in schemas.KINDS:
        what = f"'{kind}' is not a kind of file."
        raise click.UsageError(f"{what} {did_you_mean(kind, list(schemas.KINDS))}")
    found = read_project(None)
    if found.unreadable:
        click.echo("\n".join(map(str, found.unreadable)))
        raise SystemExit(1)
    settings, language = found.journal.settings, found.language
    if kind is not None:
        click.echo(schemas.as_json(schemas.schema(kind, settings, language.code)), nl=False)
        return
    written = bring_up_to_date(settings, language, Path())
    for path in written:
        click.echo(f"Wrote {path}")
    if not written:
        click.echo("Nothing to write: the editor's files and the form are as journal.yml has it.")
