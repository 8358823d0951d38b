"""Pictures as they go out: with nothing but the image, and large ones in smaller copies.

Copies are kept from build to build, in a folder that may be deleted at any time.
"""

import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from waypost import pictures
from waypost.cli import placing
from waypost.pictures import Picture, originals, sizes
from waypost.pictures.responsive import Shown
from waypost.problems import Problem, errors

Sources = Mapping[str, tuple[str, Path]]
"""By the address of a picture, what the author calls its file, and where that is."""

_DAYS = 30  # for which a copy is kept that no build asks for


def placed(
    found: Mapping[str, Picture], there: Mapping[str, tuple[str, Path]], taken: Collection[str]
) -> tuple[Mapping[str, Shown], Sources]:
    """How pictures are shown, and where they come from, each by its address in the site.

    `found` are pictures by their path in the folder of the pages, `there` the address of each file
    of it, and where that is; at the addresses in `taken` no copy can be.
    """
    shown: dict[str, Shown] = {}
    sources: dict[str, tuple[str, Path]] = {}
    for uri in (each for each in found if each in there):
        picture, (address, file) = found[uri], there[uri]
        sources[address] = f"docs/{uri}", file
        widths = sizes.widths(picture)
        is_free = all(sizes.named(address, width) not in taken for width in widths)
        shown[address] = Shown(picture.width, picture.height, widths if is_free else ())
    return shown, sources


def copy(
    site: Path,
    wanted: Collection[str],
    sources: Sources,
    kept: Path,
    tell: Callable[[int, int], None] | None = None,
) -> list[Problem]:
    """Put smaller copies of some pictures, by their addresses, into a site; say which can't be.

    `tell` is told how many are done, and of how many.
    """
    problems: list[Problem] = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = pool.map(lambda at: _copy(site / at, *sources[at], kept), sorted(wanted))
        for number, found in enumerate(made, 1):
            problems += found
            if tell:
                tell(number, len(wanted))
    forget(kept)
    return problems


def strip(site: Path, sources: Sources, known: Collection[str] = ()) -> Iterator[Problem]:
    """Take from every picture of a site what is not the image; say which can't be published.

    `known` are files in it that nobody but us has made.
    """
    for address, file in originals.files(site, hidden=True, known=known):
        with file.open("rb") as opened:
            head = opened.read(pictures.HEAD)
            if pictures.kind(address, head) is None:
                continue
            data = head + opened.read()
        path, _ = sources.get(address, (address, file))
        picture, problems = pictures.read(path, data)
        yield from errors(problems)
        if picture and picture.clean != data:
            file.write_bytes(picture.clean)


def _copy(target: Path, path: str, source: Path, kept: Path) -> list[Problem]:
    """Put the smaller copies of a picture beside the place of the picture in the site."""
    copies = smaller(path, source.read_bytes(), kept)
    if not copies:
        return [pictures.damaged(path)]
    for width, each in copies.items():
        beside = target.with_name(sizes.named(target.name, width))
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(each)
    return []


def smaller(path: str, data: bytes, kept: Path) -> Mapping[int, bytes]:
    """The smaller copies of a picture by their widths, out of those that are kept if they are all
    there; none of a picture that is damaged.
    """
    # Imported here: most builds make none.
    from waypost.pictures import variants

    key = variants.key(data)
    found = {width: _kept(kept / f"{key}.{width}", path, width) for width in sizes.WIDTHS}
    copies = {width: each for width, each in found.items() if each}
    if len(copies) < len(found):
        copies = dict(variants.copies(path, data) or {})
        for width, each in copies.items():
            keep(kept / f"{key}.{width}", each)
    return copies


def _kept(file: Path, path: str, width: int) -> bytes | None:
    """A copy from another build; one that is not whole is none."""
    from waypost.pictures import variants

    with suppress(OSError):
        data = file.read_bytes()
        if variants.is_whole(path, data, width):
            os.utime(file)
            return data
    return None


def keep(file: Path, data: bytes) -> None:
    """Keep a copy; where that can't be, do not. Another build may be keeping the same one."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        placing.replace(file, data, beside=f".{file.name}.{os.getpid()}.new")


def forget(kept: Path) -> None:
    """Let copies go that no build has asked for in a month; another build may be using the rest."""
    with suppress(OSError):
        for file in kept.iterdir():
            if file.stat().st_mtime < time.time() - _DAYS * 86400:
                file.unlink(missing_ok=True)
