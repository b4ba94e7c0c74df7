"""The step to strict tables: every row is moved, and one that does not fit is kept beside them, not dropped."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

STRICT_SINCE = 4
"""The version whose tables are strict."""

TABLES = (
    *("setting", "setting_history", "infusion", "infusion_history", "reply", "fluid", "file"),
    *("treatment", "treatment_history", "lot", "premed", "reaction", "question", "score", "score_history"),
)
"""The tables of the version before. One that is missing is damage, and is met here."""

Rows = dict[str, list[tuple[Any, ...]]]


def take_out(db: sqlite3.Connection) -> Rows:
    """Return every row by table, and drop the tables, with their indexes and triggers."""
    found: Rows = {}
    with _any_text(db):
        for table in TABLES:
            found[table] = db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608  # our own names
            db.execute(f"DROP TABLE {table}")
    return found


def put_back(db: sqlite3.Connection, rows: Rows) -> None:
    """Insert every row into the table of its name; one that the table refuses goes into `odd_row`."""
    for table, held in rows.items():
        for row in held:
            marks = ", ".join("?" * len(row))
            try:
                db.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608  # our own names
            except sqlite3.IntegrityError:
                values = json.dumps([_plain(value) for value in row])
                db.execute('INSERT INTO odd_row ("table", row) VALUES (?, ?)', (table, values))


@contextmanager
def _any_text(db: sqlite3.Connection) -> Iterator[None]:
    """Read text that is not UTF-8 as bytes, which no table of text takes."""

    def read(raw: bytes) -> str | bytes:
        try:
            return raw.decode()
        except UnicodeDecodeError:
            return raw

    former, db.text_factory = db.text_factory, read
    try:
        yield
    finally:
        db.text_factory = former


def _plain(value: object) -> object:
    """Return a value as JSON can hold it: bytes by their hexadecimal digits, an endless number by its name."""
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    return str(value) if isinstance(value, float) and value - value != 0 else value
