"""The diary: each infusion as it went, how the person felt, and questions for the next visit.

The values of the diary are imported where a row becomes one: each start brings this file, and few read the diary.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ivig_prep.store.record import Record

if TYPE_CHECKING:
    from ivig_prep.core.diary.courses import Span, Starts
    from ivig_prep.core.diary.entries import FollowUp, Listed, Score, Treatment

_LISTS = {
    "lots": ("lot", "lot, expiry"),
    "premeds": ("premed", "premed"),
    "reactions": ("reaction", 'words, side_effect, "when", severity, helped'),
    "questions": ("question", "question"),
}
"""The table of each list, and the columns that make up a value of it."""

TOOK_PLACE = """
    SELECT id FROM infusion WHERE date IS NOT NULL AND (
        id IN (SELECT infusion FROM reply WHERE item = 'took-place' AND reply = 'yes')
        OR EXISTS (SELECT 1 FROM treatment WHERE treatment.date BETWEEN infusion.date AND infusion.last_day)
    )"""
"""The infusions that took place: the person said so, or wrote it into the log."""
# A date that was entered once its days were over is no plan: the person says that it was so.
_SPANS = f"""
    SELECT date, last_day, id IN ({TOOK_PLACE}) OR (at > last_day || 'U' AND NOT EXISTS (
        SELECT 1 FROM infusion_history AS former WHERE former.infusion = infusion.id AND former.at < last_day || 'U'
    )) FROM infusion WHERE date IS NOT NULL ORDER BY date, id"""  # noqa: S608  # our own words
_FOLLOW_UPS = """
    SELECT follow_up.reaction, follow_up.hours, follow_up.said FROM follow_up
    JOIN reaction ON reaction.id = follow_up.reaction
    WHERE reaction.removed_at IS NULL AND reaction.date BETWEEN ? AND ? ORDER BY follow_up.hours, follow_up.id"""


class Treatments(Record):
    """The tables behind `log`, `feel` and `report`."""

    # What is read

    def treatments(self, *, newest: int = -1) -> "tuple[Treatment, ...]":
        """Return the entries of the log, a day each, newest first; all of them, or so many."""
        return self._treatments("ORDER BY date DESC LIMIT ?", newest)

    def treatment(self, day: date) -> "Treatment | None":
        """Return the log's entry for a day."""
        return next(iter(self._treatments("WHERE date = ?", day.isoformat())), None)

    def _treatments(self, which: str, value: object) -> "tuple[Treatment, ...]":
        with self._reporting():
            columns = _single_columns()
            rows = self._read(f"SELECT date, {', '.join(columns)} FROM treatment {which}", value)  # noqa: S608  # our own words
            if not rows:
                return ()
            bounds = (min(day for day, *_ in rows), max(day for day, *_ in rows))
            by_day: dict[str, dict[str, list[Any]]] = {}
            for name in ("lots", "premeds", "reactions"):
                for _, day, one in self._values(name, *bounds):
                    by_day.setdefault(day, {}).setdefault(name, []).append(one)
            changed = {day: at[:10] for day, at in self._read(_changed(columns), *bounds)}
            return tuple(_treatment(row, by_day.get(row[0], {}), changed.get(row[0])) for row in rows)

    def listed(self, day: date | None = None) -> "tuple[Listed, ...]":
        """Return every lot, pre-medicine, reaction and question, of a day or of all; the lots are pairs with expiry."""
        bounds = (day.isoformat(),) * 2 if day else ("", "9")
        with self._reporting():
            return tuple(listed for name in _LISTS for listed in self._listed(name, *bounds))

    def _listed(self, name: str, first: str, last: str) -> "tuple[Listed, ...]":
        """Return the entries of a list between two days, in the order in which they were added."""
        from ivig_prep.core.diary.entries import Listed  # late: see the top

        if name == "questions":
            rows = self._read("SELECT id, question FROM question WHERE removed_at IS NULL ORDER BY id")
            return tuple(Listed(name, key, None, words) for key, words in rows)
        return tuple(Listed(name, key, date.fromisoformat(day), v) for key, day, v in self._values(name, first, last))

    def _values(self, name: str, first: str, last: str) -> Iterator[tuple[int, str, Any]]:
        """Yield the number, the day and the value of each entry of a list, in the order in which they were added."""
        table, columns = _LISTS[name]
        sql = (
            f"SELECT id, date, {columns} FROM {table} WHERE removed_at IS NULL AND date BETWEEN ? AND ? ORDER BY at, id"  # noqa: S608  # our own words
        )
        rows = self._read(sql, first, last)
        if name == "premeds":
            yield from rows
        elif name == "lots":
            yield from ((key, day, (lot, expiry)) for key, day, lot, expiry in rows)
        elif rows:
            from ivig_prep.core.diary.entries import Reaction  # late: see the top

            after = self._follow_ups(first, last)
            for key, day, words, side_effect, when, severity, helped in rows:
                yield key, day, Reaction(words, side_effect, when, severity, helped, after.get(key, ()))

    def _follow_ups(self, first: str, last: str) -> "dict[int, tuple[FollowUp, ...]]":
        from ivig_prep.core.diary.entries import FollowUp  # late: see the top

        found: dict[int, tuple[FollowUp, ...]] = {}
        for reaction, hours, said in self._read(_FOLLOW_UPS, first, last):
            found[reaction] = (*found.get(reaction, ()), FollowUp(hours, said))
        return found

    def reactions_since(self, day: date) -> "tuple[tuple[Listed, datetime], ...]":
        """Return the reactions of infusions from a day on, each with when it was written down first."""
        with self._reporting():
            first = day.isoformat()
            written = dict(self._read("SELECT id, at FROM reaction WHERE removed_at IS NULL AND date >= ?", first))
            listed = self._listed("reactions", first, "9") if written else ()
            return tuple((one, datetime.fromisoformat(written[one.key])) for one in listed)

    def questions(self, since: str = "") -> tuple[str, ...]:
        """Return the questions collected since an ISO date-time, oldest first."""
        sql = "SELECT question FROM question WHERE removed_at IS NULL AND at >= ? ORDER BY id"
        return tuple(question for (question,) in self._read(sql, since))

    def scores(self) -> "tuple[Score, ...]":
        """Return how the person felt, day by day, oldest first."""
        from ivig_prep.core.diary.entries import Score  # late: see the top

        with self._reporting():
            rows = self._read("SELECT day, score, note FROM score ORDER BY day")
            return tuple(Score(date.fromisoformat(day), score, note) for day, score, note in rows)

    def score(self, day: date) -> "Score | None":
        """Return how the person felt on a day."""
        from ivig_prep.core.diary.entries import Score  # late: see the top

        rows = self._read("SELECT score, note FROM score WHERE day = ?", day.isoformat())
        return Score(day, *rows[0]) if rows else None

    def spans(self) -> "tuple[Span, ...]":
        """Return the first and the last day of every infusion that is set, in order."""
        from ivig_prep.core.diary.courses import Span  # late: for log, feel and report

        with self._reporting():
            rows = self._read(_SPANS)
            return tuple(
                Span(date.fromisoformat(first), date.fromisoformat(last), bool(known)) for first, last, known in rows
            )

    def cycle_starts(self, today: date) -> "Starts":
        """Return the first day of every infusion that is set or in the log."""
        from ivig_prep.core.diary.courses import starts  # late: for feel and report

        with self._reporting():
            days = [date.fromisoformat(day) for (day,) in self._read("SELECT date FROM treatment ORDER BY date")]
            return starts(days, self.spans(), today)

    # What is written

    def save_treatment(
        self, day: date, single: Mapping[str, object], at: datetime, listed: Iterable[tuple[str, Any]] = ()
    ) -> None:
        """Save fields of the log's entry for this day, all or none. What is not named stays; `listed` adds up."""
        columns = [f'"{name}"' for name in single]  # some of SINGLE
        changes = ", ".join(f"{column} = excluded.{column}" for column in (*columns, "at"))
        sql = (
            f"INSERT INTO treatment ({', '.join(('date', *columns, 'at'))}) VALUES ({_marks(len(columns) + 2)})"  # noqa: S608  # our own words
            f" ON CONFLICT (date) DO {f'UPDATE SET {changes}' if single else 'NOTHING'}"
        )
        with self._writing() as db:
            db.execute(sql, (day.isoformat(), *single.values(), at.isoformat()))
            for name, value in listed:
                _add(db, name, value, day, at)

    def delete_treatment(self, day: date, at: datetime) -> None:
        """Take the whole entry of a day away; its versions stay in the history."""
        with self._writing() as db:
            for name in ("lots", "premeds", "reactions"):
                _remove_where(db, name, "date = ?", day.isoformat(), at)
            _delete(db, "treatment", "date", day, at)

    def clear_list(self, day: date, name: str, at: datetime) -> None:
        """Take everything in one list of a day away."""
        with self._writing() as db:
            _remove_where(db, name, "date = ?", day.isoformat(), at)

    def remove(self, listed: "Iterable[Listed]", at: datetime) -> None:
        """Take lots, pre-medicines, reactions or questions away, all or none."""
        with self._writing() as db:
            for one in listed:
                _remove_where(db, one.name, "id = ?", one.key, at)

    def replace(self, listed: "Listed", value: Any, at: datetime) -> None:
        """Put a corrected value in the place of a listed one; what was answered after it goes with it."""
        table, _ = _LISTS[listed.name]
        with self._writing() as db:
            (first,) = db.execute(f"SELECT at FROM {table} WHERE id = ?", (listed.key,)).fetchone()  # noqa: S608  # our own words
            _remove_where(db, listed.name, "id = ?", listed.key, at)
            new = _same(db, listed.name, value, listed.day) or _insert(db, listed.name, value, listed.day, first)
            if listed.name == "reactions":
                db.execute("UPDATE follow_up SET reaction = ? WHERE reaction = ?", (new, listed.key))

    def add_follow_up(self, reaction: int, answer: "FollowUp", at: datetime) -> None:
        """Add what was answered when a reaction was asked after."""
        with self._writing() as db:
            row = (reaction, *answer, at.isoformat())
            db.execute("INSERT INTO follow_up (reaction, hours, said, at) VALUES (?, ?, ?, ?)", row)

    def add_question(self, question: str, at: datetime) -> None:
        """Add a question for the next visit."""
        with self._writing() as db:
            db.execute("INSERT INTO question (question, at) VALUES (?, ?)", (question, at.isoformat()))

    def save_score(self, score: "Score", at: datetime) -> None:
        """Save how the person felt on a day; an earlier score of that day is kept in the history."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO score (day, score, note, at) VALUES (?, ?, ?, ?) ON CONFLICT (day) DO UPDATE"
                " SET score = excluded.score, note = excluded.note, at = excluded.at",
                (score.day.isoformat(), score.score, score.note, at.isoformat()),
            )

    def delete_score(self, day: date, at: datetime) -> None:
        """Take the score of a day away; it stays in the history."""
        with self._writing() as db:
            _delete(db, "score", "day", day, at)


def _single_columns() -> tuple[str, ...]:
    """Return the columns of the log that hold one value each, in quotes."""
    from ivig_prep.core.diary.entries import SINGLE  # late: see the top

    return tuple(f'"{name}"' for name in SINGLE)


def _changed(columns: Iterable[str]) -> str:
    """Return what reads the days between two that were corrected, each with the last time.

    A former version counts as corrected where something that was written down is not so any more.
    """
    corrected = " OR ".join(
        f"(treatment_history.{name} IS NOT NULL AND treatment_history.{name} IS NOT treatment.{name})"
        for name in columns
    )
    return f"""
    SELECT date, max(at) FROM (
        SELECT treatment.date, coalesce((
            SELECT following.at FROM treatment_history AS following
            WHERE following.date = treatment.date AND following.id > treatment_history.id ORDER BY following.id LIMIT 1
        ), treatment.at) AS at FROM treatment JOIN treatment_history USING (date)
        WHERE treatment_history.removed_at IS NULL AND ({corrected})
        UNION ALL SELECT date, removed_at FROM lot WHERE removed_at IS NOT NULL
        UNION ALL SELECT date, removed_at FROM premed WHERE removed_at IS NOT NULL
        UNION ALL SELECT date, removed_at FROM reaction WHERE removed_at IS NOT NULL
    ) WHERE date BETWEEN ? AND ? GROUP BY date"""  # noqa: S608  # our own words


def _treatment(row: Sequence[Any], lists: Mapping[str, list[Any]], changed_on: str | None) -> "Treatment":
    from ivig_prep.core.diary.entries import Treatment  # late: see the top

    lots = lists.get("lots", ())
    return Treatment(date.fromisoformat(row[0]), *row[1:])._replace(
        lots=tuple(lot for lot, _ in lots),
        premeds=tuple(lists.get("premeds", ())),
        reactions=tuple(lists.get("reactions", ())),
        lot_expiry=tuple((lot, expiry) for lot, expiry in lots if expiry),
        changed_on=changed_on,
    )


def _add(db: sqlite3.Connection, name: str, value: Any, day: date, at: datetime) -> None:
    """Add one value to a list of a day, unless it is there already. A lot that is there takes a new expiry."""
    found = _same(db, name, value, day)
    if found is not None and name == "lots" and value[1]:
        db.execute("UPDATE lot SET expiry = ? WHERE id = ?", (value[1], found))
    key = found or _insert(db, name, value, day, at.isoformat())
    if name == "reactions":
        _add_answers(db, key, value.after, at)


def _add_answers(db: sqlite3.Connection, reaction: int, answers: "Iterable[FollowUp]", at: datetime) -> None:
    """Add what was answered after a reaction, but for what is there already."""
    sql = "SELECT hours, said FROM follow_up WHERE reaction = ?"
    known = {FollowUp(*row) for row in db.execute(sql, (reaction,)).fetchall()}
    for answer in answers:
        if answer not in known:
            row = (reaction, *answer, at.isoformat())
            db.execute("INSERT INTO follow_up (reaction, hours, said, at) VALUES (?, ?, ?, ?)", row)


def _same(db: sqlite3.Connection, name: str, value: Any, day: date | None) -> int | None:
    """Return the number of the same value in a list of a day; of a lot whatever its expiry."""
    row = _row(name, value)
    columns = ("lot",) if name == "lots" else tuple(row)
    same = " AND ".join(f'"{column}" IS ?' for column in columns)
    sql = f"SELECT id FROM {_LISTS[name][0]} WHERE removed_at IS NULL AND date = ? AND {same}"  # noqa: S608  # our own words
    found = db.execute(sql, (day.isoformat() if day else None, *(row[column] for column in columns))).fetchone()
    return int(found[0]) if found else None


def _insert(db: sqlite3.Connection, name: str, value: Any, day: date | None, at: str) -> int:
    """Insert one value into its table and return its number there."""
    row = {**_row(name, value), **({"date": day.isoformat()} if day else {}), "at": at}
    columns = ", ".join(f'"{column}"' for column in row)
    sql = f"INSERT INTO {_LISTS[name][0]} ({columns}) VALUES ({_marks(len(row))})"  # noqa: S608  # our own words
    return int(db.execute(sql, tuple(row.values())).lastrowid or 0)


def _row(name: str, value: Any) -> dict[str, object]:
    """Return the columns of a list with this value in them."""
    if name == "lots":
        from ivig_prep.core.diary.lots import lot_key  # late: for an entry of the log

        lot, expiry = value
        return {"lot": lot, "lot_key": lot_key(lot), "expiry": expiry}
    if name == "reactions":
        return {column: part for column, part in value._asdict().items() if column != "after"}
    return {_LISTS[name][0]: value}


def _remove_where(db: sqlite3.Connection, name: str, where: str, value: object, at: datetime) -> None:
    sql = f"UPDATE {_LISTS[name][0]} SET removed_at = ? WHERE removed_at IS NULL AND {where}"  # noqa: S608  # our own words
    db.execute(sql, (at.isoformat(), value))


def _delete(db: sqlite3.Connection, table: str, key: str, day: date, at: datetime) -> None:
    """Delete the row of a day, and write into its history when that was."""
    db.execute(f"DELETE FROM {table} WHERE {key} = ?", (day.isoformat(),))  # noqa: S608  # our own words
    close_history(db, table, key, day.isoformat(), at.isoformat())


def close_history(db: sqlite3.Connection, table: str, key: str, value: str, at: str) -> None:
    """Write into the history of a row that was just deleted when that was."""
    last = f"(SELECT max(id) FROM {table}_history WHERE {key} = ?)"  # noqa: S608  # our own words
    db.execute(f"UPDATE {table}_history SET removed_at = ? WHERE id = {last}", (at, value))  # noqa: S608  # our own words


def _marks(count: int) -> str:
    return ", ".join("?" * count)
