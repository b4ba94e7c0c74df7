"""The whole record of one person."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date, datetime
from typing import TYPE_CHECKING

from ivig_prep.core.day.fluids import FluidEntry, drunk
from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.person import from_saved
from ivig_prep.store.database import tables
from ivig_prep.store.infusions import Infusions
from ivig_prep.store.restoring import Restoring
from ivig_prep.store.treatments import Treatments

if TYPE_CHECKING:
    from ivig_prep.core.backup import Contents
    from ivig_prep.core.last_change import Changed

_DAYS, _TIMES = ("date", "last_day", "day", "expiry"), ("at", "removed_at")
_NO_DAY = ("reply",)
"""Where the column `day` holds other words than a date."""


class Entries(Infusions, Treatments):
    """Every kind of entry."""

    def last_change(self) -> "tuple[Changed, ...]":
        """Return what the last entry changed, in the order of its writing; nothing where it was taken back."""
        from ivig_prep.store.undoing import last_change  # late: for `undo`, and for what looks into a backup

        with self._reporting():
            db = self._db or self._open()
            return last_change(db) if db is not None else ()

    def undo(self, at: datetime) -> bool:
        """Take back the last entry. Return False where there is none that can be."""
        from ivig_prep.store.undoing import take_back  # late: for `undo` alone

        with self._writing(entered=False) as db:
            return take_back(db, at)

    def read_through(self) -> None:
        """Read every row, as the commands do. Raises Problem for one that cannot be read."""
        with self._reporting():
            from_saved(self.settings())
            db = self._db or self._open()
            if db is None:
                return
            for table in tables(db):
                for row in _rows(db, table):
                    _check_dates(table, row)
            _check_infusions(db)
            _check_fluids(db)
            for entry in self.treatments():
                _ = entry.minutes
            self.scores(), self.questions(), self.files(), self.cycle_starts(date.max), self.last_change()


class Store(Entries, Restoring):
    """One person's record: all that was asked to be kept."""

    check_settings: Callable[[Mapping[str, object]], object] | None = None
    """Raises ValueError for settings that another part of the program could not read."""

    def look_into(self, path: str, day: date) -> "tuple[Contents, Infusion | None]":
        """Return what is in a backup, and its infusion next to a day. Nothing is changed.

        Raises Problem for a file that could not be brought back.
        """
        from ivig_prep.store.backups import contents, refusing  # late: see `Copies.checked`

        with self._reporting(), closing(self.checked(path)) as copy, refusing(path):
            entries = Entries("", "")
            entries._db = copy
            return contents(path, copy), entries.coming_infusion(day) or entries.past_infusion(day)

    def _read_all_of(self, copy: sqlite3.Connection) -> None:
        backup = Entries("", "")
        backup._db = copy
        backup.read_through()
        if self.check_settings is not None:
            self.check_settings(backup.settings())


def _rows(db: sqlite3.Connection, table: str) -> Iterator[dict[str, object]]:
    found = db.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608  # our own names
    names = [column[0] for column in found.description]
    for row in found:
        yield dict(zip(names, row, strict=True))


def _check_dates(table: str, row: Mapping[str, object]) -> None:
    """Raise ValueError for a day or a time that is none."""
    for name, value in row.items():
        if value is None or (name == "day" and table in _NO_DAY):
            continue
        if name in _DAYS:
            date.fromisoformat(str(value))
        elif name in _TIMES:
            datetime.fromisoformat(str(value))


def _check_infusions(db: sqlite3.Connection) -> None:
    for row in _rows(db, "infusion"):
        if row["date"] is not None:
            made = Infusion(0, date.fromisoformat(str(row["date"])), int(str(row["days"])))
            if made.last_day.isoformat() != row["last_day"]:
                raise ValueError("the last day of an infusion is not its last day")


def _check_fluids(db: sqlite3.Connection) -> None:
    for (day,) in db.execute("SELECT DISTINCT day FROM fluid ORDER BY day").fetchall():
        rows = db.execute("SELECT id, kind, ml, undoes FROM fluid WHERE day = ? ORDER BY id", (day,)).fetchall()
        drunk(FluidEntry(*row) for row in rows)
