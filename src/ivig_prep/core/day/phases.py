"""Which part of the checklist belongs to a day."""

import datetime as dt
from typing import NamedTuple

WEEK_BEFORE = 7
DAYS_AFTER = 14
MOST_DAYS = 7


class Infusion(NamedTuple):
    """One infusion of `days` days that starts on `date`. `moves` counts how often its date changed."""

    id: int
    date: dt.date
    days: int = 1
    time: str | None = None
    moves: int = 0

    @property
    def last_day(self) -> dt.date:
        """The last of its days."""
        return self.date + dt.timedelta(days=self.days - 1)


class Place(NamedTuple):
    """Where a day stands: its phase, the infusion it belongs to, and which day of it (from 1)."""

    phase: str
    infusion: Infusion
    day_number: int | None = None


class ListKey(NamedTuple):
    """Which list an answer belongs to. A moved infusion, and each of its days, has a fresh list."""

    infusion: int
    moves: int
    phase: str
    day: str


def before(day: dt.date, infusion: Infusion) -> Place | None:
    """Return where `day` stands before or during this infusion; None when it is further away."""
    ahead = (infusion.date - day).days
    if ahead <= 0:
        return Place("infusion-day", infusion, 1 - ahead)
    if ahead == 1:
        return Place("day-before", infusion)
    return Place("week-before", infusion) if ahead <= WEEK_BEFORE else None


def after(day: dt.date, infusion: Infusion) -> Place | None:
    """Return where `day` stands after this infusion; None when it is long past."""
    since = (day - infusion.last_day).days
    if since == 1:
        return Place("day-after", infusion)
    return Place("days-after", infusion) if since <= DAYS_AFTER else None


def place(day: dt.date, *, past: Infusion | None, coming: Infusion | None) -> Place | None:
    """Return where `day` stands; None without any infusion.

    `past` ended before `day`, `coming` ends on `day` or later. Where both fit, the one to come wins
    from the day before it, else the one just past.
    """
    ahead = before(day, coming) if coming else None
    behind = after(day, past) if past else None
    if ahead and (behind is None or ahead.phase in ("day-before", "infusion-day")):
        return ahead
    nearest = past or coming
    return behind or (Place("between", nearest) if nearest else None)


def list_key(where: Place) -> ListKey:
    """Return the key of the list that is answered at this place."""
    day = str(where.day_number) if where.day_number else ""
    return ListKey(where.infusion.id, where.infusion.moves, where.phase, day)


def undated_key(phase: str, day: dt.date) -> ListKey:
    """Return the key of a list that was picked by hand on `day`, with no infusion date set."""
    return ListKey(0, 0, phase, day.isoformat())


def next_date(infusion: Infusion, every_days: int, today: dt.date) -> dt.date:
    """Return the first date on or after `today` that is a whole number of intervals after the infusion."""
    guess = infusion.date + dt.timedelta(days=every_days)
    while guess < today:
        guess += dt.timedelta(days=every_days)
    return guess
