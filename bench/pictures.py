"""A few small pictures that the entries share, made without a library for pictures."""

import struct
import zlib

SIDE = 96
COLOURS = {"chart.png": (38, 84, 124), "funnel.png": (214, 96, 77), "board.png": (90, 138, 87)}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">'
    '<path d="M8 88 32 52l20 12 36-52" fill="none" stroke="#26547c" stroke-width="6"/></svg>\n'
)


def pictures() -> dict[str, bytes]:
    """File name → content."""
    return {"trend.svg": SVG.encode()} | {name: _png(rgb) for name, rgb in COLOURS.items()}


def _png(rgb: tuple[int, int, int]) -> bytes:
    """Stripes that get lighter from row to row."""
    rows = b"".join(
        b"\0" + bytes(min(255, value + row) for value in rgb) * SIDE for row in range(SIDE)
    )
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
