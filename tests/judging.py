"""Those who judge the finished pages, and Ace, which judges the book: axe, Nu, Lighthouse.

They come from npm, by the exact versions in judges/package.json; without them their tests are
skipped, with the command that fetches them.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from browsers import BROWSING, CHROMIUM
from conftest import PROJECT, ROOT, Built, build, copied
from playwright.sync_api import Page
from traffic import traffic

JUDGES = ROOT / "tests/judges"
MODULES = JUDGES / "node_modules"
AXE = MODULES / "axe-core/axe.min.js"
NU = MODULES / "vnu-jar/build/dist/vnu.jar"
ACE = MODULES / "@daisy/ace-core/package.json"
LIGHTHOUSE = MODULES / "lighthouse/cli/index.js"

FETCH = "npm --prefix tests/judges install"
CHROME = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
# What a message names is not what it says.
QUOTED = re.compile("“[^”]*”")
NAMES = re.compile("(“…”(, | or |, or |-)*)+")

Message = tuple[str, str]
"""A message of the Nu checker, without the names in it, and one place where it was said."""


def _needs(*tools: Path | str) -> pytest.MarkDecorator:
    """Skips a test, and says why, if a judge or what runs it is not there."""
    missing = [
        each if isinstance(each, str) else each.relative_to(MODULES).parts[0]
        for each in tools
        if not (shutil.which(each) if isinstance(each, str) else each.exists())
    ]
    return pytest.mark.skipif(
        bool(missing), reason=f"{', '.join(missing)} not on this machine: {FETCH}"
    )


JUDGED_BY_AXE = [*BROWSING, _needs(AXE)]
JUDGED_BY_NU = [pytest.mark.xdist_group("browser"), _needs(NU, "java")]
JUDGED_BY_ACE = [*BROWSING, _needs(ACE, "node")]
JUDGED_BY_LIGHTHOUSE = [*BROWSING, _needs(LIGHTHOUSE, "node")]


def with_everything(root: Path, code: str = "en") -> Built:
    """The sample journal in one of its languages, built with what it has not: an entry with
    everything, one in another language, one that was taken back, and ways to answer."""
    copied(root, (*PROJECT, "docs"))
    shutil.copytree(ROOT / "tests/journals/judged", root, dirs_exist_ok=True)
    settings = (root / "journal.yml").read_text("utf-8")
    answers = settings.replace("author:\n", "author:\n  email: anna@example.org\n")
    answers += "comments: { giscus: { repo: a/b, repo_id: R, category: C, category_id: D } }\n"
    (root / "journal.yml").write_text(answers, "utf-8")
    host = (root / "mkdocs.yml").read_text("utf-8").replace("language: en", f"language: {code}")
    (root / "mkdocs.yml").write_text(host, "utf-8")
    built = build(root)
    assert built.status == 0, built.log
    return built


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """That journal, built once for a worker."""
    return with_everything(tmp_path_factory.mktemp("judged"))


@pytest.fixture(scope="session")
def judged_site(judged: Built) -> Iterator[str]:
    """Its address, on which everything stands where the journal believes it."""
    with traffic(judged.site, "journal/") as served:
        yield served.address


def violations(page: Page) -> list[str]:
    """What axe, which stands in the page, has against it by every rule that it applies unasked."""
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    return [
        f"{rule['id']}: {rule['help']}: {' '.join(map(str, node['target']))}"
        f" {' '.join(each['message'] for each in node['any'][:1])}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def messages(addresses: Iterable[str]) -> dict[str, Message]:
    """What the Nu checker says of pages, whether errors or warnings: by what it says."""
    done = subprocess.run(
        # It goes to no address of this machine unless it is told that it may.
        [
            *("java", "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", str(NU)),
            *("--format", "json", "--exit-zero-always", *addresses),
        ],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    found = json.loads(done.stderr)["messages"]
    unread = [each for each in found if each["type"] == "non-document-error"]
    assert unread == [], "a page that was not read is not judged"
    return {
        NAMES.sub("“…”", QUOTED.sub("“…”", each["message"])): (
            each["message"],
            f"{each['url']} {' '.join(each.get('extract', '').split())}",
        )
        for each in found
    }


def lighthouse(address: str, report: Path) -> Mapping[str, Any]:
    """What Lighthouse says of a page as a telephone gets it: its report."""
    done = subprocess.run(
        [
            *("node", str(LIGHTHOUSE), address, "--quiet", "--output=json"),
            *(f"--output-path={report}", f"--chrome-flags={CHROME}"),
        ],
        env=os.environ | {"CHROME_PATH": str(CHROMIUM), "CI": "1"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: Mapping[str, Any] = json.loads(report.read_text("utf-8"))
    return found


def ace(book: Path, folder: Path) -> list[str]:
    """What Ace by DAISY finds in a book: by page, rule and words."""
    done = subprocess.run(
        ["node", str(JUDGES / "ace.cjs"), str(book), str(folder)],
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": CHROMIUM or ""},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads((folder / "report.json").read_text("utf-8"))
    return [
        f"{page['earl:testSubject']['url']}: {found['earl:test']['dct:title']}: "
        f"{found['earl:result']['dct:description'][:200]}"
        for page in report["assertions"]
        for found in page["assertions"]
    ]
