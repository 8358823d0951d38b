"""Read every page of a folder and parse its front matter: what `waypost check` is compared with."""

import sys
from pathlib import Path

import yaml

for path in Path(sys.argv[1]).rglob("*.md"):
    text = path.read_text(encoding="utf-8")
    if text.startswith("---\n"):
        yaml.load(text.split("---\n", 2)[1], yaml.CSafeLoader)
