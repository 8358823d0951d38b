"""Builds that are killed at random moments: python tests/kill.py [builds] [seed]

After each, the site is compared with the two that it may be: that of the text before, and that of
the text after, which differ on every page.
"""

import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from conftest import PROJECT, ROOT, build, contents, entry, environment, write

TEXTS = ("Before", "After")
PAGES = {"docs/index.md": "# Home\n", "docs/about.md": "# About\n", "docs/entries/a.md": entry()}

Site = Mapping[str, bytes]
Patience = Callable[[Path], None]


class Journal:
    """A small journal whose name changes, and with it every page."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in PROJECT:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, root / name)
        write(root, PAGES)
        self.settings = (root / "mkdocs.yml").read_text("utf-8")
        self.sites = {text: self._built(text) for text in TEXTS}
        one, other = self.sites.values()
        assert one.keys() == other.keys()
        assert all(one[path] != other[path] for path in one if path.endswith(".html"))
        self.now = TEXTS[1]

    def _built(self, text: str) -> Site:
        self.name(text)
        built = build(self.root)
        assert built.status == 0, built.log
        return built.files()

    def name(self, text: str) -> None:
        settings = re.sub(r"(?m)^site_name:.*", f"site_name: {text}", self.settings)
        (self.root / "mkdocs.yml").write_text(settings, "utf-8")

    def killed(self, wait: Patience) -> str:
        """Start a build of the other text, wait, kill it: which text the site has then."""
        self.name(TEXTS[self.now == TEXTS[0]])
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", "mkdocs.yml"]
        with subprocess.Popen(command, cwd=self.root, env=environment()) as host:
            wait(self.root)
            host.send_signal(signal.SIGKILL)
        site = contents(self.root / "site")
        self.now = next((text for text in TEXTS if self.sites[text] == site), "broken")
        return self.now

    def left(self) -> list[str]:
        """What builds have left beside the site."""
        return sorted(path.name for path in self.root.glob(".site-*"))


def main(builds: int = 200, seed: int = 1) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        journal, found = Journal(Path(folder)), Counter[str]()
        begun = time.monotonic()
        build(journal.root)
        longest = 1.5 * (time.monotonic() - begun)
        for n in range(1, builds + 1):
            before = journal.now
            moment = chance.uniform(0, longest)
            after = journal.killed(lambda _, moment=moment: time.sleep(moment))
            came = "broken" if after == "broken" else "old" if after == before else "new"
            found[came] += 1
            # However busy the machine is, about as many are hit too late as in time.
            longest *= 1.05 if came == "old" else 0.95
            print(f"\r{n}: {dict(found)}", end="", flush=True)
            if after == "broken":
                raise SystemExit("\nThe site is neither the one nor the other.")
        assert build(journal.root).status == 0
        print(f"\nLeft beside the site after one more build: {journal.left() or 'nothing'}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
