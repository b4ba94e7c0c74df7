"""Folders and names on a disk: made for this user alone, and durable before anybody is told.

A new name is only in memory until its folder is synced. So each link, rename, mkdir and unlink that matters
goes through this file.
"""

import errno
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

HOLD_SECONDS = 10.0
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EBADF)
"""What a system answers that syncs no folders, or does not let this one be opened for reading."""


def is_there(path: str) -> bool:
    """Say whether there is something at a path. Raises OSError where that cannot be known."""
    try:
        os.lstat(path)
    except FileNotFoundError:
        return False
    return True


def check_way(folder: str) -> None:
    """Raise OSError for a folder that is missing because its way is cut: a link to a disk that is away, a file."""
    while not is_there(folder):  # asked first: another window may make the folder between two looks
        above = os.path.dirname(folder)
        if above == folder:
            break
        folder = above
    if not os.path.isdir(folder):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder)


def make_folder(folder: str) -> None:
    """Make the folder, and what is missing above it, for this user alone, whatever the umask."""
    if os.path.isdir(folder):
        return
    above = os.path.dirname(folder)
    if above != folder:
        make_folder(above)
    try:
        os.mkdir(folder, mode=0o700)
    except FileExistsError:  # another window was first, or a file stands there
        if not os.path.isdir(folder):
            raise
    sync_folder(above)


def put_in_place(fresh: str, path: str) -> bool:
    """Give a finished file its name, without ever replacing one that is there. Return False where one is."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return False
    except (AttributeError, OSError):  # no hard links on this disk, or on this system
        if not _rename_to_free_name(fresh, path):
            return False
    sync_folder(os.path.dirname(path))
    return True


def _rename_to_free_name(fresh: str, path: str) -> bool:
    """Rename a file where nothing has that name. On Windows `rename` sees to that; elsewhere it would replace."""
    with hold(os.path.dirname(path)):
        if os.path.lexists(path):
            return False
        try:
            os.rename(fresh, path)
        except FileExistsError:
            return False
    return True


def replace(fresh: str, path: str) -> None:
    """Give a finished file its name, in the place of what had it."""
    os.replace(fresh, path)
    sync_folder(os.path.dirname(path))


def keep_aside(path: str, kept: str) -> str | None:
    """Give what is at a path a second name and return that; None where nothing is there.

    A file keeps its first name too, until another takes its place: the record is never gone in between.
    Only what is no file loses its first name, since a folder, a link or a pipe cannot have two.
    """
    if not is_there(path):
        return None
    if os.path.islink(path) or not os.path.isfile(path):
        os.rename(path, kept)
        sync_folder(os.path.dirname(path))
    else:
        try:
            os.link(path, kept)
        except (AttributeError, OSError):  # no hard links on this disk, or on this system
            _copy_aside(path, kept)
    sync_folder(os.path.dirname(kept))
    return kept


def _copy_aside(path: str, kept: str) -> None:
    part = f"{kept}.part"
    try:
        with open(path, "rb") as source, os.fdopen(_new_file(part), "wb") as target:
            while chunk := source.read(1 << 20):
                target.write(chunk)
            target.flush()
            sync_handle(target.fileno())
        os.rename(part, kept)
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise


def _new_file(path: str) -> int:
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)


def delete(paths: Iterable[str]) -> None:
    """Delete files, in this order, so that they do not come back. One that is gone already is no error."""
    folders = dict.fromkeys(os.path.dirname(path) for path in _deleted(paths))
    for folder in folders:
        sync_folder(folder)


def _deleted(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        with suppress(FileNotFoundError):
            os.unlink(path)
            yield path


def delete_folder(folder: str) -> None:
    """Delete an empty folder, so that it does not come back."""
    os.rmdir(folder)
    sync_folder(os.path.dirname(folder))


def sync_folder(folder: str) -> None:
    """Make the names in a folder durable, where the system lets a folder be opened for that."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            sync_handle(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def sync_file(path: str) -> None:
    """Make what was written into a file durable."""
    handle = os.open(path, os.O_RDWR)
    try:
        sync_handle(handle)
    finally:
        os.close(handle)


def sync_handle(handle: int) -> None:
    """Make an open file durable. On macOS `fsync` leaves it in the disk's own memory, so that asks for more."""
    if sys.platform == "darwin":
        import fcntl  # late: macOS alone

        with suppress(OSError):  # a network drive may not know of it
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)


@contextmanager
def hold(folder: str, seconds: float = HOLD_SECONDS) -> Iterator[None]:
    """Keep a folder for this window, among all that ask so; wait for another one. The system lets go for a killed one.

    Raises BlockingIOError after so many seconds. Where a folder cannot be held (Windows, some network drives),
    it goes on without.
    """
    handle = _folder_handle(folder)
    try:
        if handle is not None:
            _lock(handle, time.monotonic() + seconds)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _folder_handle(folder: str) -> int | None:
    if os.name != "posix":
        return None
    with suppress(PermissionError):
        return os.open(folder, os.O_RDONLY)
    return None


def _lock(handle: int, until: float) -> None:
    import fcntl  # late: Windows has none, and few runs need it

    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        except OSError:  # this disk knows no such locks
            return
        else:
            return
