"""What is wrong with a file or a folder, in plain words."""

import errno
import os
import sqlite3

from ivig_prep.core.text import neutral

MOST_SHOWN = 300
_FULL = "The disk is full."
_READ_ONLY = "That place can be read, but not written."
_NOT_ALLOWED = "Your user account may not read or write there."
_BROKEN = "The disk could not be written or read."
_NO_LOCK = "The disk lets no window keep the file for itself."
_GONE = "The record was deleted or replaced meanwhile. Start again."
_OTHER = "The computer does not allow it."
_OF_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: "Your share of the disk is used up.",
    errno.EFBIG: "The file may not grow any more.",
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.ENOTDIR: "A file, or a link to a place that is not there, stands where a folder belongs.",
    errno.EEXIST: "A file, or a link to a place that is not there, stands where a folder belongs.",
    errno.ENAMETOOLONG: "The name of that folder is too long.",
    errno.EIO: _BROKEN,
    errno.EMFILE: "Too many files are open.",
    errno.ENOLCK: _NO_LOCK,
    errno.EAGAIN: "Another window is busy in that folder.",
}
_OF_SQLITE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _NOT_ALLOWED,
    sqlite3.SQLITE_PERM: _NOT_ALLOWED,
    sqlite3.SQLITE_IOERR: _BROKEN,
}
_AFTER_COMMIT = (sqlite3.SQLITE_IOERR_DIR_FSYNC, sqlite3.SQLITE_IOERR_UNLOCK, sqlite3.SQLITE_IOERR_RDLOCK)
"""What SQLite reports of the steps that follow the deletion of the journal, which is what commits."""

_SAID = {"disk is full": _FULL, "readonly": _READ_ONLY, "unable to open": _NOT_ALLOWED, "disk i/o error": _BROKEN}
"""For what Python or a trigger raises without SQLite's own code."""


def in_place_of_a_file(path: str) -> str | None:
    """Say what stands at a path where a file with something in it belongs; None where it is one.

    A link is not followed. What it leads to may lie where others read it, and `forget` would delete the
    link and leave the words. A link in place of the whole data folder is followed: people keep it on
    another disk, and everything of it stays together there.
    """
    if os.path.islink(path):
        return "it is a link to another place, and links are not followed"
    if os.path.isdir(path):
        return "a folder stands in its place"
    if not os.path.isfile(path):
        return "what stands in its place is not a file"
    return "the file is empty" if os.path.getsize(path) == 0 else None


def of_system(error: OSError) -> str:
    """Say what the system reports."""
    return _OF_SYSTEM.get(error.errno or 0, _OTHER)


def of_sqlite(error: sqlite3.DatabaseError) -> str | None:
    """Say what SQLite reports of the disk or the folder; None where the fault is in the file."""
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return _GONE
    if code is not None and code & 0xFF in _OF_SQLITE:
        return _OF_SQLITE[code & 0xFF]
    return next((words for part, words in _SAID.items() if part in str(error).lower()), None)


def is_after_commit(error: sqlite3.DatabaseError) -> bool:
    """Say whether a commit failed at a step after the one that makes it count."""
    return getattr(error, "sqlite_errorcode", None) in _AFTER_COMMIT


def has_other_owner(path: str) -> bool:
    """Say whether a file is not this user's; root counts as the user who called sudo."""
    if os.name != "posix":
        return False
    owner, me = os.lstat(path).st_uid, os.geteuid()
    return owner != me and not (me == 0 and str(owner) == os.environ.get("SUDO_UID"))


def is_locked(error: sqlite3.DatabaseError) -> bool:
    """Say whether another window holds the file."""
    return any(part in str(error).lower() for part in ("database is locked", "database table is locked"))


def shortened(path: str) -> str:
    """Return a path, cut where it would fill a whole screen."""
    return neutral(path if len(path) <= MOST_SHOWN else f"{path[:MOST_SHOWN]}...")
