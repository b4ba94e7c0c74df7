"""Files that are written under another name before they get their own, and what a killed program left of them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PREFIX = ".new-"
ENDINGS = (".db", ".db-journal")
LONGEST_MAKING = 3600.0
"""Seconds. Making one takes at most the wait for another window and a moment, so an older one was left behind."""


@contextmanager
def temporary(folder: str) -> Iterator[str]:
    """Yield the path of a new, empty file in a folder, for this user alone, that is gone afterwards."""
    fresh = os.path.join(folder, f"{PREFIX}{os.getpid()}-{os.urandom(4).hex()}.db")
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield fresh
    finally:
        for path in (fresh, f"{fresh}-journal"):
            with suppress(FileNotFoundError):
                os.unlink(path)


def clear_left_behind(folder: str, written: str) -> None:
    """Delete what a killed program left half made in a folder. Never fails; what cannot go stays.

    `written` is a file that was written this moment: its time tells the age of the others by the clock
    of their own disk. The number of a process tells nothing about one on another computer.
    """
    with suppress(OSError):
        now = os.stat(written).st_mtime
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if name.startswith(PREFIX) and name.endswith(ENDINGS) and _is_left(path, now):
                os.unlink(path)


def _is_left(path: str, now: float) -> bool:
    """Say whether nobody is at work on this file: it is old, or it has a second name, its own, already."""
    found = os.lstat(path)
    return found.st_nlink > 1 or now - found.st_mtime > LONGEST_MAKING
