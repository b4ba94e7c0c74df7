"""The calendar face: one file of all-day events, by the `icalendar` library (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from icalendar import Alarm, Calendar, Event

from ivig_prep.core.day.visits import Visit
from ivig_prep.core.text import neutral

ALARM_BEFORE = timedelta(hours=15)
"""From midnight at the start of the day: 9 in the morning of the day before."""


class Shown(NamedTuple):
    """What the events of a file have in common; `guess` is said of later ones. `changed_at` is an ISO date-time."""

    title: str
    words: tuple[str, ...]
    guess: str
    uid: str
    changes: int
    changed_at: str


def calendar(visits: Iterable[Visit], shown: Shown) -> bytes:
    """Return the file.

    The same state gives the same bytes: the stamp is the time of the last change. The sequence grows
    with every change, so that a moved date updates the event it had before.
    """
    made = Calendar()
    made.add("prodid", "-//ivig-prep//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for visit in visits:
        made.add_component(_event(visit, shown))
    return bytes(made.to_ical())


def _event(visit: Visit, shown: Shown) -> Event:
    infusion, title = visit.infusion, neutral(shown.title)
    event = Event()
    later = f"-{visit.number}" if visit.number else ""
    event.add("uid", f"{shown.uid}-{infusion.id}{later}@ivig-prep")
    event.add("dtstamp", datetime.fromisoformat(shown.changed_at).astimezone(UTC))
    event.add("sequence", shown.changes)
    event.add("summary", f"{title} (date not sure)" if visit.number else title)
    event.add("dtstart", infusion.date)
    event.add("dtend", infusion.last_day + timedelta(days=1))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    time = (f"Start time: {infusion.time}.",) if infusion.time else ()
    guess = (shown.guess,) if visit.number else ()
    event.add("description", "\n".join(map(neutral, (*guess, *time, *shown.words))))
    event.add_component(_alarm(title))
    return event


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -ALARM_BEFORE)
    return alarm
