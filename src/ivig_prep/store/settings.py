"""What a person told us about themselves, by name."""

import json
import os
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from ivig_prep.errors import RecordUnreadable
from ivig_prep.store.database import check_tables
from ivig_prep.store.record import Record

if TYPE_CHECKING:
    from ivig_prep.store.copies import Copies


class Settings(Record):
    """The table of settings."""

    def settings(self) -> dict[str, object]:
        """Return every setting by name."""
        with self._reporting():
            rows = self._read("SELECT name, value FROM setting NOT INDEXED")  # an index that is damaged hides no number
            return {name: json.loads(value) for name, value in sorted(rows)}

    def save_settings(self, changes: Mapping[str, object], at: datetime, *, entered: bool = True) -> None:
        """Save settings by name, all of them or none. `entered` tells those that a person typed."""
        with self._writing(entered=entered) as db:
            for name, value in changes.items():
                db.execute(
                    "INSERT INTO setting VALUES (?, ?, ?)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at",
                    (name, json.dumps(value), at.isoformat()),
                )


class SettingsAlone(Settings):
    """A record of which nothing but the settings is looked at: damage elsewhere in it hides no phone number."""

    def _look_over(self, db: sqlite3.Connection, *, whole: bool) -> None:
        if whole:
            super()._look_over(db, whole=True)
        else:
            check_tables(db, ["setting"])

    def _is_absent(self) -> bool:
        return super()._is_absent() and self._copies._is_absent()

    def unreadable(self, why: str = "it is damaged") -> RecordUnreadable:
        """Return the problem of a record that cannot be read, with the copy to go back to."""
        return self._copies.unreadable(why)

    @cached_property
    def _copies(self) -> "Copies":
        from ivig_prep.store.copies import Copies  # late: few records are damaged or gone

        return Copies(self._folder, os.path.basename(self.path))
