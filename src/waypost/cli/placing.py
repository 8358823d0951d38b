"""What is written takes its place in one step: there is the former or the new, and always whole.

A file is written beside its place first. A site is made in a folder beside the former one, of one
build and no other; a lock that the system lets go when a process ends, however it ends, says
whether that build is still there.
"""

import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from tempfile import mkstemp

UNFINISHED, FORMER = ".site-in-progress-", ".site-before-"
_LOCK = ".lock"
_ATTEMPTS = 5  # each fails only if another build of the same site did something at that very moment

# Linux and macOS number these in their own ways.
_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2
_CAN_NOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
_CAME_BETWEEN = {errno.ENOENT, errno.EEXIST, errno.ENOTEMPTY}

Swap = Callable[[Path, Path], bool]


def replace(path: Path, data: bytes, beside: str = "") -> None:
    """Write a file so that it holds the former or the new text, whatever happens meanwhile.

    Until then it is beside its place under a name that neither the host nor git looks at.
    """
    there = path.resolve()
    new = _written(there.with_name(beside or f".{there.name}.new"), data)
    try:
        if there.exists():
            shutil.copymode(there, new)
        new.replace(there)
    finally:
        new.unlink(missing_ok=True)


def create(path: Path, data: bytes) -> None:
    """Write a new file, whole or not at all; never over another, which is a `FileExistsError`."""
    new = _written(path.with_name(f".{path.name}.{os.getpid()}.new"), data)
    try:
        os.link(new, path)  # unlike a new name, it is refused where there is a file
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with path.open("xb") as file:
            file.write(data)
    finally:
        new.unlink()


def exchange(one: Path, other: Path) -> bool:
    """Let two folders take each other's name in one step; False where the system knows no such."""
    import ctypes

    try:
        if sys.platform == "darwin":
            call = ctypes.CDLL(None, use_errno=True).renamex_np
            failed = call(os.fsencode(one), os.fsencode(other), _RENAME_SWAP)
        else:
            call = ctypes.CDLL(None, use_errno=True).renameat2
            names = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other))
            failed = call(*names, _RENAME_EXCHANGE)
    except (AttributeError, TypeError):  # an older library; Windows, which has none of that name
        return False
    if failed:
        number = ctypes.get_errno()
        if number in _CAN_NOT:
            return False
        raise OSError(number, os.strerror(number), str(other))
    return True


@dataclass(frozen=True)
class Place:
    """A folder for one build of a site, beside it."""

    site: Path
    folder: Path
    held: int

    def take(self, swap: Swap = exchange) -> None:
        """Put the folder in the place of the site; where that fails, the site stays as it was."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                self._take(swap)
                break
            except OSError as error:
                if error.errno not in _CAME_BETWEEN or attempt == _ATTEMPTS:
                    raise
        self.leave()

    def leave(self) -> None:
        """Take away what is left of this build beside the site, or put the former site back.

        What resists is found by the next build, by its lock. A second time does nothing.
        """
        lock = self.folder.with_name(f"{self.folder.name}{_LOCK}")
        if not lock.exists():
            return
        if not self.site.exists():
            with suppress(OSError):
                self.former.rename(self.site)
        if self.site.exists():
            _remove(self.former)
        _remove(self.folder)
        if not self.former.exists() and not self.folder.exists():
            _let_go(lock, self.held)

    @property
    def former(self) -> Path:
        """Where the former site is for a moment if the two can't be exchanged in one step."""
        return self.folder.with_name(f"{FORMER}{self.folder.name.removeprefix(UNFINISHED)}")

    def _take(self, swap: Swap) -> None:
        if not self.site.exists():
            self.folder.rename(self.site)
            return
        _keep_hidden(self.site, self.folder)
        if not swap(self.folder, self.site):
            self._take_in_two_steps()

    def _take_in_two_steps(self) -> None:
        """Killed between the two, the next build of this site puts the former one back."""
        self.site.rename(self.former)
        try:
            self.folder.rename(self.site)
        except OSError:
            if self.site.exists():  # another build's, and whole
                _remove(self.former)
            else:
                self.former.rename(self.site)
            raise


def beside(site: Path) -> Place:
    """An empty folder for a build of a site; what builds that were killed have left is mended."""
    site.parent.mkdir(parents=True, exist_ok=True)
    start = f"{UNFINISHED}{site.name}-"
    for left in site.parent.glob(f"{escape(start)}*{_LOCK}"):
        if "-" not in left.name.removeprefix(start):  # else of a site with a longer name
            with suppress(OSError):
                _mend(left, site)
    for attempt in range(1, _ATTEMPTS + 1):
        lock, name = mkstemp(_LOCK, start, site.parent)
        # Another build may have taken it for a leftover before it was held. Where nothing can be
        # held, nobody takes anything for a leftover either.
        if (_hold(lock) and os.path.lexists(name)) or attempt == _ATTEMPTS:
            break
        _let_go(Path(name), lock)
    place = Place(site, Path(name.removesuffix(_LOCK)), lock)
    try:
        place.folder.mkdir()
    except OSError:
        place.leave()
        raise
    return place


def _written(path: Path, data: bytes) -> Path:
    """Write a file that is on the disk, also after a power cut, before it takes its place."""
    try:
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:  # also where somebody stops it
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise
    return path


def _mend(left: Path, site: Path) -> None:
    """Tidy up after a build, unless it is still there."""
    lock = os.open(left, os.O_RDWR)
    if _hold(lock):
        Place(site, left.with_name(left.name.removesuffix(_LOCK)), lock).leave()
    else:
        os.close(lock)


def _hold(lock: int) -> bool:
    """Hold a lock until the process ends, however it ends; False where another one holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _let_go(path: Path, lock: int) -> None:
    with suppress(OSError):  # while it is held, so that nobody takes it between
        path.unlink()
    os.close(lock)
    with suppress(OSError):  # on Windows, no file goes that somebody has open
        path.unlink()


def _keep_hidden(former: Path, new: Path) -> None:
    """Take over what the host never touches in a site: `.git`, `.htaccess` and the like.

    The former site keeps it too, since the new one may never take its place.
    """
    for path in former.glob(".*"):
        if os.path.lexists(new / path.name):
            continue
        if path.is_symlink() or not path.is_dir():
            _link(path, new / path.name)
            continue
        try:
            shutil.copytree(path, new / path.name, symlinks=True, copy_function=_link)
        except shutil.Error:  # a list of all that failed
            raise OSError(errno.EIO, f"{path.name} can't be copied", str(path)) from None


def _link(path: str | Path, other: str | Path) -> None:
    """The same file under another name, or a copy where that can't be."""
    if not Path(path).is_symlink():
        with suppress(OSError):
            os.link(path, other)
            return
    shutil.copy2(path, other, follow_symlinks=False)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():  # something in it is read-only
        with suppress(OSError):
            _make_writable(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _make_writable(folder: Path) -> None:
    folder.chmod(stat.S_IRWXU)
    for at, folders, names in os.walk(folder):  # which looks into a folder after this loop only
        for path in (Path(at, name) for name in (*folders, *names)):
            if not path.is_symlink():
                more = stat.S_IRWXU if path.is_dir() else stat.S_IWUSR
                path.chmod(path.stat().st_mode | more)
