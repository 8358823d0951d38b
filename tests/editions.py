"""A journal as it was published, caught at the end of a build, for tests of what is exported."""

import pickle
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from conftest import PROJECT, ROOT, TODAY, Built, build, copied, entry, write
from everything import FILES, vocabulary
from PIL import Image

from waypost.exports.data import data
from waypost.exports.markdown import PACKAGE, markdown
from waypost.exports.model import Edition, Files
from waypost.exports.packing import packed
from waypost.exports.provenance import sealed
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


def _secretive() -> dict[str, str]:
    """A journal with something hidden in each place where something can be, and its words."""
    files = dict(HIDING)
    words = (ROOT / "journal.yml").read_text("utf-8")
    words = words.replace(
        "  name: The author of this sample", "  name: Anna\n  email: qvark01@silver.example"
    )
    words = words.replace("\nprompts:\n", '\nprompts:\n  - "QVARK02SILVER?"\n')
    words = words.replace("en: [budget,", "en: [QVARK03SILVER, budget,")
    words = words.replace(
        "\npauses:\n", "\npauses:\n  - {starts: 2027-W01, until: 2027-W03, why: QVARK04SILVER}\n"
    )
    return {**files, "journal.yml": words}


_DRAFT = "QVARK05SILVER-draft"
_TRIED = "hypothesis: B\nstarts: {}\nends: {}\ncriteria: [{{metric: pairs, at_least: 40}}]\n"
_TRIED += "{}\n---\nText.\n"
HIDING: Mapping[str, str] = {
    f"docs/entries/{_DRAFT}.md": entry("QVARK06SILVER", "2026-W01", status="draft"),
    "docs/entries/next.md": entry("QVARK07SILVER", "2026-W48", "QVARK08SILVER"),
    "docs/entries/late.md": entry("QVARK09SILVER", "2026-W02", publish_at="2026-11-23 00:01"),
    "docs/entries/bare.md": entry("QVARK10SILVER", "2026-W03", "<!-- QVARK11SILVER -->"),
    "docs/entries/back.md": entry(
        "Taken back",
        "2026-W04",
        "QVARK12SILVER ![x](images/QVARK13SILVER.png)",
        status="withdrawn",
        summary="QVARK14SILVER",
        tags="[QVARK15SILVER]",
        next="[QVARK16SILVER]",
        changes="QVARK17SILVER",
        updated="2026-10-01",
        image="images/QVARK18SILVER.png",
        image_alt="QVARK19SILVER",
        extra="QVARK20SILVER",
    ),
    "docs/entries/images/QVARK13SILVER.png": "QVARK21SILVER",
    "docs/entries/images/QVARK18SILVER.png": "QVARK22SILVER",
    "docs/entries/seen.md": entry(
        "Seen",
        "2026-W05",
        f"A [draft]({_DRAFT}.md) and [one]({_DRAFT}.md 'QVARK23SILVER'){{ title=QVARK24SILVER }}.\n"
        f"\nThe [last][one], <a class=\"x\" href='../{_DRAFT}/'>raw</a>, [far]"
        f"(https://waypost.example/journal/entries/{_DRAFT}/).\n\n"
        f'<iframe src="../{_DRAFT}/"></iframe>\n\n[one]: {_DRAFT}.md\n\n'
        f"> [q]: {_DRAFT}.md\n\n- [q] and [z](<{_DRAFT}.md#x>)\n\n"
        '[//]: # (QVARK44SILVER)\n[note]: <> "QVARK45SILVER"\n\n'
        "<? QVARK48SILVER ?> <![CDATA[QVARK49SILVER]]> <!QVARK50SILVER>\n\n"
        "The HTML of [it][kept], [elsewhere](https://b.example/%s/).\n\n"
        "[kept]: https://c.example/ 'Said'\n*[HTML]: Told\n\n"
        "    [code]: is shown\n    <?php and ?> this\n\n"
        % _DRAFT.replace("05", "AA")
        + "<!-- QVARK25SILVER -->\n\nText <!-- QVARK26SILVER --> more. `<!-- shown -->`",
        extra="{note: QVARK27SILVER}",
        updated="2026-12-01",
        changes="QVARK28SILVER",
        readings="{absolute: 12.5, indexed: 131.2, trend: up}",
        summary="Short. # QVARK29SILVER",
    ),
    "docs/decisions/later.md": "---\ntitle: QVARK30SILVER\ndate: 2026-11-29\n"
    "supersedes: [now]\n---\nQVARK31SILVER\n",
    "docs/decisions/now.md": "---\ntitle: Now\ndate: 2026-09-04\nsupersedes: [before]\n"
    "status: accepted\nexpected: Some.\nextra: QVARK32SILVER\n"
    "outcome: {date: 2026-12-01, result: QVARK33SILVER}\n---\nText.\n",
    "docs/decisions/before.md": "---\ntitle: Before\ndate: 2026-08-04\n---\nText.\n",
    "docs/experiments/runs.md": "---\ntitle: Runs\n"
    + _TRIED.format(
        "2026-11-16",
        "2026-11-27",
        "results: {pairs: 424242}\nlearned: QVARK34SILVER\nverdict: stopped early\n"
        "verdict_because: QVARK35SILVER\neffort: 979797\ndecision: later\nextra: QVARK36SILVER",
    ),
    "docs/experiments/over.md": "---\ntitle: Over\n"
    + _TRIED.format("2026-10-01", "2026-10-09", "learned: QVARK37SILVER\nnext_step: scale"),
    "docs/phases/p.md": "---\ntitle: P\nstarts: 2026-01-01\nextra: QVARK38SILVER\ndeliverables:\n"
    "  - {what: One, done: 2026-12-24}\n"
    "  - {what: Two, dropped: 2026-12-26, because: QVARK39SILVER}\n---\nText.\n",
    "docs/goals/g.md": "---\ntitle: G\nlevel: channel\nextra: QVARK40SILVER\n---\nText.\n",
    **{
        f"docs/key-results/{kind}.md": f"---\ntitle: {kind}\ngoal: g\nunit: u\ndirection: up\n"
        f"disclosure: {kind}\nextra: QVARK41SILVER\n{more}---\nText.\n"
        for kind, more in (
            ("absolute", "baseline: 10\ntarget: 20\n"),
            ("indexed", "baseline: 100\ntarget: 150\n"),
            ("trend", ""),
        )
    },
    "docs/about.md": "---\ntitle: About\n# QVARK42SILVER\nextra: QVARK43SILVER\n---\n"
    f"Text, and [a draft](entries/{_DRAFT}.md).\n",
}
"""Whatever is called so is to be seen by nobody: 424242 and 979797 too, and dates in December."""

HIDDEN = re.compile(rb"QVARK\d\dSILVER|424242|979797|2026-12-2[46]", re.IGNORECASE)
"""What must stand in no export."""


def project_of(name: str, root: Path) -> Path:
    """A journal of a name in a folder: one of those that tests know, or one that hides things."""
    copied(root, PROJECT)
    if name == "sample":
        copied(root, ["docs"])
    elif name == "everything":
        write(root, {**FILES, "journal.yml": vocabulary()})
        Image.effect_noise((2400, 1800), 80).save(root / "docs/entries/pic.png")
    elif name == "hurtful":
        shutil.copytree(ROOT / "tests/journals/hurtful", root, dirs_exist_ok=True)
    else:
        pages = {"docs/index.md": "# Home\n"}
        write(root, {**pages, **_secretive(), "private.yml": "baselines: {indexed: 424242}\n"})
    return root


def packages(edition: Edition) -> Mapping[str, Files]:
    """Everything that leaves: the files of the archive, and those of its package of Markdown."""
    inner = sealed(edition, markdown(edition))
    outer = {**data(edition), PACKAGE: packed(inner)}
    return {"archive": sealed(edition, outer), "markdown": inner}
