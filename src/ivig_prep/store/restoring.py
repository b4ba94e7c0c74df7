"""Bringing a backup back. No entry is lost by it: neither what was there, nor what another window writes meanwhile."""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime

from ivig_prep.errors import Problem, RecordNewer, RecordUnreadable
from ivig_prep.store.copies import Copies
from ivig_prep.store.database import NEWEST, WAIT_SECONDS, check, connect, has_schema, held, new_file, uri
from ivig_prep.store.record import BESIDE
from ivig_prep.store.rows import copy_rows, fingerprint, is_blank
from ivig_prep.world.folders import delete, hold, keep_aside, make_folder, put_in_place, replace
from ivig_prep.world.temporary import temporary


class Restoring(Copies):
    """A record in whose place a backup can be put."""

    def restore(self, path: str, at: datetime) -> str | None:
        """Put a backup in the place of this record, in one step. Return where the former one is kept.

        Raises Problem, and changes nothing, for a file that is damaged, newer, or not a record.
        """
        with self._saving(), self._reporting(), closing(self.checked(path)) as checked:
            self.wait_at_most(WAIT_SECONDS)
            kept = self._put_in_place_of_record(checked, at)
        self._has_saved = True
        self._drop_set_aside()
        return kept

    def _put_in_place_of_record(self, checked: sqlite3.Connection, at: datetime) -> str | None:
        db = self._open_exactly_ours()
        if db is None:
            if not self._is_left() and self._place(checked):
                return None
            with hold(self._folder):
                db = self._open_exactly_ours()  # another window may have brought one back meanwhile
                if db is None:
                    return self._replace(checked, at)
        return self._rewrite(db, checked, at)

    def _open_exactly_ours(self) -> sqlite3.Connection | None:
        """Return the record, if it can be read and has our tables and nothing else."""
        with suppress(RecordUnreadable, RecordNewer), self._reporting():
            db = self._db or self._open()
            if db is not None and has_schema(db, NEWEST):
                check(db, "integrity_check")
                return db
        self.close()
        return None

    def _is_left(self) -> bool:
        """Say whether something of a record is there: itself, whatever it is like, or a file beside it."""
        return any(os.path.lexists(f"{self.path}{ending}") for ending in ("", *BESIDE))

    def _place(self, checked: sqlite3.Connection) -> bool:
        """Make the record from a backup where there is none. Return False where another window was faster."""
        make_folder(self._folder)
        with temporary(self._folder) as fresh:
            with new_file(fresh) as target:
                copy_rows(checked, target)
            if self.on_create is not None:
                self.on_create()
            return put_in_place(fresh, self.path)

    def _rewrite(self, db: sqlite3.Connection, checked: sqlite3.Connection, at: datetime) -> str | None:
        """Keep a copy of the rows, then put others in their place. Other windows wait, or see the new rows."""
        kept = None
        try:
            with self._transaction(db):
                if not is_blank(db):
                    kept = self._name_aside(at)
                    # A connection that has begun to write cannot be copied from; a second one reads the same rows.
                    with closing(connect(uri(self.path), self._wait)) as reader:
                        self._copy_to(kept, reader)
                copy_rows(checked, db)
                if fingerprint(db) != fingerprint(checked):
                    raise sqlite3.DatabaseError("other rows were written")
        except (sqlite3.Error, OSError, Problem):
            if kept is not None:
                with suppress(OSError):
                    delete([kept])
            raise
        return kept

    def _replace(self, checked: sqlite3.Connection, at: datetime) -> str | None:
        """Put a backup in the place of a record that cannot be read; return where that now is, as it was.

        The new one is whole on the disk before the old one is touched: with no room for it nothing changes.
        A journal goes first, or SQLite would play it into the new record.
        """
        kept = self._name_aside(at)
        with temporary(self._folder) as fresh, held(self.path, "IMMEDIATE", self._wait):
            with new_file(fresh) as target:
                copy_rows(checked, target)
            moved = [keep_aside(self.path + ending, kept + ending) for ending in ("", *BESIDE)]
            delete([self.path + ending for ending in BESIDE])
            replace(fresh, self.path)
        return next((path for path in moved if path), None)
