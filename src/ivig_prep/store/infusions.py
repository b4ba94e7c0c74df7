"""What a person set up and answered: infusions, replies, fluids, and files written elsewhere."""

from datetime import date, datetime

from ivig_prep.core.day.fluids import ADD, SET, UNDO, FluidEntry, standing
from ivig_prep.core.day.once import Settled
from ivig_prep.core.day.phases import Infusion, ListKey
from ivig_prep.core.day.walk import ASKED, Reply
from ivig_prep.store.settings import Settings
from ivig_prep.store.treatments import TOOK_PLACE

_PAST_INFUSION = """
    SELECT id, date, days, time, moves FROM infusion WHERE last_day < ? ORDER BY last_day DESC, id DESC LIMIT 1"""
_COMING_INFUSION = """
    SELECT id, date, days, time, moves FROM infusion WHERE last_day >= ? ORDER BY last_day, id LIMIT 1"""

_NEXT_INFUSION = """
    SELECT id, date, days, time, moves FROM infusion WHERE date > ? ORDER BY date, id LIMIT 1"""
_OVERLAPPING = """
    SELECT id, date, days, time, moves FROM infusion WHERE date <= ? AND last_day >= ? AND id <> ? LIMIT 1"""
_SETTLED = """
    SELECT item, reply, at FROM reply WHERE id IN (
        SELECT max(id) FROM reply
        WHERE infusion NOT IN (0, ?) AND reply IN ('done', 'not-for-me', 'to-do') GROUP BY item
    ) ORDER BY id"""
_CONFIRMED = f"SELECT last_day FROM infusion WHERE id IN ({TOOK_PLACE}) ORDER BY last_day"  # noqa: S608  # our own words
_TAKEN_AWAY = """
    SELECT infusion.id, former.date, former.days, former.time, former.moves
    FROM infusion JOIN infusion_history AS former ON former.id = (
        SELECT max(id) FROM infusion_history WHERE infusion_history.infusion = infusion.id
    ) WHERE infusion.date IS NULL AND former.date = ? ORDER BY former.id DESC LIMIT 1"""
_IN_LOG = "SELECT 1 FROM treatment WHERE date BETWEEN ? AND ? LIMIT 1"
_VISIT_CHANGES = """
    SELECT (SELECT count(*) FROM infusion_history WHERE infusion = ?), at FROM infusion WHERE id = ?"""
# A setting that was taken back counts twice: once for what it was, once for its end.
_WORDS_CHANGES = """
    SELECT count(*), max(at) FROM (
        SELECT name, at FROM setting UNION ALL SELECT name, at FROM setting_history
        UNION ALL SELECT json_extract(row, '$.name'), at FROM taken_back, (VALUES (1), (2)) WHERE "table" = 'setting'
    ) WHERE name IN ('fits', 'fluid_limit')"""


