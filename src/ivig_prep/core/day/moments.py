"""Where the person is on infusion day: at home before it, in the chair, done with the drip, at home at night."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from ivig_prep.core.checklist import SIGN, TASK, Item
from ivig_prep.core.day.sheet import SheetSection
from ivig_prep.core.day.walk import ASKED, MOMENT, Reply

MOMENTS = ("before-start", "during", "leaving", "tonight")
"""The ids of the groups of the infusion day, in the order of the day."""

LEAVES_HOME = timedelta(hours=1)
DRIP = timedelta(hours=4)
WATCHED = timedelta(hours=1)


def current(replies: Iterable[Reply]) -> str | None:
    """Return the moment that was picked last today; None before one is."""
    picked = None
    for reply in replies:
        if reply.item == MOMENT and reply.reply in MOMENTS:
            picked = reply.reply
    return picked


def likely(now: datetime, start: str | None) -> str | None:
    """Return where a person most likely is, by the clock and the time of the infusion (HH:MM); None without one."""
    if start is None:
        return None
    begins = datetime.combine(now.date(), time.fromisoformat(start), now.tzinfo)
    until = {"before-start": begins - LEAVES_HOME, "during": begins + DRIP, "leaving": begins + DRIP + WATCHED}
    return next((moment for moment, ends in until.items() if now < ends), "tonight")


def open_before(sections: Iterable[SheetSection], moment: str) -> tuple[Item, ...]:
    """Return the tasks of earlier moments that still matter in this one, where they were left open."""
    return tuple(item for item in _until_now(sections, moment) if item.kind == TASK)


def watched_before(sections: Iterable[SheetSection], moment: str) -> tuple[Item, ...]:
    """Return the signs of earlier moments that are still watched for in this one."""
    return tuple(item for item in _until_now(sections, moment) if item.kind == SIGN)


def _until_now(sections: Iterable[SheetSection], moment: str) -> tuple[Item, ...]:
    now = MOMENTS.index(moment)
    earlier = [e for e in sections if e.section.group in MOMENTS[:now]]
    items = (item for entry in earlier for item in entry.section.items)
    return tuple(item for item in items if item.until and MOMENTS.index(item.until) >= now)


def was_asked(replies: Iterable[Reply], moment: str | None, day: str) -> bool:
    """Say whether the daily check was shown on this day (ISO), on infusion day at this moment."""
    return Reply(ASKED, asked_mark(moment, day)) in tuple(replies)


def asked_mark(moment: str | None, day: str) -> str:
    """Return what is kept of a daily check that was shown: when, and nothing of what was answered."""
    return f"{day} {moment}" if moment else day
