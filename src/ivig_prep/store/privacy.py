"""Closing folders of ours that stand open to other users: made by hand, unpacked from an archive, or copied.

A folder the program makes is closed from the start. One that was there may be anybody's: a person may set the
data folder to their home, or to /tmp, where closing it would lock others out. So only a folder that

- belongs to this user, and is neither their home nor one with a sticky bit, as /tmp is, and
- holds nothing but what this program puts there

is taken for ours. A file of ours is closed wherever it lies: one that was copied by hand may stand open.
"""

import os
import stat
from contextlib import suppress

from ivig_prep.store.copies import COPIES, DAILY, SET_ASIDE

_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def keep_private(folder: str, record: str, *, people: str, reports: str) -> None:
    """Close the files of ours to other users, and the data folder; where it is not ours alone, the folders in it.

    Never fails: an entry must not be lost because a disk knows no such bits, or does not allow it.
    """
    if os.name != "posix":
        return
    for place in (folder, *_persons(os.path.join(folder, people))):
        _close_files(place, (record, f"{record}-*", ".new-*.db*", f"{SET_ASIDE}*.db*", reports))
        _close_files(os.path.join(place, COPIES), (f"{DAILY}*.db*", f"{SET_ASIDE}*.db*"))
    with suppress(OSError):
        if not _is_open(folder):
            return
    for each in (folder, *_persons(os.path.join(folder, people))):
        _close(each, (record, f"{record}-*", ".new-*.db*", f"{SET_ASIDE}*.db*", COPIES, people, reports))
        _close(os.path.join(each, COPIES), (f"{DAILY}*.db*", f"{SET_ASIDE}*.db*"))
    _close(os.path.join(folder, people), ("p-*",))


def _persons(folder: str) -> list[str]:
    with suppress(OSError):
        return [os.path.join(folder, name) for name in os.listdir(folder) if name.startswith("p-")]
    return []


def _close_files(folder: str, names: tuple[str, ...]) -> None:
    """Close the files in a folder that are ours by their name and their owner, whatever the folder is."""
    with suppress(OSError):
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            found = os.lstat(path)
            is_open = found.st_mode & _OPEN_TO_OTHERS and stat.S_ISREG(found.st_mode)
            if is_open and found.st_uid == os.geteuid() and _is_like(name, names):
                os.chmod(path, stat.S_IRUSR | stat.S_IWUSR)


def _close(folder: str, names: tuple[str, ...]) -> None:
    with suppress(OSError):
        if _is_open(folder) and _is_ours(folder, names):
            os.chmod(folder, stat.S_IRWXU)


def _is_open(folder: str) -> bool:
    return bool(os.stat(folder).st_mode & _OPEN_TO_OTHERS)


def _is_ours(folder: str, names: tuple[str, ...]) -> bool:
    """Say whether a folder is this user's, and holds nothing but files with names like ours."""
    status = os.stat(folder)
    home = os.path.realpath(os.path.expanduser("~"))
    if status.st_uid != os.geteuid() or status.st_mode & stat.S_ISVTX or os.path.realpath(folder) == home:
        return False
    held = os.listdir(folder)
    return bool(held) and all(_is_like(name, names) for name in held)


def _is_like(name: str, names: tuple[str, ...]) -> bool:
    from fnmatch import fnmatchcase  # late: only a folder that stands open needs it

    return any(fnmatchcase(name, pattern) for pattern in names)
