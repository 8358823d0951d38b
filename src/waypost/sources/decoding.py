"""From a file's bytes to its text."""

import re

from waypost.problems import Problem

# Signs of control, and those that are no signs at all, which no feed can carry.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
# How files begin that only bear the name of a text: what is in them, as their authors know it.
_OTHERS = (
    (b"PK\x03\x04", "a document of Word or another program"),
    (b"\xd0\xcf\x11\xe0", "a document of Word or another program"),
    (b"{\\rtf", "a document of Word or another program"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\s)*(?:<\?xml\b[^>]{0,200}>\s*)?<(?:!doctype\s+)?html\b", re.I
)
# Ends of lines of Windows, of old Macs, and of Unicode's own, which some programs write.
_OTHER_ENDS = "\r\n|[\r\x85\u2028\u2029]"
_OTHER_SIGNS = "\r\x85\u2028\u2029"
_LINE_ENDS = re.compile(_OTHER_ENDS)
LINE_ENDS = re.compile(f"{_OTHER_ENDS}|\n")
"""Every end of a line that there is."""
INVISIBLE = "\ufeff\u200b\u200e\u200f\u00ad\u2060"
"""What can stand before the first letter without being seen."""
_LONGEST = 5_000_000  # characters; far beyond a year of diary, well below what stalls a parser


def decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """The text with plain line ends, or None and the reason why there is none."""
    if other := _other(data):
        what = f"This is {other}, under the name of a text."
        cure = "Open it in the program that made it, and copy its words into a new file."
        return None, [Problem(path, 0, "", what, cure)]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:200]:
        what = "This file is not plain text that Waypost can read."
        return None, [Problem(path, 0, "", what, "Save it again as text with the encoding UTF-8.")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = "This line has a letter that is not saved as UTF-8."
        return None, [Problem(path, line, "", what, "Save the file with the encoding UTF-8.")]
    if len(text) > _LONGEST:
        what = f"This file has {len(text):,} characters; one entry may have {_LONGEST:,}."
        return None, [Problem(path, 0, "", what, "Divide it, or check that it is the right file.")]
    if any(end in text for end in _OTHER_SIGNS):  # most texts have none, which is soon seen
        text = _LINE_ENDS.sub("\n", text)
    text = text.lstrip(INVISIBLE)
    if match := _CONTROL.search(text):
        line = text.count("\n", 0, match.start()) + 1
        what = "There is a sign in this line that nobody can see."
        cure = "Delete the line, and type it again."
        return _CONTROL.sub("", text), [Problem(path, line, "", what, cure)]
    return text, []


def _other(data: bytes) -> str:
    """What a file is, where that is no text; empty where it may be one."""
    if _WEB_PAGE.match(data):
        return "a web page"
    return next((name for sign, name in _OTHERS if data.startswith(sign)), "")
