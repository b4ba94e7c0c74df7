"""The last entry: what it changed is noted by the record itself while it is written, and can be taken back once.

Each table that a person writes into has triggers that note, in `last_change`, how a row was before. So no command and
no method has to think of it. A row that is taken back is kept in `taken_back`; nothing is lost without a trace.
"""

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ivig_prep.core.last_change import Changed, Row
from ivig_prep.store.treatments import close_history

_KEYS = {"setting": "name", "treatment": "date", "score": "day"}
"""The key of each table where it is not `id`."""
_WRITTEN_AGAIN = ("setting", "infusion", "score")
"""Where `at` says when a row was written last, not when it was added."""


def last_change(db: sqlite3.Connection) -> tuple[Changed, ...]:
    """Return what the last entry changed, in the order of its writing; nothing where it was taken back."""
    first: dict[tuple[str, Any], Row | None] = {}
    for table, key, was in db.execute('SELECT "table", key, was FROM last_change ORDER BY id').fetchall():
        first.setdefault((table, key), json.loads(was) if was else None)
    return tuple(_changed(db, table, key, was) for (table, key), was in first.items())


def _changed(db: sqlite3.Connection, table: str, key: Any, was: Row | None) -> Changed:
    changed = Changed(table, was, _row(db, table, key))
    if table != "follow_up":
        return changed
    return changed._replace(about=_row(db, "reaction", changed.row.get("reaction")))


def take_back(db: sqlite3.Connection, at: datetime) -> bool:
    """Take back the last entry, within an entry that is not noted. Return False where there is none that can be."""
    notes = db.execute('SELECT "table", key, was FROM last_change ORDER BY id DESC').fetchall()
    for table, key, was in notes:
        _take_back(db, table, key, json.loads(was) if was else None, at)
    db.execute("DELETE FROM last_change")
    return bool(notes)


def _row(db: sqlite3.Connection, table: str, key: Any) -> dict[str, Any] | None:
    found = db.execute(f'SELECT * FROM {table} WHERE "{_KEYS.get(table, "id")}" = ?', (key,))  # noqa: S608  # our own names
    names = [column[0] for column in found.description]
    row = found.fetchone()
    return dict(zip(names, row, strict=True)) if row else None


def _take_back(db: sqlite3.Connection, table: str, key: Any, was: Mapping[str, Any] | None, at: datetime) -> None:
    """Put one row back as it was before; what it is until now is kept."""
    now = _row(db, table, key)
    if now is not None:
        row = (table, json.dumps(now), at.isoformat())
        db.execute('INSERT INTO taken_back ("table", row, at) VALUES (?, ?, ?)', row)
    if was is None and table != "infusion":
        db.execute(f'DELETE FROM {table} WHERE "{_KEYS.get(table, "id")}" = ?', (key,))  # noqa: S608  # our own names
        if table in ("treatment", "score"):
            close_history(db, table, _KEYS[table], key, at.isoformat())
        return
    # An infusion keeps its number, as one that was cancelled does: a calendar file may know it.
    former = was or {**(now or {}), "date": None, "last_day": None, "moves": (now or {}).get("moves", 0) + 1}
    _put(db, table, {**former, "at": at.isoformat()} if table in _WRITTEN_AGAIN else former, is_there=now is not None)
    if now is not None and table in ("treatment", "score"):  # the version that was taken back is no correction
        close_history(db, table, _KEYS[table], key, at.isoformat())


def _put(db: sqlite3.Connection, table: str, row: Mapping[str, Any], *, is_there: bool) -> None:
    """Write a former row. Raises ValueError where a note has a column that the table does not have."""
    columns = {name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")}
    if not row.keys() <= columns:
        raise ValueError("a note of the last change is damaged")
    names, key = [f'"{name}"' for name in row], _KEYS.get(table, "id")
    if is_there:
        changes = ", ".join(f"{name} = ?" for name in names)
        db.execute(f'UPDATE {table} SET {changes} WHERE "{key}" = ?', (*row.values(), row[key]))  # noqa: S608  # our own names
        return
    marks = ", ".join("?" * len(names))
    db.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", tuple(row.values()))  # noqa: S608  # our own names
