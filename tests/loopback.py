"""Servers on loopback, for readers and commands that fetch."""

import http.server
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any


class Quiet(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """A test has other things to say."""


@contextmanager
def serving(handler: Any) -> Iterator[str]:
    """The address of a server, with a slash at the end; it is gone when the block is left."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


@contextmanager
def site(files: Mapping[str, bytes], status: int = 404) -> Iterator[str]:
    """A site under /journal/; for what it does not have it answers with a status."""

    class Handler(Quiet):
        def do_GET(self) -> None:
            data = files.get(self.path.removeprefix("/journal/"))
            self.send_response(status if data is None else 200)
            self.end_headers()
            self.wfile.write(data or b"")

    with serving(Handler) as address:
        yield f"{address}journal/"
