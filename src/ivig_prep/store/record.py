"""The file of a record: opened only if it is ours, made whole or not at all, written in durable transactions."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from ivig_prep.core.text import neutral
from ivig_prep.errors import CannotSave, Problem, RecordBusy, RecordNewer, RecordUnreadable
from ivig_prep.store import trouble
from ivig_prep.store.half_made import clear_left_behind, half_made
from ivig_prep.store.migrations import MIGRATIONS

APPLICATION_ID = 0x49564947  # "IVIG", so that another program's file is never taken for a record
WAIT_SECONDS = 10.0
SMALL = 1_000_000
"""Bytes up to which a record is checked at each start, in about a millisecond; about three years of daily entries."""
_NEWER = (
    "Your record was written by a newer ivig-prep. It was left as it is.",
    "Install the newest ivig-prep, then try again.",
)
_NOT_OURS = "not a record of this program"


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
            with closing(_empty()) as empty:
                return empty.execute(sql, values).fetchall()

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
            if _is_older(db) or os.path.getsize(self.path) <= SMALL:
                self._check(db)
            if _is_older(db):
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
        if _is_there(self.path):
            return False
        check_way(self._folder)
        # Looked for before the record is looked for again: a window that makes one just now is no trouble.
        left = _is_there(f"{self.path}-journal")
        if left and not _is_there(self.path):
            raise self.unreadable("it is gone, and only its journal is left")
        return True

    def _create(self) -> sqlite3.Connection:
        """Make the record under another name, whole, and put it in place; a second window's stays."""
        make_folder(self._folder)
        with half_made(self._folder) as fresh:
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
        except ValueError as error:  # a saved value is no date or no JSON
            raise self.unreadable() from error

    def _problem(self, error: sqlite3.DatabaseError) -> Problem:
        if trouble.is_locked(error):
            return RecordBusy("Another window is using your record.", "Close it, or try again in a minute.")
        no_room = trouble.of_sqlite(error)
        if no_room:
            return self._cannot_save(no_room)
        if str(error) == _NOT_OURS:
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


def uri(path: str) -> str:
    """Return the path as an address that opens a file only if it is there (`sqlite.org/uri.html`)."""
    for special, written in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        path = path.replace(special, written)
    if os.name == "nt":
        path = "/" + path.replace("\\", "/")
    return f"file://{path}?mode=rw"


def connect(uri: str, wait: float = WAIT_SECONDS) -> sqlite3.Connection:
    """Open an SQLite file at an address, for durable writing; wait so many seconds for another window."""
    db = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
    try:
        db.execute("PRAGMA synchronous = FULL")
    except BaseException:
        db.close()
        raise
    return db


def _empty() -> sqlite3.Connection:
    """Return an empty record in memory, so that reading before the first entry makes no file."""
    db = connect("file::memory:")
    migrate(db)
    return db


def _is_older(db: sqlite3.Connection) -> bool:
    """Say whether a record has to be brought to this version. Raises for one that is newer, or not ours."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID or version < 1:
        raise sqlite3.DatabaseError(_NOT_OURS)
    if version > len(MIGRATIONS):
        raise RecordNewer(*_NEWER)
    return int(version) < len(MIGRATIONS)


def check(db: sqlite3.Connection, how: str) -> None:
    """Raise DatabaseError for a damaged file. `how` is `quick_check`, or `integrity_check` for the indexes too."""
    if db.execute(f"PRAGMA {how}(1)").fetchall() != [("ok",)] or _has_part_of_a_page(db):
        raise sqlite3.DatabaseError("damaged")


def _has_part_of_a_page(db: sqlite3.Connection) -> bool:
    """Say whether the file ends within a page: SQLite reads what is missing there as zeros, and does not say so."""
    (path,) = (name for _, schema, name in db.execute("PRAGMA database_list").fetchall() if schema == "main")
    (size,) = db.execute("PRAGMA page_size").fetchone()
    db.execute("BEGIN")
    try:
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # from here on no other window writes pages
        return bool(path) and os.path.getsize(path) % int(size) != 0
    finally:
        db.execute("ROLLBACK")


def migrate(db: sqlite3.Connection) -> None:
    """Run the migrations that are missing, all in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):  # a newer program was faster
            raise RecordNewer(*_NEWER)
        for script in MIGRATIONS[version:]:
            for statement in _statements(script):
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; `executescript` would commit before it begins."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _is_there(path: str) -> bool:
    """Say whether there is something at a path. Raises OSError where that cannot be known."""
    try:
        os.lstat(path)
    except FileNotFoundError:
        return False
    return True


def check_way(folder: str) -> None:
    """Raise OSError for a folder that is missing because its way is cut: a link to a disk that is away, a file."""
    while not _is_there(folder):  # asked first: another window may make the folder between two looks
        above = os.path.dirname(folder)
        if above == folder:
            break
        folder = above
    if not os.path.isdir(folder):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder)


def make_folder(folder: str) -> None:
    """Make the folder, and what is missing above it, for this user alone, whatever the umask."""
    if os.path.isdir(folder):
        return
    above = os.path.dirname(folder)
    if above != folder:
        make_folder(above)
    try:
        os.mkdir(folder, mode=0o700)
    except FileExistsError:  # another window was first, or a file stands there
        if not os.path.isdir(folder):
            raise


def put_in_place(fresh: str, path: str) -> None:
    """Give the finished file its name without ever replacing one that is there, and make that durable."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return  # another window was first: its record is the one
    except OSError:  # no hard links on this disk
        if not os.path.lexists(path):
            os.rename(fresh, path)
    sync_folder(os.path.dirname(path))


def move_aside(path: str, kept: str) -> str | None:
    """Give what is at a path another name and return that; None where nothing is there.

    A file keeps its first name too, until another takes its place: the record is never gone in between.
    """
    if not _is_there(path):
        return None
    if os.path.isfile(path) and not os.path.islink(path) and not path.endswith("-journal"):
        try:
            os.link(path, kept)
        except OSError:  # no hard links on this disk
            os.rename(path, kept)
    else:
        os.rename(path, kept)
    return kept


def sync_folder(folder: str) -> None:
    """Make the names in a folder durable, where the system lets a folder be opened for that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