class Infusions(Settings):
    """The tables behind `setup`, `today`, `drink` and the files made for people."""

    # What is read

    def past_infusion(self, day: date) -> Infusion | None:
        """Return the infusion that ended last before `day`."""
        return self._infusion(_PAST_INFUSION, day)

    def coming_infusion(self, day: date) -> Infusion | None:
        """Return the first infusion that ends on `day` or later."""
        return self._infusion(_COMING_INFUSION, day)

    def _infusion(self, sql: str, day: date) -> Infusion | None:
        with self._reporting():
            rows = self._read(sql, day.isoformat())
            return next((Infusion(key, date.fromisoformat(on), *rest) for key, on, *rest in rows), None)

    def next_infusion(self, day: date) -> Infusion | None:
        """Return the first infusion that begins after `day`."""
        return self._infusion(_NEXT_INFUSION, day)

    def overlapping(self, infusion: Infusion) -> Infusion | None:
        """Return another infusion that shares a day with this one."""
        with self._reporting():
            rows = self._read(_OVERLAPPING, infusion.last_day.isoformat(), infusion.date.isoformat(), infusion.id)
            return next((Infusion(key, date.fromisoformat(on), *rest) for key, on, *rest in rows), None)

    def taken_away(self, day: date) -> Infusion | None:
        """Return the infusion that began on this day until it was taken away, as it was."""
        return self._infusion(_TAKEN_AWAY, day)

    def is_in_log(self, infusion: Infusion) -> bool:
        """Say whether the log has an entry of a day of this infusion."""
        return bool(self._read(_IN_LOG, infusion.date.isoformat(), infusion.last_day.isoformat()))

    def replies(self, key: ListKey) -> tuple[Reply, ...]:
        """Return every reply given in a list, oldest first."""
        sql = "SELECT item, reply FROM reply WHERE infusion = ? AND moves = ? AND phase = ? AND day = ? ORDER BY id"
        return tuple(Reply(*row) for row in self._read(sql, *key))

    def settled(self, infusion: int) -> tuple[Settled, ...]:
        """Return the last reply to each task at any other infusion than this one."""
        with self._reporting():
            rows = self._read(_SETTLED, infusion)
            return tuple(Settled(item, reply, datetime.fromisoformat(at).date()) for item, reply, at in rows)

    def confirmed(self) -> tuple[date, ...]:
        """Return the last day of each infusion that took place: the person said so, or wrote it into the log."""
        with self._reporting():
            return tuple(date.fromisoformat(day) for (day,) in self._read(_CONFIRMED))

    def setting_day(self, name: str) -> date | None:
        """Return the day on which a setting was saved last."""
        with self._reporting():
            rows = self._read("SELECT at FROM setting WHERE name = ?", name)
            return datetime.fromisoformat(rows[0][0]).date() if rows else None

    def fluids(self, day: date) -> tuple[FluidEntry, ...]:
        """Return the fluid entries of a day, oldest first."""
        rows = self._read("SELECT id, kind, ml, undoes FROM fluid WHERE day = ? ORDER BY id", day.isoformat())
        return tuple(FluidEntry(*row) for row in rows)

    def wrote(self, path: str, sha256: str) -> bool:
        """Say whether we wrote this content at this path."""
        return bool(self._read("SELECT 1 FROM file WHERE path = ? AND sha256 = ? LIMIT 1", path, sha256))

    def history_of(self, infusion: Infusion) -> tuple[int, str]:
        """Return how often the calendar entry of an infusion has changed, and when last (ISO date-time).

        Besides its date, days and time, what fits the person and a fluid limit change what it says. Of a guess, which
        is no infusion yet, only those count.
        """
        visit = next(iter(self._read(_VISIT_CHANGES, infusion.id, infusion.id)), (0, ""))
        (words,) = self._read(_WORDS_CHANGES)
        return visit[0] + words[0], max(visit[1], words[1] or "")

    def last_infusion_id(self) -> int:
        """Return the id that the newest infusion has, be it taken away; 0 without any."""
        return int(self._read("SELECT coalesce(max(id), 0) FROM infusion")[0][0])

    def taken_away_ids(self) -> tuple[int, ...]:
        """Return the ids of the infusions that were taken away."""
        return tuple(key for (key,) in self._read("SELECT id FROM infusion WHERE date IS NULL ORDER BY id"))

    def files(self) -> tuple[str, ...]:
        """Return the paths of the files written elsewhere, each once, in the order of their first writing."""
        return tuple(path for (path,) in self._read("SELECT path FROM file GROUP BY path ORDER BY min(id)"))

    # What is written

    def add_infusion(self, infusion: Infusion, at: datetime) -> None:
        """Add a new infusion; its `id` is given by the record, not taken from the value."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO infusion (date, last_day, days, time, moves, at) VALUES (?, ?, ?, ?, ?, ?)",
                (*_infusion_row(infusion), at.isoformat()),
            )

    def change_infusion(self, infusion: Infusion, at: datetime) -> None:
        """Change the infusion with this id; the former version stays in the history."""
        with self._writing() as db:
            db.execute(
                "UPDATE infusion SET date = ?, last_day = ?, days = ?, time = ?, moves = ?, at = ? WHERE id = ?",
                (*_infusion_row(infusion), at.isoformat(), infusion.id),
            )

    def remove_infusion(self, infusion: Infusion, at: datetime) -> None:
        """Take an infusion's date back; what was answered for it stays as history."""
        with self._writing() as db:
            db.execute(
                "UPDATE infusion SET date = NULL, last_day = NULL, moves = moves + 1, at = ? WHERE id = ?",
                (at.isoformat(), infusion.id),
            )

    def add_file(self, path: str, sha256: str, at: datetime) -> None:
        """Write down that we are about to write a file elsewhere."""
        with self._writing(entered=False) as db:
            db.execute("INSERT INTO file (path, sha256, at) VALUES (?, ?, ?)", (path, sha256, at.isoformat()))

    def add_reply(self, key: ListKey, reply: Reply, at: datetime) -> None:
        """Add one reply to a list. That something was asked is no entry of the person."""
        with self._writing(entered=reply.item != ASKED) as db:
            db.execute(
                "INSERT INTO reply (infusion, moves, phase, day, item, reply, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*key, *reply, at.isoformat()),
            )

    def add_fluid(self, day: date, ml: int, at: datetime) -> None:
        """Add an amount (ml) to what was drunk on a day."""
        self._save_fluid(day, ADD, ml, at)

    def set_fluid(self, day: date, ml: int, at: datetime) -> None:
        """Set what was drunk on a day until now (ml)."""
        self._save_fluid(day, SET, ml, at)

    def _save_fluid(self, day: date, kind: str, ml: int, at: datetime) -> None:
        row = (day.isoformat(), kind, ml, at.isoformat())
        with self._writing() as db:
            db.execute("INSERT INTO fluid (day, kind, ml, at) VALUES (?, ?, ?, ?)", row)

    def undo_fluid(self, day: date, at: datetime) -> FluidEntry | None:
        """Take back the day's last entry that still stands and return it; None when there is none."""
        with self._writing() as db:
            entries = standing(self.fluids(day))
            if not entries:
                return None
            row = (day.isoformat(), UNDO, entries[-1].id, at.isoformat())
            db.execute("INSERT INTO fluid (day, kind, ml, undoes, at) VALUES (?, ?, 0, ?, ?)", row)
            return entries[-1]


def _infusion_row(infusion: Infusion) -> tuple[str, str, int, str | None, int]:
    days = (infusion.date.isoformat(), infusion.last_day.isoformat())
    return (*days, infusion.days, infusion.time, infusion.moves)
