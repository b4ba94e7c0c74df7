"""Files made for people, outside the data folder: written whole or not at all, and never over something else."""

import os
from hashlib import file_digest, sha256

from ivig_prep.errors import CannotWrite
from ivig_prep.world.folders import put_in_place, replace, sync_handle

FORCE_HINT = "Give another name with -o, or add --force to replace it."
MOST_OURS = 50_000_000
"""Bytes. No page, calendar or report of ours is larger, so a larger file need not be read to know whose it is."""
PRIVATE, PUBLIC = 0o600, 0o644
"""For whom a file is: what a person wrote is for them alone. A page for a clinic to give out may be read by all."""


def fingerprint(content: bytes) -> str:
    """Return what tells this content from any other."""
    return sha256(content).hexdigest()


def is_there(path: str) -> bool:
    """Say whether a file is at a path. Raises CannotWrite for what is no file that could be replaced."""
    if not os.path.lexists(path):
        return False
    if os.path.isdir(path):
        raise CannotWrite(f"A folder is already there: {path}", "Give the name of a file with -o.")
    if not os.path.isfile(path):
        raise CannotWrite(f"That is not a file that can be replaced: {path}", "Give another name with -o.")
    return True


def fingerprint_at(path: str) -> str:
    """Return the fingerprint of the file at a path, read piece by piece; empty for one too large to be ours."""
    try:
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size > MOST_OURS:
                return ""
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _cannot(path) from error


def write(path: str, content: bytes, *, replace: bool, mode: int = PRIVATE) -> None:
    """Write a file under another name, then give it its own. Raises CannotWrite; nothing half-written stays.

    `mode` is for whom it is; the umask can only narrow that.
    """
    folder = os.path.dirname(path)
    fresh = os.path.join(folder, f".ivig-prep-{os.getpid()}-{os.urandom(4).hex()}.part")
    try:
        try:
            _write_whole(fresh, content, mode)
            _name(fresh, path, may_replace=replace)
        finally:
            if os.path.lexists(fresh):
                os.unlink(fresh)
    except FileExistsError as error:
        raise CannotWrite(f"A file is already there: {path}", FORCE_HINT) from error
    except (OSError, ValueError) as error:
        raise _cannot(path) from error


def _write_whole(fresh: str, content: bytes, mode: int) -> None:
    handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        sync_handle(file.fileno())


def _name(fresh: str, path: str, *, may_replace: bool) -> None:
    if may_replace:
        replace(fresh, path)
    elif not put_in_place(fresh, path):
        raise FileExistsError(path)


def _cannot(path: str) -> CannotWrite:
    return CannotWrite(
        f"The file could not be written: {path}", "Check that the folder is there, is yours, and has room. Or use -o."
    )
