"""A journal as it was published, caught at the end of a build, for tests of what is exported."""

import pickle
from dataclasses import dataclass
from pathlib import Path

from conftest import TODAY, Built, build

from waypost.exports.model import Edition
from waypost.languages import language

# Beside the doors, of which a build knows by their names that none is missing.
_CATCHER = '''"""Keeps what an edition is made of, for tests."""

import pickle
from pathlib import Path

from mkdocs.plugins import event_priority
from waypost.reuse import Htmls


@event_priority(-100)
def on_post_build(config):
    build = config.extra["waypost"]
    caught = build.public, build.pages.site, build.now, dict(Htmls(build.prose))
    Path(config.config_file_path).with_name("caught.pickle").write_bytes(pickle.dumps(caught))
'''


@dataclass(frozen=True)
class _Files:
    """The files of a finished site."""

    site: Path

    def __call__(self, path: str) -> bytes | None:
        file = self.site / path
        return file.read_bytes() if file.is_file() else None


def edition_of(root: Path, code: str = "en", today: str = TODAY) -> tuple[Edition, Built]:
    """Build a journal, and say what its edition is."""
    (root / "hooks/catcher.py").write_text(_CATCHER, "utf-8")
    engine = root / "engine.yml"
    if "catcher" not in engine.read_text("utf-8"):
        text = engine.read_text("utf-8").replace("\nhooks:\n", "\nhooks:\n  - hooks/catcher.py\n")
        engine.write_text(text, "utf-8")
    built = build(root, today=today)
    assert built.status == 0, built.log
    journal, site, now, contents = pickle.loads((root / "caught.pickle").read_bytes())
    made = Edition(
        journal, language(code), site, now, contents, _Files(built.site), "1.2.3", "0" * 40
    )
    return made, built
