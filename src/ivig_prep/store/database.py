"""An SQLite file as we use it: opened only if it is there, checked, brought to this version, written durably."""

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager

from ivig_prep.errors import Problem, RecordNewer
from ivig_prep.store import trouble
from ivig_prep.world.folders import sync_file

NEWEST = 5
"""How many migrations there are. Each start compares it with the record, and few bring one to this version."""

APPLICATION_ID = 0x49564947  # "IVIG", so that another program's file is never taken for a record
WAIT_SECONDS = 10.0
_NEWER = (
    "Your record was written by a newer ivig-prep. It was left as it is.",
    "Install the newest ivig-prep, then try again.",
)
NOT_OURS = "not a record of this program"
OLDEST_SQLITE = (3, 38)
"""The first with strict tables and with JSON always built in."""


def uri(path: str) -> str:
    """Return the path as an address that opens a file only if it is there (`sqlite.org/uri.html`)."""
    for special, written in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        path = path.replace(special, written)
    if os.name == "nt":
        path = "/" + path.replace("\\", "/")
    return f"file://{path}?mode=rw"


def connect(uri: str, wait: float = WAIT_SECONDS) -> sqlite3.Connection:
    """Open an SQLite file at an address, for durable writing; wait so many seconds for another window.

    Only EXTRA syncs the folder after the journal is deleted. With FULL, a power cut can bring the journal back,
    and SQLite then takes the entry back. On macOS, `fullfsync` is what reaches the disk itself.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise Problem(
            f"The SQLite of this Python is {sqlite3.sqlite_version}. That is too old for the record.",
            "Install a newer Python, such as one from python.org.",
        )
    db = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
    try:
        db.execute("PRAGMA synchronous = EXTRA")
        if sys.platform == "darwin":
            db.execute("PRAGMA fullfsync = ON")
            db.execute("PRAGMA checkpoint_fullfsync = ON")
    except BaseException:
        db.close()
        raise
    return db


def empty() -> sqlite3.Connection:
    """Return an empty record in memory, so that reading before the first entry makes no file."""
    db = connect("file::memory:")
    migrate(db)
    return db


@contextmanager
def new_file(path: str) -> Iterator[sqlite3.Connection]:
    """Yield an empty record in a file that nobody else knows yet; afterwards it is whole on the disk.

    Nothing needs a journal or a sync before that: a file that is cut short never gets its name.
    """
    with closing(connect(uri(path))) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA journal_mode = MEMORY")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(db)
        db.execute("BEGIN")
        yield db
        db.execute("COMMIT")
    sync_file(path)


@contextmanager
def held(path: str, how: str, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Keep other windows from a record: from writing (`IMMEDIATE`), or from reading too (`EXCLUSIVE`).

    A file that SQLite cannot read is not held: nobody else can write into it either. Nor is one on Windows,
    which neither replaces nor deletes an open file. Raises DatabaseError where another window is at work.
    """
    if os.name != "posix" or trouble.in_place_of_a_file(path):
        yield
        return
    with ExitStack() as stack:
        try:
            stack.enter_context(closing(connect(uri(path), wait))).execute(f"BEGIN {how}")
        except sqlite3.DatabaseError as error:
            if trouble.is_locked(error):
                raise
        yield


def schema(db: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Return every table, index, trigger and view as it is written down, but for what SQLite makes by itself."""
    sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
    return db.execute(sql).fetchall()


def has_schema(db: sqlite3.Connection, version: int) -> bool:
    """Say whether a record has exactly the tables, indexes and triggers of a version, and nothing else."""
    with closing(connect("file::memory:")) as ours:
        migrate(ours, version)
        return schema(db) == schema(ours)


def is_older(db: sqlite3.Connection) -> bool:
    """Say whether a record has to be brought to this version. Raises for one that is newer, or not ours."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID or version < 1:
        raise sqlite3.DatabaseError(NOT_OURS)
    if version > NEWEST:
        raise RecordNewer(*_NEWER)
    return int(version) < NEWEST


def check(db: sqlite3.Connection, how: str) -> None:
    """Raise DatabaseError for a damaged file. `how` is `quick_check`, or `integrity_check` for the indexes too."""
    if db.execute(f"PRAGMA {how}(1)").fetchall() != [("ok",)] or _has_part_of_a_page(db):
        raise sqlite3.DatabaseError("damaged")


def tables(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the tables."""
    return tuple(name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"))


def check_tables(db: sqlite3.Connection, names: Iterable[str]) -> None:
    """Raise DatabaseError for damage in one of these tables."""
    for table in names:
        if db.execute(f"PRAGMA quick_check({table})").fetchall() != [("ok",)]:
            raise sqlite3.DatabaseError("damaged")
    if _has_part_of_a_page(db):
        raise sqlite3.DatabaseError("damaged")


def _has_part_of_a_page(db: sqlite3.Connection) -> bool:
    """Say whether the file ends within a page: SQLite reads what is missing there as zeros, and does not say so."""
    (path,) = (name for _, schema, name in db.execute("PRAGMA database_list").fetchall() if schema == "main")
    (size,) = db.execute("PRAGMA page_size").fetchone()
    is_within = db.in_transaction
    if not is_within:
        db.execute("BEGIN")
    try:
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # from here on no other window writes pages
        return bool(path) and os.path.getsize(path) % int(size) != 0
    finally:
        if not is_within:
            db.execute("ROLLBACK")


def migrate(db: sqlite3.Connection, to: int | None = None) -> None:
    """Run the migrations that are missing, all in one transaction; to the newest version, or to this one."""
    from ivig_prep.store.migrations import MIGRATIONS  # late: see NEWEST
    from ivig_prep.store.strict import STRICT_SINCE, put_back, take_out  # late: most records are of this version

    db.execute("BEGIN IMMEDIATE")
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version > NEWEST:  # a newer program was faster
            raise RecordNewer(*_NEWER)
        newest = NEWEST if to is None else to
        # A new record needs none of the tables that the strict ones replaced.
        is_new = version == 0 and newest >= STRICT_SINCE
        for number in range(STRICT_SINCE if is_new else version + 1, newest + 1):
            rows = take_out(db) if number == STRICT_SINCE and not is_new else {}
            for statement in _statements(MIGRATIONS[number - 1]):
                db.execute(statement)
            put_back(db, rows)
        db.execute(f"PRAGMA user_version = {newest}")
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
