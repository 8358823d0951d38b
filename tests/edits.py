"""What an author does to a journal between two builds, as changes to its files."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from random import Random

from conftest import ROOT, TODAY
from everything import FILES, decision, entry, vocabulary
from PIL import Image

TAGS = ("fleem", "grib", "plam")
STAGES = ("understand", "define", "align", "build")
WORDS = ("Morn.", "Vrell *nerp* zelp.", "Zelbat[^2].\n\n[^2]: Krelm.", "## Nerp\n\n- Zelp\n- Varg")


@dataclass
class Desk:
    """A journal's files by path, the day, and chance, which says what is done to which of them."""

    random: Random
    files: dict[str, str | bytes] = field(default_factory=lambda: start())
    today: str = TODAY

    def any(self, folder: str = "docs/entries") -> str:
        found = [each for each in self.files if each.startswith(f"{folder}/") and ".md" in each]
        return self.random.choice(sorted(found))

    def change(self, path: str, pattern: str, new: str) -> None:
        text = self.files[path]
        assert isinstance(text, str)
        self.files[path] = re.sub(pattern, lambda _: new, text, count=1, flags=re.MULTILINE)

    def add_field(self, path: str, line: str) -> None:
        name = line.partition(":")[0]
        self.change(path, rf"^{name}: .*\n", "")
        self.change(path, r"^title:", f"{line}\ntitle:")


def square(size: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (size, size), "#3399aa").save(file, "PNG")
    return file.getvalue()


def start() -> dict[str, str | bytes]:
    names = ("mkdocs.yml", "overrides/main.html")
    engine: dict[str, str | bytes] = {name: (ROOT / name).read_text("utf-8") for name in names}
    pictures = {"docs/entries/pic.png": square(9)}
    return {**FILES, **engine, **pictures, "journal.yml": vocabulary()}


def text(desk: Desk) -> None:
    folder = desk.random.choice(("entries", "decisions", "experiments", "goals", "phases"))
    path = desk.any(f"docs/{folder}")
    desk.files[path] = f"{desk.files[path]!s}\n{desk.random.choice(WORDS)}\n"


def link(desk: Desk) -> None:
    path, other = desk.any(), desk.any(desk.random.choice(("docs/entries", "docs/decisions")))
    place = desk.random.choice(("", "#krelm", "#nowhere"))
    desk.files[path] = f"{desk.files[path]!s}\n[Gip](../{other[5:]}{place})\n"


def picture(desk: Desk) -> None:
    path, size = desk.any(), desk.random.randint(5, 20)
    desk.files["docs/entries/pic.png"] = square(size)
    desk.files[path] = f"{desk.files[path]!s}\n![Gip](pic.png)\n"


def title(desk: Desk) -> None:
    folder = desk.random.choice(("entries", "entries", "decisions", "goals", "key-results"))
    desk.change(desk.any(f"docs/{folder}"), r"^title: .*", f"title: Nev {desk.random.random()}")


def page(desk: Desk) -> None:
    path = desk.random.choice(("docs/about.md", "docs/zork.md", "docs/index.md"))
    desk.change(path, r"^title: .*", f"title: Pev {desk.random.randint(1, 9)}")


def summary(desk: Desk) -> None:
    desk.change(desk.any(), r"^summary: .*\n", desk.random.choice(("", "summary: Nuvv.\n")))


def rename(desk: Desk) -> None:
    path = desk.any()
    desk.files[path.replace(".md", f"-{desk.random.randint(1, 99)}.md")] = desk.files.pop(path)


def stage(desk: Desk) -> None:
    desk.add_field(desk.any(), f"stage: {desk.random.choice(STAGES)}")


def barriers(desk: Desk) -> None:
    desk.add_field(desk.any(), f"barriers: {desk.random.choice(('[]', '[systems]', '[mandate]'))}")


def tags(desk: Desk) -> None:
    desk.add_field(desk.any(), f"tags: [{desk.random.choice(TAGS)}]")


def readings(desk: Desk) -> None:
    desk.add_field(desk.any(), f"readings: {{kelm: {desk.random.randint(90, 150)}}}")


def label(desk: Desk) -> None:
    desk.change("journal.yml", r"en: (Define|Fixed \d)", f"en: Fixed {desk.random.randint(1, 9)}")


def template(desk: Desk) -> None:
    desk.change("overrides/main.html", r"</body>", f"<!-- {desk.random.random()} --></body>")


def settings(desk: Desk) -> None:
    desk.change("mkdocs.yml", r"^site_name: .*", f"site_name: Way {desk.random.randint(1, 9)}")


def status(desk: Desk) -> None:
    desk.add_field(desk.any(), f"status: {desk.random.choice(('draft', 'published', 'withdrawn'))}")


def later(desk: Desk) -> None:
    day = date.fromisoformat(desk.today[:10]) + timedelta(days=desk.random.randint(1, 5))
    desk.add_field(desk.any(), f"publish_at: {day}")


def correction(desk: Desk) -> None:
    day = date.fromisoformat(desk.today[:10]) + timedelta(days=desk.random.randint(-9, 2))
    desk.add_field(desk.any(), f"updated: {day}")


def day(desk: Desk) -> None:
    passed = desk.random.choice((1, 1, 7, 40))
    desk.today = str(date.fromisoformat(desk.today[:10]) + timedelta(days=passed))


def removal(desk: Desk) -> None:
    folder = desk.random.choice(("entries", "entries", "decisions", "experiments"))
    del desk.files[desk.any(f"docs/{folder}")]


def new_entry(desk: Desk) -> None:
    number = desk.random.randint(10, 44)
    desk.files[f"docs/entries/2026-w{number}-new.md"] = entry(f"2026-W{number}", number + 500)


def new_decision(desk: Desk) -> None:
    number = desk.random.randint(1, 9)
    other = desk.any("docs/decisions").rpartition("/")[2].removesuffix(".md")
    desk.files[f"docs/decisions/x{number}.md"] = decision(
        number, date=f"2026-1{number % 2}-0{number}", supersedes=f"[{other}]"
    )


def marker(desk: Desk) -> None:
    path = desk.any()
    desk.files[path] = (
        f"{desk.files[path]!s}\n<!-- waypost: {desk.random.choice(('way', 'now'))} -->\n"
    )


def private(desk: Desk) -> None:
    desk.files["private.yml"] = f"names:\n  Zilv {desk.random.choice('abc')}: a colleague\n"


EDITS: Mapping[str, Callable[[Desk], None]] = {
    each.__name__: each
    for each in (
        *(text, link, picture, title, page, summary, rename, stage, barriers, tags, readings),
        *(label, template, settings, status, later, correction, day, removal, new_entry),
        *(new_decision, marker, private),
    )
}


def lines(log: str) -> Iterator[str]:
    """What a build says, without how long it took and where it wrote."""
    for line in log.splitlines():
        if not re.search("built in|site is in|to directory|Cleaning", line):
            yield line
