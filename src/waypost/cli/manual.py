"""`make manual`: writes the fields into the manual, for those who change Waypost."""

from pathlib import Path

from waypost.schemas.manual import with_fields

PAGE = Path("manual/fields.md")


def main() -> None:
    """Write the page anew, from the records."""
    text = PAGE.read_text("utf-8")
    PAGE.write_text(with_fields(text), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
