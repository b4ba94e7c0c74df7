"""Copies of a record: one each day something changed (seven kept), a backup, and bringing one back."""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from functools import cached_property

from ivig_prep.core.dates import say_date
from ivig_prep.core.text import as_typed
from ivig_prep.errors import Problem, RecordBusy, RecordNewer, RecordUnreadable
from ivig_prep.store.database import APPLICATION_ID, WAIT_SECONDS, check, connect, migrate, uri
from ivig_prep.store.migrations import MIGRATIONS
from ivig_prep.store.record import Record
from ivig_prep.store.temporary import temporary
from ivig_prep.world.folders import make_folder, move_aside, put_in_place, sync_folder

COPIES = "copies"
DAILY = "ivig-prep-"
SET_ASIDE = "before-restore-"
KEPT = 7
_NO_COPY = (
    "Do not delete the record. If you made a backup yourself, use the next line with its name.\n"
    "Type: ivig-prep backup --restore FILE"
)


class Copies(Record):
    """The copies that lie in the folder beside the record."""

    today: Callable[[], date] | None = None
    """Tells the day of the automatic copy; without it none is made."""

    on_copy_failed: Callable[[str], None] | None = None
    """Called with the folder of the copies, no more than once, where the copy of the day could not be made."""

    def _after_write(self) -> None:
        """Make the copy of the day, if there is none yet. A copy that fails never fails the entry before it."""
        super()._after_write()
        if self.today is None:
            return
        path = os.path.join(self._folder, COPIES, f"{DAILY}{self.today().isoformat()}.db")
        if os.path.lexists(path):
            return
        try:
            with self._told():
                self._copy_to(path)
                self._drop_old_copies()
        except RecordBusy:  # another window is writing: the next entry makes the copy
            return
        except Problem:
            if self.on_copy_failed is not None:
                self.on_copy_failed(os.path.dirname(path))
                self.on_copy_failed = None

    def daily_copies(self) -> tuple[str, ...]:
        """Return the paths of the automatic copies, oldest first."""
        folder = os.path.join(self._folder, COPIES)
        try:
            names = sorted(name for name in os.listdir(folder) if name.startswith(DAILY) and name.endswith(".db"))
        except OSError:
            return ()
        return tuple(os.path.join(folder, name) for name in names)

    def _drop_old_copies(self) -> None:
        """Keep the last seven. One of a day to come, made while the clock was wrong, takes no place of theirs."""
        for path in self._by_day()[0][:-KEPT]:
            os.unlink(path)

    def _by_day(self) -> tuple[list[str], list[str]]:
        """Return the copies until tomorrow (a journey may turn the day back), and those of days to come."""
        paths = list(self.daily_copies())
        today = self._today()
        tomorrow = min(today, date.max - timedelta(1)) + timedelta(1) if today else date.max
        last = os.path.join(self._folder, COPIES, f"{DAILY}{tomorrow.isoformat()}.db")
        return [path for path in paths if path <= last], [path for path in paths if path > last]

    def _today(self) -> date | None:
        try:
            return self.today() if self.today is not None else None
        except Problem:  # the stand-in for the clock is no date; that is told where a date is needed
            return None

    def unreadable(self, why: str = "it is damaged") -> RecordUnreadable:
        """Return the problem, with the newest copy that is whole and the one command that brings it back."""
        problem = super().unreadable(why)
        copy = self._newest_whole_copy
        if copy is None:
            return RecordUnreadable(f"{problem.sentence}\nThere is no automatic copy that can be read.", _NO_COPY)
        day = os.path.basename(copy).removeprefix(DAILY).removesuffix(".db")
        return RecordUnreadable(
            f"{problem.sentence}\nThe newest copy that can be read is of {say_date(date.fromisoformat(day))}: {copy}\n"
            "What you wrote after that is not in it.",
            "Do not delete the record. To bring the copy back, and keep the record as it is too, use the next line.\n"
            f"Type: ivig-prep backup --restore {as_typed(copy)}",
        )

    @cached_property
    def _newest_whole_copy(self) -> str | None:
        """The copy to go back to. One of a day to come is older than it says, so it comes last."""
        until_now, to_come = self._by_day()
        return next((path for path in (*reversed(until_now), *reversed(to_come)) if self._is_whole(path)), None)

    def _is_whole(self, path: str) -> bool:
        """Say whether a copy can be brought back: it opens, it is ours, and all that is in it can be read."""
        try:
            date.fromisoformat(os.path.basename(path).removeprefix(DAILY).removesuffix(".db"))
            with closing(type(self)(*os.path.split(path))) as copy:
                copy._db = _checked_copy(path)
                copy.read_through()
        except (OSError, ValueError, sqlite3.Error, Problem):
            return False
        return True

    def snapshot(self) -> bytes | None:
        """Return the whole record as one SQLite file; None where nothing is saved yet."""
        with self._told():
            db = self._db or self._open()
            if db is None:
                return None
            with temporary(self._folder) as fresh:
                _copy(db, fresh)
                with open(fresh, "rb") as file:
                    return file.read()

    def restore(self, path: str, at: datetime) -> str | None:
        """Put a backup in the place of this record, in one step. Return where the former one is kept.

        Raises Problem, and changes nothing, for a file that is damaged, newer, or not a record.
        """
        with self._told(), closing(_checked_copy(path)) as checked:
            try:
                kept = self._keep(at)
            except (RecordUnreadable, RecordNewer):
                return self._replace(checked, at)
            _backup(checked, self._db or self._open() or self._create())
            return kept

    def _keep(self, at: datetime) -> str | None:
        """Keep a copy of the record that is there, and return its path. Raises for one that cannot be read."""
        with self._told():
            if self._db is None and self._open() is None:
                return None
            kept = self._name_aside(at)
            self._copy_to(kept)
            return kept

    def _replace(self, checked: sqlite3.Connection, at: datetime) -> str:
        """Put a checked copy in the place of a record that cannot be read; return where that now is, as it was.

        The new one is whole on the disk before the old one is touched: with no room for it nothing changes.
        A journal goes first, or SQLite would play it into the new record.
        """
        self.close()
        kept = self._name_aside(at)
        with temporary(self._folder) as fresh:
            with closing(connect(uri(fresh))) as target:
                _backup(checked, target)
            moved = [move_aside(self.path + ending, kept + ending) for ending in ("-journal", "")]
            os.replace(fresh, self.path)
            sync_folder(self._folder)
        return next(path for path in reversed(moved) if path)

    def _name_aside(self, at: datetime) -> str:
        """Return where to keep what is there: with the copies, or beside the record where that cannot be."""
        name = f"{SET_ASIDE}{at:%Y-%m-%d-%H%M%S}-{os.urandom(2).hex()}.db"
        folder = os.path.join(self._folder, COPIES)
        with suppress(OSError):
            make_folder(folder)
            if os.access(folder, os.W_OK | os.X_OK):
                return os.path.join(folder, name)
        return os.path.join(self._folder, name)

    def _copy_to(self, path: str) -> None:
        db = self._db or self._open()
        if db is None:
            return
        make_folder(os.path.dirname(path))
        with temporary(self._folder) as fresh:
            _copy(db, fresh)
            put_in_place(fresh, path)


def _copy(db: sqlite3.Connection, path: str) -> None:
    with closing(connect(uri(path))) as target:
        _backup(db, target)
        check(target, "integrity_check")  # a damaged copy must not take the place of a whole one


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
    if os.path.isfile(path) and not os.access(path, os.R_OK):
        raise Problem(f"Your user account may not read that file: {path}", "Nothing was changed. Ask for a copy of it.")
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
