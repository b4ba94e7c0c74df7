"""Copies of a record: one each day something changed (seven kept), and what was there before a backup came back."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from functools import cached_property

from ivig_prep.core.dates import say_date
from ivig_prep.core.text import as_typed
from ivig_prep.errors import Next, Problem, RecordBusy, RecordUnreadable
from ivig_prep.store.database import check, connect, new_file, tables, uri
from ivig_prep.store.record import Record
from ivig_prep.store.rows import Origin, copy_rows, fingerprint, save_fingerprint
from ivig_prep.world.folders import delete, is_there, make_folder, put_in_place
from ivig_prep.world.temporary import temporary

COPIES = "copies"
DAILY = "ivig-prep-"
SET_ASIDE = "before-restore-"
KEPT = 7
KEPT_ASIDE = 20
_NO_COPY = "If you made a backup yourself, use the next line with its name.\nType: "
_RESTORE = "ivig-prep backup --restore"
_BRING_BACK = "To bring the copy back, and keep the record as it is too, use the next line.\nType: "
_GONE = "it is gone, and copies of it are still there"


class Copies(Record):
    """The copies that lie in the folder beside the record."""

    today: Callable[[], date] | None = None
    """Returns the day of the automatic copy; without it none is made."""

    on_copy_failed: Callable[[str], None] | None = None
    """Called with the folder of the copies, no more than once, where the copy of the day could not be made."""

    # The copy of the day

    def _after_write(self) -> None:
        """Make the copy of the day, if there is none yet. A copy that fails never fails the entry before it."""
        super()._after_write()
        if self.today is None:
            return
        path = os.path.join(self._folder, COPIES, f"{DAILY}{self.today().isoformat()}.db")
        if os.path.lexists(path):
            return
        try:
            with self._reporting():
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
        return tuple(path for path in self._in_copies() if os.path.basename(path).startswith(DAILY))

    def _in_copies(self) -> list[str]:
        """Return the paths of all copies, of the day or from before a backup came back, the oldest first."""
        found = []
        for folder in (os.path.join(self._folder, COPIES), self._folder):
            with suppress(OSError):
                found += [os.path.join(folder, name) for name in os.listdir(folder) if _when(name)]
        return sorted(found, key=lambda path: _when(os.path.basename(path)))

    def _drop_old_copies(self) -> None:
        """Keep the last seven of this record. One of a day to come takes no place of theirs; one of another stays."""
        paths = [path for path in self._by_day()[0] if os.path.basename(path).startswith(DAILY)]
        db = self._db
        if len(paths) > KEPT and db is not None:
            mine = Origin(db)
            delete([path for path in paths if _is_of(mine, path)][:-KEPT])

    def _by_day(self) -> tuple[list[str], list[str]]:
        """Return the copies until tomorrow (a journey may turn the day back), and those of days to come."""
        paths = self._in_copies()
        today = self._today()
        tomorrow = min(today, date.max - timedelta(1)) + timedelta(1) if today else date.max
        is_early = [_when(os.path.basename(path))[:10] <= tomorrow.isoformat() for path in paths]
        return (
            [path for path, early in zip(paths, is_early, strict=True) if early],
            [path for path, early in zip(paths, is_early, strict=True) if not early],
        )

    def _today(self) -> date | None:
        try:
            return self.today() if self.today is not None else None
        except Problem:  # the stand-in for the clock is no date: that is reported where a date is needed
            return None

    # What to go back to

    def _is_absent(self) -> bool:
        """Say whether there is no record. Raises where it is gone: its copies are still there."""
        if not super()._is_absent():
            return False
        if self._in_copies() and not is_there(self.path):  # looked for again: another window may just have made it
            raise self.unreadable(_GONE)
        return True

    def unreadable(self, why: str = "it is damaged") -> RecordUnreadable:
        """Return the problem, with the newest copy that is whole and the one command that brings it back."""
        problem = super().unreadable(why)
        copy = self._newest_whole_copy
        lead = "Do not delete the record. "
        if why == _GONE:
            lead = "To start anew without it, type: ivig-prep forget\n"
        if copy is None:
            none = f"{problem.sentence}\nThere is no automatic copy that can be read."
            return RecordUnreadable(none, Next(f"{_RESTORE} FILE", lead + _NO_COPY, whole=True))
        day = say_date(date.fromisoformat(_when(os.path.basename(copy))[:10]))
        return RecordUnreadable(
            f"{problem.sentence}\nThe newest copy that can be read is of {day}: {copy}\n"
            "What you wrote after that is not in it.",
            Next(f"{_RESTORE} {as_typed(copy)}", f"{lead}{_BRING_BACK}", whole=True),
        )

    @cached_property
    def _newest_whole_copy(self) -> str | None:
        """The copy to go back to. One of a day to come is older than it says, so it comes last."""
        until_now, to_come = self._by_day()
        return next((path for path in (*reversed(until_now), *reversed(to_come)) if self._is_whole(path)), None)

    def _is_whole(self, path: str) -> bool:
        """Say whether a copy can be brought back: it opens, it is ours, and all that is in it can be read."""
        try:
            self.checked(path).close()
        except (OSError, ValueError, sqlite3.Error, Problem):
            return False
        return True

    def checked(self, path: str) -> sqlite3.Connection:
        """Return a backup in memory, brought up to this version, once every row of it could be read.

        Raises Problem for a file that is damaged, newer, or not a record.
        """
        from ivig_prep.store import backups  # late: for a record that is damaged, and for `backup`

        copy = backups.read(path)
        try:
            with backups.refusing(path):
                self._read_all_of(copy)
        except BaseException:
            copy.close()
            raise
        return copy

    def _read_all_of(self, copy: sqlite3.Connection) -> None:
        """Read every row of a backup as the program does. Nothing here, see `Store`."""

    # Making one

    def snapshot(self) -> bytes | None:
        """Return the whole record as one SQLite file; None where nothing is saved yet."""
        with self._reporting():
            db = self._db or self._open()
            if db is None:
                return None
            with temporary(self._folder) as fresh:
                _copy(db, fresh)
                with open(fresh, "rb") as file:
                    return file.read()

    def _copy_to(self, path: str, source: sqlite3.Connection | None = None) -> None:
        db = source or self._db or self._open()
        if db is None:
            return
        make_folder(os.path.dirname(path))
        with temporary(self._folder) as fresh:
            _copy(db, fresh)
            put_in_place(fresh, path)

    def _name_aside(self, at: datetime) -> str:
        """Return where to keep what is there: with the copies, or beside the record where that cannot be."""
        name = f"{SET_ASIDE}{at:%Y-%m-%d-%H%M%S}-{os.urandom(2).hex()}.db"
        folder = os.path.join(self._folder, COPIES)
        with suppress(OSError):
            make_folder(folder)
            if os.access(folder, os.W_OK | os.X_OK):
                return os.path.join(folder, name)
        return os.path.join(self._folder, name)

    def _drop_set_aside(self) -> None:
        """Keep the last twenty that a restore set aside, and of each record the newest. Never fails."""
        paths = [path for path in self._in_copies() if os.path.basename(path).startswith(SET_ASIDE)]
        if len(paths) <= KEPT_ASIDE:
            return
        origins = [_origin(path) for path in paths]
        old = []
        for place, (path, origin) in enumerate(zip(paths[:-KEPT_ASIDE], origins, strict=False)):
            later = [other for other in origins[place + 1 :] if other is not None]
            if origin is not None and any(map(origin.is_same, later)):
                old.append(path)
        with suppress(OSError):
            delete(old)


def _when(name: str) -> str:
    """Return the day of a copy, and after it the time if it has one, as its name says them; empty for another file."""
    start = next((start for start in (DAILY, SET_ASIDE) if name.startswith(start)), None)
    if start is None or not name.endswith(".db"):
        return ""
    when = name.removeprefix(start).removesuffix(".db")
    try:
        date.fromisoformat(when[:10])
    except ValueError:
        return ""
    return when


def _origin(path: str) -> Origin | None:
    """Return which record a copy is of; None where it cannot be read."""
    try:
        with closing(connect(uri(path).replace("mode=rw", "mode=ro"))) as copy:
            return Origin(copy)
    except sqlite3.Error:
        return None


def _is_of(mine: Origin, path: str) -> bool:
    origin = _origin(path)
    return origin is not None and mine.is_same(origin)


def _copy(db: sqlite3.Connection, path: str) -> None:
    """Write all rows of a record into a new file, with their fingerprint, and read them back from there."""
    db.execute("BEGIN")  # from the first row to the last, no other window changes them
    try:
        check(db, "integrity_check")  # a damaged record must not take the place of a whole copy
        with new_file(path) as target:
            copy_rows(db, target)
            found = fingerprint(db, tables(target))  # what another program put into the record is not copied
            save_fingerprint(target, found)
    finally:
        db.execute("ROLLBACK")
    with closing(connect(uri(path))) as written:
        check(written, "integrity_check")
        if fingerprint(written) != found:
            raise sqlite3.DatabaseError("the copy differs from the record")
