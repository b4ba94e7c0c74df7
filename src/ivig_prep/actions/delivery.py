"""Bringing a file to a person: to the path they gave, or onto standard output."""

from ivig_prep.env import Env
from ivig_prep.errors import CannotSave, CannotWrite, RecordBusy, RecordNewer, RecordUnreadable
from ivig_prep.pages import shared
from ivig_prep.world import outbox, paths

HERE = "-"


def deliver(env: Env, content: bytes, name: str, *, force: bool, mode: int = outbox.PRIVATE) -> str | None:
    """Write a file and say its full path; with `-` write it to standard output. Return the path.

    A file that is there is only replaced if it is still as this program wrote it, or with `force`:
    what a person wrote into it is theirs. `mode` is for whom it is, see `outbox`. Raises CannotWrite.
    """
    if name == HERE:
        env.write_out(content)
        return None
    path = paths.absolute(name)
    is_there = outbox.is_there(path)
    kept_as = path.encode("utf-8", "backslashreplace").decode()  # a name need not be text; the record takes only text
    if is_there and not (force or _wrote(env, kept_as, outbox.fingerprint_at(path))):
        raise CannotWrite(f"A file is already there: {path}", outbox.FORCE_HINT)
    _note(env, kept_as, content)
    outbox.write(path, content, replace=is_there, mode=mode)
    env.say(shared.say(f"Written: {path}"))
    return path


def columns(env: Env, name: str, most: int) -> int:
    """Return how wide a text is laid out: `most`, or less where it is shown on a narrower terminal."""
    width = env.terminal.width if name == HERE else None
    return min(width or most, most)


def _wrote(env: Env, path: str, fingerprint: str) -> bool:
    """Say whether we wrote this; a record that cannot be read does not say so."""
    try:
        return env.store.wrote(path, fingerprint)
    except (RecordUnreadable, RecordNewer):
        return False


def _note(env: Env, path: str, content: bytes) -> None:
    """Write down that we write a file. A record we cannot write must not keep a page from anyone."""
    at = env.now()
    try:
        env.store.add_file(path, outbox.fingerprint(content), at)
    except (RecordUnreadable, RecordNewer):
        env.warn("Your record could not be read. It does not know of this file.")
    except (RecordBusy, CannotSave) as problem:
        env.warn(f"{problem.sentence}\nIt does not know of this file.")
