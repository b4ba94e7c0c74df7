"""Copies of a record: one each day something changed (seven kept), a backup, and bringing one back."""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime

from ivig_prep.errors import Problem, RecordNewer, RecordUnreadable
from ivig_prep.store.half_made import half_made
from ivig_prep.store.migrations import MIGRATIONS
from ivig_prep.store.record import (
    APPLICATION_ID,
    WAIT_SECONDS,
    Record,
    connect,
    make_folder,
    migrate,
    put_in_place,
    uri,
)

COPIES = "copies"
DAILY = "ivig-prep-"
SET_ASIDE = "before-restore-"
KEPT = 7


class Copies(Record):
    """The copies that lie in the folder beside the record."""

    today: Callable[[], date] | None = None
    """Tells the day of the automatic copy; without it none is made."""

    def _after_write(self) -> None:
        """Make the copy of the day, if there is none yet. A copy that fails never fails the entry before it."""
        super()._after_write()
        if self.today is None:
            return
        path = os.path.join(self._folder, COPIES, f"{DAILY}{self.today().isoformat()}.db")
        if os.path.lexists(path):
            return
        try:
            self._copy_to(path)
            self._drop_old_copies()
        except (OSError, sqlite3.Error, Problem):
            return

    def daily_copies(self) -> tuple[str, ...]:
        """Return the paths of the automatic copies, oldest first."""
        folder = os.path.join(self._folder, COPIES)
        try:
            names = sorted(name for name in os.listdir(folder) if name.startswith(DAILY) and name.endswith(".db"))
        except OSError:
            return ()
        return tuple(os.path.join(folder, name) for name in names)

    def _drop_old_copies(self) -> None:
        for path in self.daily_copies()[:-KEPT]:
            os.unlink(path)

    def snapshot(self) -> bytes | None:
        """Return the whole record as one SQLite file; None where nothing is saved yet."""
        with self._told():
            db = self._db or self._open()
            if db is None:
                return None
            with half_made(self._folder) as fresh:
                _copy(db, fresh)
                with open(fresh, "rb") as file:
                    return file.read()

    def restore(self, path: str, at: datetime) -> str | None:
        """Put a backup in the place of this record, in one step. Return where the former one is kept.

        Raises Problem, and changes nothing, for a file that is damaged, newer, or not a record.
        """
        with self._told(), closing(_checked_copy(path)) as checked:
            kept = self._set_aside(at)
            _backup(checked, self._db or self._open() or self._create())
            return kept

    def _set_aside(self, at: datetime) -> str | None:
        """Keep a copy of the record that is there. One that cannot be read is moved, as it is."""
        if not os.path.lexists(self.path):
            return None
        kept = os.path.join(self._folder, COPIES, f"{SET_ASIDE}{at:%Y-%m-%d-%H%M%S}-{os.urandom(2).hex()}.db")
        try:
            with self._told():
                self._copy_to(kept)
        except (RecordUnreadable, RecordNewer):
            make_folder(os.path.dirname(kept))
            self.close()
            for ending in ("-journal", ""):
                if os.path.lexists(self.path + ending):
                    os.rename(self.path + ending, kept + ending)
        return kept

    def _copy_to(self, path: str) -> None:
        db = self._db or self._open()
        if db is None:
            return
        make_folder(os.path.dirname(path))
        with half_made(self._folder) as fresh:
            _copy(db, fresh)
            put_in_place(fresh, path)


def _copy(db: sqlite3.Connection, path: str) -> None:
    with closing(connect(uri(path))) as target:
        _backup(db, target)


def _backup(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy a whole record in one transaction of the target; wait for a busy one as long as for an entry."""
    until = time.monotonic() + WAIT_SECONDS

    def waited(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise sqlite3.OperationalError("database is locked")

    source.backup(target, progress=waited, sleep=0.05)


def _checked_copy(path: str) -> sqlite3.Connection:
    """Return a backup in memory, checked through and through, and brought up to this version."""
    copy = connect("file::memory:")
    try:
        with closing(_opened_backup(path)) as source:
            _backup(source, copy)
        migrate(copy)
    except (sqlite3.Error, Problem) as error:
        copy.close()
        if isinstance(error, Problem):
            raise
        raise Problem(f"That backup is damaged: {path}", "Nothing was changed. Give another file.") from error
    return copy


def _opened_backup(path: str) -> sqlite3.Connection:
    """Open a backup for reading alone. Raises Problem or sqlite3.Error for one that is not whole, or not ours."""
    if not os.path.lexists(path):
        raise Problem(f"There is no such file: {path}", "Nothing was changed. Give another file.")
    not_ours = Problem(f"That is not a backup of ivig-prep: {path}", "Nothing was changed. Give another file.")
    if not os.path.isfile(path) or os.path.getsize(path) == 0:
        raise not_ours
    source = connect(uri(path).replace("mode=rw", "mode=ro"))
    try:
        (application,) = source.execute("PRAGMA application_id").fetchone()
        (version,) = source.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION_ID or version < 1:
            raise not_ours
        if version > len(MIGRATIONS):
            raise Problem(
                f"That backup was written by a newer ivig-prep: {path}",
                "Nothing was changed. Install the newest ivig-prep, then try again.",
            )
        if source.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise sqlite3.DatabaseError("damaged")
    except BaseException:
        source.close()
        raise
    return source
