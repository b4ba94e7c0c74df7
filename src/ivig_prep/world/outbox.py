"""Files made for people, outside the data folder: written whole or not at all, and never over something else."""

import os
from hashlib import sha256

from ivig_prep.errors import CannotWrite

FORCE_HINT = "Give another name with -o, or add --force to replace it."


def fingerprint(content: bytes) -> str:
    """Return what tells this content from any other."""
    return sha256(content).hexdigest()


def content_at(path: str) -> bytes | None:
    """Return what is at a path, None where nothing is. Raises CannotWrite for what is no file of ours to replace."""
    if not os.path.lexists(path):
        return None
    if os.path.isdir(path):
        raise CannotWrite(f"A folder is already there: {path}", "Give the name of a file with -o.")
    if not os.path.isfile(path):
        raise CannotWrite(f"That is not a file that can be replaced: {path}", "Give another name with -o.")
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise _cannot(path) from error


def write(path: str, content: bytes, *, replace: bool) -> None:
    """Write a file under another name, then give it its own. Raises CannotWrite; nothing half-written stays."""
    folder = os.path.dirname(path)
    fresh = os.path.join(folder, f".ivig-prep-{os.getpid()}-{os.urandom(4).hex()}.part")
    try:
        try:
            _write_whole(fresh, content)
            _name(fresh, path, replace=replace)
        finally:
            if os.path.lexists(fresh):
                os.unlink(fresh)
    except FileExistsError as error:
        raise CannotWrite(f"A file is already there: {path}", FORCE_HINT) from error
    except (OSError, ValueError) as error:
        raise _cannot(path) from error


def _write_whole(fresh: str, content: bytes) -> None:
    handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _name(fresh: str, path: str, *, replace: bool) -> None:
    if replace:
        os.replace(fresh, path)
        return
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise
    except OSError:  # no hard links on this disk
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        os.rename(fresh, path)


def _cannot(path: str) -> CannotWrite:
    return CannotWrite(
        f"The file could not be written: {path}", "Check that the folder is there, is yours, and has room. Or use -o."
    )
