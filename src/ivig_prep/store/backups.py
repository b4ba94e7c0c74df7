"""A backup, a copy, or any file that is said to be one: checked through and through before anything is done with it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from ivig_prep.errors import Problem, RecordUnreadable
from ivig_prep.store import trouble
from ivig_prep.store.database import APPLICATION_ID, NEWEST, check, connect, has_schema, migrate, uri
from ivig_prep.store.rows import fingerprint, saved_fingerprint
from ivig_prep.store.strict import STRICT_SINCE

if TYPE_CHECKING:
    from ivig_prep.core.backup import Contents

UNCHANGED = "Nothing was changed. Give another file."
_WAL = b"\x02\x02"
"""Bytes 18 and 19 of a database whose newest rows may be in a file beside it. Ours have 1 and 1."""


def read(path: str) -> sqlite3.Connection:
    """Return a backup in memory, brought up to this version. Raises Problem for what is damaged, newer, or not ours."""
    copy = connect("file::memory:")
    try:
        with refusing(path):
            with closing(_open(path)) as source:
                source.backup(copy)
            check(copy, "integrity_check")  # again: in a file that is only read, SQLite looks at no CHECK
            _upgrade(copy, path)
    except BaseException:
        copy.close()
        raise
    return copy


def contents(path: str, copy: sqlite3.Connection) -> "Contents":
    """Return what is in a backup that was read from a path."""
    from ivig_prep.core.backup import Contents  # late: for `backup --check` alone

    def count(table: str) -> int:
        (number,) = copy.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608  # our own names
        return int(number)

    with closing(_open(path)) as source:
        (version,) = source.execute("PRAGMA user_version").fetchone()
    dated = (*("setting", "infusion", "reply", "fluid", "treatment", "lot", "premed", "reaction"), "question", "score")
    lasts = [copy.execute(f"SELECT max(at) FROM {table}").fetchone()[0] for table in dated]  # noqa: S608  # our own names
    return Contents(
        version,
        saved_fingerprint(copy) is not None,
        max((last for last in lasts if last), default=""),
        count("infusion"),
        count("reply"),
        count("fluid"),
        count("treatment"),
        count("score"),
        count("odd_row"),
    )


@contextmanager
def refusing(path: str) -> Iterator[None]:
    """Turn what SQLite or a reader of rows reports of a backup into a sentence."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if trouble.is_locked(error):
            raise Problem(
                f"Another window is using that file: {path}", "Close it, or try again in a minute."
            ) from error
        raise Problem(f"That backup is damaged: {path}", UNCHANGED) from error
    except (RecordUnreadable, ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise Problem(f"That backup has entries that cannot be read: {path}", UNCHANGED) from error


def _open(path: str) -> sqlite3.Connection:
    """Open a backup for reading alone. Raises Problem or sqlite3.Error for one that is not whole, or not ours."""
    _look_at(path)
    source = connect(_address(path))
    try:
        source.execute("PRAGMA trusted_schema = OFF")
        _check_ours(source, path)
        check(source, "integrity_check")
    except BaseException:
        source.close()
        raise
    return source


def _look_at(path: str) -> None:
    if not os.path.lexists(path):
        raise Problem(f"There is no such file: {path}", UNCHANGED)
    if os.path.isfile(path) and not os.access(path, os.R_OK):
        raise Problem(f"Your user account may not read that file: {path}", "Nothing was changed. Ask for a copy of it.")
    if not os.path.isfile(path) or os.path.getsize(path) == 0:
        raise _not_ours(path)


def _address(path: str) -> str:
    """Return the address of a backup. One that another program set to WAL is read without making files beside it."""
    with open(path, "rb") as file:
        is_wal = file.read(20)[18:] == _WAL
    if not is_wal:
        return uri(path).replace("mode=rw", "mode=ro")
    if os.path.exists(f"{path}-wal") and os.path.getsize(f"{path}-wal"):
        raise Problem(f"A part of that backup is in a second file beside it: {path}", UNCHANGED)
    return uri(path).replace("mode=rw", "mode=ro&immutable=1")


def _check_ours(source: sqlite3.Connection, path: str) -> None:
    (application,) = source.execute("PRAGMA application_id").fetchone()
    (version,) = source.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID or version < 1:
        raise _not_ours(path)
    if version > NEWEST:
        raise Problem(
            f"That backup was written by a newer ivig-prep: {path}",
            "Nothing was changed. Install the newest ivig-prep, then try again.",
        )
    if not has_schema(source, version):
        raise Problem(f"That backup has other tables than ivig-prep makes: {path}", UNCHANGED)


def _upgrade(copy: sqlite3.Connection, path: str) -> None:
    (version,) = copy.execute("PRAGMA user_version").fetchone()
    saved = saved_fingerprint(copy) if version >= STRICT_SINCE else None
    if saved is not None and saved != fingerprint(copy):  # of the rows as they were written, so before they are moved
        raise Problem(f"That backup was changed after it was made: {path}", UNCHANGED)
    migrate(copy)
    if version < STRICT_SINCE and copy.execute("SELECT 1 FROM odd_row LIMIT 1").fetchone():
        raise ValueError("a row fits in no table")


def _not_ours(path: str) -> Problem:
    return Problem(f"That is not a backup of ivig-prep: {path}", UNCHANGED)
