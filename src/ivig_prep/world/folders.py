"""Folders and names on a disk: made for this user alone, and durable before anybody is told."""

import errno
import os


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


def put_in_place(fresh: str, path: str) -> None:
    """Give the finished file its name without ever replacing one that is there, and make that durable."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return  # another window was first: its record is the one
    except OSError:  # no hard links on this disk
        if not os.path.lexists(path):
            os.rename(fresh, path)
    sync_folder(os.path.dirname(path))


def move_aside(path: str, kept: str) -> str | None:
    """Give what is at a path another name and return that; None where nothing is there.

    A file keeps its first name too, until another takes its place: the record is never gone in between.
    """
    if not is_there(path):
        return None
    if os.path.isfile(path) and not os.path.islink(path) and not path.endswith("-journal"):
        try:
            os.link(path, kept)
        except OSError:  # no hard links on this disk
            os.rename(path, kept)
    else:
        os.rename(path, kept)
    return kept


def sync_folder(folder: str) -> None:
    """Make the names in a folder durable, where the system lets a folder be opened for that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
