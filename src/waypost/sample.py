"""The sample journal that Waypost comes with: whether a folder still holds it, and nothing else."""

import hashlib
from collections.abc import Mapping, Sequence

LISTING = ".sample"
"""A file among the pages that names those of the sample, with the SHA-256 of each, as sha256sum."""


def listing(files: Mapping[str, bytes]) -> str:
    """The listing of some files, by their path."""
    return "".join(f"{_sum(data)}  {path}\n" for path, data in sorted(files.items()))


def own(files: Mapping[str, bytes], listed: str) -> Sequence[str]:
    """The files that are not the sample's, or no longer, in order."""
    lines = (line.partition("  ") for line in listed.splitlines())
    known = {path: checksum for checksum, _, path in lines}
    return sorted(path for path, data in files.items() if known.get(path) != _sum(data))


def _sum(data: bytes) -> str:
    # Git may have changed the ends of lines, as it does on Windows.
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
