"""Files that people give us to read: ordinary files of a sensible size, and nothing else."""

import os
import stat

from ivig_prep.errors import CannotRead

MOST_BYTES = 1_000_000


def read(path: str, most: int = MOST_BYTES) -> bytes:
    """Return what is in a file of at most so many bytes; ~ is the home folder.

    Raises CannotRead, for a device or a pipe before it is opened.
    """
    path = os.path.expanduser(path)
    try:
        found = os.stat(path)
        if stat.S_ISDIR(found.st_mode):
            raise CannotRead(f"That is a folder, not a file: {path}", "Give the name of a file.")
        if not stat.S_ISREG(found.st_mode):
            raise CannotRead(f"That is not an ordinary file: {path}", "Give the name of a file.")
        if found.st_size > most:
            raise CannotRead(f"The file is too large: {path}", f"Keep it under {most} bytes.")
        with open(path, "rb") as file:
            return file.read(most + 1)
    except FileNotFoundError as error:
        raise CannotRead(f"There is no file here: {path}", "Check its name and its folder.") from error
    except (OSError, ValueError) as error:
        raise CannotRead(f"The file could not be read: {path}", "Check that you may read it.") from error
