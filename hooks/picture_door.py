"""Pictures go out with nothing but the image, and large ones in smaller copies.

The pages say which copies there are, and the end of a build makes them, out of a folder in which
they are kept from build to build.
"""

import os
import tempfile
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from mkdocs import plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from waypost import pictures
from waypost.build import Build
from waypost.checks import finished
from waypost.pictures import originals, sizes
from waypost.pictures.responsive import Shown, responsive
from waypost.problems import Problem, errors

log = plugins.log.getChild("waypost")

_DAYS = 30  # for which a copy is kept that no build asks for


# When the journal's addresses are known.
@event_priority(-50)
def on_nav(_: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Note where the author's pictures are, and which of them have smaller copies."""
    build = _build(config)
    taken = {unquote(file.url) for file in files}
    shown: dict[str, Shown] = {}
    sources: dict[str, tuple[str, Path]] = {}
    for uri, picture in build.pictures.items():
        if (file := files.get_file_from_path(uri)) and file.abs_src_path:
            address = unquote(file.url)
            widths = sizes.widths(picture)
            is_free = taken.isdisjoint(sizes.named(address, width) for width in widths)
            copies = widths if is_free else ()
            if picture.kind != "SVG":
                shown[address] = Shown(picture.width, picture.height, copies)
            sources[address] = f"docs/{uri}", Path(file.abs_src_path)
    config.extra["waypost_shown"], config.extra["waypost_sources"] = shown, sources


# Before the journal reads the finished text, which it hands on to the feeds.
@event_priority(-90)
def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Let pictures say their size, and be there in several."""
    build, shown = _build(config), config.extra["waypost_shown"]

    def find(link: str) -> Shown | None:
        place = finished.target(link, page.url, config.site_url or "")
        found: Shown | None = shown.get(place)
        if found and found.copies:
            copies = [sizes.named(str(place), width) for width in found.copies]
            build.addresses.update(copies)
            build.copied[str(place)] = copies[-1]
        return found

    return responsive(html, find)


# The pages are there; the site is still beside the old one.
def on_post_build(config: MkDocsConfig) -> None:
    """Make the copies, and take from every picture in the site what is not the image."""
    build, site = _build(config), Path(config.site_dir)
    sources: Mapping[str, tuple[str, Path]] = config.extra["waypost_sources"]
    kept = Path(config.extra["waypost_cache"], "pictures")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = pool.map(lambda at: _copy(site / at, *sources[at], kept), sorted(build.copied))
        problems = [each for found in made for each in found]
    _forget(kept)
    if not build.preview:
        names = {address: path for address, (path, _) in sources.items()}
        problems += [each for each in _strip(site, names) if each not in problems]
    for problem in sorted(problems):
        log.error(str(problem))
    if problems and not build.preview:
        things = "One thing has" if len(problems) == 1 else f"{len(problems)} things have"
        raise Abort(f"{things} to be mended first (see above). Nothing was published or changed.")


def _build(config: MkDocsConfig) -> Build:
    build = config.extra["waypost"]
    assert isinstance(build, Build)
    return build


def _strip(site: Path, names: Mapping[str, str]) -> Iterable[Problem]:
    """Take from every picture what is not the image, and say which can't be published."""
    for address, file in originals.files(site, hidden=True):
        with file.open("rb") as opened:
            head = opened.read(pictures.HEAD)
            if pictures.kind(address, head) is None:
                continue
            data = head + opened.read()
        picture, problems = pictures.read(names.get(address, address), data)
        yield from errors(problems)
        if picture and picture.clean != data:
            file.write_bytes(picture.clean)


def _copy(target: Path, path: str, source: Path, kept: Path) -> list[Problem]:
    """Put the smaller copies of a picture beside the place of the picture in the site."""
    # Imported here: most builds make none.
    from waypost.pictures import variants

    data = source.read_bytes()
    key = variants.key(data)
    copies = {width: _kept(kept / f"{key}.{width}", path, width) for width in sizes.WIDTHS}
    if not all(copies.values()):
        copies = dict(variants.copies(path, data) or {})
        if not copies:
            return [pictures.damaged(path)]
        for width, copy in copies.items():
            _keep(kept / f"{key}.{width}", copy or b"")
    for width, copy in copies.items():
        beside = target.with_name(sizes.named(target.name, width))
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(copy or b"")
    return []


def _kept(file: Path, path: str, width: int) -> bytes | None:
    """A copy from another build; one that is not whole is none."""
    from waypost.pictures import variants

    with suppress(OSError):
        data = file.read_bytes()
        if variants.is_whole(path, data, width):
            os.utime(file)
            return data
    return None


def _keep(file: Path, data: bytes) -> None:
    """Keep a copy, written beside its place and then put into it; where that can't be, do not."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as beside:
            beside.write(data)
        Path(beside.name).replace(file)


def _forget(kept: Path) -> None:
    """Let copies go that no build has asked for in a month; another build may be using the rest."""
    with suppress(OSError):
        for file in kept.iterdir():
            if file.stat().st_mtime < time.time() - _DAYS * 86400:
                file.unlink(missing_ok=True)
