"""The diary: each infusion as it went, how the person felt, and questions for the next visit."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from ivig_prep.core.diary.entries import SINGLE, Reaction, Score, Treatment, lot_key
from ivig_prep.errors import Next, NotUnderstood
from ivig_prep.store.record import Record


class Treatments(Record):
    """The tables behind `log`, `feel` and `report`."""

    def treatments(self, *, newest: int = -1) -> tuple[Treatment, ...]:
        """Return the infusions of the log, newest first; all of them, or so many."""
        return self._treatments("ORDER BY date DESC LIMIT ?", newest)

    def treatment(self, day: date) -> Treatment | None:
        """Return the log's entry for an infusion that began on this day."""
        return next(iter(self._treatments("WHERE date = ?", day.isoformat())), None)

    def treatments_with_lot(self, key: str) -> tuple[Treatment, ...]:
        """Return the infusions in which a lot was given whose key holds this one, newest first."""
        where = "WHERE date IN (SELECT date FROM lot WHERE removed_at IS NULL AND instr(lot_key, ?)) ORDER BY date DESC"
        return self._treatments(where, key)

    def _treatments(self, which: str, value: object) -> tuple[Treatment, ...]:
        with self._reporting():
            columns = ", ".join(f'"{name}"' for name in SINGLE)
            rows = self._read(f"SELECT date, {columns} FROM treatment {which}", value)  # noqa: S608  # our own words
            days = [row[0] for row in rows]
            lots, premeds = self._listed("lot", "lot", days), self._listed("premed", "premed", days)
            reactions = self._listed("reaction", 'words, side_effect, "when", severity', days)
            return tuple(
                Treatment(date.fromisoformat(day), *single)._replace(
                    lots=tuple(lot for (lot,) in lots.get(day, ())),
                    premeds=tuple(premed for (premed,) in premeds.get(day, ())),
                    reactions=tuple(Reaction(*reaction) for reaction in reactions.get(day, ())),
                )
                for day, *single in rows
            )

    def _listed(self, table: str, columns: str, days: list[str]) -> dict[str, list[tuple[Any, ...]]]:
        """Return the rows of a list by day, in the order in which they were added."""
        if not days:
            return {}
        sql = f"SELECT date, {columns} FROM {table} WHERE removed_at IS NULL AND date BETWEEN ? AND ? ORDER BY id"  # noqa: S608  # our own words
        found: dict[str, list[tuple[Any, ...]]] = {}
        for day, *values in self._read(sql, min(days), max(days)):
            found.setdefault(day, []).append(tuple(values))
        return found

    def questions(self, since: str = "") -> tuple[str, ...]:
        """Return the questions collected since an ISO date-time, oldest first."""
        sql = "SELECT question FROM question WHERE removed_at IS NULL AND at >= ? ORDER BY id"
        return tuple(question for (question,) in self._read(sql, since))

    def scores(self) -> tuple[Score, ...]:
        """Return how the person felt, day by day, oldest first."""
        with self._reporting():
            rows = self._read("SELECT day, score, note FROM score ORDER BY day")
            return tuple(Score(date.fromisoformat(day), score, note) for day, score, note in rows)

    def score(self, day: date) -> Score | None:
        """Return how the person felt on a day."""
        rows = self._read("SELECT score, note FROM score WHERE day = ?", day.isoformat())
        return Score(day, *rows[0]) if rows else None

    def cycle_starts(self) -> tuple[date, ...]:
        """Return the first day of every infusion that is set or in the log, in order."""
        with self._reporting():
            rows = self._read(
                "SELECT date FROM infusion WHERE date IS NOT NULL UNION SELECT date FROM treatment ORDER BY date"
            )
            return tuple(date.fromisoformat(day) for (day,) in rows)

    def save_treatment(
        self, day: date, single: Mapping[str, object], at: datetime, listed: Iterable[tuple[str, Any]] = ()
    ) -> None:
        """Save fields of the log's entry for this day, all or none. What is not named stays; `listed` adds up."""
        columns = [f'"{name}"' for name in single]  # some of SINGLE
        changes = ", ".join(f"{column} = excluded.{column}" for column in (*columns, "at"))
        sql = (
            f"INSERT INTO treatment ({', '.join(('date', *columns, 'at'))}) VALUES ({_marks(len(columns) + 2)})"  # noqa: S608
            f" ON CONFLICT (date) DO {f'UPDATE SET {changes}' if single else 'NOTHING'}"
        )
        with self._writing() as db:
            db.execute(sql, (day.isoformat(), *single.values(), at.isoformat()))
            for name, value in listed:
                _add(db, name, value, day, at)

    def add_question(self, question: str, at: datetime) -> None:
        """Add a question for the next visit."""
        with self._writing() as db:
            db.execute("INSERT INTO question (question, at) VALUES (?, ?)", (question, at.isoformat()))

    def remove(self, day: date, texts: Iterable[str], at: datetime) -> None:
        """Take away one lot, pre-medicine or reaction of an infusion, or a question, for each text.

        Raises NotUnderstood, and takes nothing away, where one of them is not there.
        """
        found = [self._find(day, text) for text in texts]
        with self._writing() as db:
            for table, key in found:
                db.execute(f"UPDATE {table} SET removed_at = ? WHERE id = ?", (at.isoformat(), key))  # noqa: S608  # our own words

    def _find(self, day: date, text: str) -> tuple[str, int]:
        """Return the table and the id of the newest entry that a text names, spaces and case aside."""
        for table, spellings in _SPELLINGS.items():
            where = "" if table == "question" else " AND date = ?"
            sql = f"SELECT id, {spellings} FROM {table} WHERE removed_at IS NULL{where} ORDER BY id DESC"  # noqa: S608  # our own words
            for key, *said in self._read(sql, *(() if table == "question" else (day.isoformat(),))):
                if text in said or (lot_key(text) and lot_key(text) in map(lot_key, said)):
                    return table, key
        raise NotUnderstood(f'There is no "{text[:40]}" to take away.', Next("ivig-prep log --list"))

    def save_score(self, score: Score, at: datetime) -> None:
        """Save how the person felt on a day; an earlier score of that day is kept in the history."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO score (day, score, note, at) VALUES (?, ?, ?, ?) ON CONFLICT (day) DO UPDATE"
                " SET score = excluded.score, note = excluded.note, at = excluded.at",
                (score.day.isoformat(), score.score, score.note, at.isoformat()),
            )


_SPELLINGS = {
    "lot": "lot",
    "premed": "premed",
    "reaction": "words, words || coalesce(' ' || \"when\", '') || coalesce(' ' || severity, '')",
    "question": "question",
}
"""How an entry of each table can be named to take it away: a reaction also as it was typed in full."""


def _add(db: sqlite3.Connection, name: str, value: Any, day: date, at: datetime) -> None:
    """Add one entry to a list of an infusion, unless it is there already."""
    table, row = _row(name, value)
    columns, same = ", ".join(row), " AND ".join(f"{column} IS ?" for column in row)
    db.execute(
        f"INSERT INTO {table} (date, {columns}, at) SELECT {_marks(len(row) + 2)} WHERE NOT EXISTS"  # noqa: S608  # our own words
        f" (SELECT 1 FROM {table} WHERE removed_at IS NULL AND date = ? AND {same})",
        (day.isoformat(), *row.values(), at.isoformat(), day.isoformat(), *row.values()),
    )


def _row(name: str, value: Any) -> tuple[str, dict[str, object]]:
    """Return the table of a list, and its columns with this value in them."""
    if name == "lots":
        return "lot", {"lot": value, "lot_key": lot_key(value)}
    if name == "premeds":
        return "premed", {"premed": value}
    return "reaction", {f'"{column}"': part for column, part in value._asdict().items()}


def _marks(count: int) -> str:
    return ", ".join("?" * count)
