"""The file of an entry, but for the reading, stays as it is."""

from itertools import takewhile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from measuring import ENTRY, measuring, written

from waypost.sources import read
from waypost.sources.editing import with_field

BEFORE = {
    "nothing": "",
    "empty": "readings:\n",
    "with a note": "readings: # see the sheet\n",
    "with a note below": "readings:\n  # calls: 3\n",
    "not any": "readings: ~\n",
    "in brackets": "readings: {}\n",
    "in wide brackets": "readings: {  } # none\n",
    "one": "readings: {calls: 3}\n",
    "one with a comma": "readings: { calls: 3, }\n",
    "on lines": "readings: {\n  calls: 3, # a day\n  visits: 4 # a week\n  }\n",
    "a block": "readings:\n  calls: 3\n",
    "a wide block": "readings:\n      calls: 3 # a day\n      # and more\n",
    "quoted": 'readings:\n  "calls": "3"\n',
    "with leads": "readings: {calls: 3, leads: 9} # all\n",
    "with leads first": "readings:\n  leads: 9 # all\n  calls: 3\n",
    "with quoted leads": "readings: {\"leads\":9, 'calls': 3}\n",
    "with leads over lines": "readings:\n  calls: 3\n  leads: >\n    9\n",
    "with empty leads": "readings:\n  leads:   # ask\n  calls: 3\n",
    "with leads and no value": "readings: {leads, calls: 3}\n",
}
OTHERS = [
    "", "summary: It rained.\n", "# A note: {of hers}\n", "next:\n- Ask: not\n- Draw\n",
    "next: [a,\n  b]\n", "summary: >\n  Long\n  text.\n\n", 'summary: "a\n\n  b"\n', "next:\n",
    "extra: |+\n  kept\n\n", "summary: Æ 🚦 ñ\n", "tags:\n", "next:\n  # - later\n", "\n",
]  # fmt: skip
ENDS = ["\n", "\r\n", "\r"]
TRAILING = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=20)


def bare(value: object) -> object:
    """A value without the ends of lines behind a text, which depend on what stands below it."""
    if isinstance(value, dict):
        return {name: bare(each) for name, each in value.items()}
    return value.rstrip("\n") if isinstance(value, str) else value


def shared(one: str, other: str) -> int:
    """How many signs at their beginning two texts have in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@given(
    before=st.sampled_from(sorted(BEFORE)),
    above=st.sampled_from(OTHERS),
    below=st.sampled_from(OTHERS),
    end=st.sampled_from(ENDS),
    mark=st.sampled_from(["", "\ufeff"]),
    body=TRAILING,
)
@example("nothing", "", "extra: |\n  kept\n", "\r\n", "\ufeff", "")
def test_a_reading_changes_nothing_else_in_a_file(
    before: str, above: str, below: str, end: str, mark: str, body: str
) -> None:
    front = f"title: A\nweek: 2026-W36\n{above}{BEFORE[before]}{below}"
    text = f"{mark}---\n{front}---\n{body}".replace("\n", end)
    edited = with_field(text.encode(), ("readings", "leads"), "131.2")
    assert edited is not None
    now = edited.decode()
    old, _ = read("a.md", "entries/a.md", text.encode(), needs_front=True)
    new, _ = read("a.md", "entries/a.md", edited, needs_front=True)
    former = old.front.get("readings")
    wanted = {**(former if isinstance(former, dict) else {}), "leads": "131.2"}
    assert bare(new.front) == bare({**old.front, "readings": wanted})
    assert new.body == old.body
    # One stretch of the file is another one; what stood there was at most the former value.
    start = shared(text, now)
    rest = shared(text[start:][::-1], now[start:][::-1])
    assert text[start : len(text) - rest].replace(end, "\n") in ("", "9", "~", ">\n    9")
    put = now[start : len(now) - rest]
    assert "131.2" in put
    assert put.replace(end, "") == put.replace("\n", "").replace("\r", "")


def test_a_file_that_was_written_on_windows_stays_so(tmp_path: Path) -> None:
    at = measuring(tmp_path, "absolute", files={})
    before = "\ufeff---\r\ntitle: A\r\nweek: 2026-W36\r\n---\r\nText.\r\n"
    at.write({ENTRY: before})
    written(at, "leads", "5")
    wanted = before.replace("W36\r\n", "W36\r\nreadings: {leads: 5}\r\n")
    assert (tmp_path / ENTRY).read_bytes() == wanted.encode()
