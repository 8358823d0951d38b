"""A package of files, the same to the byte whenever and wherever it is made."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from waypost.exports.model import Files

_FIRST = "mimetype"  # of an EPUB: the first of its files, and not compressed (OCF 3.3, 4.2.2)
_WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest that a package can say (APPNOTE, 4.4.6)
_MAY = 0o100644 << 16  # a plain file that everybody may read, also where none of that is kept


def packed(files: Files) -> bytes:
    """Files as a zip (APPNOTE 6.3): in order, of no date and of nobody."""
    made = BytesIO()
    with ZipFile(made, "w") as package:
        for path in sorted(files, key=lambda path: (path != _FIRST, path)):
            entry = ZipInfo(path, _WHEN)
            entry.create_system, entry.external_attr = 3, _MAY
            how = ZIP_STORED if path == _FIRST else ZIP_DEFLATED
            package.writestr(entry, files[path], how, 6)
    return made.getvalue()
