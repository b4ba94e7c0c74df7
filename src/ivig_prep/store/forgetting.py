"""Deleting what this program saved in its folder, and nothing else that may lie there."""

import os
import shutil
import sqlite3
from collections.abc import Iterable
from fnmatch import fnmatchcase

from ivig_prep.errors import CannotSave, RecordBusy
from ivig_prep.store import trouble
from ivig_prep.store.copies import COPIES, DAILY, SET_ASIDE
from ivig_prep.store.database import held
from ivig_prep.world.folders import check_way, delete, delete_folder, is_there
from ivig_prep.world.temporary import PAGES

MOST_NAMED = 5


def forget(folder: str, record: str, *, people: str, reports: str) -> None:
    """Delete the record of one person, its copies and temporary files. Raises CannotSave, naming what stays.

    `people` is the name of the folder that holds other persons; it goes only when nobody is left in it.
    `reports` is what the names of crash reports are like.
    """
    try:
        check_way(folder)
        if not is_there(folder):
            return
        # An entry that another window saves into a deleted record would be gone, and called saved.
        with held(os.path.join(folder, record), "EXCLUSIVE"):
            copies = os.path.join(folder, COPIES)
            _delete(copies, (f"{DAILY}*.db*", f"{SET_ASIDE}*.db*"))
            _delete_pages(folder)
            _delete(folder, (record, f"{record}-*", ".new-*.db*", f"{SET_ASIDE}*.db*", reports))
        above = os.path.dirname(folder)
        for empty in (copies, os.path.join(folder, people), folder):
            _drop_if_empty(empty)
        if os.path.basename(above) == people:
            _drop_if_empty(above)
    except sqlite3.DatabaseError as error:
        raise RecordBusy("Another window is using your record.", "Close it, or try again in a minute.") from error
    except OSError as error:
        raise CannotSave(
            f"Not everything could be deleted. {trouble.of_system(error)}\n{_what_stays(folder, record)}",
            "Fix that, then type ivig-prep forget again. Or delete it by hand.",
        ) from error


def _delete(folder: str, ours: tuple[str, ...]) -> None:
    """Delete the files of a folder whose names are like ours, a journal before its database.

    Were we killed in between, a journal alone would later be played into a new record.
    """
    delete(os.path.join(folder, name) for name in sorted(_names(folder, ours), reverse=True))


def _names(folder: str, ours: tuple[str, ...]) -> Iterable[str]:
    """Return the names in a folder that are like ours. Raises OSError where it is there and cannot be looked into."""
    if not is_there(folder) or not os.path.isdir(folder):
        return []
    return [name for name in os.listdir(folder) if any(fnmatchcase(name, pattern) for pattern in ours)]


def _delete_pages(folder: str) -> None:
    for name in _names(folder, (f"{PAGES}*",)):
        path = os.path.join(folder, name)
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)


def _drop_if_empty(folder: str) -> None:
    if os.path.isdir(folder) and not os.path.islink(folder) and not os.listdir(folder):
        delete_folder(folder)


def _what_stays(folder: str, record: str) -> str:
    """Name what is still there, as far as it can be seen."""
    patterns = (record, f"{record}-*", ".new-*", f"{SET_ASIDE}*.db*", COPIES)
    try:
        check_way(folder)
        found = [os.path.join(folder, name) for name in _names(folder, patterns)]
    except OSError:
        found = []
    named = "\n".join(f"  {trouble.shortened(path)}" for path in found[:MOST_NAMED])
    return f"What stays is in this folder: {trouble.shortened(folder)}" + (f"\n{named}" if named else "")
