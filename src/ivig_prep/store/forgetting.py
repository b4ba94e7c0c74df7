"""Deleting what this program saved in its folder, and nothing else that may lie there."""

import os
import shutil

from ivig_prep.errors import CannotSave
from ivig_prep.store.copies import COPIES


def forget(folder: str, record: str, *, people: str | None = None) -> None:
    """Delete the record, its copies and half-made files; with `people` also that folder of other persons.

    Raises CannotSave where something stays.
    """
    try:
        for name in os.listdir(folder):
            if name == record or name.startswith((f"{record}-", ".new-")):
                os.unlink(os.path.join(folder, name))
        for name in (COPIES, *((people,) if people else ())):
            if os.path.isdir(os.path.join(folder, name)):
                shutil.rmtree(os.path.join(folder, name))
        if not os.listdir(folder):
            os.rmdir(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise CannotSave(
            f"Not everything could be deleted in the folder {folder}.", "Delete that folder by hand."
        ) from error
