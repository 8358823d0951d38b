"""What stands on a card."""

from dataclasses import dataclass

from waypost.looks import PLAIN, Looks


@dataclass(frozen=True)
class Card:
    """What stands on a card, as plain text.

    `kicker` says what it is and when, `below` is a sentence under the title, and `journal` the name
    of the whole. Of the `steps` of the way, `step` is the one where it stands, counted from 1, and
    `label` what that is called; without any of them, none is drawn.
    """

    title: str
    journal: str
    looks: Looks = PLAIN
    kicker: str = ""
    below: str = ""
    step: int = 0
    steps: int = 0
    label: str = ""
