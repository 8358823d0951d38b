"""`make manual`: writes anew what the repository keeps of what the sources say, for developers."""

from pathlib import Path

from waypost import sample
from waypost.schemas.manual import with_fields

PAGE = Path("manual/fields.md")
DOCS = Path("docs")


def main() -> None:
    """Write the fields into the manual, and list the files of the sample journal."""
    text = PAGE.read_text("utf-8")
    PAGE.write_text(with_fields(text), "utf-8", newline="\n")
    listed = DOCS / sample.LISTING
    if not listed.is_file():  # a journal that has begun: nothing in it is the sample's
        return
    paths = [path for path in DOCS.rglob("*") if path.is_file() and path != DOCS / sample.LISTING]
    files = {path.relative_to(DOCS).as_posix(): path.read_bytes() for path in paths}
    listed.write_text(sample.listing(files), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
