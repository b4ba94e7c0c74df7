"""The diary: each infusion as it went, how the person felt, and questions for the next visit."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ivig_prep.core.diary import SINGLE, Reaction, Score, Treatment, lot_key
from ivig_prep.store.record import Record


class DiaryRecords(Record):
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
        with self._told():
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
        with self._told():
            rows = self._read("SELECT day, score, note FROM score ORDER BY day")
            return tuple(Score(date.fromisoformat(day), score, note) for day, score, note in rows)

    def score(self, day: date) -> Score | None:
        """Return how the person felt on a day."""
        rows = self._read("SELECT score, note FROM score WHERE day = ?", day.isoformat())
        return Score(day, *rows[0]) if rows else None

    def cycle_starts(self) -> tuple[date, ...]:
        """Return the first day of every infusion that is set or in the log, in order."""
        with self._told():
            rows = self._read(
                "SELECT date FROM infusion WHERE date IS NOT NULL UNION SELECT date FROM treatment ORDER BY date"
            )
            return tuple(date.fromisoformat(day) for (day,) in rows)

    def save_treatment(self, day: date, single: Mapping[str, object], at: datetime) -> None:
        """Save fields of the log's entry for this day; what is not named stays."""
        with self._writing() as db:
            db.execute("INSERT OR IGNORE INTO treatment (date, at) VALUES (?, ?)", (day.isoformat(), at.isoformat()))
            for name, value in single.items():
                sql = f'UPDATE treatment SET "{name}" = ?, at = ? WHERE date = ?'  # noqa: S608  # one of SINGLE
                db.execute(sql, (value, at.isoformat(), day.isoformat()))

    def add_lot(self, day: date, lot: str, at: datetime) -> None:
        """Add a lot number to an infusion."""
        self._add(
            "INSERT INTO lot (date, lot, lot_key, at) VALUES (?, ?, ?, ?)", day.isoformat(), lot, lot_key(lot), at
        )

    def add_premed(self, day: date, premed: str, at: datetime) -> None:
        """Add a pre-medicine to an infusion."""
        self._add("INSERT INTO premed (date, premed, at) VALUES (?, ?, ?)", day.isoformat(), premed, at)

    def add_reaction(self, day: date, reaction: Reaction, at: datetime) -> None:
        """Add a reaction to an infusion."""
        sql = 'INSERT INTO reaction (date, words, side_effect, "when", severity, at) VALUES (?, ?, ?, ?, ?, ?)'
        self._add(sql, day.isoformat(), *reaction, at)

    def add_question(self, question: str, at: datetime) -> None:
        """Add a question for the next visit."""
        self._add("INSERT INTO question (question, at) VALUES (?, ?)", question, at)

    def _add(self, sql: str, *values: object) -> None:
        *most, at = values
        with self._writing() as db:
            db.execute(sql, (*most, at.isoformat() if isinstance(at, datetime) else at))

    def remove(self, day: date, words: str, at: datetime) -> bool:
        """Take away one lot, pre-medicine or reaction of an infusion, or a question. Say whether one was there."""
        wanted = lot_key(words)
        lists = (("lot", "lot"), ("premed", "premed"), ("reaction", "words"), ("question", "question"))
        with self._writing() as db:
            for table, column in lists:
                of_day = "" if table == "question" else " AND date = ?"
                values = () if table == "question" else (day.isoformat(),)
                sql = f"SELECT id, {column} FROM {table} WHERE removed_at IS NULL{of_day} ORDER BY id DESC"  # noqa: S608  # names of our own
                found = [key for key, said in db.execute(sql, values) if lot_key(said) == wanted]
                if found:
                    db.execute(f"UPDATE {table} SET removed_at = ? WHERE id = ?", (at.isoformat(), found[0]))  # noqa: S608  # likewise
                    return True
        return False

    def save_score(self, score: Score, at: datetime) -> None:
        """Save how the person felt on a day; an earlier score of that day is kept in the history."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO score (day, score, note, at) VALUES (?, ?, ?, ?) ON CONFLICT (day) DO UPDATE"
                " SET score = excluded.score, note = excluded.note, at = excluded.at",
                (score.day.isoformat(), score.score, score.note, at.isoformat()),
            )
