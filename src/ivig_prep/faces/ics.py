"""The calendar face: one file of events, by the `icalendar` library (RFC 5545)."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from icalendar import Alarm, Calendar, Event

from ivig_prep.core.day.visits import Reminder, Visit, starts_at, still_to_come
from ivig_prep.core.text import neutral

LASTS = dt.timedelta(hours=4)
"""How long a visit with a time is drawn; how long it will be, nobody knows before."""


class Shown(NamedTuple):
    """What the events of a file have in common; `guess` is said of guesses. Of `now`, what has passed is left out."""

    title: str
    words: tuple[str, ...]
    guess: str
    uid: str
    now: dt.datetime


def calendar(visits: Iterable[Visit], shown: Shown) -> bytes:
    """Return the file.

    The stamp of an event is the time of its last change. Its sequence grows with every change, so that a moved date
    updates the event it had before. A cancelled visit is an event too, which takes the place of the one it had.
    """
    made = Calendar()
    made.add("prodid", "-//ivig-prep//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for visit in visits:
        made.add_component(_event(visit, shown))
    return bytes(made.to_ical())


def _event(visit: Visit, shown: Shown) -> Event:
    event, infusion = Event(), visit.infusion
    event.add("uid", f"{shown.uid}-{infusion.id}@ivig-prep")
    event.add("dtstamp", dt.datetime.fromisoformat(visit.changed_at).astimezone(dt.UTC))
    event.add("sequence", visit.sequence)
    title = neutral(shown.title)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    _add_times(event, visit)
    if visit.is_cancelled:
        event.add("summary", f"Canceled: {title}")
        event.add("status", "CANCELLED")
        return event
    event.add("summary", f"{title} (date not sure)" if visit.is_guess else title)
    event.add("status", "TENTATIVE" if visit.is_guess else "CONFIRMED")
    time = (f"Start time: {infusion.time}.",) if infusion.time else ()
    guess = (shown.guess,) if visit.is_guess else ()
    event.add("description", "\n".join(map(neutral, (*guess, *time, *shown.words))))
    for reminder in still_to_come(infusion, shown.now)[0]:
        event.add_component(_alarm(title, reminder))
    return event


def _add_times(event: Event, visit: Visit) -> None:
    """Say when: all day where no time is known, else by the clock of the place one is in, each day anew."""
    infusion = visit.infusion
    if infusion.time is None:
        event.add("dtstart", infusion.date)
        event.add("dtend", infusion.last_day + dt.timedelta(days=1))
        return
    event.add("dtstart", starts_at(infusion))
    event.add("dtend", starts_at(infusion) + LASTS)
    if infusion.days > 1:
        event.add("rrule", {"freq": "daily", "count": infusion.days})


def _alarm(title: str, reminder: Reminder) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -reminder.before)
    return alarm
