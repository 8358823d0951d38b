"""What a text looks like from afar: seen at once where a search would go sign by sign."""

_SHAPES = bytes(
    ord("0") if sign in b"0123456789" else ord("a") if bytes([sign]).isalpha() else ord(" ")
    for sign in range(256)
)


def shape(text: str) -> bytes:
    """A text with `0` for each figure, `a` for each letter from A to Z, and spaces for the rest."""
    return text.encode(errors="replace").translate(_SHAPES)
