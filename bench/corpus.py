"""The text of the benchmark: weekly entries, the same for the same seed. It knows neither side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bench.pictures import pictures
from bench.prose import Writer

LAST_FRIDAY = date.fromisocalendar(2026, 47, 5)
STAGES = ("understand", "define", "align", "build", "collect", "measure", "decide", "hand-over")
BARRIERS = ("resources", "direction", "understanding", "mandate", "systems")
PHASES = ("Understand the house", "Build the engine", "Hand it over")
WORDS_PER_ENTRY = 600
HALF_A_PARAGRAPH = 36
ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass(frozen=True)
class Entry:
    """One week: what its front matter means, and a body in Markdown without a first heading."""

    day: date
    slug: str
    title: str
    summary: str
    stage: str
    barriers: tuple[str, ...]
    body: str

    @property
    def week(self) -> str:
        year, week, _ = self.day.isocalendar()
        return f"{year}-W{week:02d}"

    @property
    def name(self) -> str:
        """The file's name, by which the others link to it: all of them lie in one folder."""
        return f"{self.week.lower()}-{self.slug}.md"


@dataclass(frozen=True)
class Phase:
    """A stretch of the journal with a page of its own."""

    title: str
    starts: date
    ends: date
    guide_point: str
    body: str

    @property
    def name(self) -> str:
        return f"{slug(self.title)}.md"


@dataclass(frozen=True)
class Corpus:
    """Entries from old to new, phases, and the pictures in the folder `pictures/` beside them."""

    entries: tuple[Entry, ...]
    phases: tuple[Phase, ...]
    pictures: Mapping[str, bytes]


def generate(size: int, seed: int = 47) -> Corpus:
    """`size` entries, one a week, the last in 2026-W47."""
    writer, images = Writer(seed), pictures()
    entries: list[Entry] = []
    for number in range(size):
        title = writer.write("titles")
        # The work goes through the stages once, a step ahead in one week of four.
        stage = number * len(STAGES) // size + writer.one_in(4)
        entries.append(
            Entry(
                day=LAST_FRIDAY - timedelta(weeks=size - 1 - number),
                slug=slug(title),
                title=title,
                summary=writer.write("summaries"),
                stage=STAGES[stage % len(STAGES)],
                barriers=tuple(writer.random.sample(BARRIERS, writer.random.randint(0, 3))),
                body=_body(writer, entries, sorted(images)),
            )
        )
    return Corpus(tuple(entries), _phases(writer, entries), images)


def slug(title: str) -> str:
    plain = title.lower().translate(ASCII)
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())


def _phases(writer: Writer, entries: list[Entry]) -> tuple[Phase, ...]:
    """Every phase takes the same number of weeks; the last one ends with the last entry."""
    titles = PHASES[-len(entries) :]
    starts = [entries[number * len(entries) // len(titles)].day for number in range(len(titles))]
    ends = [day - timedelta(days=1) for day in starts[1:]] + [LAST_FRIDAY]
    return tuple(
        Phase(title, start, end, writer.write("guide_points"), writer.paragraph() + "\n")
        for title, start, end in zip(titles, starts, ends, strict=True)
    )


def _body(writer: Writer, earlier: list[Entry], images: list[str]) -> str:
    """A paragraph to open with, then sections that share the list and this week's extras."""
    opening = writer.paragraph()
    extras = [_list(writer), *_links(writer, earlier), *_extras(writer, images)]
    sections = writer.random.randint(2, 4)
    words = (WORDS_PER_ENTRY - _count(opening, *extras)) / sections
    blocks = [opening]
    for number in range(sections):
        prose: list[str] = []
        while _count(*prose) < words - HALF_A_PARAGRAPH:
            prose.append(writer.paragraph())
        blocks += [f"## {writer.write('headings')}", *prose, *extras[number::sections]]
    return "\n\n".join(blocks) + "\n"


def _count(*blocks: str) -> int:
    return sum(len(block.split()) for block in blocks)


def _links(writer: Writer, earlier: list[Entry]) -> list[str]:
    """One or two paragraphs that each link to an entry before this one."""
    if not earlier:
        return []
    targets = writer.random.choices(earlier, k=writer.random.randint(1, 2))
    return [f"{writer.write()} More in [{target.title}]({target.name})." for target in targets]


def _extras(writer: Writer, images: list[str]) -> list[str]:
    """What only some weeks have: a table, a picture, a footnote, an admonition, code."""
    blocks: list[str] = []
    if writer.one_in(5):
        blocks.append(_table(writer))
    if writer.one_in(5):
        blocks.append(f"![The {writer.word('nouns')}](pictures/{writer.random.choice(images)})")
    if writer.one_in(10):
        blocks.append(f"{writer.write()}[^1]\n\n[^1]: {writer.write()}")
    if writer.one_in(10):
        blocks.append(f'!!! note "The {writer.word("nouns")}"\n\n    {writer.paragraph()}')
    if writer.one_in(20):
        blocks.append(
            f"```python\nrate = {writer.random.randint(2, 99)} / 100  # {writer.write()}\n"
            'print(f"{rate:.0%}")\n```'
        )
    return blocks


def _list(writer: Writer) -> str:
    return "\n".join(f"- {writer.write()}" for _ in range(writer.random.randint(3, 5)))


def _table(writer: Writer) -> str:
    rows = ["| What | Before | After |", "| --- | ---: | ---: |"]
    for _ in range(writer.random.randint(3, 6)):
        before, after = writer.random.sample(range(1, 500), 2)
        rows.append(f"| {writer.word('adjectives')} {writer.word('nouns')} | {before} | {after} |")
    return "\n".join(rows)
