"""What everybody could read in a text, and was perhaps not meant for everybody.

All of it is advice, a kind of it a switch in `journal.yml`: nobody but the author knows what may be
public. Each kind first looks for what it can't do without, in all of a file; only then is it read.
"""

from collections.abc import Callable, Iterator, Sequence

from waypost.checks.disclosure.emails import emails, maybe_email
from waypost.checks.disclosure.intranet import inside, maybe_inside
from waypost.checks.disclosure.keys import keys, maybe_key
from waypost.checks.disclosure.money import maybe_money, money
from waypost.checks.disclosure.numbers import accounts, maybe_account, maybe_telephone, telephones
from waypost.checks.passages import Passage, passages, together
from waypost.problems import Problem
from waypost.settings import Settings
from waypost.sources import Source

_Kind = tuple[
    str, Callable[[str, Settings], bool], Callable[[Passage, Settings], Iterator[Problem]]
]
_KINDS: Sequence[_Kind] = (
    ("emails", maybe_email, emails),
    ("telephones", maybe_telephone, telephones),
    ("accounts", maybe_account, accounts),
    ("keys", maybe_key, keys),
    ("intranet", maybe_inside, inside),
    ("money", maybe_money, money),
)


def disclosures(source: Source, settings: Settings) -> Iterator[Problem]:
    """Advice on what a file tells everybody, of the kinds that `journal.yml` wants."""
    seen: list[Passage] = []
    for name, may_have, find in _KINDS:
        if getattr(settings.hints, name) and may_have(source.text, settings):
            seen = seen or [*passages(source)]  # what they blank out is kept from kind to kind
            found = (find(passage, settings) for passage in seen)
            told = (problem for each in found for problem in each)
            # An amount is no slip, as a rule: once in a file is enough to think of it.
            yield from together(told, 1) if name == "money" else together(told)
