"""What a person told us about themselves, by name."""

import json
from collections.abc import Mapping
from datetime import datetime

from ivig_prep.store.copies import Copies
from ivig_prep.store.record import Record


class Settings(Record):
    """The table of settings."""

    def settings(self) -> dict[str, object]:
        """Return every setting by name."""
        with self._reporting():
            rows = self._read("SELECT name, value FROM setting ORDER BY name")
            return {name: json.loads(value) for name, value in rows}

    def save_settings(self, changes: Mapping[str, object], at: datetime, *, entered: bool = True) -> None:
        """Save settings by name, all of them or none. `entered` tells those that a person typed."""
        with self._writing(entered=entered) as db:
            for name, value in changes.items():
                db.execute(
                    "INSERT INTO setting VALUES (?, ?, ?)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at",
                    (name, json.dumps(value), at.isoformat()),
                )


class SettingsAlone(Settings, Copies):
    """A record of which nothing but the settings is looked at."""
