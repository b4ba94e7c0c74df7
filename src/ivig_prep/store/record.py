"""The file of a record: opened only if it is ours, made whole or not at all, written in durable transactions."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from ivig_prep.core.text import neutral
from ivig_prep.errors import CannotSave, Problem, RecordBusy, RecordUnreadable
from ivig_prep.store import trouble
from ivig_prep.store.database import (
    NOT_OURS,
    WAIT_SECONDS,
    check,
    check_tables,
    connect,
    empty,
    is_older,
    migrate,
    new_file,
    tables,
    uri,
)
from ivig_prep.world.folders import check_way, is_there, make_folder, put_in_place, sync_folder
from ivig_prep.world.temporary import clear_left_behind, clear_pages, temporary

SMALL = 1_000_000
"""Bytes up to which a whole record is checked at each start, in about a millisecond; about 3 years of daily entries."""
LOG = ("treatment", "lot", "premed", "reaction")
LONG = ("fluid", "score", "score_history", "reply", *LOG)
"""The tables that grow most, by days and by infusions. In a larger record they are checked before an entry, a report or
a page."""


BESIDE = ("-journal", "-wal", "-shm")
"""What the names of the files end with that SQLite keeps beside a record. It would play one into a new record."""
# Between these two the triggers of the record note what an entry changes, see undoing.py. Where something changed, it
# takes the place of what the entry before had changed.
_BEGIN_NOTES = "INSERT INTO open_entry SELECT coalesce(max(id), 0) + 1 FROM last_change"
_END_NOTES = """
    DELETE FROM last_change WHERE id < (SELECT id FROM open_entry)
    AND (SELECT max(id) FROM last_change) >= (SELECT id FROM open_entry)"""
SAVED = "What you entered is saved. Do not enter it again."


class Record:
    """The file of one person's record in a folder. Nothing is made on disk before the first entry."""

    def __init__(self, folder: str, name: str) -> None:
        self.path = os.path.join(folder, name)
        self._folder = folder
        self._db: sqlite3.Connection | None = None
        self._nothing: sqlite3.Connection | None = None
        self._stack: ExitStack | None = None
        self._entry: sqlite3.Connection | None = None
        self._is_saving = False
        self._has_saved = False
        self._wait = WAIT_SECONDS
        self._is_checked = False
        self._seen: list[Any] = []
        self.on_create: Callable[[], None] | None = None
        self.before_write: Callable[[], None] | None = None
        self.on_fault: Callable[[], None] | None = None
        """Called where an entry is saved, but the disk could not say that it will survive a power cut."""
        self.on_odd_rows: Callable[[int], None] | None = None
        """Called with their number where an upgrade found rows that the newest version cannot read."""

    def wait_at_most(self, seconds: float) -> None:
        """Wait no longer than this for another window that is writing."""
        self._wait = seconds
        if self._db is not None:
            self._db.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    def check_whole(self) -> None:
        """Look at every page of the file, where that was not done yet: for what shows the whole of a diary."""
        with self._reporting():
            db = self._db or self._open()
            if db is not None:
                self._check(db)

    def check_log(self) -> None:
        """Look at every page of the log, where that was not done yet: for what shows all of it."""
        with self._reporting():
            db = self._db or self._open()
            if db is not None and not self._is_checked:
                check_tables(db, LOG)

    def was_changed_elsewhere(self) -> bool:
        """Say whether another window may have written since this was asked last.

        Source: sqlite.org/pragma.html#pragma_data_version
        """
        before, self._seen = self._seen, self._read("PRAGMA data_version")
        return self._seen != before

    def close(self) -> None:
        """Let go of the file."""
        for db in (self._db, self._nothing):
            if db is not None:
                db.close()
        self._db = self._nothing = None
        self._is_checked = False

    def _read(self, sql: str, *values: object) -> list[Any]:
        with self._reporting():
            db = self._db or self._open()
            if db is None:
                db = self._nothing = self._nothing or empty()
            return db.execute(sql, values).fetchall()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Save everything that is written within as one entry: all of it or nothing."""
        with ExitStack() as stack:
            self._stack = stack
            try:
                yield
            finally:
                self._stack = self._entry = None

    @contextmanager
    def _writing(self, *, entered: bool = True) -> Iterator[sqlite3.Connection]:
        """Yield the record for one entry; `entered` tells what a person typed from what the program notes down."""
        if self._stack is None:
            with self._saved_at_its_end(entered=entered) as db:
                yield db
            return
        if self._entry is None:
            self._entry = self._stack.enter_context(self._saved_at_its_end(entered=entered))
        yield self._entry

    @contextmanager
    def _saved_at_its_end(self, *, entered: bool) -> Iterator[sqlite3.Connection]:
        with self._saving(), self._reporting():
            self.wait_at_most(WAIT_SECONDS)  # whoever could not wait to read can wait for what is to be kept
            db = self._db or self._open() or self._create()
            if self.before_write is not None:
                self.before_write()
            self._check(db)
            with self._transaction(db):
                if entered:
                    db.execute(_BEGIN_NOTES)
                yield db
                if entered:
                    db.execute(_END_NOTES)
                    db.execute("DELETE FROM open_entry")
        self._has_saved = self._has_saved or entered
        self._after_write()

    @contextmanager
    def _saving(self) -> Iterator[None]:
        """Let a problem that is met within be one of saving, not of reading."""
        self._is_saving = True
        try:
            yield
        finally:
            self._is_saving = False

    @contextmanager
    def _transaction(self, db: sqlite3.Connection) -> Iterator[None]:
        """Keep other writers out from the beginning, and save all that is written within, or nothing."""
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._commit(db)
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise

    def _commit(self, db: sqlite3.Connection) -> None:
        """Commit. The entry is in the file once its journal is deleted, whatever fails after that."""
        try:
            db.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            if not trouble.is_after_commit(error) or os.path.lexists(f"{self.path}-journal"):
                raise
            self.close()
            self._sync_again()

    def _sync_again(self) -> None:
        try:
            sync_folder(self._folder)
        except OSError:
            if self.on_fault is not None:
                self.on_fault()

    def _after_write(self) -> None:
        """Do what follows a saved entry; it never fails that entry."""
        clear_left_behind(self._folder, self.path)

    def _open(self) -> sqlite3.Connection | None:
        """Open the record that is there; None where there is none. Anything doubtful is left untouched."""
        if self._is_absent():
            return None
        wrong = trouble.in_place_of_a_file(self.path) or self._of_another_user()
        if wrong:
            raise self.unreadable(wrong)
        db = connect(uri(self.path), self._wait)
        try:
            clear_pages(self._folder)
            older = is_older(db)
            self._look_over(db, whole=older)
            if older:
                self._upgrade(db)
        except BaseException:
            db.close()
            raise
        self._db = db
        return db

    def _look_over(self, db: sqlite3.Connection, *, whole: bool) -> None:
        """Raise DatabaseError for damage in a file that is being opened; in a large one, of `whole` files alone."""
        if whole or os.path.getsize(self.path) <= SMALL:
            self._check(db)
        else:
            check_tables(db, [table for table in tables(db) if table not in LONG])

    def _of_another_user(self) -> str | None:
        """Say whose the record is where it is not this user's: who owns a file can change what is read from it.

        Some disks give every file to one owner. There a new file of ours has another owner too.
        """
        if not trouble.has_other_owner(self.path):
            return None
        with suppress(OSError), temporary(self._folder) as fresh:
            if os.stat(fresh).st_uid == os.stat(self.path).st_uid:
                return None
        return "it belongs to another user of this computer"

    def _upgrade(self, db: sqlite3.Connection) -> None:
        migrate(db)
        (odd,) = db.execute("SELECT count(*) FROM odd_row").fetchone()
        if odd and self.on_odd_rows is not None:
            self.on_odd_rows(odd)

    def _check(self, db: sqlite3.Connection) -> None:
        """Raise DatabaseError for a damaged file, once a run: before an entry, and at its start where that is quick.

        A damaged page would else be met only by the command that reads it, long after others wrote around it,
        and after the last good copy was dropped.
        """
        if not self._is_checked:
            check(db, "quick_check")
            self._is_checked = True

    def _is_absent(self) -> bool:
        """Say whether there is no record. Raises where something else keeps it from being found."""
        if is_there(self.path):
            return False
        check_way(self._folder)
        # Looked for before the record is looked for again: a window that makes one just now is no trouble.
        left = any(is_there(f"{self.path}{ending}") for ending in BESIDE)
        if left and not is_there(self.path):
            raise self.unreadable("it is gone, and only its journal is left")
        return True

    def _create(self) -> sqlite3.Connection:
        """Make the record under another name, whole, and put it in place; a second window's stays."""
        make_folder(self._folder)
        with temporary(self._folder) as fresh:
            with new_file(fresh):
                pass
            if self.on_create is not None:
                self.on_create()
            put_in_place(fresh, self.path)
        opened = self._open()
        if opened is None:  # taken away by somebody else in between
            raise self.unreadable()
        return opened

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        """Turn what SQLite and the system report into problems with a next step."""
        try:
            yield
        except Problem as problem:
            self._after_saving(problem)
            raise
        except sqlite3.DatabaseError as error:
            raise self._after_saving(self._problem(error)) from error
        except OSError as error:
            raise self._after_saving(self._cannot(trouble.of_system(error))) from error
        except UnicodeEncodeError as error:
            raise self._cannot("The name of that folder or file is not written in UTF-8.") from error
        except (ValueError, OverflowError) as error:  # a saved value is no date, no number or no JSON
            raise self._after_saving(self.unreadable()) from error

    def _after_saving(self, problem: Problem) -> Problem:
        """Return a problem of reading with the words that what came before it is saved: nobody is to enter it twice."""
        if self._has_saved and not self._is_saving and not problem.sentence.startswith(SAVED):
            problem.sentence = f"{SAVED}\n{problem.sentence}"
        return problem

    def _problem(self, error: sqlite3.DatabaseError) -> Problem:
        if trouble.is_locked(error):
            return RecordBusy("Another window is using your record.", "Close it, or try again in a minute.")
        no_room = trouble.of_sqlite(error)
        if no_room:
            return self._cannot(no_room)
        if str(error) == NOT_OURS:
            return self.unreadable("it is a file of another program")
        return self.unreadable()

    def _cannot(self, why: str) -> CannotSave:
        return CannotSave(
            f"Your answers could not be {'saved' if self._is_saving else 'read'} in the folder"
            f" {trouble.shortened(self._folder)}.\n{why}",
            "Fix that, then try again. What was saved before was not changed.",
        )

    def read_through(self) -> None:
        """Read every entry. Raises Problem for one that cannot be read. Nothing here, see `Store`."""

    def unreadable(self, why: str = "it is damaged") -> RecordUnreadable:
        """Return the problem of a record that is there and cannot be read, with what is wrong in a few words."""
        return RecordUnreadable(
            f"Your record could not be read: {why}.\nIt was left as it is: {neutral(self.path)}",
            "Do not delete the record. Ask someone you trust with computers to look at it.",
        )
