"""An SQLite file as we use it: opened only if it is there, checked, brought to this version, written durably."""

import os
import sqlite3
from collections.abc import Collection, Iterator

from ivig_prep.errors import RecordNewer
from ivig_prep.store.migrations import MIGRATIONS

APPLICATION_ID = 0x49564947  # "IVIG", so that another program's file is never taken for a record
WAIT_SECONDS = 10.0
_NEWER = (
    "Your record was written by a newer ivig-prep. It was left as it is.",
    "Install the newest ivig-prep, then try again.",
)
NOT_OURS = "not a record of this program"


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


def empty() -> sqlite3.Connection:
    """Return an empty record in memory, so that reading before the first entry makes no file."""
    db = connect("file::memory:")
    migrate(db)
    return db


def is_older(db: sqlite3.Connection) -> bool:
    """Say whether a record has to be brought to this version. Raises for one that is newer, or not ours."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID or version < 1:
        raise sqlite3.DatabaseError(NOT_OURS)
    if version > len(MIGRATIONS):
        raise RecordNewer(*_NEWER)
    return int(version) < len(MIGRATIONS)


def check(db: sqlite3.Connection, how: str) -> None:
    """Raise DatabaseError for a damaged file. `how` is `quick_check`, or `integrity_check` for the indexes too."""
    if db.execute(f"PRAGMA {how}(1)").fetchall() != [("ok",)] or _has_part_of_a_page(db):
        raise sqlite3.DatabaseError("damaged")


def check_tables(db: sqlite3.Connection, *, but: Collection[str]) -> None:
    """Raise DatabaseError for damage in any table but these."""
    for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        if table not in but and db.execute(f"PRAGMA quick_check({table})").fetchall() != [("ok",)]:
            raise sqlite3.DatabaseError("damaged")
    if _has_part_of_a_page(db):
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
