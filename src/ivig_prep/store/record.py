"""The file of a record: opened only if it is ours, made whole or not at all, written in durable transactions."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from ivig_prep.errors import CannotSave, Problem, RecordBusy, RecordNewer, RecordUnreadable
from ivig_prep.store.half_made import clear_left_behind, half_made
from ivig_prep.store.migrations import MIGRATIONS

APPLICATION_ID = 0x49564947  # "IVIG", so that another program's file is never taken for a record
WAIT_SECONDS = 10.0
_NEWER = (
    "Your record was written by a newer ivig-prep. It was left as it is.",
    "Install the newest ivig-prep, then try again.",
)
_LOCKED = ("database is locked", "database table is locked")
_NO_ROOM = ("disk is full", "readonly", "unable to open", "disk i/o error")


class Record:
    """The file of one person's record in a folder. Nothing is made on disk before the first entry."""

    def __init__(self, folder: str, name: str) -> None:
        self.path = os.path.join(folder, name)
        self._folder = folder
        self._db: sqlite3.Connection | None = None
        self._wait = WAIT_SECONDS
        self.on_create: Callable[[], None] | None = None

    def wait_at_most(self, seconds: float) -> None:
        """Wait no longer than this for another window that is writing."""
        self._wait = seconds
        if self._db is not None:
            self._db.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

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
        try:
            os.lstat(self.path)
        except FileNotFoundError:
            return None  # any other trouble is no sign that there is nothing: it is raised, and told
        if not os.path.isfile(self.path) or os.path.getsize(self.path) == 0:
            raise self.unreadable()
        db = connect(uri(self.path), self._wait)
        try:
            _bring_up(db)
        except BaseException:
            db.close()
            raise
        self._db = db
        return db

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
            raise self._problem(str(error).lower()) from error
        except (OSError, ValueError) as error:
            # ValueError: a saved value is no date or no JSON, so the file is damaged.
            if isinstance(error, ValueError):
                raise self.unreadable() from error
            raise self._cannot_save() from error

    def _problem(self, said: str) -> Problem:
        if any(part in said for part in _LOCKED):
            return RecordBusy("Another window is using your record.", "Close it, or try again in a minute.")
        if any(part in said for part in _NO_ROOM):
            return self._cannot_save()
        return self.unreadable()

    def _cannot_save(self) -> CannotSave:
        return CannotSave(
            f"Your answers could not be saved or read in the folder {self._folder}.",
            "Check that the disk has room and that the folder is yours. What was saved before is still there.",
        )

    def unreadable(self) -> RecordUnreadable:
        """Return the problem of a record that is there and cannot be read."""
        return RecordUnreadable(
            f"Your record could not be read. It was left as it is: {self.path}",
            "Ask someone you trust with computers to look at that file. Do not delete it.",
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


def _bring_up(db: sqlite3.Connection) -> None:
    """Bring an older record to this version. Raises for one that is newer, or not ours."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID or version < 1:
        raise sqlite3.DatabaseError("not a record of this program")
    if version > len(MIGRATIONS):
        raise RecordNewer(*_NEWER)
    if version < len(MIGRATIONS):
        migrate(db)


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
    if os.name == "posix":
        folder = os.open(os.path.dirname(path), os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
