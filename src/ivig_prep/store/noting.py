"""The bounds of an entry, between which the record notes what it changes (see undoing.py); and the end of a row."""

import sqlite3


def begin(db: sqlite3.Connection) -> None:
    """Begin to note what changes, from the next number on."""
    db.execute("INSERT INTO open_entry SELECT coalesce(max(id), 0) + 1 FROM last_change")


def end(db: sqlite3.Connection) -> None:
    """Stop noting. Where something changed, it takes the place of what the entry before had changed."""
    first = "(SELECT id FROM open_entry)"
    db.execute(f"DELETE FROM last_change WHERE id < {first} AND (SELECT max(id) FROM last_change) >= {first}")  # noqa: S608  # our own words
    db.execute("DELETE FROM open_entry")


def close_history(db: sqlite3.Connection, table: str, key: str, value: str, at: str) -> None:
    """Write into the history of a row that was just deleted when that was."""
    last = f"(SELECT max(id) FROM {table}_history WHERE {key} = ?)"  # noqa: S608  # our own words
    db.execute(f"UPDATE {table}_history SET removed_at = ? WHERE id = {last}", (at, value))  # noqa: S608  # our own words
