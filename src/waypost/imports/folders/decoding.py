"""From the bytes of a file of years ago to its text, whatever it was saved as."""

import re

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
# Signs of control, what is no sign at all, and the private letters that stand for code while a
# text is worked upon.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2060\u202a-\u202e\ufdd0-\ufdef"
    "\ufeff\ufffe\uffff\ue000-\uf8ff]"
)
_OTHERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LARGEST = 5_000_000


def text_of(data: bytes) -> tuple[str | None, str]:
    """The text with plain line ends, and a sentence: what was odd of it, or why there is none."""
    if data.startswith(_OTHERS):
        return None, "This is no text, but a file of another program under the name of one."
    if len(data) > _LARGEST:
        return None, f"This file is {len(data) // 1_000_000} MB large, and no text is."
    said, encoding = "", _encoding(data)
    if encoding == "utf-8-sig" and len(_CONTROLS.findall(data)) > max(4, len(data) // 50):
        return None, "This is no text, but a file of another program under the name of one."
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text, said = _of_windows(data), "It was not saved as UTF-8; look at its accents."
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)), said


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:200]
    if len(head) > 3 and head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    if len(head) > 3 and head[::2].count(0) > len(head) // 4:
        return "utf-16-be"
    return "utf-8-sig"


def _of_windows(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
