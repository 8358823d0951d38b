"""A server as journals have one: it compresses, lets browsers keep things, and counts."""

import gzip
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from loopback import Quiet, serving

COMPRESSED = ("text/", "application/javascript", "application/json", "application/xml", "+xml")


class Traffic:
    """A folder at an address, and the bytes that it has sent of each path."""

    def __init__(self, folder: Path, under: str = "") -> None:
        self.folder = folder
        self.under = under
        self.address = ""
        self.sent: dict[str, int] = {}

    def answer(self, path: str) -> tuple[int, str, bytes, bool]:
        """Status, type, bytes, and whether they are compressed; 404.html where nothing is."""
        status, name = 200, unquote(path).removeprefix(f"/{self.under}")
        file = self.folder / name.lstrip("/")
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            file, status = self.folder / "404.html", 404
        data = file.read_bytes() if file.is_file() else b""
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        kind = kind.replace("text/javascript", "application/javascript")
        packs = any(each in kind for each in COMPRESSED)
        data = gzip.compress(data, 9, mtime=0) if packs else data
        self.sent[path] = self.sent.get(path, 0) + len(data)
        return status, kind, data, packs


@contextmanager
def traffic(folder: Path, under: str = "") -> Iterator[Traffic]:
    """A finished site, served, under a path if need be: `journal/`."""
    counted = Traffic(folder, under)

    class Handler(Quiet):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # noqa: N802 - the name that the library asks for
            status, kind, data, packed = counted.answer(self.path.partition("?")[0])
            self.send_response(status)
            self.send_header("Content-Type", kind + ("; charset=utf-8" if packed else ""))
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "public, max-age=86400")
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(data)

    with serving(Handler) as address:
        counted.address = f"{address}{under}"
        yield counted
