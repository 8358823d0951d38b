"""Python-Markdown does less in vain: what it tries is tried where it can succeed.

What comes out is the same, byte for byte. Each part stands for one of the library that was read
line by line, so it counts for the versions below only; with others all is as the library does it.
A test knows the source of what was read, and says what to do when that has changed.
"""

import sys
from typing import Any

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.treeprocessors import InlineProcessor
from markdown.util import Registry

from waypost.quick.blocks import QuickParser
from waypost.quick.inline import QuickInline

KNOWN = {"markdown": {"3.11.3"}, "pymdownx": {"13.1"}}
"""Versions of Python-Markdown, and of the extensions beside it, that were read."""


def hasten(md: Markdown) -> None:
    """Let a converter take the short way where it has one; what others have changed stays."""
    if not is_known():
        return
    if type(md.parser) is BlockParser:
        md.parser.__class__ = QuickParser
    _replace(md.treeprocessors, "inline", InlineProcessor, QuickInline(md))


def is_known() -> bool:
    """Whether all that is loaded of what was read is as it was then."""
    loaded = {name: sys.modules[name] for name in KNOWN if name in sys.modules}
    return all(module.__version__ in KNOWN[name] for name, module in loaded.items())


def _replace(registry: Registry[Any], name: str, kind: type, quick: object) -> None:
    """Put a quick one in the place of one that is just of the library's kind."""
    if name in registry and type(registry[name]) is kind:
        # `register` would put it behind others of its priority.
        registry._data[name] = quick  # type: ignore[attr-defined]
