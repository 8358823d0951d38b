"""English-like prose from a list of words; the same seed writes the same text."""

import random
import re
from pathlib import Path

import yaml

BEFORE_VOWEL = re.compile(r"\b([Aa])(?= \W*[aeiou])")


class Writer:
    """Fills patterns with words; nothing but its own random numbers decides which."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        source = Path(__file__).with_name("words.yml").read_text(encoding="utf-8")
        self._lists: dict[str, list[str]] = {
            key: value.split() if isinstance(value, str) else value
            for key, value in yaml.safe_load(source).items()
        }

    def word(self, key: str) -> str:
        return self.random.choice(self._lists[key])

    def write(self, key: str = "patterns") -> str:
        """One pattern of that list with its blanks filled."""
        a, b, c, d = self.random.sample(self._lists["nouns"], 4)
        few = self.random.randint(2, 9)
        number = few + self.random.randint(1, 40)
        sentence = self.word(key).format(
            a=a,
            b=b,
            c=c,
            d=d,
            A=a.capitalize(),
            few=few,
            number=number,
            more=number + few,
            verb=self.word("verbs"),
            verb2=self.word("verbs"),
            adverb=self.word("adverbs"),
            adjective=self.word("adjectives"),
            adjective2=self.word("adjectives"),
            opinion=self.word("opinions"),
        )
        return BEFORE_VOWEL.sub(r"\1n", sentence)

    def paragraph(self) -> str:
        return " ".join(self.write() for _ in range(self.random.randint(3, 6)))

    def one_in(self, weeks: int) -> bool:
        return self.random.randrange(weeks) == 0
