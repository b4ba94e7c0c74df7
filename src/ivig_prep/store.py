"""The person's own record in SQLite: all SQL stands here and in `migrations`.

Every entry is one durable transaction (rollback journal, `synchronous=FULL`) that has ended before the
method returns. Rows are added; what is changed keeps its former version in a history table.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, datetime
from typing import Any

from ivig_prep.core.fluids import ADD, SET, UNDO, FluidEntry, standing
from ivig_prep.core.phases import Infusion, ListKey
from ivig_prep.core.walk import Reply
from ivig_prep.errors import CannotSave, Problem, RecordBusy, RecordNewer, RecordUnreadable
from ivig_prep.migrations import MIGRATIONS

APPLICATION_ID = 0x49564947  # "IVIG", so that another program's file is never taken for a record
WAIT_SECONDS = 10.0
_PAST_INFUSION = """
    SELECT id, date, days, time, moves FROM infusion WHERE last_day < ? ORDER BY last_day DESC, id DESC LIMIT 1"""
_COMING_INFUSION = """
    SELECT id, date, days, time, moves FROM infusion WHERE last_day >= ? ORDER BY last_day, id LIMIT 1"""
_NEWER = (
    "Your record was written by a newer ivig-prep. It was left as it is.",
    "Install the newest ivig-prep, then try again.",
)
_LOCKED = ("database is locked", "database table is locked")
_NO_ROOM = ("disk is full", "readonly", "unable to open", "disk i/o error")


class Store:
    """One person's record in a folder. Nothing is made on disk before the first entry."""

    def __init__(self, folder: str, name: str) -> None:
        self.path = os.path.join(folder, name)
        self._folder = folder
        self._db: sqlite3.Connection | None = None
        self._wait = WAIT_SECONDS

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

    # What is read

    def settings(self) -> dict[str, object]:
        """Return every setting by name."""
        with self._told():
            rows = self._read("SELECT name, value FROM setting ORDER BY name")
            return {name: json.loads(value) for name, value in rows}

    def past_infusion(self, day: date) -> Infusion | None:
        """Return the infusion that ended last before `day`."""
        return self._infusion(_PAST_INFUSION, day)

    def coming_infusion(self, day: date) -> Infusion | None:
        """Return the first infusion that ends on `day` or later."""
        return self._infusion(_COMING_INFUSION, day)

    def _infusion(self, sql: str, day: date) -> Infusion | None:
        with self._told():
            rows = self._read(sql, day.isoformat())
            return next((Infusion(key, date.fromisoformat(on), *rest) for key, on, *rest in rows), None)

    def replies(self, key: ListKey) -> tuple[Reply, ...]:
        """Return every reply given in a list, oldest first."""
        sql = "SELECT item, reply FROM reply WHERE infusion = ? AND moves = ? AND phase = ? AND day = ? ORDER BY id"
        return tuple(Reply(*row) for row in self._read(sql, *key))

    def fluids(self, day: date) -> tuple[FluidEntry, ...]:
        """Return the fluid entries of a day, oldest first."""
        rows = self._read("SELECT id, kind, ml, undoes FROM fluid WHERE day = ? ORDER BY id", day.isoformat())
        return tuple(FluidEntry(*row) for row in rows)

    def wrote(self, path: str, sha256: str) -> bool:
        """Say whether we wrote this content at this path."""
        return bool(self._read("SELECT 1 FROM file WHERE path = ? AND sha256 = ? LIMIT 1", path, sha256))

    def history_of(self, infusion: Infusion) -> tuple[int, str]:
        """Return how often an infusion was changed, and when it was last (ISO date-time)."""
        rows = self._read(
            "SELECT (SELECT count(*) FROM infusion_history WHERE infusion = id), at FROM infusion WHERE id = ?",
            infusion.id,
        )
        count, at = rows[0]
        return count, at

    # What is written

    def save_settings(self, changes: Mapping[str, object], at: datetime) -> None:
        """Save settings by name, all of them or none."""
        with self._writing() as db:
            for name, value in changes.items():
                db.execute(
                    "INSERT INTO setting VALUES (?, ?, ?)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at",
                    (name, json.dumps(value), at.isoformat()),
                )

    def add_infusion(self, infusion: Infusion, at: datetime) -> None:
        """Add a new infusion; its `id` is given by the record, not taken from the value."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO infusion (date, last_day, days, time, moves, at) VALUES (?, ?, ?, ?, ?, ?)",
                (*_infusion_row(infusion), at.isoformat()),
            )

    def change_infusion(self, infusion: Infusion, at: datetime) -> None:
        """Change the infusion with this id; the former version stays in the history."""
        with self._writing() as db:
            db.execute(
                "UPDATE infusion SET date = ?, last_day = ?, days = ?, time = ?, moves = ?, at = ? WHERE id = ?",
                (*_infusion_row(infusion), at.isoformat(), infusion.id),
            )

    def remove_infusion(self, infusion: Infusion, at: datetime) -> None:
        """Take an infusion's date back; what was answered for it stays as history."""
        with self._writing() as db:
            db.execute(
                "UPDATE infusion SET date = NULL, last_day = NULL, moves = moves + 1, at = ? WHERE id = ?",
                (at.isoformat(), infusion.id),
            )

    def add_file(self, path: str, sha256: str, at: datetime) -> None:
        """Write down that we are about to write a file elsewhere."""
        with self._writing() as db:
            db.execute("INSERT INTO file (path, sha256, at) VALUES (?, ?, ?)", (path, sha256, at.isoformat()))

    def add_reply(self, key: ListKey, reply: Reply, at: datetime) -> None:
        """Add one reply to a list."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO reply (infusion, moves, phase, day, item, reply, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*key, *reply, at.isoformat()),
            )

    def add_fluid(self, day: date, ml: int, at: datetime) -> None:
        """Add an amount (ml) to what was drunk on a day."""
        self._save_fluid(day, ADD, ml, at)

    def set_fluid(self, day: date, ml: int, at: datetime) -> None:
        """Set what was drunk on a day until now (ml)."""
        self._save_fluid(day, SET, ml, at)

    def _save_fluid(self, day: date, kind: str, ml: int, at: datetime) -> None:
        row = (day.isoformat(), kind, ml, at.isoformat())
        with self._writing() as db:
            db.execute("INSERT INTO fluid (day, kind, ml, at) VALUES (?, ?, ?, ?)", row)

    def undo_fluid(self, day: date, at: datetime) -> FluidEntry | None:
        """Take back the day's last entry that still stands and return it; None when there is none."""
        with self._writing() as db:
            entries = standing(self.fluids(day))
            if not entries:
                return None
            row = (day.isoformat(), UNDO, entries[-1].id, at.isoformat())
            db.execute("INSERT INTO fluid (day, kind, ml, undoes, at) VALUES (?, ?, 0, ?, ?)", row)
            return entries[-1]

    # The file

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
            db = self._db or self._open() or self._create()
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def _open(self) -> sqlite3.Connection | None:
        """Open the record that is there; None where there is none. Anything doubtful is left untouched."""
        if not os.path.lexists(self.path):
            return None
        if not os.path.isfile(self.path) or os.path.getsize(self.path) == 0:
            raise self._unreadable()
        db = _connect(_uri(self.path), self._wait)
        try:
            _bring_up(db)
        except BaseException:
            db.close()
            raise
        self._db = db
        return db

    def _create(self) -> sqlite3.Connection:
        """Make the record under another name, whole, and put it in place; a second window's stays."""
        _make_folder(self._folder)
        fresh = os.path.join(self._folder, f".new-{os.getpid()}-{os.urandom(4).hex()}.db")
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            db = _connect(_uri(fresh))
            try:
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                _migrate(db)
            finally:
                db.close()
            _put_in_place(fresh, self.path)
        finally:
            if os.path.lexists(fresh):
                os.unlink(fresh)
        opened = self._open()
        if opened is None:  # taken away by somebody else in between
            raise self._unreadable()
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
                raise self._unreadable() from error
            raise self._cannot_save() from error

    def _problem(self, said: str) -> Problem:
        if any(part in said for part in _LOCKED):
            return RecordBusy("Another window is using your record.", "Close it, or try again in a minute.")
        if any(part in said for part in _NO_ROOM):
            return self._cannot_save()
        return self._unreadable()

    def _cannot_save(self) -> CannotSave:
        return CannotSave(
            f"Your answers could not be saved or read in the folder {self._folder}.",
            "Check that the disk has room and that the folder is yours. What was saved before is still there.",
        )

    def _unreadable(self) -> RecordUnreadable:
        return RecordUnreadable(
            f"Your record could not be read. It was left as it is: {self.path}",
            "Ask someone you trust with computers to look at that file. Do not delete it.",
        )


