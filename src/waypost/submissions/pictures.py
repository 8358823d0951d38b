"""Pictures of a text that was sent in: they lie elsewhere, where readers are not to be sent."""

import re

from waypost.sources import code_regions

# Brackets in a picture's text and in its address may hold one more pair. Nothing is tried twice
# (`*+`), so that no text takes long.
_PICTURE = re.compile(
    r"!\[((?:[^\[\]]|\[[^\[\]]*\])*+)\]"
    r"\(\s*+<?((?:https?:)?//(?:[^\s()<>]|\([^\s()<>]*\))++)[^)]*+\)"
    r"|<img\b((?:[^<>\"']++|\"[^\"]*\"|'[^']*'){0,99}+)>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(alt|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)


def without_pictures(text: str) -> tuple[str, int]:
    """A text in which pictures from elsewhere are links, and how many there were."""
    # A fence that never ends is shown as text, so what stands below it is no code.
    fences = code_regions(f"{text}\n")
    code = [(start, end) for start, end, _ in fences if end <= len(text) + 1]
    count = 0

    def link(match: re.Match[str]) -> str:
        nonlocal count
        if any(start <= match.start() < end for start, end in code):
            return match[0]
        alt, address = match[1] or "", match[2]
        if match[3] is not None:
            given = {
                m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(match[3])
            }
            alt, address = given.get("alt", ""), re.sub(r"[<>\s]", "", given.get("src", ""))
        if not address.lower().startswith(("http://", "https://", "//")):
            return match[0]
        count += 1
        shown = " ".join(alt.split()) or address.rpartition("/")[2] or address
        address = f"https:{address}" if address.startswith("//") else address
        return f"[{re.sub(r'[][<>]', '', shown)}](<{address}>)"

    linked = _PICTURE.sub(link, text)
    return linked, count
