"""The file of a record: opened only if it is ours, made whole or not at all, written in durable transactions."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from ivig_prep.core.text import neutral
from ivig_prep.errors import CannotSave, Problem, RecordBusy, RecordUnreadable
from ivig_prep.store import trouble
from ivig_prep.store.database import (
    APPLICATION_ID,
    NOT_OURS,
    WAIT_SECONDS,
    check,
    check_tables,
    connect,
    empty,
    is_older,
    migrate,
    uri,
)
from ivig_prep.store.temporary import clear_left_behind, temporary
from ivig_prep.world.folders import check_way, is_there, make_folder, put_in_place

SMALL = 1_000_000
"""Bytes up to which a whole record is checked at each start, in about a millisecond; about 3 years of daily entries."""
LONG = ("fluid", "score", "score_history", "reply")
"""The tables that grow day by day. In a larger record they are checked before an entry, a report or a page."""


class Record:
    """The file of one person's record in a folder. Nothing is made on disk before the first entry."""

    def __init__(self, folder: str, name: str) -> None:
        self.path = os.path.join(folder, name)
        self._folder = folder
        self._db: sqlite3.Connection | None = None
        self._wait = WAIT_SECONDS
        self._is_checked = False
        self._seen: list[Any] = []
        self.on_create: Callable[[], None] | None = None
        self.before_write: Callable[[], None] | None = None

    def wait_at_most(self, seconds: float) -> None:
        """Wait no longer than this for another window that is writing."""
        self._wait = seconds
        if self._db is not None:
            self._db.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    def check_whole(self) -> None:
        """Look at every page of the file, where that was not done yet: for what shows the whole of a diary."""
        with self._told():
            db = self._db or self._open()
            if db is not None:
                self._check(db)

    def was_changed_elsewhere(self) -> bool:
        """Say whether another window may have written since this was asked last.

        Source: sqlite.org/pragma.html#pragma_data_version
        """
        before, self._seen = self._seen, self._read("PRAGMA data_version")
        return self._seen != before

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.close()
            self._db = None
            self._is_checked = False

    def _read(self, sql: str, *values: object) -> list[Any]:
        with self._told():
            db = self._db or self._open()
            if db is not None:
                return db.execute(sql, values).fetchall()
            with closing(empty()) as nothing:
                return nothing.execute(sql, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._told():
            self.wait_at_most(WAIT_SECONDS)  # whoever could not wait to read can wait for what is to be kept
            db = self._db or self._open() or self._create()
            if self.before_write is not None:
                self.before_write()
            self._check(db)
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
        self._after_write()

    def _after_write(self) -> None:
        """Do what follows a saved entry; it never fails that entry."""
        clear_left_behind(self._folder, self.path)

    def _open(self) -> sqlite3.Connection | None:
        """Open the record that is there; None where there is none. Anything doubtful is left untouched."""
        if self._is_absent():
            return None
        wrong = trouble.in_place_of_a_file(self.path)
        if wrong:
            raise self.unreadable(wrong)
        db = connect(uri(self.path), self._wait)
        try:
            older = is_older(db)
            if older or os.path.getsize(self.path) <= SMALL:
                self._check(db)
            else:
                check_tables(db, but=LONG)
            if older:
                migrate(db)
        except BaseException:
            db.close()
            raise
        self._db = db
        return db

    def _check(self, db: sqlite3.Connection) -> None:
        """Raise DatabaseError for a damaged file, once a run: before an entry, and at its start where that is quick.

        A damaged page would else be met only by the command that reads it, long after others wrote around it,
        and after the last good copy was dropped.
        """
        if not self._is_checked:
            check(db, "quick_check")
            self._is_checked = True

    def _is_absent(self) -> bool:
        """Say whether there is no record. Whatever else keeps it from being found is no sign of that: it is told."""
        if is_there(self.path):
            return False
        check_way(self._folder)
        # Looked for before the record is looked for again: a window that makes one just now is no trouble.
        left = is_there(f"{self.path}-journal")
        if left and not is_there(self.path):
            raise self.unreadable("it is gone, and only its journal is left")
        return True

    def _create(self) -> sqlite3.Connection:
        """Make the record under another name, whole, and put it in place; a second window's stays."""
        make_folder(self._folder)
        with temporary(self._folder) as fresh:
            with closing(connect(uri(fresh))) as db:
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                migrate(db)
            if self.on_create is not None:
                self.on_create()
            put_in_place(fresh, self.path)
        opened = self._open()
        if opened is None:  # taken away by somebody else in between
            raise self.unreadable()
        return opened

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite and the system report into problems with a next step."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise self._problem(error) from error
        except OSError as error:
            raise self._cannot_save(trouble.of_system(error)) from error
        except UnicodeEncodeError as error:
            raise self._cannot_save("The name of that folder or file is not written in UTF-8.") from error
        except ValueError as error:  # a saved value is no date or no JSON
            raise self.unreadable() from error

    def _problem(self, error: sqlite3.DatabaseError) -> Problem:
        if trouble.is_locked(error):
            return RecordBusy("Another window is using your record.", "Close it, or try again in a minute.")
        no_room = trouble.of_sqlite(error)
        if no_room:
            return self._cannot_save(no_room)
        if str(error) == NOT_OURS:
            return self.unreadable("it is a file of another program")
        return self.unreadable()

    def _cannot_save(self, why: str) -> CannotSave:
        return CannotSave(
            f"Your answers could not be saved or read in the folder {trouble.shortened(self._folder)}.\n{why}",
            "Mend that, then try again. What was saved before was not changed.",
        )

    def read_through(self) -> None:
        """Read every entry. Raises Problem for one that cannot be read. Nothing here, see `Store`."""

    def unreadable(self, why: str = "it is damaged") -> RecordUnreadable:
        """Return the problem of a record that is there and cannot be read, with what is wrong in a few words."""
        return RecordUnreadable(
            f"Your record could not be read: {why}.\nIt was left as it is: {neutral(self.path)}",
            "Do not delete the record. Ask someone you trust with computers to look at it.",
        )