def _infusion_row(infusion: Infusion) -> tuple[str, str, int, str | None, int]:
    days = (infusion.date.isoformat(), infusion.last_day.isoformat())
    return (*days, infusion.days, infusion.time, infusion.moves)


def _uri(path: str) -> str:
    """Return the path as an address that opens a file only if it is there (`sqlite.org/uri.html`)."""
    for special, written in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        path = path.replace(special, written)
    if os.name == "nt":
        path = "/" + path.replace("\\", "/")
    return f"file://{path}?mode=rw"


def _connect(uri: str, wait: float = WAIT_SECONDS) -> sqlite3.Connection:
    db = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
    try:
        db.execute("PRAGMA synchronous = FULL")
    except BaseException:
        db.close()
        raise
    return db


def _empty() -> sqlite3.Connection:
    """Return an empty record in memory, so that reading before the first entry makes no file."""
    db = _connect("file::memory:")
    _migrate(db)
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
        _migrate(db)


def _migrate(db: sqlite3.Connection) -> None:
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


def _make_folder(folder: str) -> None:
    """Make the folder, and what is missing above it, for this user alone, whatever the umask."""
    if os.path.isdir(folder):
        return
    above = os.path.dirname(folder)
    if above != folder:
        _make_folder(above)
    try:
        os.mkdir(folder, mode=0o700)
    except FileExistsError:  # another window was first, or a file stands there
        if not os.path.isdir(folder):
            raise


def _put_in_place(fresh: str, path: str) -> None:
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
