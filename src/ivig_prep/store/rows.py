"""All rows of a record at once: copied from one file to another, and their fingerprint."""

import json
import sqlite3
from collections.abc import Iterable

from ivig_prep.store.database import tables
from ivig_prep.store.strict import TABLES

FINGERPRINT = "rows_sha256"
"""The name in the table `about` under which a copy keeps the fingerprint of its rows."""


def copy_rows(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Put every row of one record in the place of those of another. Both have the same tables.

    A history comes after its table, so what a deleted row leaves in it is deleted too.
    """
    for table in tables(target):
        target.execute(f"DELETE FROM {table}")  # noqa: S608  # our own names
        found = source.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608  # our own names
        marks = ", ".join("?" * len(found.description))
        target.executemany(f"INSERT INTO {table} VALUES ({marks})", found)  # noqa: S608  # our own names
    target.execute("DELETE FROM about WHERE name = ?", (FINGERPRINT,))


def fingerprint(db: sqlite3.Connection, names: Iterable[str] | None = None) -> str:
    """Return the SHA-256 of all rows of all tables, or of these: each as JSON in ASCII, in the order of its key."""
    from hashlib import sha256  # late: for copies alone

    found = sha256()
    for table in tables(db) if names is None else names:
        found.update(f"{table}\n".encode())
        for row in db.execute(f"SELECT * FROM {table} ORDER BY 1"):  # noqa: S608  # our own names
            if table != "about" or row[0] != FINGERPRINT:
                found.update(f"{json.dumps(row)}\n".encode())
    return found.hexdigest()


def save_fingerprint(db: sqlite3.Connection, value: str) -> None:
    """Write the fingerprint into a copy."""
    db.execute("INSERT INTO about VALUES (?, ?)", (FINGERPRINT, value))


def saved_fingerprint(db: sqlite3.Connection) -> str | None:
    """Return the fingerprint that a copy carries; None in one of an older version, or in a record copied by hand."""
    found = db.execute("SELECT value FROM about WHERE name = ?", (FINGERPRINT,)).fetchone()
    return found[0] if found else None


def is_blank(db: sqlite3.Connection) -> bool:
    """Say whether nothing was entered yet."""
    return not any(
        db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()  # noqa: S608  # our own names
        for table in tables(db)
        if table != "about"
    )


class Origin:
    """Which record a file is a copy of: by the id it carries, or in an older one by the time of its first entry."""

    def __init__(self, db: sqlite3.Connection) -> None:
        names = tables(db)
        self._id = None
        if "about" in names:
            found = db.execute("SELECT value FROM about WHERE name = 'lineage'").fetchone()
            self._id = found[0] if found else None
        dated = [name for name in names if name in TABLES]
        firsts = [db.execute(f"SELECT min(at) FROM {name}").fetchone()[0] for name in dated]  # noqa: S608  # our own names
        self._first = min((first for first in firsts if isinstance(first, str)), default=None)

    def is_same(self, other: "Origin") -> bool:
        """Say whether both are of one record."""
        if self._id is not None and self._id == other._id:
            return True
        return self._first is not None and self._first == other._first
