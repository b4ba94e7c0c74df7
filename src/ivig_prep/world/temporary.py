"""Files and folders that are there for a moment, and what a killed program left of them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from ivig_prep.world.folders import hold, make_folder

PREFIX = ".new-"
ENDINGS = (".db", ".db-journal")
PAGES = ".new-page-"
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


@contextmanager
def temporary_folder(folder: str) -> Iterator[str]:
    """Yield the path of a new folder within a folder, for this user alone, that is gone afterwards.

    It is held as long as it is needed, so that another window can tell it from one that was left behind.
    """
    import shutil  # late: for a PDF alone

    make_folder(folder)
    fresh = os.path.join(folder, f"{PAGES}{os.getpid()}-{os.urandom(4).hex()}")
    os.mkdir(fresh, mode=0o700)
    try:
        with hold(fresh):
            yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def clear_left_behind(folder: str, written: str) -> None:
    """Delete what a killed program left unfinished in a folder. Never fails; what cannot go stays.

    `written` is a file that was written this moment: its time tells the age of the others by the clock
    of their own disk. The number of a process tells nothing about one on another computer.
    """
    with suppress(OSError):
        now = os.stat(written).st_mtime
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if name.startswith(PREFIX) and name.endswith(ENDINGS) and _is_left(path, now):
                os.unlink(path)


def clear_pages(folder: str) -> None:
    """Delete the folders of pages that a killed program left behind. Never fails; what cannot go stays."""
    with suppress(OSError):
        for name in os.listdir(folder):
            if name.startswith(PAGES):
                _clear_page(os.path.join(folder, name))


def _clear_page(folder: str) -> None:
    import shutil  # late: see temporary_folder

    if os.path.islink(folder) or not os.path.isdir(folder):
        return
    with suppress(OSError), hold(folder, seconds=0):
        shutil.rmtree(folder, ignore_errors=True)


def _is_left(path: str, now: float) -> bool:
    """Say whether nobody is at work on this file: it is old, or it has a second name, its own, already."""
    found = os.lstat(path)
    return found.st_nlink > 1 or now - found.st_mtime > LONGEST_MAKING
