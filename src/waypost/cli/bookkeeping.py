"""The ledger on the disk: a database that may be deleted at any time, and is safe in many hands.

SQLite keeps it whole under a kill and under two builds at once. Where it can't be read or written,
builds do without.
"""

import os
import sqlite3
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from waypost.files import Contents, contents
from waypost.ledger import Ledger, Row
from waypost.settings import FILE

CACHE = "WAYPOST_CACHE"
"""Where another folder for what is kept may be named."""

_PATIENCE = 10  # seconds to wait for another build that is writing


@dataclass
class _Database:
    connection: sqlite3.Connection

    def read(self, kind: str, lazy: bool) -> dict[str, Row]:
        data = "NULL" if lazy else "value"
        with suppress(sqlite3.Error):
            found = self.connection.execute(f'SELECT name, key, {data} FROM "{kind}"')
            return {name: Row(key, value) for name, key, value in found}
        return {}

    def data(self, kind: str, name: str, key: bytes) -> bytes | None:
        with suppress(sqlite3.Error):
            asked = f'SELECT value FROM "{kind}" WHERE name = ? AND key = ?'
            found = self.connection.execute(asked, (name, key)).fetchone()
            return found[0] if found else None
        return None

    def write(self, kind: str, rows: Mapping[str, Row], gone: Iterable[str]) -> None:
        told = [(name, row.key, row.data) for name, row in rows.items()]
        with suppress(sqlite3.Error), self.connection as open_:
            if open_.in_transaction:
                open_.execute("COMMIT")
            open_.execute("BEGIN IMMEDIATE")
            open_.execute(
                f'CREATE TABLE IF NOT EXISTS "{kind}" (name TEXT PRIMARY KEY, key BLOB, value BLOB)'
            )
            open_.executemany(f'DELETE FROM "{kind}" WHERE name = ?', ((each,) for each in gone))
            open_.executemany(f'INSERT OR REPLACE INTO "{kind}" VALUES (?, ?, ?)', told)

    def end(self) -> None:
        with suppress(sqlite3.Error):
            self.connection.close()


def cache(root: Path, environment: Mapping[str, str]) -> Path:
    """The folder of all that is kept from build to build, and may be deleted at any time."""
    return Path(environment.get(CACHE) or root / ".cache" / "waypost")


def reading(root: Path, environment: Mapping[str, str], contents: Contents = contents) -> Ledger:
    """The ledger of what was read: of the author's files, each by itself."""
    settings = None
    with suppress(FileNotFoundError):
        settings = contents(root, FILE)[0]
    return open_ledger(cache(root, environment), ground(root, (), (), repr(settings)), "read")


def open_ledger(folder: Path, ground: bytes, kind: str = "made") -> Ledger:
    """The ledger of a kind and of a ground in a folder; those of other grounds go.

    A build that still has one of those open goes on with it, and leaves nothing behind.
    """
    name = f"{kind}-{ground.hex()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove(path for path in folder.glob(f"{kind}-*") if not path.name.startswith(name))
    except OSError:
        return Ledger()
    for _ in range(2):
        try:
            return Ledger(_Database(_connected(folder / f"{name}.sqlite")))
        except sqlite3.Error:  # no database, or a damaged one
            _remove(folder.glob(f"{name}*"))
    return Ledger()


def ground(root: Path, folders: Iterable[str], files: Iterable[str], read: str = "") -> bytes:
    """What everything in a ledger depends on: the engine, what is installed, and the settings.

    `folders` and `files` are those of the project that an engine or an author's settings are in;
    `read` is what the host has read of these settings.
    """
    found = blake2b(read.encode("utf-8", "surrogatepass"), digest_size=16)
    package = Path(__file__).parent.parent
    for path in (*_below(package), *(each for name in folders for each in _below(root / name))):
        found.update(f"{path}\n".encode("utf-8", "surrogateescape") + path.read_bytes())
    for name in files:
        with suppress(OSError):
            if (root / name).is_file():  # and no pipe, which would never end
                found.update(name.encode() + (root / name).read_bytes())
    # The names of these folders tell what is installed, and in which version.
    for place in sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}):
        with suppress(OSError):
            found.update("\n".join(sorted(each.name for each in Path(place).iterdir())).encode())
    return found.digest()


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, _PATIENCE, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        # From here on it shows what there is now, whatever another build writes meanwhile.
        connection.execute("BEGIN")
        connection.execute("SELECT name FROM sqlite_master").fetchall()
    except sqlite3.Error:
        connection.close()  # one that nobody holds stays open until Python happens to look
        raise
    return connection


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink()


def _below(folder: Path) -> Iterator[Path]:
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            yield Path(at, name)
