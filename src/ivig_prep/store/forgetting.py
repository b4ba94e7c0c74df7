"""Deleting what this program saved in its folder, and nothing else that may lie there."""

import os
from fnmatch import fnmatchcase

from ivig_prep.errors import CannotSave
from ivig_prep.store.copies import COPIES, DAILY, SET_ASIDE


def forget(folder: str, record: str, *, people: str, reports: str) -> None:
    """Delete the record of one person, its copies and half-made files. Raises CannotSave where one stays.

    `people` is the name of the folder that holds other persons; it goes only when nobody is left in it.
    `reports` is what the names of crash reports are like.
    """
    try:
        _delete(os.path.join(folder, COPIES), (f"{DAILY}*.db*", f"{SET_ASIDE}*.db*"))
        _delete(folder, (record, f"{record}-*", ".new-*.db*", f"{SET_ASIDE}*.db*", reports))
        above = os.path.dirname(folder)
        for empty in (os.path.join(folder, COPIES), os.path.join(folder, people), folder):
            _drop_if_empty(empty)
        if os.path.basename(above) == people:
            _drop_if_empty(above)
    except OSError as error:
        raise CannotSave(
            f"Not everything could be deleted in the folder {folder}.", "Delete that folder by hand."
        ) from error


def _delete(folder: str, ours: tuple[str, ...]) -> None:
    """Delete the files of a folder whose names are like ours, a journal before its database.

    Were we killed in between, a journal alone would later be played into a new record.
    """
    for name in sorted(os.listdir(folder) if os.path.isdir(folder) else (), reverse=True):
        if any(fnmatchcase(name, pattern) for pattern in ours):
            os.unlink(os.path.join(folder, name))


def _drop_if_empty(folder: str) -> None:
    if os.path.isdir(folder) and not os.path.islink(folder) and not os.listdir(folder):
        os.rmdir(folder)
