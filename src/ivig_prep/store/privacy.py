"""Closing folders of ours that stand open to other users: made by hand, unpacked from an archive, or copied.

A folder the program makes is closed from the start. One that was there may be anybody's: a person may set the
data folder to their home, or to /tmp, where closing it would lock others out. So only a folder that

- belongs to this user, and is neither their home nor one with a sticky bit, as /tmp is, and
- holds nothing but what this program puts there

is taken for ours. A file in it, whatever the folder, is made for its owner alone.
"""

import os
import stat
from contextlib import suppress

from ivig_prep.store.copies import COPIES, DAILY, SET_ASIDE

_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def keep_private(folder: str, record: str, *, people: str, reports: str) -> None:
    """Close the data folder to other users; where it is not ours alone, close the folders of ours in it.

    Never fails: an entry must not be lost because a disk knows no such bits, or does not allow it.
    """
    if os.name != "posix":
        return
    with suppress(OSError):
        if not _is_open(folder):
            return
    persons = _inside(os.path.join(folder, people), ("p-*",))
    for each in (folder, *persons):
        _close(each, (record, f"{record}-*", ".new-*.db*", f"{SET_ASIDE}*.db*", COPIES, people, reports))
        _close(os.path.join(each, COPIES), (f"{DAILY}*.db*", f"{SET_ASIDE}*.db*"))
    _close(os.path.join(folder, people), ("p-*",))


def _inside(folder: str, names: tuple[str, ...]) -> list[str]:
    with suppress(OSError):
        return [os.path.join(folder, name) for name in os.listdir(folder) if _is_like(name, names)]
    return []


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
