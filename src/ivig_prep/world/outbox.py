"""Files made for people, outside the data folder: written whole or not at all, and never over something else."""

import os
from hashlib import file_digest, sha256

from ivig_prep.errors import CannotWrite
from ivig_prep.world.folders import put_in_place, replace, sync_handle

FORCE_HINT = "Give another name with -o, or add --force to replace it."
MOST_OURS = 50_000_000
"""Bytes. No page, calendar or report of ours is larger, so a larger file need not be read to know whose it is."""
FOR_PEOPLE, FOR_THE_OWNER = 0o666, 0o600
"""Who may read a file that is made to be handed on, a person says by their umask. A whole record is theirs alone."""
MARKS = (b'<meta name="generator" content="ivig-prep">', b"-//ivig-prep//")
"""What stands near the beginning of a page or a calendar file that this program made."""
MOST_BEFORE_MARK = 4096


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


def is_marked(path: str) -> bool:
    """Say whether the file at a path looks like one that this program made, at some time and for somebody."""
    try:
        with open(path, "rb") as file:
            start = file.read(MOST_BEFORE_MARK)
    except OSError:
        return False
    return any(mark in start for mark in MARKS)


def write(path: str, content: bytes, *, replace: bool, mode: int = FOR_PEOPLE) -> None:
    """Write a file under another name, then give it its own. Raises CannotWrite; nothing half-written stays."""
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
