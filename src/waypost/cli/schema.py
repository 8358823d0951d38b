"""`waypost schema`: what an editor knows of the fields, written down for it."""

from pathlib import Path

import click


@click.command(short_help="Bring editor and form up to date with journal.yml.")
@click.argument("kind", required=False, metavar="[KIND]")
def schema(kind: str | None) -> None:
    """Bring your editor and the form in the browser up to date with journal.yml.

    Writes a JSON Schema for each kind of file into .vscode/schemas/, and the form for an entry into
    .github/. With a KIND, such as entry or journal, it shows that schema and writes nothing.
    """
    from waypost import schemas
    from waypost.cli.reading import read_project
    from waypost.problems import did_you_mean
    from waypost.submissions.form import FORM, issue_form

    if kind is not None and kind not in schemas.KINDS:
        what = f"'{kind}' is not a kind of file."
        raise click.UsageError(f"{what} {did_you_mean(kind, list(schemas.KINDS))}")
    found = read_project(None)
    if found.unreadable:
        click.echo("\n".join(map(str, found.unreadable)))
        raise SystemExit(1)
    settings, language = found.journal.settings, found.language.code
    if kind is not None:
        click.echo(schemas.as_json(schemas.schema(kind, settings, language)), nl=False)
        return
    form = {FORM: issue_form(settings, found.language)}
    files = {**schemas.files(settings, language), **form}
    changed = [path for path, text in files.items() if _write(Path(path), text)]
    for path in changed:
        click.echo(f"Wrote {path}")
    if not changed:
        click.echo(f"Nothing to write: {schemas.FOLDER}/ and the form are as journal.yml has it.")


def _write(path: Path, text: str) -> bool:
    """Write a file unless it is like this already; whether it was written."""
    if path.is_file() and path.read_text("utf-8", "replace") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    return True
